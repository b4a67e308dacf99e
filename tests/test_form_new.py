"""The definition workbook for people: it has explanations and prompts, and reads back as the same form."""

import re
import shutil
import subprocess
import tempfile
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings

from form_strategy import forms
from pmqa_xlsx.answers import TYPES
from pmqa_xlsx.definition.loading import check_definition, load_form
from pmqa_xlsx.definition.schema import SHEETS, header_of
from pmqa_xlsx.definition.workbook import write_workbook
from pmqa_xlsx.form.model import Form
from pmqa_xlsx.text.language import Lang
from pmqa_xlsx.text.typography import MAX_ROW_HEIGHT
from test_definition_mistakes import TINY, listed, write

#: The dropdown of the answer types.
COVER_TYPES = ",".join(dict.fromkeys([*TYPES, "computed"]))


@pytest.fixture(scope="module")
def shipped() -> Form:
    """The shipped form."""
    return load_form()


@pytest.mark.parametrize("lang", ["th", "en"])
def test_reads_back(tmp_path: Path, shipped: Form, lang: Lang) -> None:
    """The workbook of the shipped form, with explanations in either language, defines the form in that language."""
    path = tmp_path / "form.xlsx"
    path.write_bytes(write_workbook(shipped, lang))
    assert load_form(path) == replace(shipped, lang=lang)


@pytest.mark.slow
@given(forms())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_form_reads_back(form: Form) -> None:
    """Any form reads back from its workbook."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "form.xlsx"
        path.write_bytes(write_workbook(form, "th"))
        assert load_form(path) == form


def test_same_bytes(shipped: Form, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same form gives the same bytes at the same time."""
    monkeypatch.setenv("PMQA_XLSX_NOW", "2026-11-02T09:00:00+07:00")
    assert write_workbook(shipped, "th") == write_workbook(shipped, "th")


def test_sheets_and_headings(shipped: Form) -> None:
    """A guide comes first, then the definition's sheets with their exact column names in row 1, then a hidden one."""
    book = openpyxl.load_workbook(BytesIO(write_workbook(shipped, "th")))
    assert book.sheetnames == ["คำอธิบาย", *SHEETS, "_lists"]
    assert book["_lists"].sheet_state == "hidden"
    for sheet in SHEETS:
        assert [cell.value for cell in book[sheet][1]] == header_of(sheet)
        assert book[sheet].freeze_panes is not None


def test_every_column_is_explained(shipped: Form) -> None:
    """Each column has a prompt for its data and 300 further rows, and is in the guide."""
    book = openpyxl.load_workbook(BytesIO(write_workbook(shipped, "th")))
    guide = {row[0].value for row in book["คำอธิบาย"].iter_rows()}
    for sheet, columns in SHEETS.items():
        assert {column.name for column in columns} <= guide
        if sheet != "form":
            area = f"A2:{book[sheet].cell(book[sheet].max_row + 290, len(columns)).coordinate}"
            with_prompt = {cell for rule in book[sheet].data_validations.dataValidation if rule.prompt
                           for cells in rule.sqref.ranges for cell in cells.cells}
            assert {(c.row, c.column) for row in book[sheet][area] for c in row} <= with_prompt


def test_both_columns_of_a_required_text_look_alike(shipped: Form) -> None:
    """The guide says that either column of a required text is enough, and both have the colour of required ones."""
    book = openpyxl.load_workbook(BytesIO(write_workbook(shipped, "en")))
    needs = {row[0].value: row[1].value for row in book["Instructions"].iter_rows()}
    assert {name: needs[name] for name in ("title_th", "title_en", "form_id", "hint_en")} == {
        "title_th": "required: this or _en", "title_en": "required: this or _th", "form_id": "required",
        "hint_en": "may be blank"}
    colours = {cell.value: cell.fill.fgColor.rgb for cell in book["fields"][1]}
    assert colours["label_th"] == colours["label_en"] == colours["kind"] != colours["hint_en"]


def test_guide_is_of_no_form(shipped: Form) -> None:
    """The guide does not name the form that the definition began with."""
    book = openpyxl.load_workbook(BytesIO(write_workbook(shipped, "th")))
    assert shipped.title.th not in {cell.value for row in book["คำอธิบาย"].iter_rows() for cell in row}


def test_dropdowns_follow_what_is_typed(shipped: Form) -> None:
    """Kinds, category codes and list names can be chosen from the other sheets; types and levels are enforced."""
    book = openpyxl.load_workbook(BytesIO(write_workbook(shipped, "th")))
    rules = {f"{sheet}.{header_of(sheet)[next(iter(rule.sqref.ranges)).min_col - 1]}": (rule.formula1,
                                                                               bool(rule.showErrorMessage))
             for sheet in SHEETS if sheet != "form"
             for rule in book[sheet].data_validations.dataValidation if rule.type == "list"}
    assert rules == {
        "cover.type": (f'"{COVER_TYPES}"', True), "cover.required": ('"yes,no"', False),
        "cover.choices": ("list_choices_list", False), "cover.personal": ('"yes,no"', True),
        "categories.kind": ("list_fields_kind", False),
        "sections.category": ("list_categories_code", False), "sections.parent": ("list_sections_code", False),
        "criteria.category": ("list_categories_code", False), "criteria.section": ("list_sections_code", False),
        "criteria.scale": ("list_scales_scale", False),
        "fields.kind": ("list_categories_kind", False), "fields.level": ('"category,criterion"', True),
        "fields.type": (f'"{",".join(dict.fromkeys([*TYPES, "constant", "computed", "by criterion"]))}"',
                        True), "fields.required": ('"yes,no"', False),
        "fields.choices": ("list_choices_list", False), "fields.personal": ('"yes,no"', True),
        "fields.scored": ('"yes,no"', True), "fields.scale": ("list_scales_scale", False),
        "checks.category": ("list_categories_code", False), "checks.kind": ("list_fields_kind", False),
        "checks.severity": ('"warning,error"', True),
        "prefill.unit": ("list_units_code", False), "prefill.category": ("list_categories_code", False),
        "prefill.criterion": ("list_criteria_code", False), "prefill.field": ("list_fields_name", False),
    }
    shown = openpyxl.load_workbook(BytesIO(write_workbook(shipped, "th")), data_only=True)["_lists"]
    assert [cell.value for cell in shown["A"] if cell.value] == ["@choices.list", "have", "rating"]


def test_rows_fit_their_texts(shipped: Form) -> None:
    """Every row with data has a height within Excel's limit, and long criteria have more than one line."""
    book = openpyxl.load_workbook(BytesIO(write_workbook(shipped, "th")))
    heights = [book["criteria"].row_dimensions[row].height for row in range(2, 47)]
    assert all(24 < height <= MAX_ROW_HEIGHT for height in heights)


def test_made_when_the_clock_says(shipped: Form, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file says when it was made, by the program's clock; nothing else in it has a time."""
    monkeypatch.setenv("PMQA_XLSX_NOW", "2026-11-02T09:00:00+07:00")
    with zipfile.ZipFile(BytesIO(write_workbook(shipped, "th"))) as file:
        core = file.read("docProps/core.xml").decode()
        assert {info.date_time for info in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert set(re.findall(r"\d{4}-\d\d-\d\d", core)) == {"2026-11-02"}


@pytest.mark.parametrize("lang", ["th", "en"])
def test_empty_one_names_all_that_is_missing(tmp_path: Path, lang: Lang) -> None:
    """An empty definition says all at once what is still missing, without an English text in two places."""
    path = tmp_path / "form.xlsx"
    path.write_bytes(write_workbook(None, lang))
    _, mistakes = check_definition(path)
    title, label = ("B5", "B7") if lang == "en" else ("B4", "B6")
    assert listed(mistakes) == (f"form!B2 cell-empty form!{title} cell-empty form!{label} cell-empty "
                                "form!B8 cell-empty categories!A2 no-categories units!A2 no-units")


def test_a_form_begun_from_the_empty_one(tmp_path: Path) -> None:
    """A few cells typed into the empty definition make a form; a dropdown of a column follows what is typed."""
    path = tmp_path / "form.xlsx"
    path.write_bytes(write_workbook(None, "en"))
    book = openpyxl.load_workbook(path)
    for sheet, rows in {
        "categories": ["1 - Safety q"], "criteria": ["1 R1 - - - - Exits"], "units": ["A1 - North"],
        "fields": ["q - Answers criterion ok - Fine? choice 1 yes yesno"],
        "choices": ["yesno yes - Yes", "yesno no - No"],
    }.items():
        for number, row in enumerate(rows, start=2):
            for column, text in enumerate(row.split(), start=1):
                book[sheet].cell(number, column).value = None if text == "-" else text
    values = {"form_id": "safety", "title_en": "Safety", "unit_label_en": "School", "fiscal_year": "2569"}
    for row in book["form"].iter_rows(min_row=2):
        row[1].value = values.get(row[0].value, row[1].value)
    book.save(path)
    form, mistakes = check_definition(path)
    assert [(one.place, one.code) for one in mistakes if one.is_error] == []
    assert form is not None
    assert repr(form) == "<Form safety-1: fiscal year 2569, 1 category, 1 criterion, 1 unit>"


def test_typing_into_it(tmp_path: Path) -> None:
    """Text typed below the data is read: a new unit, with the leading zero of its code."""
    path = tmp_path / "form.xlsx"
    path.write_bytes(write_workbook(load_form(write(tmp_path, TINY)), "th"))
    book = openpyxl.load_workbook(path)
    for column, text in zip("ABC", ("05", "ใหม่", "New"), strict=True):
        book["units"][f"{column}4"] = text
    book.save(path)
    form, mistakes = check_definition(path)
    assert listed(mistakes) == ""
    assert form is not None
    assert [unit.code for unit in form.units] == ["10", "50", "05"]


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
def test_saved_again_by_libreoffice(tmp_path: Path, shipped: Form) -> None:
    """Saved again by LibreOffice, the workbook still defines the same form."""
    (tmp_path / "form.xlsx").write_bytes(write_workbook(shipped, "th"))
    profile = (tmp_path / "profile").as_uri()
    subprocess.run(["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to",
                    "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "out"), str(tmp_path / "form.xlsx")],
                   check=True, capture_output=True, timeout=180)
    assert load_form(tmp_path / "out" / "form.xlsx") == shipped
