"""Mails as they travel (RFC 5322, MIME, mbox): headers, parts and messages, cut out of the bytes without changing any.

Written for hostile input: work grows with the size of the bytes alone, nothing raises but
:class:`~pmqa_xlsx.archive.ArchiveError`. The standard library's mail parser is used for the parameters of a header
only; on whole mails it takes time that grows with their nesting, and its headers lose Thai in raw 8-bit form.
"""

from __future__ import annotations

import binascii
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from pmqa_xlsx.archive import TOO_MANY, ArchiveError
from pmqa_xlsx.form import Text
from pmqa_xlsx.intake.names import decoded, shown_text

#: Most bytes of a header block and of one header in it; what goes beyond is not looked at.
MAX_HEADERS = 2**18
MAX_HEADER = 2**13
#: Most parts of one mail, messages of one mailbox, and levels of parts in parts.
MAX_PARTS = 1_000
MAX_MESSAGES = 5_000
MAX_LEVELS = 20
TOO_DEEP = Text("ซ้อนกันหลายชั้นเกินกำหนด", "it is nested too deeply")

_HEADER = re.compile(rb"^([!-9;-~]{1,80}):[ \t]*([^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)", re.MULTILINE)
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_FIRST_HEADER = re.compile(rb">?[!-9;-~]{1,80}:")
_KNOWN = frozenset({
    "from", "to", "cc", "subject", "date", "received", "message-id", "mime-version", "content-type", "return-path",
    "delivered-to", "reply-to", "sender", "x-mailer", "content-transfer-encoding", "thread-topic", "dkim-signature",
})
#: Years from here on are Buddhist Era.
_FIRST_BUDDHIST_YEAR = 2400
_ERA = 543

Headers = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Part:
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


def is_mail(data: bytes) -> bool:
    """Whether bytes begin with at least two headers that mails have."""
    if not _FIRST_HEADER.match(data):
        return False
    headers = read_headers(data[:MAX_HEADERS])[0]
    return len(_KNOWN.intersection(headers)) >= 2


def is_mailbox(data: bytes) -> bool:
    """Whether bytes begin as an mbox file does."""
    return data.startswith(b"From ") and _begins_message(data, 0)


def read_headers(data: bytes, start: int = 0, end: int | None = None) -> tuple[Headers, int]:
    """The headers at ``start`` and where the body begins.

    :returns: values by lower-case name, unfolded, each byte as the character of that number; and the body's offset.
    """
    end = len(data) if end is None else end
    if data[start:start + 1] == b"\n" or data[start:start + 2] == b"\r\n":
        return {}, data.index(b"\n", start) + 1
    blank = _BLANK_LINE.search(data, start, end)
    stop, body = (blank.start(), blank.end()) if blank else (end, end)
    headers: Headers = {}
    for match in _HEADER.finditer(data[start:min(stop, start + MAX_HEADERS)]):
        value = re.sub(rb"\r?\n", b"", match[2][:MAX_HEADER])
        headers.setdefault(match[1].decode("latin-1").lower(), []).append(value.decode("latin-1"))
    return headers, body


def first(headers: Headers, name: str) -> str:
    """The first header of that name as it stands; empty where there is none."""
    return headers.get(name, [""])[0]


def parts(data: bytes) -> list[Part]:
    """All parts of a mail that hold no further parts, in their order.

    :raises ArchiveError: ``file-unsafe`` for too many parts or levels.
    """
    found: list[Part] = []
    for part in _parts(data, 0, len(data), 0):
        found.append(part)
        if len(found) > MAX_PARTS:
            raise ArchiveError("file-unsafe", TOO_MANY)
    return found


def _parts(data: bytes, start: int, end: int, level: int) -> Iterator[Part]:
    if level > MAX_LEVELS:
        raise ArchiveError("file-unsafe", TOO_DEEP)
    headers, body = read_headers(data, start, end)
    stated = first(headers, "content-type")
    content_type = stated.partition(";")[0].strip().lower() or "text/plain"
    boundary = _parameter(stated, "boundary").encode("latin-1", "replace").rstrip()
    if content_type.startswith("multipart/") and 0 < len(boundary) <= 200:
        for inner_start, inner_end in _between(data, body, end, b"--" + boundary):
            yield from _parts(data, inner_start, inner_end, level + 1)
        return
    disposition = first(headers, "content-disposition")
    name = file_name(disposition, "filename") or file_name(stated, "name")
    attached = disposition.strip().lower().startswith("attachment")
    yield Part(headers, content_type, name, attached, (data, body, end))


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
            if _begins_message(data, at + 1):
                starts.append(at + 1)
            if len(starts) > MAX_MESSAGES:
                raise ArchiveError("file-unsafe", TOO_MANY)
    return [(data.find(b"\n", start) + 1, end) for start, end in zip(starts, [*starts[1:], len(data)], strict=True)]


def _begins_message(data: bytes, at: int) -> bool:
    line_end = data.find(b"\n", at, at + 1000)
    return line_end >= 0 and _FIRST_HEADER.match(data, line_end + 1) is not None


def _without_encoding(body: bytes, encoding: str) -> bytes:
    if encoding == "quoted-printable":
        return binascii.a2b_qp(body)
    if encoding != "base64":
        return body
    try:
        return binascii.a2b_base64(body)
    except binascii.Error:  # cut short: what is whole is kept, and whoever reads it says that it is damaged
        letters = re.sub(rb"[^A-Za-z0-9+/]", b"", body)
        letters = letters[:len(letters) - (len(letters) % 4 == 1)]
        return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))


def _parameter(value: str, name: str) -> str:
    found = _stated_parameter(value, name)
    return found[2] if isinstance(found, tuple) else found


def _stated_parameter(value: str, name: str) -> str | tuple[str, str, str]:
    holder = Message()
    holder["X"] = value
    try:
        found = holder.get_param(name, "", header="X")
    except (ValueError, TypeError, IndexError, KeyError, AttributeError):
        return ""
    if isinstance(found, tuple):
        return found[0] or "", found[1] or "", found[2] or ""
    return found if isinstance(found, str) else ""


def file_name(value: str, parameter: str) -> str:
    """A file name out of a header's parameter: RFC 2231, RFC 2047 or raw bytes of whatever encoding."""
    found = _stated_parameter(value, parameter)
    if isinstance(found, tuple):
        return decoded(found[2].encode("latin-1", "replace"), found[0])
    return header_text(found)


def header_text(value: str) -> str:
    """A header's words as text, on one line, at most 320 characters; encoded words and raw bytes are decoded."""
    try:
        pieces = decode_header(value)
    except (MessageError, ValueError, LookupError):
        pieces = [(value, None)]
    text = "".join(decoded(piece.encode("latin-1", "replace") if isinstance(piece, str) else piece, charset or "")
                   for piece, charset in pieces)
    return shown_text(text)


def sender(headers: Headers) -> str:
    """Who sent the mail: name and address as ``name <address>``; empty where it does not say."""
    stated = first(headers, "from") or first(headers, "sender")
    name, address = parseaddr(stated)
    if "@" not in address:
        return header_text(stated)
    address = header_text(address)
    return shown_text(f"{header_text(name)} <{address}>") if name else address


def sent_at(headers: Headers) -> dt.datetime | None:
    """When the mail says it was sent, else when it was last received; with time zone, A.D."""
    for value in [*headers.get("date", []), *(line.rpartition(";")[2] for line in headers.get("received", []))]:
        moment = _moment(value)
        if moment:
            return moment
    return None


def _moment(value: str) -> dt.datetime | None:
    try:
        moment = parsedate_to_datetime(value)
        if moment.year >= _FIRST_BUDDHIST_YEAR:
            moment = moment.replace(year=moment.year - _ERA)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
        return moment if 1971 <= moment.astimezone(dt.UTC).year <= 2200 else None
    except (ValueError, TypeError, IndexError, OverflowError, AttributeError):
        return None
