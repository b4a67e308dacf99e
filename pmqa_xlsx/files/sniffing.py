"""Recognise the kind of a file by its bytes, never by its name.

No bytes make these functions raise, and nothing is decompressed except a zip's small lists of its parts. Modules for
signatures and OLE files are imported when the first one is met.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from pmqa_xlsx.catalogue.reasons import JOINED
from pmqa_xlsx.files.archive import Archive, ArchiveLimits, named_parts
from pmqa_xlsx.files.file_kinds import OLE_START, ZIP_START, FileKind
from pmqa_xlsx.files.mail_marks import mail_kind
from pmqa_xlsx.files.refusal import ArchiveError

#: Limits for the parts of a zip that are read to recognise it, which have a few kilobytes.
_LISTS = ArchiveLimits(file=2**40, entries=60_000, member=2**20, total=2**21)
#: Most bytes of the last record of a zip with its comment.
_END_OF_ZIP = 66_000
#: Bytes of a text file that are checked.
_LOOK = 2**16

_MAGIC = (
    (b"Rar!\x1a\x07", FileKind.RAR), (b"7z\xbc\xaf\x27\x1c", FileKind.SEVENZIP), (b"\x78\x9f\x3e\x22", FileKind.TNEF),
    (b"\x1f\x8b\x08", FileKind.GZIP), (b"BZh", FileKind.BZIP2), (b"\xfd7zXZ\x00", FileKind.XZ),
    (b"MSCF\0\0\0\0", FileKind.CAB), (b"\x28\xb5\x2f\xfd", FileKind.ZSTANDARD), (b"!BDN", FileKind.PST),
    (b".pfile", FileKind.PROTECTED), (b"-----BEGIN PGP MESSAGE", FileKind.PGP), (b"\x85\x01\x0c\x03", FileKind.PGP),
    (b"\x85\x02\x0c\x03", FileKind.PGP), (b"\x8c\x0d\x04", FileKind.PGP),
    (b"\x76\xe8\x04\x60\xc4\x11\xe3\x86", FileKind.RIGHTS_MANAGED_MAIL),
    (b"\x4c\0\0\0\x01\x14\x02\0", FileKind.SHORTCUT), (b"\0\x05\x16\x07", FileKind.RESOURCE_FORK),
    (b"\x89PNG\r\n\x1a\n", FileKind.PNG), (b"\xff\xd8\xff", FileKind.JPEG), (b"GIF87a", FileKind.GIF),
    (b"GIF89a", FileKind.GIF),
    (b"II*\0", FileKind.TIFF), (b"MM\0*", FileKind.TIFF), (b"{\\rtf", FileKind.RTF), (b"%PDF-", FileKind.PDF),
    (b"MZ", FileKind.PROGRAM),
    # The first record of the formats before Excel 97, which are no compound files.
    (b"\x09\0\x04\0", FileKind.OLD_XLS), (b"\x09\x02\x06\0", FileKind.OLD_XLS),
    (b"\x09\x04\x06\0", FileKind.OLD_XLS), (b"\x09\x08\x08\0\0\x05", FileKind.OLD_XLS),
    (b"\x7fELF", FileKind.PROGRAM),
)
_BRANDS = {b"heic": FileKind.HEIC, b"heix": FileKind.HEIC, b"mif1": FileKind.HEIC, b"msf1": FileKind.HEIC}
_OLE_STREAMS = (
    ("\tdrmcontent", FileKind.ENCRYPTED),
    ("encryptedpackage", FileKind.ENCRYPTED), ("__properties_version1.0", FileKind.MSG), ("workbook", FileKind.XLS),
    ("book", FileKind.XLS), ("worddocument", FileKind.DOC), ("powerpoint document", FileKind.PPT),
)
_SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
_ODF = {
    b"application/vnd.oasis.opendocument.spreadsheet": FileKind.ODS,
    b"application/vnd.oasis.opendocument.spreadsheet-template": FileKind.ODS,
}


def sniff(data: bytes) -> FileKind:
    """The kind of file of these bytes; :attr:`FileKind.UNKNOWN` if none fits."""
    if not data:
        return FileKind.EMPTY
    if data[0] in b"\0\xff" and data.count(data[:1]) == len(data):  # a disk or a stick that lost it
        return FileKind.NULS
    if data.startswith((ZIP_START, b"PK\x05\x06")):
        return _zip_kind(data)
    if data.startswith((b"PK\x07\x08", b"PK00PK")):  # marked as the first of several parts; it may be the only one
        return _zip_kind(data) if _is_whole_zip(data) else FileKind.SPLIT_ZIP
    if data.startswith(OLE_START):
        return _ole_kind(data)
    for magic, kind in _MAGIC:
        if data.startswith(magic) and not (kind is FileKind.PROGRAM and _is_text(data)):
            return FileKind.ZIP if kind is FileKind.PROGRAM and _is_whole_zip(data) else kind
    if data[4:8] == b"ftyp":
        return _BRANDS.get(data[8:12], FileKind.VIDEO)
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return FileKind.WEBP
    if data.startswith(b"BM") and int.from_bytes(data[2:6], "little") in (len(data), 0) and data[6:10] == b"\0\0\0\0":
        return FileKind.BMP
    if data[257:262] == b"ustar":
        return FileKind.TAR
    if data[2:5] == b"-lh" and data[6:7] == b"-":
        return FileKind.LHA
    found = _sealed_kind(data) or mail_kind(data)
    if found:
        return found
    if data.startswith(b"bplist00") and b"URL" in data[:200]:  # a .webloc of a Mac
        return FileKind.WEB_LINK
    if b"%PDF-" in data[:1024]:
        return FileKind.PDF
    if b"(This file must be converted with BinHex" in data[:200]:
        return FileKind.BINHEX
    if _is_whole_zip(data):
        return _zip_kind(data)
    return FileKind.SPLIT_ZIP if _is_last_part(data) else _text_kind(data)


def _sealed_kind(data: bytes) -> FileKind | None:
    """The kind of a digital signature or an encrypted mail."""
    if not data.startswith((b"\x30", b"MI", b"-----BEGIN")):
        return None
    from pmqa_xlsx.files.pkcs7 import sealed_kind

    return sealed_kind(data)


def _is_whole_zip(data: bytes) -> bool:
    """Whether bytes that do not begin like a zip end like one and have a readable directory (self-extracting zips)."""
    if b"PK\x05\x06" not in data[-_END_OF_ZIP:] or _is_last_part(data):
        return False
    try:
        return bool(Archive(data, _LISTS).infos)
    except ArchiveError:
        return False


def _zip_kind(data: bytes) -> FileKind:
    if _is_last_part(data):
        return FileKind.SPLIT_ZIP
    try:
        archive = Archive(data, _LISTS)
    except ArchiveError as error:
        # Two zips, or one with too many or overlapping entries, are still a zip: opening it reports the error.
        return FileKind.BROKEN_ZIP if error.code == "file-damaged" and error.reason != JOINED else FileKind.ZIP
    parts = {name.lower(): info for name, info in named_parts(archive.infos)}

    def content(name: str) -> bytes:
        try:
            return archive.read(parts[name]) if name in parts else b""
        except ArchiveError:
            return b""

    if "[content_types].xml" in parts:
        return _openxml_kind(parts, content("[content_types].xml"))
    if "mimetype" in parts:
        mimetype = content("mimetype").strip()
        if mimetype in _ODF:
            return _ODF[mimetype]
        if mimetype.startswith(b"application/vnd.oasis.opendocument"):
            return FileKind.OPENDOCUMENT
    elif "content.xml" in parts and _SPREADSHEET in content("meta-inf/manifest.xml"):
        return FileKind.ODS  # some programs leave the mimetype out
    if "index/document.iwa" in parts:
        return FileKind.NUMBERS
    # A workbook without its list of parts is a damaged workbook, not an archive of XML files.
    return FileKind.XLSX if "xl/workbook.xml" in parts else FileKind.ZIP


def _is_last_part(data: bytes) -> bool:
    """Whether a zip is marked as the last of several parts."""
    at = data.rfind(b"PK\x05\x06", -_END_OF_ZIP)
    comment = int.from_bytes(data[at + 20:at + 22], "little")
    return at >= 0 and at + 22 + comment == len(data) and data[at + 4:at + 6] not in (b"\0\0", b"\xff\xff")


def _openxml_kind(parts: Collection[str], types: bytes) -> FileKind:
    if "xl/workbook.xml" not in parts:
        if any(name.startswith("word/") for name in parts):
            return FileKind.DOCX
        if any(name.startswith("ppt/") for name in parts):
            return FileKind.PPTX
    if "xl/workbook.bin" in parts or b"sheet.binary.macroEnabled" in types:
        return FileKind.XLSB
    if b"macroEnabled" in types or "xl/vbaproject.bin" in parts:
        return FileKind.XLSM
    if any(name.startswith("xl/") for name in parts) or b"spreadsheetml" in types:
        return FileKind.XLSX
    return FileKind.OPENXML


def _ole_kind(data: bytes) -> FileKind:
    """The kind of an OLE compound file by the streams in its root."""
    from pmqa_xlsx.files import ole

    try:
        root = {path[0].lower() for path in ole.Compound(data).entries if len(path) == 1}
    except ArchiveError:  # a reader of .xls may still read it
        return FileKind.XLS if "Workbook".encode("utf-16-le") in data else FileKind.BROKEN_OLE
    return next((kind for stream, kind in _OLE_STREAMS if stream in root), FileKind.OLE)


def _is_text(data: bytes) -> bool:
    sample = data[:_LOOK]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    controls = sum(sample.count(bytes([code])) for code in range(32) if code not in (9, 10, 12, 13, 27))
    return controls == 0 or (b"\0" not in sample and controls * 200 < len(sample))


def _text_kind(data: bytes) -> FileKind:
    if not _is_text(data):
        return FileKind.UNKNOWN
    sample = data[:_LOOK]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        sample = sample.decode("utf-16", "replace").encode()
    sample = sample.removeprefix(b"\xef\xbb\xbf").lstrip()
    low = sample.lower()
    if (low.startswith(b"[internetshortcut]") or (b"<plist" in low[:500] and b"<key>url</key>" in low[:2000])
            or (low.startswith(b"{") and b'"doc_id"' in low[:2000])):  # .gsheet of Google Drive
        return FileKind.WEB_LINK
    if low.startswith(b"<?xml") or (low.startswith(b"<") and b"xmlns" in low[:2000] and b"<html" not in low[:2000]):
        return _xml_kind(low)
    if low.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<meta", b"<body", b"<style", b"<div")):
        return _html_kind(low)
    return FileKind.CSV if _is_table(sample) else FileKind.TEXT


def _xml_kind(low: bytes) -> FileKind:
    if b"urn:schemas-microsoft-com:office:spreadsheet" in low:
        return FileKind.XML_SPREADSHEET
    if b"application/vnd.oasis.opendocument.spreadsheet" in low:
        return FileKind.FLAT_ODS
    return _html_kind(low) if b"<html" in low[:2000] else FileKind.XML


def _html_kind(low: bytes) -> FileKind:
    return FileKind.HTML_TABLE if b"<table" in low else FileKind.HTML


def _is_table(sample: bytes) -> bool:
    """Whether several consecutive lines have the same separator, the same number of times and at least twice."""
    lines = [line for line in re.split(rb"\r\n|\n|\r", sample[:8192]) if line.strip()][:6]
    if len(lines) < 2:
        return False
    return any(min(counts) >= 2 and len(set(counts[:3])) == 1
               for counts in ([line.count(mark) for line in lines] for mark in (b"\t", b",", b";", b"|")))
