"""Write a workbook that was read as .xlsx in the other formats, as far as tests of whole returns need it."""

from __future__ import annotations

import datetime as dt
import re
import struct
from collections.abc import Callable, Iterator
from xml.sax.saxutils import escape, quoteattr

from crafted import compound, zipped
from crafted_files import macros
from crafted_form import packed, parts_of
from pmqa_xlsx.cells import CellArea, CellKind, CellRef, CellValue, Shown
from pmqa_xlsx.files.book import BookSheet, Extra, WorkbookContent
from pmqa_xlsx.files.open_workbook import read_workbook
from pmqa_xlsx.files.values import ERRORS
from small_books import ODF, STRICT, record8, record12, relations, wide8, wide12, xlsb_package

CODES = {name: code for code, name in ERRORS.items()}
#: The number format of each cell style in the binary formats.
FORMATS = (0, 200, 14, 202, 201, 21)
STYLES = {Shown.PLAIN: 0, Shown.PERCENT: 1, Shown.DATE: 2, Shown.TIME: 3}
CONDITIONAL = "[<=1]0%;0"


def contents(cell: CellValue) -> list[CellValue]:
    """A cell's contents: one, but for a conflict."""
    if cell.kind is CellKind.CONFLICT:
        return [CellValue(CellKind.TEXT, text) for text in str(cell.value).split("\n")]
    return [cell]


def style_of(cell: CellValue) -> int:
    """The number of a cell's style."""
    code = repr(cell.format) if cell.kind is CellKind.NUMBER else ""
    return 4 if "[<=1]" in code else 5 if "mm:ss" in code else STYLES[cell.shown]


def text_of(cell: CellValue) -> str:
    """A text as a cell stores it; of a picture the call that WPS stores."""
    return '=DISPIMG("ID_1",1)' if cell.kind is CellKind.PICTURE else str(cell.value)


def rows_of(sheet: BookSheet) -> Iterator[tuple[CellRef, CellValue]]:
    """Each content of each cell, row by row."""
    for ref, cell in sorted(sheet.cells.items()):
        for content in contents(cell):
            yield ref, content


def notes_on(book: WorkbookContent, sheet: BookSheet) -> list[tuple[CellRef, Extra]]:
    """The comments on a sheet."""
    return [(CellRef.parse(extra.cell), extra) for extra in book.extras
            if extra.sheet == sheet.name and extra.kind == "comment"]


def short8(text: str, size: str = "H") -> bytes:
    """A text of .xls, with one byte for each character if it can be."""
    return (struct.pack(f"<{size}B", len(text), 0) + text.encode("latin-1") if text.isascii()
            else struct.pack(f"<{size}B", len(text.encode("utf-16-le", "surrogatepass")) // 2, 1)
            + text.encode("utf-16-le", "surrogatepass"))


def cell8(ref: CellRef, cell: CellValue) -> bytes:
    """The records of a cell of .xls."""
    head = struct.pack("<HHH", *ref, style_of(cell))
    if cell.formula:
        result, after = formula8(cell)
        return record8(6, head + result + struct.pack("<HIH", 0, 0, 3) + b"\x1e\1\0") + after
    if cell.kind is CellKind.NUMBER:
        return record8(0x203, head + struct.pack("<d", cell.value))
    if cell.kind is CellKind.BOOLEAN:
        return record8(0x205, head + bytes([bool(cell.value), 0]))
    if cell.kind is CellKind.ERROR:
        return record8(0x205, head + bytes([CODES[str(cell.value)], 1]))
    return record8(0x204, head + short8(text_of(cell)))


def formula8(cell: CellValue) -> tuple[bytes, bytes]:
    """A formula's value, and the record with a text."""
    if cell.kind is CellKind.NUMBER:
        return struct.pack("<d", cell.value), b""
    if cell.kind is CellKind.ERROR:
        return b"\2\0" + bytes([CODES[str(cell.value)]]) + b"\0\0\0\xff\xff", b""
    if cell.kind is CellKind.EMPTY:  # the format has no formulas without a value
        return b"\3\0\0\0\0\0\xff\xff", b""
    return b"\0\0\0\0\0\0\xff\xff", record8(0x207, short8(text_of(cell)))


def note8(number: int, ref: CellRef, note: Extra) -> bytes:
    """The records of a comment of .xls."""
    text = note.text.encode("utf-16-le")
    return (record8(0x5D, struct.pack("<HHHH", 0x15, 18, 0x19, number).ljust(26, b"\0"))
            + record8(0x1B6, struct.pack("<HH6xHHI", 0, 0, len(text) // 2, 0, 0)) + record8(0x3C, b"\1" + text)
            + record8(0x1C, struct.pack("<HHHH", *ref, 0, number) + short8(note.author)))


def sheet8(book: WorkbookContent, sheet: BookSheet) -> bytes:
    """The records of a sheet of .xls."""
    cells = b"".join(cell8(ref, cell) for ref, cell in rows_of(sheet))
    notes = b"".join(note8(number, ref, note) for number, (ref, note) in enumerate(notes_on(book, sheet), start=1))
    areas = b"".join(struct.pack("<4H", area.first.row, area.last.row, area.first.column, area.last.column)
                     for area in sheet.merged)
    merged = record8(0xE5, struct.pack("<H", len(sheet.merged)) + areas)
    footer = record8(0x15, short8(sheet.footer)) if sheet.footer else b""
    head = record8(0x809, struct.pack("<HH", 0x600, 0x10).ljust(16, b"\0")) + record8(0x12, bytes([sheet.protected, 0]))
    return (head + footer + cells + merged + notes + record8(0x0A))


def as_xls(data: bytes) -> bytes:
    """The workbook as .xls."""
    book = read_workbook(data)
    styles = b"".join(record8(0x41E, struct.pack("<H", number) + wide8(code)) for number, code in (
        (200, "0%"), (201, CONDITIONAL), (202, "hh:mm")))
    styles += b"".join(record8(0xE0, struct.pack("<HH", 0, number).ljust(20, b"\0")) for number in FORMATS)
    head = record8(0x809, struct.pack("<HH", 0x600, 5).ljust(16, b"\0")) + styles
    names = [bytes([sheet.hidden, 0]) + short8(sheet.name, "B") for sheet in book.sheets]
    position = len(head) + sum(len(record8(0x85, bytes(4) + name)) for name in names) + len(record8(0x0A))
    entries, sheets = b"", b""
    for name, sheet in zip(names, book.sheets, strict=True):
        entries += record8(0x85, struct.pack("<I", position + len(sheets)) + name)
        sheets += sheet8(book, sheet)
    return compound({("Workbook",): head + entries + record8(0x0A) + sheets})


def cell12(ref: CellRef, cell: CellValue) -> bytes:
    """The record of a cell of .xlsb."""
    head = struct.pack("<II", ref.column, style_of(cell))
    after = bytes(10) if cell.formula else b""
    if cell.kind is CellKind.NUMBER:
        return record12(9 if cell.formula else 5, head + struct.pack("<d", cell.value) + after)
    if cell.kind is CellKind.BOOLEAN:
        return record12(10 if cell.formula else 4, head + bytes([bool(cell.value)]) + after)
    if cell.kind is CellKind.ERROR:
        return record12(11 if cell.formula else 3, head + bytes([CODES[str(cell.value)]]) + after)
    text = ("" if cell.kind is CellKind.EMPTY else text_of(cell)).encode("utf-16-le", "surrogatepass")
    return record12(8 if cell.formula else 6, head + struct.pack("<I", len(text) // 2) + text + after)


def area12(area: CellArea) -> bytes:
    """The place of an area in .xlsb."""
    return struct.pack("<4I", area.first.row, area.last.row, area.first.column, area.last.column)


def sheet12(sheet: BookSheet) -> bytes:
    """A sheet's part of .xlsb."""
    cells, row = b"", -1
    for ref, cell in rows_of(sheet):
        if ref.row != row:
            row = ref.row
            cells += record12(0, struct.pack("<I", row).ljust(17, b"\0"))
        cells += cell12(ref, cell)
    footer = record12(479, b"\0\0" + b"\xff" * 4 + wide12(sheet.footer)) if sheet.footer else b""
    protection = record12(535, struct.pack("<HI", 0, sheet.protected))
    areas = b"".join(record12(176, area12(area)) for area in sheet.merged)
    return record12(129) + record12(145) + cells + record12(146) + protection + areas + footer + record12(130)


def notes12(notes: list[tuple[CellRef, Extra]]) -> bytes:
    """The comments' part of .xlsb."""
    return b"".join(record12(632, wide12(note.author)) for _, note in notes) + b"".join(
        record12(635, struct.pack("<I", number) + area12(CellArea(ref, ref)))
        + record12(637, b"\0" + wide12(note.text)) for number, (ref, note) in enumerate(notes))


def as_xlsb(data: bytes) -> bytes:
    """The workbook as .xlsb."""
    book = read_workbook(data)
    codes = b"".join(record12(44, struct.pack("<H", number) + wide12(code)) for number, code in (
        (200, "0%"), (201, CONDITIONAL), (202, "hh:mm")))
    styles = b"".join(record12(47, struct.pack("<HH", 0, number).ljust(16, b"\0")) for number in FORMATS)
    parts = {"xl/styles.bin": record12(278) + codes + record12(617, struct.pack("<I", 6)) + styles + record12(618)}
    entries = b""
    for number, sheet in enumerate(book.sheets, start=1):
        parts[f"xl/worksheets/sheet{number}.bin"] = sheet12(sheet)
        entries += record12(156, struct.pack("<II", sheet.hidden, number) + wide12(f"r{number}") + wide12(sheet.name))
        if notes := notes_on(book, sheet):
            parts[f"xl/worksheets/_rels/sheet{number}.bin.rels"] = relations(("comments", f"../comments{number}.bin"))
            parts[f"xl/comments{number}.bin"] = notes12(notes)
    targets = [("worksheet", f"worksheets/sheet{number}.bin") for number in range(1, len(book.sheets) + 1)]
    return xlsb_package(record12(143) + entries + record12(144), (*targets, ("styles", "styles.bin")), parts)


def shown(cell: CellValue) -> str:
    """The paragraphs of a cell of .ods."""
    text = cell.held if cell.kind is not CellKind.NUMBER or cell.format is None else cell.format.text(float(cell.value))
    text = text_of(cell) if cell.kind is CellKind.PICTURE else text
    spaced = re.sub(r" ( +)", lambda match: f' <text:s text:c="{len(match[1])}"/>', escape(text))
    return "".join(f"<text:p>{line}</text:p>" for line in spaced.replace("\t", "<text:tab/>").split("\n"))


def value_ods(cell: CellValue) -> str:
    """The attributes of a cell of .ods that give its value."""
    number = float(cell.value) if cell.kind is CellKind.NUMBER else 0.0
    if cell.kind is CellKind.BOOLEAN:
        return f'office:value-type="boolean" office:boolean-value="{str(cell.value).lower()}"'
    if cell.kind is CellKind.ERROR:
        return 'office:value-type="string" calcext:value-type="error"'
    if cell.kind is not CellKind.NUMBER:
        return 'office:value-type="string"'
    if cell.shown is Shown.DATE:
        moment = dt.datetime(1899, 12, 30) + dt.timedelta(days=number)
        return f'office:value-type="date" office:date-value="{moment.isoformat()}"'
    if cell.shown is Shown.TIME:
        seconds = round(number * 86_400)
        return f'office:value-type="time" office:time-value="PT{seconds // 3600}H{seconds // 60 % 60}M{seconds % 60}S"'
    kind = "percentage" if cell.shown is Shown.PERCENT else "float"
    return f'office:value-type="{kind}" office:value="{number!r}"'


def cell_ods(cell: CellValue, span: CellArea | None, note: Extra | None) -> str:
    """The element of a cell of .ods."""
    formula = ' table:formula="of:=A1"' if cell.formula else ""
    spanned = (f' table:number-rows-spanned="{span.last.row - span.first.row + 1}"'
               f' table:number-columns-spanned="{span.last.column - span.first.column + 1}"') if span else ""
    annotation = (f"<office:annotation><dc:creator>{escape(note.author)}</dc:creator>"
                  f"<text:p>{escape(note.text)}</text:p></office:annotation>") if note else ""
    if cell.kind is CellKind.EMPTY:
        return f"<table:table-cell{formula}{spanned}>{annotation}</table:table-cell>"
    name = "table:covered-table-cell" if cell.kind is CellKind.COVERED else "table:table-cell"
    return f"<{name}{formula}{spanned} {value_ods(cell)}>{annotation}{shown(cell)}</{name}>"


def table_ods(book: WorkbookContent, sheet: BookSheet) -> str:
    """The table of a sheet of .ods."""
    spans = {area.first: area for area in sheet.merged}
    notes = dict(notes_on(book, sheet))
    cells = {**dict.fromkeys((*spans, *notes), CellValue(CellKind.EMPTY, None)), **sheet.cells}
    rows, row, column = "", 0, 0
    for ref in sorted(cells):
        if ref.row != row:
            rows += "</table:table-row>" if rows else ""
            gap = ref.row - row - bool(rows)
            rows += (f'<table:table-row table:number-rows-repeated="{gap}"/>' if gap else "") + "<table:table-row>"
            row, column = ref.row, 0
        elif not rows:
            rows = "<table:table-row>"
        if ref.column > column:
            rows += f'<table:table-cell table:number-columns-repeated="{ref.column - column}"/>'
        rows += cell_ods(cells[ref], spans.get(ref), notes.get(ref))
        column = ref.column + 1
    rows += "</table:table-row>" if rows else ""
    return (f'<table:table table:name={quoteattr(sheet.name)} table:style-name="{"h" if sheet.hidden else "v"}" '
            f'table:protected="{str(sheet.protected).lower()}">{rows}</table:table>')


def as_ods(data: bytes) -> bytes:
    """The workbook as .ods."""
    book = read_workbook(data)
    styles = "".join(f'<style:style style:name="{name}" style:family="table"><style:table-properties table:display='
                     f'"{display}"/></style:style>' for name, display in (("h", "false"), ("v", "true")))
    tables = "".join(table_ods(book, sheet) for sheet in book.sheets)
    content = (f"<office:document-content {ODF}><office:automatic-styles>{styles}</office:automatic-styles>"
               f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>")
    return zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": content.encode()})


def as_strict(data: bytes) -> bytes:
    """The workbook as Strict Open XML."""
    parts = parts_of(data)
    for usual, strict in STRICT.items():
        parts = {name: content if name == "[Content_Types].xml" else content.replace(usual.encode(), strict.encode())
                 for name, content in parts.items()}
    return packed(parts)


def as_xlsm(data: bytes) -> bytes:
    """The workbook as one with macros."""
    parts = parts_of(data)
    macros(parts)
    return packed(parts)


FORMATTERS: dict[str, Callable[[bytes], bytes]] = {
    "strict": as_strict, "xlsm": as_xlsm, "xlsb": as_xlsb, "xls": as_xls, "ods": as_ods}
