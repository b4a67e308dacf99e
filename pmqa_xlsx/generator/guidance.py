"""Help at an answer cell: a prompt, a rule with its stop message, a note, and a mark if the answer is missing or wrong.

Cells of one field in the same columns share one rule, even with other rows between them; marks are written by area,
a block of adjacent cells of whatever fields.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pmqa_xlsx.answers import Validation, prompt, stop_message, validation
from pmqa_xlsx.cells import CellRef
from pmqa_xlsx.form.model import Field
from pmqa_xlsx.generator.book import Strict
from pmqa_xlsx.generator.check_rules import REQUIRED_NAME, STATES_NAME
from pmqa_xlsx.generator.styles import Styles
from pmqa_xlsx.generator.workbook_copy import Copy, FormInLanguage
from pmqa_xlsx.layout import Sheet, Slot, TableRow
from pmqa_xlsx.layout.model import WORDING_COLUMN
from pmqa_xlsx.layout.words import GUIDANCE, NOTE_AUTHOR
from pmqa_xlsx.light_dataclass import dataclass
from pmqa_xlsx.text.excel_text import excel_text

_NOTE = {"author": NOTE_AUTHOR, "font_name": "Tahoma", "font_size": 9, "width": 300}
_NOTE_COLUMNS, _NOTE_LINES, _NOTE_LINE, _NOTE_SPARE = 46, 30, 17, 24


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of slots.

    :ivar check_row: the row of the checks sheet for the first cell, zero-based.
    :ivar stride: distance on the checks sheet, in rows, from one row of the area to the next.
    """

    slot: Slot
    first: CellRef
    last: CellRef
    check_row: int
    stride: int


def areas(local_form: FormInLanguage, sheet: Sheet, *, by_field: bool) -> Iterator[Area]:
    """The areas of a sheet's slots, from top to bottom.

    In one area the rows of the checks sheet follow the cells by the same step, so that one formula serves all.

    :param by_field: whether all slots of an area are of one field.
    """
    open_areas: dict[tuple[Field | None, int], Area] = {}
    for row in sheet.rows:
        for group in _groups([slot for slot in row.slots if not slot.field.is_computed], by_field=by_field):
            check_row = local_form.layout.check_rows[group[0].sheet, group[0].cell]
            key = (group[0].field if by_field else None, group[0].cell.column)
            grown = _grown(open_areas.get(key), group, check_row)
            if grown is None:
                if key in open_areas:
                    yield open_areas[key]
                grown = Area(group[0], group[0].cell, group[-1].cell, check_row, 0)
            open_areas[key] = grown
    yield from open_areas.values()


def _groups(slots: Sequence[Slot], *, by_field: bool) -> Iterator[list[Slot]]:
    """The slots of a row in groups: side by side and perhaps of the same field."""
    group: list[Slot] = []
    for slot in slots:
        if group and (slot.cell.column != group[-1].cell.column + 1
                      or (by_field and slot.field is not group[-1].field)):
            yield group
            group = []
        group.append(slot)
    if group:
        yield group


def _grown(area: Area | None, group: Sequence[Slot], check_row: int) -> Area | None:
    """The area with one more row if that row continues it, else ``None``."""
    if area is None or group[0].cell.row != area.last.row + 1 or group[-1].cell.column != area.last.column:
        return None
    rows = group[0].cell.row - area.first.row
    stride = area.stride or check_row - area.check_row
    if check_row != area.check_row + rows * stride:
        return None
    return Area(area.slot, area.first, group[-1].cell, area.check_row, stride)


@dataclass(frozen=True, slots=True)
class Guide:
    """The rule of areas one below the other, with its prompt and stop message, as XlsxWriter options.

    The rule is written for the first cell; Excel shifts its references for the others.
    """

    areas: Sequence[Area]
    options: Mapping[str, Any]

    @property
    def slot(self) -> Slot:
        """The slot of the first cell."""
        return self.areas[0].slot


def guides(local_form: FormInLanguage) -> dict[str, list[Guide]]:
    """The rules of every sheet by its key, the same for every unit."""
    return {sheet.key: list(_guides(local_form, sheet)) for sheet in local_form.layout.sheets}


def _guides(local_form: FormInLanguage, sheet: Sheet) -> Iterator[Guide]:
    alike: dict[tuple[Field, int, int], list[Area]] = {}
    for area in areas(local_form, sheet, by_field=True):
        alike.setdefault((area.slot.field, area.first.column, area.last.column), []).append(area)
    for below in alike.values():
        yield _guide(local_form, sorted(below, key=lambda area: area.first))


def _guide(local_form: FormInLanguage, areas: Sequence[Area]) -> Guide:
    first = areas[0]
    field, lang, list_name = first.slot.field, local_form.lang, local_form.list_name(first.slot)
    rule = validation(field, str(first.first), list_name, lang)
    if first.slot.is_identity:
        rule = Validation("list", formula=f"={list_name}")
    title, text = prompt(field, lang)
    stop_title, stop_text = stop_message(field, lang)
    return Guide(areas, {
        **_options(rule), "input_title": title, "input_message": text, "error_type": "stop", "error_title": stop_title,
        "error_message": stop_text, "other_cells": [[*area.first, *area.last] for area in areas[1:]]})


def write_guidance(target: Strict, copy: Copy, sheet: Sheet, known: Iterable[Guide], styles: Styles) -> None:
    """Write the rules and marks of a sheet's slots; identity slots have them only if they can be chosen."""
    for guide in known:
        if not guide.slot.is_identity or copy.unit is None:
            first = guide.areas[0]
            target.data_validation(*first.first, *first.last, guide.options)
    for area in areas(copy, sheet, by_field=False):
        if not area.slot.is_identity or copy.unit is None:
            _write_marks(target, area, styles)


def _options(rule: Validation) -> dict[str, Any]:
    """A rule as XlsxWriter options."""
    if rule.rule == "list":
        return {"validate": "list", "source": rule.formula}
    if rule.rule == "custom":
        return {"validate": "custom", "value": rule.formula}
    options = {"validate": rule.rule, "criteria": rule.operator}
    if rule.operator == "between":
        return {**options, "minimum": _bound(rule.minimum), "maximum": _bound(rule.maximum)}
    return {**options, "value": _bound(rule.maximum)}


def _bound(bound: float | dt.date | dt.time | None) -> int | float | dt.date | dt.time | None:
    """A bound without the decimal point that XlsxWriter would write after a whole number."""
    return int(bound) if isinstance(bound, float) and bound.is_integer() else bound


def _write_marks(target: Strict, area: Area, styles: Styles) -> None:
    row = f"{area.check_row + 1}+(ROW()-{area.first.row + 1})*{area.stride}+COLUMN()-{area.first.column + 1}"
    target.conditional_format(*area.first, *area.last, {
        "type": "formula", "criteria": f"=INDEX({STATES_NAME},{row})=-1", "format": styles.when("wrong"),
        "stop_if_true": True})
    target.conditional_format(*area.first, *area.last, {
        "type": "formula", "criteria": f"=AND(INDEX({REQUIRED_NAME},{row})=1,INDEX({STATES_NAME},{row})=0)",
        "format": styles.when("missing")})


def write_row_guidance(target: Strict, copy: Copy, row: TableRow) -> None:
    """Write the guidance of a row as the input prompt of its wording cell."""
    text = copy.say(row.guidance)
    if text:
        target.data_validation(row.row, WORDING_COLUMN, row.row, WORDING_COLUMN, {
            "validate": "any", "input_title": copy.say(GUIDANCE), "input_message": text})


def write_note(target: Strict, cell: CellRef, text: str) -> None:
    """Write a note by this program on a cell, as large as its text needs."""
    lines = sum(1 + len(line) // _NOTE_COLUMNS for line in text.split("\n"))
    target.write_comment(*cell, excel_text(text), {**_NOTE, "height": _NOTE_SPARE + _NOTE_LINE * min(lines,
                         _NOTE_LINES)})
