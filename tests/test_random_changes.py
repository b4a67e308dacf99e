"""Returns changed at random: there is always a result, and no answer is lost without a finding.

The expectation depends on the place of the change. For changed bytes of the file, as by a bad transfer, the checks of
the zip format apply: the return is rejected, or its answers are unchanged. For changed XML of a part, as by another
program or a person, a changed text is simply another answer; but an answer that is still in its cell for a general XML
parser is read, or the return is rejected, or there is a finding.
"""

from __future__ import annotations

import os
import re
from functools import cache
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crafted_form import FILLED, FORM, LAYOUT, fill_fast, packed, parts_of, sent_out
from pmqa_xlsx.answers.model import State
from pmqa_xlsx.catalogue import CATALOGUE
from pmqa_xlsx.ingester.model import Reading, Seal
from pmqa_xlsx.ingester.read_return import read_return
from pmqa_xlsx.ingester.request import ReadingRequest

EXAMPLES = 6_000 if os.environ.get("PMQA_XLSX_LONG") else 250
SLOTS_SHEETS = {sheet.key: f"xl/worksheets/sheet{number}.xml" for number, sheet in enumerate(LAYOUT.sheets, start=1)
                if any(sheet.slots())}
PARTS = (*SLOTS_SHEETS.values(), "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml",
         "xl/_rels/workbook.xml.rels", "[Content_Types].xml", "_rels/.rels", "docProps/custom.xml", "docProps/core.xml")
EXPECTATION = ReadingRequest((FORM,))
TOKEN = re.compile(rb'[^<>"=/ ]+|[<>"=/ ]')
#: Findings that report moved or missing answers of a whole row, column or sheet.
STRUCTURAL = ("sheet-missing", "row-missing", "heading-missing", "cells-moved", "sheet-renamed")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@cache
def original() -> bytes:
    """A return without a fault."""
    return fill_fast(sent_out("007"), LAYOUT, FILLED)


@cache
def original_parts() -> dict[str, bytes]:
    """Its parts."""
    return parts_of(original())


@cache
def tokens(part: str) -> tuple[bytes, ...]:
    """The names, values, texts and signs of one part."""
    return tuple(TOKEN.findall(original_parts()[part]))


def answers(reading: Reading) -> list[str]:
    """The value of each slot."""
    return [slot.answer.value for slot in reading.slots]


@cache
def original_answers() -> tuple[str, ...]:
    """The values of the return without a fault."""
    return tuple(answers(read_return(EXPECTATION, original())))


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """The file with some bytes changed, removed or inserted."""
    data = bytearray(original())
    for _ in range(draw(st.integers(1, 4))):
        # Half of all changes are in the last part, the zip directory.
        at = draw(st.one_of(st.integers(0, len(data) - 1), st.integers(max(len(data) - 2_000, 0), len(data) - 1)))
        length = draw(st.integers(0, 6))
        data[at:at + length] = draw(st.one_of(
            st.binary(min_size=length, max_size=length), st.binary(max_size=4), st.just(bytes(length))))
    return bytes(data)


@st.composite
def edited(draw: st.DrawFn) -> dict[str, bytes]:
    """The parts with some pieces of the XML of one of them replaced, removed, duplicated or swapped."""
    part = draw(st.sampled_from(PARTS))
    pieces = list(tokens(part))
    for _ in range(draw(st.integers(1, 3))):
        at, other = (draw(st.integers(0, len(pieces) - 1)) for _ in range(2))
        match draw(st.sampled_from(["replace", "everywhere", "drop", "double", "swap", "shift", "digit"])):
            case "replace":
                pieces[at] = pieces[other]
            case "everywhere":
                old, new = pieces[at], pieces[other]
                pieces = [new if piece == old else piece for piece in pieces]
            case "drop":
                pieces[at] = b""
            case "double":
                pieces[at] *= 2
            case "swap":
                pieces[at], pieces[other] = pieces[other], pieces[at]
            case "shift":
                pieces[at:at + 1] = pieces[other:other + draw(st.integers(1, 40))]
            case "digit":
                pieces[at] = re.sub(rb"[0-9]", b"%d" % draw(st.integers(0, 9)), pieces[at], count=1)
    return {**original_parts(), part: b"".join(pieces)}


def is_sound(reading: Reading) -> None:
    """Checks for every result: known codes, sentences that can be rendered, and one state for each slot."""
    assert all(finding.code in CATALOGUE for finding in reading.findings)
    assert all(finding.message(lang) and finding.fix(lang) for finding in reading.findings for lang in ("th", "en"))
    assert reading.rejected or [slot.slot for slot in reading.slots] == list(range(len(LAYOUT.slots)))


def filled_cells(parts: dict[str, bytes]) -> set[int]:
    """The slots with text in their cells for a general parser; empty if the XML is broken."""
    found = set()
    for key, part in SLOTS_SHEETS.items():
        try:
            root = ElementTree.fromstring(parts[part])
        except (ElementTree.ParseError, ValueError):
            continue
        cells = {cell.get("r"): "".join(cell.itertext()).strip() for cell in root.iter(f"{MAIN}c")}
        found |= {position for position, slot in enumerate(LAYOUT.slots)
                  if slot.sheet == key and cells.get(str(slot.cell))}
    return found


def told_of(reading: Reading) -> set[int]:
    """The slots covered by a finding, directly or by their row, column or sheet."""
    wide = [finding.place.question for finding in reading.findings if finding.code in STRUCTURAL]
    narrow = {finding.place.question for finding in reading.findings}
    cells = {(finding.place.sheet, finding.place.cell) for finding in reading.findings}
    names = {sheet.key: sheet.name.th for sheet in LAYOUT.sheets}
    return {position for position, slot in enumerate(LAYOUT.slots)
            if slot.question in narrow
            or (names[slot.sheet], str(slot.cell)) in cells
            or any(about.concerns(slot.question) for about in wide)}


def test_the_original_is_fine() -> None:
    """The return that is changed below has an answer in each first slot, and no finding."""
    reading = read_return(EXPECTATION, original())
    assert (reading.findings, reading.seal) == ((), Seal.INTACT)
    assert {position for position, value in enumerate(answers(reading)) if value} == set(FILLED) == filled_cells(
        original_parts())


@given(damaged())
@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
def test_a_damaged_file_is_rejected_or_has_the_same_answers(data: bytes) -> None:
    """No change of a file's bytes changes an answer."""
    reading = read_return(EXPECTATION, data)
    is_sound(reading)
    assert reading.rejected or tuple(answers(reading)) == original_answers()


@pytest.mark.slow
@given(edited())
@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
def test_an_answer_in_its_cell_is_read_or_there_is_a_finding(parts: dict[str, bytes]) -> None:
    """No change of a part's XML makes an answer that is still there disappear without a finding."""
    reading = read_return(EXPECTATION, packed(parts))
    is_sound(reading)
    if not reading.rejected:
        read = {slot.slot for slot in reading.slots if slot.answer.state is not State.EMPTY}
        assert filled_cells(parts) - read - told_of(reading) == set()
