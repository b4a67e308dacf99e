"""The content of a digital signature: signed mails and files in S/MIME and CAdES (PKCS #7, CMS: RFC 5652).

A signature may contain the signed data, which can be read without a key. Nothing is verified here. Only the path to
the content is parsed, in time linear in the size; a library for the whole structure would be much more code to trust.
"""

from __future__ import annotations

import binascii
import re

from pmqa_xlsx.files.file_kinds import FileKind

_OID = rb"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07"
_LENGTH = rb"(?:\x80|[\x00-\x7f]|\x81.|\x82..|\x83...|\x84....)"
_CONTENT_INFO = re.compile(rb"\x30" + _LENGTH + _OID + rb"([\x02\x03])", re.DOTALL)
_PEM = re.compile(rb"\s*-----BEGIN (?:PKCS ?#?7|CMS|PKCS7 SIGNED DATA)-----([A-Za-z0-9+/=\s]+)")
_BASE64 = re.compile(rb"\s*MI[A-Za-z0-9+/=\s]{80,}\s*")
_SEQUENCE, _SET, _INTEGER, _OBJECT, _FIRST, _OCTETS, _PIECES = 0x30, 0x31, 0x02, 0x06, 0xA0, 0x04, 0x24
_END = b"\0\0"
#: Deepest nesting of octet strings; programs write one level.
_MAX_LEVELS = 4
#: Elements inside one that is skipped: a list of a few algorithms.
_MAX_ELEMENTS = 1_000


class _BrokenError(Exception):
    """The structure is not valid."""


def sealed_kind(data: bytes) -> FileKind | None:
    """The kind of a digital signature or an encrypted mail, in DER, BER or base64; ``None`` for other bytes."""
    der = _binary(data)
    match = _CONTENT_INFO.match(der)
    if not match:
        return None
    if match[1] == b"\x03":
        return FileKind.ENCRYPTED_MAIL
    try:
        _content_at(der)
    except _BrokenError:
        return FileKind.SIGNATURE  # it contains no signed data
    return FileKind.SIGNED


def signed_content(data: bytes) -> bytes | None:
    """The signed data inside a signature; ``None`` if there are none, or it is damaged."""
    der = _binary(data)
    if not _CONTENT_INFO.match(der):
        return None
    try:
        pieces: list[bytes] = []
        _octets(der, _content_at(der), pieces, 0)
    except _BrokenError:
        return None
    return b"".join(pieces)


def _binary(data: bytes) -> bytes:
    """The structure's bytes, decoded if they are in base64."""
    pem = _PEM.match(data)
    if pem or _BASE64.fullmatch(data[:1000]):
        try:
            return binascii.a2b_base64(pem[1] if pem else data)
        except binascii.Error:
            return data
    return data


def _content_at(data: bytes) -> int:
    """The offset of the octet string with the content: contentInfo, signedData, encapContentInfo, eContent."""
    at = _within(data, 0, _SEQUENCE)
    at = _within(data, _behind(data, at, _OBJECT), _FIRST)
    at = _within(data, at, _SEQUENCE)
    at = _behind(data, _behind(data, at, _INTEGER), _SET)
    at = _within(data, at, _SEQUENCE)
    return _within(data, _behind(data, at, _OBJECT), _FIRST)


def _head(data: bytes, at: int) -> tuple[int, int, int | None]:
    """An element's tag, the offset of its content, and the content's length; ``None`` if it ends with a mark."""
    if at + 2 > len(data):
        raise _BrokenError
    tag, length, start = data[at], data[at + 1], at + 2
    if tag & 0x1F == 0x1F:
        raise _BrokenError
    if length == 0x80:
        return tag, start, None
    if length > 0x80:
        size = length & 0x7F
        if size > 8 or start + size > len(data):
            raise _BrokenError
        length, start = int.from_bytes(data[start:start + size], "big"), start + size
    return tag, start, length


def _within(data: bytes, at: int, tag: int) -> int:
    """The offset of the content of an element, which must have this tag."""
    found, start, _ = _head(data, at)
    if found != tag:
        raise _BrokenError
    return start


def _behind(data: bytes, at: int, tag: int) -> int:
    """The offset of the end of an element, which must have this tag."""
    if _head(data, at)[0] != tag:
        raise _BrokenError
    open_marks = 0
    for _ in range(_MAX_ELEMENTS):
        if open_marks and data[at:at + 2] == _END:
            at += 2
            open_marks -= 1
        else:
            _, start, length = _head(data, at)
            open_marks += length is None
            at = start + (length or 0)
        if not open_marks:
            return at
    raise _BrokenError


def _octets(data: bytes, at: int, pieces: list[bytes], level: int) -> int:
    """Add the bytes of an octet string, which may be split into pieces; returns the offset of its end."""
    tag, start, length = _head(data, at)
    if tag == _OCTETS and length is not None:
        pieces.append(data[start:start + length])
        return start + length
    if tag != _PIECES or level > _MAX_LEVELS:
        raise _BrokenError
    at, end = start, len(data) if length is None else start + length
    while at < end:
        if length is None and data[at:at + 2] == _END:
            return at + 2
        at = _octets(data, at, pieces, level + 1)
    return at
