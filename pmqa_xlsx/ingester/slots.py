"""Reads the answers of a return from its slots, and checks that the required ones are there."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from pmqa_xlsx.answers import FieldRules, read_cell, rules_of
from pmqa_xlsx.answers.model import BLANK, Answer, Remark, State
from pmqa_xlsx.catalogue import Severity
from pmqa_xlsx.cells import CellRef, CellValue
from pmqa_xlsx.findings import SEVERITY_FACT, Finding, Place
from pmqa_xlsx.form.expressions.bound import Bound, Operation, Reference, Value
from pmqa_xlsx.form.model import ChoiceList, Field
from pmqa_xlsx.form.question import Level, row_label
from pmqa_xlsx.ingester.bounds import bounded_answers
from pmqa_xlsx.ingester.sheet_matching import SheetMap
from pmqa_xlsx.ingester.slot_columns import Places, Slots
from pmqa_xlsx.layout.model import Layout, Slot, cached_per_layout
from pmqa_xlsx.layout.rules import Evaluation, RowCheck, form_rules, value_text
from pmqa_xlsx.text.language import Lang, Text
from pmqa_xlsx.text.plain_values import number_or_none


class _SheetSlots(NamedTuple):
    """The answer slots of one sheet: their planned cells and addresses, and the function that reads each."""

    sheet: str
    cells: tuple[CellRef, ...]
    readers: tuple[Callable[[CellValue], Answer], ...]
    addresses: tuple[str, ...]


def read_slots(
    layout: Layout, maps: Mapping[str, SheetMap], lang: Lang, unit: str, lists: Mapping[str, ChoiceList],
) -> tuple[Slots, list[Finding]]:
    """Read every answer slot; one whose cell was not found is empty and has no address.

    :param unit: the unit's code, which decides constants of its own.
    :param lists: the choice lists, by name, that the workbook has in place of the form's.
    :returns: the slots, and the findings about the answers.
    """
    answers: list[Answer] = []
    sheets: list[str] = []
    addresses: list[str] = []
    merged: list[Finding] = []
    for planned in _with_lists(layout, lang, lists) if lists else _slots_by_sheet(layout, lang):
        sheet_map = maps.get(planned.sheet)
        if sheet_map:
            merged += _merged(planned, sheet_map)
        read, found_at = _read_sheet(planned, sheet_map)
        answers += read
        addresses += found_at
        name = sheet_map.name if sheet_map else ""
        sheets += [name if address else "" for address in found_at]
    typed = Slots(bounded_answers(answers), Places(tuple(sheets), tuple(addresses)))
    slots = calculate(layout, typed, unit, compare=True)
    findings = [remark_finding(layout.slots[position], slots, position, remark)
                for position, answer in enumerate(slots.answers) if answer.remarks for remark in answer.remarks]
    return slots, [*findings, *merged, *check_completeness(layout, slots, unit)]


def _read_sheet(planned: _SheetSlots, sheet_map: SheetMap | None) -> tuple[Iterable[Answer], Sequence[str]]:
    """The answers on one sheet, and their addresses.

    :param sheet_map: ``None`` if the sheet is missing: every answer is then blank.
    """
    if sheet_map is None:
        return [BLANK] * len(planned.cells), [""] * len(planned.cells)
    cells = sheet_map.texts.sheet.cells
    if sheet_map.pristine:
        return _read_cells(planned, map(cells.get, planned.cells)), planned.addresses
    refs = [sheet_map.cells.get(cell) for cell in planned.cells]
    answers = _read_cells(planned, [None if ref is None else cells.get(ref) for ref in refs])
    addresses = ["" if ref is None else str(ref) for ref in refs]
    if sheet_map.disputed:
        disputed = [cell in sheet_map.disputed for cell in planned.cells]
        answers = [_disputed(answer) if doubt else answer for doubt, answer in zip(disputed, answers, strict=True)]
        # The answer of an empty cell may be in another one, so that it is not said to be missing there.
        addresses = ["" if doubt and answer.state is State.EMPTY else address
                     for doubt, answer, address in zip(disputed, answers, addresses, strict=True)]
    return answers, addresses


def _disputed(answer: Answer) -> Answer:
    """An answer whose question is uncertain: only its text is kept; the row or column has one finding about it."""
    return answer if answer.state is State.EMPTY else Answer("", None, answer.raw, State.INVALID)


def _merged(planned: _SheetSlots, sheet_map: SheetMap) -> Iterator[Finding]:
    """The findings about merged areas that hide answer cells."""
    areas = sheet_map.texts.sheet.merged
    if not areas:
        return
    cells = planned.cells if sheet_map.pristine else filter(None, map(sheet_map.cells.get, planned.cells))
    slots = frozenset(cells)
    rows = {ref.row for ref in slots}
    for area in areas:
        if rows.isdisjoint(range(area.first.row, area.last.row + 1)):  # like the form's own titles
            continue
        inside = area.cells() if area.size <= len(slots) else filter(area.covers, sorted(slots))
        hidden = [str(ref) for ref in inside if ref in slots and ref != area.first]
        if hidden:
            yield Finding("cells-merged", Place(sheet_map.name, str(area.first)),
                          facts={"cells": f"{area.first}:{area.last}", "hidden": ", ".join(hidden)})


def _read_cells(planned: _SheetSlots, values: Iterable[CellValue | None]) -> Iterable[Answer]:
    return [BLANK if value is None else read(value) for read, value in zip(planned.readers, values, strict=True)]


@cached_per_layout
def _slots_by_sheet(layout: Layout, lang: Lang) -> tuple[_SheetSlots, ...]:
    """The answer slots by sheet, in their order."""
    return _with_lists(layout, lang, {})


def _with_lists(layout: Layout, lang: Lang, lists: Mapping[str, ChoiceList]) -> tuple[_SheetSlots, ...]:
    readers = {id(slot.field): _reader(rules_of(_with_list(slot.field, lists), lang)) for slot in layout.slots}
    grouped = [(key, tuple(slots)) for key, slots in groupby(layout.slots, key=attrgetter("sheet"))]
    return tuple(_SheetSlots(key, tuple(slot.cell for slot in slots), tuple(readers[id(slot.field)] for slot in slots),
                             tuple(str(slot.cell) for slot in slots)) for key, slots in grouped)


def _with_list(field: Field, lists: Mapping[str, ChoiceList]) -> Field:
    return replace(field, choices=lists[field.choices.name]) if field.choices and field.choices.name in lists else field


def _reader(rules: FieldRules) -> Callable[[CellValue], Answer]:
    """The function that reads the answers to one question; cached if it has choices, because answers repeat."""
    read = partial(read_cell, rules=rules)
    return read if rules.field.choices is None else lru_cache(maxsize=64)(read)


def remark_finding(slot: Slot, slots: Slots, position: int, remark: Remark) -> Finding:
    """The finding about an answer, with its place."""
    return Finding(remark.code, _place(slot, slots, position), slots.answers[position].raw,
                   {**slot_facts(slot), **remark.facts})


#: Codes about something missing or about several slots: for joined returns they are checked on the joined answers.
CHECKED_AFTER_JOINING = frozenset({"answer-missing", "required-by", "inconsistent"})


def calculate(layout: Layout, slots: Slots, unit: str, *, compare: bool = False) -> Slots:
    """The slots with the values of the computed ones, as the program calculates them.

    :param compare: whether a cell that shows another value gets a remark.
    """
    computed = form_rules(layout).computed
    if not computed:
        return slots
    evaluation = Evaluation(layout, slots.columns.values, slots.columns.empty, unit)
    answers = list(slots.answers)
    for position in computed:
        raw, value = answers[position].raw, evaluation.value(layout.slots[position].question)
        remarks: tuple[Remark, ...] = ()
        if compare and slots.places.cells[position] and differs(raw, value):
            remarks = (Remark("computed-differs", {"shown": raw, "calculated": value or "–"}),)
        answers[position] = Answer(value, number_or_none(value), raw, State.OK if value else State.EMPTY, remarks)
    return Slots(answers, slots.places)


def differs(raw: str, value: str) -> bool:
    """Whether a computed cell holds another value than the calculated one; an empty cell was not calculated."""
    number, wanted = number_or_none(raw.strip() or "?"), number_or_none(value or "?")
    if number is None or wanted is None:
        return bool(raw.strip()) and raw.strip() != value
    return not math.isclose(number, wanted, rel_tol=1e-9, abs_tol=1e-9)


def check_completeness(layout: Layout, slots: Slots, unit: str) -> list[Finding]:
    """The findings about a return's answers together, those of :data:`CHECKED_AFTER_JOINING`.

    One finding for each required slot that is empty, unless its cell is missing, which is already reported; and one
    for each check that does not hold.
    """
    conditions = form_rules(layout).conditions
    evaluation = Evaluation(layout, slots.columns.values, slots.columns.empty, unit)
    missing, failed = evaluation.missing(), evaluation.failed_checks()
    return [*(_missing(layout, slots, position, conditions.get(position))
              for position in missing if slots.places.cells[position]),
            *(_inconsistent(layout, slots, check) for check in failed if not any(
                slots.answers[layout.positions[asked]].state is State.INVALID
                for asked in check.called_empty if asked in layout.positions))]


def _missing(layout: Layout, slots: Slots, position: int, condition: Bound | None) -> Finding:
    """The finding about a required slot that is empty.

    :param condition: when it is required; ``None`` for always.
    """
    slot = layout.slots[position]
    place, raw, facts = _place(slot, slots, position), slots.answers[position].raw, slot_facts(slot)
    if condition is None:
        return Finding("answer-missing", place, raw, facts)
    return Finding("required-by", place, raw, {**facts, **_deciding(layout, condition)})


def _inconsistent(layout: Layout, slots: Slots, failed: RowCheck) -> Finding:
    """The office's message on inconsistent answers, at the first answer that the rule names."""
    check = failed.check
    facts = {**check.message.facts("said"), **check.fix.facts("advice"), "check": check.name,
             SEVERITY_FACT: (Severity.ERROR if check.is_error else Severity.WARNING).value}
    positions = [layout.positions[question] for question in failed.about if question in layout.positions]
    position = next((place for place in positions if slots.places.cells[place]), None)
    if position is None:
        return Finding("inconsistent", Place(question=failed.row), facts=facts)
    slot = layout.slots[position]
    return Finding("inconsistent", _place(slot, slots, position), slots.answers[position].raw,
                   {**slot_facts(slot), **facts})


def _place(slot: Slot, slots: Slots, position: int) -> Place:
    return Place(slots.places.sheets[position], slots.places.cells[position], slot.question)


def _deciding(layout: Layout, condition: Bound) -> dict[str, str]:
    """The answer that makes a slot required, as people see it; nothing if several do."""
    if not isinstance(condition, Operation) or condition.function != "=":
        return {}
    asked, value = condition.arguments
    if not isinstance(asked, Reference) or asked.question not in layout.positions or not isinstance(value, Value):
        return {}
    other = layout.slots[layout.positions[asked.question]]
    choices = other.field.choices.choices if other.field.choices else ()
    shown = next((choice.label for choice in choices if choice.value == value.value), Text(value_text(value.value)))
    return other.heading.facts("other") | shown.facts("answer")


def slot_facts(slot: Slot) -> dict[str, str]:
    """The facts by which messages name a slot: its heading, and what its row is about."""
    category = slot.question.category if slot.question.level is Level.CATEGORY else ""
    about = (Text(f"หมวด {category}", f"Category {category}") if category
             else Text(row_label(slot.question.code, slot.question.row)))
    return slot.heading.facts("field") | about.facts("about")
