"""Long texts of many returns are not all in memory: not those of findings, nor those of frames that are written."""

from __future__ import annotations

import datetime as dt
import pickle
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from pmqa_xlsx.consolidate import build_frame, formats
from pmqa_xlsx.consolidate.build_frame import frame_of_rows
from pmqa_xlsx.consolidate.consolidation import Consolidation
from pmqa_xlsx.consolidate.formats import parquet_pieces
from pmqa_xlsx.consolidate.frames import consolidate
from pmqa_xlsx.consolidate.schema import COLUMNS, ContactRow
from pmqa_xlsx.findings import Finding, Place
from pmqa_xlsx.ingester.long_texts import with_texts_aside
from pmqa_xlsx.ingester.model import Reading
from pmqa_xlsx.report.page import write_page
from small_round import FORM, a_return

KIBI, MEBI = 2**10, 2**20


@contextmanager
def counted_memory() -> Iterator[None]:
    """Python's memory is counted."""
    tracemalloc.start()
    try:
        yield
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(("text", "kind"), [
    ("", "Finding"), ("ก" * 255, "Finding"), ("ก" * 256, "LongFinding"), ("\ud800ก😀" * 100, "LongFinding")])
def test_a_long_text_comes_back_as_it_was(text: str, kind: str) -> None:
    """From the disk, and from another process as a plain finding."""
    plain = Finding("extra-content", Place("แผ่น", "C7"), text, {"variant": "cell"})
    (kept,) = with_texts_aside(Reading(findings=(plain,))).findings
    assert (type(kept).__name__, kept.value, kept.message("th")) == (kind, text, plain.message("th"))
    assert pickle.loads(pickle.dumps(kept)) == plain


def test_findings_take_little_memory() -> None:
    """Of 100 texts of 20,000 letters each, which take 4 MB, no more than 100 kB is in memory."""
    with counted_memory():
        kept = with_texts_aside(Reading(findings=tuple(
            Finding("extra-content", value="ก" * 20_000) for _ in range(100))))
        assert len(kept.findings) == 100
        assert tracemalloc.get_traced_memory()[0] < 100 * KIBI


def full_of_text(returns: int, characters: int) -> Consolidation:
    """A round of the returns of one unit, each with one long text outside its answer cells."""
    came = [a_return(f"{number}", day=number) for number in range(1, returns + 1)]
    return consolidate([replace(one, reading=with_texts_aside(replace(one.reading, findings=(
        Finding("extra-content", value=one.file + "ก" * characters),)))) for one in came],
        [FORM], year=None, as_of=dt.datetime(2027, 3, 1, tzinfo=dt.UTC))


@pytest.mark.slow
def test_the_page_keeps_no_long_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 10 MB of texts, the page never has more than 4 in memory."""
    monkeypatch.setattr(build_frame, "_BYTES_A_CHUNK", 100 * KIBI)
    write_page(full_of_text(returns=1, characters=1))  # what stays in memory for the next page
    result = full_of_text(returns=24, characters=200_000)
    with counted_memory():
        write_page(result)
        assert tracemalloc.get_traced_memory()[1] < 4 * MEBI


def test_rows_that_are_written_are_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    """While a group of rows is written to .parquet, those that it is made from are not in memory beside it."""
    monkeypatch.setattr(formats, "_BYTES_OF_PARQUET", 2 * MEBI)
    blank = dict.fromkeys(COLUMNS["contacts"], "") | {"fiscal_year": 2569, "row": None, "slot": 1}
    frames = (frame_of_rows(ContactRow, [ContactRow(**{**blank, "name": "ก" * 100_000})]) for _ in range(20))
    with counted_memory():
        held = [tracemalloc.get_traced_memory()[0] for _ in parquet_pieces(frames)]
    assert len(held) > 3
    assert max(held) - held[-1] < MEBI
