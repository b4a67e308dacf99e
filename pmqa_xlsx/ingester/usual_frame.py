"""What stands around the rows of a worksheet as nearly every program writes it.

A form's worksheets come back with the same columns, rules and settings in every return; what differs is the rows, the
footer and where the cursor was left. These are cut out, and what is left is often known from the return before.
Whatever is spelled otherwise sends the whole part to the parser.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple
from xml.parsers import expat

#: A text without markup, without what XML does not allow and without what a parser would change.
TEXT = "[^<&\0-\x08\x0b-\x1f\ufffe\uffff]*+(?:&(?:amp|lt|gt|quot|apos);[^<&\0-\x08\x0b-\x1f\ufffe\uffff]*+)*+"
END_OF_SECTION = "]]>"  # which may not stand in a text either
#: What stands in the place of all that is cut out: an empty element, which the parser will find where it belongs.
CUT_NAME = "cut"
CUT = f"<{CUT_NAME}/>".encode()
_TEXT = re.compile(TEXT)
_FOOTER_OPENING, _FOOTER_CLOSING = b"<oddFooter>", b"</oddFooter>"
_ROWS_CLOSING = b"</sheetData>"
#: Blocks that nothing is read from, by the names that they begin and end with; and what would be read if it stood in
#: them.
_UNREAD = ((b"conditionalFormatting", b"dataValidations"), (b"sheetViews",))
_READ = (b"worksheet", b"sheetData", b"sheetProtection", b"oddFooter", b"<row", b":row")
#: Where a tag may stand that is none: comments, sections and document types; instructions.
_STRANGE, _INSTRUCTION = b"<!", b"<?"


class UnusualError(Exception):
    """Something is spelled in another way than here; it may be right."""


class Frame(NamedTuple):
    """What a worksheet has around its rows.

    :ivar rest: the part with :data:`CUT` for rows, footer and unread blocks; if it is well-formed and these stand where
        they belong, the part was well-formed.
    :ivar footer: the text of the footer that was cut out, with entities decoded; ``None`` where none was.
    :ivar blocks: how many blocks were cut out.
    """

    rest: bytes
    footer: str | None
    blocks: int


def frame_of(rest: bytes) -> Frame:
    """Cut out what differs between the returns of a form.

    :param rest: a checked part in UTF-8 without its rows, of which nothing is known yet.
    :raises UnusualError: it holds anything in which a tag may stand that is none. Then the rows may not have been rows.
    """
    blocks = 0
    for names in _UNREAD:
        shorter = _without(rest, names)
        blocks += shorter is not rest
        rest = shorter
    if rest.count(_ROWS_CLOSING) != 1:
        raise UnusualError
    if _STRANGE in rest or rest.count(_INSTRUCTION) > 1:
        raise UnusualError
    start, end = rest.find(_FOOTER_OPENING) + len(_FOOTER_OPENING), rest.rfind(_FOOTER_CLOSING)
    if not len(_FOOTER_OPENING) <= start <= end:
        return Frame(rest, None, blocks)
    footer = decoded(rest[start:end])
    if _TEXT.fullmatch(footer) is None or END_OF_SECTION in footer:
        raise UnusualError
    return Frame(rest[:start] + CUT + rest[end:], plain(footer), blocks)


def _without(rest: bytes, names: tuple[bytes, ...]) -> bytes:
    """Put an empty element in the place of a block, where it is one by itself."""
    starts = [place for name in names if (place := rest.find(b"<" + name)) >= 0]
    ends = [place for name in names if (place := rest.rfind(b"</" + name)) >= 0]
    if not starts or not ends:
        return rest
    start, end = min(starts), rest.find(b">", max(ends)) + 1
    if start < end and _stands_alone(_root_tag(rest), rest[start:end]):
        return rest[:start] + CUT + rest[end:]
    return rest


@lru_cache(maxsize=256)
def _stands_alone(root: bytes, block: bytes) -> bool:
    """Whether a block is well-formed by itself under a root's tag, and nothing in it would be read."""
    if any(part in block for part in (*_READ, _STRANGE, _INSTRUCTION)):
        return False
    try:
        expat.ParserCreate(None, "}").Parse(root + block + b"</worksheet>", True)
    except (expat.ExpatError, ValueError):
        return False
    return True


def _root_tag(rest: bytes) -> bytes:
    """The opening tag of a worksheet; empty where it cannot be told."""
    start = rest.find(b"<worksheet ")
    return rest[start:rest.find(b">", start) + 1] if start >= 0 else b""


def decoded(piece: bytes) -> str:
    """A piece of a part as text.

    :raises UnusualError: it is not UTF-8.
    """
    try:
        return piece.decode()
    except UnicodeDecodeError as error:
        raise UnusualError from error


def plain(text: str) -> str:
    """A text that :data:`TEXT` matches, with its entities decoded."""
    if "&" in text:
        text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&apos;", "'")
        text = text.replace("&amp;", "&")
    return text
