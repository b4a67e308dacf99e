"""Checks of what was sent out: the fixed texts and the seal that covers them, the formulas and the choice lists.

Some programs keep only the values of formulas when they save.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from pmqa_xlsx.cells import EMPTY, CellKind, CellRef, CellValue
from pmqa_xlsx.files.book import WorkbookContent
from pmqa_xlsx.findings import Finding, Place
from pmqa_xlsx.form.model import Choice, ChoiceList, Form
from pmqa_xlsx.form.unit_names import names_of_units
from pmqa_xlsx.ingester.identify import IdentityEvidence
from pmqa_xlsx.ingester.model import Seal
from pmqa_xlsx.ingester.sheet_matching import SheetMap
from pmqa_xlsx.layout import words as wording
from pmqa_xlsx.layout.digests import formula_digest, formula_places, parse_formula_marks
from pmqa_xlsx.layout.identity import FixedPlace, WorkbookTexts, is_keyed, same_seal
from pmqa_xlsx.layout.model import Layout, Sheet, SheetKind
from pmqa_xlsx.layout.plan import UNITS_LIST
from pmqa_xlsx.text.language import Lang, Text
from pmqa_xlsx.text.thai import same_text

#: If more of the formulas than this share differ, a program wrote them in its own way: no person changes that many.
_REWRITTEN = 0.25
#: How many characters of a changed formula its finding shows.
_MOST_OF_A_FORMULA = 200


def is_calculated(cell: CellValue, kind: SheetKind, *langs: Lang) -> bool:
    """Whether the content of a calculated cell is something that its formula can show.

    :param kind: the kind of the cell's sheet; only the summary calculates numbers and names.
    :param langs: the languages that the workbook may be in.
    """
    summary, text = kind is SheetKind.SUMMARY, cell.raw.strip()
    if cell.kind is CellKind.ERROR:  # a program did not know a function of the formula that it replaced
        return True
    if cell.kind is CellKind.NUMBER:
        return summary
    signs = summary and text.startswith("(") and text.endswith(")")
    overall = kind in (SheetKind.SUMMARY, SheetKind.INSTRUCTIONS)
    return cell.kind is CellKind.TEXT and (signs or any(_shown(lang, overall).fullmatch(text) for lang in langs))


@lru_cache
def _shown(lang: Lang, overall: bool) -> re.Pattern[str]:
    """The texts that the formulas of visible sheets show: states, and what is left to do.

    :param overall: whether also what only the first sheet and the summary show.
    """
    words = (wording.DONE, wording.MISSING, wording.WRONG, wording.TO_CHECK, wording.NOT_PRINTED)
    state = "|".join([*(re.escape(word.of(lang)) for word in words), wording.OPTIONAL])
    texts = [rf"(?:(?:{state})(?: \d+)?\s*)+"]
    if overall:
        points = re.escape(wording.POINTS.of(lang)).replace(r"\{points\}", r"[\d.]+").replace(r"\{all\}", r"[\d.]+")
        texts += [*(re.escape(word.of(lang)) for word in (wording.READY, wording.NOT_READY, wording.NOTHING_TO_DO)),
                  _counted(wording.LEFT_TO_DO, lang), points, r"\d+\. .+ · .+: .+"]
    return re.compile("|".join(texts), re.DOTALL)


def _counted(text: Text, lang: Lang) -> str:
    return re.escape(text.of(lang)).replace(r"\{count\}", r"\d+")


def check_texts(
    texts: WorkbookTexts, maps: Mapping[str, SheetMap],
) -> tuple[dict[FixedPlace, str | None], list[Finding]]:
    """Compare every fixed text with the return, in whichever cell it is now.

    :param texts: those of the workbook as it was made.
    :returns: the changed texts by planned place (``None`` on a missing sheet), and ``locked-text-changed``.
    """
    by_formula = texts.of_chosen  # a program may keep only what formulas showed
    changed: dict[FixedPlace, str | None] = {}
    findings: list[Finding] = []
    for (key, ref), text in _doubtful(texts, maps).items():
        if key not in maps:
            changed[key, ref] = None
            continue
        where = maps[key].where(ref)
        cell = maps[key].texts.sheet[where] if where is not None else EMPTY
        now = cell.raw
        if same_text(now, text):
            continue
        if (key, ref) in by_formula and (cell.formula or same_text(now, by_formula[key, ref])):
            continue
        changed[key, ref] = now
        if where is not None:
            place = Place(sheet=maps[key].name, cell=str(where))
            findings.append(Finding("locked-text-changed", place, cell.seen, {"was": text, "became": cell.seen}))
            findings += _of_another_unit(texts.layout.form, texts.identity.unit_code, place, text, now)
    return changed, findings


def _doubtful(texts: WorkbookTexts, maps: Mapping[str, SheetMap]) -> dict[FixedPlace, str]:
    """The texts that must be compared: on pristine sheets, only those that differ between workbooks."""
    pristine_keys = {key for key, sheet_map in maps.items() if sheet_map.pristine}
    if all(sheet.key in pristine_keys for sheet in texts.layout.sheets if sheet.texts):
        return {place: text for place, text in texts.own.items() if text}
    return {place: text for place, text in texts.fixed.items() if place in texts.own or place[0] not in pristine_keys}


def _of_another_unit(form: Form, own: str, place: Place, text: str, now: str) -> Iterator[Finding]:
    """Say so where a text that named the workbook's unit names another one: a sheet of that unit was put in."""
    names = names_of_units(form)
    named = names.named(now)
    if own in names.named(text) and own not in named and len(named) == 1:
        facts = {**form.unit_by_code[own].name.facts("made_for"), "variant": "sheet",
                 **form.unit_by_code[next(iter(named))].name.facts("named"), "sheet": place.sheet}
        yield Finding("other-unit-named", place, now, facts)


def check_seal(
    book: WorkbookContent, texts: WorkbookTexts, evidence: IdentityEvidence, changed: Mapping[FixedPlace, str | None],
    maps: Mapping[str, SheetMap], key: bytes | None,
) -> Seal:
    """Check the seal against the identity, the layout and the fixed texts of the return.

    :param evidence: the seal in the workbook, if it has one, and the fingerprint of the layout that it was made with.
    :param changed: the changed fixed texts, as :func:`check_texts` found them.
    """
    if evidence.contradicted:
        return Seal.ALTERED
    carried = evidence["seal"]
    if not carried:
        return Seal.ABSENT
    if is_keyed(carried) and key is None:
        return Seal.UNVERIFIED
    names = [_sheet_name(book, sheet, maps, texts.identity.lang) for sheet in texts.layout.sheets]
    now = texts.seal(key if is_keyed(carried) else None, names, changed, evidence["layout"])
    return Seal.INTACT if same_seal(now, carried) else Seal.ALTERED


def _sheet_name(book: WorkbookContent, plan: Sheet, maps: Mapping[str, SheetMap], lang: Lang) -> str:
    """A sheet's planned name, even if it was renamed (that is a finding of its own); empty if the sheet is missing."""
    there = plan.key in maps or (plan.kind.hidden and book.sheet(plan.name.th) is not None)
    return plan.name.of(lang) if there else ""


def check_formulas(layout: Layout, marks: str, maps: Mapping[str, SheetMap]) -> list[Finding]:
    """Report with ``check-altered`` each cell of a visible sheet that has another formula than was sent out.

    Nothing is said where a program replaced formulas by their values, where cells were moved, since that changes
    formulas too, or where the format shows no formulas.

    :param marks: what the workbook carries of its formulas; see :mod:`pmqa_xlsx.layout.digests`.
    """
    sent = parse_formula_marks(layout, marks)
    if not sent or any(sheet_map.moved for sheet_map in maps.values()):
        return []
    sheets = {key: sheet_map.texts.sheet.cells for key, sheet_map in maps.items()}
    found = [(maps[key].name, ref, cell, mark) for (key, ref), mark in zip(formula_places(layout), sent, strict=True)
             if key in sheets and (cell := sheets[key].get(ref, EMPTY)).calculation]
    changed = [(sheet, ref, cell) for sheet, ref, cell, mark in found if formula_digest(cell.calculation) != mark]
    if len(changed) > max(_REWRITTEN * len(found), 1):
        return []
    return [Finding("check-altered", Place(sheet, str(ref)), cell.raw,
                    {"formula": "=" + cell.calculation.removeprefix("=")[:_MOST_OF_A_FORMULA]})
            for sheet, ref, cell in changed]


def sent_lists(book: WorkbookContent, layout: Layout, lang: Lang) -> dict[str, ChoiceList]:
    """The lists whose labels are others in the workbook than in the definition today, by name; none if unsure.

    The labels are on a hidden sheet, each list in a column below its name; the order of the values is in the layout's
    fingerprint, which the caller compares.

    :param book: read with the sheet of the lists.
    """
    sheet = book.sheet(wording.LISTS_SHEET)
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
