"""The rows of a worksheet, in the form written by nearly every program, cut into cells without building a tree.

Only this exact form is accepted, which is always well-formed: known attributes in the usual order, texts without markup
and with the five named entities. If a part contains anything else, the whole part is left to the parser. The meaning of
a cell is decided in one place for both (:mod:`pmqa_xlsx.files.ooxml.cell_content`).

A text cannot contain ``<``, so that the tag of a cell is found by its first characters, and each piece between two of
them, including the ends and openings of rows after the cell, is checked separately. Most pieces of a return are the
same as in the one before.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pmqa_xlsx.files.ooxml.fast_frame import CUT, END_OF_SECTION, TEXT, NotFastPath, decoded, plain

#: A part above this size is parsed incrementally instead.
LARGEST = 4 * 2**20
_OPENING, CLOSING = b"<sheetData>", b"</sheetData>"
_CELL_OPENING = b"<c "
_ROW = r'<row r="[1-9][0-9]{0,5}"' + "".join(rf'(?: {name}="[A-Za-z0-9:. ]*")?' for name in (
    "spans", "s", "customFormat", "ht", "hidden", "customHeight", "outlineLevel", "collapsed", "thickTop", "thickBot",
    "x14ac:dyDescent"))
#: Rows without cells, then the tag of one with cells, in a group.
_ROWS = rf"(?:{_ROW} ?(?:/>|></row>))*+({_ROW} ?>)?"
_BEFORE_CELLS = re.compile(_ROWS)
_FORMULA = (r'<f(?: t="[a-z]+")?(?: aca="(?:true|false)")?(?: ref="[A-Z0-9:]+")?(?: ca="1")?(?: si="[0-9]+")?'
            rf"(?: ?/>|>{TEXT}</f>)")
#: The text after ``<c `` up to the next one; with groups for address, style, type, inline text, formula, empty value
#: and value, and for the end of the row and the tag of the next one.
_CELL = re.compile(
    r'r="([A-Z]{1,2}[1-9][0-9]{0,5})"(?: s="([0-9]{1,8})")?(?: t="(s|n|str|inlineStr|b|e)")?'
    rf'(?: ?/>|>(?:<is><t(?: xml:space="preserve")?>({TEXT})</t></is>'
    rf"|({_FORMULA})?(?:(<v ?/>)|<v>({TEXT})</v>)?)</c>)(?:(</row>){_ROWS})?")
#: The prefix of an attribute that Excel writes in rows; if it is used, it must be declared for the rows.
_PREFIX = b"x14ac:"
_CUT_WITH_PREFIX = CUT.replace(b"/>", b' x14ac:c=""/>')


class Rows(NamedTuple):
    """The rows of a worksheet, cut into cells.

    :ivar around: the part with an empty element instead of its rows, for :mod:`pmqa_xlsx.files.ooxml.fast_frame`.
    :ivar cells: each with the text after it up to the next one, for :func:`pieces_of`; the last one ends the rows.
    :ivar prefixed: whether rows may use the prefix; the empty element then contains it to check its declaration.
    """

    around: bytes
    cells: list[bytes]
    prefixed: bool


class CellPieces(NamedTuple):
    """The pieces of a cell, with entities decoded.

    :ivar style: empty if it has none; also ``kind``, the cell's type.
    :ivar inline: an inline text; ``None`` if there is none.
    :ivar formula: its element, with entities decoded; ``None`` if there is none.
    :ivar value: the text of ``v``; ``None`` if there is no such element.
    """

    address: str
    style: str
    kind: str
    inline: str | None
    formula: str | None
    value: str | None


def cut_rows(data: bytes) -> Rows:
    """Cut the rows out of a worksheet part.

    :param data: a checked part, in UTF-8.
    :raises NotFastPath: the text before the first cell has another form.
    """
    start, end = data.find(_OPENING) + len(_OPENING), data.rfind(CLOSING)
    if len(data) >= LARGEST or not len(_OPENING) <= start <= end:
        raise NotFastPath
    before, *cells = data[start:end].split(_CELL_OPENING)
    match = _BEFORE_CELLS.fullmatch(decoded(before))
    if match is None or (match[1] is None) == bool(cells):
        raise NotFastPath
    prefixed = _PREFIX in before
    return Rows(data[:start] + (_CUT_WITH_PREFIX if prefixed else CUT) + data[end:], cells, prefixed)


def pieces_of(cell: bytes, *, prefixed: bool, last: bool) -> CellPieces:
    """The pieces of a cell.

    :param prefixed: whether a row that begins after it may use the prefix.
    :param last: whether it is the last one; after it no row may be open, after any other one a row must be.
    :raises NotFastPath: it has another form.
    """
    text = decoded(cell)
    match = _CELL.fullmatch(text)
    if match is None or END_OF_SECTION in text or (_PREFIX in cell and not prefixed):
        raise NotFastPath
    address, style, kind, inline, formula, empty, value, row_ends, row_begins = match.groups()
    if last == (row_ends is None or row_begins is not None):
        raise NotFastPath
    if value is None and empty is not None:
        value = ""
    return CellPieces(address, style or "", kind or "", inline and plain(inline), formula and plain(formula),
                      value and plain(value))
