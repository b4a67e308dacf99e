"""Workbooks of every format, made part by part at test time, and a short notation for the content read from one."""

import struct

from crafted import compound, zipped
from pmqa_xlsx.cells import CellKind, CellValue, Shown
from pmqa_xlsx.files.book import WorkbookContent

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
#: Spaces of names of Strict Open XML in the place of the usual ones.
STRICT = {MAIN: "http://purl.oclc.org/ooxml/spreadsheetml/main",
          OFFICE: "http://purl.oclc.org/ooxml/officeDocument/relationships"}
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
XLSB_TYPE = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"


def in_short(value: CellValue) -> str:
    """A cell's content in short: ``text x``, ``=number 2``, ``percent 0.85``, ``=`` for a formula without a value."""
    kind = value.kind.value if value.shown is Shown.PLAIN else value.shown.value
    content = "" if value.kind is CellKind.EMPTY else f"{kind} {value.raw}"
    return f"{'=' if value.formula else ''}{content}"


def cells_of(book: WorkbookContent, sheet: int = 0) -> dict[str, str]:
    """The content of a sheet's cells in short, by address."""
    return {str(ref): in_short(value) for ref, value in sorted(book.sheets[sheet].cells.items())}


def relations(*targets: tuple[str, str]) -> bytes:
    """A part of relations, of kinds and targets; the ids are r1, r2, …"""
    entries = "".join(f'<Relationship Id="r{n}" Type="{OFFICE}/{kind}" Target="{target}"/>'
                      for n, (kind, target) in enumerate(targets, 1))
    return f'<Relationships xmlns="{PACKAGE}/relationships">{entries}</Relationships>'.encode()


def xlsx(
    rows: str, *, strings: str = "", styles: str = "", workbook: str = "", after: str = "",
    parts: dict[str, bytes] | None = None,
) -> bytes:
    """A workbook with one sheet.

    :param rows: content of ``sheetData``; ``after``: what follows it.
    :param strings: ``si`` elements; ``styles``: content of ``styleSheet``.
    :param workbook: elements before the sheets.
    :param parts: parts to add, or to replace others.
    """
    names = f'xmlns="{MAIN}" xmlns:r="{OFFICE}"'
    texts = {
        "xl/workbook.xml": f'<workbook {names}>{workbook}<sheets><sheet name="S" r:id="r1"/></sheets></workbook>',
        "xl/worksheets/sheet1.xml": f"<worksheet {names}><sheetData>{rows}</sheetData>{after}</worksheet>",
        "xl/s.xml": f'<sst xmlns="{MAIN}" count="4294967295" uniqueCount="4294967295">{strings}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>',
    }
    targets = (("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "s.xml"), ("styles", "styles.xml"))
    return zipped({**_package("xl/workbook.xml", XLSX_TYPE, targets),
                   **{name: text.encode() for name, text in texts.items()}, **(parts or {})})


def _package(workbook: str, content_type: str, targets: tuple[tuple[str, str], ...]) -> dict[str, bytes]:
    types = f'<Override PartName="/{workbook}" ContentType="{content_type}"/>'
    return {"[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">{types}</Types>'.encode(),
            "_rels/.rels": relations(("officeDocument", workbook)),
            f"xl/_rels/{workbook.removeprefix('xl/')}.rels": relations(*targets)}


def record12(kind: int, data: bytes = b"") -> bytes:
    """A record of .xlsb."""
    return _varint(kind) + _varint(len(data)) + data


def _varint(number: int) -> bytes:
    return bytes([number]) if number < 128 else bytes([number & 0x7F | 0x80]) + _varint(number >> 7)


def wide12(text: str) -> bytes:
    """A text of .xlsb."""
    return struct.pack("<I", len(text.encode("utf-16-le")) // 2) + text.encode("utf-16-le")


def xlsb(
    sheet: bytes, strings: tuple[str, ...] = (), parts: dict[str, bytes] | None = None, stated: int | None = None,
) -> bytes:
    """A binary workbook with one sheet; style 0 is plain, 1 per cent, 2 a date, 3 a time.

    :param sheet: records of rows and cells, and of what follows them.
    :param stated: the number of strings given in the file, if it is not the true one.
    """
    cell_styles = b"".join(record12(47, struct.pack("<HH", 0, number).ljust(16, b"\0")) for number in (0, 200, 14, 20))
    entry = record12(156, struct.pack("<II", 1, 1) + wide12("r1") + wide12("ก"))
    items = b"".join(record12(19, b"\0" + wide12(text)) for text in strings)
    count = len(strings) if stated is None else stated
    percent = record12(44, struct.pack("<H", 200) + wide12("0.0%"))
    targets = (("worksheet", "worksheets/sheet1.bin"), ("sharedStrings", "sharedStrings.bin"), ("styles", "styles.bin"))
    return xlsb_package(record12(143) + entry + record12(144), targets, {
        "xl/worksheets/sheet1.bin": (record12(129) + record12(148, struct.pack("<4I", 0, 9, 0, 9)) + record12(145)
                                     + sheet + record12(130)),
        "xl/sharedStrings.bin": record12(159, struct.pack("<II", count, count)) + items + record12(160),
        "xl/styles.bin": (record12(278) + record12(615, struct.pack("<I", 1)) + percent + record12(616)
                          + record12(617, struct.pack("<I", 4)) + cell_styles + record12(618) + record12(279)),
        **(parts or {}),
    })


def xlsb_package(workbook: bytes, targets: tuple[tuple[str, str], ...], parts: dict[str, bytes]) -> bytes:
    """A binary workbook of these parts.

    :param workbook: the records of the workbook's own part; ``targets``: its relations.
    """
    return zipped({**_package("xl/workbook.bin", XLSB_TYPE, targets),
                   "xl/workbook.bin": record12(131) + workbook + record12(132), **parts})


def record8(kind: int, data: bytes = b"") -> bytes:
    """A record of .xls."""
    return struct.pack("<HH", kind, len(data)) + data


def wide8(text: str, size: str = "H") -> bytes:
    """A text of .xls with two bytes for each character; ``size`` is the type of its length."""
    return struct.pack(f"<{size}B", len(text), 1) + text.encode("utf-16-le")


def xls(sheet: bytes, strings: bytes = b"", before: bytes = b"", streams: dict[str, bytes] | None = None) -> bytes:
    """An Excel 97–2003 workbook with one hidden sheet; style 0 is plain, 1 per cent, 2 a date, 3 a time.

    :param sheet: records of cells and what follows them; ``strings``: the records of the shared strings.
    :param before: records after the first one of the stream.
    """
    styles = record8(0x41E, struct.pack("<H", 200) + wide8("0.0%")) + b"".join(
        record8(0xE0, struct.pack("<HH", 0, number).ljust(20, b"\0")) for number in (0, 200, 14, 20))
    head = record8(0x809, struct.pack("<HH", 0x600, 5).ljust(16, b"\0")) + before + styles
    name = b"\x01\0" + wide8("ก", "B")
    position = len(head) + len(record8(0x85, b"\0" * 4 + name)) + len(strings) + len(record8(0x0A))
    stream = head + record8(0x85, struct.pack("<I", position) + name) + strings + record8(0x0A) + record8(
        0x809, struct.pack("<HH", 0x600, 0x10).ljust(16, b"\0")) + sheet + record8(0x0A)
    return compound({("Workbook",): stream, **{(name,): data for name, data in (streams or {}).items()}})


ODF = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"' for name, space in (
    ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"), ("draw", "drawing"),
    ("number", "datastyle"), ("meta", "meta"), ("manifest", "manifest"))) + (
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"')


def ods(rows: str, *, after: str = "", parts: dict[str, bytes] | None = None) -> bytes:
    """An OpenDocument spreadsheet with one hidden, protected sheet.

    :param rows: content of its table; ``after``: what follows the table.
    """
    content = (
        f'<office:document-content {ODF}><office:automatic-styles><style:style style:name="t" style:family="table" '
        'style:master-page-name="p"><style:table-properties table:display="false"/></style:style>'
        '</office:automatic-styles><office:body><office:spreadsheet><table:table table:name="ก" table:style-name="t" '
        f'table:protected="true">{rows}</table:table>{after}</office:spreadsheet></office:body></office:document-content>')
    return zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": content.encode(),
                   **(parts or {})})
