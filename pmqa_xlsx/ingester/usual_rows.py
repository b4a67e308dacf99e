"""The rows of a worksheet as nearly every program writes them, cut into cells without building a tree.

Only what is spelled exactly so is taken, and then it is well-formed by the spelling itself: known attributes in the
usual order, texts without markup and with the five named entities. Whatever else a part holds sends the whole part to
the parser. What a cell means is decided in one place for both (:mod:`pmqa_xlsx.ingester.cell_content`).

In a text no ``<`` can stand, so that the tag of a row or a cell is found by its first characters alone, and each
piece between two of them is judged by itself. Most pieces of a return stood in the one before just so.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from pmqa_xlsx.ingester.usual_frame import CUT, END_OF_SECTION, TEXT, UnusualError, decoded, plain

#: A part of this size is parsed bit by bit instead.
LARGEST = 4 * 2**20
_OPENING, _CLOSING = b"<sheetData>", b"</sheetData>"
_ROW_OPENING, _ROW_CLOSING, _CELL_OPENING = b"<row ", b"</row>", b"<c "
_FORMULA = (r'<f(?: t="[a-z]+")?(?: aca="(?:true|false)")?(?: ref="[A-Z0-9:]+")?(?: ca="1")?(?: si="[0-9]+")?'
            rf"(?: ?/>|>{TEXT}</f>)")
#: From behind ``<c `` on; with groups for address, style, type, inline text, formula, empty value and value.
_CELL = re.compile(
    r'r="([A-Z]{1,2}[1-9][0-9]{0,5})"(?: s="([0-9]{1,8})")?(?: t="(s|n|str|inlineStr|b|e)")?'
    rf'(?: ?/>|>(?:<is><t(?: xml:space="preserve")?>({TEXT})</t></is>'
    rf"|({_FORMULA})?(?:(<v ?/>)|<v>({TEXT})</v>)?)</c>)")
#: From behind ``<row `` on, up to the first cell.
_ROW = re.compile(r'r="[1-9][0-9]{0,5}"' + "".join(rf'(?: {name}="[A-Za-z0-9:. ]*")?' for name in (
    "spans", "s", "customFormat", "ht", "hidden", "customHeight", "outlineLevel", "collapsed", "thickTop", "thickBot",
    "x14ac:dyDescent")) + " ?(/?)>")
#: The prefix of an attribute that Excel gives to rows; where it is used it must be declared in the rows' place too.
_PREFIX = b"x14ac:"
_CUT_WITH_PREFIX = CUT.replace(b"/>", b' x14ac:c=""/>')


class CellPieces(NamedTuple):
    """The pieces of a cell, as they stand there and with entities decoded.

    :ivar style: empty where it has none; so is ``kind``, the cell's type.
    :ivar inline: an inline text; ``None`` where there is none.
    :ivar value: the text of ``v``; ``None`` where there is no such element.
    """

    address: str
    style: str
    kind: str
    inline: str | None
    formula: bool
    value: str | None


def cut_rows(data: bytes) -> tuple[bytes, list[bytes]]:
    """Cut the rows out of a worksheet part.

    :param data: a checked part, in UTF-8.
    :returns: the part with an empty element for its rows, for :func:`pmqa_xlsx.ingester.usual_frame.frame_of`, and the
        rows, for :func:`cells_of`.
    :raises UnusualError: what stands before the rows is spelled otherwise.
    """
    start, end = data.find(_OPENING) + len(_OPENING), data.rfind(_CLOSING)
    if len(data) >= LARGEST or not len(_OPENING) <= start <= end:
        raise UnusualError
    before, *rows = data[start:end].split(_ROW_OPENING)
    if before:
        raise UnusualError
    return data[:start] + (CUT if data.find(_PREFIX, start, end) < 0 else _CUT_WITH_PREFIX) + data[end:], rows


def cells_of(row: bytes) -> list[bytes]:
    """The cells of a row, for :func:`pieces_of`.

    :param row: a row with all up to the next one.
    :raises UnusualError: it is spelled otherwise.
    """
    opening, *cells = row.removesuffix(_ROW_CLOSING).split(_CELL_OPENING)
    ends_behind_cells = row.endswith(_ROW_CLOSING)
    if ends_behind_cells == _ends_in_its_tag(opening) or (cells and not ends_behind_cells):
        raise UnusualError
    return cells


@lru_cache(maxsize=4_096)
def _ends_in_its_tag(opening: bytes) -> bool:
    """Whether a row's opening tag closes it too."""
    match = _ROW.fullmatch(decoded(opening))
    if match is None:
        raise UnusualError
    return match[1] == "/"


def pieces_of(cell: bytes) -> CellPieces:
    """The pieces of a cell.

    :raises UnusualError: it is spelled otherwise.
    """
    text = decoded(cell)
    match = _CELL.fullmatch(text)
    if match is None or END_OF_SECTION in text:
        raise UnusualError
    address, style, kind, inline, formula, empty, value = match.groups()
    if value is None and empty is not None:
        value = ""
    return CellPieces(address, style or "", kind or "", inline and plain(inline), formula is not None,
                      value and plain(value))
