"""Odd rounds: page and workbook stay readable and say what is missing."""

import datetime as dt
import io
from dataclasses import replace

import openpyxl
import pytest

from pmqa_xlsx.consolidate.consolidation import Consolidation
from pmqa_xlsx.consolidate.frames import consolidate
from pmqa_xlsx.form.model import Form, Unit
from pmqa_xlsx.report.consolidated import write_consolidated
from pmqa_xlsx.report.page import write_page
from pmqa_xlsx.text.language import Text
from small_round import FORM, a_file, a_return

AS_OF = dt.datetime(2026, 12, 5, 9)
FULL = ("name=a; mail=a@b.th; A1 have=yes; A1 shared=no; A1 why=x; A2 have=no; A2 shared=no; A3 have=no; A3 shared=no; "
        "2 email=a@b.th")
LONG = "จังหวัดที่มีชื่อยาวมาก" * 10
UNSCORED = replace(FORM, fields={kind: tuple(replace(field, scored=False) for field in fields)
                                 for kind, fields in FORM.fields.items()})
ONE_UNIT = replace(FORM, units=FORM.units[:1])
LONG_NAMES = replace(FORM, title=Text(LONG), units=tuple(
    replace(unit, name=Text(LONG + unit.code), group=LONG) for unit in FORM.units))
MANY = replace(FORM, units=tuple(
    Unit(f"{n:04}", Text(f"หน่วย {n}"), f"กลุ่ม {n % 40:02}") for n in range(3000)))
ROUNDS: dict[str, tuple[Form, list[object]]] = {
    "no scores": (UNSCORED, [a_return("1.xlsx", FULL, form=UNSCORED)]),
    "one unit": (ONE_UNIT, [a_return("1.xlsx", FULL, form=ONE_UNIT)]),
    "nobody yet": (FORM, []),
    "all rejected": (FORM, [a_file("1.xlsx", "file-damaged", unit="10"), a_file("2.xlsx", "not-our-form")]),
    "long names": (LONG_NAMES, [a_return("1.xlsx", FULL, form=LONG_NAMES)]),
}


def a_round(name: str) -> Consolidation:
    """One of the odd rounds."""
    form, returns = ROUNDS[name]
    return consolidate(returns, [form], year=2569, as_of=AS_OF)  # type: ignore[arg-type]


@pytest.mark.parametrize(("name", "says"), [
    ("no scores", "ส่งแล้ว 1 จาก 2 หน่วยงาน"), ("one unit", "ส่งแล้ว 1 จาก 1 หน่วยงาน"), ("nobody yet", "ยังไม่มีแบบที่นับผลได้"),
    ("all rejected", "ยังไม่มีแบบที่นับผลได้"), ("long names", LONG + "10")])
def test_page(name: str, says: str) -> None:
    """The page says what there is, and shows no figure that cannot be calculated."""
    page = write_page(a_round(name)).decode()
    assert says in page
    assert not any(word in page for word in (">nan", ">None<", ":NaN"))


def test_placeholders() -> None:
    """Where a form's text names the year or the unit, page and workbook show the year and the unit label."""
    criteria = tuple(replace(one, text=Text("ผลของ{unit}ปี {year-1}")) for one in FORM.categories[0].criteria)
    form = replace(FORM, unit_label=Text("จังหวัด"), categories=(
        replace(FORM.categories[0], criteria=criteria), *FORM.categories[1:]))
    source = consolidate([a_return("1.xlsx", FULL, form=form)], [form], year=2569, as_of=AS_OF)
    book = openpyxl.load_workbook(io.BytesIO(write_consolidated(source)))
    texts = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
    for shown in (write_page(source).decode(), " ".join(texts)):
        assert ("ผลของจังหวัดปี 2568" in shown, "{unit}" in shown, "{year" in shown) == (True, False, False)


@pytest.mark.parametrize(("name", "sheets"), [
    ("no scores", 12), ("one unit", 13), ("nobody yet", 13), ("all rejected", 13), ("long names", 13)])
def test_workbook(name: str, sheets: int) -> None:
    """The workbook has its sheets, and each says where it has no rows."""
    book = openpyxl.load_workbook(io.BytesIO(write_consolidated(a_round(name))))
    assert len(book.sheetnames) >= sheets
    assert all(sheet["A1"].value for sheet in book.worksheets)


@pytest.mark.slow
def test_three_thousand_units() -> None:
    """With 3,000 units, 200 of which have sent, the page names as many as can be read, and both are written."""
    returns = [a_return(f"{n}.xlsx", FULL, unit=f"{n:04}", form=MANY) for n in range(0, 3000, 15)]
    source = consolidate(returns, [MANY], year=2569, as_of=AS_OF)
    page = write_page(source).decode()
    assert "แสดง 200 จาก 2,800 หน่วยงาน" in page
    book = openpyxl.load_workbook(io.BytesIO(write_consolidated(source)), read_only=True)
    assert book["สถานะการส่ง"].max_row >= 3000
