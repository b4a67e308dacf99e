"""A small sparse reader of .xls: Excel 97–2003, and 5.0 and 95, which store texts in a code page ([MS-XLS])."""

from __future__ import annotations

import re
from collections.abc import Collection

from pmqa_xlsx.catalogue.reasons import BROKEN_RECORDS, NO_SHEET
from pmqa_xlsx.files import values
from pmqa_xlsx.files.book import BookSheet, Extra, WorkbookContent
from pmqa_xlsx.files.number_formats import ExcelFormat, format_of
from pmqa_xlsx.files.ole import Compound
from pmqa_xlsx.files.ole_properties import DOCUMENT_SUMMARY, SUMMARY, codec, read_properties
from pmqa_xlsx.files.ooxml.extras import active_storages, listed
from pmqa_xlsx.files.ooxml.package import LIMITS
from pmqa_xlsx.files.ooxml.properties import Properties
from pmqa_xlsx.files.records import Fields, Pieces, Record, records8
from pmqa_xlsx.files.refusal import ArchiveError, SideParts, damaged, encrypted
from pmqa_xlsx.files.xls.sheet import SheetReader
from pmqa_xlsx.light_dataclass import dataclass, field, replace

# Kinds of records, by their names in [MS-XLS], 2.3.
#: A stream in every file of SheetJS.
_SHEETJS = "\1Sh33tJ5"
_BOF, _EOF, _CONTINUE, _FILE_PASS = 0x0809, 0x000A, 0x003C, 0x002F
_CODE_PAGE, _DATE_MODE, _FORMAT, _STYLE, _SHEET, _STRINGS = 0x0042, 0x0022, 0x041E, 0x00E0, 0x0085, 0x00FC
_SOURCE = 0x01AE
#: Sources of references: this workbook, and add-ins.
_OWN_SOURCES = (0x0401, 0x3A01)
_VERSION_8 = 0x0600
_WORKSHEET, _MACRO_SHEET = 0, 1


@dataclass
class Globals:
    """The records before the sheets in the workbook's stream.

    :ivar wide: whether texts are Unicode (since Excel 97).
    :ivar codec: the code page of texts that are not Unicode.
    :ivar sheets: name, state, kind and position of each sheet.
    :ivar sources: other files to which formulas refer.
    """

    wide: bool
    codec: str = "cp1252"
    days: int = 0
    codes: dict[int, str] = field(default_factory=dict)
    styles: list[int] = field(default_factory=list)
    strings: list[str] = field(default_factory=list)
    sheets: list[tuple[str, int, int, int]] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)

    @property
    def formats(self) -> list[ExcelFormat | None]:
        """The number format of each cell style."""
        return [format_of(number, self.codes.get(number)) for number in self.styles]

    def text(self, fields: Fields, length_size: int) -> str:
        """The last text of a record that is not continued; some programs leave out the byte of its flags."""
        content = fields.take(fields.left)
        size = int.from_bytes(content[:length_size], "little")
        if self.wide and len(content) != length_size + size:
            return Pieces([content]).text(length_size)
        return Fields(content, length_size).take(size).decode(self.codec, "replace")


def read_xls(compound: Compound, skip_sheets: Collection[str] = ()) -> WorkbookContent:
    """Read a workbook; parameters and errors as in :func:`~pmqa_xlsx.files.ooxml.xlsx.read_xlsx`.

    :raises Unreadable: ``file-damaged``, ``file-unsafe`` or ``file-encrypted``.
    """
    side = SideParts()
    stream, properties, storages = _streams(compound, side)
    stated = _globals(stream)
    room = values.Room()
    texts = [values.text_value(text) for text in stated.strings]
    sheets: list[BookSheet] = []
    extras: list[Extra] = []
    active = listed((*active_storages(storages), *stated.sources))
    for name, state, kind, position in stated.sheets:
        if kind == _MACRO_SHEET:
            active = (*active, name)
        if kind != _WORKSHEET:
            continue
        if name in skip_sheets:
            sheets.append(BookSheet(name, state != 0, protected=False, cells={}))
            continue
        reader = SheetReader(name, stated.text, wide=stated.wide, texts=texts, formats=stated.formats,
                             days=stated.days, room=room, side=side)
        reader.read(records8(stream, position))
        sheets.append(BookSheet(name, state != 0, reader.protected, reader.cells, footer=reader.footer,
                                merged=values.cover(reader.cells, reader.merged)))
        extras += reader.extras()
    if any(name.lower() in ("_xmlsignatures", "_signatures") for name in storages):
        extras.append(Extra("", "", "signature", ""))
    if not sheets:
        raise damaged(NO_SHEET)
    return WorkbookContent(
        tuple(sheets), properties.custom, properties.saved_at, properties.application, format="xls",
        extras=tuple(extras), active=active, unread=tuple(side.unread), trace=side.trace)


def _streams(compound: Compound, side: SideParts) -> tuple[bytes, Properties, list[str]]:
    """The workbook's stream, the document's properties, and the names of the file's top-level entries."""
    outermost = sorted({path[0] for path in compound.entries})
    name = next((name for wanted in ("workbook", "book") for name in outermost if name.lower() == wanted), None)
    if name is None:
        raise damaged(NO_SHEET)
    stream = compound.read((name,), LIMITS.member)
    properties = [side.read(part.lstrip("\5"), bytes, _stream, compound, part) for part in (SUMMARY, DOCUMENT_SUMMARY)]
    found = read_properties(*properties)
    return stream, replace(found, application="SheetJS") if _SHEETJS in outermost else found, outermost


def _stream(compound: Compound, name: str) -> bytes:
    """A property stream; damage of the file around it is damage of this part."""
    try:
        return compound.read((name,), LIMITS.member)
    except ArchiveError as refusal:
        raise damaged(refusal.reason) from refusal


def _globals(stream: bytes) -> Globals:
    records = records8(stream)
    first = next(records, None)
    if first is None or first.kind != _BOF:
        raise damaged(BROKEN_RECORDS)
    stated = Globals(Fields(first.data).number(2) == _VERSION_8)
    strings: list[bytes] = []
    previous = first.kind
    for record in records:
        if record.kind == _EOF:
            break
        if record.kind == _CONTINUE and previous == _STRINGS:
            strings.append(record.data)
            continue
        previous = record.kind
        if record.kind == _STRINGS:
            strings = [record.data]
        else:
            _take(stated, record)
    if strings:
        stated.strings = _strings(strings)
    return stated


def _take(stated: Globals, record: Record) -> None:
    fields = Fields(record.data)
    if record.kind == _FILE_PASS:
        raise encrypted()
    if record.kind == _CODE_PAGE:
        stated.codec = codec(fields.number(2))
    elif record.kind == _DATE_MODE:
        stated.days = values.DAYS_TO_1904 if fields.number(2) else 0
    elif record.kind == _FORMAT:
        number = fields.number(2)
        stated.codes[number] = stated.text(fields, 2 if stated.wide else 1)
    elif record.kind == _STYLE:
        stated.styles.append(Fields(record.data, 2).number(2))
    elif record.kind == _SHEET:
        position, state, kind = fields.number(4), fields.number(1) & 3, fields.number(1)
        stated.sheets.append((stated.text(fields, 1), state, kind, position))
    elif record.kind == _SOURCE and stated.wide and Fields(record.data, 2).number(2) not in _OWN_SOURCES:
        stated.sources.append(_path(stated.text(Fields(record.data, 2), 2)))


def _path(encoded: str) -> str:
    """The path of a source, in which control characters separate folders ([MS-XLS], 2.5.277)."""
    return re.sub(r"[\0-\x1f]+", "/", encoded).strip("/")[:200]


def _strings(pieces: list[bytes]) -> list[str]:
    """The shared strings; the count given in the record is ignored."""
    reader = Pieces(pieces)
    reader.take(4)
    count = reader.number(4)
    strings: list[str] = []
    while len(strings) < count and not reader.ended:
        strings.append(reader.text())
    return strings
