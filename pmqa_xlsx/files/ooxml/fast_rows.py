"""The rows of a worksheet, in the form written by nearly every program, cut at their values without building a tree.

1. The content of ``<sheetData>`` is cut at each value: the text between ``<v>`` and ``</v>``.
2. What is left between two values is markup: the end of a cell, cells without ``<v>`` (with only a style, an inline
   text or a formula that was not calculated), ends and beginnings of rows, the beginning of the cell with the next
   value. It is the same in most returns, so its meaning is cached by its bytes.
3. Markup that is not known is cut into cells, each checked by one expression, and cached too. Only this exact form is
   accepted, which is always well-formed: known attributes in the usual order, texts without markup and with the five
   named entities.
4. A value is the number of a shared text, or it is checked and read as the type of its cell says.
5. If a part contains anything else, the parser reads all of it (:mod:`pmqa_xlsx.files.ooxml.worksheet`).

The meaning of a cell is decided in one place for both ways (:mod:`pmqa_xlsx.files.ooxml.cell_content`).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pmqa_xlsx.files.ooxml.fast_frame import CUT, END_OF_SECTION, TEXT, NotFastPath, decoded, plain

#: A part above this size is parsed incrementally instead.
LARGEST = 4 * 2**20
_OPENING, CLOSING = b"<sheetData>", b"</sheetData>"
CELL_OPENING, _VALUE_OPENING = b"<c ", b"<v>"
_ROW = r'<row r="[1-9][0-9]{0,5}"' + "".join(rf'(?: {name}="[A-Za-z0-9:. ]*")?' for name in (
    "spans", "s", "customFormat", "ht", "hidden", "customHeight", "outlineLevel", "collapsed", "thickTop", "thickBot",
    "x14ac:dyDescent"))
#: Rows without cells, then the tag of one with cells, in a group.
_ROWS = rf"(?:{_ROW} ?(?:/>|></row>))*+({_ROW} ?>)?"
_BEFORE_CELLS = re.compile(_ROWS)
_ATTRIBUTES = r'r="([A-Z]{1,2}[1-9][0-9]{0,5})"(?: s="([0-9]{1,8})")?(?: t="(s|n|str|inlineStr|b|e)")?'
#: A formula in a group, and its text in another.
_FORMULA = (r'(<f(?: t="[a-z]+")?(?: aca="(?:true|false)")?(?: ref="[A-Z0-9:]+")?(?: ca="1")?(?: si="[0-9]+")?'
            rf"(?: ?/>|>({TEXT})</f>))?")
#: The end of a row and the tag of the next one, in groups.
_ROW_END = rf"(?:(</row>){_ROWS})?"
#: A cell without ``<v>``, after ``<c `` and up to the next one; with groups for address, style, type, inline text,
#: formula, its text and empty value.
_CELL = re.compile(rf'{_ATTRIBUTES}(?: ?/>|>(?:<is><t(?: xml:space="preserve")?>({TEXT})</t></is>'
                   rf"|{_FORMULA}(<v ?/>)?)</c>){_ROW_END}")
#: The beginning of a cell up to its value; with groups for address, style, type, formula and its text.
_BEGINNING = re.compile(rf"{_ATTRIBUTES}>{_FORMULA}")
#: The end of a cell after its value, up to the next one.
_END = re.compile(rf"/v></c>{_ROW_END}")
#: The prefix of an attribute that Excel writes in rows; if it is used, it must be declared for the rows.
_PREFIX = b"x14ac:"
_CUT_WITH_PREFIX = CUT.replace(b"/>", b' x14ac:c=""/>')


class Rows(NamedTuple):
    """The rows of a worksheet, cut at their values.

    :ivar around: the part with an empty element instead of its rows, for :mod:`pmqa_xlsx.files.ooxml.fast_frame`.
    :ivar first: the markup before the first value, from the first cell on; empty without cells.
    :ivar pieces: the values, each with the markup after it.
    :ivar prefixed: whether rows may use the prefix; the empty element then contains it to check its declaration.
    """

    around: bytes
    first: bytes
    pieces: list[bytes]
    prefixed: bool


class CellPieces(NamedTuple):
    """A cell without its value, with entities decoded.

    :ivar style: empty if it has none.
    :ivar kind: the cell's type.
    :ivar formula: empty if another cell states it; ``None`` if there is none.
    :ivar inline: an inline text; ``None`` if there is none.
    :ivar value: empty for an empty element of a value; ``None`` if there is no such element.
    """

    address: str
    style: str
    kind: str
    formula: str | None
    inline: str | None = None
    value: str | None = None


def cut_rows(data: bytes) -> Rows:
    """Cut the rows out of a worksheet part.

    :param data: a checked part, in UTF-8.
    :raises NotFastPath: the text before the first cell has another form.
    """
    start, end = data.find(_OPENING) + len(_OPENING), data.rfind(CLOSING)
    if len(data) >= LARGEST or not len(_OPENING) <= start <= end:
        raise NotFastPath
    first_cell = data.find(CELL_OPENING, start, end)
    before = data[start:end if first_cell < 0 else first_cell]
    match = _BEFORE_CELLS.fullmatch(decoded(before))
    if match is None or (match[1] is None) == (first_cell >= 0):
        raise NotFastPath
    prefixed = _PREFIX in before
    around = data[:start] + (_CUT_WITH_PREFIX if prefixed else CUT) + data[end:]
    first, *pieces = data[first_cell:end].split(_VALUE_OPENING) if first_cell >= 0 else [b""]
    return Rows(around, first, pieces, prefixed)


def check_end(markup: bytes, *, prefixed: bool, last: bool) -> None:
    """Check the end of a cell after its value, up to the next cell.

    :param prefixed: whether a row that begins in it may use the prefix.
    :param last: whether it is the last cell; after it no row may be open, after any other one a row must be.
    :raises NotFastPath: it has another form.
    """
    _check_row_end(*_matched(_END, markup, prefixed).groups(), last=last)


def pieces_of(markup: bytes, *, prefixed: bool, last: bool) -> CellPieces:
    """The pieces of a cell without ``<v>``, given after ``<c `` and up to the next cell.

    :param prefixed: as for :func:`check_end`, also ``last``.
    :raises NotFastPath: it has another form.
    """
    address, style, kind, inline, formula, stated, empty, *ends = _matched(_CELL, markup, prefixed).groups()
    _check_row_end(*ends, last=last)
    return CellPieces(address, style or "", kind or "n", formula and plain(stated or ""), inline and plain(inline),
                      None if empty is None else "")


def beginning_of(markup: bytes) -> CellPieces:
    """The pieces of a cell before its value, given after ``<c ``.

    :raises NotFastPath: it has another form.
    """
    address, style, kind, formula, stated = _matched(_BEGINNING, markup, prefixed=True).groups()
    return CellPieces(address, style or "", kind or "n", formula and plain(stated or ""))


def _matched(expression: re.Pattern[str], markup: bytes, prefixed: bool) -> re.Match[str]:
    text = decoded(markup)
    match = expression.fullmatch(text)
    if match is None or END_OF_SECTION in text or (_PREFIX in markup and not prefixed):
        raise NotFastPath
    return match


def _check_row_end(row_ends: str | None, row_begins: str | None, *, last: bool) -> None:
    if last == (row_ends is None or row_begins is not None):
        raise NotFastPath
