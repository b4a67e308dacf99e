"""In a mail's text: links to a file in the cloud, sent instead of the file, and files of old programs (uuencode)."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from urllib.parse import unquote

#: Bytes of a mail's text that are searched.
MAX_TEXT = 2**18
_CLOUD = re.compile(
    r"https?://(?:[\w-]{1,63}\.){0,5}(?:drive\.google\.com|docs\.google\.com|1drv\.ms|onedrive\.live\.com|"
    r"sharepoint\.com|dropbox\.com|wetransfer\.com|we\.tl|icloud\.com|box\.com|mega\.nz|mediafire\.com|"
    r"photos\.app\.goo\.gl|forms\.gle)/[^\s\"'<>]{0,400}", re.IGNORECASE | re.ASCII)
#: A link as mail filters wrap it (Outlook's Safe Links), encoded in the address of the filter.
_WRAPPED = re.compile(r"[?&](?:url|u|q)=(https?%3A[^&\s\"'<>]{1,1200})", re.IGNORECASE)
_SHOWN = 200
_BEGIN = re.compile(rb"^begin(?:-base64)? [0-7]{3,4} ([^\r\n]{1,300})\r?\n", re.MULTILINE)
_END = re.compile(rb"^(?:end|====)[ \t]*\r?$", re.MULTILINE)


def cloud_link(text: str) -> str:
    """The first link in a text to a file in the cloud; empty if there is none."""
    text = text[:MAX_TEXT]
    wrapped = (_CLOUD.match(unquote(link[1])) for link in _WRAPPED.finditer(text))
    found = _CLOUD.search(text) or next(filter(None, wrapped), None)
    return found[0].rstrip(".,;)]")[:_SHOWN] if found else ""


def link_file(target: str) -> bytes:
    """A link as a file, in Windows' format."""
    return b"[InternetShortcut]\r\nURL=" + target.encode("utf-8", "replace") + b"\r\n"


def uu_files(data: bytes, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """The files in a text: the raw name (one character for each byte), and the offsets of the file."""
    while (begin := _BEGIN.search(data, start, end)) is not None:
        close = _END.search(data, begin.end(), end)
        start = close.end() if close else end
        if data[begin.end():begin.end() + 1].strip():  # ordinary text may have such a line, followed by a blank one
            yield begin[1].decode("latin-1").strip(), begin.start(), start


def uu_content(body: bytes) -> bytes:
    """Decode a file, with or without the lines around it; of a truncated one, all complete bytes."""
    begin = _BEGIN.search(body)
    end = _END.search(body, begin.end() if begin else 0)
    lines = body[begin.end() if begin else 0:end.start() if end else len(body)]
    if begin and begin[0].startswith(b"begin-base64"):
        from pmqa_xlsx.intake.mail.headers import base64_content

        return base64_content(lines)
    return b"".join(map(_line, lines.splitlines()))


def _line(line: bytes) -> bytes:
    """Decode one line; programs write spaces at its end, remove them, or write a checksum there."""
    size = (line[0] - 32) & 63 if line else 0
    letters = 1 + (size + 2) // 3 * 4
    try:
        return binascii.a2b_uu(line[:letters].ljust(letters))
    except binascii.Error:
        return b""
