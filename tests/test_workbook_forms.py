"""Extreme forms: very small, very wide, with odd names, with nothing to choose or to score."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

import rich_form
from judges import libreoffice_convert, ooxml_errors
from pmqa_xlsx import generate
from pmqa_xlsx.answers import TYPES, cell_of, display
from pmqa_xlsx.form.model import ALWAYS, Category, Choice, ChoiceList, Criterion, Field, Form, Unit
from pmqa_xlsx.form.question import Level
from pmqa_xlsx.generator.book import lock_for, new_book
from pmqa_xlsx.generator.workbook import prepare
from pmqa_xlsx.generator.workbook_copy import Correction
from pmqa_xlsx.layout import SheetKind, plan_layout
from pmqa_xlsx.text.language import Text
from pmqa_xlsx.text.typography import MAX_ROW_HEIGHT
from printed_pages import printed_pages

HAVE = ChoiceList("have", (Choice("y", Text("มี", "Yes"), 1.0), Choice("n", Text("ไม่มี", "No"), 0.0)))
SENTENCE = "จังหวัดต้องกำหนดนโยบายการกำกับดูแลองค์การที่ดีเพื่อเป็นเครื่องมือในการกำกับดูแล "


def asked(name: str, kind: str, level: Level = Level.CRITERION, **more: object) -> Field:
    """A field of the one table."""
    choices = HAVE if kind == "choice" else None
    known = Field(name, Text(name), kind, level, Text("ตาราง", "Table"), required=ALWAYS, choices=choices)
    return replace(known, **more)  # type: ignore[arg-type]


def form_of(*fields: Field, criteria: int = 2, sheets: tuple[str, ...] = ("",), text: str = "ข้อความ") -> Form:
    """A form with one category for each of the sheet names."""
    categories = tuple(
        Category(code, Text("ชื่อหมวด"), "k", sheet=Text(name, name),
                 criteria=tuple(Criterion(code, f"{code}{n}", Text(text)) for n in range(1, criteria + 1)))
        for code, name in zip("ABCDEFG", sheets, strict=False))
    lists = (HAVE,) if any(field.choices for field in fields) else ()
    return Form("awkward", "1", Text("แบบ"), Text("หน่วย"), 2569, categories, {"k": fields},
                (Unit("1", Text("หนึ่ง", "One")),), choice_lists=lists)


SCORED = asked("x", "choice", scored=True)
FORMS = {
    "one criterion": form_of(SCORED, criteria=1),
    "forty fields": form_of(*(asked(f"f{n}", list(TYPES)[n % len(TYPES)]) for n in range(40))),
    "names of 31 characters": form_of(SCORED, sheets=("ก" * 31, "ข" * 31, "ค" * 31)),
    "names that formulas must quote": form_of(SCORED, sheets=("it's & <so> 50%", "1+1=2", "C5")),
    "nothing to choose": form_of(asked("n", "integer"), asked("d", "date")),
    "nothing scored": form_of(asked("x", "choice"), sheets=("", "")),
    "category level only": form_of(asked("m", "email", Level.CATEGORY, slots=4), criteria=0),
    "a category without fields": form_of(asked("x", "text"), criteria=0),
    "long wordings": form_of(SCORED, asked("t", "longtext", max_length=30_000), criteria=5, text=SENTENCE * 6),
    "300 criteria": form_of(SCORED, asked("why", "longtext", max_length=500), criteria=300, text=SENTENCE),
    "twelve answer columns": form_of(*(asked(f"x{n}", "choice", scored=True) for n in range(12)), criteria=40),
    "four further tables": form_of(*(asked(f"x{n}", "text", table=Text(f"ตาราง {n}")) for n in range(5)), criteria=3),
    "signs of XML and patterns": form_of(asked("<a>&%s", "text"), text="<r>100% & \"more\"</r>"),
}


@pytest.mark.parametrize("name", FORMS)
def test_an_awkward_form_makes_a_sound_workbook(name: str, tmp_path: Path) -> None:
    """It opens in two readers without a warning, shows how much is missing, and no row is higher than Excel allows."""
    form = FORMS[name]
    layout = plan_layout(form)
    data = generate(form, form.units[0].code, lang="th")
    path = tmp_path / "book.xlsx"
    path.write_bytes(data)
    names = [sheet.name.of("th") for sheet in layout.sheets]
    book = openpyxl.load_workbook(path, data_only=True)
    assert CalamineWorkbook.from_path(path).sheet_names == book.sheetnames == names
    heights = [known.height for sheet in book.worksheets for known in sheet.row_dimensions.values() if known.height]
    assert max(heights) <= MAX_ROW_HEIGHT
    required = sum(slot.required.always for slot in layout.slots)
    summary = book[layout.sheet_of_kind(SheetKind.SUMMARY).name.of("th")]
    total = layout.summary.rows[-1]
    assert [summary.cell(total.row + 1, column + 1).value for column in (
        layout.summary.required_column, layout.summary.answered_column)] == [required, 0]
    assert summary[str(layout.summary.verdict)].value == ("ยังไม่ครบ" if required else "พร้อมส่ง")


@pytest.mark.slow
@pytest.mark.parametrize("name", [*FORMS, "all that can be stated"])
def test_the_open_xml_sdk_finds_no_error_in_it(name: str, tmp_path: Path) -> None:
    """Microsoft's own validator finds no error in it."""
    path = tmp_path / "book.xlsx"
    path.write_bytes(generate(FORMS.get(name, rich_form.FORM), lang="en"))
    assert ooxml_errors(path) == []


@pytest.mark.slow
def test_figures_of_a_wide_table_are_shown(tmp_path: Path) -> None:
    """A number or a date in a narrowed column is not shown as ####, however short the heading is."""
    typed = {"d": "2026-09-30", "n": "1234567", "p": "99.25", "t": "23:59"}
    types = dict(zip(typed, ("date", "integer", "percent", "time"), strict=True))
    form = form_of(*(asked(name, kind) for name, kind in types.items()), *(asked(f"x{n}", "text") for n in range(12)))
    layout = plan_layout(form)
    answers = {(slot.sheet, slot.cell): cell_of(display(slot.field, typed[slot.field.name], "en"))
               for slot in layout.slots if slot.field.name in typed}
    path = tmp_path / "wide.xlsx"
    path.write_bytes(prepare(form, lang="en").workbook("1", Correction(answers)))
    printed = "".join(page.text for page in printed_pages(libreoffice_convert(path, "pdf", tmp_path)))
    assert "###" not in printed
    assert [shown for shown in ("30September2026", "1234567", "99.25", "23:59") if shown not in printed] == []


def test_state_of_a_low_row() -> None:
    """In a row of one line a state of several words is made smaller, for a second line would be cut off."""
    layout = plan_layout(form_of(*(asked(f"x{n}", "text") for n in range(12))))
    [sheet] = [one for one in layout.sheets if one.kind is SheetKind.CATEGORY]
    shown = openpyxl.load_workbook(io.BytesIO(generate(layout.form, "1", lang="en")))["Category A"]
    states = [shown.cell(row.row + 1, sheet.state_column + 1) for row in sheet.rows]
    assert [(one.value is not None, one.alignment.shrink_to_fit, one.alignment.wrap_text) for one in states] == [
        (True, True, None)] * 2


@pytest.mark.parametrize("name", ["one criterion", "long wordings"])
def test_links_lead_to_cells_that_exist(name: str) -> None:
    """Every link within the workbook refers to one of its sheets."""
    data = generate(FORMS[name], "1")
    book = openpyxl.load_workbook(io.BytesIO(data))
    places = [cell.hyperlink.location for sheet in book.worksheets for row in sheet.iter_rows() for cell in row
              if cell.hyperlink]
    assert places
    assert {place.rsplit("!", 1)[0].strip("'") for place in places} <= set(book.sheetnames)


@pytest.mark.parametrize(("call", "error"), [
    (lambda sheet: sheet.data_validation("A1", {"validate": "list", "source": ["x" * 300]}), UserWarning),
    (lambda sheet: sheet.write_url("A1", "internal:" + "x" * 3000), UserWarning),
])
def test_what_xlsxwriter_would_drop_is_an_error(call: object, error: type[Warning]) -> None:
    """XlsxWriter warns, drops the content and still saves; here nothing is made in this case."""
    with pytest.raises(error), new_book(lock_for("f-1", 2569, "x", None), "th", io.BytesIO()) as book:
        call(book.add_worksheet("a"))  # type: ignore[operator]


def test_the_same_form_gives_the_same_package() -> None:
    """Nothing in any part depends on the order of sets or on the clock."""
    with zipfile.ZipFile(io.BytesIO(generate(FORMS["forty fields"]))) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
