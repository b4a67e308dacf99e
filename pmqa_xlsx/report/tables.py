"""A sheet with one Excel table: title, headings, rows with calculated heights, filters, ready to print."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cache

from pmqa_xlsx.cells import CellRef
from pmqa_xlsx.light_dataclass import dataclass, field, replace
from pmqa_xlsx.report import words
from pmqa_xlsx.report.book import LINE, NAVY, SIZE, TONES, CellXml, ReportBook, TableRows, TableWorksheet
from pmqa_xlsx.text.excel_text import excel_text
from pmqa_xlsx.text.language import NO_TEXT, Text
from pmqa_xlsx.text.typography import MAX_ROW_HEIGHT, POINTS_PER_CHARACTER, line_count, row_height, text_width

TITLE_ROW, SUBTITLE_ROW, NOTE_ROW, BAND_ROW, HEADER_ROW = range(5)
#: Most characters of default width across an A4 landscape page that is still readable.
PAGE_WIDTH = 240.0
#: Pages side by side that are still printed as a whole.
MOST_PAGES_ACROSS = 2
#: Rows of the longest list that is written in full, which takes about a gigabyte of memory; and rows shown of a longer
#: one, as a sample: half of a list could be taken for all of it.
LONGEST_LIST, BEGINNING = 500_000, 10_000
#: Rows of the longest list that is printed as a whole, and rows printed of a longer one: about ten pages, and one.
LONGEST_PRINTED, PRINTED = 150, 30
_FILTER_BUTTON = 2.5
#: By how much texts may be wider than calculated, on one line and wrapped: without TH Sarabun, LibreOffice draws them
#: with a font that is a third wider, in columns that are a tenth wider; and it breaks Thai between words only.
_ROOM, _ROOM_WRAPPED = 1.3, 1.22
#: Font size for calculating row heights: the replacement for a missing font has a larger line pitch.
_ROOMY_SIZE = 16.5
#: More characters than the highest row of the widest column can show.
_CHARACTERS_SHOWN = 4000


class ColumnKind(StrEnum):
    """How a column shows its values."""

    TEXT = "text"  #: one line
    WRAPPED = "wrapped"  #: as many lines as needed
    CLIPPED = "clipped"  #: the first line of a text that may be long
    WHOLE = "whole"  #: a whole number
    NUMBER = "number"  #: any number, shown with the digits it has
    POINTS = "points"  #: 0–100, shown with one decimal
    CHANGE = "change"  #: a difference of points, always with its sign
    SHARE = "share"  #: 0–1, shown as per cent
    DAY = "day"
    MOMENT = "moment"


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column of a table; ``width`` in characters.

    :ivar meaning: what the column means, where its heading alone does not decide it.
    """

    heading: Text
    width: float
    kind: ColumnKind = ColumnKind.TEXT
    meaning: Text = NO_TEXT


@dataclass(frozen=True, slots=True)
class ColouredText:
    """A text in a coloured cell: ``tone`` is a status or severity."""

    text: str
    tone: str


@dataclass(frozen=True)
class TableSheet:
    """A sheet with one table.

    :ivar frame: the frame with all rows and full texts.
    :ivar table: the table's name in Excel; ASCII and unique in the workbook.
    :ivar rows: the cells in the columns' order; ``None`` for an empty one.
    :ivar note: a note above the table.
    :ivar frozen: number of columns that stay in view and are repeated on each printed page.
    :ivar bands: headings above columns: first column, last column (zero-based), text.
    :ivar printed: how many rows are printed of a list that is too long to be printed as a whole.
    """

    name: Text
    frame: str
    table: str
    columns: Sequence[SheetColumn]
    rows: TableRows
    note: str = ""
    frozen: int = 2
    bands: Sequence[tuple[int, int, str]] = field(default_factory=tuple)
    printed: int = PRINTED


def write_table_sheet(book: ReportBook, spec: TableSheet) -> tuple[TableWorksheet, int]:
    """Write a sheet with one table.

    :returns: the XlsxWriter worksheet, and the table's last row (zero-based).
    """
    sheet = book.add_sheet(spec.name, [column.width for column in spec.columns])
    sheet.set_default_row(row_height(1, SIZE))
    room = max(min(book.max_rows - HEADER_ROW - 1, LONGEST_LIST), 1)
    rows = spec.rows if len(spec.rows) <= room else spec.rows[:min(room, BEGINNING)]
    _write_head(book, sheet, spec, len(rows))
    last = write_table(book, sheet, CellRef(HEADER_ROW, 0), spec.table, spec.columns, rows, spec.frame)
    sheet.freeze_panes(HEADER_ROW + 1, spec.frozen)
    sheet.repeat_rows(BAND_ROW if spec.bands else HEADER_ROW, HEADER_ROW)
    pages = math.ceil(_width(spec.columns) / PAGE_WIDTH)
    if pages > 1:
        sheet.repeat_columns(0, spec.frozen - 1)
    if len(rows) > LONGEST_PRINTED or pages > MOST_PAGES_ACROSS:
        across = next((n for n in range(len(spec.columns)) if _width(spec.columns[:n + 1]) > PAGE_WIDTH),
                      len(spec.columns))
        sheet.print_area(0, 0, min(HEADER_ROW + spec.printed, last), max(across - 1, 0))
        pages = 1
    sheet.fit_to_pages(pages, 0)
    book.written.append(replace(spec, rows=()))  # the rows may take much memory
    return sheet, last


def write_table(book: ReportBook, sheet: TableWorksheet, start: CellRef, name: str, columns: Sequence[SheetColumn],
                rows: TableRows, frame: str) -> int:
    """Write an Excel table with its headings; if there are no rows, one row says so.

    :returns: the table's last row (zero-based).
    """
    first, left = start.row + 1, start.column
    headings = unique_headings(book.say(column.heading) for column in columns)
    last = start.row + max(len(rows), 1)
    heading_style = book.style(bold=True, font_color="#FFFFFF", bg_color=NAVY, text_wrap=True, border=1,
                               border_color=LINE, align="left")
    done = sheet.add_long_table(start.row, left, last, left + len(columns) - 1, {
        "name": name, "style": "Table Style Light 1", "banded_rows": False,
        "columns": [{"header": heading, "header_format": heading_style} for heading in headings]})
    if done != 0:
        raise ValueError(f"table {name} could not be written (XlsxWriter says {done})")
    lines = max(line_count(heading, max(column.width - _FILTER_BUTTON, 1), SIZE * 1.05)
                for heading, column in zip(headings, columns, strict=True))
    sheet.set_row(start.row, _height(lines))
    if not rows:
        widest = max(range(len(columns)), key=lambda n: columns[n].width)
        rows = [[book.say(words.NO_ROWS) if n == widest else None for n in range(len(columns))]]
    fixed = any(column.kind is ColumnKind.CLIPPED for column in columns)
    sheet.write_rows(first, left, rows, [_maker(book, sheet, column, frame) for column in columns], _height,
                     fixed=fixed)
    sheet.ignore_errors({"number_stored_as_text": f"{CellRef(first, left)}:{CellRef(last, left + len(columns) - 1)}"})
    return last


def _width(columns: Iterable[SheetColumn]) -> float:
    return sum(column.width for column in columns)


def fitting_width(texts: Iterable[str], least: float, most: float) -> float:
    """The width in characters of a column that shows these texts on one line, within bounds."""
    points = max((text_width(text, SIZE) for text in set(texts)), default=0.0)
    return min(max(math.ceil(points * _ROOM / POINTS_PER_CHARACTER) + 2, least), most)


def bands_of(texts: Sequence[str], start: int) -> list[tuple[int, int, str]]:
    """Bands above columns: a text that adjacent columns share is one band; an empty one is none.

    :param texts: of each column, in their order.
    :param start: the first column, zero-based.
    """
    bands: list[tuple[int, int, str]] = []
    for column, text in enumerate(texts, start):
        first = bands.pop()[0] if bands and bands[-1][2] == text else column
        bands.append((first, column, text))
    return [band for band in bands if band[2]]


def unique_headings(headings: Iterable[str]) -> list[str]:
    """Headings that Excel accepts in a table: not empty, at most 255 characters, unique in upper and lower case."""
    seen: set[str] = set()
    unique = []
    for heading in headings:
        plain = " ".join(heading.split())[:240] or "–"
        candidate, number = plain, 1
        while candidate.casefold() in seen:
            number += 1
            candidate = f"{plain} ({number})"
        seen.add(candidate.casefold())
        unique.append(candidate)
    return unique


def _write_head(book: ReportBook, sheet: TableWorksheet, spec: TableSheet, shown: int) -> None:
    sheet.set_row(TITLE_ROW, 32)
    sheet.write_string(TITLE_ROW, 0, book.say(spec.name), book.style(bold=True, font_size=22, font_color=NAVY))
    sheet.write_string(SUBTITLE_ROW, 0, book.subtitle, book.style(font_color="#444444"))
    count = book.say(words.ROWS, rows=f"{len(spec.rows):,}")
    part = book.say(words.BEGINNING_PRINTED) if shown > LONGEST_PRINTED else ""
    note = " · ".join(filter(None, [count, spec.note, part]))
    style = book.style(font_color="#444444")
    if shown < len(spec.rows):
        note = book.say(words.CUT, shown=f"{shown:,}", rows=f"{len(spec.rows):,}", frame=spec.frame)
        style = book.style(bold=True, font_color="#A33C00")
    sheet.write_string(NOTE_ROW, 0, note, style)
    for first, last, text in spec.bands:
        style = book.style(bold=True, bg_color="#D6E0EF", border=1, border_color=LINE, align="center", text_wrap=True)
        if first == last:
            sheet.write_string(BAND_ROW, first, text, style)
        else:
            sheet.merge_range(BAND_ROW, first, BAND_ROW, last, "", style)
            sheet.write_string(BAND_ROW, first, text, style)
    if spec.bands:
        lines = max(line_count(text, sum(c.width for c in spec.columns[first:last + 1]), SIZE * 1.15)
                    for first, last, text in spec.bands)
        sheet.set_row(BAND_ROW, _height(lines))


def _properties(book: ReportBook, kind: ColumnKind) -> Mapping[str, object]:
    properties: dict[ColumnKind, Mapping[str, object]] = {
        ColumnKind.TEXT: {"align": "left"},
        ColumnKind.WRAPPED: {"text_wrap": True},
        ColumnKind.CLIPPED: {"text_wrap": True},
        ColumnKind.WHOLE: {"num_format": "#,##0", "align": "right", "indent": 1},
        ColumnKind.NUMBER: {"num_format": "General", "align": "right", "indent": 1},
        ColumnKind.POINTS: {"num_format": "0.0", "align": "right", "indent": 1},
        ColumnKind.CHANGE: {"num_format": "+0.0;\u22120.0;0.0", "align": "right", "indent": 1},
        ColumnKind.SHARE: {"num_format": "0.0%", "align": "right", "indent": 1},
        ColumnKind.DAY: {"num_format": book.day_format(), "align": "left"},
        ColumnKind.MOMENT: {"num_format": book.day_format(with_time=True), "align": "left"},
    }
    return properties[kind]


def _maker(
    book: ReportBook, sheet: TableWorksheet, column: SheetColumn, frame: str,
) -> Callable[[object], CellXml]:
    """A function that makes the cells of a column."""
    basis = {"border": 1, "border_color": LINE, "valign": "top", **_properties(book, column.kind)}
    style = book.style(**basis)
    texts = book.style(**{key: value for key, value in basis.items() if key not in ("num_format", "indent")}
                         | {"align": "left"})
    coloured = {tone: book.style(**basis, bg_color=colour) for tone, colour in TONES.items()}
    wraps, width, cut_mark = column.kind is ColumnKind.WRAPPED, column.width, book.say(words.TEXT_CUT, frame=frame)

    def make(value: object) -> CellXml:
        if value is None or value == "":
            return sheet.blank(style)
        if isinstance(value, dt.date):  # also true of a date with a time of day
            return sheet.moment(value, style)
        if isinstance(value, float | int) and math.isfinite(value):
            return sheet.number(value, style)
        shown = value.text if isinstance(value, ColouredText) else str(value)
        format_ = coloured.get(value.tone, style) if isinstance(value, ColouredText) else texts
        return sheet.text(excel_text(shown, cut_mark), format_, _lines(shown, width) if wraps else 1)

    return make


@cache
def _height(lines: int) -> float:
    return min(row_height(lines, _ROOMY_SIZE if lines > 1 else SIZE), MAX_ROW_HEIGHT)


def _lines(text: str, width: float) -> int:
    if "\n" not in text and len(text) < width * 0.7:  # too short to wrap, even with the widest letters
        return 1
    return line_count(text[:_CHARACTERS_SHOWN], width / _ROOM_WRAPPED, SIZE)
