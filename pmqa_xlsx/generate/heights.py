"""How high each row of a sheet must be: Excel fits rows neither to merged cells nor to wrapped Thai text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from pmqa_xlsx.cells import CellRef
from pmqa_xlsx.generate import styles
from pmqa_xlsx.layout import Role, Sheet
from pmqa_xlsx.layout.category import reserve_lines
from pmqa_xlsx.typography import MAX_ROW_HEIGHT, line_count, row_height

#: The height of a row with one line of body text, in points.
LINE = row_height(1, styles.BODY)
#: Other fonts stand in where TH Sarabun is missing: reckon with a narrower column, and with a line more in long texts.
_SAFE_WIDTH = 0.94
_LONG_TEXT = 4
#: How much of a column's width, in characters, an indent takes.
INDENT = 1.5
VERDICT_HEIGHT = 33.0
_TALL = {Role.TITLE: 30.0, Role.CAPTION: 27.0, Role.LINK: 24.0, Role.SIGNATURE: 30.0, Role.LEGEND: 24.0}


def size_of(role: Role) -> float:
    """The font size of a fixed text, in points."""
    return styles.TITLE if role in (Role.TITLE, Role.SUBTITLE, Role.CAPTION) else styles.BODY


def row_heights(sheet: Sheet, texts: Mapping[tuple[str, CellRef], str], live: Iterable[CellRef]) -> dict[int, float]:
    """The height of every row with a text, a slot or a live cell, in points, by zero-based row.

    :param texts: the fixed texts as they stand in the workbook.
    :param live: the sheet's cells that the workbook fills in itself.
    """
    heights: dict[int, float] = {}

    def need(row: int, height: float) -> None:
        heights[row] = min(MAX_ROW_HEIGHT, max(heights.get(row, LINE), height))

    for text in sheet.texts:
        words = texts.get((sheet.key, text.cell))
        if words:
            width = sum(sheet.widths[text.cell.column:text.cell.column + text.span]) - INDENT
            need(text.cell.row, max(_height(words, width, size_of(text.role)), _TALL.get(text.role, 0)))
    for row in sheet.slot_rows():
        for slot in row.slots:
            need(row.row, row_height(reserve_lines(slot.field), styles.BODY))
    for cell in live:
        need(cell.row, LINE)
    return heights


@lru_cache(maxsize=4096)  # one round writes the same texts into every unit's workbook
def _height(words: str, width: float, size: float) -> float:
    lines = line_count(words, width * _SAFE_WIDTH, size)
    return row_height(lines + (lines >= _LONG_TEXT), size)
