"""Caches, and shortcuts for whole returns, never change the result of reading."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

import crafted_form
import test_faults
from pmqa_xlsx import load_form
from pmqa_xlsx.answers import read_cell
from pmqa_xlsx.files.ooxml import package, xlsx
from pmqa_xlsx.ingester import slots
from pmqa_xlsx.ingester.model import Reading
from pmqa_xlsx.ingester.pristine import PristineSheet
from pmqa_xlsx.ingester.read_return import LoadedRequest, read_return

SAMPLES = sorted((Path(__file__).parent.parent / "samples" / "returns").iterdir())
#: Makers of the crafted returns by topic; the same as in the table of faults.
CRAFTED = {row[0]: row[1] for table in (test_faults.FILES, test_faults.IDENTITY, test_faults.STRUCTURE,
                                        test_faults.ANSWERS) for row in table}
SHIPPED, MADE_UP = LoadedRequest((load_form(),)), LoadedRequest((crafted_form.FORM,))


def read_thoroughly(request: LoadedRequest, data: bytes) -> Reading:
    """Read element by element, text by text, without caches and with a newly derived layout."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(xlsx, "read_fast", lambda *_: None)
        patch.setattr(PristineSheet, "matches", lambda *_: False)
        patch.setattr(package, "_cached", package._make)
        patch.setattr(slots, "_reader", lambda rules: partial(read_cell, rules=rules))
        return read_return(LoadedRequest(request.forms), data)


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
