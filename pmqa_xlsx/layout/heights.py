"""How high rows must be before anybody types: Excel fits rows neither to merged cells nor to Thai text when it opens.

Sizes and heights are in points, widths in Excel's column width units.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from pmqa_xlsx.answers import type_of
from pmqa_xlsx.cells import CellRef
from pmqa_xlsx.form.model import Field
from pmqa_xlsx.layout.model import CODE_COLUMN, FixedText, Role, Sheet
from pmqa_xlsx.text.typography import MAX_ROW_HEIGHT, line_count, row_height

#: Font sizes of running text and of titles.
BODY = 13
TITLE = 15
#: The heights of a row with one line, by font size: a little more than the font that replaces TH Sarabun needs.
ONE_LINE = {BODY: 22.5, TITLE: 25.5}
LINE = ONE_LINE[BODY]
_CHARACTERS_A_LINE = 300
_MOST_LINES = 12
#: If TH Sarabun is missing, LibreOffice replaces it by a font up to 1.3 times as wide: assume a narrower column.
_SAFE_WIDTH = 0.82
#: Width of an indent, in characters.
INDENT = 1.5
#: Roles in bold type, and the factor for the column's width that allows for it.
_BOLD_ROLES = (
    Role.TITLE, Role.CAPTION, Role.HEADING, Role.CATEGORY, Role.SECTION, Role.CODE)
_BOLD = 0.92
LEAST_HEIGHT = {Role.TITLE: 30.0, Role.HEADING: 27.0, Role.CAPTION: 27.0, Role.INTRO: 25.5, Role.SIGNATURE: 36.0,
                Role.STAMP: 84.0}
_TITLES = (Role.TITLE, Role.CAPTION)


def size_of(role: Role) -> int:
    """The font size of a fixed text."""
    return TITLE if role in _TITLES else BODY


def reserve_lines(field: Field) -> int:
    """How many lines a row reserves for an answer to a field: more if a long answer is allowed."""
    kind = type_of(field)
    return max(kind.lines, min(_MOST_LINES, (field.max_length or 0) // _CHARACTERS_A_LINE) if kind.grows else 0)


def shrinks(text: FixedText) -> bool:
    """Whether a text is made smaller rather than wrapped: a category's name, or an answer row's, in place of a code."""
    in_code = text.cell.column == CODE_COLUMN
    return in_code and (text.role is Role.CATEGORY or (text.role is Role.CODE and " " in text.text.of("en")))


def text_height(text: FixedText, words: str, widths: tuple[float, ...]) -> float:
    """The row height that a fixed text needs; above :data:`MAX_ROW_HEIGHT` it cannot be shown in full.

    :param words: the text in the workbook.
    :param widths: the widths of its sheet's columns, from column A on.
    """
    if text.role in (Role.LINK, Role.SIGNATURE) or shrinks(text):
        return LEAST_HEIGHT.get(text.role, LINE)
    indent = 0.0 if text.role is Role.HEADING else INDENT
    width = sum(widths[text.cell.column:text.cell.column + text.span]) - indent
    if text.role in _BOLD_ROLES:
        width *= _BOLD
    return max(wrapped_height(words, width, size_of(text.role)), LEAST_HEIGHT.get(text.role, 0.0))


def answer_height(field: Field) -> float:
    """The height of the row that an answer to a field needs before anything is typed; it grows with what is typed."""
    lines = reserve_lines(field)
    return LINE if lines == 1 else row_height(lines, BODY)


def row_heights(sheet: Sheet, texts: Mapping[tuple[str, CellRef], str], live: Iterable[CellRef]) -> dict[int, float]:
    """The height of every row with a text, a slot or a live cell, by zero-based row.

    :param texts: the fixed texts of the workbook, by sheet key and cell.
    :param live: the sheet's cells with formulas.
    """
    heights: dict[int, float] = {}

    def need(row: int, height: float) -> None:
        heights[row] = min(MAX_ROW_HEIGHT, max(heights.get(row, LINE), height))

    for text in sheet.texts:
        words = texts.get((sheet.key, text.cell))
        if words:
            need(text.cell.row, text_height(text, words, sheet.widths))
    for row in sheet.rows:
        for slot in row.slots:
            need(row.row, answer_height(slot.field))
    for cell in live:
        need(cell.row, LINE)
    return heights


@lru_cache(maxsize=4096)  # one round writes the same texts into every unit's workbook
def wrapped_height(words: str, width: float, size: int) -> float:
    """The height that a text needs in a width (characters of the default font)."""
    lines = line_count(words, width * _SAFE_WIDTH, size)
    return ONE_LINE[size] if lines == 1 else row_height(lines, size)
