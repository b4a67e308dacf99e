"""What helps at an answer cell: a prompt, a rule with its stop message, and marks for what is missing or wrong.

Rules are written by area: cells of one field that lie together share one rule.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pmqa_xlsx.answers import Validation, prompt, stop_message, validation
from pmqa_xlsx.cells import CellRef
from pmqa_xlsx.form import Field
from pmqa_xlsx.generator.copy import Copy, Draft
from pmqa_xlsx.generator.hidden import PROBLEMS_NAME, STATES_NAME
from pmqa_xlsx.generator.styles import Styles
from pmqa_xlsx.layout import Sheet, Slot


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of slots of one field.

    :ivar check_row: the row of the checks sheet that belongs to the first cell, zero-based.
    :ivar stride: how many rows of the checks sheet lie between two rows of the area.
    """

    slot: Slot
    first: CellRef
    last: CellRef
    check_row: int
    stride: int


def areas(draft: Draft, sheet: Sheet) -> Iterator[Area]:
    """The areas of a sheet's slots, from top to bottom.

    In one area the rows of the checks sheet follow the cells by the same step, so that one formula serves all.
    """
    open_areas: dict[tuple[Field, int], Area] = {}
    for row in sheet.slot_rows():
        for group in _groups(row.slots):
            check_row = draft.layout.check_rows[group[0].sheet, group[0].cell]
            key = (group[0].field, group[0].cell.column)
            grown = _grown(open_areas.get(key), group, check_row)
            if grown is None:
                if key in open_areas:
                    yield open_areas[key]
                grown = Area(group[0], group[0].cell, group[-1].cell, check_row, 0)
            open_areas[key] = grown
    yield from open_areas.values()


def _groups(slots: Sequence[Slot]) -> Iterator[list[Slot]]:
    """The slots of a row by field, where they lie side by side."""
    group: list[Slot] = []
    for slot in slots:
        if group and (slot.field is not group[-1].field or slot.cell.column != group[-1].cell.column + 1):
            yield group
            group = []
        group.append(slot)
    if group:
        yield group


def _grown(area: Area | None, group: Sequence[Slot], check_row: int) -> Area | None:
    """The area with one more row, where that row continues it."""
    if area is None or group[0].cell.row != area.last.row + 1 or group[-1].cell.column != area.last.column:
        return None
    rows = group[0].cell.row - area.first.row
    stride = area.stride or check_row - area.check_row
    if check_row != area.check_row + rows * stride:
        return None
    return Area(area.slot, area.first, group[-1].cell, area.check_row, stride)


@dataclass(frozen=True, slots=True)
class Guide:
    """The rule of an area, with its prompt and stop message, in the words of XlsxWriter."""

    area: Area
    options: Mapping[str, Any]


def guides(draft: Draft) -> dict[str, list[Guide]]:
    """The rules of every sheet by its key, the same for every unit."""
    return {sheet.key: [_guide(draft, area) for area in areas(draft, sheet)] for sheet in draft.layout.sheets}


def _guide(draft: Draft, area: Area) -> Guide:
    field, lang, list_name = area.slot.field, draft.lang, draft.list_name(area.slot)
    rule = validation(field, str(area.first), list_name, lang)
    if area.slot.is_identity:
        rule = Validation("list", formula=f"={list_name}")
    title, text = prompt(field, lang)
    stop_title, stop_text = stop_message(field, lang)
    return Guide(area, {
        **_options(rule), "input_title": title, "input_message": text, "error_type": "stop", "error_title": stop_title,
        "error_message": stop_text})


def write_guidance(target: Any, copy: Copy, known: Iterable[Guide], styles: Styles) -> None:
    """Write the rules and marks of a sheet's slots; identity slots have them only where they can be chosen."""
    for guide in known:
        if not guide.area.slot.is_identity or copy.unit is None:
            target.data_validation(*guide.area.first, *guide.area.last, guide.options)
            _write_marks(target, guide.area, styles)


def _options(rule: Validation) -> dict[str, Any]:
    """A rule in the words of XlsxWriter."""
    if rule.rule == "list":
        return {"validate": "list", "source": rule.formula}
    if rule.rule == "custom":
        return {"validate": "custom", "value": rule.formula}
    options = {"validate": rule.rule, "criteria": rule.operator}
    if rule.operator == "between":
        return {**options, "minimum": _bound(rule.minimum), "maximum": _bound(rule.maximum)}
    return {**options, "value": _bound(rule.maximum)}


def _bound(bound: float | dt.date | None) -> int | float | dt.date | None:
    """A bound without the decimal point that XlsxWriter would write after a whole number."""
    return int(bound) if isinstance(bound, float) and bound.is_integer() else bound


def _write_marks(target: Any, area: Area, styles: Styles) -> None:
    row = f"{area.check_row + 1}+(ROW()-{area.first.row + 1})*{area.stride}+COLUMN()-{area.first.column + 1}"
    target.conditional_format(*area.first, *area.last, {
        "type": "formula", "criteria": f"=INDEX({STATES_NAME},{row})=-1", "format": styles.when_wrong(),
        "stop_if_true": True})
    target.conditional_format(*area.first, *area.last, {
        "type": "formula", "criteria": f"=INDEX({PROBLEMS_NAME},{row})=1", "format": styles.when_missing()})
