"""Workbooks of every format except .xlsx: crafted record by record, and written by LibreOffice."""

import io
import struct
import zipfile
from pathlib import Path

import pytest
import python_calamine

from crafted import zipped
from judges import libreoffice_convert
from pmqa_xlsx import generate, load_form
from pmqa_xlsx.cells import CellKind
from pmqa_xlsx.files.book import BookSheet
from pmqa_xlsx.files.open_workbook import read_workbook
from pmqa_xlsx.files.refusal import Unreadable
from pmqa_xlsx.layout.words import CHECKS_SHEET, LISTS_SHEET
from small_books import ODF, cells_of, ods, record8, record12, relations, wide8, wide12, xls, xlsb

SHEET12 = record12(0, struct.pack("<I8xI", 1, 0).ljust(17, b"\0")) + b"".join(
    record12(kind, struct.pack("<II", column, style) + data) for column, (kind, style, data) in enumerate((
        (7, 0, struct.pack("<I", 0)), (6, 0, wide12("ข")), (2, 1, struct.pack("<i", 85 << 2 | 3)),
        (5, 2, struct.pack("<d", 46053)), (4, 0, b"\1"), (3, 0, b"\x2a"), (8, 0, wide12("x") + bytes(10)),
        (9, 0, struct.pack("<d", 2) + bytes(10)), (10, 0, b"\0" + bytes(10)), (11, 0, b"\x17" + bytes(10)), (1, 0, b""),
        (2, 0, struct.pack("<i", -3 << 2 | 2)),
    ))) + record12(146) + record12(535, struct.pack("<HI", 0, 1)) + record12(
        479, b"\0\0" + b"\xff" * 4 + wide12("&Cแบบ"))


def test_xlsb() -> None:
    """A binary workbook: each kind of cell, protection, the footer, comments."""
    notes = (record12(632, wide12("ก")) + record12(635, struct.pack("<5I", 0, 1, 1, 2, 2))
             + record12(637, b"\0" + wide12("โน้ต")))
    book = read_workbook(xlsb(SHEET12, ("ก",), {
        "xl/worksheets/_rels/sheet1.bin.rels": relations(("comments", "../c.bin")), "xl/c.bin": notes},
        stated=2**32 - 1))
    assert cells_of(book) == {
        "A2": "text ก", "B2": "text ข", "C2": "percent 0.85", "D2": "date 46053", "E2": "boolean TRUE",
        "F2": "error #N/A", "G2": "=text x", "H2": "=number 2", "I2": "=boolean FALSE", "J2": "=error #REF!",
        "L2": "number -3"}
    sheet, (note,) = book.sheets[0], book.extras
    assert (book.format, sheet.name, sheet.hidden, sheet.protected, sheet.footer) == ("xlsb", "ก", True, True, "&Cแบบ")
    assert (note.cell, note.kind, note.text, note.author) == ("C2", "comment", "โน้ต", "ก")


@pytest.mark.parametrize(("after", "locked"), [
    (b"", False), (record12(535, struct.pack("<HI", 0, 0)), False), (record12(535, struct.pack("<HI", 0, 1)), True),
    (record12(678, bytes(8)), True),
], ids=["nothing", "off", "on", "on by a newer program"])
def test_xlsb_protection(after: bytes, locked: bool) -> None:
    """A sheet is protected if the file says so."""
    book = read_workbook(xlsb(record12(0, struct.pack("<I8xI", 1, 0).ljust(17, b"\0")) + record12(146) + after))
    assert [sheet.protected for sheet in book.sheets] == [locked]


def cell8(kind: int, column: int, style: int, data: bytes) -> bytes:
    """A record of a cell of .xls in the second row."""
    return record8(kind, struct.pack("<HHH", 1, column, style) + data)


def formula8(column: int, result: bytes) -> bytes:
    """A formula of .xls with its cached value."""
    return cell8(6, column, 0, result + struct.pack("<HIH", 0, 0, 3) + b"\x1e\1\0")


SHEET8 = (
    cell8(0xFD, 0, 0, struct.pack("<I", 0)) + cell8(0xFD, 1, 0, struct.pack("<I", 1)) + cell8(0x204, 2, 0, wide8("ข"))
    + cell8(0x203, 3, 2, struct.pack("<d", 46053)) + cell8(0x27E, 4, 1, struct.pack("<i", 85 << 2 | 3))
    + record8(0xBD, struct.pack("<HHHiHiH", 1, 5, 0, 7 << 2 | 2, 1, 1 << 2 | 2, 6)) + cell8(0x205, 7, 0, b"\x2a\1")
    + cell8(0x205, 8, 0, b"\1\0") + formula8(9, struct.pack("<d", 2)) + formula8(10, b"\2\0\x17\0\0\0\xff\xff")
    + formula8(11, b"\0\0\0\0\0\0\xff\xff") + record8(0x207, wide8("ab")) + formula8(12, b"\3\0\0\0\0\0\xff\xff")
    + record8(0x12, b"\1\0") + record8(0x15, wide8("&Cแบบ"))
    + record8(0x5D, struct.pack("<HHHH", 0x15, 18, 0x19, 7).ljust(26, b"\0"))
    + record8(0x1B6, struct.pack("<HH6xHHI", 0, 0, 4, 0, 0)) + record8(0x3C, b"\1" + "โน้ต".encode("utf-16-le"))
    + record8(0x1C, struct.pack("<HHHH", 1, 2, 0, 7) + wide8("ก")))
STRINGS8 = (record8(0xFC, struct.pack("<IIHB", 9, 2, 1, 1) + "ก".encode("utf-16-le") + struct.pack("<HB", 4, 0) + b"ab")
            + record8(0x3C, b"\1" + "คง".encode("utf-16-le")))


def test_xls() -> None:
    """An .xls: each kind of cell, a text continued in the next record in another width, protection, footer, comment."""
    book = read_workbook(xls(SHEET8, STRINGS8))
    assert cells_of(book) == {
        "A2": "text ก", "B2": "text abคง", "C2": "text ข", "D2": "date 46053", "E2": "percent 0.85", "F2": "number 7",
        "G2": "percent 1", "H2": "error #N/A", "I2": "boolean TRUE", "J2": "=number 2", "K2": "=error #REF!",
        "L2": "=text ab", "M2": "=text "}
    sheet, (note,) = book.sheets[0], book.extras
    assert (book.format, sheet.name, sheet.hidden, sheet.protected, sheet.footer) == ("xls", "ก", True, True, "&Cแบบ")
    assert (note.cell, note.kind, note.text, note.author) == ("C2", "comment", "โน้ต", "ก")


CONDITIONAL = "[<=1]0%;0"


@pytest.mark.parametrize(("number", "expected"), [
    (85, "number 85"), (0.85, "percent 0.85"), (0.1 + 0.2, "percent 0.3")])
def test_sections_with_conditions(number: float, expected: str) -> None:
    """The section of a format that applies to the number counts in the binary formats too, and 15 digits do."""
    double = struct.pack("<d", number)
    styles12 = (record12(44, struct.pack("<H", 201) + wide12(CONDITIONAL)) + record12(617, bytes(4))
                + record12(47, struct.pack("<HH", 0, 201).ljust(16, b"\0")) + record12(618))
    styles8 = record8(0x41E, struct.pack("<H", 201) + wide8(CONDITIONAL)) + record8(
        0xE0, struct.pack("<HH", 0, 201).ljust(20, b"\0"))
    books = [xlsb(record12(0, bytes(17)) + record12(5, struct.pack("<II", 0, 0) + double),
                  parts={"xl/styles.bin": styles12}),
             xls(cell8(0x203, 0, 0, double), before=styles8)]
    assert [list(cells_of(read_workbook(book)).values()) for book in books] == [[expected], [expected]]


@pytest.mark.parametrize("data", [
    xlsb(record12(0, struct.pack("<I8xI", 1, 0).ljust(17, b"\0")) + b"".join(
        record12(6, struct.pack("<II", 0, 0) + wide12(text)) for text in "กขก")),
    xls(b"".join(cell8(0x204, 0, 0, wide8(text)) for text in "กขก")),
    xls(formula8(0, b"\0\0\0\0\0\0\xff\xff") + record8(0x207, wide8("ก")) + cell8(0x204, 0, 0, wide8("ข"))),
    xls(cell8(0x204, 0, 0, wide8("ก")) + formula8(0, b"\0\0\0\0\0\0\xff\xff") + record8(0x207, wide8("ข"))),
], ids=["xlsb", "xls", "xls, a formula first", "xls, a formula last"])
def test_stated_twice(data: bytes) -> None:
    """A cell that a binary workbook states twice holds both contents and neither as its value."""
    assert cells_of(read_workbook(data)) == {"A2": "conflict ก\nข"}


@pytest.mark.parametrize("data", [xlsb(SHEET12, ("ก",)), xls(SHEET8, STRINGS8)], ids=["xlsb", "xls"])
def test_as_calamine_reads(data: bytes) -> None:
    """Texts, plain numbers and booleans of the crafted binary workbooks equal those read by calamine."""
    rows = python_calamine.load_workbook(io.BytesIO(data)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    sheet = read_workbook(data).sheets[0]
    theirs = {(r, c): value for r, row in enumerate(rows) for c, value in enumerate(row) if value != ""}
    assert {tuple(ref): value.value for ref, value in sheet.cells.items()
            if value.kind is not CellKind.ERROR and value.raw and "date" not in value.shown} == {
        place: value for place, value in theirs.items() if isinstance(value, str | float | int)}


@pytest.mark.parametrize(("cell", "expected"), [
    ('office:value-type="float" office:value="85"/>', "number 85"),
    ('office:value-type="percentage" office:value="0.85"><text:p>85 %</text:p></table:table-cell>', "percent 0.85"),
    ('office:value-type="percentage" office:value="85"><text:p>85</text:p></table:table-cell>', "number 85"),
    ('office:value-type="float" office:value="0.30000000000000004"/>', "number 0.3"),
    ('office:value-type="boolean" office:boolean-value="1"/>', "boolean TRUE"),
    ('office:value-type="currency" office:value="1.5"/>', "number 1.5"),
    ('office:value-type="date" office:date-value="2026-01-31"/>', "date 46053"),
    ('office:value-type="time" office:time-value="PT12H00M00S"/>', "time 0.5"),
    ('office:value-type="time" office:time-value="PT06H45M00S"/>', "time 0.28125"),
    ('office:value-type="time" office:time-value="PT00H00M675S"/>', "time 0.0078125"),
    ('office:value-type="time" office:time-value="PT00H00M84,375S"/>', "time 0.0009765625"),
    ('office:value-type="time" office:time-value="-P1DT06H00M00S"/>', "time -1.25"),
    ('office:value-type="time" office:time-value="PT45M"/>', "time 0.03125"),
    ('office:value-type="time" office:time-value="soon"/>', "text soon"),
    ('office:value-type="boolean" office:boolean-value="true"/>', "boolean TRUE"),
    ('office:value-type="string"><text:p>a<text:s text:c="2"/><text:span>b<text:a>c</text:a></text:span>d</text:p>'
     "<text:p>e</text:p></table:table-cell>", "text a  bcd\ne"),
    ('office:value-type="string"><text:h>a</text:h><text:list><text:list-item><text:p>b</text:p></text:list-item>'
     "<text:list-item><text:p>c</text:p></text:list-item></text:list></table:table-cell>", "text a\nb\nc"),
    ('><table:table table:is-sub-table="true"><table:table-row><table:table-cell office:value-type="string"><text:p>a'
     "</text:p></table:table-cell></table:table-row></table:table></table:table-cell>", "text a"),
    ('office:value-type="float"><text:p>85</text:p></table:table-cell>', "text 85"),
    ('office:value-type="percentage"><text:p>85%</text:p></table:table-cell>', "text 85%"),
    ('office:value-type="date"><text:p>31/1/2569</text:p></table:table-cell>', "text 31/1/2569"),
    ('office:value-type="time"><text:p>08:30</text:p></table:table-cell>', "text 08:30"),
    ('office:value-type="boolean"><text:p>TRUE</text:p></table:table-cell>', "text TRUE"),
    ('office:value="85"/>', "number 85"), ('office:date-value="2026-01-31"/>', "date 46053"),
    ('office:boolean-value="1"/>', "boolean TRUE"), ('office:string-value="ก"/>', "text ก"),
    ('table:formula="of:=1+1" office:value-type="float" office:value="2"/>', "=number 2"),
    ('table:formula="of:=NA()" office:value-type="string" calcext:value-type="error"><text:p>#N/A</text:p>'
     "</table:table-cell>", "=error #N/A"),
    ('table:formula="of:=1/0" office:value-type="float" office:value="0"><text:p>#DIV/0!</text:p></table:table-cell>',
     "=error #DIV/0!"),
    ('table:formula="of:=A2" office:value-type="string" office:string-value=""/>', "=text "),
    ('table:formula="of:=A2"><text:p/></table:table-cell>', "=text "),
    ('table:formula="of:=A2"/>', "="),
])
def test_ods_cells(cell: str, expected: str) -> None:
    """Each kind of OpenDocument cell is recognised."""
    book = read_workbook(ods(f"<table:table-row><table:table-cell {cell}</table:table-row>"))
    assert cells_of(book) == {"A1": expected}


STYLES = (
    '<office:styles><number:percentage-style style:name="n1"/><number:date-style style:name="n2"/>'
    '<number:time-style style:name="n3"/><number:number-style style:name="n4"/>'
    '<number:number-style style:name="n5"><style:map style:condition="value()&gt;40000" style:apply-style-name="n2"/>'
    '<style:map style:condition="value()&lt;=1" style:apply-style-name="n1"/></number:number-style>'
    + "".join(f'<style:style style:name="{name}" style:family="table-cell" {more}/>' for name, more in (
        ("percent", 'style:data-style-name="n1"'), ("child", 'style:parent-style-name="percent"'),
        ("date", 'style:data-style-name="n2"'), ("time", 'style:data-style-name="n3"'),
        ("plain", 'style:parent-style-name="percent" style:data-style-name="n4"'),
        ("sections", 'style:data-style-name="n5"'),
        ("loop", 'style:parent-style-name="loop"'))) + "</office:styles>")


@pytest.mark.parametrize("common", [True, False], ids=["in styles.xml", "in content.xml"])
@pytest.mark.parametrize(("cell", "expected"), [
    ('table:style-name="percent" office:value="0.85"><text:p>85%</text:p></table:table-cell>', "percent 0.85"),
    ('table:style-name="child" office:value-type="float" office:value="0.85"/>', "percent 0.85"),
    ('table:style-name="percent" office:value-type="float" office:value="85"><text:p>85</text:p></table:table-cell>',
     "number 85"),
    ('table:style-name="date" office:value-type="float" office:value="46053"/>', "date 46053"),
    ('table:style-name="time" office:value-type="float" office:value="0.5"/>', "time 0.5"),
    ('table:style-name="plain" office:value-type="float" office:value="0.85"/>', "number 0.85"),
    ('table:style-name="loop" office:value-type="float" office:value="0.85"/>', "number 0.85"),
    ('table:style-name="sections" office:value-type="float" office:value="0.85"/>', "percent 0.85"),
    ('table:style-name="sections" office:value-type="float" office:value="85"/>', "number 85"),
    ('table:style-name="sections" office:value-type="float" office:value="46053"/>', "date 46053"),
    ('table:style-name="sections" office:value-type="float" office:value="1e999"/>', "error #NUM!"),
    ('office:value-type="float" office:value="0.85"/>', "percent 0.85"),
])
def test_ods_known_by_style(cell: str, expected: str, common: bool) -> None:
    """Per cents and dates are known by the style of the cell, its parents, its row or column, and its conditions."""
    parts = {"styles.xml": f"<a {ODF}>{STYLES}</a>".encode()} if common else {}
    default = 'table:default-cell-style-name="%s"'
    cell = f"<table:table-cell {cell}</table:table-row>"
    tables = [f"<table:table-column {default % 'percent'}/><table:table-row>{cell}",
              f"<table:table-column {default % 'date'}/><table:table-row {default % 'percent'}>{cell}"]
    books = [ods(table, after="" if common else STYLES, parts=parts) for table in tables]
    assert [cells_of(read_workbook(book)) for book in books] == [{"A1": expected}] * 2


def test_ods_without_mimetype() -> None:
    """An .ods is known by its manifest where a program left its first entry out."""
    with zipfile.ZipFile(io.BytesIO(ods(ROW % 1 + CELL % 1 + 'office:value="85"/></table:table-row>'))) as archive:
        content = archive.read("content.xml")
    manifest = f"""<manifest:manifest {ODF}><manifest:file-entry manifest:full-path="/"
        manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>"""
    book = read_workbook(zipped({"content.xml": content, "META-INF/manifest.xml": manifest.encode()}))
    assert (book.format, cells_of(book)) == ("ods", {"A1": "number 85"})


def test_short_cells_after_a_blank_one() -> None:
    """A blank cell of .xlsb moves the column on, so that the short records behind it fall into their own columns."""
    blank = record12(1, struct.pack("<II", 3, 0))
    short = record12(13, struct.pack("<Ii", 0, 7 << 2 | 2))
    shorter = record12(12, struct.pack("<I", 0))
    book = read_workbook(xlsb(record12(0, bytes(17)) + blank + short + shorter + short))
    assert cells_of(book) == {"E1": "number 7", "G1": "number 7"}


def test_ods() -> None:
    """Repeated rows and cells, names, properties, the footer, a comment, a picture and active parts of an .ods."""
    filled = '<table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="1"/>'
    noted = ('<table:table-cell><office:annotation><dc:creator>ก</dc:creator><text:p>โน้ต</text:p></office:annotation>'
             '<draw:frame draw:name="ตรา"><draw:image xlink:href="Pictures/1.png"/></draw:frame></table:table-cell>')
    rows = (f'<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="16382"/>'
            f'{filled}</table:table-row><table:table-row-group><table:table-row>{noted}</table:table-row>'
            '</table:table-row-group><table:table-row table:number-rows-repeated="1048572"><table:table-cell/>'
            "</table:table-row>")
    footer = "<style:footer><text:p>A&amp;B</text:p></style:footer>"
    book = read_workbook(ods(rows, parts={
        "meta.xml": f"<office:document-meta {ODF}><office:meta><meta:generator>LibreOffice/7</meta:generator>"
                    '<dc:date>2026-01-02T07:00:00.123456789</dc:date><meta:user-defined meta:name="pmqa_form">x'
                    "</meta:user-defined></office:meta></office:document-meta>".encode(),
        "styles.xml": f'<a {ODF}><style:master-page style:name="p">{footer}</style:master-page></a>'.encode(),
        "Basic/script-lc.xml": b""}))
    assert cells_of(book) == dict.fromkeys(("XFC1", "XFD1", "XFC2", "XFD2", "XFC3", "XFD3"), "number 1")
    assert book.properties == {"pmqa_form": "x"}
    assert (book.application, str(book.saved_at)[:16]) == ("LibreOffice/7", "2026-01-02 07:00")
    assert book.active == ("Basic/script-lc.xml",)
    assert [(s.hidden, s.protected, s.footer) for s in book.sheets] == [(True, True, "A&&B")]
    assert [(extra.cell, extra.kind, extra.text, extra.author) for extra in book.extras] == [
        ("A4", "comment", "โน้ต", "ก"), ("A4", "picture", "ตรา (PNG)", "")]


ROW, CELL = '<table:table-row table:number-rows-repeated="%s">', '<table:table-cell table:number-columns-repeated="%s" '
TYPED = 'office:value-type="string"><text:p>a<text:s text:c="99999999"/></text:p></table:table-cell></table:table-row>'
LABEL = record8(0x204, struct.pack("<HHH", 1, 256, 0) + wide8("x"))


@pytest.mark.parametrize(("code", "reason", "data"), [
    ("file-damaged", "a cell is outside the worksheet", ods(ROW % 1048577 + CELL % 1 + TYPED)),
    ("file-unsafe", "it has too many filled cells",
     ods(ROW % 1048576 + CELL % 16384 + 'office:value-type="float" office:value="1"/></table:table-row>')),
    ("file-unsafe", "its XML contains a text that is far too long", ods(ROW % 1 + CELL % 1 + TYPED.replace("<text:s", (
        '<text:s text:c="1048576"/><text:s')))),
    ("file-damaged", "it contains no worksheet", ods("", parts={"content.xml": b"<x/>"})),
    ("file-damaged", "the value of a cell cannot be read", xlsb(SHEET12)),
    ("file-damaged", "its records are broken", xlsb(SHEET12 + b"\x05\x7f", ("ก",))),
    ("file-damaged", "a cell is outside the worksheet", xlsb(record12(4, struct.pack("<IIB", 16384, 0, 1)))),
    ("file-damaged", "the value of a cell cannot be read", xls(SHEET8)),
    ("file-damaged", "a cell is outside the worksheet", xls(LABEL)),
    ("file-damaged", "its records are broken", xls(record8(0x203, b"\0\0"))),
    ("file-unsafe", "it contains too many records", xls(record8(0x3000) * 1_000_001)),
    ("file-encrypted", "", xls(SHEET8, STRINGS8, before=record8(0x2F, bytes(6)))),
])
def test_refusals(code: str, reason: str, data: bytes) -> None:
    """Damaged and hostile workbooks are rejected with a code and a reason; no stated count or repeat is trusted."""
    with pytest.raises(Unreadable) as refused:
        read_workbook(data)
    assert (refused.value.code, refused.value.facts.get("reason_en", "")) == (code, reason)


def typed(sheet: BookSheet) -> dict[str, tuple[str, str]]:
    """The cells of a sheet; formulas without their values, since LibreOffice calculates them again."""
    return {str(ref): ("formula", "") if value.formula else (value.raw, value.shown)
            for ref, value in sheet.cells.items()}


@pytest.mark.slow
@pytest.mark.parametrize("to", ["ods", "xls", "xlsx"])
def test_as_libreoffice_saves(tmp_path: Path, to: str) -> None:
    """A generated workbook saved again by LibreOffice has the same cells in every format, and names the program."""
    original = tmp_path / "50.xlsx"
    original.write_bytes(generate(load_form(), "50"))
    before = read_workbook(original.read_bytes(), skip_sheets=(CHECKS_SHEET, LISTS_SHEET))
    converted = libreoffice_convert(original, to, tmp_path / "saved").read_bytes()
    after = read_workbook(converted, skip_sheets=(CHECKS_SHEET, LISTS_SHEET))
    assert after.format == to
    assert [(s.name, s.hidden, s.protected) for s in after.sheets] == [
        (s.name, s.hidden, s.protected) for s in before.sheets]
    for sheet, saved in zip(before.sheets, after.sheets, strict=True):
        assert typed(saved) == typed(sheet)
