"""The workbook's formulas and the ingester judge answers the same; LibreOffice calculates the formulas."""

import csv
import datetime as dt
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from pmqa_xlsx.answers import (
    cleaned_text_formula,
    display,
    read_answer,
    state_formula,
    valid_formula,
    validation,
)
from pmqa_xlsx.answers.model import State
from pmqa_xlsx.cells import CellKind, CellValue, Shown
from pmqa_xlsx.form.expressions.parser import parse
from pmqa_xlsx.form.model import ALWAYS, Choice, ChoiceList, Field, Requirement
from pmqa_xlsx.form.question import Level
from pmqa_xlsx.text.language import Text

EMAILS = Path(__file__).parent / "data" / "emails.csv"
RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>"""
CSV_OF_EACH_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
SOFFICE = shutil.which("soffice") or ""

YES_NO = ChoiceList("have", (Choice("yes", Text("มี", "Yes"), 1), Choice("no", Text("ไม่มี", "No"), 0)))
RATING = ChoiceList("rating", tuple(Choice(str(n), Text(f"{n}", f"{n}"), n) for n in range(1, 6)))
ODD = ChoiceList("odd", (Choice("a", Text("ก  ข"), 0.5), Choice("b", Text('"*"'), 3), Choice("c", Text("บางส่วน"))))
LISTS = [YES_NO, RATING, ODD]


def field(kind: str, **more: object) -> Field:
    """Return a field of an answer type."""
    return Field("f", Text("ก"), kind, Level.COVER, **more)  # type: ignore[arg-type]


FIELDS = [
    *(field("choice", choices=known) for known in LISTS),
    *(field(kind) for kind in ("text", "longtext", "integer", "decimal", "percent", "email", "phone", "url",
    "year", "date", "time")),
    field("text", required=ALWAYS), field("longtext", required=Requirement(when=parse("f=yes"))),
    field("text", max_length=5), field("integer", minimum=1, maximum=10), field("decimal", minimum=-0.5),
    field("year", minimum=2560, maximum=2570),
    field("date", minimum=dt.date(2025, 10, 1), maximum=dt.date(2026, 9, 30)),
    field("time", minimum=dt.time(8, 30), maximum=dt.time(16, 30)),
]
TEXTS = [
    "มี", " มี ", "มี\u200b", "\ufeffมี", "มี\n", "ม ี", "ไม่มี", "ไม่\u00a0มี", "Yes", "yes", "1", "๑", "1 ", "6",
    "ก  ข", "ก ข", "กข",
    '"*"', "*", "?", "บาง\nส่วน", "บางส่วน", "บางส\u00adวน", "-", " - ", "–", ".", "...", "…\n—", "-\u00a0-", "_ _",
    "- ก", "N/A", "n/a ", "-\u200b", "", " ",
    "\u00a0", "\u200b", "\n",
    " \t\n ", "\u3000\u2003", "\u00ad", "\x01", "\r\n", "#", "=1+1", "+66", "007", "1/2", "12", "๑๒", "1,250",
    "85 %", "0.85",
    "abc", "12345", "123456", "a  b c", "abcde ", "😀😀", "a@x.th", " a@x.th ", "a\n@x.th", "a @x.th",
    "a@x.th\u200b", "a@x.th, b@x.th",
    "<a@x.th>", "081-234-5678", "๐๘๑", "2569", "2026", "พ.ศ. 2569", "30/11/2569", "30 พ.ย. 2569", "2026-01-31",
    "น้ํา", "เเม่",
    "x" * 256, "0" * 101, "TRUE",
    "https://a.th", "HTTP://a.th/ก?x=1#y", "https://", "https://.th", "https://a", "https://a.", "https://a/b.c",
    "https://a.th b", "ftp://a.th", "www.a.go.th/x", "a//b.c",
]
NUMBERS = [0, 1, 1.0, 5, 6, -1, -0.5, 0.85, 2.5, 10, 11, 100, 100.5, 2026, 2569, 2561.5, 2701, 1e15, 999999999999999,
           1e-7, 46000, 46023.5, 46356, 250000, 812345678]
CELLS = [
    *(CellValue(CellKind.TEXT, text) for text in TEXTS),
    *(CellValue(CellKind.NUMBER, float(number)) for number in NUMBERS),
    *(CellValue(CellKind.NUMBER, number, Shown.PERCENT) for number in (0.85, 0.01, 1.0, 1.5, 25.69, 0.285)),
    CellValue(CellKind.BOOLEAN, True), CellValue(CellKind.BOOLEAN, False), CellValue(CellKind.ERROR, "#DIV/0!"),
    CellValue(CellKind.EMPTY, None),
]
DATES = [CellValue(CellKind.NUMBER, float(day), Shown.DATE) for day in (1, 2569, 45931, 46295, 46296, 46356, 245000)]
TIMES = [CellValue(CellKind.NUMBER, number, Shown.TIME) for number in (
    0.0, 0.353472222222222, 0.354166666666667, 0.354340277777778, 0.6875, 0.687997685185185, 0.688194444444444,
    0.999305555555556, 1.04166666666667, -0.25)]
CASES = [(asked, cell) for asked in FIELDS for cell in CELLS] + [
    (asked, cell) for asked in FIELDS if asked.type == "date" for cell in DATES] + [
    (asked, cell) for asked in FIELDS if asked.type == "time" for cell in TIMES]
FORMATS = {Shown.PLAIN: "General", Shown.PERCENT: "0.00%", Shown.DATE: "yyyy-mm-dd", Shown.TIME: "hh:mm"}


@pytest.fixture(scope="module")
def compute(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Callable[..., None]], list[list[str]]]:
    """Return a function that lets LibreOffice calculate the second sheet of a workbook and returns its rows."""
    if not SOFFICE:
        pytest.skip("LibreOffice (soffice) is not installed")
    profile = tmp_path_factory.mktemp("profile")
    (profile / "user").mkdir()
    (profile / "user" / "registrymodifications.xcu").write_text(RECALCULATE, encoding="utf-8")

    def run(fill: Callable[..., None]) -> list[list[str]]:
        folder = tmp_path_factory.mktemp("book")
        book = xlsxwriter.Workbook(str(folder / "book.xlsx"), {"strings_to_formulas": False, "strings_to_urls": False})
        slots, checks, lists = (book.add_worksheet(name) for name in ("ช่อง", "checks", "lists"))
        for column, known in enumerate(LISTS):
            labels = [choice.label.th for choice in known.choices]
            for row, label in enumerate(labels):
                lists.write_string(row, column, label)
            letter = "ABC"[column]
            book.define_name(f"list_{known.name}", f"=lists!${letter}$1:${letter}${len(labels)}")
        fill(book, slots, checks)
        book.close()
        subprocess.run([SOFFICE, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to",
                        CSV_OF_EACH_SHEET, "--outdir", str(folder), str(folder / "book.xlsx")],
                       check=True, capture_output=True, timeout=240)
        with (folder / "book-checks.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.reader(file))

    return run


def write(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet, row: int, cell: CellValue) -> None:
    """Write one slot as it could come back."""
    if cell.kind is CellKind.TEXT and cell.value:
        sheet.write_string(row, 0, str(cell.value))
    elif cell.kind is CellKind.TEXT:
        sheet.write_formula(row, 0, '=""')
    elif cell.kind is CellKind.NUMBER:
        sheet.write_number(row, 0, cell.value, book.add_format({"num_format": FORMATS[cell.shown]}))
    elif cell.kind is CellKind.BOOLEAN:
        sheet.write_boolean(row, 0, cell.value)
    elif cell.kind is CellKind.ERROR:
        sheet.write_formula(row, 0, "=1/0")


def list_name(asked: Field) -> str:
    """Return the defined name of the field's list."""
    return f"list_{asked.choices.name}" if asked.choices else ""


@pytest.mark.slow
def test_the_workbook_and_the_ingester_agree(compute: Callable[..., list[list[str]]]) -> None:
    """Both agree on empty slots; answers ok for the ingester are valid in the workbook; no valid one is rejected."""
    def fill(book, slots, checks) -> None:  # type: ignore[no-untyped-def]
        for row, (asked, cell) in enumerate(CASES):
            write(book, slots, row, cell)
            address, text = f"'ช่อง'!$A${row + 1}", f"$A${row + 1}"
            checks.write_formula(row, 0, "=" + cleaned_text_formula(address))
            checks.write_formula(row, 1, "=" + state_formula(asked, address, text, list_name(asked), "th"))

    wrong = []
    for (asked, cell), (text, verdict) in zip(CASES, compute(fill), strict=True):
        state = read_answer(cell, asked, "th").state
        allowed = {"0": {State.EMPTY}, "-1": {State.CONVERTED, State.INVALID}}
        if state not in allowed.get(verdict, {State.OK, State.CONVERTED}):
            wrong.append((asked.type.value, cell.value, cell.shown.value, text, verdict, state.value))
    assert wrong == []
    assert len(CASES) > 1000


@pytest.mark.slow
def test_every_address_of_the_table(compute: Callable[..., list[list[str]]]) -> None:
    """The workbook's formula judges each address as the table says; the check while typing rejects no valid one."""
    with EMAILS.open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    rule = validation(field("email"), "A1", "", "th").formula

    def fill(book, slots, checks) -> None:  # type: ignore[no-untyped-def]
        for row, case in enumerate(table):
            slots.write_string(row, 0, case["address"])
            address = f"'ช่อง'!$A${row + 1}"
            checks.write_formula(row, 0, "=" + valid_formula(field("email"), address, address, "", "th"))
            checks.write_formula(row, 1, f"=IFERROR({rule[1:].replace('A1', address)},FALSE)")

    rows = compute(fill)
    assert [(case["address"], verdict) for case, (verdict, _) in zip(table, rows, strict=True)] == [
        (case["address"], "TRUE" if case["valid"] == "yes" else "FALSE") for case in table]
    assert [case["address"] for case, (_, typed) in zip(table, rows, strict=True)
            if case["valid"] == "yes" and typed != "TRUE"] == []
    invalid = [typed for case, (_, typed) in zip(table, rows, strict=True) if case["valid"] == "no"]
    assert invalid.count("FALSE") > len(invalid) / 2


@pytest.mark.slow
def test_states_of_choices(compute: Callable[..., list[list[str]]]) -> None:
    """A shown label's state is its position in the list; anything else is wrong."""
    shown = [(known, choice.value) for known in LISTS for choice in known.choices]

    def fill(book, slots, checks) -> None:  # type: ignore[no-untyped-def]
        for row, (known, value) in enumerate(shown):
            asked, address, text = field("choice", choices=known), f"'ช่อง'!$A${row + 1}", f"$A${row + 1}"
            slots.write_string(row, 0, str(display(asked, value, "th")))
            checks.write_formula(row, 0, "=" + cleaned_text_formula(address))
            checks.write_formula(row, 1, "=" + state_formula(asked, address, text, list_name(asked), "th"))
            checks.write_formula(row, 2, "=" + state_formula(asked, address, '"?"', list_name(asked), "th"))

    rows = compute(fill)
    for (known, value), row in zip(shown, rows, strict=True):
        assert row[1:3] == [str(known.position_of(value)), "-1"]
