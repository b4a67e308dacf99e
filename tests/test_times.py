"""Times of day through a whole workbook: written, typed into by another program, saved in other formats, read back."""

from __future__ import annotations

import datetime as dt
import io
import struct
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from judges import libreoffice_convert, libreoffice_types
from pmqa_xlsx import generate
from pmqa_xlsx.answers import cell_of, read_answer
from pmqa_xlsx.cells import CellRef
from pmqa_xlsx.files.open_workbook import read_workbook
from pmqa_xlsx.form.model import Category, Criterion, Field, Form, Unit
from pmqa_xlsx.form.question import Level
from pmqa_xlsx.generator.workbook import prepare
from pmqa_xlsx.generator.workbook_copy import Correction
from pmqa_xlsx.ingester.read_return import read_return
from pmqa_xlsx.ingester.request import ReadingRequest
from pmqa_xlsx.layout import plan_layout
from pmqa_xlsx.text.language import Text
from small_books import ods, record8, record12, xls, xlsb

OPENS = Field("opens", Text("เปิด", "Opens"), "time", Level.CRITERION, Text("เวลา"), minimum=dt.time(6),
              maximum=dt.time(18))
#: What is typed into a slot, and what comes of it.
TYPED = {
    "8:30": "ok 08:30", "08:30": "ok 08:30", "๐๘.๓๐ น.": "converted 08:30", "8.30": "invalid", "8:30:00": "ok 08:30",
    "25:00": "invalid", "8": "invalid", "22:15": "invalid", "17:45:30": "converted 17:45",
}
FORM = Form(
    "times", "1", Text("เวลา"), Text("หน่วย"), 2569,
    (Category("A", Text("หมวด"), "k", tuple(Criterion("A", f"A{n}", Text(f"ข้อ {n}")) for n, _ in enumerate(TYPED))),),
    {"k": (OPENS,)}, (Unit("1", Text("หนึ่ง", "One")),))
LAYOUT = plan_layout(FORM)
SHEET = LAYOUT.sheet_by_key[LAYOUT.slots[0].sheet].name.th


def answers_of(data: bytes) -> list[str]:
    """The answers of a return, each with its state."""
    read = read_return(ReadingRequest((FORM,)), data)
    return [f"{slot.answer.state} {slot.answer.value}".strip() for slot in read.slots]


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a workbook that was typed into and saved by LibreOffice, in each format."""
    folder = tmp_path_factory.mktemp("typed")
    (folder / "blank.xlsx").write_bytes(generate(FORM, "1"))
    cells = [(SHEET, str(slot.cell), text) for slot, text in zip(LAYOUT.slots, TYPED, strict=True)]
    libreoffice_types(folder / "blank.xlsx", cells, [(folder / "typed.xlsx", "Calc MS Excel 2007 XML")])
    for kind in ("xls", "ods"):
        libreoffice_convert(folder / "typed.xlsx", kind, folder)
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_typed_into_libreoffice(saved: Path, kind: str) -> None:
    """What a person types is read alike from every format that LibreOffice writes."""
    assert dict(zip(TYPED, answers_of((saved / f"typed.{kind}").read_bytes()), strict=True)) == TYPED


def in_xlsx(epoch: dt.datetime | None = None) -> bytes:
    """A workbook with a time in A2 and a moment in B2."""
    book = openpyxl.Workbook()
    if epoch:
        book.epoch = epoch
    book.active["A2"], book.active["B2"] = dt.time(8, 30), dt.datetime(2026, 11, 30, 8, 30)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def in_xls() -> bytes:
    """The same in .xls."""
    return xls(b"".join(record8(0x203, struct.pack("<HHHd", 1, column, style, number))
                        for column, style, number in ((0, 3, 8.5 / 24), (1, 2, 46356 + 8.5 / 24))))


def in_xlsb() -> bytes:
    """The same in .xlsb."""
    return xlsb(record12(0, struct.pack("<I8xI", 1, 0).ljust(17, b"\0")) + b"".join(
        record12(5, struct.pack("<IId", column, style, number))
        for column, style, number in ((0, 3, 8.5 / 24), (1, 2, 46356 + 8.5 / 24))))


def in_ods() -> bytes:
    """The same in .ods."""
    return ods('<table:table-row/><table:table-row>'
               '<table:table-cell office:value-type="time" office:time-value="PT08H30M00S"/>'
               '<table:table-cell office:value-type="date" office:date-value="2026-11-30T08:30:00"/></table:table-row>')


@pytest.mark.parametrize("made", [in_xlsx, lambda: in_xlsx(CALENDAR_MAC_1904), in_xls, in_xlsb, in_ods],
                         ids=["xlsx", "xlsx of 1904", "xls", "xlsb", "ods"])
def test_cells_of_every_format(made: Callable[[], bytes]) -> None:
    """A cell with a time is one as it is, a cell with a day and a time after conversion, whatever the format."""
    sheet = read_workbook(made()).sheets[0]
    answers = [read_answer(sheet[CellRef(1, column)], OPENS) for column in (0, 1)]
    assert [f"{answer.state} {answer.value}" for answer in answers] == ["ok 08:30", "converted 08:30"]


def test_a_workbook_that_is_sent_back_shows_the_time() -> None:
    """A valid time stands in its cell as a number with the format of times, and reads back as it was."""
    slot = LAYOUT.slots[0]
    correction = Correction({(slot.sheet, slot.cell): cell_of(dt.time(8, 30))})
    data = prepare(FORM).workbook("1", correction)
    cell = openpyxl.load_workbook(io.BytesIO(data))[SHEET][str(slot.cell)]
    assert (cell.value, cell.number_format) == (dt.time(8, 30), "hh:mm")
    assert answers_of(data)[0] == "ok 08:30"


def test_the_rule_of_a_slot() -> None:
    """Excel takes only times within the field's limits, and the prompt says which."""
    sheet = openpyxl.load_workbook(io.BytesIO(generate(FORM, "1", lang="en")))["Category A"]
    rule, = [rule for rule in sheet.data_validations.dataValidation if str(LAYOUT.slots[0].cell) in str(rule.sqref)]
    assert (rule.type, rule.operator, float(rule.formula1), float(rule.formula2)) == ("time", None, 0.25, 0.75)
    assert rule.prompt == "A time of day from 06:00 to 18:00, typed as hours and minutes of 24 hours, e.g. 08:30."
