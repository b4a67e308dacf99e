"""Zip archives from outside, opened with a guard that trusts no size they state.

What is stated is checked before anything is inflated, and what comes out is counted while it is inflated.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from zipfile import ZipInfo

from pmqa_xlsx.catalogue.advice import OPEN_ZIP_WITHOUT_PASSWORD, PACK_AGAIN
from pmqa_xlsx.catalogue.reasons import (
    BAD_MEMBER,
    GROWS,
    LOCKED_ZIP,
    NOT_A_ZIP,
    OVERLAP,
    TOO_LARGE,
    TOO_MANY,
    UNKNOWN_METHOD,
    ZIP_METHOD,
)
from pmqa_xlsx.files import compression as inflating
from pmqa_xlsx.files.refusal import ArchiveError
from pmqa_xlsx.files.zip_passwords import AES_METHOD, Unlocker, aes_settings
from pmqa_xlsx.text.language import Text

__all__ = ["NAME_IN_UTF8", "Archive", "ArchiveError", "ArchiveLimits"]

#: What is raised over hostile or damaged archives.
BROKEN: tuple[type[Exception], ...] = (
    *inflating.ERRORS, zipfile.BadZipFile, NotImplementedError, RuntimeError, IndexError, OverflowError)
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
#: Bits of a member's flags: encrypted; patched data, strong encryption, an encrypted directory.
_ENCRYPTED, _UNKNOWN_WAYS = 1, 0x2060
#: Directory entries that may stand anywhere in the bytes, also in archives stored inside; bounds the time to list them.
_MAX_SIGNATURES = 60_000


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
    :param passwords: to try on encrypted members.
    :raises ArchiveError: ``file-damaged`` or ``file-unsafe``.
    :ivar infos: the members as the directory lists them, in its order.
    """

    def __init__(self, data: bytes, limits: ArchiveLimits, passwords: Sequence[str] = ()) -> None:
        if len(data) > limits.file:
            raise ArchiveError("file-unsafe", TOO_LARGE)
        self.infos = _listing(data)
        self._data = data
        self._limits = limits
        self._total = 0
        self._unlocker = Unlocker(passwords)
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

        :raises ArchiveError: the member is damaged, encrypted, over a limit, or packed in a way that is not understood.
        """
        limits = self._limits
        method, checked = info.compress_type, True
        if method == AES_METHOD:
            _, method, version = aes_settings(info)
            checked = version == 1
        if method not in inflating.METHODS or info.flag_bits & _UNKNOWN_WAYS:
            raise _unknown_method(method)
        if info.file_size > limits.member:
            raise ArchiveError("file-unsafe", GROWS)
        most = min(limits.member, limits.total - self._total,
                   max(limits.ratio_floor, limits.ratio * max(info.compress_size, 1)))
        if most < 0:
            raise ArchiveError("file-unsafe", GROWS)
        encrypted = bool(info.flag_bits & _ENCRYPTED)
        packed = self._packed(info)
        for candidate in self._unlocker.candidates(info, packed) if encrypted else (packed,):
            try:
                data = inflating.METHODS[method](candidate, min(info.file_size, most) + 1)
            except BROKEN:
                continue
            self._total += len(data)
            if len(data) > most:
                raise ArchiveError("file-unsafe", GROWS)
            if len(data) == info.file_size and (not checked or inflating.crc32(data) == info.CRC):
                return data
        if encrypted:
            raise ArchiveError("file-encrypted", Text(), LOCKED_ZIP, OPEN_ZIP_WITHOUT_PASSWORD)
        raise ArchiveError("file-damaged", BAD_MEMBER)

    def _packed(self, info: ZipInfo) -> bytes:
        """A member as it is packed. The name in its own header does not matter: its checksum vouches for it.

        :raises ArchiveError: it has no header of its own.
        """
        try:
            if info.header_offset < 0:  # struct would count from the end
                raise zipfile.BadZipFile
            mark, _, name, extra = _HEADER.unpack_from(self._data, info.header_offset)
        except BROKEN as error:
            raise ArchiveError("file-damaged", BAD_MEMBER) from error
        if mark != _MEMBER:
            raise ArchiveError("file-damaged", BAD_MEMBER)
        start = info.header_offset + _HEADER.size + name + extra
        return self._data[start:start + info.compress_size]


def _unknown_method(method: int) -> ArchiveError:
    name = inflating.OTHER_METHODS.get(method)
    kind = Text(ZIP_METHOD.th.format(method=name), ZIP_METHOD.en.format(method=name)) if name else UNKNOWN_METHOD
    return ArchiveError("archive-unsupported", Text(), kind, PACK_AGAIN)


def _listed(data: bytes) -> list[ZipInfo]:
    """The members as the directory lists them; nobody may change the list.

    :raises ArchiveError: ``file-damaged`` or ``file-unsafe``.
    """
    if len(data) > _SMALLEST_ENTRY * _MAX_SIGNATURES and data.count(_ENTRY) > _MAX_SIGNATURES:
        raise ArchiveError("file-unsafe", TOO_MANY)
    try:
        return _infos(data)
    except BROKEN as error:
        raise ArchiveError("file-damaged", NOT_A_ZIP) from error


def _infos(data: bytes) -> list[ZipInfo]:
    try:
        return zipfile.ZipFile(io.BytesIO(data)).infolist()
    except UnicodeDecodeError:  # names in a code page under the flag of UTF-8, as IZArc and others write them
        return zipfile.ZipFile(io.BytesIO(_without_flags(data))).infolist()


def _without_flags(data: bytes) -> bytes:
    """The archive with the flag of UTF-8 taken from each directory entry whose name is not in UTF-8."""
    changed = bytearray(data)
    at = data.find(_ENTRY)
    while at >= 0:
        length = int.from_bytes(data[at + 28:at + 30], "little")
        try:
            data[at + _SMALLEST_ENTRY:at + _SMALLEST_ENTRY + length].decode()
        except UnicodeDecodeError:
            changed[at + 9:at + 10] = bytes([data[at + 9] & ~(NAME_IN_UTF8 >> 8)])
        at = data.find(_ENTRY, at + 4)
    return bytes(changed)


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
