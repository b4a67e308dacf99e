"""What stands around the rows of a worksheet as nearly every program writes it.

A form's worksheets come back with the same columns, rules and settings in every return; what differs is the rows, the
footer and where the cursor was left. These are cut out, and what is left is often known from the return before.
Whatever is spelled otherwise sends the whole part to the parser.
"""

from __future__ import annotations

import re
from functools import lru_cache
from xml.parsers import expat

#: A text without markup, without what XML does not allow and without what a parser would change.
TEXT = "[^<&\0-\x08\x0b-\x1f\ufffe\uffff]*+(?:&(?:amp|lt|gt|quot|apos);[^<&\0-\x08\x0b-\x1f\ufffe\uffff]*+)*+"
END_OF_SECTION = "]]>"  # which may not stand in a text either
#: What stands in the place of what is cut out: an empty element, which the parser will find where it belongs.
CUT_NAME = "cut"
CUT = f"<{CUT_NAME}/>".encode()
_TEXT = re.compile(TEXT)
_FOOTER_OPENING, _FOOTER_CLOSING = b"<oddFooter>", b"</oddFooter>"
_ROWS_CLOSING = b"</sheetData>"
#: Blocks that nothing is read from, by the names that they begin and end with; and what would be read if it stood in
#: them.
_UNREAD = ((b"conditionalFormatting", b"dataValidations"), (b"sheetViews",))
_READ = (b"worksheet", b"sheetData", b"sheetProtection", b"oddFooter", b"<row", b":row",
         b"<" + CUT_NAME.encode(), b":" + CUT_NAME.encode())
#: Blocks up to this many bytes are remembered.
_REMEMBERED = 2**17
#: Where a tag may stand that is none: comments, sections and document types; instructions.
_STRANGE, _INSTRUCTION = b"<!", b"<?"


class NotFastPath(Exception):
    """Something is spelled in another way than here; it may be right."""


def without_footer(around: bytes) -> tuple[bytes, str | None]:
    """Cut the text of the footer, which names the unit, out of a part.

    :param around: a checked part in UTF-8 without its rows, of which nothing is known yet.
    :returns: the part with :data:`CUT` for the text, and the text with entities decoded; as it is and ``None`` where no
        footer is spelled as usual.
    :raises NotFastPath: the text is not well-formed.
    """
    start, end = around.rfind(_FOOTER_OPENING) + len(_FOOTER_OPENING), around.rfind(_FOOTER_CLOSING)
    if not len(_FOOTER_OPENING) <= start <= end:
        return around, None
    footer = decoded(around[start:end])
    if _TEXT.fullmatch(footer) is None or END_OF_SECTION in footer:
        raise NotFastPath
    return around[:start] + CUT + around[end:], plain(footer)


def without_blocks(around: bytes) -> tuple[bytes, int]:
    """Cut out the blocks that nothing is read from, since they may differ between two returns that are alike else.

    :param around: a part without its rows and its footer.
    :returns: the part with :data:`CUT` for each block, and how many there were. If it is well-formed and these stand
        where they belong, the whole part was well-formed.
    :raises NotFastPath: it holds anything in which a tag may stand that is none. Then the rows may not have been rows.
    """
    blocks = 0
    for names in _UNREAD:
        shorter = _without(around, names)
        blocks += shorter is not around
        around = shorter
    if around.count(_ROWS_CLOSING) != 1 or _STRANGE in around or around.count(_INSTRUCTION) > 1:
        raise NotFastPath
    return around, blocks


def _without(around: bytes, names: tuple[bytes, ...]) -> bytes:
    """Put an empty element in the place of a block, where it is one by itself."""
    starts = [place for name in names if (place := around.find(b"<" + name)) >= 0]
    ends = [place for name in names if (place := around.rfind(b"</" + name)) >= 0]
    if not starts or not ends:
        return around
    start, end = min(starts), around.find(b">", max(ends)) + 1
    if start >= end:
        return around
    block = around[start:end]
    alone = (_remembered_alone if len(block) <= _REMEMBERED else _stands_alone)(_root_tag(around), block)
    return around[:start] + CUT + around[end:] if alone else around


def _stands_alone(root: bytes, block: bytes) -> bool:
    """Whether a block is well-formed by itself under a root's tag, and nothing in it would be read."""
    if any(part in block for part in (*_READ, _STRANGE, _INSTRUCTION)):
        return False
    try:
        expat.ParserCreate(None, "}").Parse(root + block + b"</worksheet>", True)
    except (expat.ExpatError, ValueError):
        return False
    return True


_remembered_alone = lru_cache(maxsize=256)(_stands_alone)


def _root_tag(around: bytes) -> bytes:
    """The opening tag of a part's only worksheet, which is its root; empty where it cannot be told."""
    start = around.find(b"<worksheet ")
    return around[start:around.find(b">", start) + 1] if start >= 0 else b""


def decoded(piece: bytes) -> str:
    """A piece of a part as text.

    :raises NotFastPath: it is not UTF-8.
    """
    try:
        return piece.decode()
    except UnicodeDecodeError as error:
        raise NotFastPath from error


def plain(text: str) -> str:
    """A text that :data:`TEXT` matches, with its entities decoded."""
    if "&" in text:
        text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&apos;", "'")
        text = text.replace("&amp;", "&")
    return text
