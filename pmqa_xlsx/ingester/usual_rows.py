"""The rows of a worksheet as nearly every program writes them, cut into cells without building a tree.

Only what is spelled exactly so is taken, and then it is well-formed by the spelling itself: known attributes in the
usual order, texts without markup and with the five named entities. Whatever else a part holds sends the whole part to
the parser. What the pieces mean is decided in one place for both (:mod:`pmqa_xlsx.ingester.worksheet`).
"""

from __future__ import annotations

import re
from typing import NamedTuple

#: A part of this size is parsed bit by bit instead.
LARGEST = 4 * 2**20
_OPENING, _CLOSING = b"<sheetData>", b"</sheetData>"
_TEXT = "[^<&]*+(?:&(?:amp|lt|gt|quot|apos);[^<&]*+)*+"
_FORMULA = (r'<f(?: t="[a-z]+")?(?: aca="(?:true|false)")?(?: ref="[A-Z0-9:]+")?(?: ca="1")?(?: si="[0-9]+")?'
            rf"(?: ?/>|>{_TEXT}</f>)")
_VALUE = rf"(?:<v ?/>|<v>{_TEXT}</v>)"
_CELL = (r'<c r="[A-Z]{1,2}[1-9][0-9]{0,5}"(?: s="[0-9]{1,8}")?(?: t="(?:s|n|str|inlineStr|b|e)")?'
         rf'(?: ?/>|>(?:<is><t(?: xml:space="preserve")?>{_TEXT}</t></is>|{_FORMULA}{_VALUE}?|{_VALUE})</c>)')
_ROW = r'<row(?: [A-Za-z0-9:]+="[^"<&]*+")*+ ?(?:/>|>(?:CELL)*+</row>)'.replace("CELL", _CELL)
_ROWS = re.compile(f"(?:{_ROW})*+")
#: What follows is said of text that :data:`_ROWS` matches.
_ROW_ATTRIBUTES = re.compile("<row([^<]*)>")
_ATTRIBUTE = re.compile(' ([A-Za-z0-9:]+)="([^"]*)"')
_FILLED = re.compile('<c r="([^"]+)"(?: s="([0-9]+)")?(?: t="([a-zA-Z]+)")?>'
                     "(?:<is><t[^>]*>([^<]*)</t></is>|(<f[^>]*>(?:[^<]*</f>)?)?(<v ?/>|<v>[^<]*)?)")
#: Characters that XML does not allow or an XML parser changes, and the end of a section that may not stand in a text.
_CONTROL = bytes({*range(32)} - {ord("\t"), ord("\n")})
_NOT_IN_TEXT = ("\ufffe", "\uffff", "]]>")
_ROW_BREAKS = b"<rowBreaks"
_END_OF_VALIDATIONS = b"</dataValidations>"
#: What the reader looks for in a part, wherever it stands.
_READ = (b"worksheet", b"sheetProtection", b"oddFooter")
#: The one attribute with a prefix that Excel gives to rows, and what declares the prefix.
_PREFIXED, _DECLARED = "x14ac:dyDescent", b' xmlns:x14ac="'

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
    :returns: the part without its rows, still to be parsed, and the rows; ``None`` where one is spelled otherwise.
    """
    start, end = data.find(_OPENING) + len(_OPENING), data.rfind(_CLOSING)
    region, rest = data[start:end], data[:start] + data[end:]
    root = rest.find(b"<worksheet ")
    if (len(data) >= LARGEST or not 0 <= root < start <= end or len(region.translate(None, _CONTROL)) != len(region)
            or rest.count(_OPENING) != 1 or rest.count(_CLOSING) != 1 or b"<!" in rest or rest.count(b"<?") != 1
            or b"<row" in rest.replace(_ROW_BREAKS, b"") or b":row" in rest):
        return None
    try:
        text = region.decode()
    except UnicodeDecodeError:
        return None
    if any(refused in text for refused in _NOT_IN_TEXT) or _ROWS.fullmatch(text) is None:
        return None
    numbers: list[str | None] = []
    prefixed = _DECLARED in rest[root:rest.index(b">", root)]
    for tag in _ROW_ATTRIBUTES.findall(text):
        pairs = _ATTRIBUTE.findall(tag)
        attributes = dict(pairs)
        strange = ":" in tag and any(":" in name and not (prefixed and name == _PREFIXED) for name in attributes)
        if strange or len(attributes) != len(pairs):
            return None
        numbers.append(attributes.get("r"))
    return rest, UsualRows(numbers, _FILLED.findall(text))


def without_validations(rest: bytes) -> bytes:
    """What :func:`cut_rows` leaves of a part, known to be well-formed, without its data validations."""
    start, end = rest.find(b"<dataValidations "), rest.find(_END_OF_VALIDATIONS) + len(_END_OF_VALIDATIONS)
    cut = rest[start:end]
    once = start >= 0 and rest.count(b"dataValidations") == 2
    return rest[:start] + rest[end:] if once and not any(name in cut for name in _READ) else rest


def content(piece: str) -> str:
    """The text of an inline text or a value, without the opening tag of the latter and with entities decoded."""
    if piece.startswith("<v"):
        piece = piece[3:] if piece[2] == ">" else ""
    if "&" in piece:
        piece = piece.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&apos;", "'")
        piece = piece.replace("&amp;", "&")
    return piece
