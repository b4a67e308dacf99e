"""The printed page: A4 landscape, the sheet fitted to its width, and where a new page begins.

If a page begins inside a table, the headings are repeated, and that moves slots. So pages are planned with a rough
measure of their own for the texts in one language, which must not change when the look changes: a page that becomes
higher than planned gets another page break from the program that prints it.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from pmqa_xlsx.layout.model import FixedText
from pmqa_xlsx.text.language import Lang

#: Margins in inches.
MARGINS = {"left": 0.4, "right": 0.4, "top": 0.45, "bottom": 0.65}
#: The height of a row without a given height, in points.
DEFAULT_ROW = 15.0
_POINTS_AN_INCH = 72
_PAGE_WIDTH = (11.69 - MARGINS["left"] - MARGINS["right"]) * _POINTS_AN_INCH
_PAGE_HEIGHT = (8.27 - MARGINS["top"] - MARGINS["bottom"]) * _POINTS_AN_INCH
#: Share of a page that is planned; the rest allows for rows that a program draws a little higher.
_FILL = 0.96
#: The smallest scale that a sheet may be printed at to fit on one page.
_LEAST_SCALE = 0.63
_PLANNED_FOR: Lang = "th"
#: The rough measure: column width for one letter (without marks above and below it), in characters; then points.
_LETTERS = 0.6
_ONE_LINE, _LINE_PITCH, _HIGHEST = 25.5, 23.25, 409.0


def scale(widths: Iterable[float]) -> float:
    """The factor by which a sheet is reduced to the page's width, at most 1."""
    return min(1.0, _PAGE_WIDTH / (sum(width * 7 + 5 for width in widths) * 0.75))


def room(widths: Iterable[float]) -> float:
    """The height of a page in the sheet's own points, if the sheet is fitted to the page's width."""
    return _PAGE_HEIGHT * _FILL / scale(widths)


def fits_one_page(widths: Iterable[float], height: float) -> bool:
    """Whether a sheet of that height (points) prints legibly on one page."""
    widths = tuple(widths)
    return height <= room(widths) * max(1.0, scale(widths) / _LEAST_SCALE)


def planned_height(texts: Iterable[FixedText], widths: tuple[float, ...], lines: int = 1) -> float:
    """The height used in planning pages for a row with these texts, in points.

    :param widths: the widths of the sheet's columns, from column A on.
    :param lines: lines that the row reserves for answers.
    """
    for text in texts:
        width = sum(widths[text.cell.column:text.cell.column + text.span])
        letters = [sum(unicodedata.category(character) != "Mn" for character in paragraph)
                   for paragraph in text.text.of(_PLANNED_FOR).split("\n")]
        lines = max(lines, sum(max(1, math.ceil(count / (width * _LETTERS))) for count in letters))
    return _ONE_LINE if lines == 1 else min(_HIGHEST, lines * _LINE_PITCH + 2)


@dataclass
class Pager:
    """Fills pages from top to bottom.

    :ivar room: height of a page, in points.
    :ivar head: height of the rows at the top of every page but the first.
    :ivar used: height already used on the current page.
    :ivar breaks: the rows (zero-based) before which a new page begins.
    """

    room: float
    head: float
    used: float = 0.0
    breaks: list[int] = field(default_factory=list)

    def fits(self, height: float) -> bool:
        """Whether a part of this height fits on the current page."""
        return self.used + height <= self.room

    def use(self, height: float) -> None:
        """Use a part of the current page."""
        self.used += height

    def start_page(self, row: int) -> None:
        """Begin a new page before a row."""
        self.breaks.append(row)
        self.used = self.head
