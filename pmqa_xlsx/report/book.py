"""The workbook of a report: fonts, colours, number formats, how text is written, and how tables are, row by row."""

from __future__ import annotations

import datetime as dt
import os
import re
from array import array
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import RowInfo, Worksheet

from pmqa_xlsx.cells import CellRef, column_letters
from pmqa_xlsx.light_dataclass import dataclass
from pmqa_xlsx.report import words
from pmqa_xlsx.system.folders import temporary_folder
from pmqa_xlsx.system.portable_zip import state_unix_origin
from pmqa_xlsx.system.scratch_file import KeptBytes, ScratchFile, spooled
from pmqa_xlsx.text.calendar import Calendar
from pmqa_xlsx.text.excel_text import number_text
from pmqa_xlsx.text.language import Lang, Text
from pmqa_xlsx.text.typography import FONT

#: Most values of a column whose XML is remembered: a wide sheet has hundreds of columns.
_REMEMBERED = 64
#: Bytes of rows of a sheet, and of all sheets, that are kept in memory.
_ROWS_IN_MEMORY = 2**24
#: What XlsxWriter writes as ``_xHHHH_``, and a text that looks like that.
_ESCAPED = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
#: Bytes that state the length of a row in the temporary file.
_LENGTH = 4
SIZE = 14
NAVY, BLUE, ORANGE, GREY, PALE, LINE = "#1F3864", "#2E75B6", "#E08214", "#8C8C8C", "#EEF3FA", "#C9D3E0"
#: Low, middle and high of a colour scale that people with any colour vision can distinguish.
_SCALE = ("#F1A340", "#FFFFFF", "#67A9CF")
TONES = {
    "accepted": "#DDEBF7", "needs_correction": "#FCE4CC", "missing": "#E3E3E3", "rejected": "#E3E3E3",
    "error": "#FCE4CC", "warning": "#FFF5DB", "invalid": "#FCE4CC",
}
_DAY = {"th": "[$-107041E]d mmm yyyy", "en": "[$-409]d mmm yyyy"}
_DAY_AD = {**_DAY, "th": "[$-41E]d mmm yyyy"}


class CellXml(NamedTuple):
    """A cell as XML after its address.

    :ivar lines: the number of lines of its text, at least 1.
    """

    xml: str
    lines: int = 1


@dataclass
class PlacedRows:
    """Rows that are made when they are written, in any order.

    :ivar count: how many they are.
    :ivar placed: gives each row once, with its place among them, zero-based.
    """

    count: int
    placed: Callable[[], Iterable[tuple[int, Sequence[object]]]]

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, part: slice) -> PlacedRows:
        """The first rows."""
        return PlacedRows(part.stop, lambda: ((place, row) for place, row in self.placed() if place < part.stop))


TableRows = PlacedRows | Sequence[Sequence[object]]


#: Marks a row of a sheet that is to be written.
_WRITTEN = RowInfo()


class TableWorksheet(Worksheet):
    """A worksheet that also takes finished rows, which are kept in a temporary file if they are many.

    :ivar size: bytes of the finished rows.
    """

    fh: Any  # the open part
    str_table: Any

    def __init__(self) -> None:
        super().__init__()
        self._finished: list[tuple[range, array[int]]] = []
        self._rows = spooled(_ROWS_IN_MEMORY)  # closed once it is read
        self.size = 0

    def add_long_table(self, first: int, left: int, last: int, right: int, options: dict[str, Any]) -> int:
        """Add a table like ``add_table``, which would remember each of its cells.

        :returns: XlsxWriter's code; 0 if it was added.
        """
        done: int = self.add_table(first, left, first + 1, right, options)
        if done == 0:
            area = f"{CellRef(first, left)}:{CellRef(last, right)}"
            self.tables[-1].update({"range": area, "a_range": area, "autofilter": area})
        return done

    def write_rows(
        self, first: int, left: int, rows: TableRows, columns: Sequence[Callable[[object], CellXml]],
        height: Callable[[int], float], *, fixed: bool = False,
    ) -> None:
        """Write rows below each other.

        :param first: the number of the first row, zero-based; ``left``: of the first column.
        :param columns: for each column the function that makes its cells.
        :param height: the height in points of a row with several lines; one with a single line has the default.
        :param fixed: whether the rows keep their heights; else a program may let one grow whose text needs more room.
        """
        addresses = [f'<c r="{column_letters(left + number)}' for number in range(len(columns))]
        custom = ' customHeight="1"' if fixed else ""
        made = [lru_cache(maxsize=_REMEMBERED)(make) for make in columns]
        heights: dict[int, list[object]] = {}
        starts = array("Q", bytes(8 * len(rows)))
        for place, values in rows.placed() if isinstance(rows, PlacedRows) else enumerate(rows):
            row = first + place
            cells = [make(value) for make, value in zip(made, values, strict=True)]
            xml = "".join([f"{address}{row + 1}{cell.xml}" for address, cell in zip(addresses, cells, strict=True)])
            lines = max([cell.lines for cell in cells])
            pixels = self.default_row_height if lines == 1 else round(height(lines) * 4 / 3)
            stated = "" if pixels == self.original_row_height else f' ht="{pixels * 0.75:g}"{custom}'
            data = f'<row r="{row + 1}"{stated}>{xml}</row>'.encode()
            starts[place] = self.size
            self.size += self._rows.write(len(data).to_bytes(_LENGTH) + data)
            self.row_info[row] = _WRITTEN  # its height is in its XML, and for pictures:
            self.row_sizes[row] = heights.setdefault(pixels, [pixels, False])
        self._finished.append((range(first, first + len(rows)), starts))
        for row in (first, first + len(rows) - 1):
            self._check_dimensions(row, left + len(columns) - 1)

    def blank(self, style: Format) -> CellXml:
        """A cell with only a style."""
        return CellXml(f'" s="{style._get_xf_index()}"/>')

    def number(self, number: float, style: Format) -> CellXml:
        """A finite number, with enough digits to read the same number back."""
        return CellXml(f'" s="{style._get_xf_index()}"><v>{number_text(number)}</v></c>')

    def moment(self, moment: dt.date, style: Format) -> CellXml:
        """A day, or a moment without a time zone."""
        number = self._convert_date_time(moment)
        return CellXml(f'" s="{style._get_xf_index()}"><v>{number:.16G}</v></c>')

    def text(self, text: str, style: Format, lines: int) -> CellXml:
        """A text that fits into a cell; in the cell itself, since the table of shared texts stays in memory."""
        cell = f'" s="{style._get_xf_index()}"'
        if _ESCAPED.search(text):  # not all programs decode such an escape in a cell
            return CellXml(f'{cell} t="s"><v>{self.str_table._get_shared_string_index(text)}</v></c>', lines)
        space = ' xml:space="preserve"' if text != text.strip() else ""
        return CellXml(f'{cell} t="inlineStr"><is><t{space}>{self._escape_data(text)}</t></is></c>', lines)

    def _write_rows(self) -> None:
        """Write all rows, from the first to the last."""
        super()._write_rows()
        self._rows.close()

    def _write_empty_row(self, row: int, spans: str | None, row_info: RowInfo | None = None) -> None:
        """Write a row without cells of XlsxWriter's own, which may be a finished one."""
        if (start := self._start_of(row)) is None:
            super()._write_empty_row(row, spans, row_info)
        else:
            self._rows.seek(start)
            self.fh.write(self._rows.read(int.from_bytes(self._rows.read(_LENGTH))).decode())

    def _write_row(self, row: int, spans: str | None, row_info: RowInfo | None = None, empty_row: bool = False) -> None:
        """Write a row's tag; a finished row cannot have further cells."""
        if self._start_of(row) is not None:
            raise ValueError(f"row {row} was written twice")
        super()._write_row(row, spans, row_info, empty_row)

    def _start_of(self, row: int) -> int | None:
        """Where a finished row is in the temporary file; ``None`` for a row of XlsxWriter's own."""
        return next((starts[row - rows.start] for rows, starts in self._finished if row in rows), None)


@dataclass
class ReportBook:
    """A workbook being written, with its language and the facts shown on every sheet.

    :ivar subtitle: the line under each sheet's title: form, year and day.
    :ivar max_rows: most rows of a sheet, including headings.
    """

    lang: Lang
    subtitle: str
    max_rows: int
    calendar: Calendar = Calendar.BE

    def __post_init__(self) -> None:
        self._target = spooled(_ROWS_IN_MEMORY)  # closed with what it holds
        self.workbook = xlsxwriter.Workbook(self._target, {
            "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
        self.written: list[Any] = []  # the tables on its sheets, in order
        self._styles: dict[tuple[tuple[str, object], ...], Format] = {}

    def say(self, text: Text, **facts: object) -> str:
        """A text in the workbook's language with its placeholders filled in."""
        return text.say(self.lang, **facts)

    def style(self, **properties: object) -> Format:
        """The cell format with the report's font and these properties (XlsxWriter's names)."""
        key = tuple(sorted(properties.items()))
        if key not in self._styles:
            basis = {"font_name": FONT, "font_size": SIZE, "valign": "vcenter"}
            self._styles[key] = self.workbook.add_format(basis | properties)
        return self._styles[key]

    def day_format(self, with_time: bool = False) -> str:
        """The number format of a date; in Thai with Thai months and the years of the form's calendar."""
        return (_DAY_AD if self.calendar is Calendar.CE else _DAY)[self.lang] + (" hh:mm" if with_time else "")

    def add_sheet(self, name: Text, widths: Sequence[float]) -> TableWorksheet:
        """Add a sheet, set up to print on A4 landscape with a footer; widths in characters."""
        sheet = self.workbook.add_worksheet(self.say(name), TableWorksheet)
        assert isinstance(sheet, TableWorksheet)  # noqa: S101  as asked
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.4, right=0.4, top=0.4, bottom=0.55)
        sheet.set_header("", {"margin": 0.3})
        plain = f'&"{FONT},Regular"&12 '
        title = self.say(name).replace("&", "&&")
        as_of = self.subtitle.rpartition(" · ")[2].replace("&", "&&")
        sheet.set_footer(f"&L{plain}{title}&C{plain}{self.say(words.PAGE)}&R{plain}{as_of}", {"margin": 0.3})
        return sheet

    def across(
        self, sheet: TableWorksheet, row: int, columns: tuple[int, int], value: str | int, **properties: object,
    ) -> None:
        """Write a text or number in one cell, or in several merged ones.

        :param columns: the first and the last column, zero-based.
        """
        style, (first, last) = self.style(**properties), columns
        if last > first:
            sheet.merge_range(row, first, row, last, "", style)
        if isinstance(value, str):
            sheet.write_string(row, first, value, style)
        else:
            sheet.write_number(row, first, value, style)

    def title(self, sheet: TableWorksheet, last: int, text: Text) -> None:
        """Write an overview's title and the subtitle below it, across all columns.

        :param last: the last column, zero-based.
        """
        band = {"bg_color": NAVY, "font_color": "#FFFFFF", "indent": 1}
        sheet.set_row(0, 36)
        sheet.set_row(1, 24)
        self.across(sheet, 0, (0, last), self.say(text), bold=True, font_size=24, **band)
        self.across(sheet, 1, (0, last), self.subtitle, shrink=True, **band)

    def section(self, sheet: TableWorksheet, row: int, last: int, text: str) -> int:
        """Write the heading of an overview's section across all columns; returns the row below it."""
        sheet.set_row(row, 28)
        self.across(sheet, row, (0, last), text, bold=True, font_size=18, font_color=NAVY, bottom=2, bottom_color=NAVY)
        return row + 1

    def close(self) -> bytes | KeptBytes:
        """Finish the workbook and return its bytes, on the disk if they are many."""
        size = sum(sheet.size for sheet in self.workbook.worksheets() if isinstance(sheet, TableWorksheet))
        self.workbook.in_memory = size <= _ROWS_IN_MEMORY  # else its parts are temporary files
        with temporary_folder() as folder:
            self.workbook.tmpdir = str(folder)
            self.workbook.close()
        state_unix_origin(self._target)
        size = self._target.seek(0, os.SEEK_END)
        self._target.flush()
        kept = KeptBytes(ScratchFile(self._target), 0, size)
        return bytes(kept) if size <= _ROWS_IN_MEMORY else kept


def colour_scale(least: float, middle: float, most: float) -> dict[str, Any]:
    """A conditional format from orange for the least over white to blue for the most."""
    names = ("min", "mid", "max")
    return {"type": "3_color_scale", **{f"{name}_type": "num" for name in names},
            **{f"{name}_value": value for name, value in zip(names, (least, middle, most), strict=True)},
            **{f"{name}_color": colour for name, colour in zip(names, _SCALE, strict=True)}}
