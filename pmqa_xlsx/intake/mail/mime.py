"""Mails (RFC 5322, MIME): headers and parts, taken from the bytes without changing any.

Written for hostile input: time is linear in the number of bytes, and only
:class:`~pmqa_xlsx.files.refusal.ArchiveError` is raised. The standard library's mail parser takes time that also grows
with the nesting of a mail, changes line breaks, and loses raw 8-bit Thai in headers.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from pmqa_xlsx.catalogue.reasons import SEND_FEWER_AT_ONCE, TOO_DEEP, TOO_MANY
from pmqa_xlsx.files.file_kinds import OLE_START, ZIP_START, FileKind
from pmqa_xlsx.files.mail_marks import as_sent, mail_span
from pmqa_xlsx.files.pkcs7 import signed_content
from pmqa_xlsx.files.refusal import ArchiveError
from pmqa_xlsx.intake.mail.body_text import uu_content, uu_files
from pmqa_xlsx.intake.mail.headers import (
    Headers,
    base64_content,
    boundary,
    file_name,
    header_text,
    header_with,
    media_type,
    read_headers,
    transfer_encoding,
)
from pmqa_xlsx.light_dataclass import dataclass

#: Most parts of one mail, and the deepest nesting.
MAX_PARTS = 1_000
MAX_LEVELS = 20
#: Parts that have a kind of their own whatever their bytes.
_KINDS = {"message/rfc822": FileKind.EML, "message/global": FileKind.EML, "message/partial": FileKind.SPLIT_MAIL,
          "message/external-body": FileKind.WEB_LINK}
_TEXT = "text/plain"
_TYPE = "content-type"
_SIGNED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_SIGNATURES = frozenset({"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"})
#: Bytes in which the headers of a further mail must be.
_LOOK = 2**16
_HEADER = re.compile(rb"[!-9;-~]{1,80}[ \t]{0,9}:")
#: A delimiter with the first header of a part.
_DELIMITED = re.compile(rb"^(--[^\r\n]{1,200})\r?\ncontent-[a-z-]{1,40}[ \t]*:", re.IGNORECASE | re.MULTILINE)
#: How zips, workbooks among them, and compound files begin in base64; these in quoted-printable and as they are, and
#: encrypted mails.
_FILES_IN_BASE64 = (b"UEsDB", b"0M8R4KGx")
_FILES = (*_FILES_IN_BASE64, b"PK=03=04", b"=D0=CF=11=E0", ZIP_START, OLE_START, b"-----BEGIN PGP MESSAGE")


@dataclass(frozen=True, slots=True)
class MimePart:
    """One part of a mail without further parts.

    :ivar content_type: such as ``text/plain``, lower case.
    :ivar name: its file name; empty if none is given.
    :ivar attached: whether it is marked as an attachment.
    """

    headers: Headers
    content_type: str
    name: str
    attached: bool
    body: tuple[bytes, int, int]

    @property
    def kind(self) -> FileKind | None:
        """Its kind if its content type gives it; else its bytes must be sniffed."""
        return _KINDS.get(self.content_type)

    @property
    def is_body(self) -> bool:
        """Whether it is the mail's text, not an attachment."""
        return (not self.name and not self.attached and self.kind is None
                and self.content_type.startswith(("text/", "message/", "multipart/")) and not self._begins_like(_FILES))

    @property
    def is_carried(self) -> bool:
        """Whether it is a file that the mail carries, not its text nor a signature."""
        return not self.is_body and self.content_type not in _SIGNATURES

    def content(self) -> bytes:
        """The part's decoded bytes; a file in base64 is decoded although no header says so."""
        data, start, end = self.body
        encoding = transfer_encoding(self.headers) or ("base64" if self._begins_like(_FILES_IN_BASE64) else "")
        return _without_encoding(data[start:end], encoding)

    def _begins_like(self, beginnings: tuple[bytes, ...]) -> bool:
        data, start, end = self.body
        return data[start:min(end, start + 80)].lstrip().startswith(beginnings)


class Mail(NamedTuple):
    """A parsed mail: its headers, and its parts without further parts, in order.

    The content type of a signed mail is that of what was signed.
    """

    headers: Headers
    parts: list[MimePart]


def read_mail(data: bytes) -> Mail:
    """Parse a mail, with any content of a program before its first header.

    :raises ArchiveError: ``file-unsafe`` for too many parts or levels.
    """
    data = as_sent(data)
    start, end = mail_span(data)
    start = max(start, 0)
    found: list[MimePart] = []
    whole: list[Headers] = []
    behind = (MimePart({}, "message/rfc822", "", True, (data, *span)) for span in _behind(data, start, end))
    for part in chain(_parts(data, start, end, _TEXT, 0, whole), behind):
        found.append(part)
        if len(found) > MAX_PARTS:
            raise ArchiveError("file-unsafe", TOO_MANY, advice=SEND_FEWER_AT_ONCE)
    return Mail({**whole[0], _TYPE: whole[-1].get(_TYPE, [""])}, found)


def is_entity(data: bytes) -> bool:
    """Whether bytes are a mail, or a part of one with its own headers."""
    return mail_span(data)[0] >= 0 or (_HEADER.match(data) is not None and b"content-type:" in data[:2000].lower())


def _behind(data: bytes, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The spans of further mails that somebody joined to one file, each behind the last part of the one before."""
    begun = -1
    while (closed := _closed(data, start, end)) >= 0:
        start = closed + mail_span(data[closed:min(end, closed + _LOOK)])[0]
        if start < closed or _TYPE not in read_headers(data, start, end)[0]:
            break
        if begun >= 0:
            yield begun, closed
        begun = start
    if begun >= 0:
        yield begun, end


def _closed(data: bytes, start: int, end: int) -> int:
    """Where the last part of a mail ends, behind the closing delimiter; -1 if it has none."""
    headers, body = read_headers(data, start, end)
    delimiter = _delimiter(data, body, end, header_with(headers, _TYPE, "boundary"))
    closing = re.compile(rb"^%s--[ \t]*\r?$" % re.escape(delimiter), re.MULTILINE) if delimiter else None
    match = closing.search(data, body, end) if closing else None
    return match.end() if match else -1


def _parts(
    data: bytes, start: int, end: int, default: str, level: int, whole: list[Headers] | None = None,
) -> Iterator[MimePart]:
    """The parts inside a part.

    :param default: the content type if the part gives none.
    :param whole: takes the headers of the whole mail, and of what was signed in it; ``None`` inside any other part.
    """
    if level > MAX_LEVELS:
        raise ArchiveError("file-unsafe", TOO_DEEP, advice=SEND_FEWER_AT_ONCE)
    headers, body = read_headers(data, start, end)
    if whole is not None:
        whole.append(headers)
    stated = header_with(headers, _TYPE, "boundary")
    content_type = media_type(stated) or default
    if content_type.startswith("multipart/") and (encoding := transfer_encoding(headers)):
        data = _without_encoding(data[body:end], encoding)
        body, end = 0, len(data)
    if content_type.startswith("multipart/") or (not stated and level == 0):
        delimiter = _delimiter(data, body, end, stated)
        default = "message/rfc822" if content_type == "multipart/digest" else _TEXT
        inside = whole if content_type == "multipart/signed" else None
        for inner_start, inner_end in _between(data, body, end, delimiter) if delimiter else ():
            yield from _parts(data, inner_start, inner_end, default, level + 1, inside)
            inside = None  # the signature
        if delimiter:
            return
    disposition = header_with(headers, "content-disposition", "filename")
    name = file_name(disposition, "filename") or file_name(stated, "name")
    attached = disposition.strip().lower().startswith("attachment")
    part = MimePart(headers, content_type, name, attached, (data, body, end))
    signed = signed_content(part.content()) if content_type in _SIGNED else None
    if signed is not None and is_entity(signed):
        yield from _parts(signed, 0, len(signed), _TEXT, level + 1, whole)
        return
    yield part
    if part.is_body:
        text = part.content()
        for file, file_start, file_end in uu_files(text, 0, len(text)):
            yield MimePart({"content-transfer-encoding": ["uuencode"]}, "application/octet-stream",
                           header_text(file), True, (text, file_start, file_end))


def _delimiter(data: bytes, start: int, end: int, stated: str) -> bytes:
    """The delimiter of the parts; if none, or another one, is stated, the one that is there; empty without any."""
    delimiter = b"--" + boundary(stated)
    if 2 < len(delimiter) <= 202 and data.find(delimiter, start, end) >= 0:
        return delimiter
    found = _DELIMITED.search(data, start, end)
    return found[1].rstrip(b" \t") if found else b""


def _between(data: bytes, start: int, end: int, delimiter: bytes) -> Iterator[tuple[int, int]]:
    """The spans between delimiter lines; the text before the first and after the closing one is no part."""
    opened = -1
    position, seen = start, 0
    while (at := data.find(delimiter, position, end)) >= 0:
        seen += 1
        if seen > 20 * MAX_PARTS:
            raise ArchiveError("file-unsafe", TOO_MANY, advice=SEND_FEWER_AT_ONCE)
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
        yield opened, end  # the closing delimiter is missing: the mail is truncated


def _without_encoding(body: bytes, encoding: str) -> bytes:
    if encoding == "quoted-printable":
        return binascii.a2b_qp(body)
    if encoding == "uuencode":
        return uu_content(body)
    return base64_content(body) if encoding == "base64" else body
