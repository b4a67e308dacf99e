"""The workbook's own judgement after rough handling: cut, dragged, pasted over, filled, sorted, cleared, undone."""

from __future__ import annotations

import datetime as dt
import io
import random
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest
from openpyxl.formula import Tokenizer
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.datetime import to_excel

import rich_form
from judges import libreoffice_types
from pmqa_xlsx import generate
from pmqa_xlsx.answers import cell_of
from pmqa_xlsx.catalogue import Severity
from pmqa_xlsx.cells import CellKind, CellRef, CellValue, Shown
from pmqa_xlsx.definition.loading import load_form
from pmqa_xlsx.generator.workbook import prepare
from pmqa_xlsx.generator.workbook_copy import Correction
from pmqa_xlsx.ingester.read_return import read_return
from pmqa_xlsx.ingester.request import ReadingRequest
from pmqa_xlsx.layout import SheetKind, plan_layout
from recalculation import differing, filled_workbook, written

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")

FORMS = {"shipped": (load_form(), "50"), "rich": (rich_form.FORM, "10")}
ONE, TWO, MAILS = "หมวด 1", "หมวด 2", "ผู้รับผิดชอบ"
CELLS = re.compile("[A-Z]+[0-9]+(:[A-Z]+[0-9]+)?")
LEVELS, FIGURES, ROSTER = "Category 1", "Category 2", "Category 3"
BY_FIRST, BY_SECOND = ({"ByRows": True, "HasHeader": False, "Col1": column, "Ascending1": False} for column in (3, 4))
#: What somebody does to a form, one after the other: sheet, range, command, its options.
ACTS: dict[tuple[str, str], list[tuple[str, str, str, dict[str, object]]]] = {
    ("shipped", "an answer cut and pasted over another"): [(ONE, "G4", "Cut", {}), (ONE, "G6", "Paste", {})],
    ("shipped", "undone"): [(ONE, "A1", "Undo", {}), (ONE, "A1", "Undo", {})],
    ("shipped", "a choice cut into the next column"): [(ONE, "C4", "Cut", {}), (ONE, "D4", "Paste", {})],
    ("shipped", "a block of rows pasted across a sub-heading"): [(ONE, "C4:H6", "Copy", {}), (ONE, "C7", "Paste", {})],
    ("shipped", "filled down"): [(TWO, "C4:C6", "FillDown", {})],
    ("shipped", "a column of addresses cut away"): [(MAILS, "C3:C9", "Cut", {}), (MAILS, "D3", "Paste", {})],
    ("shipped", "addresses sorted"): [(MAILS, "C3:F20", "DataSort", BY_FIRST)],
    ("shipped", "forty rows pasted at once"): [(MAILS, "C3:F42", "Copy", {}), (MAILS, "C13", "Paste", {})],
    ("shipped", "a sheet's answers cleared"): [(TWO, "C4:H10", "ClearContents", {})],
    ("shipped", "an answer dragged to another sheet"): [(ONE, "H4", "Cut", {}), (TWO, "H5", "Paste", {})],
    ("rich", "an answer cut into the next row"): [(LEVELS, "C6", "Cut", {}), (LEVELS, "C7", "Paste", {})],
    ("rich", "rows pasted across a sub-heading"): [(LEVELS, "C6:D7", "Copy", {}), (LEVELS, "C9", "Paste", {})],
    ("rich", "undone"): [(LEVELS, "A1", "Undo", {})],
    ("rich", "a figure cut and pasted over another"): [(FIGURES, "E3", "Cut", {}), (FIGURES, "E4", "Paste", {})],
    ("rich", "rows of a criterion sorted by cost"): [(ROSTER, "C3:E7", "DataSort", BY_SECOND)],
    ("rich", "a whole row dragged to the end"): [(ROSTER, "C3:E3", "Cut", {}), (ROSTER, "C7", "Paste", {})],
    ("rich", "costs filled down"): [(ROSTER, "D4:D6", "FillDown", {})],
    ("rich", "the budget of a check cut away"): [("General", "B7", "Cut", {}),
                                                 ("General", "B6", "Paste", {})],
    ("rich", "figures cleared"): [(FIGURES, "E3:F5", "ClearContents", {})],
}


@pytest.fixture(scope="module")
def handled(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Path]:
    """The workbook of each form after each of the acts, in one sitting."""
    saved: dict[tuple[str, str], Path] = {}
    for name, (form, unit) in FORMS.items():
        folder = tmp_path_factory.mktemp(name)
        path = folder / "filled.xlsx"
        path.write_bytes(filled_workbook(form, unit, form.lang, random.Random("rough"), 0.9, 0.02))
        own = {act: folder / f"{number}.xlsx" for number, act in enumerate(ACTS) if act[0] == name}
        libreoffice_types(path, [], [], [(ACTS[act], to) for act, to in own.items()])
        saved |= own
    return saved


def contents(form_name: str, data: bytes) -> dict[tuple[str, CellRef], CellValue]:
    """What is in the answer cells of a workbook."""
    form, _ = FORMS[form_name]
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    layout, found = plan_layout(form), {}
    for slot in layout.slots:
        value = book[layout.sheet_by_key[slot.sheet].name.of(form.lang)][str(slot.cell)].value
        if isinstance(value, dt.datetime):
            found[slot.sheet, slot.cell] = CellValue(CellKind.NUMBER, float(to_excel(value)), Shown.DATE)
        elif value is not None and not slot.field.is_computed:
            found[slot.sheet, slot.cell] = cell_of(value)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("act", ACTS, ids=" ".join)
def test_all_figures_are_those_of_the_answers(handled: dict[tuple[str, str], Path], act: tuple[str, str]) -> None:
    """After each act every state, figure and line of the list is that of the answers that are in the cells then."""
    form, unit = FORMS[act[0]]
    data = handled[act].read_bytes()
    ours = prepare(form, lang=form.lang).workbook(unit, Correction(contents(act[0], data)))
    assert differing(written(ours), written(data)) == []


@pytest.mark.slow
@pytest.mark.parametrize("act", ACTS, ids=" ".join)
def test_the_verdict_is_the_readers(handled: dict[tuple[str, str], Path], act: tuple[str, str]) -> None:
    """After each act the workbook says that it is ready exactly if the reader finds no error in its answers."""
    form, _ = FORMS[act[0]]
    layout, data = plan_layout(form), handled[act].read_bytes()
    summary = openpyxl.load_workbook(io.BytesIO(data), data_only=True)[
        layout.sheet_of_kind(SheetKind.SUMMARY).name.of(form.lang)]
    errors = [one.code for one in read_return(ReadingRequest((form,)), data).findings if one.severity is Severity.ERROR]
    assert (summary[str(layout.summary.verdict)].value in ("พร้อมส่ง", "Ready to send")) == (not errors)


@pytest.mark.slow
def test_what_was_done_was_done(handled: dict[tuple[str, str], Path]) -> None:
    """The acts changed answers on protected sheets: locked cells between answers would have refused the blocks."""
    read = {act: contents(act[0], path.read_bytes()) for act, path in handled.items()}
    assert [act for before, act in pairwise(ACTS) if read[before] == read[act]] == []


def references(formula: str, own: str) -> Iterator[tuple[str, str]]:
    """The sheet and the cells of each reference of a formula on a sheet."""
    for token in Tokenizer(formula).items:
        if token.type == "OPERAND" and token.subtype == "RANGE":
            sheet, _, cells = token.value.replace("$", "").rpartition("!")
            if CELLS.fullmatch(cells):
                yield sheet.strip("'").replace("''", "'") or own, cells


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["its own", None])
@pytest.mark.parametrize("name", FORMS)
def test_no_formula_follows_an_answer(name: str, unit: str | None) -> None:
    """Excel changes a reference when its cell, or a corner of its range, is moved: here all these are locked.

    So in Excel too, whatever is cut, dragged or sorted, every formula goes on reading the same cells.
    """
    form, code = FORMS[name]
    book = openpyxl.load_workbook(io.BytesIO(generate(form, code if unit else None)))
    formulas = [(sheet.title, str(cell.value)) for sheet in book for row in sheet.iter_rows() for cell in row
                if cell.data_type == "f"]
    formulas += [(sheet.title, f"={formula}") for sheet in book for ranges in sheet.conditional_formatting
                 for rule in ranges.rules for formula in rule.formula]
    formulas += [("", f"={known.attr_text}") for known in book.defined_names.values()]
    moving = []
    for own, formula in formulas:
        for sheet, cells in references(formula, own):
            left, top, right, bottom = range_boundaries(cells)
            if any(not book[sheet].cell(row, column).protection.locked
                   for row, column in ((top, left), (bottom, right)) if book[sheet].protection.sheet):
                moving.append((own, formula))
    assert formulas
    assert moving == []
