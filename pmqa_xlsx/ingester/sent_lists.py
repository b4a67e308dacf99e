"""The lists that a workbook was sent out with, where the definition's labels have been changed since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pmqa_xlsx.cells import CellRef
from pmqa_xlsx.files.book import WorkbookContent
from pmqa_xlsx.findings import Finding
from pmqa_xlsx.form.model import Choice, ChoiceList
from pmqa_xlsx.layout.model import Layout
from pmqa_xlsx.layout.plan import UNITS_LIST
from pmqa_xlsx.layout.words import LISTS_SHEET
from pmqa_xlsx.text.language import Lang, Text


def sent_lists(book: WorkbookContent, layout: Layout, lang: Lang) -> dict[str, ChoiceList]:
    """The lists whose labels are others in the workbook than in the definition today, by name; none if unsure.

    The labels are on a hidden sheet, each list in a column below its name; the order of the values is in the layout's
    fingerprint, which the caller compares.

    :param book: read with the sheet of the lists.
    """
    sheet = book.sheet(LISTS_SHEET)
    names = [plan.name for plan in layout.lists]
    if sheet is None or [sheet.text(CellRef(0, column)) for column in range(len(names))] != names:
        return {}
    found: dict[str, ChoiceList] = {}
    for known, plan in zip(layout.form.choice_lists, layout.lists, strict=False):
        if plan.name == UNITS_LIST:
            break
        rows = range(plan.first.row, plan.first.row + len(known.choices) + 1)
        *labels, after = [sheet.text(CellRef(row, plan.first.column)).strip() for row in rows]
        if all(labels) and not after and labels != [choice.label.of(lang).strip() for choice in known.choices]:
            found[known.name] = replace(known, choices=tuple(
                _labelled(choice, label, lang) for choice, label in zip(known.choices, labels, strict=True)))
    return found


def _labelled(choice: Choice, label: str, lang: Lang) -> Choice:
    th, en = (label, choice.label.en) if lang == "th" else (choice.label.th, label)
    return replace(choice, label=Text(th, en))


def changed_labels(layout: Layout, sent: Mapping[str, ChoiceList], lang: Lang) -> Finding:
    """Say which labels were others when the workbook was sent."""
    pairs = [f"{old.label.of(lang)} → {new.label.of(lang)}" for known in layout.form.choice_lists if known.name in sent
             for old, new in zip(sent[known.name].choices, known.choices, strict=True)
             if old.label.of(lang) != new.label.of(lang)]
    return Finding("labels-changed", value="\n".join(pairs), facts={"items": ", ".join(pairs)})
