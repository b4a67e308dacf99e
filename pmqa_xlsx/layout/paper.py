"""The printed page, and how wide a sheet may be for it and for a small screen.

Sheets print on A4 landscape, made smaller until they are as wide as the page. No page break is planned: breaks fall
between rows by themselves, and the rows with title and headings are repeated on every page.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from pmqa_xlsx.layout.sheets import Sheet

#: Margins in inches.
MARGINS = {"left": 0.4, "right": 0.4, "top": 0.45, "bottom": 0.65}
#: The height of a row without a given height, in points.
DEFAULT_ROW = 15.0
_POINTS_PER_INCH = 72
_PAGE_WIDTH = (11.69 - MARGINS["left"] - MARGINS["right"]) * _POINTS_PER_INCH
_PAGE_HEIGHT = (8.27 - MARGINS["top"] - MARGINS["bottom"]) * _POINTS_PER_INCH
#: Width of one character of the default font in a column, in points: 7 pixels of 0.75.
POINTS_PER_CHARACTER = 5.25
#: How wide a sheet may be, in points: text of 13 points then prints at 11 or more, and at 100 % it is in sight as a
#: whole on a screen of 1,366 pixels, in Excel as in LibreOffice, which draws it larger and keeps a side bar.
SHEET_WIDTH = 850.0
#: The smallest scale that a sheet may be printed at to fit on one page: 13 points become 11.
_LEAST_SCALE = 11 / 13


def column_points(width: float) -> float:
    """The width of a column in points, from characters of the default font."""
    return (width * 7 + 5) * 0.75


def column_width(points: float) -> float:
    """The inverse of :func:`column_points`: characters, in steps of a tenth."""
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
