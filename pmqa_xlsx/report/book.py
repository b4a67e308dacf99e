"""The workbook a report is written to: its fonts, colours, number formats, and how text gets into a cell."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import xlsxwriter

from pmqa_xlsx.cells import number_text
from pmqa_xlsx.form import Lang, Text
from pmqa_xlsx.report import words

FONT = "TH SarabunPSK"
SIZE = 14
NAVY, BLUE, ORANGE, GREY, PALE, LINE = "#1F3864", "#2E75B6", "#E08214", "#8C8C8C", "#EEF3FA", "#C9D3E0"
#: Low, middle and high of a colour scale that people with any colour vision can tell apart.
SCALE = ("#F1A340", "#FFFFFF", "#67A9CF")
TONES = {
    "accepted": "#DDEBF7", "needs_correction": "#FCE4CC", "missing": "#E3E3E3", "rejected": "#E3E3E3",
    "error": "#FCE4CC", "warning": "#FFF5DB", "invalid": "#FCE4CC",
}
CELL_LIMIT = 32_767
_CANNOT_STAND_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DAY = {"th": "[$-107041E]d mmm yyyy", "en": "[$-409]d mmm yyyy"}


class Exact(float):
    """A number that is written with as many digits as it takes to read the same number back.

    XlsxWriter formats every number to 16 digits, and one in two needs 17.
    """

    def __format__(self, _: str) -> str:
        return number_text(float(self))


@dataclass
class Book:
    """A workbook being written, with its language and the facts that every sheet shows.

    :ivar subtitle: the line under each sheet's title: form, year and day.
    :ivar max_rows: how many rows a sheet may have, headings included.
    """

    lang: Lang
    subtitle: str
    max_rows: int
    target: io.BytesIO = field(default_factory=io.BytesIO)

    def __post_init__(self) -> None:
        self.workbook = xlsxwriter.Workbook(self.target, {
            "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
        self._styles: dict[tuple[tuple[str, Any], ...], Any] = {}

    def say(self, text: Text, **facts: object) -> str:
        """A text in the workbook's language with its placeholders filled in."""
        wording = text.of(self.lang)
        return wording.format(**facts) if facts else wording

    def style(self, **properties: object) -> Any:
        """The cell format with these properties (XlsxWriter's names), on top of the report's font."""
        key = tuple(sorted(properties.items()))
        if key not in self._styles:
            basis = {"font_name": FONT, "font_size": SIZE, "valign": "vcenter"}
            self._styles[key] = self.workbook.add_format(basis | properties)
        return self._styles[key]

    def day_format(self, with_time: bool = False) -> str:
        """The number format of a date: in Thai with Thai months and Buddhist years."""
        return _DAY[self.lang] + (" hh:mm" if with_time else "")

    def add_sheet(self, name: Text, widths: Sequence[float]) -> Any:
        """A new sheet, set to print on A4 landscape with a footer; widths in characters."""
        sheet = self.workbook.add_worksheet(self.say(name))
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

    def close(self) -> bytes:
        """Finish the workbook and give its bytes."""
        self.workbook.close()
        return self.target.getvalue()


def cell_text(text: str, frame: str, lang: Lang) -> str:
    """A text as a cell can hold it: characters that XML has no room for replaced, length within Excel's limit.

    :param frame: the frame in which the full text stands, which a cut text names.
    """
    text = _CANNOT_STAND_IN_XML.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    if text.startswith("<r>") and text.endswith("</r>"):
        text += " "  # XlsxWriter would take such a string for finished XML and write it as it stands
    if len(text) > CELL_LIMIT // 2 and _utf16_length(text) > CELL_LIMIT:
        mark = words.TEXT_CUT.of(lang).format(frame=frame)
        room = 2 * (CELL_LIMIT - _utf16_length(mark))
        text = text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + mark
    return text


def _utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
