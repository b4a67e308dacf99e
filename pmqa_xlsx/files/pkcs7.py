"""What a digital signature holds: signed mails and files as S/MIME and CAdES write them (PKCS #7, CMS: RFC 5652).

A signature may hold what it signs, which is no secret: no key is needed to read it. Nothing is verified here. Of the
whole structure only the way to the content is walked, in time that grows with the size alone; a library that reads
all of it would be more to trust than these lines.
"""

from __future__ import annotations

import binascii
import re
from enum import Enum

_OID = rb"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07"
_LENGTH = rb"(?:\x80|[\x00-\x7f]|\x81.|\x82..|\x83...|\x84....)"
_CONTENT_INFO = re.compile(rb"\x30" + _LENGTH + _OID + rb"([\x02\x03])", re.DOTALL)
_PEM = re.compile(rb"\s*-----BEGIN (?:PKCS ?#?7|CMS|PKCS7 SIGNED DATA)-----([A-Za-z0-9+/=\s]+)")
_BASE64 = re.compile(rb"\s*MI[A-Za-z0-9+/=\s]{80,}\s*")
_SEQUENCE, _SET, _INTEGER, _OBJECT, _FIRST, _OCTETS, _PIECES = 0x30, 0x31, 0x02, 0x06, 0xA0, 0x04, 0x24
_END = b"\0\0"
#: Octet strings inside octet strings; programs write one level.
_MAX_LEVELS = 4


class Sealed(Enum):
    """What a PKCS #7 structure is."""

    SIGNED = "signed"  #: it holds what it signs
    DETACHED = "detached"  #: it holds a signature alone
    ENCRYPTED = "encrypted"


class _BrokenError(Exception):
    """The structure is not what it should be."""


def sealed_kind(data: bytes) -> Sealed | None:
    """What a PKCS #7 structure is, in DER, BER or base64; ``None`` for other bytes."""
    der = _binary(data)
    match = _CONTENT_INFO.match(der)
    if not match:
        return None
    if match[1] == b"\x03":
        return Sealed.ENCRYPTED
    try:
        _content_at(der)
    except _BrokenError:
        return Sealed.DETACHED
    return Sealed.SIGNED


def signed_content(data: bytes) -> bytes | None:
    """What a signature signs, where it holds that; ``None`` where it does not, or is damaged."""
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
    """The structure's bytes, if they come in base64."""
    pem = _PEM.match(data)
    if pem or _BASE64.fullmatch(data[:1000]):
        try:
            return binascii.a2b_base64(pem[1] if pem else data)
        except binascii.Error:
            return data
    return data


def _content_at(data: bytes) -> int:
    """Where the octet string with the content begins: contentInfo, signedData, encapContentInfo, eContent."""
    at = _within(data, 0, _SEQUENCE)
    at = _within(data, _behind(data, at, _OBJECT), _FIRST)
    at = _within(data, at, _SEQUENCE)
    at = _behind(data, _behind(data, at, _INTEGER), _SET)
    at = _within(data, at, _SEQUENCE)
    return _within(data, _behind(data, at, _OBJECT), _FIRST)


def _head(data: bytes, at: int) -> tuple[int, int, int | None]:
    """An element's tag, where its content begins, and the content's length; ``None`` for one that ends with a mark."""
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
    """Where the content of the element begins, which must be of that kind."""
    found, start, _ = _head(data, at)
    if found != tag:
        raise _BrokenError
    return start


def _behind(data: bytes, at: int, tag: int) -> int:
    """Where the element ends, which must be of that kind."""
    if _head(data, at)[0] != tag:
        raise _BrokenError
    open_marks = 0
    while True:
        if open_marks and data[at:at + 2] == _END:
            at += 2
            open_marks -= 1
        else:
            _, start, length = _head(data, at)
            open_marks += length is None
            at = start + (length or 0)
        if not open_marks:
            return at


def _octets(data: bytes, at: int, pieces: list[bytes], level: int) -> int:
    """Add the bytes of an octet string, which may be cut into pieces; the offset where it ends."""
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
