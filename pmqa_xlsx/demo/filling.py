"""Made-up but plausible answers for any form, and typing them into a workbook as a person's program would."""

from __future__ import annotations

import datetime as dt
import io
import random
import zipfile
from collections.abc import Mapping
from typing import Any

import openpyxl

from pmqa_xlsx.answers import display, type_of
from pmqa_xlsx.answers.model import BLANK, Answer, State
from pmqa_xlsx.form.model import Field, Unit
from pmqa_xlsx.form.question import Question
from pmqa_xlsx.layout import Layout, Slot
from pmqa_xlsx.layout.rules import Evaluation, form_rules, required_slots, row_of
from pmqa_xlsx.system.portable_zip import write_zip
from pmqa_xlsx.text.language import Lang

#: Probability that an optional slot is answered.
_OPTIONAL_SHARE = 0.45
#: Range of the quality of units: their answers tend to be at this share of the way up a list.
_LEAST_QUALITY, _MOST_QUALITY = 0.35, 0.98
#: Probability that answers that contradict each other stay as they are, and how often others are tried.
_CONTRADICTIONS, _TRIES = 0.05, 40
_CORE = "docProps/core.xml"


def plausible_answers(layout: Layout, unit: Unit, *, salt: str = "") -> dict[int, str]:
    """Normalised values by position in ``layout.slots``, for all required slots and many optional ones.

    Nearly all answers go together as the form's checks ask.

    :param salt: a different text gives a different return of the same unit.
    """
    chance = random.Random(f"{layout.form.edition}/{unit.code}/{salt}")  # noqa: S311  not a secret
    quality = chance.uniform(_LEAST_QUALITY, _MOST_QUALITY)
    given = layout.form.prefilled.get(unit.code, {})
    values = {layout.positions[asked]: value for asked, value in given.items() if asked in layout.positions}
    rows: dict[Question, bool] = {}
    least = {criterion.code: criterion.rows.least for criterion in layout.form.criteria() if criterion.rows}
    for number, slot in enumerate(layout.slots):
        asked = slot.question
        if number in values or slot.field.is_computed or not rows.setdefault(
                row_of(asked), asked.row <= least.get(asked.criterion, 0) or chance.random() < _OPTIONAL_SHARE):
            continue
        share = 1.0 if slot.required.always else _OPTIONAL_SHARE / asked.slot
        if chance.random() < share:
            values[number] = made_up(slot.field, chance, quality)
    _reconcile(layout, unit, values, chance, quality)
    while missing := _missing(layout, unit, values):  # an answer can be what makes another one required
        for number in missing:
            values[number] = made_up(layout.slots[number].field, chance, quality)
    return values


def _missing(layout: Layout, unit: Unit, values: Mapping[int, str]) -> list[int]:
    """The positions of required answers that are not there yet."""
    answers = [Answer(values[n], None, "", State.OK) if n in values else BLANK for n in range(len(layout.slots))]
    return [number for number, needed in enumerate(required_slots(layout, answers, unit.code))
            if needed and number not in values]


def _reconcile(layout: Layout, unit: Unit, values: dict[int, str], chance: random.Random, quality: float) -> None:
    """Make up again what a check finds inconsistent; a few contradictions stay."""
    for one in form_rules(layout).checks:
        positions = [layout.positions[question] for question in one.about if question in layout.positions]
        if chance.random() < _CONTRADICTIONS:
            continue
        for _ in range(_TRIES):
            evaluation = Evaluation(layout, [values.get(n, "") for n in range(len(layout.slots))],
                                    bytes(n not in values for n in range(len(layout.slots))), unit.code)
            if not one.fails(evaluation):
                break
            for position in positions:
                if not layout.slots[position].field.is_computed:
                    values[position] = made_up(layout.slots[position].field, chance, quality)


def made_up(field: Field, chance: random.Random, quality: float) -> str:
    """One valid normalised value for a field."""
    return type_of(field).sample(field, chance, quality)


class Editor:
    """One workbook open for editing.

    :param data: the bytes of a workbook of this layout.
    :param lang: the language of the workbook.
    """

    def __init__(self, data: bytes, layout: Layout, lang: Lang = "th") -> None:
        self.layout = layout
        self.lang: Lang = lang
        self.book = openpyxl.load_workbook(io.BytesIO(data))

    def cell(self, slot: Slot) -> Any:
        """The openpyxl cell of a slot."""
        return self.sheet(slot.sheet).cell(slot.cell.row + 1, slot.cell.column + 1)

    def sheet(self, key: str) -> Any:
        """The openpyxl worksheet with that key of the layout."""
        return self.book[self.layout.sheet_by_key[key].name.of(self.lang)]

    def fill(self, values: Mapping[int, str]) -> None:
        """Type normalised values, given by position in ``layout.slots``, in the form that people type."""
        for position, value in values.items():
            slot = self.layout.slots[position]
            self.cell(slot).value = display(slot.field, value, self.lang)

    def type_into(self, position: int, content: object) -> None:
        """Put any content into a slot, even if its validation would reject it; a text never becomes a formula."""
        cell = self.cell(self.layout.slots[position])
        cell.value = content
        if isinstance(content, str) and not content.startswith("=") and cell.data_type != "e":
            cell.data_type = "s"

    def saved(self, moment: dt.datetime) -> bytes:
        """The workbook saved at a moment (with time zone)."""
        buffer = io.BytesIO()
        self.book.save(buffer)
        return _saved_at(buffer.getvalue(), moment)


def _saved_at(data: bytes, moment: dt.datetime) -> bytes:
    """The same package with another save time: openpyxl always writes now, and a demo must not depend on the day."""
    stamp = moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    head, tag, rest = parts[_CORE].partition(b'<dcterms:modified xsi:type="dcterms:W3CDTF">')
    parts[_CORE] = head + tag + stamp + rest[rest.index(b"<"):]
    target = io.BytesIO()
    write_zip(target, parts.items())
    return target.getvalue()
