"""The parts of a form, and the digest of the content that each was sent out with."""

import pytest

from pmqa_xlsx import generate, load_form
from pmqa_xlsx.cells import CellKind, CellValue
from pmqa_xlsx.generator.workbook import prepare
from pmqa_xlsx.generator.workbook_copy import Correction
from pmqa_xlsx.ingester.read_return import read_return
from pmqa_xlsx.ingester.request import ReadingRequest
from pmqa_xlsx.layout.digests import COVER, FormPart, handed_out, parse_handed_out, part_digest, parts_of
from small_round import FORM, LAYOUT, slot_name

TABLE = "ตาราง"


def contents(**typed: str) -> list[str]:
    """Contents of the slots of the small form, by name, with ``_`` instead of the space."""
    given = {name.replace("_", " "): value for name, value in typed.items()}
    return [given.get(slot_name(slot), "") for slot in LAYOUT.slots]


def test_parts() -> None:
    """The cover is one part, and each category in each table another."""
    assert {part: len(positions) for part, positions in parts_of(LAYOUT).items()} == {
        COVER: 2, FormPart("1", TABLE): 6, FormPart("2", TABLE): 2, FormPart("3", TABLE): 3}


@pytest.mark.parametrize(("one", "other", "alike"), [
    ({}, {}, True),
    ({"A1_why": "x"}, {"A1_why": "x"}, True),
    ({"A1_why": "x"}, {"A2_why": "x"}, False),
    ({"A1_why": "x"}, {"A1_why": "y"}, False),
    ({"A1_why": "x"}, {"A1_why": "x", "A3_why": "y"}, True),
])
def test_digest_of_a_part(one, other, alike) -> None:
    """The digest is the same if the part's slots have the same content."""
    part = FormPart("1", TABLE)
    assert (part_digest(LAYOUT, part, contents(**one)) == part_digest(LAYOUT, part, contents(**other))) is alike


@pytest.mark.parametrize("lost", ["", "- -", "only this text"])
def test_lost_digests(lost) -> None:
    """If a program removed them, every part counts as sent out empty."""
    assert set(parse_handed_out(LAYOUT, lost).values()) == {"-"}


def test_carried_by_the_workbook() -> None:
    """The content that a correction workbook was sent out with comes back as digests; an empty one has its own."""
    slot = next(slot for slot in LAYOUT.slots if slot_name(slot) == "A1 why")
    correction = Correction(answers={(slot.sheet, slot.cell): CellValue(CellKind.TEXT, "เพราะ")})
    read = read_return(ReadingRequest((FORM,)), prepare(FORM).workbook("10", correction))
    assert read.handed_out == handed_out(LAYOUT, contents(A1_why="เพราะ"))
    assert [read.slots.answers[position].content for position in parts_of(LAYOUT)[FormPart("1", TABLE)]].count("เพราะ")
    form = load_form()
    assert set(read_return(ReadingRequest((form,)), generate(form, "50")).handed_out.split()) == {"-"}
