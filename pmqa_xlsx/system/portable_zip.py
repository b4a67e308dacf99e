"""Zip files with the same bytes on every operating system."""

from __future__ import annotations

import datetime as dt
import os
import struct
import zipfile
from collections.abc import Iterable
from typing import IO

#: "Version made by" in an entry of a zip's directory (APPNOTE.TXT 4.4.2): its upper byte is the system, 3 for Unix.
_MADE_BY, _UNIX = 5, 3
#: Offset of the lengths of name, extra field and comment in an entry, and the entry's length without them.
_LENGTHS, _ENTRY = 28, 46
#: Offset of the permissions in an entry; those of a member that ``zipfile`` is given as bytes.
_PERMISSIONS, _PRIVATE = 38, 0o600 << 16
#: The end of a zip: how many entries its directory has, how many bytes, and where it begins.
_END = struct.Struct("<10xHLL2x")
#: Of a part of a workbook, which is no file of its own: the first time that a zip can state.
_NO_TIME = dt.datetime(1980, 1, 1)
#: A file that its owner may change and others may read, where a zip keeps Unix's permissions (else nobody may read it).
_READABLE = 0o644 << 16


def write_zip(target: IO[bytes], members: Iterable[tuple[str, bytes]], moment: dt.datetime | None = None) -> None:
    """Write a compressed zip that depends on its members and the moment alone.

    :param members: the name and the bytes of each, taken one after another.
    :param moment: when the members were packed (A.D., from 1980 to 2107); a zip states no time zone. Without one they
        are the parts of a workbook.
    """
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members:
            entry = zipfile.ZipInfo(name, (moment or _NO_TIME).timetuple()[:6])
            entry.create_system, entry.external_attr = _UNIX, _READABLE if moment else 0
            package.writestr(entry, content, zipfile.ZIP_DEFLATED)


def state_unix_origin(package: IO[bytes]) -> None:
    """Change a zip to state that Unix made it, where only the owner may read what is extracted; Python's ``zipfile``
    writes the system it runs on, and the permissions of a file that it packs.

    :param package: written by ``zipfile``: one disk, no zip64, no comment.
    """
    package.seek(-_END.size, os.SEEK_END)
    count, size, start = _END.unpack(package.read())
    package.seek(start)
    directory, position = bytearray(package.read(size)), 0
    for _ in range(count):
        directory[position + _MADE_BY] = _UNIX
        struct.pack_into("<L", directory, position + _PERMISSIONS, _PRIVATE)
        position += _ENTRY + sum(struct.unpack_from("<HHH", directory, position + _LENGTHS))
    package.seek(start)
    package.write(directory)
