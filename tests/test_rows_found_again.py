"""The rows of a repeated criterion, found again after LibreOffice inserted, deleted and sorted rows of the sheet."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

import pmqa_xlsx
from judges import libreoffice_types
from pmqa_xlsx.demo.filling import Editor
from pmqa_xlsx.form.model import Form
from pmqa_xlsx.ingester.read_return import read_return
from pmqa_xlsx.ingester.request import ReadingRequest
from pmqa_xlsx.layout import plan_layout

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")]

FORM: Form = pmqa_xlsx.load_form(Path(__file__).parent.parent / "samples" / "forms" / "contact-roster")
LAYOUT = plan_layout(FORM)
#: The slots of each row of the criterion by field, and the sheet that they are on.
SLOTS = {(slot.question.row, slot.question.field): slot for slot in LAYOUT.slots if slot.question.criterion == "DUTY"
         and slot.question.slot == 1}
SHEET = LAYOUT.sheet_by_key[SLOTS[1, "duty_name"].sheet].name.th
FIRST = SLOTS[1, "duty_name"].cell
DESCENDING = {"ByRows": True, "HasHeader": False, "Col1": FIRST.column + 1, "Ascending1": False}
#: What is done in the sheet from the first row on: a row's cells, a command, its options; rows count from 1.
ACTS = {
    "nothing": [],
    "two rows inserted": [((2, 3), "InsertRowsBefore", {})],
    "a spare row deleted": [((5, 5), "DeleteRows", {})],
    "an answered row deleted": [((2, 2), "DeleteRows", {})],
    "a row deleted and one inserted": [((2, 2), "DeleteRows", {}), ((2, 2), "InsertRowsBefore", {})],
    "answers sorted": [((1, 4), "DataSort", DESCENDING)],
    "undone": [((2, 3), "InsertRowsBefore", {}), ((1, 1), "Undo", {})],
}


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A roster of three people without protection, saved by LibreOffice after each of the acts."""
    folder, paths = tmp_path_factory.mktemp("rows"), dict[str, Path]()
    editor = Editor(pmqa_xlsx.generate(FORM, "10"), LAYOUT, "th")
    for row in (1, 2, 3):
        for field, text in (("duty_name", f"คน{row}"), ("duty_phone", f"02{row}")):
            slot = SLOTS[row, field]
            editor.sheet(slot.sheet)[str(slot.cell)].value = text
    (folder / "filled.xlsx").write_bytes(editor.saved(dt.datetime(2026, 9, 1, tzinfo=dt.UTC)))
    book = openpyxl.load_workbook(folder / "filled.xlsx")
    for sheet in book:
        sheet.protection.disable()
    book.save(folder / "open.xlsx")
    for number, (name, acts) in enumerate(ACTS.items()):
        last = SLOTS[1, "duty_phone"].cell.column
        steps = [(SHEET, f"{openpyxl.utils.get_column_letter(FIRST.column + 1)}{FIRST.row + first}:"
                         f"{openpyxl.utils.get_column_letter(last + 1)}{FIRST.row + end}", command, options)
                 for (first, end), command, options in acts]
        paths[name] = folder / f"{number}.xlsx"
        libreoffice_types(folder / "open.xlsx", [], [], [(steps, paths[name])])
    return paths


@pytest.mark.parametrize(("act", "names", "missing"), [
    ("nothing", ["คน1", "คน2", "คน3", "", ""], []),
    ("two rows inserted", ["คน1", "คน2", "คน3", "", ""], []),
    ("a spare row deleted", ["คน1", "คน2", "คน3", "", ""], []),
    ("an answered row deleted", ["คน1", "", "คน3", "", ""], []),
    ("a row deleted and one inserted", ["คน1", "", "คน3", "", ""], []),
    ("answers sorted", ["คน3", "คน2", "คน1", "", ""], []),
    ("undone", ["คน1", "คน2", "คน3", "", ""], []),
])
def test_rows_are_found_again(saved: dict[str, Path], act: str, names: list[str], missing: list[str]) -> None:
    """Each person is read with the telephone of the same row, and nothing is reported as missing or contradictory."""
    reading = read_return(ReadingRequest((FORM,)), saved[act].read_bytes())
    values = dict(zip((slot.question for slot in LAYOUT.slots), reading.slots.columns.values, strict=True))
    read = [tuple(values[SLOTS[row, field].question] for field in ("duty_name", "duty_phone")) for row in range(1, 6)]
    assert read == [(name, f"02{name[-1]}" if name else "") for name in names]
    codes = {one.code for one in reading.findings if one.code in ("row-missing", "row-conflict", "answer-missing")}
    assert sorted(codes) == missing
