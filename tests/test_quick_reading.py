"""Caches, and shortcuts for whole returns, never change the result of reading."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

import crafted_form
import test_faults
from excel_manner import as_excel_writes
from pmqa_xlsx import load_form
from pmqa_xlsx.answers import read_cell
from pmqa_xlsx.files.ooxml import package, shared_texts, xlsx
from pmqa_xlsx.ingester import slots
from pmqa_xlsx.ingester.model import Reading
from pmqa_xlsx.ingester.read_return import read_return
from pmqa_xlsx.ingester.request import ReadingRequest
from pmqa_xlsx.ingester.sheet_matching import ExpectedSheet

SAMPLES = sorted((Path(__file__).parent.parent / "samples" / "returns").iterdir())
#: Makers of the crafted returns by topic; the same as in the table of faults.
CRAFTED = {row[0]: row[1] for table in (test_faults.FILES, test_faults.IDENTITY, test_faults.STRUCTURE,
                                        test_faults.ANSWERS) for row in table}
SHIPPED, MADE_UP = ReadingRequest((load_form(),)), ReadingRequest((crafted_form.FORM,))


def read_thoroughly(request: ReadingRequest, data: bytes) -> Reading:
    """Read element by element, text by text, without caches and with a newly derived layout."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(xlsx, "read_fast", lambda *_: None)
        patch.setattr(shared_texts, "read_texts_fast", lambda *_: None)
        patch.setattr(ExpectedSheet, "matches", lambda *_: False)
        patch.setattr(package, "_cached", package._make)
        patch.setattr(slots, "_reader", lambda rules: partial(read_cell, rules=rules))
        return read_return(ReadingRequest(request.forms), data)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_samples(path: Path) -> None:
    """Every sample has the same answers and findings when read first, when read again, and when read thoroughly."""
    data = path.read_bytes()
    assert read_return(SHIPPED, data) == read_return(SHIPPED, data) == read_thoroughly(SHIPPED, data)


@pytest.fixture(scope="module")
def good() -> tuple[bytes, Reading]:
    """A return without a fault, and the result of reading it first."""
    data = crafted_form.good("007")
    return data, read_thoroughly(MADE_UP, data)


@pytest.mark.parametrize("about", [
    pytest.param(about, marks=[pytest.mark.slow] if about == "too many cells" else []) for about in CRAFTED])
def test_crafted(about: str, good: tuple[bytes, Reading]) -> None:
    """So has everything that is wrong with a file, its identity, its structure or its answers; it leaves no trace."""
    data = CRAFTED[about]("007")
    assert read_return(MADE_UP, data) == read_return(MADE_UP, data) == read_thoroughly(MADE_UP, data)
    assert read_return(MADE_UP, good[0]) == good[1]


def in_excels_manner(data: bytes) -> bytes:
    """The same workbook with shared texts, runs, spans and a calculation chain; unchanged if it is not a zip."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return data
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name, part in as_excel_writes({name: source.read(name) for name in source.namelist()}, {}).items():
            target.writestr(name, part)
    return buffer.getvalue()


@pytest.mark.parametrize("make", [row[1] for row in (*test_faults.STRUCTURE, *test_faults.ANSWERS)],
                         ids=[row[0] for row in (*test_faults.STRUCTURE, *test_faults.ANSWERS)])
def test_crafted_in_excels_manner(make: Callable[[str], bytes]) -> None:
    """Neither does it matter for texts that the cells share and refer to by number."""
    data = in_excels_manner(make("007"))
    assert read_return(MADE_UP, data) == read_return(MADE_UP, data) == read_thoroughly(MADE_UP, data)


def test_excels_manner_is_read_fast(monkeypatch: pytest.MonkeyPatch) -> None:
    """No part of a return in Excel's manner is left to the parser."""
    seen: list[object] = []
    for module, name in ((xlsx, "read_fast"), (shared_texts, "read_texts_fast")):
        read = getattr(module, name)
        monkeypatch.setattr(module, name, lambda *given, read=read: seen.append(read(*given)) or seen[-1])
    read_return(MADE_UP, in_excels_manner(crafted_form.good("007")))
    assert len(seen) > 3
    assert None not in seen
