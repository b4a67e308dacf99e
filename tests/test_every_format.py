"""What people and programs do to a return gives the same answers and findings in every format in which it can come."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest

from crafted_form import FILLED, FORM, LAYOUT, Maker, edited, fill_fast, good, packed, parts_of, sent_out
from in_formats import FORMATTERS
from pmqa_xlsx.ingester.read_return import read_return
from pmqa_xlsx.ingester.request import ReadingRequest
from test_ambiguous_names import copied, shifted
from test_faults import ANSWERS, IDENTITY, STRUCTURE

pytestmark = pytest.mark.slow

REQUEST = ReadingRequest((FORM,))
#: What is in the parts of Open XML packages, and is not written in other formats here.
IN_PARTS = {
    "the seal lost", "footers alone say what it is", "another code in one carrier", "a picture", "a text box",
}
#: What a format cannot contain.
NOT_IN = {
    "xlsb": {*IN_PARTS, "a formula without its value"},
    "xls": {*IN_PARTS, "100,000 characters of an address", "a formula without its value"},
    "ods": {*IN_PARTS, "a control character", "half a character", "the cell stated twice"},
}


def frozen(unit: str) -> bytes:
    """A return of which a program kept the values only of its formulas."""
    parts = parts_of(fill_fast(sent_out(unit), LAYOUT, FILLED))
    return packed({name: re.sub(rb"<f>[^<]*</f>|<f [^>]*>[^<]*</f>|<f [^>]*/>", b"", content)
                   if name.startswith("xl/worksheets/sheet") else content for name, content in parts.items()})


ROWS: dict[str, Maker] = {
    "a good return": good, "formulas replaced by values": frozen, "headings shifted": edited(shifted(2, 1)),
    "a row copied and changed": edited(copied("3", "20", "D20=17")),
    **{what: make for table in (IDENTITY, STRUCTURE, ANSWERS) for what, make, _ in table}}


def outcome(data: bytes) -> dict[str, Any]:
    """Answers, cells, codes, unit and seal of a return; not in which format or by which program it was saved."""
    reading = read_return(REQUEST, data)
    codes = sorted({(finding.code, finding.place.cell, "" if "picture" in finding.code else finding.value)
                    for finding in reading.findings if finding.code not in ("format-converted", "active-content")})
    slots = [(slot.cell, slot.answer.value, slot.answer.number, slot.answer.state) for slot in reading.slots]
    return {"codes": codes, "slots": slots, "unit": reading.unit_code, "year": reading.fiscal_year,
            "seal": reading.seal}


@cache
def original(what: str) -> bytes:
    """The return as .xlsx."""
    return ROWS[what]("001")


@pytest.mark.parametrize(("what", "to"), [
    (what, to) for what in ROWS for to in FORMATTERS if what not in NOT_IN.get(to, ())])
def test_the_same_in_every_format(what: str, to: str) -> None:
    """Each kind of fault is found alike in a return that was saved as another format."""
    assert outcome(FORMATTERS[to](original(what))) == outcome(original(what))
