"""Crafted files: a return's package damaged, disguised, or made to crash its reader; each is small on disk."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Callable

import openpyxl
from msoffcrypto.format.ooxml import OOXMLFile

import crafted
from crafted_form import LAYOUT, Maker, good, packed, parts_of, reworked

#: The part of the first category's sheet, and that of the texts of all sheets.
SHEET, TEXTS, TYPES = "xl/worksheets/sheet3.xml", "xl/sharedStrings.xml", "[Content_Types].xml"
WORKBOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_ENTITIES = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def raw(data: bytes) -> Maker:
    """A file of these bytes, for any unit."""
    return lambda _unit: data


def encrypted(password: str) -> Maker:
    """Returns with a password to open them."""
    def make(unit: str) -> bytes:
        file = io.BytesIO()
        OOXMLFile(io.BytesIO(good(unit))).encrypt(password, file)
        return file.getvalue()

    return make


def cut(unit: str) -> bytes:
    """A return without its second half."""
    data = good(unit)
    return data[:len(data) // 2]


def bad_crc(unit: str) -> bytes:
    """A return with some bytes of one part changed in transfer."""
    data = bytearray(good(unit))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as package:
        info = package.getinfo(SHEET)
    middle = info.header_offset + 30 + len(SHEET) + info.compress_size // 2
    data[middle:middle + 4] = bytes(byte ^ 0x55 for byte in data[middle:middle + 4])
    return bytes(data)


def replaced(part: str, old: bytes, new: bytes) -> Maker:
    """Returns with the first occurrence of a piece of one part replaced."""
    def change(parts: dict[str, bytes]) -> None:
        if old not in parts[part]:
            raise ValueError(f"{part} holds no {old!r}")
        parts[part] = parts[part].replace(old, new, 1)

    return reworked(change)


def rows(content: bytes) -> Maker:
    """Returns with these bytes after the last row of a sheet."""
    return replaced(SHEET, b"</sheetData>", content + b"</sheetData>")


def with_parts(**parts: bytes) -> Maker:
    """Returns with further parts; ``__`` in a name means ``/`` and ``_`` means a dot."""
    return reworked(lambda known: known.update(
        {name.replace("__", "/").replace("_", "."): content for name, content in parts.items()}))


def entities(encoding: str) -> Maker:
    """Returns with a document type declaration in their XML, in some encoding."""
    def change(parts: dict[str, bytes]) -> None:
        body = parts[SHEET].removeprefix(_HEAD)
        parts[SHEET] = (_HEAD + _ENTITIES + body).decode().replace("UTF-8", encoding).encode(encoding)

    return reworked(change)


def doubled(spell: Callable[[str], str]) -> Maker:
    """Returns with a second part of the same name in another spelling."""
    return reworked(lambda parts: parts.update({spell(SHEET): parts[SHEET]}))


def overlapping(unit: str) -> bytes:
    """A return with a directory that lists one part's data for another part too."""
    data = bytearray(packed(parts_of(good(unit))))
    last = data.rfind(b"PK\x01\x02")
    data[last + 42:last + 46] = struct.pack("<I", 0)
    return bytes(data)


def strict(unit: str) -> bytes:
    """A return saved as Strict Open XML, with other namespaces everywhere."""
    parts = parts_of(good(unit))
    swaps = ((b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
              b"http://purl.oclc.org/ooxml/spreadsheetml/main"),
             (b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
              b"http://purl.oclc.org/ooxml/officeDocument/relationships"))
    for name, content in parts.items():
        for old, new in swaps if name != TYPES else ():
            content = content.replace(old, new)
        parts[name] = content
    return packed(parts)


def macros(parts: dict[str, bytes]) -> None:
    """Make it a workbook with macros."""
    parts["xl/vbaProject.bin"] = b"\xd0\xcf\x11\xe0"
    parts[TYPES] = parts[TYPES].replace(
        b"vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", b"vnd.ms-excel.sheet.macroEnabled.main+xml")


def drawn(shape: str) -> Maker:
    """Returns with a drawing on the first category's sheet.

    :param shape: content of its anchor at B3.
    """
    namespaces = ('xmlns:d="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
                  f'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="{_OFFICE}"')
    drawing = (f"<d:wsDr {namespaces}><d:oneCellAnchor><d:from><d:col>1</d:col><d:row>2</d:row></d:from>"
               f"{shape}</d:oneCellAnchor></d:wsDr>")
    relation = ('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
                f'Id="rId1" Type="{_OFFICE}/drawing" Target="../drawings/drawing9.xml"/></Relationships>')

    def change(parts: dict[str, bytes]) -> None:
        parts["xl/worksheets/_rels/sheet3.xml.rels"] = relation.encode()
        parts["xl/drawings/drawing9.xml"] = drawing.encode()

    return reworked(change)


def many_parts(parts: dict[str, bytes]) -> None:
    """Add more parts than any real workbook has."""
    parts.update({f"xl/media/{number}.xml": b"" for number in range(3_001)})


def as_another(*pairs: tuple[str, str]) -> Maker:
    """Returns with words of the identity replaced in all its copies."""
    def change(parts: dict[str, bytes]) -> None:
        for name in (*(f"xl/worksheets/sheet{number}.xml" for number in range(1, len(LAYOUT.sheets) + 1)), TEXTS,
                     "docProps/custom.xml"):
            for old, new in pairs:
                parts[name] = parts[name].replace(old.encode(), new.encode())

    return reworked(change)


#: All cells of a sheet merged, many times.
MERGED = b"</sheetData><mergeCells>" + b'<mergeCell ref="A1:XFD1048576"/>' * 2_000 + b"</mergeCells>"


def many_cells(count: int) -> bytes:
    """Rows of numbers that do not compress well."""
    numbers = iter(range(10**9, 10**9 + count * 7_919, 7_919))
    return b"".join(b"<row>" + b"".join(b"<c><v>%d</v></c>" % next(numbers) for _ in range(1_000)) + b"</row>"
                    for _ in range(count // 1_000))


def long_texts(count: int) -> bytes:
    """Rows of long texts beside the form."""
    noise = random.Random(count)
    return b"".join(b'<row r="%d"><c r="A%d" t="str"><v>%b</v></c></row>' % (
        row, row, noise.randbytes(10_000).hex().encode()) for row in range(200, 200 + count))


def somebody_elses(_unit: str) -> bytes:
    """A workbook unrelated to the form."""
    book = openpyxl.Workbook()
    book.active["A1"] = "รายงานประจำเดือน"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def nested(data: bytes, levels: int) -> bytes:
    """A return inside this many nested zips."""
    for _ in range(levels):
        data = crafted.zipped({"x": data}, method=zipfile.ZIP_STORED)
    return data
