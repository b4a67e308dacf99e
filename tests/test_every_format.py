"""What people and programs do to a return gives the same answers and findings in every format in which it can come."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from crafted_form import FORM, Maker, good
from in_formats import FORMATTERS
from pmqa_xlsx.ingester.read_return import LoadedRequest, read_return
from test_faults import ANSWERS, IDENTITY, STRUCTURE

pytestmark = pytest.mark.slow

REQUEST = LoadedRequest((FORM,))
#: What is in the bytes of one format only, or in none but Open XML.
ONLY_OPEN_XML = {
    "the seal lost", "footers alone say what it is", "another code in one carrier", "a picture", "a text box",
}
#: What a format cannot contain.
NOT_IN = {
    "xlsb": {"a formula without its value"},
    "xls": {"100,000 characters of an address", "a formula without its value"},
    "ods": {"a control character", "half a character", "the cell stated twice"},
}
ROWS: dict[str, Maker] = {"a good return": good, **{
    what: make for table in (IDENTITY, STRUCTURE, ANSWERS) for what, make, _ in table if what not in ONLY_OPEN_XML}}


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
