"""The workbook's own formulas are known again whatever program saved them; a changed one is a notice."""

import io

import openpyxl
import pytest

from pmqa_xlsx import generate
from pmqa_xlsx.ingester.read_return import read_return
from pmqa_xlsx.ingester.request import ReadingRequest
from pmqa_xlsx.layout.digests import formula_digest
from small_round import FORM

BOOK = generate(FORM, "10")
SUMMARY = "สรุปผล"


@pytest.mark.parametrize(("one", "other", "alike"), [
    ("=IF(A1=0,1,2)", "IF(A1=0,1,2)", True),
    ("IF('_check'!$A$1=0,\"ครบ\",\"\")", "if( _check!$A$1 = 0, \"ครบ\", \"\" )", True),
    ("INDEX('ข้อมูลทั่วไป'!$A$1:$D$9,6,2)", "INDEX(ข้อมูลทั่วไป!$A$1:$D$9,6,2)", True),
    ("IFERROR(A1,0)", "_xlfn.iferror(A1,0)", True),
    ("A1/1000000000000", "A1/1e12", True),
    ("SUMPRODUCT(--(A1:A9>0))", "SUMPRODUCT(--((A1:A9)>0))", True),
    ("\"ขาด  \"&A1", "\"ขาด \"&A1", True),
    ("IF(A1=0,1,2)", "IF(A2=0,1,2)", False),
    ("IF(A1=0,1,2)", "IF(A1=0,1,3)", False),
    ("\"ครบ\"", "\"ขาด\"", False),
    ("INDEX(A1:B9,1,12)", "INDEX(A1:B9,11,2)", False),
])
def test_same_formula(one, other, alike) -> None:
    """What programs write in different ways is no difference; what is calculated is."""
    assert (formula_digest(one) == formula_digest(other)) is alike


def changed(cells: dict[tuple[str, str], str]) -> list[tuple[str, str]]:
    """What the reader finds after cells of a new workbook were overwritten: codes with cells."""
    book = openpyxl.load_workbook(io.BytesIO(BOOK))
    for (sheet, cell), content in cells.items():
        book[sheet][cell] = content
    saved = io.BytesIO()
    book.save(saved)
    findings = read_return(ReadingRequest((FORM,)), saved.getvalue()).findings
    return [(finding.code, finding.place.cell) for finding in findings if finding.code == "check-altered"]


def formulas_of(sheet: str) -> list[str]:
    """The cells of a sheet with formulas."""
    return [cell.coordinate for row in openpyxl.load_workbook(io.BytesIO(BOOK))[sheet] for cell in row
            if cell.data_type == "f"]


@pytest.mark.parametrize(("cells", "found"), [
    ({}, []),
    ({(SUMMARY, "A2"): '="พร้อมส่ง"'}, [("check-altered", "A2")]),
    ({(SUMMARY, "A2"): '="พร้อมส่ง"', ("หมวด 1", "B2"): "=1+1"}, [("check-altered", "A2")]),
    ({(SUMMARY, "A2"): "พร้อมส่ง"}, []),
])
def test_changed_formula(cells, found) -> None:
    """Another formula in a cell of ours is reported with the cell; a value in place of it is not."""
    assert changed(cells) == found


def test_rewritten_formulas() -> None:
    """Where most formulas differ, a program wrote them in a way of its own: nothing is said."""
    cells = {(sheet, cell): "=1+1" for sheet in (SUMMARY, "หมวด 1", "หมวด 2") for cell in formulas_of(sheet)}
    assert changed(cells) == []


@pytest.mark.parametrize("marks", ["", "0123"])
def test_lost_marks(marks) -> None:
    """If the marks were lost, nothing is said of any formula."""
    book = openpyxl.load_workbook(io.BytesIO(BOOK))
    row = next(row for row in book["_pmqa"].iter_rows() if row[0].value == "formulas")
    row[1].value, book[SUMMARY]["A2"] = marks, '="พร้อมส่ง"'
    saved = io.BytesIO()
    book.save(saved)
    findings = read_return(ReadingRequest((FORM,)), saved.getvalue()).findings
    assert "check-altered" not in {finding.code for finding in findings}


def test_a_formula_replaced_by_an_error() -> None:
    """A program that knows no function of ours may leave its error in place of the formula: nobody typed that."""
    book = openpyxl.load_workbook(io.BytesIO(BOOK))
    for cell in formulas_of(SUMMARY):
        book[SUMMARY][cell].value, book[SUMMARY][cell].data_type = "#NAME?", "e"
    saved = io.BytesIO()
    book.save(saved)
    codes = {finding.code for finding in read_return(ReadingRequest((FORM,)), saved.getvalue()).findings}
    assert "extra-content" not in codes
