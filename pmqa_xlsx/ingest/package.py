"""The zip package of an .xlsx file, opened with a guard that trusts no size the file states.

Everything is counted while it is inflated; a part over its limit, a package with too many parts, overlapping
entries, doubled names or a document type declaration is refused before any parser sees it.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree import ElementTree

from pmqa_xlsx.ingest.book import Unreadable

MAX_FILE = 64 * 2**20
MAX_ENTRIES = 3_000
MAX_PART = 48 * 2**20
MAX_TOTAL = 160 * 2**20
MAX_TAGS = 3_000_000
#: Deflate cannot do better than about 1,030 to 1; real workbooks stay under 60.
MAX_RATIO = 250
RATIO_FLOOR = 2**20
_CHUNK = 2**16
_END_OF_DIRECTORY = b"PK\x05\x06"


class Package:
    """The parts of one workbook, each inflated once, on demand.

    :param data: the file's bytes.
    :raises Unreadable: ``file-damaged`` or ``file-unsafe``.
    """

    def __init__(self, data: bytes) -> None:
        if len(data) > MAX_FILE:
            raise Unreadable("file-unsafe", why="size")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, struct.error, NotImplementedError, EOFError) as error:
            raise Unreadable("file-damaged", why=type(error).__name__) from error
        self._entries = self._checked_entries()
        self._total = 0

    def _checked_entries(self) -> dict[str, zipfile.ZipInfo]:
        infos = self._zip.infolist()
        if len(infos) > MAX_ENTRIES:
            raise Unreadable("file-unsafe", why="entries")
        entries: dict[str, zipfile.ZipInfo] = {}
        for info in infos:
            name = _part_name(info.filename)
            if name in entries:
                raise Unreadable("file-unsafe", why="doubled part")
            entries[name] = info
        spans = sorted((info.header_offset, info.compress_size) for info in infos)
        for (start, size), (following, _) in zip(spans, spans[1:], strict=False):
            if start + 30 + size > following:
                raise Unreadable("file-unsafe", why="overlapping parts")
        return entries

    def __contains__(self, name: str) -> bool:
        return _part_name(name) in self._entries

    def names(self) -> Iterator[str]:
        """The parts' names, lower case, without a leading slash."""
        return iter(self._entries)

    def read(self, name: str) -> bytes:
        """Inflate a part.

        :raises Unreadable: the part is missing, damaged, encrypted or over a limit.
        """
        info = self._entries.get(_part_name(name))
        if info is None:
            raise Unreadable("file-damaged", why=f"no part {name}")
        if info.flag_bits & 1:
            raise Unreadable("file-encrypted")
        chunks: list[bytes] = []
        size = 0
        try:
            with self._zip.open(info) as stream:
                while chunk := stream.read(_CHUNK):
                    size += len(chunk)
                    self._total += len(chunk)
                    if size > MAX_PART or self._total > MAX_TOTAL:
                        raise Unreadable("file-unsafe", why="inflated size")
                    if size > RATIO_FLOOR and size > MAX_RATIO * max(info.compress_size, 1):
                        raise Unreadable("file-unsafe", why="ratio")
                    chunks.append(chunk)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, struct.error,
                ValueError, RuntimeError) as error:
            raise Unreadable("file-damaged", why=type(error).__name__) from error
        return b"".join(chunks)

    def xml(self, name: str) -> ElementTree.Element:
        """Inflate and parse an XML part.

        :raises Unreadable: as :meth:`read`; also for XML that is malformed, declares a document type or is absurdly large.
        """
        data = self.read(name)
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            data = data.decode("utf-16", "replace").encode()
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise Unreadable("file-unsafe", why="document type")
        if data.count(b"<") > MAX_TAGS:
            raise Unreadable("file-unsafe", why="tags")
        try:
            return ElementTree.fromstring(data)  # noqa: S314  no DTD can reach the parser: refused above
        except (ElementTree.ParseError, ValueError, LookupError, RecursionError) as error:
            raise Unreadable("file-damaged", why=f"XML of {name}") from error


def _part_name(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def is_zip(data: bytes) -> bool:
    """Whether the bytes begin as a zip file does and hold an end-of-directory record."""
    return data[:4] == b"PK\x03\x04" and _END_OF_DIRECTORY in data[-70_000:]
