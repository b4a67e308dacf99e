"""Files that old programs put between the lines of a mail's text: uuencode."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator

_BEGIN = re.compile(rb"^begin(?:-base64)? [0-7]{3,4} ([^\r\n]{1,300})\r?\n", re.MULTILINE)
_END = re.compile(rb"^(?:end|====)[ \t]*\r?$", re.MULTILINE)


def uu_files(data: bytes, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """The files in a text: the name as it stands (a character for each byte), and where the file lies."""
    while (begin := _BEGIN.search(data, start, end)) is not None:
        close = _END.search(data, begin.end(), end)
        start = close.end() if close else end
        if data[begin.end():begin.end() + 1].strip():  # prose may have a line like that, followed by a blank one
            yield begin[1].decode("latin-1").strip(), begin.start(), start


def uu_content(body: bytes) -> bytes:
    """The bytes of a file, of one cut short all that is whole; with or without the lines around it."""
    begin = _BEGIN.search(body)
    end = _END.search(body, begin.end() if begin else 0)
    lines = body[begin.end() if begin else 0:end.start() if end else len(body)]
    if begin and begin[0].startswith(b"begin-base64"):
        from pmqa_xlsx.intake.mail.headers import base64_content

        return base64_content(lines)
    return b"".join(map(_line, lines.splitlines()))


def _line(line: bytes) -> bytes:
    """The bytes of one line; programs write blanks at its end, cut them off, or write a checksum there."""
    size = (line[0] - 32) & 63 if line else 0
    letters = 1 + (size + 2) // 3 * 4
    try:
        return binascii.a2b_uu(line[:letters].ljust(letters))
    except binascii.Error:
        return b""
