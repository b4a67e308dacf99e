"""Zip archives from outside, opened with a guard that trusts no stated size.

Stated sizes are checked before anything is decompressed, and the real sizes are counted while decompressing.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Iterable, Sequence
from itertools import pairwise
from zipfile import ZipInfo

from pmqa_xlsx.catalogue.reasons import (
    BAD_MEMBER,
    GROWS,
    JOINED,
    LOCKED_ZIP,
    NOT_A_ZIP,
    OPEN_ZIP_WITHOUT_PASSWORD,
    OVERLAP,
    PACK_AGAIN,
    TOO_LARGE,
    TOO_MANY,
    UNKNOWN_METHOD,
    ZIP_METHOD,
)
from pmqa_xlsx.files import compression
from pmqa_xlsx.files.refusal import ArchiveError
from pmqa_xlsx.files.zip_passwords import AES_METHOD, Unlocker, aes_settings
from pmqa_xlsx.light_dataclass import dataclass
from pmqa_xlsx.text.language import Text

#: Exceptions raised for hostile or damaged archives.
BROKEN: tuple[type[Exception], ...] = (
    *compression.ERRORS, zipfile.BadZipFile, NotImplementedError, RuntimeError, IndexError, OverflowError)
#: Signature of a local header. The header: signature, flags, lengths of the name and of the extra field.
_MEMBER = b"PK\x03\x04"
_HEADER = struct.Struct("<4s2xH18xHH")
#: Signature of the end record; signature of a directory entry, and the bytes of the smallest one.
_END = b"PK\x05\x06"
#: Bytes of an end record without a comment, and bytes at the end in which ``zipfile`` looks for one.
_END_SIZE, _SEARCHED = 22, 2**16
_ENTRY, _SMALLEST_ENTRY = b"PK\x01\x02", 46
#: The bit for a UTF-8 name in the flags of a directory entry and of a local header.
NAME_IN_UTF8 = 0x800
#: Archives of up to this many bytes are cached until the next one.
_CACHED_BYTES = 2**22
#: Bits of a member's flags: encrypted; patched data, strong encryption, encrypted directory.
_ENCRYPTED, _UNKNOWN_WAYS = 1, 0x2060
#: Most directory signatures anywhere in the bytes, including archives stored inside; limits the time for listing.
_MAX_SIGNATURES = 60_000


#: What may come before a part's name.
_IN_FRONT = re.compile(r"\A(?:\.?/)+")
#: The lists of a package's parts, of Open XML and OpenDocument.
_PART_LISTS = ("[content_types].xml", "meta-inf/manifest.xml")


@dataclass(frozen=True, slots=True)
class ArchiveLimits:
    """Limits of one archive.

    :ivar file: bytes of the archive itself.
    :ivar entries: members.
    :ivar member: bytes of one member, decompressed.
    :ivar total: bytes of all members that are read, decompressed.
    :ivar ratio: decompressed to compressed size of one member above ``ratio_floor`` bytes. Deflate reaches at most
        about 1,030 to 1.
    """

    file: int
    entries: int
    member: int
    total: int
    ratio: int = 250
    ratio_floor: int = 2**20


class Archive:
    """A zip archive; its members are decompressed on demand.

    :param data: the archive's bytes.
    :param passwords: to try on encrypted members.
    :raises ArchiveError: ``file-damaged`` or ``file-unsafe``.
    :ivar infos: the members in the directory's order.
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
        """Decompressed bytes of all members, as stated in the directory; each can have at most one byte more."""
        return sum(info.file_size for info in self.infos)

    def read(self, info: ZipInfo) -> bytes:
        """Decompress a member.

        :raises ArchiveError: the member is damaged, encrypted, over a limit, or has an unsupported compression method.
        """
        limits = self._limits
        method, checked = info.compress_type, True
        if method == AES_METHOD:
            _, method, version = aes_settings(info)
            checked = version == 1
        if method not in compression.METHODS or info.flag_bits & _UNKNOWN_WAYS:
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
                data = compression.METHODS[method](candidate, min(info.file_size, most) + 1)
            except BROKEN:
                continue
            self._total += len(data)
            if len(data) > most:
                raise ArchiveError("file-unsafe", GROWS)
            if len(data) == info.file_size and (not checked or compression.crc32(data) == info.CRC):
                return data
        if encrypted:
            raise ArchiveError("file-encrypted", Text(), LOCKED_ZIP, OPEN_ZIP_WITHOUT_PASSWORD)
        raise ArchiveError("file-damaged", BAD_MEMBER)

    def _packed(self, info: ZipInfo) -> bytes:
        """A member's compressed bytes. The name in its local header is not checked: its checksum is.

        :raises ArchiveError: it has no local header.
        """
        try:
            if info.header_offset < 0:  # struct would read from the end
                raise zipfile.BadZipFile
            mark, _, name, extra = _HEADER.unpack_from(self._data, info.header_offset)
        except BROKEN as error:
            raise ArchiveError("file-damaged", BAD_MEMBER) from error
        if mark != _MEMBER:
            raise ArchiveError("file-damaged", BAD_MEMBER)
        start = info.header_offset + _HEADER.size + name + extra
        return self._data[start:start + info.compress_size]


def named_parts(infos: Iterable[ZipInfo]) -> list[tuple[str, ZipInfo]]:
    """The members of a package with the names of its parts, which have ``/`` between folders and none in front.

    Where all members lie in one folder, because somebody packed an unpacked workbook again, that is left out.
    """
    named = [(_IN_FRONT.sub("", info.filename.replace("\\", "/")), info) for info in infos]
    folder = next((name[:-len(one)] for name, _ in named for one in _PART_LISTS if name.lower().endswith(one)), "")
    if folder and all(name.startswith((folder, "__MACOSX/")) or folder.startswith(name) for name, _ in named):
        return [(name.removeprefix(folder), info) for name, info in named if name.startswith(folder)]
    return named


def _unknown_method(method: int) -> ArchiveError:
    name = compression.OTHER_METHODS.get(method)
    kind = Text(ZIP_METHOD.th.format(method=name), ZIP_METHOD.en.format(method=name)) if name else UNKNOWN_METHOD
    return ArchiveError("archive-unsupported", Text(), kind, PACK_AGAIN)


def _listed(data: bytes) -> list[ZipInfo]:
    """The members in the directory's order; callers must not change the list.

    :raises ArchiveError: ``file-damaged`` or ``file-unsafe``.
    """
    if len(data) > _SMALLEST_ENTRY * _MAX_SIGNATURES and data.count(_ENTRY) > _MAX_SIGNATURES:
        raise ArchiveError("file-unsafe", TOO_MANY)
    try:
        infos = _infos(data)
    except BROKEN as error:
        raise ArchiveError("file-damaged", NOT_A_ZIP) from error
    if _ends_like_a_zip(data[:min((info.header_offset for info in infos), default=0)]):
        raise ArchiveError("file-damaged", JOINED)
    return infos


def _ends_like_a_zip(before: bytes) -> bool:
    """Whether the bytes before an archive are another archive, which the directory at the end does not list."""
    at = before.rfind(_END, max(0, len(before) - _SEARCHED)) if before.startswith(_MEMBER) else -1
    end = at + _END_SIZE + int.from_bytes(before[at + 20:at + 22], "little")
    return at >= 0 and end <= len(before) <= end + len(b"\r\n")


def _infos(data: bytes) -> list[ZipInfo]:
    if len(data) > _SEARCHED and not data[-_SEARCHED:].rstrip(b"\0"):
        data = data.rstrip(b"\0") + bytes(_END_SIZE)  # padded to whole blocks; the end itself may end in zeros
    try:
        return zipfile.ZipFile(io.BytesIO(data)).infolist()
    except UnicodeDecodeError:  # names in a code page with the UTF-8 flag set, as written by IZArc and others
        return zipfile.ZipFile(io.BytesIO(_without_flags(data))).infolist()


def _without_flags(data: bytes) -> bytes:
    """The archive without the UTF-8 flag in each directory entry with a name that is not UTF-8."""
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
    """Lists an archive, and caches the last one: a file is sniffed and then read.

    The cache compares object identity, since hashing a file takes a third of the time for listing it.
    """

    def __init__(self) -> None:
        self._last: tuple[bytes, list[ZipInfo]] | None = None

    def __call__(self, data: bytes) -> list[ZipInfo]:
        last = self._last
        if last is not None and last[0] is data:
            return last[1]
        infos = _listed(data)
        if len(data) <= _CACHED_BYTES:
            self._last = data, infos
        return infos


_listing = _Listing()
