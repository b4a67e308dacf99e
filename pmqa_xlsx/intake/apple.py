"""Mac file wrappers: AppleSingle contains the file, AppleDouble only its metadata (RFC 1740)."""

from __future__ import annotations

import struct

APPLE_SINGLE = b"\0\x05\x16\0"
_HEAD, _ENTRY = 26, struct.Struct(">III")
_DATA_FORK = 1


def data_fork(data: bytes) -> bytes:
    """The file inside an AppleSingle file; other bytes unchanged."""
    if not data.startswith(APPLE_SINGLE) or len(data) < _HEAD:
        return data
    count = int.from_bytes(data[_HEAD - 2:_HEAD], "big")
    entries = data[_HEAD:_HEAD + count * _ENTRY.size]
    for number, offset, length in _ENTRY.iter_unpack(entries[:len(entries) // _ENTRY.size * _ENTRY.size]):
        if number == _DATA_FORK:
            return data[offset:offset + length]
    return data
