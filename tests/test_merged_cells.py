"""Merged cells: what is below them is seen by nobody, and no answer."""

from __future__ import annotations

import struct
from dataclasses import replace

import pytest

from books import text_cell
from crafted_form import ANSWERS, FORM, LAYOUT, SLOTS, good
from pmqa_xlsx.cells import CellArea, CellKind, CellRef
from pmqa_xlsx.files.book import BookSheet, WorkbookContent
from pmqa_xlsx.files.open_workbook import read_workbook
from pmqa_xlsx.files.values import cover
from pmqa_xlsx.ingester import read_return as read
from pmqa_xlsx.ingester.request import ReadingRequest
from small_books import ods, record8, record12, wide8, wide12, xls, xlsb, xlsx

TEXTS = "".join(f'<c r="{ref}" t="inlineStr"><is><t>{ref}</t></is></c>' for ref in ("A1", "B1"))
MERGED = '<mergeCells count="1"><mergeCell ref="%s"/></mergeCells>'
AREA8, AREA12 = struct.pack("<4H", 0, 1, 0, 1), struct.pack("<4I", 0, 1, 0, 1)
CELL_ODS = '<table:%s office:value-type="string"%s><text:p>%s</text:p></table:%s>'


@pytest.mark.parametrize("data", [
    xlsx(f'<row r="1">{TEXTS}</row>', after=MERGED % "A1:B2"),
    xlsx(f'<row r="1" x="1">{TEXTS}</row>', after=MERGED % "b2:a1"),
    xlsb(record12(0, bytes(17)) + record12(6, struct.pack("<II", 0, 0) + wide12("A1")) + record12(
        6, struct.pack("<II", 1, 0) + wide12("B1")) + record12(146) + record12(176, AREA12)),
    xls(record8(0x204, bytes(6) + wide8("A1")) + record8(0x204, struct.pack("<HHH", 0, 1, 0) + wide8("B1"))
        + record8(0xE5, b"\1\0" + AREA8)),
    ods("<table:table-row>" + CELL_ODS % ("table-cell", ' table:number-columns-spanned="2" '
                                          'table:number-rows-spanned="2"', "A1", "table-cell")
        + CELL_ODS % ("covered-table-cell", "", "B1", "covered-table-cell") + "</table:table-row>"),
], ids=["xlsx", "xlsx, element by element", "xlsb", "xls", "ods"])
def test_what_is_below(data: bytes) -> None:
    """Every format tells which cells are merged, and what is in a cell that nobody sees."""
    (sheet,) = read_workbook(data).sheets
    assert sheet.merged == (CellArea(CellRef(0, 0), CellRef(1, 1)),)
    assert [(str(ref), cell.kind, cell.raw) for ref, cell in sheet.cells.items()] == [
        ("A1", CellKind.TEXT, "A1"), ("B1", CellKind.COVERED, "B1")]


def merged(address: str) -> WorkbookContent:
    """A filled-in return of which some cells of the first category's sheet are merged."""
    book = read_workbook(good(FORM.units[0].code))
    area = CellArea.parse(address)

    def change(sheet: BookSheet) -> BookSheet:
        if sheet.name != LAYOUT.sheet_by_key["category:1"].name.th:
            return sheet
        cells = dict(sheet.cells)
        return replace(sheet, merged=(*sheet.merged, *cover(cells, [area])), cells=cells)

    return replace(book, sheets=tuple(map(change, book.sheets)))


FIRST, SECOND = (LAYOUT.slots[SLOTS[name]].cell for name in ("A1 long", "A2 long"))


def test_an_answer_below(monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer below merged cells is invalid, with its text in the finding; which cells were merged is told once."""
    monkeypatch.setattr(read, "read_workbook", lambda *_: merged(f"{FIRST}:{SECOND}"))
    reading = read.read_return(ReadingRequest((FORM,)), b"")
    found = {finding.code: finding for finding in reading.findings}
    assert found.keys() == {"hidden-by-merge", "cells-merged"}
    assert (found["hidden-by-merge"].place.cell, found["hidden-by-merge"].value) == (str(SECOND), ANSWERS["long"])
    assert found["cells-merged"].facts == {"cells": f"{FIRST}:{SECOND}", "hidden": str(SECOND)}
    assert [reading.slots[SLOTS[name]].answer.state for name in ("A1 long", "A2 long")] == ["ok", "invalid"]


def test_cells_of_the_form_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """Merged cells without answers, such as a title, are nothing to speak of; a text below them is kept."""
    book = merged("A1:F1")
    monkeypatch.setattr(read, "read_workbook", lambda *_: book)
    assert read.read_return(ReadingRequest((FORM,)), b"").findings == ()


@pytest.mark.parametrize(("area", "hidden"), [("A1:A3", 2), ("A1:B50000", 2), ("A1:XFD1048576", 0)])
def test_large_areas(area: str, hidden: int) -> None:
    """A large area is looked at by the cells that are filled; one that would hide a whole form is skipped."""
    cells = {CellRef(row, 0): text_cell("x") for row in range(3)}
    cover(cells, [CellArea.parse(area)])
    assert [cell.kind for cell in cells.values()].count(CellKind.COVERED) == hidden
