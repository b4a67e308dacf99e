"""OLE compound files ([MS-CFB]): the streams of Office 97-2003 files, of encrypted workbooks and of Outlook's mails.

Written for hostile input: for any bytes, each sector is read at most once for the directory and once for the streams,
so that time and memory are linear in the size of the file.
"""

from __future__ import annotations

import datetime as dt
import struct
import sys
from array import array
from collections.abc import Iterator
from typing import NamedTuple

from pmqa_xlsx.catalogue.reasons import BAD_MEMBER, OVERLAP, TOO_DEEP, TOO_LARGE, TOO_MANY
from pmqa_xlsx.files.file_kinds import OLE_START
from pmqa_xlsx.files.refusal import ArchiveError

#: Most streams and storages of one file, and the deepest nesting.
MAX_ENTRIES = 20_000
MAX_LEVELS = 40

#: From byte 30 on: bits of a sector's and a small sector's size, FAT sectors, start of the directory, the longest
#: stream in small sectors, start of their FAT, continuation of the list of FAT sectors; then the list's beginning.
_HEADER = struct.Struct("<HH10xII4xII4xI4x109I")
_ENTRY = struct.Struct("<64sHBxIII36xIQ")
_LAST_SECTOR = 0xFFFFFFFA  # greater numbers are special values
_STORAGE, _STREAM, _ROOT = 1, 2, 5

_EPOCH = dt.datetime(1601, 1, 1, tzinfo=dt.UTC)

Path = tuple[str, ...]


def filetime(ticks: int) -> dt.datetime | None:
    """A moment given in tenths of microseconds since 1601; ``None`` if it is outside of the calendar."""
    try:
        return _EPOCH + dt.timedelta(microseconds=ticks // 10)
    except OverflowError:
        return None


class _Entry(NamedTuple):
    """An entry of the directory: ``left`` and ``right`` are its siblings, ``child`` is one of its children."""

    name: str
    kind: int
    left: int
    right: int
    child: int
    start: int
    size: int


class Compound:
    """A compound file.

    :raises ArchiveError: ``file-damaged`` or ``file-unsafe``; also raised by all methods; nothing else is raised.
    :ivar entries: paths of all streams and storages.
    """

    def __init__(self, data: bytes) -> None:
        if len(data) < 512 or not data.startswith(OLE_START):
            raise ArchiveError("file-damaged", BAD_MEMBER)
        bits, small_bits, _, directory, self._small_limit, small_fat, more, *fat = _HEADER.unpack_from(data, 30)
        if not (7 <= bits <= 16 and 2 <= small_bits <= bits):
            raise ArchiveError("file-damaged", BAD_MEMBER)
        self._data, self._sector, self._small_sector = data, 1 << bits, 1 << small_bits
        self._sectors = -(-len(data) // self._sector)
        self._fat = self._table(self._fat_sectors(fat, more))
        self._left = 2 * len(data)
        listed = self._joined(self._chain(directory, self._fat), MAX_ENTRIES * _ENTRY.size)
        self._directory = [_entry(raw) for raw in _ENTRY.iter_unpack(listed[:len(listed) // _ENTRY.size * _ENTRY.size])]
        if not self._directory:
            raise ArchiveError("file-damaged", BAD_MEMBER)
        self._small_start = small_fat
        self._small: tuple[bytes, array[int]] | None = None
        self._places = dict(self._tree())
        self.entries: frozenset[Path] = frozenset(self._places)

    def read(self, path: Path, limit: int) -> bytes:
        """A stream's bytes.

        :param limit: most bytes allowed.
        :returns: empty if there is no such stream.
        """
        entry = self._places.get(path)
        if entry is None or entry.kind != _STREAM or not entry.size:
            return b""
        if entry.size > limit:
            raise ArchiveError("file-unsafe", TOO_LARGE)
        self._left -= entry.size
        if self._left < 0:  # streams that share sectors
            raise ArchiveError("file-unsafe", OVERLAP)
        data = self._small_stream(entry) if entry.size < self._small_limit else self._joined(
            self._chain(entry.start, self._fat), entry.size)
        if len(data) < entry.size:
            raise ArchiveError("file-damaged", BAD_MEMBER)
        return data[:entry.size]

    def _fat_sectors(self, listed: list[int], more: int) -> Iterator[int]:
        """The sectors of the FAT: those listed in the header, then those in a chain of further lists."""
        for _ in range(self._sectors + 1):
            for number in listed:
                if number <= _LAST_SECTOR:
                    yield number
            if more > _LAST_SECTOR:
                return
            *listed, more = self._numbers(more)
        raise ArchiveError("file-damaged", BAD_MEMBER)

    def _table(self, sectors: Iterator[int]) -> array[int]:
        table = array("I")
        for position, number in enumerate(sectors):
            if position >= self._sectors:
                raise ArchiveError("file-damaged", BAD_MEMBER)
            table.extend(self._numbers(number))
        return table

    def _numbers(self, sector: int) -> array[int]:
        data = self._piece(sector)
        numbers = array("I")
        numbers.frombytes(data[:len(data) // 4 * 4])
        if not numbers:
            raise ArchiveError("file-damaged", BAD_MEMBER)
        if sys.byteorder == "big":
            numbers.byteswap()
        return numbers

    def _piece(self, sector: int) -> bytes:
        start = (sector + 1) * self._sector
        return self._data[start:start + self._sector]

    def _chain(self, start: int, table: array[int]) -> Iterator[int]:
        """The numbers of a chain of sectors; a circular one is damaged."""
        for _ in range(len(table) + 1):
            if start > _LAST_SECTOR:
                return
            yield start
            if start >= len(table):
                break
            start = table[start]
        raise ArchiveError("file-damaged", BAD_MEMBER)

    def _joined(self, chain: Iterator[int], most: int) -> bytes:
        """The content of a chain of sectors; of a longer one at least ``most`` bytes."""
        pieces = bytearray()
        for sector in chain:
            piece = self._piece(sector)
            pieces += piece
            if len(pieces) >= most or len(piece) < self._sector:  # the file may end in a part of its last sector
                break
        return bytes(pieces)

    def _small_stream(self, entry: _Entry) -> bytes:
        if self._small is None:
            root = self._directory[0]
            content = self._joined(self._chain(root.start, self._fat), min(root.size, len(self._data)))
            self._small = content, self._table(self._chain(self._small_start, self._fat))
        (content, table), size = self._small, self._small_sector
        pieces = bytearray()
        for number in self._chain(entry.start, table):
            pieces += content[number * size:(number + 1) * size]
            if len(pieces) >= entry.size:
                break
        return bytes(pieces)

    def _tree(self) -> Iterator[tuple[Path, _Entry]]:
        """Every entry with its path; an entry with several references is returned once."""
        seen = {0}
        waiting: list[tuple[Path, int]] = [((), self._directory[0].child)]
        while waiting:
            above, number = waiting.pop()
            if number in seen or number >= len(self._directory):
                continue
            seen.add(number)
            entry = self._directory[number]
            waiting += [(above, entry.left), (above, entry.right)]
            if entry.kind not in (_STORAGE, _STREAM):
                continue
            path = (*above, entry.name)
            if len(path) > MAX_LEVELS:
                raise ArchiveError("file-unsafe", TOO_DEEP)
            if len(seen) > MAX_ENTRIES:
                raise ArchiveError("file-unsafe", TOO_MANY)
            yield path, entry
            if entry.kind == _STORAGE:
                waiting.append((path, entry.child))


def _entry(raw: tuple[bytes, int, int, int, int, int, int, int]) -> _Entry:
    name, length, kind, left, right, child, start, size = raw
    return _Entry(name[:max(0, min(length, 64) - 2)].decode("utf-16-le", "replace"), kind, left, right, child, start,
                  size & 0xFFFFFFFF)  # the upper half is undefined in version 3
