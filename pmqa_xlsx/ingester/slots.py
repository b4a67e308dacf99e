"""The answers of a return: every slot read where it lies, and what is required of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from pmqa_xlsx.answers import FieldRules, read_cell, rules_of
from pmqa_xlsx.answers.model import BLANK, Answer, Remark, State
from pmqa_xlsx.cells import CellRef, CellValue
from pmqa_xlsx.findings import Finding, Place
from pmqa_xlsx.form.question import Level
from pmqa_xlsx.ingester.relocation import SheetMap
from pmqa_xlsx.ingester.slot_columns import Places, Slots
from pmqa_xlsx.layout.cache import cached_per_layout
from pmqa_xlsx.layout.completeness import required_and_empty
from pmqa_xlsx.layout.model import Layout, Slot
from pmqa_xlsx.text.language import Lang


class _Asked(NamedTuple):
    """The answer slots of one sheet: their cells, what reads each, and the addresses at which they were put."""

    sheet: str
    cells: tuple[CellRef, ...]
    readers: tuple[Callable[[CellValue], Answer], ...]
    addresses: tuple[str, ...]


def read_slots(layout: Layout, maps: Mapping[str, SheetMap], lang: Lang) -> tuple[Slots, list[Finding]]:
    """Read every answer slot; one whose cell was not found is empty and has no address.

    :returns: the slots, and what has to be said about the answers.
    """
    answers: list[Answer] = []
    sheets: list[str] = []
    addresses: list[str] = []
    merged: list[Finding] = []
    for asked in _asked(layout, lang):
        sheet_map = maps.get(asked.sheet)
        if sheet_map:
            merged += _merged(asked, sheet_map)
        there, lying = _read_sheet(asked, sheet_map)
        answers += there
        addresses += lying
        name = sheet_map.name if sheet_map else ""
        sheets += [name if address else "" for address in lying]
    slots = Slots(answers, Places(tuple(sheets), tuple(addresses)))
    findings = [_finding(layout.slots[position], slots, position, remark)
                for position, answer in enumerate(answers) if answer.remarks for remark in answer.remarks]
    return slots, [*findings, *merged, *judge_whole(layout, slots)]


def _read_sheet(asked: _Asked, sheet_map: SheetMap | None) -> tuple[Iterable[Answer], Sequence[str]]:
    """The answers on one sheet, and their addresses; ``None`` for a sheet that is not there."""
    if sheet_map is None:
        return [BLANK] * len(asked.cells), [""] * len(asked.cells)
    cells = sheet_map.texts.sheet.cells
    if sheet_map.untouched:
        return _read_cells(asked, map(cells.get, asked.cells)), asked.addresses
    refs = [sheet_map.cells.get(cell) for cell in asked.cells]
    answers = _read_cells(asked, [None if ref is None else cells.get(ref) for ref in refs])
    if sheet_map.disputed:
        answers = [_disputed(answer) if cell in sheet_map.disputed else answer
                   for cell, answer in zip(asked.cells, answers, strict=True)]
    return answers, ["" if ref is None else str(ref) for ref in refs]


def _disputed(answer: Answer) -> Answer:
    """An answer of which it is not certain what it answers: its text is kept, and that is said once a row or column."""
    return answer if answer.state is State.EMPTY else Answer("", None, answer.raw, State.INVALID)


def _merged(asked: _Asked, sheet_map: SheetMap) -> Iterator[Finding]:
    """What is said of merged areas that hide answer cells."""
    slots = frozenset(ref for cell in asked.cells if (ref := sheet_map.cells.get(cell)) is not None)
    for area in sheet_map.texts.sheet.merged:
        inside = area.cells() if area.size <= len(slots) else filter(area.covers, sorted(slots))
        hidden = [str(ref) for ref in inside if ref in slots and ref != area.first]
        if hidden:
            yield Finding("cells-merged", Place(sheet_map.name, str(area.first)),
                          facts={"cells": f"{area.first}:{area.last}", "hidden": ", ".join(hidden)})


def _read_cells(asked: _Asked, values: Iterable[CellValue | None]) -> Iterable[Answer]:
    return [BLANK if value is None else read(value) for read, value in zip(asked.readers, values, strict=True)]


@cached_per_layout
def _asked(layout: Layout, lang: Lang) -> tuple[_Asked, ...]:
    """The answer slots by sheet, in their order."""
    readers = {id(slot.field): _reader(rules_of(slot.field, lang)) for slot in layout.slots}
    grouped = [(key, tuple(slots)) for key, slots in groupby(layout.slots, key=attrgetter("sheet"))]
    return tuple(_Asked(key, tuple(slot.cell for slot in slots), tuple(readers[id(slot.field)] for slot in slots),
                        tuple(str(slot.cell) for slot in slots)) for key, slots in grouped)


def _reader(rules: FieldRules) -> Callable[[CellValue], Answer]:
    """What reads the answers to one question; where there is a choice, most are among the few that others gave."""
    read = partial(read_cell, rules=rules)
    return read if rules.field.choices is None else lru_cache(maxsize=64)(read)


def _finding(slot: Slot, slots: Slots, position: int, remark: Remark) -> Finding:
    """What is said about an answer, with its place."""
    return Finding(remark.code, _place(slot, slots, position), slots.answers[position].raw,
                   {**slot_facts(slot), **remark.facts})


#: Codes that speak of something absent or of several slots: for several returns joined they are judged on the whole.
ON_THE_WHOLE = frozenset({"answer-missing", "required-by"})


def judge_whole(layout: Layout, slots: Slots) -> list[Finding]:
    """What is said of a return's answers together, by the codes of :data:`ON_THE_WHOLE`.

    One finding for each required slot that is empty, unless its cell is missing, which is said already.
    """
    findings: list[Finding] = []
    for position in required_and_empty(layout, slots.columns.values, slots.columns.empty):
        slot = layout.slots[position]
        if not slots.places.cells[position]:
            continue
        place, raw, facts = _place(slot, slots, position), slots.answers[position].raw, slot_facts(slot)
        if slot.required.always:
            findings.append(Finding("answer-missing", place, raw, facts))
        else:
            findings.append(Finding("required-by", place, raw, {**facts, **_deciding(layout, slot)}))
    return findings


def _place(slot: Slot, slots: Slots, position: int) -> Place:
    return Place(slots.places.sheets[position], slots.places.cells[position], slot.question)


def _deciding(layout: Layout, slot: Slot) -> dict[str, str]:
    """The answer that makes a slot required, as people see it."""
    other = layout.slots[layout.positions[slot.question.beside(slot.required.field)]]
    choices = other.field.choices.choices if other.field.choices else ()
    label = next((choice.label for choice in choices if choice.value == slot.required.value), None)
    return {
        "other_th": other.heading.th, "other_en": other.heading.of("en"),
        "answer_th": label.th if label else slot.required.value,
        "answer_en": label.of("en") if label else slot.required.value,
    }


def slot_facts(slot: Slot) -> dict[str, str]:
    """What messages call a slot: its heading, and what its row is about."""
    about = slot.question.code
    category = slot.question.category if slot.question.level is Level.CATEGORY else ""
    return {
        "field_th": slot.heading.th, "field_en": slot.heading.of("en"),
        "about_th": f"หมวด {category}" if category else about,
        "about_en": f"Category {category}" if category else about,
    }
