"""Mailboxes: many mails in one file, each after a line that begins with ``From ``."""

from __future__ import annotations

from mmap import mmap

from pmqa_xlsx.catalogue.advice import EXPORT_IN_PARTS
from pmqa_xlsx.catalogue.reasons import TOO_MANY_MAILS
from pmqa_xlsx.files.archive import ArchiveError
from pmqa_xlsx.files.mail_marks import begins_message

#: Most mails of one mailbox.
MAX_MESSAGES = 50_000
#: Bytes at the beginning that must contain a line feed; else lines end in a carriage return only.
_LOOK = 2**16


def message_spans(data: bytes | mmap) -> list[tuple[int, int]]:
    """The offsets of the mails in an mbox file, without their ``From `` lines.

    A mail begins after a blank line, or at any such line that also contains a date in the usual notation.

    :raises ArchiveError: ``file-unsafe`` for too many mails.
    """
    position = max(0, data.find(b"From ", 0, _LOOK))  # behind blank lines or a byte order mark
    starts = [position]
    end_of_line = b"\n" if data.find(b"\n", 0, _LOOK) >= 0 else b"\r"
    while (at := data.find(end_of_line + b"From ", position)) >= 0:
        position = at + 1
        after_blank = data[at - 1:at] == end_of_line or data[at - 2:at] == b"\n\r"
        if begins_message(data, at + 1, dated=not after_blank):
            starts.append(at + 1)
            if len(starts) > MAX_MESSAGES:
                raise ArchiveError("file-unsafe", TOO_MANY_MAILS, advice=EXPORT_IN_PARTS)
    return [(data.find(end_of_line, start) + 1, end)
            for start, end in zip(starts, [*starts[1:], len(data)], strict=True)]
