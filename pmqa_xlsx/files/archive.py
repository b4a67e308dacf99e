"""Zip archives from outside, opened with a guard that trusts no size they state.

What is stated is checked before anything is inflated, and what comes out is counted while it is inflated. Only
stored and deflated members are inflated: Python's other decompressors put no bound on what one step gives.
"""

from __future__ import annotations

import io
import struct
import zipfile
from dataclasses import dataclass
from itertools import pairwise
from zipfile import ZipInfo

from pmqa_xlsx.catalogue.reasons import (
    BAD_MEMBER,
    GROWS,
    METHOD,
    NOT_A_ZIP,
    OVERLAP,
    TOO_LARGE,
    TOO_MANY,
)
from pmqa_xlsx.files import compression as inflating
from pmqa_xlsx.text.language import Text

#: What is raised over hostile or damaged archives.
BROKEN: tuple[type[Exception], ...] = (
    *inflating.ERRORS, zipfile.BadZipFile, OSError, EOFError, NotImplementedError, struct.error, ValueError,
    RuntimeError, IndexError, OverflowError)
#: The mark that a member's own header begins with. The header: mark, flags, lengths of the name and of what is added.
_MEMBER = b"PK\x03\x04"
_HEADER = struct.Struct("<4s2xH18xHH")
#: How the record behind a directory begins; how an entry of the directory begins, and the bytes of the smallest one.
_END = b"PK\x05\x06"
_ENTRY, _SMALLEST_ENTRY = b"PK\x01\x02", 46
#: The bit of an entry's flags, and of those in a member's own header, that says that the name is in UTF-8.
NAME_IN_UTF8 = 0x800
#: Archives of up to this many bytes are kept until the next one comes.
_REMEMBERED = 2**22
#: Bits of a member's flags: patched data, strong encryption.
_UNKNOWN_WAYS = 0x60
#: Directory entries that may stand anywhere in the bytes, also in archives stored inside; bounds the time to list them.
_MAX_SIGNATURES = 60_000


class ArchiveError(Exception):
    """An archive or a member of it that is not opened.

    :ivar code: the finding's code: ``file-damaged``, ``file-unsafe`` or ``file-encrypted``.
    :ivar reason: why, for people.
    """

    def __init__(self, code: str, reason: Text) -> None:
        super().__init__(f"{code}: {reason.en}")
        self.code = code
        self.reason = reason

    @property
    def facts(self) -> dict[str, str]:
        """The reason as a finding's facts."""
        return {"reason_th": self.reason.th, "reason_en": self.reason.en}


@dataclass(frozen=True, slots=True)
class ArchiveLimits:
    """What one archive may hold.

    :ivar file: bytes of the archive itself.
    :ivar entries: members.
    :ivar member: bytes of one member, inflated.
    :ivar total: bytes of all members that are read, inflated.
    :ivar ratio: inflated to deflated size of one member, once it exceeds ``ratio_floor`` bytes. Deflate cannot do
        better than about 1,030 to 1.
    """

    file: int
    entries: int
    member: int
    total: int
    ratio: int = 250
    ratio_floor: int = 2**20


class Archive:
    """A zip archive; its members are inflated on demand.

    :param data: the archive's bytes.
    :raises ArchiveError: ``file-damaged`` or ``file-unsafe``.
    :ivar infos: the members as the directory lists them, in its order.
    """

    def __init__(self, data: bytes, limits: ArchiveLimits) -> None:
        if len(data) > limits.file:
            raise ArchiveError("file-unsafe", TOO_LARGE)
        self.infos = _listing(data)
        self._data = data
        self._limits = limits
        self._total = 0
        if len(self.infos) > limits.entries:
            raise ArchiveError("file-unsafe", TOO_MANY)
        spans = sorted((info.header_offset, info.compress_size) for info in self.infos)
        for (start, size), (following, _) in pairwise(spans):
            if start + _HEADER.size + size > following:
                raise ArchiveError("file-unsafe", OVERLAP)

    @property
    def stated_total(self) -> int:
        """Bytes of all members inflated, as the directory states them; each gives at most one byte more."""
        return sum(info.file_size for info in self.infos)

    def read(self, info: ZipInfo) -> bytes:
        """Inflate a member.

        :raises ArchiveError: the member is damaged, encrypted or over a limit.
        """
        limits = self._limits
        if info.flag_bits & 1:
            raise ArchiveError("file-encrypted", Text())
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) or info.flag_bits & _UNKNOWN_WAYS:
            raise ArchiveError("file-damaged", METHOD)
        if info.file_size > limits.member:
            raise ArchiveError("file-unsafe", GROWS)
        most = min(limits.member, limits.total - self._total,
                   max(limits.ratio_floor, limits.ratio * max(info.compress_size, 1)))
        if most < 0:
            raise ArchiveError("file-unsafe", GROWS)
        try:
            data = self._inflated(info, min(info.file_size, most) + 1)
        except BROKEN as error:
            raise ArchiveError("file-damaged", BAD_MEMBER) from error
        self._total += len(data)
        if len(data) > most:
            raise ArchiveError("file-unsafe", GROWS)
        if len(data) != info.file_size or inflating.crc32(data) != info.CRC:
            raise ArchiveError("file-damaged", BAD_MEMBER)
        return data

    def _inflated(self, info: ZipInfo, most: int) -> bytes:
        """What comes out of a member, of a deflated one no more than so many bytes.

        :param most: at least 1, for 0 would be no limit.
        :raises struct.error: it has no header of its own; ``BadZipFile``: that is another member's.
        """
        if info.header_offset < 0:  # struct would count from the end
            raise zipfile.BadZipFile
        mark, flags, name, extra = _HEADER.unpack_from(self._data, info.header_offset)
        start = info.header_offset + _HEADER.size
        if mark != _MEMBER or _decoded_name(self._data[start:start + name], flags) != info.orig_filename:
            raise zipfile.BadZipFile
        start += name + extra
        packed = self._data[start:start + info.compress_size]
        if info.compress_type == zipfile.ZIP_STORED:
            return packed
        return inflating.decompressobj(inflating.RAW).decompress(packed, most)


def _decoded_name(name: bytes, flags: int) -> str:
    # Letters of ASCII are the same in both, and the way by cp437 is a slow one.
    return name.decode("utf-8" if flags & NAME_IN_UTF8 or name.isascii() else "cp437")


def _listed(data: bytes) -> list[ZipInfo]:
    """The members as the directory lists them; nobody may change the list.

    :raises ArchiveError: ``file-damaged`` or ``file-unsafe``.
    """
    if len(data) > _SMALLEST_ENTRY * _MAX_SIGNATURES and data.count(_ENTRY) > _MAX_SIGNATURES:
        raise ArchiveError("file-unsafe", TOO_MANY)
    try:
        return zipfile.ZipFile(io.BytesIO(data)).infolist()
    except BROKEN as error:
        raise ArchiveError("file-damaged", NOT_A_ZIP) from error


class _Listing:
    """Lists an archive, and keeps the last one: a file is told by what it holds, and read directly after.

    It is known by its identity, since to hash a whole file takes a third of the time in which it is listed.
    """

    def __init__(self) -> None:
        self._last: tuple[bytes, list[ZipInfo]] | None = None

    def __call__(self, data: bytes) -> list[ZipInfo]:
        last = self._last
        if last is not None and last[0] is data:
            return last[1]
        infos = _listed(data)
        if len(data) <= _REMEMBERED:
            self._last = data, infos
        return infos


_listing = _Listing()


def is_zip(data: bytes) -> bool:
    """Whether the bytes begin as a zip file does and hold an end-of-directory record."""
    return data[:4] in (_MEMBER, _END) and _END in data[-70_000:]
