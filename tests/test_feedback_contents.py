"""What is written into the slots of a workbook that is sent back."""

from __future__ import annotations

import datetime as dt

import pytest

from pmqa_xlsx.answers import read_answer
from pmqa_xlsx.answers.model import Answer, State
from pmqa_xlsx.cells import CellKind, Shown, serial_to_date
from pmqa_xlsx.feedback.contents import as_typed, content_of
from pmqa_xlsx.feedback.letter_maker import MOST_LISTED, group_facts
from pmqa_xlsx.form.model import Field
from pmqa_xlsx.form.question import Level
from pmqa_xlsx.generator.workbook_copy import MarkedFault
from pmqa_xlsx.text.calendar import Calendar
from pmqa_xlsx.text.language import Text


@pytest.mark.parametrize(("kind", "raw", "code", "shown"), [
    ("percent", "850", "out-of-range", "850"),
    ("percent", "8.5", "out-of-range", "850 %"),  # 8.5 shown as a per cent: as text it would pass for 8.5
    ("decimal", "46054", "unexpected-date", "1 กุมภาพันธ์ 2569"),
    ("text", "46054", "unexpected-date", dt.date(2026, 2, 1)),
    ("date", "244379", "unexpected-date", "30 มกราคม 3112"),  # a B.E. year that a program took for A.D.
    ("decimal", "#N/A", "error-value", "#N/A"),
    ("text", "#N/A", "error-value", CellKind.ERROR),
    ("text", "", "formula-uncalculated", CellKind.EMPTY),
    ("integer", "1e999", "not-a-number", "1e999"),
    ("email", "a\x01@b", "bad-email", "a\ufffd@b"),
    ("decimal", "0.354166666666667", "unexpected-date", "08:30"), ("time", "8", "not-a-time", "8"),
    ("time", "0.916666666666667", "out-of-range", Shown.TIME),
    ("text", "ของคอลัมน์อื่น", "", CellKind.EMPTY),  # below an exchanged heading: valid, but whose is it?
])
def test_what_is_no_answer_stays_none(kind: str, raw: str, code: str, shown: object) -> None:
    """Invalid content is shown as simply as possible without becoming an answer when it is read again."""
    most = dt.time(16, 30) if kind == "time" else None
    field = Field("x", Text("x"), kind, Level.CRITERION, maximum=most)
    cell = content_of(Answer("", None, raw, State.INVALID), field, list(filter(None, [code])), "th")
    assert read_answer(cell, field).state.answered is False
    if isinstance(shown, CellKind):
        assert cell.kind is shown
    elif isinstance(shown, Shown):
        assert (cell.shown, as_typed(cell, raw, "th", Calendar.BE)) == (shown, "22:00")
    elif isinstance(shown, dt.date):
        assert (cell.shown, serial_to_date(cell.value)) == (Shown.DATE, shown)
    else:
        assert (cell.kind, cell.raw) == (CellKind.TEXT, shown)


@pytest.mark.parametrize(("lines", "listed", "more"), [
    ([1] * 3, 3, 0), ([MOST_LISTED - 1, 1, 1, 1], 2, 2), ([MOST_LISTED + 1, 1], 1, 1), ([], 0, 0)])
def test_lines_of_a_letter(lines: list[int], listed: int, more: int) -> None:
    """A letter lists faults up to so many lines, the first in any case, and says how many more there are."""
    faults = [MarkedFault("", None, "", "", "a\n" * count, "") for count in lines]
    facts = group_facts([("1", faults[:1]), ("2", faults[1:])])
    assert (sum(len(group["faults"]) for group in facts["groups"]), facts["more"]) == (listed, more)
