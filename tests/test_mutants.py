"""Mutants of returns as programs save them: no answer is lost or read for another question without a finding.

Every answer is a text or number of its own. A mutant changes pieces of the XML, or bytes of the workbook's stream. What
is really in its cells is read by calamine; where that still finds an answer, the reader must find it for the same
question, or some finding must name it, its row, its column or its sheet, or the return is rejected.
"""

from __future__ import annotations

import os
import random
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from crafted import compound
from crafted_form import FILLED, FORM, LAYOUT, SAVED, packed, parts_of, sent_out
from judges import libreoffice_convert
from pmqa_xlsx.answers.model import State
from pmqa_xlsx.demo.filling import Editor
from pmqa_xlsx.files.ole import Compound
from pmqa_xlsx.ingester.model import Reading
from pmqa_xlsx.ingester.read_return import read_return
from pmqa_xlsx.ingester.request import ReadingRequest
from pmqa_xlsx.layout import words as wording
from pmqa_xlsx.workers.pool import Pool

pytestmark = pytest.mark.slow

MUTANTS = 2_000 if os.environ.get("PMQA_XLSX_LONG") else 60
REQUEST = ReadingRequest((FORM,))
#: Answers with a value of their own in each cell, by the field's name.
OWN = {"long": "คำตอบที่ {}", "email": "a{}@example.go.th", "decimal": "1{}.25", "name": "ผู้ตอบ {}",
       "phone": "08123450{:02}"}
VALUES = {position: OWN.get(LAYOUT.slots[position].field.name, value).format(position)
          for position, value in FILLED.items()}
UNIQUE = {position: value for position, value in VALUES.items() if LAYOUT.slots[position].field.name in OWN}
SHEETS = {sheet.key: sheet.name.th for sheet in LAYOUT.sheets}
#: Findings about whole sheets, rows or columns.
WIDE = ("sheet-missing", "row-missing", "row-conflict", "heading-missing", "heading-conflict", "cells-moved",
        "sheet-renamed", "sheet-duplicated")
TOKEN = re.compile(rb'[^<>"=/ ]+|[<>"=/ ]')
Mutate = Callable[[bytes, random.Random], bytes]


@cache
def as_openpyxl() -> bytes:
    """The return as openpyxl saves it."""
    editor = Editor(sent_out("007"), LAYOUT)
    editor.fill(VALUES)
    return editor.saved(SAVED)


def of_xml(data: bytes, chance: random.Random) -> bytes:
    """Change pieces of one part that says where answers are, or what they are."""
    parts = parts_of(data)
    names = [name for name in parts if name == "content.xml" or re.search(
        r"worksheets/sheet[0-9]+\.xml|sharedStrings|styles|workbook\.xml", name)]
    name = chance.choice(names)
    pieces = TOKEN.findall(parts[name])
    for _ in range(chance.randint(1, 3)):
        at, other = chance.randrange(len(pieces)), chance.randrange(len(pieces))
        match chance.randrange(6):
            case 0:
                pieces[at] = pieces[other]
            case 1:
                old, new = pieces[at], pieces[other]
                pieces = [new if piece == old else piece for piece in pieces]
            case 2:
                pieces[at] = b""
            case 3:
                pieces[at] *= 2
            case 4:
                pieces[at:at + 1] = pieces[other:other + chance.randint(1, 40)]
            case _:
                pieces[at] = re.sub(rb"[0-9]", b"%d" % chance.randrange(10), pieces[at], count=1)
    return packed({**parts, name: b"".join(pieces)})


def of_xls(data: bytes, chance: random.Random) -> bytes:
    """Change some bytes of the workbook's stream."""
    file = Compound(data)
    streams = {path: content for path in sorted(file.entries) if (content := file.read(path, 2**26))}
    stream = bytearray(streams["Workbook",])
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(stream))
        match chance.randrange(3):
            case 0:
                stream[at] = chance.randrange(256)
            case 1:
                length = chance.randint(1, 8)
                stream[at:at + length] = bytes(length)
            case _:
                other, length = chance.randrange(len(stream)), chance.randint(1, 30)
                stream[at:at + length] = stream[other:other + length]
    return compound({**streams, ("Workbook",): bytes(stream)})


FORMATS: dict[str, tuple[str, Mutate]] = {
    "xlsx of openpyxl": ("", of_xml), "xlsx of LibreOffice": ("xlsx:Calc MS Excel 2007 XML", of_xml),
    "ods": ("ods", of_xml), "xls": ("xls:MS Excel 97", of_xls)}


@pytest.fixture(scope="module", params=FORMATS)
def saved(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, Mutate]:
    """The return in one format, and how it is mutated."""
    to, mutate = FORMATS[request.param]
    if not to:
        return as_openpyxl(), mutate
    folder: Path = tmp_path_factory.mktemp("saved")
    (folder / "in").mkdir()
    (folder / "in" / "return.xlsx").write_bytes(as_openpyxl())
    return libreoffice_convert(folder / "in" / "return.xlsx", to, folder).read_bytes(), mutate


def named(reading: Reading) -> set[int]:
    """The slots that a finding names, or the row, column or sheet of which it names."""
    wide = [finding for finding in reading.findings if finding.code in WIDE]
    found = set()
    for position, slot in enumerate(LAYOUT.slots):
        sheet, cell = reading.slots.places.sheets[position], reading.slots.places.cells[position]
        if any(finding.place.question == slot.question or (cell and (finding.place.sheet, finding.place.cell) == (
                sheet, cell)) or UNIQUE.get(position, "\0") in finding.value for finding in reading.findings) or any(
                finding.place.question.concerns(slot.question) or finding.place.sheet == SHEETS[slot.sheet]
                or finding.place.sheet == sheet for finding in wide):
            found.add(position)
    return found


def faults(reading: Reading, grid: dict[str, dict[str, str]]) -> list[str]:
    """What is lost or moved without a word.

    :param grid: the texts of each sheet's cells by address, as another reader sees them.
    """
    if reading.rejected:
        return []
    told = named(reading)
    values = [answer.value for answer in reading.slots.answers]
    shown = {text: f"{sheet}!{cell}" for sheet, cells in grid.items() if sheet != wording.CHECKS_SHEET
             for cell, text in cells.items()}  # the results of our own formulas there repeat what was typed
    found = []
    for position, value in UNIQUE.items():
        if position not in told and values[position] != value and value in shown:
            found.append(f"lost: {value} is at {shown[value]}, read {values[position]!r}")
        for other, read in enumerate(values):
            slot = LAYOUT.slots[other]
            if (read == value and other != position and not {other, position} & told
                    and grid.get(SHEETS[slot.sheet], {}).get(str(slot.cell)) != value):
                found.append(f"moved: {value} was read for {slot.cell} of {SHEETS[slot.sheet]}")
    return found


def is_sound(reading: Reading) -> bool:
    """Whether every slot has exactly one state, and only answers have a value."""
    answers = reading.slots.answers
    states = [sum(answer.state is state for answer in answers) for state in State]
    return (sum(states) == len(answers) in (0, len(LAYOUT.slots))
            and all(answer.state.answered == bool(answer.value) for answer in answers))


def test_the_original_is_read(saved: tuple[bytes, Mutate]) -> None:
    """Without a mutation each answer is its own, for both readers."""
    reading = read_return(REQUEST, saved[0])
    values = [answer.value for answer in reading.slots.answers]
    assert {position: values[position] for position in VALUES} == VALUES
    with Pool("worker_targets:calamine_texts") as pool:
        (_, outcome), = pool.map([saved[0]])
    assert faults(reading, outcome.value) == []
    assert set(UNIQUE.values()) <= {text for cells in outcome.value.values() for text in cells.values()}


def test_no_mutant_loses_or_moves_an_answer_in_silence(saved: tuple[bytes, Mutate]) -> None:
    """Whatever is changed, an answer that is still in the file is read for its question, or a finding names it."""
    data, mutate = saved
    chance = random.Random(2569)
    mutants = [mutate(data, chance) for _ in range(MUTANTS)]
    found: list[str] = []
    with Pool("worker_targets:calamine_texts") as pool:
        for number, outcome in pool.map(mutants):
            reading = read_return(REQUEST, mutants[number])
            assert is_sound(reading), number
            found += [f"{number} {fault}" for fault in faults(reading, outcome.value or {})]
    assert found == []
