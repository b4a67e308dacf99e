"""The workbook of a report: its fonts, colours, number formats, and how text is written to a cell."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import xlsxwriter

from pmqa_xlsx.report import words
from pmqa_xlsx.report.worksheet import TableWorksheet
from pmqa_xlsx.system.portable_zip import with_unix_origin
from pmqa_xlsx.text.calendar import Calendar
from pmqa_xlsx.text.excel_text import CELL_LIMIT as CELL_LIMIT
from pmqa_xlsx.text.excel_text import Exact as Exact
from pmqa_xlsx.text.excel_text import excel_text
from pmqa_xlsx.text.language import Lang, Text

FONT = "TH SarabunPSK"
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
    target: io.BytesIO = field(default_factory=io.BytesIO)

    def __post_init__(self) -> None:
        self.workbook = xlsxwriter.Workbook(self.target, {
            "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
        self.written: list[Any] = []  # the tables on its sheets, in order
        self._styles: dict[tuple[tuple[str, Any], ...], Any] = {}

    def say(self, text: Text, **facts: object) -> str:
        """A text in the workbook's language with its placeholders filled in."""
        return text.say(self.lang, **facts)

    def style(self, **properties: object) -> Any:
        """The cell format with the report's font and these properties (XlsxWriter's names)."""
        key = tuple(sorted(properties.items()))
        if key not in self._styles:
            basis = {"font_name": FONT, "font_size": SIZE, "valign": "vcenter"}
            self._styles[key] = self.workbook.add_format(basis | properties)
        return self._styles[key]

    def day_format(self, with_time: bool = False) -> str:
        """The number format of a date; in Thai with Thai months and the years of the form's calendar."""
        return (_DAY_AD if self.calendar is Calendar.CE else _DAY)[self.lang] + (" hh:mm" if with_time else "")

    def add_sheet(self, name: Text, widths: Sequence[float]) -> Any:
        """Add a sheet, set up to print on A4 landscape with a footer; widths in characters."""
        sheet = self.workbook.add_worksheet(self.say(name), TableWorksheet)
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

    def across(self, sheet: Any, row: int, columns: tuple[int, int], value: str | int, **properties: object) -> None:
        """Write a text or number in one cell, or in several merged ones.

        :param columns: the first and the last column, zero-based.
        """
        style, (first, last) = self.style(**properties), columns
        if last > first:
            sheet.merge_range(row, first, row, last, "", style)
        (sheet.write_string if isinstance(value, str) else sheet.write_number)(row, first, value, style)

    def title(self, sheet: Any, last: int, text: Text) -> None:
        """Write an overview's title and the subtitle below it, across all columns.

        :param last: the last column, zero-based.
        """
        band = {"bg_color": NAVY, "font_color": "#FFFFFF", "indent": 1}
        sheet.set_row(0, 36)
        sheet.set_row(1, 24)
        self.across(sheet, 0, (0, last), self.say(text), bold=True, font_size=24, **band)
        self.across(sheet, 1, (0, last), self.subtitle, shrink=True, **band)

    def section(self, sheet: Any, row: int, last: int, text: str) -> int:
        """Write the heading of an overview's section across all columns; returns the row below it."""
        sheet.set_row(row, 28)
        self.across(sheet, row, (0, last), text, bold=True, font_size=18, font_color=NAVY, bottom=2, bottom_color=NAVY)
        return row + 1

    def close(self) -> bytes:
        """Finish the workbook and return its bytes."""
        self.workbook.close()
        return with_unix_origin(self.target.getvalue())


def colour_scale(least: float, middle: float, most: float) -> dict[str, Any]:
    """A conditional format from orange for the least over white to blue for the most."""
    names = ("min", "mid", "max")
    return {"type": "3_color_scale", **{f"{name}_type": "num" for name in names},
            **{f"{name}_value": value for name, value in zip(names, (least, middle, most), strict=True)},
            **{f"{name}_color": colour for name, colour in zip(names, _SCALE, strict=True)}}


def cell_text(text: str, frame: str, lang: Lang) -> str:
    """A text for a cell: characters that XML does not allow are replaced, and it is truncated at Excel's limit.

    :param frame: the frame with the full text; a truncated text names it.
    """
    return excel_text(text, words.TEXT_CUT.say(lang, frame=frame))
