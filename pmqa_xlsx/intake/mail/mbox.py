"""Mailboxes: many mails in one file, each after a line that begins with ``From `` (mbox), or between two MMDF lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from mmap import mmap

from pmqa_xlsx.catalogue.reasons import EXPORT_IN_PARTS, TOO_MANY_MAILS
from pmqa_xlsx.files.mail_marks import MMDF, begins_message
from pmqa_xlsx.files.refusal import ArchiveError

#: Most mails of one mailbox.
MAX_MESSAGES = 50_000
#: Bytes at the beginning that must contain a line feed; else lines end in a carriage return only.
_LOOK = 2**16
#: An MMDF line, also that before the next mail, and a ``From `` line after it.
_MMDF_LINES = re.compile(rb"^(?:%b\s*)+(?:From [^\n]{0,1000}\n)?" % MMDF, re.MULTILINE)


def message_spans(data: bytes | mmap) -> list[tuple[int, int]]:
    """The offsets of the mails in a mailbox, without the lines before and after each.

    In an mbox file a mail begins after a blank line, or at any ``From `` line that also contains a date in the usual
    notation.

    :raises ArchiveError: ``file-unsafe`` for too many mails.
    """
    found = _between_lines(data) if MMDF in data[:_LOOK].split(b"From ", 1)[0] else _after_lines(data)
    spans = [*islice(found, MAX_MESSAGES + 1)]
    if len(spans) > MAX_MESSAGES:
        raise ArchiveError("file-unsafe", TOO_MANY_MAILS, advice=EXPORT_IN_PARTS)
    return spans


def _between_lines(data: bytes | mmap) -> Iterator[tuple[int, int]]:
    start = -1
    for line in _MMDF_LINES.finditer(data):
        if 0 <= start < line.start():
            yield start, line.start()
        start = line.end()
    if 0 <= start < len(data):
        yield start, len(data)  # truncated


def _after_lines(data: bytes | mmap) -> Iterator[tuple[int, int]]:
    end_of_line = b"\n" if data.find(b"\n", 0, _LOOK) >= 0 else b"\r"

    def span(start: int, end: int) -> tuple[int, int]:
        return data.find(end_of_line, start) + 1, end

    start = position = max(0, data.find(b"From ", 0, _LOOK))  # behind blank lines or a byte order mark
    while (at := data.find(end_of_line + b"From ", position)) >= 0:
        position = at + 1
        after_blank = data[at - 1:at] == end_of_line or data[at - 2:at] == b"\n\r"
        if begins_message(data, at + 1, dated=not after_blank):
            yield span(start, at + 1)
            start = at + 1
    yield span(start, len(data))
