"""The answers of a return: every slot read where it lies, and what is required of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import groupby
from typing import NamedTuple

from pmqa_xlsx.answers import question_of, read_cell
from pmqa_xlsx.answers.model import BLANK, Answer, Remark, State
from pmqa_xlsx.answers.question import Question
from pmqa_xlsx.cells import CellRef, CellValue
from pmqa_xlsx.completeness import required_slots
from pmqa_xlsx.findings import Finding, Place
from pmqa_xlsx.form import Lang
from pmqa_xlsx.ingester.locate import SheetMap
from pmqa_xlsx.ingester.reading import SlotReading
from pmqa_xlsx.layout.model import Layout, Slot
from pmqa_xlsx.layout.once import once_a_layout


class _Asked(NamedTuple):
    """One answer slot: its number in the layout, its cell, what reads it, and the address at which it was put."""

    number: int
    cell: CellRef
    read: Callable[[CellValue], Answer]
    address: str


def read_slots(
    layout: Layout, maps: Mapping[str, SheetMap], lang: Lang,
) -> tuple[tuple[SlotReading, ...], list[Finding]]:
    """Read every answer slot; one whose cell was not found is empty and has no address.

    :returns: a reading for each of ``layout.slots``, and what has to be said about the answers.
    """
    readings: list[SlotReading] = []
    for key, asked in _asked(layout, lang):
        readings += _read_sheet(asked, maps.get(key))
    findings = [_finding(layout.slots[reading.slot], reading, remark)
                for reading in readings if reading.answer.remarks for remark in reading.answer.remarks]
    findings += _unanswered(layout, readings)
    return tuple(readings), findings


def _read_sheet(asked: Iterable[_Asked], sheet_map: SheetMap | None) -> Iterator[SlotReading]:
    """The slots of one sheet; ``None`` for a sheet that is not there."""
    if sheet_map is None:
        return (SlotReading(number, BLANK, "", "") for number, *_ in asked)
    name, get = sheet_map.name, sheet_map.texts.sheet.cells.get
    if sheet_map.untouched:
        return (SlotReading(number, BLANK if (value := get(cell)) is None else read(value), name, address)
                for number, cell, read, address in asked)
    return (_read_where_it_lies(slot, sheet_map) for slot in asked)


def _read_where_it_lies(slot: _Asked, sheet_map: SheetMap) -> SlotReading:
    ref = sheet_map.cells.get(slot.cell)
    if ref is None:
        return SlotReading(slot.number, BLANK, "", "")
    value = sheet_map.texts.sheet.cells.get(ref)
    return SlotReading(slot.number, BLANK if value is None else slot.read(value), sheet_map.name, str(ref))


@once_a_layout
def _asked(layout: Layout, lang: Lang) -> tuple[tuple[str, tuple[_Asked, ...]], ...]:
    """The answer slots by sheet key, in their order."""
    readers = {id(slot.field): _reader(question_of(slot.field, lang)) for slot in layout.slots}
    return tuple((key, tuple(_Asked(number, slot.cell, readers[id(slot.field)], str(slot.cell))
                             for number, slot in slots))
                 for key, slots in groupby(enumerate(layout.slots), key=lambda pair: pair[1].sheet))


def _reader(question: Question) -> Callable[[CellValue], Answer]:
    """What reads the answers to one question; most are among the few that others gave."""
    return lru_cache(maxsize=64)(partial(read_cell, question=question))


def _finding(slot: Slot, reading: SlotReading, remark: Remark) -> Finding:
    """What is said about an answer, with its place."""
    return Finding(remark.code, slot_place(slot, reading.sheet, reading.cell), reading.answer.raw,
                   {**slot_facts(slot), **remark.facts})


def _unanswered(layout: Layout, readings: Sequence[SlotReading]) -> list[Finding]:
    """One finding for each required slot that is empty, unless its cell is missing, which is said already."""
    answers: list[Answer] = [reading.answer for reading in readings]
    findings: list[Finding] = []
    for slot, reading, required in zip(layout.slots, readings, required_slots(layout, answers), strict=True):
        if not required or reading.answer.state is not State.EMPTY or not reading.cell:
            continue
        place = slot_place(slot, reading.sheet, reading.cell)
        facts = slot_facts(slot)
        if slot.required.always:
            findings.append(Finding("answer-missing", place, reading.answer.raw, facts))
        else:
            findings.append(Finding("required-by", place, reading.answer.raw, {**facts, **_deciding(layout, slot)}))
    return findings


def _deciding(layout: Layout, slot: Slot) -> dict[str, str]:
    """The answer that makes a slot required, as people see it."""
    other = next(known for known in layout.slots if known.number == 1 and known.field.name == slot.required.field
                 and (known.level, known.category, known.criterion) == (slot.level, slot.category, slot.criterion))
    choices = other.field.choices.choices if other.field.choices else ()
    label = next((choice.label for choice in choices if choice.value == slot.required.value), None)
    return {
        "other_th": other.heading.th, "other_en": other.heading.of("en"),
        "answer_th": label.th if label else slot.required.value,
        "answer_en": label.of("en") if label else slot.required.value,
    }


def slot_place(slot: Slot, sheet: str, cell: str) -> Place:
    """Where a finding about a slot lies, in the names of the return."""
    return Place(sheet, cell, slot.level, slot.category, slot.criterion, slot.field.name, slot.number)


def slot_facts(slot: Slot) -> dict[str, str]:
    """What messages call a slot: its heading, and what its row is about."""
    about = slot.row_code
    category = slot.category if slot.level == "category" else ""
    return {
        "field_th": slot.heading.th, "field_en": slot.heading.of("en"),
        "about_th": f"หมวด {category}" if category else about,
        "about_en": f"Category {category}" if category else about,
    }
