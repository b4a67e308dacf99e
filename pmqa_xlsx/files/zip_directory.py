"""What a zip archive says it holds: its directory, read here where it is as usual, else by the standard library."""

from __future__ import annotations

import io
import struct
import zipfile
from typing import NamedTuple

#: The record behind the directory: mark, this disk, the directory's disk, entries here, entries, bytes of the
#: directory, where it begins, bytes of the comment behind the record.
_END = struct.Struct("<4s4H2LH")
END_MARK = b"PK\x05\x06"
#: What stands right before that record in very large archives: its bytes and its mark.
_LARGE_END, _LARGE_END_MARK = 20, b"PK\x06\x07"
#: An entry: mark, version needed (with an upper byte that is 0), flags, way of compression, time and date, CRC-32,
#: bytes deflated, bytes inflated, bytes of the name, of what is added and of the comment, rights, where the member
#: begins.
_ENTRY = struct.Struct("<4s2x3HL3L3H4x2L")
ENTRY_MARK = b"PK\x01\x02"
SMALLEST_ENTRY = _ENTRY.size
#: The bit of an entry's flags, and of those in a member's own header, that says that the name is in UTF-8.
NAME_IN_UTF8 = 0x800
#: Whoever needs a later version than that of archives with large members needs a way that is not usual.
_USUAL_VERSION = 45


class ZipEntry(NamedTuple):
    """A member as the directory lists it; the names are those of :class:`zipfile.ZipInfo`.

    :ivar filename: as the standard library gives it: up to the first NUL, on Windows with slashes.
    :ivar orig_filename: as it is stated.
    :ivar moment: time and date as the archive packs them.
    """

    filename: str
    orig_filename: str
    flag_bits: int
    compress_type: int
    CRC: int
    compress_size: int
    file_size: int
    header_offset: int
    external_attr: int
    moment: int
    extra: bytes

    @property
    def date_time(self) -> tuple[int, int, int, int, int, int]:
        """Year (A.D.), month, day, hour, minute and second; they need not be a moment that there was."""
        date, time = divmod(self.moment, 2**16)
        return (date >> 9) + 1980, date >> 5 & 15, date & 31, time >> 11, time >> 5 & 63, (time & 31) * 2


def directory(data: bytes) -> list[ZipEntry]:
    """An archive's members in the order of its directory.

    What is raised over bytes that are no archive is what :class:`zipfile.ZipFile` raises.
    """
    entries = usual_directory(data)
    return thorough_directory(data) if entries is None else entries


def thorough_directory(data: bytes) -> list[ZipEntry]:
    """The same, whatever the directory is like."""
    return [
        ZipEntry(info.filename, info.orig_filename, info.flag_bits, info.compress_type, info.CRC, info.compress_size,
              info.file_size, info.header_offset, info.external_attr, _packed(*info.date_time), info.extra)
        for info in zipfile.ZipFile(io.BytesIO(data)).infolist()
    ]


def usual_directory(data: bytes) -> list[ZipEntry] | None:
    """The same for an archive as office programs write it; ``None`` for any other.

    Usual is one that ends with its directory, whose entries have plain ASCII names, without NUL or backslash, and
    nothing added.
    """
    behind = len(data) - _END.size
    # Whatever looks like the end of a very large archive, be it a member's name, is for the standard library to judge.
    if behind < _LARGE_END or data.startswith(_LARGE_END_MARK, behind - _LARGE_END):
        return None
    mark, disk, its_disk, here, count, size, start, comment = _END.unpack_from(data, behind)
    if mark != END_MARK or disk or its_disk or comment or here != count or start + size != behind:
        return None
    text = data[start:behind].decode("latin-1")  # a character for each byte
    entries: list[ZipEntry] = []
    names: list[str] = []
    position = 0
    for _ in range(count):
        if position + _ENTRY.size > size:
            return None
        mark, version, flags, method, moment, crc, deflated, inflated, length, added, comment, rights, offset = (
            _ENTRY.unpack_from(data, start + position))
        if mark != ENTRY_MARK or added or comment or version > _USUAL_VERSION:
            return None
        position += _ENTRY.size
        name = text[position:position + length]
        position += length
        names.append(name)
        # What ZipEntry() does, at a third of its cost.
        entries.append(tuple.__new__(ZipEntry, (name, name, flags, method, crc, deflated, inflated, offset, rights,
                                             moment, b"")))
    said = "".join(names)
    usual = position == size and said.isascii() and "\0" not in said and "\\" not in said
    return entries if usual else None


def _packed(year: int, month: int, day: int, hour: int, minute: int, second: int) -> int:
    return (year - 1980 << 9 | month << 5 | day) << 16 | hour << 11 | minute << 5 | second // 2
