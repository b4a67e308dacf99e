"""The rows of a worksheet, in the form written by nearly every program, cut at their values without building a tree.

1. The values are cut out of ``<sheetData>``: the texts after ``<v>`` and ``<t>``. What is left is cut into rows.
2. The markup of a row without its values is the same in most returns. What it means (its cells, and which of them have
   a value) is cached by its bytes.
3. A row that is not known is cut into cells, each checked by one expression, and cached too. Only this exact form is
   accepted, which is always well-formed: known attributes in the usual order, texts without markup and with the five
   named entities.
4. A value is the number of a shared text, or it is checked and read as the type of its cell says.
5. The XML around the rows (columns, rules, settings) differs between the returns only in the footer's text. That is cut
   out too, and what the rest means is cached by its bytes.
6. If a part contains anything else, the parser reads all of it (:mod:`pmqa_xlsx.files.ooxml.worksheet`).

The meaning of a cell is decided in one place for both ways (:mod:`pmqa_xlsx.files.ooxml.notation`).
"""

from __future__ import annotations

import re
from typing import NamedTuple

#: A text without markup, without characters that XML does not allow or that a parser would change.
TEXT = "[^<&\0-\x08\x0b-\x1f\ufffe\uffff]*+(?:&(?:amp|lt|gt|quot|apos);[^<&\0-\x08\x0b-\x1f\ufffe\uffff]*+)*+"
END_OF_SECTION = "]]>"  # not allowed in a text either
#: Placeholder for the content cut out: an empty element, so that the parser can check its position.
CUT_NAME = "cut"
CUT = f"<{CUT_NAME}/>".encode()
_TEXT = re.compile(TEXT)
_FOOTER_OPENING, _FOOTER_CLOSING = b"<oddFooter>", b"</oddFooter>"
#: Beginnings of markup that can contain a false tag: comments, sections and document types; instructions.
STRANGE, INSTRUCTION = b"<!", b"<?"
#: A part above this size is parsed incrementally instead.
LARGEST = 4 * 2**20
CLOSING = b"</sheetData>"
_OPENING, _ROW_OPENING, _ROW_CLOSING, _CELL_OPENING = b"<sheetData>", b"<row ", b"</row>", b"<c "
#: The tag before a value, and the value, in groups.
_VALUE = re.compile(rb'(<v>|<t>|<t xml:space="preserve">)([^<]*)')
_ROW_TAG = re.compile(r'r="[1-9][0-9]{0,5}"' + "".join(rf'(?: {name}="[A-Za-z0-9:. ]*")?' for name in (
    "spans", "s", "customFormat", "ht", "hidden", "customHeight", "outlineLevel", "collapsed", "thickTop", "thickBot",
    "x14ac:dyDescent")) + " ?/?")
#: A cell after ``<c ``, without its value; with groups for address, style, type, inline text, formula and its text,
#: value, and empty value.
_CELL = re.compile(
    r'r="([A-Z]{1,2}[1-9][0-9]{0,5})"(?: s="([0-9]{1,8})")?(?: t="(s|n|str|inlineStr|b|e)")?'
    r'(?: ?/>|>(?:<is>(<t(?: xml:space="preserve")?></t>)</is>'
    r'|(<f(?: t="[a-z]+")?(?: aca="(?:true|false)")?(?: ref="[A-Z0-9:]+")?(?: ca="1")?(?: si="[0-9]+")?'
    rf"(?: ?/>|>({TEXT})</f>))?(?:(<v></v>)|(<v ?/>))?)</c>)")
#: The prefix of an attribute that Excel writes in rows; if it is used, it must be declared for the rows.
_PREFIX = b"x14ac:"
_CUT_WITH_PREFIX = CUT.replace(b"/>", b' x14ac:c=""/>')


class NotFastPath(Exception):
    """The XML has a form that the fast path does not support; it may be valid."""


def without_footer(around: bytes) -> tuple[bytes, str | None]:
    """Cut the text of the footer, which contains the unit, out of a part.

    :param around: a checked part in UTF-8 without its rows, not yet parsed.
    :returns: the part with :data:`CUT` instead of the text, and the text with entities decoded; unchanged and ``None``
        if there is no footer in the usual form.
    :raises NotFastPath: the text is not well-formed.
    """
    start, end = around.rfind(_FOOTER_OPENING) + len(_FOOTER_OPENING), around.rfind(_FOOTER_CLOSING)
    if not len(_FOOTER_OPENING) <= start <= end:
        return around, None
    return around[:start] + CUT + around[end:], checked_text(around[start:end])


def decoded(piece: bytes) -> str:
    """A piece of a part as text.

    :raises NotFastPath: it is not UTF-8.
    """
    try:
        return piece.decode()
    except UnicodeDecodeError as error:
        raise NotFastPath from error


def checked_text(piece: bytes) -> str:
    """A text between two tags, with entities decoded.

    :raises NotFastPath: it is not well-formed.
    """
    text = decoded(piece)
    if _TEXT.fullmatch(text) is None or END_OF_SECTION in text:
        raise NotFastPath
    return plain(text)


def plain(text: str) -> str:
    """A text that matches :data:`TEXT`, with its entities decoded."""
    if "&" in text:
        text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&apos;", "'")
        text = text.replace("&amp;", "&")
    return text


class Rows(NamedTuple):
    """The rows of a worksheet, with their values cut out.

    :ivar around: the part with an empty element instead of its rows, for :func:`without_footer`.
    :ivar rows: the markup of each row after ``<row ``.
    :ivar values: the values of all rows, in order.
    :ivar prefixed: whether rows may use the prefix; the empty element then contains it to check its declaration.
    """

    around: bytes
    rows: list[bytes]
    values: list[bytes]
    prefixed: bool


class CellPieces(NamedTuple):
    """A cell without its value, with entities decoded.

    :ivar style: empty if it has none.
    :ivar kind: the cell's type.
    :ivar formula: empty if another cell states it; ``None`` if there is none.
    :ivar inline: whether an inline text was cut out; ``valued``: whether a value was.
    :ivar empty: whether it has an empty element of a value.
    """

    address: str
    style: str
    kind: str
    formula: str | None
    inline: bool
    valued: bool
    empty: bool


def cut_rows(data: bytes) -> Rows:
    """Cut the rows out of a worksheet part, and their values out of them.

    :param data: a checked part, in UTF-8.
    :raises NotFastPath: it has another form.
    """
    start, end = data.find(_OPENING) + len(_OPENING), data.rfind(CLOSING)
    if len(data) >= LARGEST or not len(_OPENING) <= start <= end:
        raise NotFastPath
    parts = _VALUE.split(data[start:end])
    values = parts[2::3]
    del parts[2::3]
    before, *rows = b"".join(parts).split(_ROW_OPENING)
    if before:
        raise NotFastPath
    prefixed = bool(rows) and _PREFIX in rows[0]
    return Rows(data[:start] + (_CUT_WITH_PREFIX if prefixed else CUT) + data[end:], rows, values, prefixed)


def is_empty_row(tag: bytes, prefixed: bool) -> bool:
    """Check the tag of a row, given after ``<row `` and up to ``>``.

    :param prefixed: whether it may use the prefix.
    :returns: whether it is the tag of an empty element.
    :raises NotFastPath: it has another form.
    """
    if _ROW_TAG.fullmatch(decoded(tag)) is None or (_PREFIX in tag and not prefixed):
        raise NotFastPath
    return tag.endswith(b"/")


def cells_of(row: bytes) -> list[bytes]:
    """The markup of each cell after ``<c ``, given that of a row after its tag.

    :raises NotFastPath: it has another form.
    """
    before, *cells = row.removesuffix(_ROW_CLOSING).split(_CELL_OPENING)
    if before or not row.endswith(_ROW_CLOSING):
        raise NotFastPath
    return cells


def pieces_of(cell: bytes) -> CellPieces:
    """The pieces of a cell, given after ``<c ``.

    :raises NotFastPath: it has another form.
    """
    text = decoded(cell)
    match = _CELL.fullmatch(text)
    if match is None or END_OF_SECTION in text:
        raise NotFastPath
    address, style, kind, inline, formula, stated, valued, empty = match.groups()
    return CellPieces(address, style or "", kind or "n", formula and plain(stated or ""), inline is not None,
                      valued is not None, empty is not None)
