"""Recognise mails and mailboxes by their bytes, before they are parsed.

Programs write other content before a mail's first header: a byte order mark, blank lines, their own line, the mail's
length (Apple's .emlx). Line breaks may be CR only or doubled, and an editor may have saved the whole mail in UTF-16.
"""

from __future__ import annotations

import re
from mmap import mmap

from pmqa_xlsx.files.file_kinds import FileKind

_FIRST_HEADER = re.compile(rb">?[!-9;-~]{1,80}[ \t]{0,9}:")
_HEADER_NAME = re.compile(rb"(?:\A|[\r\n])([!-9;-~]{1,80})[ \t]{0,9}:")
_BLANK_LINE = re.compile(rb"\r?\n\r?\n|\r\r(?!\n)")
_LINE_END = re.compile(rb"\r\n?|\n")
_LENGTH = re.compile(rb"[0-9]{1,12}[ \t]*(?:\r\n?|\n)")
_ENVELOPE_DATE = re.compile(
    rb"From [^\r\n]{0,300}\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b[^\r\n]{0,40}\d\d:\d\d[^\r\n]{0,40}\d{4}")
#: Three headers with a blank line after each line.
_DOUBLED = re.compile(
    rb"\s{0,99}(?:[!-9;-~]{1,80}[ \t]{0,9}:[^\r\n]{0,998}(\r?\n)\1(?:[ \t][^\r\n]{0,998}\1\1){0,99}){3}")
_BOM = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
#: The line before and after each mail of an MMDF mailbox.
MMDF = b"\1\1\1\1"
#: Most bytes of a header block that are searched; most foreign lines before it, and the longest of them.
_MOST = 2**18
#: Bytes at the beginning of a mail that must contain a line break.
_LOOK = 2**16
_MOST_LINES, _LONGEST_LINE = 3, 300
#: Least number of known mail headers: at the very beginning, and after foreign lines.
_FEW, _MORE = 2, 3
_KNOWN = frozenset({
    "from", "to", "cc", "subject", "date", "received", "message-id", "mime-version", "content-type", "return-path",
    "delivered-to", "reply-to", "sender", "x-mailer", "content-transfer-encoding", "thread-topic", "dkim-signature",
})


def mail_kind(data: bytes) -> FileKind | None:
    """The kind of a mail, which may contain any bytes after its headers; ``None`` if it is no mail."""
    if is_mailbox(data):
        return FileKind.MBOX
    if mail_span(as_sent(data[:_MOST]))[0] < 0:
        return None
    low = as_sent(data[:2000]).lower()
    page = (b"x-document-type:" in low or b"snapshot-content-location:" in low or b"from: <saved by" in low
            or (b'type="text/html"' in low and b"content-location:" in low and b"\nto:" not in low))
    return FileKind.MHTML if page else FileKind.EML


def as_sent(data: bytes) -> bytes:
    """A mail as it was sent, although a program saved all of it in UTF-16 or with other line breaks."""
    if data.startswith(_UTF16):
        data = data.decode("utf-16", "replace").encode("utf-8", "replace")
    if b"\n" not in data[:_LOOK]:  # lines that end in CR only
        data = data.replace(b"\r", b"\n")
    if data[:data.find(b"\n") + 1].endswith(b"\r\r\n"):  # saved twice as text on Windows
        data = data.replace(b"\r\r\n", b"\r\n")
    if doubled := _DOUBLED.match(data):
        data = data.replace(doubled[1] * 2, doubled[1])
    return data


def mail_span(data: bytes) -> tuple[int, int]:
    """The offsets of a mail's headers and of its end; the first is -1 if the bytes are no mail."""
    at = len(_BOM) if data.startswith(_BOM) else 0
    at = _after_blanks(data, at)
    length = _LENGTH.match(data, at)
    if length:  # Apple's .emlx: after this many bytes follows Apple Mail's metadata
        start = _after_blanks(data, length.end())
        if _known_headers(data, start) >= _FEW:
            return start, min(len(data), length.end() + int(length[0]))
    for line in range(_MOST_LINES + 1):
        known = _known_headers(data, at)
        if known >= (_MORE if line else _FEW):
            return at, len(data)
        end = _LINE_END.search(data, at, at + _LONGEST_LINE)
        if end is None:
            break
        at = _after_blanks(data, end.end())
    return -1, len(data)


def is_mailbox(data: bytes) -> bool:
    """Whether bytes begin like an mbox or an MMDF file."""
    at = _after_blanks(data, len(_BOM) if data.startswith(_BOM) else 0)
    return data.startswith(MMDF, at) or (data.startswith(b"From ", at) and _behind_envelope(data, at) >= 0)


def begins_message(data: bytes | mmap, at: int, *, dated: bool = False) -> bool:
    """Whether the line at an offset is followed by a header, like the ``From `` line of a message in a mailbox.

    :param dated: whether the line must also contain a date: needed if there is no blank line before it.
    """
    start = _behind_envelope(data, at)
    if start < 0:
        return False
    return _ENVELOPE_DATE.match(data, at) is not None or (not dated and _known_headers(data, start) > 0)


def _behind_envelope(data: bytes | mmap, at: int) -> int:
    """The offset of the header after a ``From `` line; -1 if there is none, or the line is a header itself."""
    line = _LINE_END.search(data, at, at + 1000)
    if line is None or _FIRST_HEADER.match(data, at) or not _FIRST_HEADER.match(data, line.end()):
        return -1
    return line.end()


def _known_headers(data: bytes | mmap, at: int) -> int:
    """The number of different known mail headers in the header block at an offset; 0 if there is none."""
    if not _FIRST_HEADER.match(data, at):
        return 0
    blank = _BLANK_LINE.search(data, at, at + _MOST)
    block = data[at:blank.start() if blank else at + _MOST]
    names = {name.decode("latin-1").lower() for name in _HEADER_NAME.findall(block)}
    # Signed mails, and mails inside others, may have only this one header.
    several_parts = b"multipart/" in block[:2000].lower() and "content-type" in names
    return max(len(_KNOWN & names), _MORE if several_parts else 0)


def _after_blanks(data: bytes, at: int) -> int:
    end = min(len(data), at + _MOST)
    while at < end and data[at] in b" \t\r\n":
        at += 1
    return at
