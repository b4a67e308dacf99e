"""The rows of a worksheet as nearly every program writes them, cut into cells without building a tree.

Only what is spelled exactly so is taken, and then it is well-formed by the spelling itself: known attributes in the
usual order, texts without markup and with the five named entities. Whatever else a part holds sends the whole part to
the parser. What a cell means is decided in one place for both (:mod:`pmqa_xlsx.ingester.cell_content`).

In a text no ``<`` can stand, so that the opening of a cell's tag is found by its first three characters alone, and
each piece between two of them is judged by itself. Most pieces of a return stood in the one before just so.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pmqa_xlsx.ingester.usual_frame import END_OF_SECTION, TEXT, UnusualError, decoded, plain, root_tag

#: A part of this size is parsed bit by bit instead.
LARGEST = 4 * 2**20
_OPENING, _CLOSING = b"<sheetData>", b"</sheetData>"
_CELL_OPENING = b"<c "
_FORMULA = (r'<f(?: t="[a-z]+")?(?: aca="(?:true|false)")?(?: ref="[A-Z0-9:]+")?(?: ca="1")?(?: si="[0-9]+")?'
            rf"(?: ?/>|>{TEXT}</f>)")
#: From behind ``<c `` on; with groups for address, style, type, inline text, formula, empty value and value.
_CELL = (r'r="([A-Z]{1,2}[1-9][0-9]{0,5})"(?: s="([0-9]{1,8})")?(?: t="(s|n|str|inlineStr|b|e)")?'
         rf'(?: ?/>|>(?:<is><t(?: xml:space="preserve")?>({TEXT})</t></is>'
         rf"|({_FORMULA})?(?:(<v ?/>)|<v>({TEXT})</v>)?)</c>)")
_ROW = '<row r="[1-9][0-9]{0,5}"' + "".join(rf'(?: {name}="[A-Za-z0-9:. ]*")?' for name in (
    "spans", "s", "customFormat", "ht", "hidden", "customHeight", "outlineLevel", "collapsed", "thickTop", "thickBot",
    "x14ac:dyDescent")) + " ?"
_EMPTY_ROWS = f"(?:{_ROW}(?:/>|></row>))*+"
#: What stands before the first cell, where there is one, and where there is none.
_BEFORE, _NO_CELL = re.compile(f"{_EMPTY_ROWS}{_ROW}>"), re.compile(_EMPTY_ROWS)
#: A cell and what stands between it and the next one, or between the last one and the end.
_AND_NEXT, _AND_END = re.compile(f"{_CELL}(?:</row>{_EMPTY_ROWS}{_ROW}>)?"), re.compile(f"{_CELL}</row>{_EMPTY_ROWS}")
#: The prefix of an attribute that Excel gives to rows, and what declares it.
_PREFIX, _DECLARED = b"x14ac:", b' xmlns:x14ac="'


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


class CutRows(NamedTuple):
    """The rows of a part in pieces, of which nothing is known yet.

    :ivar before: all before the first cell.
    :ivar cells: each cell with all up to the next one, for :func:`pieces_of`; without the last one.
    :ivar last: the last cell, for the same; ``None`` where there is no cell.
    """

    before: bytes
    cells: list[bytes]
    last: bytes | None


def cut_rows(data: bytes) -> tuple[bytes, CutRows]:
    """Cut the rows out of a worksheet part.

    :param data: a checked part, in UTF-8.
    :returns: the part without its rows, for :func:`pmqa_xlsx.ingester.usual_frame.frame_of`, and the rows.
    :raises UnusualError: what stands before the cells is spelled otherwise.
    """
    start, end = data.find(_OPENING) + len(_OPENING), data.rfind(_CLOSING)
    if len(data) >= LARGEST or not len(_OPENING) <= start <= end:
        raise UnusualError
    rest = data[:start] + data[end:]
    before, *cells = data[start:end].split(_CELL_OPENING)
    _check_before(before, bool(cells))
    if data.find(_PREFIX, start, end) >= 0 and _DECLARED not in root_tag(rest):
        raise UnusualError
    return rest, CutRows(before, cells, cells.pop() if cells else None)


def _check_before(piece: bytes, cells: bool) -> None:
    if (_BEFORE if cells else _NO_CELL).fullmatch(decoded(piece)) is None:
        raise UnusualError


def pieces_of(piece: bytes, *, last: bool) -> CellPieces:
    """The pieces of a cell.

    :param piece: a cell with all up to the next one.
    :param last: whether there is no next one.
    :raises UnusualError: it is spelled otherwise.
    """
    text = decoded(piece)
    match = (_AND_END if last else _AND_NEXT).fullmatch(text)
    if match is None or END_OF_SECTION in text:
        raise UnusualError
    address, style, kind, inline, formula, empty, value = match.groups()
    if value is None and empty is not None:
        value = ""
    return CellPieces(address, style or "", kind or "", inline and plain(inline), formula is not None,
                      value and plain(value))
