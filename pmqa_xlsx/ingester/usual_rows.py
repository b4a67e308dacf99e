"""The rows of a worksheet as nearly every program writes them, cut into cells without building a tree.

Only what is spelled exactly so is taken, and then it is well-formed by the spelling itself: known attributes in the
usual order, texts without markup and with the five named entities. Whatever else a part holds sends the whole part to
the parser. What the pieces mean is decided in one place for both (:mod:`pmqa_xlsx.ingester.worksheet`).
"""

from __future__ import annotations

import re
from typing import NamedTuple
from xml.parsers import expat

#: A part of this size is parsed bit by bit instead.
LARGEST = 4 * 2**20
_OPENING, _CLOSING = b"<sheetData>", b"</sheetData>"
_TEXT = "[^<&]*+(?:&(?:amp|lt|gt|quot|apos);[^<&]*+)*+"
_FORMULA = (r'<f(?: t="[a-z]+")?(?: aca="(?:true|false)")?(?: ref="[A-Z0-9:]+")?(?: ca="1")?(?: si="[0-9]+")?'
            rf"(?: ?/>|>{_TEXT}</f>)")
_VALUE = rf"(?:<v ?/>|<v>{_TEXT}</v>)"
_CELL = (r'<c r="[A-Z]{1,2}[1-9][0-9]{0,5}"(?: s="[0-9]{1,8}")?(?: t="(?:s|n|str|inlineStr|b|e)")?'
         rf'(?: ?/>|>(?:<is><t(?: xml:space="preserve")?>{_TEXT}</t></is>|{_FORMULA}{_VALUE}?|{_VALUE})</c>)')
_ROW_TAG = "<row" + "".join(rf'(?: {name}="[A-Za-z0-9:. ]*")?' for name in (
    "r", "spans", "s", "customFormat", "ht", "hidden", "customHeight", "outlineLevel", "collapsed", "thickTop",
    "thickBot", "x14ac:dyDescent"))
_ROWS = re.compile(f"(?:{_ROW_TAG} ?(?:/>|>(?:{_CELL})*+</row>))*+")
#: What follows is said of text that :data:`_ROWS` matches.
_NUMBER = re.compile('<row(?: r="([^"]*)")?')
_FILLED = re.compile('<c r="([^"]+)"(?: s="([0-9]+)")?(?: t="([a-zA-Z]+)")?>'
                     "(?:<is><t[^>]*>([^<]*)</t></is>|(<f[^>]*>(?:[^<]*</f>)?)?(<v ?/>|<v>[^<]*)?)")
#: Characters that XML does not allow or an XML parser changes, and the end of a section that may not stand in a text.
_CONTROL = bytes({*range(32)} - {ord("\t"), ord("\n")})
_NOT_IN_TEXT = ("\ufffe", "\uffff", "]]>")
#: The prefix of an attribute that Excel gives to rows, and what declares it.
_PREFIX, _DECLARED = "x14ac:", b' xmlns:x14ac="'
#: Blocks of a part that nothing is read from, and what is looked for wherever it stands.
_UNREAD = (b"conditionalFormatting", b"dataValidations")
_READ = (b"worksheet", b"sheetProtection", b"oddFooter", b"<row", b":row")

#: Address, style, type (each as it stands there, empty where nothing does), inline text, formula and value of a cell
#: that holds at least one of these three.
Pieces = tuple[str, str, str, str, str, str]


class UsualRows(NamedTuple):
    """The rows of a part.

    :ivar numbers: the number that each row states.
    :ivar cells: the cells that hold something, in the file's order.
    """

    numbers: list[str | None]
    cells: list[Pieces]


def cut_rows(data: bytes) -> tuple[bytes, UsualRows] | None:
    """Cut the rows out of a worksheet part.

    :param data: a checked part, in UTF-8.
    :returns: the part without its rows, of which nothing is known yet (see :func:`skeleton`), and the rows; ``None``
        where one is spelled otherwise.
    """
    start, end = data.find(_OPENING) + len(_OPENING), data.rfind(_CLOSING)
    if len(data) >= LARGEST or not len(_OPENING) <= start <= end:
        return None
    region = data[start:end]
    if len(region.translate(None, _CONTROL)) != len(region):
        return None
    try:
        text = region.decode()
    except UnicodeDecodeError:
        return None
    if any(refused in text for refused in _NOT_IN_TEXT) or _ROWS.fullmatch(text) is None:
        return None
    if _PREFIX in text and _DECLARED not in _root_tag(data[:start]):
        return None
    return data[:start] + data[end:], UsualRows([number or None for number in _NUMBER.findall(text)],
                                                _FILLED.findall(text))


def _root_tag(head: bytes) -> bytes:
    start = head.find(b"<worksheet ")
    return head[start:head.find(b">", start)] if start >= 0 else b""


def skeleton(rest: bytes) -> bytes | None:
    """What :func:`cut_rows` leaves of a part, without the blocks that nothing is read from.

    :returns: ``None`` where it is malformed, or holds anything in which a tag may stand that is none: a comment, an
        instruction, a section. Then the rows may not have been rows either.
    """
    strange: list[object] = []
    parser = expat.ParserCreate(None, "}")
    parser.CommentHandler = strange.append
    parser.StartCdataSectionHandler = lambda: strange.append(None)
    parser.ProcessingInstructionHandler = lambda *instruction: strange.append(instruction)
    try:
        parser.Parse(rest, True)
    except (expat.ExpatError, ValueError):
        return None
    if strange or rest.count(_CLOSING) != 1:
        return None
    starts = [place for name in _UNREAD if (place := rest.find(b"<" + name)) >= 0]
    ends = [place for name in _UNREAD if (place := rest.rfind(b"</" + name)) >= 0]
    if not starts or not ends:
        return rest
    start, end = min(starts), rest.index(b">", max(ends)) + 1
    block = rest[start:end]
    return rest if any(name in block for name in _READ) else rest[:start] + rest[end:]


def content(piece: str) -> str:
    """The text of an inline text or a value, without the opening tag of the latter and with entities decoded."""
    if piece.startswith("<v"):
        piece = piece[3:] if piece[2] == ">" else ""
    if "&" in piece:
        piece = piece.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&apos;", "'")
        piece = piece.replace("&amp;", "&")
    return piece
