"""The reader of .xlsx: content that other readers lose, agreement with them, and hostile files."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
import python_calamine
import xlsxwriter
from openpyxl.utils.datetime import to_excel

from crafted import zipped
from pmqa_xlsx.cells import CellKind, CellRef, Shown
from pmqa_xlsx.files.book import WorkbookContent
from pmqa_xlsx.files.number_formats import format_of
from pmqa_xlsx.files.ooxml.package import MAX_DEPTH
from pmqa_xlsx.files.ooxml.properties import moment
from pmqa_xlsx.files.open_workbook import read_workbook
from pmqa_xlsx.files.refusal import Unreadable
from small_books import MAIN, STRICT, cells_of, relations, xlsx

STRINGS = ('<si><t>ก</t></si><si><r><rPr><b/></rPr><t xml:space="preserve"> a </t></r><r><t>b</t></r>'
           '<rPh sb="0" eb="1"><t>x</t></rPh></si>')


def read(rows: str, **more: str) -> dict[str, str]:
    """The cells read from these rows."""
    return cells_of(read_workbook(xlsx(rows, strings=STRINGS, **more)))


@pytest.mark.parametrize(("cell", "expected"), [
    ('<c t="s"><v>0</v></c>', "text ก"),
    ('<c t="s"><v>1</v></c>', "text  a b"),
    ('<c t="inlineStr"><is><t xml:space="preserve">  x </t></is></c>', "text   x "),
    ('<c t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c>', "text ab"),
    ('<c t="inlineStr"><is><t>a_x000D_b_x005F_x000D_</t></is></c>', "text a\rb_x000D_"),
    ("<c><v>85</v></c>", "number 85"),
    ('<c t="n"><v>1.50E-2</v></c>', "number 0.015"),
    ("<c><v>INF</v></c>", "error #NUM!"),
    ("<c><v>2.9999999999999996</v></c>", "number 3"),
    ("<c><v>0.30000000000000004</v></c>", "number 0.3"),
    ("<c><v>1234567890123456</v></c>", "number 1234567890123460"),
    ('<c t="b"><v>1</v></c>', "boolean TRUE"),
    ('<c t="b"><v>TRUE</v></c>', "boolean TRUE"),
    ('<c t="b"><v>False</v></c>', "boolean FALSE"),
    ('<c t="b"><v>มี</v></c>', "text มี"),
    ('<c t="inlineStr"><is><t>x</t></is><v>0</v></c>', "text x"),
    ('<c t="inlineStr"><v>x</v></c>', "text x"),
    ('<c t="inlineStr"><is><t>doc_x005F_x0041_1</t></is></c>', "text doc_x0041_1"),
    ('<c t="e"><v>#REF!</v></c>', "error #REF!"),
    ('<c t="e"><f>1/0</f><v>#DIV/0!</v></c>', "=error #DIV/0!"),
    ("<c><f>1+1</f><v>2</v></c>", "=number 2"),
    ('<c t="str"><f>A2</f><v>x</v></c>', "=text x"),
    ('<c t="str"><f>A2</f><v></v></c>', "=text "),
    ("<c><f>1+1</f></c>", "="),
    ("<c><f>1+1</f><v/></c>", "="),
    ('<c t="d"><v>2026-01-31</v></c>', "date 46053"),
    ('<c t="d"><v>2026-01-31T12:00:00+07:00</v></c>', "date 46053.5"),
    ('<c t="d"><v>๓๑</v></c>', "text ๓๑"),
])
def test_cells(cell: str, expected: str) -> None:
    """Each kind of cell is recognised, with its exact value."""
    assert read(f"<row>{cell}</row>") == {"A1": expected}


@pytest.mark.parametrize(("rows", "expected"), [
    ('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>', "conflict 1\n2"),
    ('<row r="1"><c r="A1" t="inlineStr"><is><t>ก</t></is></c></row><row r="1"><c r="A1"><v>2</v></c></row>',
     "conflict ก\n2"),
    ('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>1</v></c></row>', "number 1"),
    ('<row r="1"><c r="A1" s="3"/><c r="A1"><v>1</v></c><c r="A1" s="3"/></row>', "number 1"),
    ('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c><c r="A1"><v>1</v></c></row>', "conflict 1\n2"),
])
def test_stated_twice(rows: str, expected: str) -> None:
    """A cell that is stated twice holds both contents and neither as its value."""
    assert read(rows) == {"A1": expected}


def test_cells_with_nothing() -> None:
    """A cell with only a style is empty."""
    assert read('<row><c s="3"/><c><v/></c><c><v>\n  </v></c><c><extLst/></c></row>') == {}


def test_places() -> None:
    """Rows and cells may be out of order or without addresses, and a wrong dimension is ignored."""
    rows = ('<row r="5"><c r="C5"><v>1</v></c><c><v>2</v></c><c r="A5"><v>3</v></c></row><row><c><v>4</v></c></row>'
            '<row r="2"><c r="$B$2"><v>5</v></c><c r="B1"><v>6</v></c></row>')
    data = xlsx("", parts={"xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><dimension ref="A1:A1"/>'
                                                       f"<sheetData>{rows}</sheetData></worksheet>".encode()})
    assert cells_of(read_workbook(data)) == {
        "B1": "number 6", "B2": "number 5", "A5": "number 3", "C5": "number 1", "D5": "number 2", "A6": "number 4"}


@pytest.mark.parametrize(("number", "code", "expected"), [
    (0, None, Shown.PLAIN), (9, None, Shown.PERCENT), (14, None, Shown.DATE), (49, None, Shown.PLAIN),
    (59, None, Shown.PLAIN), (67, None, Shown.PERCENT), (68, None, Shown.PERCENT), (71, None, Shown.DATE),
    (81, None, Shown.DATE), (164, "General", Shown.PLAIN), (164, "0.00%", Shown.PERCENT), (164, '0"%"', Shown.PLAIN),
    (164, r"0\%", Shown.PLAIN), (164, "[$-D07041E]d mmm yyyy;@", Shown.DATE), (164, "[$-1070000]d/mm/bbbb", Shown.DATE),
    (164, "[h]:mm", Shown.TIME), (45, None, Shown.TIME), (164, "hh.mm น.", Shown.TIME), (164, "mmmm", Shown.DATE),
    (164, '[Red]#,##0 "day"', Shown.PLAIN), (164, "0.00E+00", Shown.PLAIN),
    (164, "General;[Red]-General", Shown.PLAIN), (164, '"', Shown.PLAIN), (164, "[$฿-41E]#,##0.00", Shown.PLAIN),
])
def test_number_formats(number: int, code: str | None, expected: Shown) -> None:
    """A number format shows a per cent, a date or a time, or a plain number; Thai Excel's own ones too."""
    form = format_of(number, code)
    assert (form.section(1).shown if form else Shown.PLAIN) is expected


@pytest.mark.parametrize(("number", "code", "shown", "text"), [
    (85, "[<=1]0%;0", Shown.PLAIN, "85"), (0.85, "[<=1]0%;0", Shown.PERCENT, "85%"), (85, "[<=1]0%", Shown.PLAIN, "85"),
    (-0.5, "0;[Red](0%)", Shown.PERCENT, "(50%)"), (0, '0%;0%;"-"', Shown.PLAIN, "-"),
    (7, "[>5]0", Shown.PLAIN, "7"),
    (0.85, "0%", Shown.PERCENT, "85%"), (0.8512, "0.0 %", Shown.PERCENT, "85.1 %"),
    (1234567.891, "#,##0.00", Shown.PLAIN, "1,234,567.89"),
    (812345678, "0##-#######", Shown.PLAIN, "081-2345678"), (5, "00", Shown.PLAIN, "05"),
    (12.5, "[$฿-41E]#,##0.00", Shown.PLAIN, "฿12.50"),
    (3.5, "0.##", Shown.PLAIN, "3.5"), (-5, "0.0", Shown.PLAIN, "-5.0"),
    (1200000, '0.0,,"M"', Shown.PLAIN, "1.2M"), (0.5, "# ?/?", Shown.PLAIN, "0.5"),
    (12345, "0.0E+00", Shown.PLAIN, "1.2E+04"), (85, 'General" คน"', Shown.PLAIN, "85 คน"),
    (-4, "0;-General", Shown.PLAIN, "-4"), (1, '"ที่ "@', Shown.PLAIN, "ที่ 1"),
    (99.995, ".00", Shown.PLAIN, "100.00"), (0.5, ".0", Shown.PLAIN, ".5"), (-5, "[Red]", Shown.PLAIN, "-5"),
    (0.354166666666667, "h:mm", Shown.TIME, "8:30"), (0.75, "h:mm AM/PM", Shown.TIME, "6:00 PM"),
    (1.5, "[h]:mm:ss", Shown.TIME, "36:00:00"), (0.354166666666667, 'hh.mm "น."', Shown.TIME, "08.30 น."),
])
def test_what_a_format_shows(number: float, code: str, shown: Shown, text: str) -> None:
    """The section of a format that applies to a number decides what the cell shows."""
    form = format_of(164, code)
    assert form is not None
    assert (form.section(number).shown, form.text(number)) == (shown, text)


def test_dates_of_1904() -> None:
    """Dates of a workbook with the 1904 date system are converted to the usual one; plain numbers are not."""
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    assert read('<row><c s="1"><v>44591</v></c><c><v>44591</v></c></row>', styles=styles,
                workbook='<workbookPr date1904="1"/>') == {"A1": "date 46053", "B1": "number 44591"}


def written() -> bytes:
    """A workbook made by XlsxWriter, with all content that the other readers support."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet, hidden, secret = (book.add_worksheet(name) for name in ("หมวด 1", "Hidden", "_secret"))
        hidden.hide()
        secret.very_hidden()
        sheet.protect()
        sheet.set_footer("&Lก&C&P")
        percent, date = book.add_format({"num_format": "0%"}), book.add_format({"num_format": "d mmm yyyy"})
        for row, value in enumerate(("ก", " two  spaces ", "a\nb", "tab\t", 1, -2.5, 1e20, 0.1, True, False)):
            sheet.write(row, row % 3, value)
        sheet.write(10, 0, 0.85, percent)
        sheet.write_datetime(11, 1, dt.datetime(2026, 1, 31, 12), date)
        sheet.merge_range("D1:E3", "merged")
        sheet.write_rich_string("F1", "a", book.add_format({"bold": True}), "b", "c")
        sheet.write_formula("G1", "=1+1", None, 2)
        sheet.write_formula("G2", "=NA()", None, "#N/A")
        sheet.write_formula("G3", '="x"', None, "x")
        book.define_name("pmqa_form", "=_secret!$B$1")
        book.set_custom_property("pmqa_form", "small")
        book.set_properties({"created": dt.datetime(2026, 1, 2, tzinfo=dt.UTC)})
    return buffer.getvalue()


def test_as_openpyxl_reads() -> None:
    """Values, errors and formulas equal those read by openpyxl."""
    data = written()
    values, formulas = (openpyxl.load_workbook(io.BytesIO(data), data_only=only).worksheets[0]
                        for only in (True, False))
    theirs = {cell.coordinate: (to_excel(cell.value) if cell.is_date else cell.value,
                                formulas[cell.coordinate].data_type == "f")
              for row in values.iter_rows() for cell in row if cell.value is not None}
    ours = {str(ref): (value.value, value.formula) for ref, value in read_workbook(data).sheets[0].cells.items()}
    assert ours == theirs


def test_as_calamine_reads() -> None:
    """Every cell has the same address and the same text or number as read by calamine."""
    data = written()
    rows = python_calamine.load_workbook(io.BytesIO(data)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    theirs = {(r, c): value for r, row in enumerate(rows) for c, value in enumerate(row)
              if value != "" and not isinstance(value, dt.date)}
    sheet = read_workbook(data).sheets[0]
    assert {tuple(ref): value.value for ref, value in sheet.cells.items()
            if value.kind is not CellKind.ERROR and value.shown is not Shown.DATE} == theirs


@pytest.mark.parametrize(("stated", "read"), [
    ("2026-11-20T02:30:00Z", "2026-11-20 02:30:00+00:00"), ("2026-11-20T09:30:00", "2026-11-20 09:30:00+07:00"),
    ("2569-11-20T02:30:00Z", "2026-11-20 02:30:00+00:00"), ("2568-02-29T02:30:00Z", "None"),
    ("20/11/2569", "None"), ("0001-01-01T00:00:00Z", "None"), ("2301-01-01T00:00:00Z", "None"),
])
def test_save_times(stated: str, read: str) -> None:
    """A time without a zone is Thai, a year B.E., as programs of Thai systems write it, is A.D.; others are none."""
    assert str(moment(stated)) == read


def test_properties_of_a_book() -> None:
    """Sheets with visibility and protection, properties, save time and program are read."""
    book = read_workbook(written())
    assert [(s.name, s.hidden, s.protected, s.footer) for s in book.sheets] == [
        ("หมวด 1", False, True, "&Lก&C&P"), ("Hidden", True, False, ""), ("_secret", True, False, "")]
    assert (book.format, book.application, book.saved_at, book.extras, book.active) == (
        "xlsx", "Microsoft Excel", dt.datetime(2026, 1, 2, tzinfo=dt.UTC), (), ())
    assert book.properties == {"pmqa_form": "small"}


def test_skipped_sheets() -> None:
    """A sheet that the caller does not need has no cells."""
    book = read_workbook(written(), skip_sheets=("หมวด 1",))
    assert [(sheet.name, len(sheet.cells)) for sheet in book.sheets] == [("หมวด 1", 0), ("Hidden", 0), ("_secret", 0)]


def test_strict() -> None:
    """Strict Open XML, with other namespaces, gives the same cells."""
    with zipfile.ZipFile(io.BytesIO(written())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for usual, strict in STRICT.items():
        parts = {name: data.replace(usual.encode(), strict.encode()) for name, data in parts.items()}
    book, usual_book = read_workbook(zipped(parts)), read_workbook(written())
    assert book.format == "strict"
    assert [sheet.cells for sheet in book.sheets] == [sheet.cells for sheet in usual_book.sheets]


def test_encodings() -> None:
    """A part may be in UTF-16; the text is the same."""
    part = f'<?xml version="1.0" encoding="utf-16"?><sst xmlns="{MAIN}"><si><t>ก</t></si></sst>'.encode("utf-16")
    data = xlsx('<row><c t="s"><v>0</v></c></row>', parts={"xl/s.xml": part})
    assert cells_of(read_workbook(data)) == {"A1": "text ก"}


def with_sheet(part: bytes) -> bytes:
    """A workbook with this part as its sheet."""
    return xlsx("", parts={"xl/worksheets/sheet1.xml": part})


def numbered(text: str, count: int) -> str:
    """A text repeated with a changing number, so that it does not compress to nothing in a zip."""
    return "".join(text % n for n in range(count))


DTD = '<!DOCTYPE x [<!ENTITY a "b">]><x/>'
SHEETLESS = {"xl/_rels/workbook.xml.rels": relations(("chartsheet", "s.xml"))}
STYLELESS = relations(("worksheet", "worksheets/sheet1.xml"), ("styles", "gone.xml"))
BROKEN = "the file ends too early or its zip structure is broken"
BAD_CELL, BAD_VALUE = "a cell is outside the worksheet", "the value of a cell cannot be read"
HAS_DTD, DEEP = "its XML declares a document type", "its XML is nested too deeply"
LONG = "its XML contains a text that is far too long"


@pytest.mark.parametrize(("code", "reason", "data"), [
    ("file-damaged", "the file is empty", lambda: b""),
    ("file-damaged", "the file has no content: all its bytes are the same", lambda: bytes(9)),
    ("file-damaged", BROKEN, lambda: written()[:-40]),
    ("not-a-workbook", "", lambda: b"%PDF-1.7"),
    ("not-a-workbook", "", lambda: xlsx("", parts={"_rels/.rels": relations(("officeDocument", "xl/s.xml"))})),
    ("file-damaged", "a part of it is missing", lambda: xlsx("", parts={"xl/_rels/workbook.xml.rels": relations()})),
    ("file-damaged", "it contains no worksheet", lambda: xlsx("", parts=SHEETLESS)),
    ("file-damaged", "its XML is broken", lambda: with_sheet(b"<worksheet>")),
    ("file-damaged", "its XML is broken", lambda: with_sheet(b"<worksheet/>")),
    ("file-damaged", BAD_CELL, lambda: xlsx('<row><c r="XFE1"><v>1</v></c></row>')),
    ("file-damaged", BAD_CELL, lambda: xlsx('<row r="1048577"/>')),
    ("file-damaged", BAD_VALUE, lambda: xlsx('<row><c t="s"><v>7</v></c></row>')),
    ("file-damaged", BAD_VALUE, lambda: xlsx('<row><c t="s"><v>-1</v></c></row>')),
    ("file-damaged", BAD_VALUE, lambda: xlsx("<row><c><v>1,5</v></c></row>")),
    ("file-damaged", BAD_VALUE, lambda: xlsx('<row><c t="inlineStr"><iz><t>85</t></iz></c></row>')),
    ("file-damaged", "a part of it is missing", lambda: xlsx("", parts={"xl/_rels/workbook.xml.rels": STYLELESS})),
    pytest.param("file-unsafe", "it has too many filled cells",
                 lambda: xlsx(numbered("<row><c><v>%d</v></c></row>", 200_001)), marks=pytest.mark.slow),
    ("file-unsafe", "too large when unpacked", lambda: with_sheet(b" " * (40 * 2**20))),
    ("file-unsafe", "it contains too many entries", lambda: xlsx("", parts={f"{n}.xml": b"" for n in range(3_001)})),
    ("file-unsafe", "two of its parts have the same name", lambda: xlsx("", parts={"XL\\Workbook.xml": b"<x/>"})),
    ("file-unsafe", HAS_DTD, lambda: with_sheet(DTD.encode())),
    ("file-unsafe", HAS_DTD, lambda: with_sheet(DTD.encode("utf-16"))),
    ("file-unsafe", HAS_DTD, lambda: with_sheet(DTD.encode("utf-16-be"))),
    ("file-unsafe", HAS_DTD, lambda: with_sheet(b"<?xml version='1.0' encoding='cp037'?>" + DTD.encode("cp037"))),
    pytest.param("file-unsafe", "its XML is too large",
                 lambda: with_sheet(numbered('<r a="%06d"/>', 3_000_001).encode()), marks=pytest.mark.slow),
    ("file-unsafe", DEEP, lambda: with_sheet(b"<a>" * 60_000 + b"</a>" * 60_000)),
    ("file-unsafe", LONG, lambda: with_sheet(b"<x>" + numbered("%09d", 600_000).encode() + b"</x>")),
])
def test_refusals(code: str, reason: str, data: Callable[[], bytes]) -> None:
    """Damaged and hostile files are rejected with a code and a reason; the reader raises nothing else."""
    with pytest.raises(Unreadable) as refused:
        read_workbook(data())
    assert (refused.value.code, refused.value.facts.get("reason_en", "")) == (code, reason)
    assert bool(refused.value.facts.get("reason_th")) == bool(reason)


@pytest.mark.slow
def test_large_but_harmless() -> None:
    """A sheet with a million formatted empty rows is read, and the content below them too."""
    rows = "".join(f'<row r="{n}" s="1"/>' for n in range(1, 1_000_001)) + '<row r="1000001"><c><v>1</v></c></row>'
    assert read(rows) == {"A1000001": "number 1"}


def test_depth_of_real_parts() -> None:
    """Parts with many tags, nested no deeper than in real files, are read."""
    nested = f"{'<x>' * (MAX_DEPTH - 10)}{'</x>' * (MAX_DEPTH - 10)}"
    rows = f"<row><c><extLst>{nested}</extLst></c></row>" * 500
    book: WorkbookContent = read_workbook(xlsx(rows))
    assert book.sheets[0][CellRef(0, 0)].kind is CellKind.EMPTY
