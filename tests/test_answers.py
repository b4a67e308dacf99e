"""How each answer type reads a cell: tables of content and result."""

import dataclasses
import datetime as dt
import math
import random
import re
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmqa_xlsx.answers import (
    MESSAGE_LIMIT,
    TITLE_LIMIT,
    TYPES,
    AnswerType,
    cell_of,
    display,
    prompt,
    prompt_length,
    read_answer,
    rules_of,
    stop_message,
    valid_formula,
    validation,
)
from pmqa_xlsx.answers.model import Answer, State
from pmqa_xlsx.cells import EMPTY, CellKind, CellValue, Shown
from pmqa_xlsx.files import values
from pmqa_xlsx.files.number_formats import format_of
from pmqa_xlsx.findings import Finding
from pmqa_xlsx.form.expressions.bound import ValueType
from pmqa_xlsx.form.expressions.parser import parse
from pmqa_xlsx.form.model import ALWAYS, Choice, ChoiceList, Field, Requirement
from pmqa_xlsx.form.question import Level
from pmqa_xlsx.layout.sizes import LEAST_WIDTH, reserve_lines
from pmqa_xlsx.text.calendar import Calendar
from pmqa_xlsx.text.excel_text import excel_length, number_text
from pmqa_xlsx.text.language import Lang, Text

YES_NO = ChoiceList("have", (Choice("yes", Text("มี", "Yes"), 1), Choice("no", Text("ไม่มี", "No"), 0)))
RATING = ChoiceList("rating", tuple(Choice(f"r{n}", Text(f"{n}", f"{n}"), n) for n in (1, 2, 3)))


def field(kind: str, **more: Any) -> Field:
    """Return a field of an answer type."""
    return Field("f", more.pop("label", Text("ก", "A")), kind, Level.COVER, **more)


HAVE, RATE = field("choice", choices=YES_NO), field("choice", choices=RATING)
EMAIL, PHONE, YEAR, DATE = field("email"), field("phone"), field("year"), field("date")
URL = field("url")
COMMON = field("year", calendar=Calendar.CE)
TIME, OFFICE = field("time"), field("time", minimum=dt.time(8, 30), maximum=dt.time(16, 30))
PERCENT, DECIMAL, SMALL = field("percent"), field("decimal"), field("integer", minimum=1, maximum=10)
SHORT, LONG = field("text", max_length=5), field("longtext")
NEEDED, WHEN = field("text", required=ALWAYS), field("longtext", required=Requirement(when=parse("f=yes")))


def cell(content: str | float | bool, shown: str = "plain", formula: bool = False) -> CellValue:
    """Return a cell with that content."""
    kind = {str: CellKind.TEXT, bool: CellKind.BOOLEAN}.get(type(content), CellKind.NUMBER)
    return CellValue(kind, content, Shown(shown), formula)


def serial(year: int, month: int, day: int) -> float:
    """Return the serial number of a date (A.D.)."""
    return float((dt.date(year, month, day) - dt.date(1899, 12, 30)).days)


def described(answer: Answer) -> str:
    """Return an answer in one line: state, value, then each remark's code with its proposal or limit."""
    facts = [f"{r.code}" + "".join(f" {r.facts[n]}" for n in ("proposal", "minimum", "maximum") if n in r.facts)
             for r in answer.remarks]
    return " | ".join([f"{answer.state} {answer.value}".strip(), *facts])


@pytest.mark.parametrize(("asked", "content", "comes_to"), [
    (HAVE, "มี", "ok yes"), (HAVE, " มี\n", "ok yes"),
    (HAVE, "มี\u200b", "converted yes | value-converted"), (HAVE, "ไม่ มี", "converted no | value-converted"),
    (HAVE, "YES", "converted yes | value-converted"), (HAVE, "no", "converted no | value-converted"),
    (HAVE, "มีบ้าง", "invalid | not-a-choice"), (HAVE, "-", "invalid | not-a-choice"),
    (HAVE, True, "invalid | not-a-choice"),
    (RATE, "1", "ok r1"), (RATE, 1.0, "ok r1"), (RATE, "๑", "converted r1 | value-converted"),
    (RATE, 4.0, "invalid | not-a-choice"), (RATE, "1.0", "converted r1 | value-converted"),
    (RATE, "01", "converted r1 | value-converted"), (RATE, "1.2", "invalid | not-a-choice"),
    (RATE, "r3", "converted r3 | value-converted"),
    (SHORT, "abcde", "ok abcde"), (SHORT, " abc ", "ok abc"), (SHORT, "abcdef", "invalid | text-too-long"),
    (SHORT, "  abcde", "converted abcde | value-converted"), (SHORT, "😀😀a", "ok 😀😀a"),
    (SHORT, "😀😀😀", "invalid | text-too-long"),
    (SHORT, 12.0, "converted 12 | value-converted"), (SHORT, "-", "ok -"), (SHORT, "=A1", "ok =A1"),
    (SHORT, "007", "ok 007"),
    (NEEDED, "-", "empty | value-converted"), (NEEDED, " – ", "empty | value-converted"),
    (NEEDED, ".", "empty | value-converted"), (WHEN, "...\n—\u00a0", "empty | value-converted"),
    (WHEN, "…", "empty | value-converted"), (NEEDED, "- ก", "ok - ก"), (NEEDED, "ไม่มี", "ok ไม่มี"),
    (LONG, "ก\nข", "ok ก\nข"), (LONG, "ก_x000D_\nข\x07", "converted ก\nข | value-converted"),
    (LONG, "ที่ ๑๒/๒๕๖๙", "converted ที่ 12/2569 | value-converted"),
    (LONG, "\ud800", "converted \ufffd | value-converted"),
    (PHONE, "081-234-5678", "ok 081-234-5678"), (PHONE, 812345678.0, "converted 0812345678 | value-converted"),
    (PHONE, 53112123.0, "converted 053112123 | value-converted"), (PHONE, 1111.0, "converted 1111 | value-converted"),
    (PHONE, "ไม่มี", "empty | value-converted"), (PHONE, "๐๘๑", "converted 081 | value-converted"),
])
def test_choices_and_texts(asked: Field, content: str | float, comes_to: str) -> None:
    """A choice is recognised in any unambiguous spelling; a text is kept."""
    assert described(read_answer(cell(content), asked)) == comes_to


@pytest.mark.parametrize(("asked", "content", "comes_to"), [
    (SMALL, 1.0, "ok 1"), (SMALL, 10.0, "ok 10"), (PERCENT, 0.0, "ok 0"), (PERCENT, 100.0, "ok 100"),
    (DECIMAL, "0" * 59 + "7", "converted 7 | value-converted"), (DECIMAL, "0" * 60 + "7", "invalid | not-a-number"),
    (SMALL, 5.0, "ok 5"), (SMALL, 5.5, "invalid | not-a-number"), (SMALL, 11.0, "invalid | out-of-range 1 10"),
    (SMALL, "๕", "converted 5 | value-converted"), (SMALL, "ห้า", "invalid | not-a-number"),
    (SMALL, True, "invalid | not-a-number"),
    (DECIMAL, -0.5, "ok -0.5"), (DECIMAL, -0.0, "ok 0"), (DECIMAL, math.inf, "invalid | not-a-number"),
    (DECIMAL, 1e300, "invalid | out-of-range 999999999999999"), (DECIMAL, "12", "converted 12 | value-converted"),
    (DECIMAL, "1,250.5", "converted 1250.5 | value-converted"),
    (DECIMAL, "\u00a01 250", "converted 1250 | value-converted"),
    (DECIMAL, "1,25", "invalid | not-a-number"), (DECIMAL, "1e5", "invalid | not-a-number"),
    (DECIMAL, "85 คน", "invalid | not-a-number"),
    (DECIMAL, "-", "empty | value-converted"), (DECIMAL, "−3", "converted -3 | value-converted"),
    (PERCENT, 85.0, "ok 85"), (PERCENT, 0.85, "ok 0.85"), (PERCENT, "85 %", "converted 85 | value-converted"),
    (PERCENT, "85 เปอร์เซ็นต์", "converted 85 | value-converted"), (DECIMAL, "ร้อยละ %", "invalid | not-a-number"),
    (DECIMAL, "－８５．５％", "converted -85.5 | value-converted"),
    (PERCENT, "ร้อยละ ๘๕", "converted 85 | value-converted"), (PERCENT, 850.0, "invalid | out-of-range 0 100"),
    (YEAR, 1899.0, "invalid | bad-year"), (YEAR, 1900.0, "invalid | bad-year 2443"),
    (YEAR, 2101.0, "invalid | bad-year 2644"), (YEAR, 2157.0, "invalid | bad-year 2700"),
    (YEAR, 2158.0, "invalid | bad-year"), (YEAR, 2399.0, "invalid | bad-year"), (YEAR, 2400.0, "ok 2400"),
    (YEAR, 2700.0, "ok 2700"), (YEAR, 2701.0, "invalid | bad-year"), (YEAR, 2569.5, "invalid | bad-year"),
    (YEAR, 2569.0, "ok 2569"), (YEAR, "พ.ศ. ๒๕๖๙", "converted 2569 | value-converted"),
    (YEAR, 2026.0, "invalid | bad-year 2569"),
    (YEAR, "ค.ศ. 2026", "invalid | bad-year 2569"), (YEAR, "ค.ศ. 2569", "invalid | bad-year"),
    (YEAR, 69.0, "invalid | bad-year"),
    (YEAR, "ปีนี้", "invalid | bad-year"),
    (field("year", maximum=2570), 2571.0, "invalid | out-of-range 2400 2570"),
])
def test_numbers_and_years(asked: Field, content: str | float, comes_to: str) -> None:
    """A number is read in any clear notation; an A.D. year is never converted."""
    assert described(read_answer(cell(content), asked)) == comes_to


@pytest.mark.parametrize(("asked", "number", "comes_to"), [
    (PERCENT, 0.85, "converted 85 | value-converted"), (PERCENT, 0.285, "converted 28.5 | value-converted"),
    (PERCENT, 1.5, "invalid | out-of-range 0 100"), (DECIMAL, 0.07, "converted 7 | value-converted"),
    (SMALL, 0.05, "converted 5 | value-converted"), (RATE, 0.03, "converted r3 | value-converted"),
])
def test_a_per_cent_cell_is_read_as_shown(asked: Field, number: float, comes_to: str) -> None:
    """85 % in a cell is exactly 85 for every number type."""
    assert described(read_answer(cell(number, "percent"), asked)) == comes_to


@pytest.mark.parametrize(("asked", "number", "code", "named"), [
    (RATE, 3.4, "0", "3.4"), (RATE, 0.034, "0%", "3.4%"), (RATE, -3.0, "0;0", "-3"), (SMALL, 3.4, "0", "3.4"),
    (PERCENT, 100.4, "0", "100.4"), (PERCENT, 1.004, "0%", "100.4%"), (YEAR, 2569.4, "0", "2569.4"),
    (RATE, 9.0, '0"/5"', "9/5"), (RATE, 1234.0, "#,##0.00", "1,234.00"), (RATE, 9.0, "0", None),
])
def test_a_number_of_which_the_cell_shows_less(asked: Field, number: float, code: str, named: str | None) -> None:
    """An error never says that 3 is not on a list of 1 to 5: it names the number behind what the cell shows."""
    one = read_answer(values.number_value(number, format_of(164, code)), asked)
    assert [remark.facts.get("value") for remark in one.remarks] == [named]


@pytest.mark.parametrize(("content", "shown", "comes_to"), [
    (46356.0, "date", "ok 2026-11-30"), (46356.5, "date", "converted 2026-11-30 | value-converted"),
    (46356.0, "plain", "converted 2026-11-30 | value-converted"),
    ("30 พ.ย. 2569", "plain", "converted 2026-11-30 | value-converted"),
    ("สิ้นปี", "plain", "invalid | bad-date"), (True, "plain", "invalid | bad-date"),
    (1e9, "plain", "invalid | bad-date"),
    (serial(2552, 12, 31), "date", "invalid | unexpected-date 2009-12-31"),
    (serial(2552, 2, 29), "date", "invalid | unexpected-date"),
    (2569.0, "date", "invalid | out-of-range"),
])
def test_dates(content: str | float, shown: str, comes_to: str) -> None:
    """A date becomes YYYY-MM-DD; an A.D. year that is really B.E. is rejected with a proposal of the date meant."""
    assert described(read_answer(cell(content, shown), DATE)) == comes_to


@pytest.mark.parametrize(("asked", "content", "shown", "comes_to"), [
    (TIME, 0.354166666666667, "time", "ok 08:30"), (TIME, 0.0, "time", "ok 00:00"),
    (TIME, 0.999305555555556, "time", "ok 23:59"), (TIME, 0.353472222222222, "time", "ok 08:29"),
    (TIME, 0.354340277777778, "time", "converted 08:30 | value-converted"),
    (TIME, 0.354166666666667, "plain", "converted 08:30 | value-converted"),
    (TIME, 46356.3541666667, "date", "converted 08:30 | value-converted"),
    (TIME, 46356.3541666667, "time", "converted 08:30 | value-converted"),
    (TIME, "08:30", "plain", "converted 08:30 | value-converted"),
    (TIME, "8.30", "plain", "converted 08:30 | value-converted"),
    (TIME, "8:30:00", "plain", "converted 08:30 | value-converted"),
    (TIME, "๐๘.๓๐ น.", "plain", "converted 08:30 | value-converted"),
    (TIME, "เวลา 16.05น.", "plain", "converted 16:05 | value-converted"),
    (TIME, "8：30", "plain", "converted 08:30 | value-converted"),
    (TIME, "8:30 PM", "plain", "converted 20:30 | value-converted"),
    (TIME, "12:05 a.m.", "plain", "converted 00:05 | value-converted"),
    (TIME, "13:05 pm", "plain", "invalid | not-a-time"), (TIME, "25:00", "plain", "invalid | not-a-time"),
    (TIME, "24:00", "plain", "invalid | not-a-time"), (TIME, "8:60", "plain", "invalid | not-a-time"),
    (TIME, "8:3", "plain", "invalid | not-a-time"), (TIME, "8", "plain", "invalid | not-a-time"),
    (URL, "https://www.moi.go.th", "plain", "ok https://www.moi.go.th"),
    (URL, "http://a.th/ไฟล์/1?x=2#y", "plain", "ok http://a.th/ไฟล์/1?x=2#y"),
    (URL, " www.moi.go.th/plan ", "plain", "converted https://www.moi.go.th/plan | value-converted"),
    (URL, "ไม่มี", "plain", "empty | value-converted"), (URL, "ดูเว็บ", "plain", "invalid | bad-url"),
    (URL, "https://", "plain", "invalid | bad-url"), (URL, "https://.th", "plain", "invalid | bad-url"),
    (URL, "https://moi", "plain", "invalid | bad-url"), (URL, "https://a.th b.th", "plain", "invalid | bad-url"),
    (URL, "ftp://a.th", "plain", "invalid | bad-url"), (URL, 85.0, "plain", "invalid | bad-url"),
    (COMMON, 2026.0, "plain", "ok 2026"), (COMMON, "2569", "plain", "invalid | bad-year 2026"),
    (COMMON, 1850.0, "plain", "invalid | bad-year"), (YEAR, 2026.0, "plain", "invalid | bad-year 2569"),
    (TIME, "แปดโมง", "plain", "invalid | not-a-time"), (TIME, True, "plain", "invalid | not-a-time"),
    (TIME, 8.0, "plain", "invalid | not-a-time"), (TIME, 8.3, "plain", "invalid | not-a-time 08:30"),
    (TIME, 8.75, "plain", "invalid | not-a-time"), (TIME, 1.04166666666667, "time", "invalid | not-a-time"),
    (TIME, -0.25, "time", "invalid | not-a-time"), (TIME, 0.5, "percent", "invalid | not-a-time"),
    (TIME, 46356.3541666667, "plain", "invalid | not-a-time"), (TIME, math.inf, "time", "invalid | not-a-time"),
    (TIME, 46356.0, "date", "invalid | unexpected-date"), (TIME, "-", "plain", "empty | value-converted"),
    (OFFICE, 0.6875, "time", "ok 16:30"), (OFFICE, "8.29", "plain", "invalid | out-of-range 08:30 16:30"),
    (OFFICE, 0.688194444444444, "time", "invalid | out-of-range 08:30 16:30"),
    (OFFICE, 0.687997685185185, "time", "converted 16:30 | value-converted"),
])
def test_times(asked: Field, content: str | float, shown: str, comes_to: str) -> None:
    """A time of day comes out as HH:MM from any clear way to write it; a number of hours is none."""
    assert described(read_answer(cell(content, shown), asked)) == comes_to


def test_more_hours_than_a_day_are_shown_as_hours() -> None:
    """The message says how many hours the cell holds, though hh:mm shows only what is over whole days."""
    remark, = read_answer(cell(1.04166666666667, "time"), TIME).remarks
    assert (remark.facts["value_th"], remark.facts["value_en"]) == ("25:00", "25:00")


@pytest.mark.parametrize("kind", sorted(set(TYPES) - {"date"}))
def test_a_date_where_none_is_asked(kind: str) -> None:
    """A value that Excel turned into a date is an error in every other type."""
    asked = HAVE if kind == "choice" else field(kind)
    assert described(read_answer(cell(46356.0, "date"), asked)) == "invalid | unexpected-date"


@pytest.mark.parametrize(("content", "comes_to"), [
    (cell("มี", formula=True), "ok yes | formula-in-answer"),
    (CellValue(CellKind.EMPTY, None, formula=True), "invalid | formula-uncalculated"),
    (cell("", formula=True), "empty | formula-in-answer"),
    (CellValue(CellKind.ERROR, "#REF!"), "invalid | error-value"),
    (CellValue(CellKind.ERROR, "#N/A", formula=True), "invalid | formula-in-answer | error-value"),
    (EMPTY, "empty"), (cell(" \u00a0\u200b\n"), "empty"),
    (CellValue(CellKind.CONFLICT, "มี\nไม่มี"), "invalid | cell-conflict"),
])
def test_formulas_errors_and_blanks(content: CellValue, comes_to: str) -> None:
    """A formula's last value counts; an error value is never blank; invisible characters are blank."""
    assert described(read_answer(content, HAVE)) == comes_to


@pytest.mark.parametrize(("content", "said"), [
    (cell("มี", formula=True), "contains a formula; its last value “มี” is used."),
    (CellValue(CellKind.ERROR, "#N/A", formula=True), "contains a formula, and its last value is no answer."),
    (cell("อื่น", formula=True), "contains a formula, and its last value is no answer."),
    (cell("", formula=True), "contains a formula, and its last value is no answer."),
])
def test_a_formulas_value_is_said_to_be_used_only_where_it_is(content: CellValue, said: str) -> None:
    """Beside an error or a blank nobody reads that the last value counts."""
    remark = read_answer(content, HAVE).remarks[0]
    message = Finding(remark.code, facts={**remark.facts, "field": "A", "about": "LD1"}).message("en")
    assert message == f"The cell of “A” of LD1 {said}"


UNSEEN = "The answer to “A” of LD1 contained tabs, or unusual spaces or line breaks; they were changed to plain ones."


@pytest.mark.parametrize(("text", "said"), [
    ("1.\tมีคำสั่ง", UNSEEN), ("มี\u00a0คำสั่ง", UNSEEN), ("มี\r\nคำสั่ง", UNSEEN),
    ("๑.\tมี", "The value “๑. มี” of “A” of LD1 was converted to “1. มี”."),
])
def test_a_change_that_nobody_sees(text: str, said: str) -> None:
    """No sentence says that something was converted to what looks the same."""
    remark = read_answer(cell(text), field("longtext")).remarks[0]
    facts = {**remark.facts, "value": text, "field": "A", "about": "LD1"}
    assert Finding(remark.code, facts=facts).message("en") == said


def test_labels_follow_the_workbooks_language() -> None:
    """The same list has English labels in an English workbook."""
    assert [described(read_answer(cell(text), HAVE, "en")) for text in ("Yes", "มี")] == ["ok yes",
    "converted yes | value-converted"]


@pytest.mark.parametrize("asked", [HAVE, *(field(kind) for kind in TYPES)], ids=lambda asked: asked.type)
@pytest.mark.parametrize("pattern", ["a@", "a.", "1,", "<", "<a@", "ม", "-", " ", "_x000D_", "a@b.c;", "๑", "เ"])
def test_a_hundred_thousand_characters(asked: Field, pattern: str) -> None:
    """No text, however long, takes more than a moment."""
    assert read_answer(cell(pattern * (100_000 // len(pattern))), asked).state in State


@pytest.mark.parametrize(("number", "code", "comes_to"), [
    (0.85, "0%", "converted 85% | value-converted"), (85.0, "0.00", "converted 85.00 | value-converted"),
    (0.354166666666667, "hh:mm", "converted 08:30 | value-converted"), (5.0, "00", "converted 05 | value-converted"),
    (85.0, "[<=1]0%;0", "converted 85 | value-converted"), (85.0, 'General" คน"', "converted 85 คน | value-converted"),
    (46053.0, "d/m/yyyy", "invalid | unexpected-date"), (0.0, "#", "converted 0 | value-converted"),
])
def test_a_text_is_what_the_cell_shows(number: float, code: str, comes_to: str) -> None:
    """A number under a text answer is taken as people see it in the cell, while ``raw`` keeps the number."""
    answer = read_answer(values.number_value(number, format_of(164, code)), LONG)
    assert (described(answer), answer.raw) == (comes_to, number_text(number))


def test_a_choice_shown_otherwise() -> None:
    """A number whose cell shows something else, such as 100%, is not said to be converted into itself."""
    answer = read_answer(values.number_value(1.0, format_of(164, "0%")), RATE)
    assert (answer.value, answer.remarks[0].facts["result_en"]) == ("r1", "choice 1")


@pytest.mark.parametrize(("asked", "number", "code", "named"), [
    (PERCENT, 8.5, "0%", "850%"), (YEAR, 2569.0, "0.00%", "256900.00%"), (PERCENT, 0.85, "0%", "85%"),
    (PERCENT, 850.0, "General", None), (DECIMAL, 46053.0, "d/m/yyyy", "2026-01-31"),
])
def test_messages_name_what_the_cell_shows(asked: Field, number: float, code: str, named: str | None) -> None:
    """Nobody understands that 8.5 is out of range, or 2569 no year, if the cell shows another number."""
    (remark,) = read_answer(values.number_value(number, format_of(164, code)), asked).remarks
    assert remark.facts.get("value") == named


def test_a_date_typed_as_text() -> None:
    """A text that reads as the date does is said to be converted to a date, not to a choice or to itself."""
    facts = read_answer(cell("1 January 2026"), DATE).remarks[0].facts
    assert (facts["result_th"], facts["result_en"]) == ("วันที่ 1 มกราคม 2569", "the date 1 January 2026")


def test_a_time_is_no_number() -> None:
    """A time where a number is asked is shown as the cell shows it."""
    refused = read_answer(values.number_value(0.354166666666667, format_of(164, "h:mm")), DECIMAL)
    assert (refused.state, refused.remarks[0].facts["value_en"]) == ("invalid", "8:30")


FLOATS = st.floats() | st.integers(-10**6, 10**6).map(float)
CONTENT = partial(st.builds, CellValue, format=st.none(), link=st.just(""))
CELLS = st.one_of(
    CONTENT(st.just(CellKind.TEXT), st.text(), formula=st.booleans()),
    CONTENT(st.just(CellKind.TEXT), st.text("มีไม่0๑5,.%-@ab<>; \n\u200b"), formula=st.booleans()),
    CONTENT(st.just(CellKind.NUMBER), FLOATS, st.sampled_from(Shown), st.booleans()),
    CONTENT(st.just(CellKind.BOOLEAN), st.booleans(), st.sampled_from(Shown)),
    CONTENT(st.just(CellKind.ERROR), st.sampled_from(["#REF!", "#N/A"]), formula=st.booleans()),
    CONTENT(st.just(CellKind.EMPTY), st.none(), formula=st.booleans()),
)
ASKED = [HAVE, RATE, SMALL, SHORT, *(field(kind) for kind in TYPES)]


@pytest.mark.slow
@given(st.sampled_from(ASKED), CELLS, st.sampled_from(["th", "en"]))
def test_every_cell_gets_one_state(asked: Field, content: CellValue, lang: Lang) -> None:
    """Nothing raises; a slot has a value if and only if it is answered, and a remark if it was not taken as typed."""
    answer = read_answer(content, asked, lang)
    assert bool(answer.value) is answer.state.answered
    assert bool(answer.remarks) or answer.state in (State.OK, State.EMPTY)
    assert answer.raw == content.raw
    assert answer.number is None or (math.isfinite(answer.number) and answer.state.answered)


@given(st.sampled_from(ASKED), CELLS, st.sampled_from(["th", "en"]))
def test_a_value_reads_back_from_what_is_shown_for_it(asked: Field, content: CellValue, lang: Lang) -> None:
    """Each possible value, put into a cell as displayed, is ok and the same value."""
    answer = read_answer(content, asked, lang)
    if answer.state.answered and len(answer.emails) < 2:
        again = cell_of(display(asked, answer.value, lang))
        assert described(read_answer(again, asked, lang)) == f"ok {answer.value}"


LABELS = st.text(st.characters(codec="utf-8"), max_size=400)


@pytest.mark.parametrize("kind", TYPES)
@given(label=LABELS, hint=LABELS, lang=st.sampled_from(["th", "en"]))
def test_messages_keep_within_excels_limits(kind: str, label: str, hint: str, lang: Lang) -> None:
    """With any definition, titles have at most 32 characters and texts 255, and a hint that fits is not truncated."""
    asked = field(kind, label=Text(label), hint=Text(hint))
    for title, text in (prompt(asked, lang), stop_message(asked, lang)):
        assert excel_length(title) <= TITLE_LIMIT
        assert 0 < excel_length(text) <= MESSAGE_LIMIT
    assert prompt_length(asked, lang) > MESSAGE_LIMIT or hint.strip() in prompt(asked, lang)[1]


def test_validations() -> None:
    """The checks by Excel while typing; the formula fits for a cell at any address."""
    asked_for = (HAVE, SHORT, SMALL, PERCENT, DATE, TIME)
    assert [validation(asked, "C7", "pmqa_list_1", "th").rule for asked in asked_for] == [
        "list", "length", "whole", "decimal", "date", "time"]
    rule = validation(EMAIL, "XFD1048576", "", "th")
    assert (rule.rule, len(rule.formula) <= 255, "{" in rule.formula) == ("custom", True, False)
    assert [TYPES[kind].number_format.of("th") for kind in ("choice", "percent")] == ["@",
    "General"]  # type: ignore[index]


def a_field(kind: str) -> Field:
    """Return a field of a type, with a list where the type has one."""
    return field(kind, choices=YES_NO) if TYPES[kind].has_choices else field(kind)


def sample_of(kind: str) -> str:
    """Return a made-up answer of a type."""
    return TYPES[kind].sample(a_field(kind), random.Random(kind), 0.5)


def least_of(kind: str) -> Any:
    """Return the type's least answer after it was written and read as in a definition; what it is said to be, too."""
    spelling, least = TYPES[kind].bounds, TYPES[kind].limits.least
    assert spelling is not None
    assert all(spelling.say(least, lang) for lang in ("th", "en"))
    return spelling.read(spelling.write(least))


TARGET = "'ช่อง'!$C$7"
#: What holds for each attribute of every type; each gets the type's name.
HOLDS: dict[str, Callable[[str], object]] = {
    "name": lambda kind: TYPES[kind].name == kind and re.fullmatch("[a-z]+(_[a-z]+)?", kind),
    "limits": lambda kind: TYPES[kind].limits.least < TYPES[kind].limits.most and TYPES[kind].limits.longest > 0,
    "bounds": lambda kind: TYPES[kind].bounds is None or least_of(kind) == TYPES[kind].limits.least,
    "has_length": lambda kind: TYPES[kind].has_length == ("{longest}" in TYPES[kind].accepts.th or kind == "email"),
    "common": lambda kind: TYPES[kind].common is None or TYPES[kind].common.name == kind,
    "has_choices": lambda kind: not TYPES[kind].has_choices or "list" in TYPES[kind].accepts.en,
    "parse": lambda kind: read_answer(cell("\u2603 ?!"), a_field(kind)).state in State,
    "dash_is_blank": lambda kind: TYPES[kind].dash_is_blank == (
        read_answer(cell("ไม่มี"), field(kind)).state is State.EMPTY),
    "is_text": lambda kind: TYPES[kind].is_text == (
        read_answer(cell("..."), field(kind, required=ALWAYS)).state is State.EMPTY),
    "personal": lambda kind: TYPES[kind].personal == (kind in ("email", "phone")),
    "check": lambda kind: validation(a_field(kind), "C7", "list", "th").rule,
    "valid": lambda kind: TARGET in valid_formula(a_field(kind), TARGET, TARGET, "list", "th"),
    "accepts": lambda kind: all(rules_of(a_field(kind), lang).accepted.count("{") == 0 for lang in ("th", "en"))
    and TYPES[kind].accepts.th and TYPES[kind].accepts.en and ("{range}" in TYPES[kind].accepts.th) == (
        TYPES[kind].bounds is not None),
    "number_format": lambda kind: TYPES[kind].number_format.of("th") and TYPES[kind].number_format.of("en"),
    "align": lambda kind: TYPES[kind].align in ("left", "center", "right"),
    "wraps": lambda kind: TYPES[kind].wraps in (True, False),
    "width": lambda kind: LEAST_WIDTH <= TYPES[kind].width <= 40,
    "least_width": lambda kind: (TYPES[kind].least_width > 0) == (not TYPES[kind].wraps and not TYPES[kind].shrinks),
    "lines": lambda kind: 1 <= TYPES[kind].lines == reserve_lines(a_field(kind)),
    "grows": lambda kind: TYPES[kind].grows == (
        reserve_lines(field(kind, max_length=4_000)) > reserve_lines(field(kind, max_length=40))),
    "shrinks": lambda kind: not (TYPES[kind].shrinks and TYPES[kind].wraps),
    "put": lambda kind: f"ok {sample_of(kind)}" == described(
        read_answer(cell_of(display(a_field(kind), sample_of(kind), "th")), a_field(kind))),
    "report": lambda kind: TYPES[kind].report(sample_of(kind), None, rules_of(a_field(kind))),
    "sample": lambda kind: sample_of(kind) == sample_of(kind),
    "value_type": lambda kind: (TYPES[kind].value_type is ValueType.CHOICE) == TYPES[kind].has_choices,
}


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("attribute", [attribute.name for attribute in dataclasses.fields(AnswerType)])
def test_every_type_is_complete(kind: str, attribute: str) -> None:
    """Each attribute of each type holds what it is for, and works together with the others."""
    assert HOLDS[attribute](kind)


@pytest.mark.parametrize(("kind", "bound", "value", "shown"), [
    ("date", dt.date(2026, 9, 30), cell(serial(2027, 1, 1), "date"), {"maximum_th", "maximum_en"}),
    ("time", dt.time(16, 30), cell("17:00"), {"maximum"}),
    ("decimal", 100, cell(101.0), {"maximum"}),
])
def test_only_stated_bounds_are_named(kind: str, bound: Any, value: CellValue, shown: set[str]) -> None:
    """A technical bound that the value does not exceed is not named."""
    [remark] = read_answer(value, field(kind, maximum=bound)).remarks
    assert {fact for fact in remark.facts if not fact.startswith("value")} == shown
