"""What stands around the rows of a worksheet as nearly every program writes it.

A form's worksheets come back with the same columns, rules and settings in every return; what differs is the rows and
the footer. These are cut out, and what is left is often known from the return before. Whatever is spelled otherwise
sends the whole part to the parser.
"""

from __future__ import annotations

import re

#: A text without markup, without what XML does not allow and without what a parser would change.
TEXT = "[^<&\0-\x08\x0b-\x1f\ufffe\uffff]*+(?:&(?:amp|lt|gt|quot|apos);[^<&\0-\x08\x0b-\x1f\ufffe\uffff]*+)*+"
END_OF_SECTION = "]]>"  # which may not stand in a text either
#: What stands in the place of what is cut out: an empty element, which the parser will find where it belongs.
CUT_NAME = "cut"
CUT = f"<{CUT_NAME}/>".encode()
_TEXT = re.compile(TEXT)
_FOOTER_OPENING, _FOOTER_CLOSING = b"<oddFooter>", b"</oddFooter>"
#: Where a tag may stand that is none: comments, sections and document types; instructions.
STRANGE, INSTRUCTION = b"<!", b"<?"


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
