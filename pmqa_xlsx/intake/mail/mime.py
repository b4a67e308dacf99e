"""Mails as they travel (RFC 5322, MIME, mbox): headers, parts and messages, cut out of the bytes without changing any.

Written for hostile input: work grows with the size of the bytes alone, nothing raises but
:class:`~pmqa_xlsx.files.archive.ArchiveError`. The standard library's mail parser takes time that grows with the
nesting of a mail as well, changes line ends, and its headers lose Thai in raw 8-bit form.
"""

from __future__ import annotations

import binascii
from collections.abc import Iterator
from dataclasses import dataclass

from pmqa_xlsx.catalogue.reasons import TOO_DEEP, TOO_MANY
from pmqa_xlsx.files.archive import ArchiveError
from pmqa_xlsx.files.mail_marks import begins_message
from pmqa_xlsx.intake.mail.headers import (
    Headers,
    base64_content,
    file_name,
    first,
    parameter,
    read_headers,
)

#: Most parts of one mail, messages of one mailbox, and levels of parts in parts.
MAX_PARTS = 1_000
MAX_MESSAGES = 5_000
MAX_LEVELS = 20


@dataclass(frozen=True, slots=True)
class MimePart:
    """One part of a mail that holds no further parts.

    :ivar content_type: such as ``text/plain``, lower case.
    :ivar name: the file name it states; empty where it states none.
    :ivar attached: whether it says that it is an attachment.
    """

    headers: Headers
    content_type: str
    name: str
    attached: bool
    body: tuple[bytes, int, int]

    def content(self) -> bytes:
        """The part's bytes with their transfer encoding undone."""
        data, start, end = self.body
        return _without_encoding(data[start:end], first(self.headers, "content-transfer-encoding").strip().lower())


def parts(data: bytes) -> list[MimePart]:
    """All parts of a mail that hold no further parts, in their order.

    :raises ArchiveError: ``file-unsafe`` for too many parts or levels.
    """
    found: list[MimePart] = []
    for part in _parts(data, 0, len(data), 0):
        found.append(part)
        if len(found) > MAX_PARTS:
            raise ArchiveError("file-unsafe", TOO_MANY)
    return found


def _parts(data: bytes, start: int, end: int, level: int) -> Iterator[MimePart]:
    if level > MAX_LEVELS:
        raise ArchiveError("file-unsafe", TOO_DEEP)
    headers, body = read_headers(data, start, end)
    stated = first(headers, "content-type")
    content_type = stated.partition(";")[0].strip().lower() or "text/plain"
    boundary = parameter(stated, "boundary").encode("latin-1", "replace").rstrip()
    if content_type.startswith("multipart/") and 0 < len(boundary) <= 200:
        for inner_start, inner_end in _between(data, body, end, b"--" + boundary):
            yield from _parts(data, inner_start, inner_end, level + 1)
        return
    disposition = first(headers, "content-disposition")
    name = file_name(disposition, "filename") or file_name(stated, "name")
    attached = disposition.strip().lower().startswith("attachment")
    yield MimePart(headers, content_type, name, attached, (data, body, end))


def _between(data: bytes, start: int, end: int, delimiter: bytes) -> Iterator[tuple[int, int]]:
    """The spans between delimiter lines; what stands before the first and after the closing one is no part."""
    opened = -1
    position, seen = start, 0
    while (at := data.find(delimiter, position, end)) >= 0:
        seen += 1
        if seen > 20 * MAX_PARTS:
            raise ArchiveError("file-unsafe", TOO_MANY)
        after = at + len(delimiter)
        line_end = data.find(b"\n", after, end)
        line_end = end if line_end < 0 else line_end + 1
        rest = data[after:min(line_end, after + 200)].strip()
        position = after
        if (at > start and data[at - 1:at] != b"\n") or rest not in (b"", b"--"):
            continue
        if opened >= 0:
            yield opened, max(opened, at - (2 if data[at - 2:at] == b"\r\n" else 1))
        opened = line_end
        if rest:
            return
    if opened >= 0:
        yield opened, end  # the closing delimiter is missing: the mail was cut short


def messages(data: bytes) -> list[tuple[int, int]]:
    """Where the messages of an mbox file lie, without their ``From `` lines.

    :raises ArchiveError: ``file-unsafe`` for too many messages.
    """
    starts = [0]
    position = 0
    while (at := data.find(b"\nFrom ", position)) >= 0:
        position = at + 1
        if data[at - 1:at] == b"\n" or data[at - 2:at] == b"\n\r":
            if begins_message(data, at + 1):
                starts.append(at + 1)
            if len(starts) > MAX_MESSAGES:
                raise ArchiveError("file-unsafe", TOO_MANY)
    return [(data.find(b"\n", start) + 1, end) for start, end in zip(starts, [*starts[1:], len(data)], strict=True)]


def _without_encoding(body: bytes, encoding: str) -> bytes:
    if encoding == "quoted-printable":
        return binascii.a2b_qp(body)
    return base64_content(body) if encoding == "base64" else body
