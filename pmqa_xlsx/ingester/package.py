"""The zip package of an .xlsx file, opened with the guard of :mod:`pmqa_xlsx.archive`.

Everything is counted while it is inflated; a part over its limit, a package with too many parts, overlapping
entries, doubled names or a document type declaration is refused before any parser sees it.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from pmqa_xlsx.archive import Archive, ArchiveError, Limits, is_zip
from pmqa_xlsx.form import Text
from pmqa_xlsx.ingester.book import Unreadable

__all__ = ["Package", "is_zip"]

#: Real workbooks hold a few dozen parts, of which none grows more than about sixty times.
LIMITS = Limits(file=64 * 2**20, entries=3_000, member=48 * 2**20, total=160 * 2**20)
MAX_TAGS = 3_000_000
DOUBLED = Text("มีส่วนประกอบชื่อซ้ำกัน", "two of its parts have the same name")
DOCUMENT_TYPE = Text("มีการประกาศชนิดเอกสาร (DTD) ใน XML", "its XML declares a document type")
TAGS = Text("XML ใหญ่เกินกำหนด", "its XML is too large")
BROKEN_XML = Text("โครงสร้างภายในไฟล์เสียหาย", "its XML is broken")
PART_MISSING = Text("ส่วนประกอบของไฟล์หายไป", "a part of it is missing")


class Package:
    """The parts of one workbook, each inflated once, on demand.

    :param data: the file's bytes.
    :raises Unreadable: ``file-damaged`` or ``file-unsafe``.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = Archive(data, LIMITS)
        except ArchiveError as refusal:
            raise Unreadable(refusal.code, **refusal.facts) from refusal
        self._entries: dict[str, zipfile.ZipInfo] = {}
        for info in self._archive.infos:
            name = _part_name(info.filename)
            if name in self._entries:
                raise _unreadable("file-unsafe", DOUBLED)
            self._entries[name] = info

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
            raise _unreadable("file-damaged", PART_MISSING)
        try:
            return self._archive.read(info)
        except ArchiveError as refusal:
            raise Unreadable(refusal.code, **refusal.facts) from refusal

    def xml(self, name: str) -> ElementTree.Element:
        """Inflate and parse an XML part.

        :raises Unreadable: as :meth:`read`; also for XML that is malformed, has a document type or is far too large.
        """
        data = self.read(name)
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            data = data.decode("utf-16", "replace").encode()
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise _unreadable("file-unsafe", DOCUMENT_TYPE)
        if data.count(b"<") > MAX_TAGS:
            raise _unreadable("file-unsafe", TAGS)
        try:
            return ElementTree.fromstring(data)  # noqa: S314  no DTD can reach the parser: refused above
        except (ElementTree.ParseError, ValueError, LookupError, RecursionError) as error:
            raise _unreadable("file-damaged", BROKEN_XML) from error


def _part_name(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _unreadable(code: str, reason: Text) -> Unreadable:
    return Unreadable(code, reason_th=reason.th, reason_en=reason.en)
