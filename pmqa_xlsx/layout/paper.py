"""The printed page: A4 landscape, as wide as the sheet, and where a new page begins.

Where a page begins inside a table its headings are repeated, and that moves slots. So pages are planned by a rough
measure of their own for the texts in one language, which must not follow when the look is improved: a page that
comes out higher than planned is broken once more by the program that prints it.
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
#: The height of a row that states none, in points.
DEFAULT_ROW = 15.0
_POINTS_AN_INCH = 72
_PAGE_WIDTH = (11.69 - MARGINS["left"] - MARGINS["right"]) * _POINTS_AN_INCH
_PAGE_HEIGHT = (8.27 - MARGINS["top"] - MARGINS["bottom"]) * _POINTS_AN_INCH
#: Part of a page that is planned for; the rest makes up for rows that a program draws a little higher.
_FILL = 0.96
#: The smallest scale that a sheet may be printed at to fit on one page.
_LEAST_SCALE = 0.63
_PLANNED_FOR: Lang = "th"
#: Of the rough measure: letters (marks above and below them apart) to a character of column width, and points.
_LETTERS = 0.6
_ONE_LINE, _LINE_PITCH, _HIGHEST = 25.5, 23.25, 409.0


def scale(widths: Iterable[float]) -> float:
    """How much a sheet is made smaller to be as wide as the page; never made larger."""
    return min(1.0, _PAGE_WIDTH / (sum(width * 7 + 5 for width in widths) * 0.75))


def room(widths: Iterable[float]) -> float:
    """The height of a page in the sheet's own points, when the sheet is as wide as the page."""
    return _PAGE_HEIGHT * _FILL / scale(widths)


def fits_one_page(widths: Iterable[float], height: float) -> bool:
    """Whether a sheet of that height (points) prints legibly on one page."""
    widths = tuple(widths)
    return height <= room(widths) * max(1.0, scale(widths) / _LEAST_SCALE)


def planned_height(texts: Iterable[FixedText], widths: tuple[float, ...], lines: int = 1) -> float:
    """The height that pages are planned with for a row with these texts, in points.

    :param widths: the widths of the sheet's columns, from column A on.
    :param lines: lines that the row keeps free for answers.
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
    :ivar head: height of the rows that every page but the first begins with.
    :ivar used: height that is taken on the current page.
    :ivar breaks: the rows (zero-based) before which a new page begins.
    """

    room: float
    head: float
    used: float = 0.0
    breaks: list[int] = field(default_factory=list)

    def fits(self, height: float) -> bool:
        """Whether so much more fits on the current page."""
        return self.used + height <= self.room

    def take(self, height: float) -> None:
        """Fill a part of the current page."""
        self.used += height

    def turn(self, row: int) -> None:
        """Begin a new page before a row."""
        self.breaks.append(row)
        self.used = self.head
