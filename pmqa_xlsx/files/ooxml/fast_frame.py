"""The XML around the rows of a worksheet, in the form written by nearly every program.

A form's worksheets have the same columns, rules and settings in every return; only the rows and the footer differ.
These are cut out, and the rest is often cached from an earlier return. If anything is spelled differently, the whole
part is left to the parser.
"""

from __future__ import annotations

import re

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
