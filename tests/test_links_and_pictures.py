"""What a cell holds besides its text: the address behind a link, a picture as its value; and ink and signatures."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from crafted import zipped
from pmqa_xlsx.answers import read_answer
from pmqa_xlsx.answers.model import State
from pmqa_xlsx.cells import CellKind, CellValue
from pmqa_xlsx.files.open_workbook import read_workbook
from pmqa_xlsx.files.records import Fields, stated_address
from pmqa_xlsx.files.values import by_formula, text_value
from pmqa_xlsx.form.model import Field
from pmqa_xlsx.form.question import Level
from pmqa_xlsx.text.language import Text
from small_books import OFFICE, PACKAGE, STRICT, ods, record8, record12, relations, wide8, wide12, xls, xlsb, xlsx

ADDRESS = "https://drive.example.go.th/1?a=1&b=2"
XML_ADDRESS = ADDRESS.replace("&", "&amp;")
TYPED = '<row r="7"><c r="G7" t="inlineStr"><is><t>%s</t></is></c></row>'
ROW12 = record12(0, struct.pack("<I8xI", 6, 0).ljust(17, b"\0"))
TEXT12 = ROW12 + record12(6, struct.pack("<II", 6, 0) + wide12("แฟ้ม"))
TEXT8 = record8(0x204, struct.pack("<HHH", 6, 6, 0) + wide8("แฟ้ม"))
FORMULA8 = record8(6, struct.pack("<HHH", 6, 6, 0) + b"\0\0\0\0\0\0\xff\xff" + struct.pack("<HIH", 0, 0, 0)
                   + b"\x17" + struct.pack("<BB", len(ADDRESS), 0) + ADDRESS.encode() + b"\x17\1\0x\x42\2\x67\1"
                   ) + record8(0x207, wide8("แฟ้ม"))
FORMULA12 = ROW12 + record12(8, struct.pack("<II", 6, 0) + wide12("แฟ้ม") + bytes(6) + b"\x17" + struct.pack(
    "<H", len(ADDRESS)) + ADDRESS.encode("utf-16-le") + b"\x42\2\x67\1")


def held(data: bytes) -> list[str]:
    """What the cells of the first sheet held, with the addresses behind links."""
    return [cell.held for cell in read_workbook(data).sheets[0].cells.values()]


def linked_xlsx(text: str, address: str, ref: str = "G7", more: str = "") -> bytes:
    rels = (f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r9" Type="{OFFICE}/hyperlink" '
            f'Target="{address}" TargetMode="External"/></Relationships>').encode()
    links = f'<hyperlinks><hyperlink ref="{ref}" r:id="r9"{more}/></hyperlinks>'
    return xlsx(TYPED % text if text else "", after=links,
                parts={"xl/worksheets/_rels/sheet1.xml.rels": rels})


def linked_xlsb() -> bytes:
    link = record12(494, struct.pack("<4I", 6, 6, 6, 6) + wide12("r9") + wide12("") + wide12("") + wide12(""))
    rels = (f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r9" Type="{OFFICE}/hyperlink" '
            f'Target="{XML_ADDRESS}" TargetMode="External"/></Relationships>').encode()
    return xlsb(TEXT12 + record12(146) + link, parts={"xl/worksheets/_rels/sheet1.bin.rels": rels})


def linked_xls(flags: int, content: bytes) -> bytes:
    """A link of .xls over G7, which Excel states as flags and what they say is there."""
    return xls(TEXT8 + record8(0x1B8, struct.pack("<4H16xII", 6, 6, 6, 6, 2, flags) + content))


def text8(text: str) -> bytes:
    return struct.pack("<I", len(text) + 1) + (text + "\0").encode("utf-16-le")


URL8 = bytes.fromhex("e0c9ea79f9bace118c8200aa004ba90b") + struct.pack("<I", 2 * len(ADDRESS) + 2) + (
    ADDRESS + "\0").encode("utf-16-le")
FILE8 = (bytes.fromhex("0303000000000000c000000000000046") + struct.pack("<HI", 0, 4) + b"a.x\0" + bytes(24)
         + struct.pack("<IIH", 20, 14, 3) + "หลัก.pd".encode("utf-16-le"))
CELL_ODS = ('<table:table-row><table:table-cell office:value-type="string"%s><text:p>%s</text:p></table:table-cell>'
            "</table:table-row>")
CALL = f'HYPERLINK("{ADDRESS}","แฟ้ม")'
XML_CALL = CALL.replace("&", "&amp;")


@pytest.mark.parametrize("data", [
    linked_xlsx("แฟ้ม", XML_ADDRESS),
    linked_xlsx("แฟ้ม", XML_ADDRESS, ref="G7:H9"),
    xlsx(f'<row r="7"><c r="G7" t="str"><f>{XML_CALL}</f><v>แฟ้ม</v></c></row>'),
    xlsx(f'<row r="7"><c r="G7" t="str" vm="1"><f>{XML_CALL}</f><v>แฟ้ม</v></c></row>'),
    linked_xlsb(), xlsb(FORMULA12), linked_xls(1, URL8), linked_xls(0x100, text8(ADDRESS)),
    linked_xls(0x11, text8("แฟ้ม") + URL8), xls(FORMULA8),
    ods(CELL_ODS % ("", f'<text:a xlink:href="{XML_ADDRESS}">แฟ้ม</text:a>')),
    ods(CELL_ODS % (f" table:formula='of:={XML_CALL}'", "แฟ้ม")),
], ids=["xlsx", "xlsx, an area", "xlsx, a formula", "xlsx, a formula read element by element", "xlsb",
        "xlsb, a formula", "xls", "xls, as a text", "xls, with a name", "xls, a formula", "ods", "ods, a formula"])
def test_the_address_behind_a_text(data: bytes) -> None:
    """The address of a link is kept with the text before it, in every format and however the link was made."""
    assert held(data) == [f"แฟ้ม <{ADDRESS}>"]


@pytest.mark.parametrize(("address", "link"), [
    ('"https://a.go.th/x"', "https://a.go.th/x"), ('"https://a.go.th/" & "x"', "https://a.go.th/x"),
    ('"https://a.go.th/"&B9', "https://a.go.th/…"), ('"https://a.go.th/?q=""x"""', 'https://a.go.th/?q="x"'),
    ('"#"&B9', ""), ("B9", ""), ('""', "")])
def test_an_address_that_a_formula_joins(address: str, link: str) -> None:
    """An address of several texts is whole; where a cell is joined to it, it does not pass for the whole address."""
    assert by_formula(text_value("x"), f'HYPERLINK({address},"x")').link == link


A, B, CELL, JOINED, BLANK = b"\x17\x01\0a", b"\x17\x01\0b", b"\x44\0\0\0\0", b"\x08", b"\x19\x40\0\x01"
CALLED = b"\x42\x02" + (359).to_bytes(2, "little")


@pytest.mark.parametrize(("tokens", "address"), [
    (A + B + CALLED, "a"), (A + B + JOINED + B + CALLED, "ab"), (A + BLANK + B + BLANK + JOINED + CALLED, "ab"),
    (A + CELL + JOINED + B + JOINED + B + CALLED, "a…"), (A + CELL + CALLED, "a"), (CELL + B + CALLED, ""),
    (A + CALLED[:2] + b"\x06\x01", ""), (A[:1] + b"\x63\0" + CALLED, ""), (A + CELL[:2] + CALLED[2:], "a")])
def test_an_address_in_tokens(tokens: bytes, address: str) -> None:
    """The tokens of a formula in a binary workbook state the same address: each text and cell before what is done."""
    def text(fields: Fields) -> str:
        return fields.take(fields.number(1) + 1)[1:].decode("latin-1")

    assert stated_address(tokens, text, cell=4) == address


@pytest.mark.parametrize(("data", "expected"), [
    (linked_xlsx("a@b.go.th", "mailto:a@b.go.th"), ["a@b.go.th"]),
    (linked_xlsx("a@b.go.th", "mailto:c@d.go.th"), ["a@b.go.th <mailto:c@d.go.th>"]),
    (linked_xlsx("http://b.go.th", "http://b.go.th/"), ["http://b.go.th"]),
    (linked_xlsx("", "http://b.go.th/1"), ["<http://b.go.th/1>"]),
    (linked_xlsx("x", "a.xlsx", more=' location="หมวด!A1"'), ["x <a.xlsx#หมวด!A1>"]),
    (xlsx(TYPED % "x", after='<hyperlinks><hyperlink ref="G7" location="S!A1"/></hyperlinks>'), ["x"]),
    (linked_xls(1, FILE8), ["แฟ้ม <หลัก.pd>"]),
    (linked_xls(8, text8("S!A1")), ["แฟ้ม"]),
    (linked_xls(1, b"\0"), ["แฟ้ม"]),
    (ods(CELL_ODS % ("", "".join(f'<text:a xlink:href="{place}">x</text:a>' for place in ("#S.A1", "a/1", "a/2")))),
     ["xxx <a/1 a/2>"]),
], ids=["a mail's own address", "another address", "the same address", "no text", "a place in another file",
        "a place in the same file", "xls, a file", "xls, a place in the same file", "xls, cut short",
        "ods, several"])
def test_what_is_said_of_a_link(data: bytes, expected: list[str]) -> None:
    """An address that is the text itself, or leads nowhere else, is not said twice; one without a text is kept."""
    assert held(data) == expected


WPS = 'DISPIMG("ID_0123456789ABCDEF",1)'
STRUCTURE = '<rvStructures xmlns="urn:x"><s t="_localImage"><k n="CalcOrigin" t="i"/></s></rvStructures>'
RICH = {"xl/richData/rdrichvaluestructure.xml": STRUCTURE.encode()}
BOOK_RELATIONS = relations(("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "s.xml"), ("styles", "styles.xml"),
                           ("rdRichValueStructure", "richData/rdrichvaluestructure.xml"))
RICH_CELL = '<row r="7"><c r="G7" t="e" vm="1"><v>#VALUE!</v></c></row>'
BOOK_RELATIONS12 = relations(("worksheet", "worksheets/sheet1.bin"), ("styles", "styles.bin"),
                             ("rdRichValueStructure", "richData/rdrichvaluestructure.xml"))
RICH12 = ROW12 + record12(50, struct.pack("<I", 1)) + record12(3, struct.pack("<II", 6, 0) + b"\x0f")


@pytest.mark.parametrize("data", [
    xlsx(f'<row r="7"><c r="G7" t="str"><f>_xlfn.{WPS}</f><v>={WPS}</v></c></row>'),
    xlsx(f'<row r="7"><c r="G7" t="e"><f>_xlfn.{WPS}</f><v>#NAME?</v></c></row>'),
    xlsx('<row r="7"><c r="G7" t="s"><v>0</v></c></row>', strings=f"<si><t>={WPS}</t></si>"),
    xlsx(RICH_CELL, parts={**RICH, "xl/_rels/workbook.xml.rels": BOOK_RELATIONS}),
    xlsx('<row r="7"><c r="G7" t="e"><f>_xlfn.IMAGE("https://a.go.th/1.png")</f><v>#VALUE!</v></c></row>'),
    xlsb(ROW12 + record12(6, struct.pack("<II", 6, 0) + wide12("=" + WPS))),
    xlsb(RICH12, parts={**RICH, "xl/_rels/workbook.bin.rels": BOOK_RELATIONS12}),
    xls(record8(0x204, struct.pack("<HHH", 6, 6, 0) + wide8("=" + WPS))),
    ods(CELL_ODS % (f" table:formula='of:=_xlfn.{WPS}'", "Err:508")),
], ids=["WPS", "WPS, saved by LibreOffice", "WPS, pasted as a value", "Excel, placed in the cell", "IMAGE()",
        "xlsb, WPS", "xlsb, Excel", "xls, WPS", "ods, WPS"])
def test_a_picture_as_the_value(data: bytes) -> None:
    """A picture that WPS or Excel put into a cell as its value is a picture, whatever text stands there for it."""
    assert [cell.kind for cell in read_workbook(data).sheets[0].cells.values()] == [CellKind.PICTURE]


def test_an_error_is_no_picture() -> None:
    """Other rich values, such as a share price, and errors in books without pictures stay errors."""
    assert [cell.kind for cell in read_workbook(xlsx(RICH_CELL)).sheets[0].cells.values()] == [CellKind.ERROR]


INK = (f'<x:wsDr xmlns:x="urn:d" xmlns:r="{OFFICE}"><x:twoCellAnchor><x:from><x:col>6</x:col><x:row>6</x:row></x:from>'
       '<mc:AlternateContent xmlns:mc="urn:mc"><mc:Choice><x:contentPart r:id="r1"/></mc:Choice><mc:Fallback><x:pic/>'
       "</mc:Fallback></mc:AlternateContent></x:twoCellAnchor></x:wsDr>")
VML = ('<xml xmlns:o="urn:o"><v:shape><o:signatureline v:ext="edit" id="{1}" o:suggestedsigner="ผู้ว่า&quot;ฯ" '
       'o:suggestedsigner2="ผวจ." /></v:shape><br></xml>')
SIGNATURE = ('<Signature xmlns="urn:s"><SignatureText>สมชาย</SignatureText><SignatureComments>อนุมัติ</SignatureComments>'
             "</Signature>").encode()
SHEET_RELATIONS = "xl/worksheets/_rels/sheet1.xml.rels"


@pytest.mark.parametrize(("data", "expected"), [
    (xlsx("", parts={SHEET_RELATIONS: relations(("drawing", "../d.xml")), "xl/d.xml": INK.encode()}),
     ("G7", "ink", "")),
    (xlsx("", parts={SHEET_RELATIONS: relations(("vmlDrawing", "../v.vml")),
                     "xl/v.vml": VML.encode()}), ("", "signature-line", 'ผู้ว่า"ฯ: ผวจ.')),
    (xlsx("", parts={"_xmlsignatures/sig1.xml": SIGNATURE, "_xmlsignatures/origin.sigs": b""}),
     ("", "signature", "สมชาย, อนุมัติ")),
    (xlsb(TEXT12, parts={"_xmlsignatures/sig1.xml": SIGNATURE}), ("", "signature", "สมชาย, อนุมัติ")),
    (xls(TEXT8, streams={"_signatures": b"x"}), ("", "signature", "")),
    (ods("", parts={"META-INF/documentsignatures.xml": b"<a>" + SIGNATURE + b"</a>"}),
     ("", "signature", "สมชาย, อนุมัติ")),
], ids=["ink", "a signature line", "xlsx, signed", "xlsb, signed", "xls, signed", "ods, signed"])
def test_ink_and_signatures(data: bytes, expected: tuple[str, str, str]) -> None:
    """Handwriting, a line to sign on and a digital signature are told of, with the words that stand in them."""
    (extra,) = read_workbook(data).extras
    assert (extra.cell, extra.kind, extra.text) == expected


FRAME = ('<x:wsDr xmlns:x="urn:d"><x:twoCellAnchor><x:from><x:col>6</x:col><x:row>6</x:row></x:from><x:graphicFrame>'
         '<x:cNvPr name="กราฟ 1" descr="%s"/><x:%s/></x:graphicFrame></x:twoCellAnchor></x:wsDr>')


@pytest.mark.parametrize(("data", "expected"), [
    (xlsx("", parts={SHEET_RELATIONS: relations(("drawing", "../d.xml")),
                     "xl/d.xml": (FRAME % ("ผล", "chart")).encode()}), [("G7", "chart", "กราฟ 1: ผล")]),
    (xlsx("", parts={SHEET_RELATIONS: relations(("drawing", "../d.xml")),
                     "xl/d.xml": (FRAME % ("", "slicer")).encode()}), []),
    (ods('<table:table-row><table:table-cell><draw:frame draw:name="กราฟ 1"><draw:object xlink:href="./Object 1"/>'
         '<draw:image xlink:href="1.png"/></draw:frame></table:table-cell></table:table-row>'),
     [("A1", "chart", "กราฟ 1")]),
], ids=["xlsx", "another frame", "ods"])
def test_charts(data: bytes, expected: list[tuple[str, str, str]]) -> None:
    """A chart is named, as a unit may put one beside or in place of an answer."""
    assert [(extra.cell, extra.kind, extra.text) for extra in read_workbook(data).extras] == expected


def linked_shape(content: str) -> dict[str, bytes]:
    """The parts of a drawing with a shape at G7 that has a link."""
    rels = (f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r9" Type="{OFFICE}/hyperlink" '
            f'Target="{XML_ADDRESS}" TargetMode="External"/></Relationships>').encode()
    drawing = (f'<x:wsDr xmlns:x="urn:d" xmlns:a="urn:a" xmlns:r="{OFFICE}"><x:oneCellAnchor><x:from><x:col>6</x:col>'
               f"<x:row>6</x:row></x:from>{content}</x:oneCellAnchor></x:wsDr>")
    return {"xl/_rels/d.xml.rels": rels, "xl/d.xml": drawing.encode()}


CLICK = '<a:hlinkClick r:id="r9"/>'
BOX = f"<x:sp><x:nvSpPr><x:cNvPr>{CLICK}</x:cNvPr></x:nvSpPr><x:txBody><a:p><a:t>แฟ้ม</a:t></a:p></x:txBody></x:sp>"
BOX_ODS = (f'<table:table-row><table:table-cell><draw:a xlink:href="{XML_ADDRESS}"><draw:frame draw:name="ตรา">%s'
           "</draw:frame></draw:a></table:table-cell></table:table-row>")


@pytest.mark.parametrize(("data", "expected"), [
    (xlsx("", parts={SHEET_RELATIONS: relations(("drawing", "../d.xml")), **linked_shape(BOX)}),
     ("text-box", f"แฟ้ม <{ADDRESS}>")),
    (xlsb(TEXT12, parts={"xl/worksheets/_rels/sheet1.bin.rels": relations(("drawing", "../d.xml")),
                         **linked_shape(f'<x:pic><x:cNvPr name="ตรา">{CLICK}</x:cNvPr></x:pic>')}),
     ("picture", f"ตรา <{ADDRESS}>")),
    (xlsx("", parts={SHEET_RELATIONS: relations(("drawing", "../d.xml")),
                     **linked_shape(BOX.replace("<a:t>แฟ้ม</a:t>", ""))}), ("text-box", f"<{ADDRESS}>")),
    (ods(BOX_ODS % "<draw:text-box><text:p>แฟ้ม</text:p></draw:text-box>"), ("text-box", f"แฟ้ม <{ADDRESS}>")),
    (ods(BOX_ODS % '<draw:image xlink:href="1.png"/>'), ("picture", f"ตรา (PNG) <{ADDRESS}>")),
], ids=["xlsx, a box", "xlsb, a picture", "xlsx, a box without a text", "ods, a box", "ods, a picture"])
def test_the_address_behind_a_shape(data: bytes, expected: tuple[str, str]) -> None:
    """The address of a link on a picture or a text box is kept too."""
    (extra,) = read_workbook(data).extras
    assert (extra.kind, extra.text) == expected


def test_strict_links() -> None:
    """A link of Strict Open XML is read too."""
    with zipfile.ZipFile(io.BytesIO(linked_xlsx("แฟ้ม", XML_ADDRESS))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for usual, strict in STRICT.items():
        parts = {name: content.replace(usual.encode(), strict.encode()) for name, content in parts.items()}
    assert held(zipped(parts)) == [f"แฟ้ม <{ADDRESS}>"]


def test_a_link_in_an_answer_cell_that_shows_nothing() -> None:
    """It is no answer, but is reported with its address."""
    asked = Field("f", Text("x"), "longtext", Level.CRITERION)
    answer = read_answer(CellValue(CellKind.TEXT, "  ", link=ADDRESS), asked)
    assert (answer.state, answer.raw, [remark.code for remark in answer.remarks]) == (
        State.EMPTY, f"<{ADDRESS}>", ["extra-content"])
