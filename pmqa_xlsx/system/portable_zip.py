"""Zip files with the same bytes on every operating system."""

from __future__ import annotations

import struct

#: "Version made by" in an entry of a zip's directory (APPNOTE.TXT 4.4.2): its upper byte is the system, 3 for Unix.
_MADE_BY, _UNIX = 5, 3
#: Offset of the lengths of name, extra field and comment in an entry, and the entry's length without them.
_LENGTHS, _ENTRY = 28, 46
_END = b"PK\x05\x06"


def with_unix_origin(package: bytes) -> bytes:
    """The same zip with Unix as the system that made it; Python's ``zipfile`` writes the one it runs on.

    :param package: written by ``zipfile``: one disk, no zip64, no comment.
    """
    data = bytearray(package)
    count, _, position = struct.unpack_from("<HLL", data, data.rindex(_END) + 10)
    for _ in range(count):
        data[position + _MADE_BY] = _UNIX
        position += _ENTRY + sum(struct.unpack_from("<HHH", data, position + _LENGTHS))
    return bytes(data)
