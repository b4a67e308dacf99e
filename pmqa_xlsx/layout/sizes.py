"""How large everything is: rows, columns, and the printed page.

Rows must be high enough before anybody types: Excel fits rows neither to merged cells nor to Thai text when it opens.
Sheets print on A4 landscape, made smaller until they are as wide as the page, so that text of 13 points prints at 11 or
more. No page break is planned: breaks fall between rows by themselves, and the rows with title and headings are on
every page. Sizes and heights are in points, widths in characters of the default font.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from pmqa_xlsx.answers import type_of
from pmqa_xlsx.cells import CellRef
from pmqa_xlsx.form.model import Criterion, Field
from pmqa_xlsx.layout.model import CODE_COLUMN, WORDING_COLUMN, Column, FixedText, Role, Sheet
from pmqa_xlsx.text.language import LANGS, Lang, Text
from pmqa_xlsx.text.typography import (
    MAX_ROW_HEIGHT,
    POINTS_PER_CHARACTER,
    SAFE_WIDTH,
    column_points,
    line_count,
    row_height,
    text_width,
)

#: Font sizes of running text and of titles.
BODY = 13
TITLE = 15
#: The heights of a row with one line, by font size: a little more than the font that replaces TH Sarabun needs.
ONE_LINE = {BODY: 22.5, TITLE: 25.5}
LINE = ONE_LINE[BODY]
_CHARACTERS_A_LINE = 300
_MOST_LINES = 12
#: Width of an indent, in characters.
INDENT = 1.5
#: Roles in bold type, and the factor for the column's width that allows for it.
_BOLD_ROLES = (
    Role.TITLE, Role.CAPTION, Role.HEADING, Role.CATEGORY, Role.SECTION, Role.CODE)
_BOLD = 0.92
LEAST_HEIGHT = {Role.TITLE: 30.0, Role.HEADING: 27.0, Role.CAPTION: 27.0, Role.INTRO: 25.5, Role.SIGNATURE: 36.0,
                Role.STAMP: 84.0}
_TITLES = (Role.TITLE, Role.CAPTION)
#: Margins in inches.
MARGINS = {"left": 0.4, "right": 0.4, "top": 0.45, "bottom": 0.65}
#: The height of a row without a given height, in points.
DEFAULT_ROW = 15.0
_POINTS_PER_INCH = 72
_PAGE_WIDTH = (11.69 - MARGINS["left"] - MARGINS["right"]) * _POINTS_PER_INCH
_PAGE_HEIGHT = (8.27 - MARGINS["top"] - MARGINS["bottom"]) * _POINTS_PER_INCH
#: How wide a sheet may be, in points: text of 13 points then prints at 11 or more, and at 100 % it is in sight as a
#: whole on a screen of 1,366 pixels, in Excel as in LibreOffice, which draws it larger and keeps a side bar.
SHEET_WIDTH = 850.0
#: The smallest scale that a sheet may be printed at to fit on one page: 13 points become 11.
_LEAST_SCALE = 11 / 13
FIRST_ANSWER_COLUMN = 2
CODE_WIDTH, WIDEST_CODE, STATE_WIDTH = 7.0, 16.0, 10.5
#: The wording's width: the least, the most, and the most where it is a short one.
LEAST_WORDING, WORDING_WIDTH, SHORT_WIDTH = 40.0, 60.0, 34.0
#: The least width of an answer column.
LEAST_WIDTH = 5.0
#: A column whose answers prefer to be at least this wide shares the spare width.
_LONG = 18.0
#: Where a heading may break: not before its mark for required answers.
_BREAK = re.compile(r"\s+(?![(]?[*])")
#: How much of its column a short wording fills: wider fonts take the place of TH Sarabun where that is missing.
_SHORT_FILL = 0.63


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
    lines = line_count(words, width * SAFE_WIDTH, size)
    return ONE_LINE[size] if lines == 1 else row_height(lines, size)


def column_width(points: float) -> float:
    """The inverse of :func:`~pmqa_xlsx.text.typography.column_points`: characters, in steps of a tenth."""
    return round((points / 0.75 - 5) / 7, 1)


def scale(widths: Iterable[float]) -> float:
    """How much a sheet is made smaller to be as wide as the page; never made larger."""
    return min(1.0, _PAGE_WIDTH / sum(map(column_points, widths)))


def fits_one_page(sheet: Sheet, height: float) -> bool:
    """Whether a sheet of that height (points) is made smaller until it is on one page, and still legible there.

    A sheet with answers is not: it grows with what is typed, and would become smaller with every line.
    """
    return not sheet.rows and height * _LEAST_SCALE <= _PAGE_HEIGHT


def pages_of(sheet: Sheet, height: float, repeated: float) -> int:
    """About how many pages a sheet prints on before anybody types.

    :param height: of all its rows, in points.
    :param repeated: of the rows that are repeated on each further page.
    """
    if fits_one_page(sheet, height):
        return 1
    room = _PAGE_HEIGHT / scale(sheet.widths)
    return 1 + max(math.ceil((height - room) / (room - repeated)), 0)


def sheet_widths(
    constants: Sequence[Field], columns: Sequence[Column], fields: Sequence[Field], texts: Sequence[FixedText],
    widest_wording: float,
) -> tuple[float, ...]:
    """The widths of a sheet's columns: code, wording, constants, answers, state.

    :param constants: the fields with a column of fixed texts.
    :param columns: the columns with slots.
    :param fields: those of all rows; a column is as wide as the widest field of its name prefers.
    :param texts: the sheet's fixed texts, of which codes and headings must not break inside a word.
    """
    code = _clamp(max((_whole(text) if shrinks(text) else _longest_word(text.text) for text in texts
                       if text.cell.column == CODE_COLUMN and text.role in (Role.CODE, Role.CATEGORY)), default=0.0),
                  CODE_WIDTH, WIDEST_CODE)
    needed = max((_whole(text) for text in texts if text.role in (Role.WORDING, Role.SECTION, Role.CATEGORY)
                  and text.cell.column == WORDING_COLUMN), default=0.0)
    wording = _clamp(needed, min(LEAST_WORDING, widest_wording), widest_wording)
    fixed = [_least(FIRST_ANSWER_COLUMN + place, texts) for place in range(len(constants))]
    least = [*fixed, *(max(_least(column.column, texts), *(_whole_answer(field) for field in fields
                                                          if field.name == column.field)) for column in columns)]
    names = [*(field.name for field in constants), *(column.field for column in columns)]
    wished = [max(field.width or type_of(field).width for field in fields if field.name == name) for name in names]
    preferred = list(map(max, least, wished))
    room = SHEET_WIDTH - column_points(code) - column_points(STATE_WIDTH)
    spare = room - _points([wording, *preferred])
    if spare < 0:
        narrower = max(LEAST_WORDING, column_width(column_points(wording) + spare))
        spare += column_points(wording) - column_points(narrower)
        wording = min(wording, narrower)
    if spare >= 0:  # it goes to long answers, in proportion
        shares = [width if width >= _LONG else 0.0 for width in wished]
    else:  # the columns are narrowed, as far as they may be
        shares = [width - low for width, low in zip(preferred, least, strict=True)]
        spare = max(spare, -sum(shares) * POINTS_PER_CHARACTER)
    total = sum(shares) or 1.0
    answers = [round(width + spare / POINTS_PER_CHARACTER * share / total, 1)
               for width, share in zip(preferred, shares, strict=True)]
    return (code, wording, *(answers or [LEAST_WIDTH]), STATE_WIDTH)


def _least(column: int, texts: Iterable[FixedText]) -> float:
    here = [text for text in texts if text.cell.column == column]
    return max([LEAST_WIDTH, *(_longest_word(text.text) for text in here if text.role is Role.HEADING),
                *(_longest_word(text.text) + INDENT for text in here if text.role is Role.CONSTANT)])


def _whole_answer(field: Field) -> float:
    """The least width for a field's answers: a number or date that does not fit is shown as ####, a word is broken."""
    labels = field.choices.choices if field.choices else ()
    return max([type_of(field).least_width, *(min(_longest_word(one.label), _LONG) for one in labels)])


def _longest_word(text: Text) -> float:
    words = (word for lang in LANGS for word in _BREAK.split(text.of(lang)))
    return max(map(_characters, words), default=0.0)


def _whole(text: FixedText) -> float:
    return max(_characters(text.text.of(lang)) for lang in LANGS)


def _characters(text: str) -> float:
    """How wide a column must be for a text on one line, in bold and in a wider font than TH Sarabun."""
    return column_width(text_width(text, BODY) / SAFE_WIDTH + 6)


def _points(widths: Iterable[float]) -> float:
    return sum(map(column_points, widths))


def _clamp(width: float, least: float, most: float) -> float:
    return max(least, min(width, most))


def short_wording(criterion: Criterion) -> Text:
    """A criterion's wording for a narrow place: its own short one, else the beginning of the whole, cut at a word."""
    def of(lang: Lang) -> str:
        return criterion.short.of(lang) or cut_at_word(criterion.text.of(lang))

    return Text(of("th"), of("en"))


def cut_at_word(text: str) -> str:
    """As much of a text as fits on one line of a short wording, cut at a space if its second half has one."""
    text = " ".join(text.split())
    room = column_points(SHORT_WIDTH) * _SHORT_FILL
    if text_width(text, BODY) <= room:
        return text
    end, used = 0, text_width("…", BODY)
    while used + (step := text_width(text[end], BODY)) <= room:
        used += step
        end += 1
    while _is_mark(text[end]):  # the letter whose mark would be cut off goes too
        end -= 1
    space = text.rfind(" ", end // 2, end + 1)
    return (text[:space] if space > 0 else text[:end]).rstrip() + "…"


def _is_mark(character: str) -> bool:
    return character == "ั" or "ิ" <= character <= "ฺ" or "็" <= character <= "๎"
