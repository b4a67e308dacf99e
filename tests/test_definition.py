"""A definition is read the same from CSV files and from a workbook, and a written form reads back equal."""

import datetime as dt
import tempfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings

from csv_folder import write_csv_folder
from form_strategy import forms
from pmqa_xlsx.catalogue import Severity
from pmqa_xlsx.definition import checks
from pmqa_xlsx.definition.build import build_form
from pmqa_xlsx.definition.loading import check_definition, load_checked_form, load_form, shipped_forms
from pmqa_xlsx.definition.writing import form_to_tables
from pmqa_xlsx.form.expressions.parser import parse
from pmqa_xlsx.form.model import ALWAYS, Form, Requirement
from pmqa_xlsx.form.question import Level
from pmqa_xlsx.text.language import Text
from test_definition_mistakes import TINY, listed, write

SHIPPED = Path(__file__).parent.parent / "pmqa_xlsx" / "definition" / "forms"


def workbook_of(sheets: dict[str, str], path: Path) -> Path:
    """Write a definition's sheets as a workbook, with digits as numbers, as Excel stores them."""
    book = openpyxl.Workbook()
    for name, text in sheets.items():
        target = book.create_sheet(name)
        for line in text.split("\n"):
            target.append([int(cell) if cell.isdecimal() else cell or None for cell in line.split(",")])
    del book["Sheet"]
    book.save(path)
    return path


def test_shipped_form_has_no_mistakes() -> None:
    """The shipped form is the default, and has no mistake."""
    assert shipped_forms() == ["pmqa-fl-province"]
    form, mistakes = check_definition(None)
    assert listed(mistakes) == ""
    assert form == load_form("pmqa-fl-province")
    assert form is not None
    assert (form.edition, len(form.categories), len(list(form.criteria())), len(form.units)) == (
        "pmqa-fl-province-1", 8, 45, 76)



def test_a_checked_form_is_not_checked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the same form."""
    write_csv_folder(load_form(), tmp_path)
    monkeypatch.setattr(checks, "all_mistakes", lambda _: pytest.fail("checked"))
    assert load_checked_form(tmp_path) == load_form()

def test_tiny_form(tmp_path: Path) -> None:
    """Each cell is read by its column's type; missing ones have their default."""
    form = load_form(write(tmp_path, TINY))
    assert (form.form_id, form.fiscal_year, form.due_date) == ("tiny", 2569, dt.date(2026, 11, 30))
    assert [(c.code, c.kind, c.weight, [x.code for x in c.criteria]) for c in form.categories] == [
        ("P", "profile", 1.0, []), ("1", "process", 1.0, ["LD1", "LD2"])]
    asked = form.fields_of("process", Level.CRITERION)
    assert [(f.name, f.type, f.slots, str(f.required), f.scored) for f in asked] == [
        ("A", "choice", 1, "yes", True), ("why", "text", 1, "when A=yes", False),
        ("rate", "percent", 1, "no", False), ("email", "email", 4, "no", False)]
    assert form.fields["process"][1].required == Requirement(when=parse("A=yes"))
    assert form.cover[0].required == ALWAYS
    assert form.units[0].aliases == ("กทม",)
    assert next(form.criteria()).subheading == Text("หัวข้อ", "Part")


def test_workbook_and_csv_give_the_same_form(tmp_path: Path) -> None:
    """Numbers in a workbook's cells (codes, years, slots) are read like the texts in a CSV file."""
    assert load_form(workbook_of(TINY, tmp_path / "form.xlsx")) == load_form(write(tmp_path, TINY))


def test_cells_as_excel_makes_them(tmp_path: Path) -> None:
    """A real date, 1.0, TRUE-like words in capitals, a code shown with a leading zero: all are read as displayed."""
    path = workbook_of(TINY, tmp_path / "form.xlsx")
    book = openpyxl.load_workbook(path)
    book["form"]["B7"] = dt.datetime(2026, 11, 30)
    book["form"]["B3"] = 1.0
    book["cover"]["D2"] = "YES"
    book["units"]["A2"], book["units"]["A2"].number_format = 5, "00"
    book["units"]["A12"], book["units"]["B12"], book["units"]["C12"] = "77", "ประจวบ", "Prachuap"
    book.create_sheet("_my notes")["A1"] = "not read"
    book.save(path)
    form = load_form(str(path))
    assert (form.form_version, form.due_date) == ("1", dt.date(2026, 11, 30))
    assert form.cover[0].required == ALWAYS
    assert [unit.code for unit in form.units] == ["05", "50", "77"]


def test_real_date_in_the_buddhist_era(tmp_path: Path) -> None:
    """A Thai Excel's date in A.D. 2569 is reported with the date meant."""
    path = workbook_of(TINY, tmp_path / "form.xlsx")
    book = openpyxl.load_workbook(path)
    book["form"]["B7"] = dt.datetime(2569, 11, 30)
    book.save(path)
    (mistake,) = [known for known in check_definition(path)[1] if known.severity is Severity.ERROR]
    assert (mistake.place, mistake.code, mistake.facts["proposal"]) == ("form!B7", "date-in-be", "2026-11-30")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_csv_as_programs_write_it(tmp_path: Path, encoding: str) -> None:
    """A byte order mark, Windows line breaks, blank rows, capitals and spaces in headings make no difference."""
    plain = load_form(write(tmp_path, TINY))
    for name, text in TINY.items():
        head, *rows = text.split("\n")
        text = "\r\n".join([f" {head.upper()}", "", *rows, ",,"])
        (tmp_path / f"{name}.csv").write_bytes(text.encode(encoding))
    assert load_form(tmp_path) == plain


def test_shipped_files_are_as_this_program_writes_them(tmp_path: Path) -> None:
    """Writing the shipped form gives the shipped files, byte for byte."""
    for form_id in shipped_forms():
        write_csv_folder(load_form(form_id), tmp_path / form_id)
        for path in sorted((SHIPPED / form_id).iterdir()):
            assert (tmp_path / form_id / path.name).read_bytes() == path.read_bytes(), path.name


def test_a_folder_is_used_instead_of_a_shipped_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with the shipped form's name and a definition is used instead of the shipped form."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pmqa-fl-province").mkdir()
    assert load_form("pmqa-fl-province").form_id == "pmqa-fl-province"
    write(tmp_path / "pmqa-fl-province", TINY)
    assert load_form("pmqa-fl-province").form_id == "tiny"


@pytest.mark.slow
@given(forms())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_round_trip(form: Form) -> None:
    """Any form, written as CSV files and read again, is equal."""
    assert build_form(form_to_tables(form)) == form
    with tempfile.TemporaryDirectory() as folder:
        write_csv_folder(form, Path(folder))
        read, mistakes = check_definition(folder)
        assert listed(mistakes) == ""
        assert read == form
