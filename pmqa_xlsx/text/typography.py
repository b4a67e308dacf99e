"""Measure text in cells: its width, the number of lines after wrapping, the height of its row.

Excel does not fit rows to wrapped Thai text reliably, so every row height is set. The widths below are for TH Sarabun
(regular), in thousandths of the font size, rounded up within each group; they were derived from an open font of the
same design. Sizes, widths and heights are in points, column widths in Excel's own unit (characters of the default
font).
"""

from __future__ import annotations

import math
import re
import unicodedata

#: The font of every workbook; where it is not installed another one is drawn.
FONT = "TH SarabunPSK"
#: Width of one character of the default font in a column, in points: 7 pixels of 0.75.
POINTS_PER_CHARACTER = 5.25
#: If TH Sarabun is missing, LibreOffice replaces it by a font up to 1.3 times as wide: assume a narrower column.
SAFE_WIDTH = 0.82
#: The largest row height in Excel, in points.
MAX_ROW_HEIGHT = 409.0

_WIDTHS = (
    (165, "!',.:;|Iij·"),
    (215, " \u00a0()-[]`flrt{}เๅ•"),
    (245, "\"/\\Jtโใไ‘’"),
    (295, "*?sง"),
    (335, "acgkvzาำรธวฐ"),
    (385, "#0123456789BEFLPRSTVYe_bdhnopquxy“”–กขฃคฅจฉชซดตถผฝยลศสอฮฯะฤแๆ"),
    (430, "&ACDGHKNZ+<=>^~×÷ทนบปภมหฆฎฏฦฟษ฿"),
    (465, "OQUXฑพฟฬ๏๐๑๒๓๔๕๖๗๘๙"),
    (545, "%@Mwฌญฒณ๚"),
    (600, "Wm…"),
    (720, "—๛"),
)
_UNKNOWN, _UNKNOWN_WIDE = 450, 800
#: Room for bold text and for fonts a little wider than the one measured.
_MARGIN = 1.08
#: Lines end before the edge: by a tenth, since programs space letters differently, and in Thai (which has no spaces
#: between words) by half an average word if that is more.
_FILL = 0.9
_HALF_WORD = 0.9
#: Line pitch, in font sizes, of the font that replaces TH Sarabun if it is not installed; TH Sarabun needs less.
_LINE_HEIGHT = 1.66
_CELL_PADDING = 4.0
_ROW_PADDING = 2.0
_PIECES = re.compile(r"[\u0e00-\u0e7f]+|\s+|[^\s\u0e00-\u0e7f]+")


def text_width(text: str, size: float) -> float:
    """The width of a text on one line, in points; marks above and below a letter have no width of their own.

    :param size: font size in points.
    """
    return sum(map(_ADVANCES.__getitem__, text)) * size * _MARGIN / 1000


def column_points(width: float) -> float:
    """The width of a column in points, from characters of the default font."""
    return (width * 7 + 5) * 0.75


def line_count(text: str, column_width_chars: float, size: float) -> int:
    """The number of lines of a text wrapped in a column, at least 1; the estimate is rather too high than too low.

    :param column_width_chars: the column's width in Excel's unit (characters of the default font); for a text
        across several columns, their sum.
    :param size: font size in points.
    """
    room = max(column_points(column_width_chars) - _CELL_PADDING, size)
    return sum(_lines_of(paragraph, room, size) for paragraph in text.split("\n"))


def row_height(lines: int, size: float) -> float:
    """The height of a row with that many lines, in points; it may exceed :data:`MAX_ROW_HEIGHT`.

    :param size: font size in points.
    """
    return math.ceil((max(lines, 1) * size * _LINE_HEIGHT + _ROW_PADDING) * 4 / 3) * 0.75  # whole pixels


class _Advances(dict[str, int]):
    """The width of each character; of one that was not measured it is estimated once."""

    def __missing__(self, character: str) -> int:
        if unicodedata.category(character) in ("Mn", "Me", "Cf", "Cc"):
            width = 0
        else:
            width = _UNKNOWN_WIDE if unicodedata.east_asian_width(character) in "WF" else _UNKNOWN
        self[character] = width
        return width


_ADVANCES = _Advances({character: width for width, group in _WIDTHS for character in group})


def _lines_of(paragraph: str, room: float, size: float) -> int:
    """Fill lines piece by piece: Thai text can break anywhere, other words go to the next line if they fit there."""
    thai_room = max(min(room * _FILL, room - size * _HALF_WORD), room / 2)
    room *= _FILL
    lines, used = 1, 0.0
    for piece in _PIECES.findall(paragraph):
        width = text_width(piece, size)
        if piece.isspace():
            used += width
            continue
        thai = "\u0e00" <= piece[0] <= "\u0e7f"
        limit = thai_room if thai else room
        if not thai and used and used + width > room:
            lines, used = lines + 1, 0.0
        used += width
        if used > limit:
            more = math.ceil(used / limit) - 1
            lines, used = lines + more, used - more * limit
    return lines
