"""Content of a return besides its cells, encrypted returns, and random bytes."""

import base64
import contextlib
import io
import random
import zipfile

import msoffcrypto.format.ooxml
import pytest
import xlsxwriter
from hypothesis import example, given, settings
from hypothesis import strategies as st

from crafted import compound, zipped
from pmqa_xlsx.files.open_workbook import read_workbook
from pmqa_xlsx.files.refusal import Unreadable
from pmqa_xlsx.findings import Finding
from small_books import ODF, cells_of, ods, record8, relations, wide8, xls, xlsb, xlsx

ROW = "<row><c><v>85</v></c></row>"
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC")
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"


def extras_of(data: bytes) -> list[tuple[str, str, str, str]]:
    """Cell, kind, text and author of the content besides the cells."""
    return [(extra.cell, extra.kind, extra.text, extra.author) for extra in read_workbook(data).extras]


def test_comments_boxes_and_pictures() -> None:
    """Comments with their authors, texts of text boxes and names of pictures and charts are read."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet()
        sheet.write_comment("B5", "ดูหน้า 3", {"author": "สมชาย"})
        sheet.insert_textbox("D8", "ข้อความ\nบรรทัดสอง")
        sheet.insert_image("F10", "seal.png", {"image_data": io.BytesIO(PICTURE), "description": "ตราจังหวัด"})
        chart = book.add_chart({"type": "radar"})
        chart.add_series({"values": "=Sheet1!$A$1:$A$3"})
        sheet.insert_chart("H1", chart)
    assert extras_of(buffer.getvalue()) == [
        ("B5", "comment", "ดูหน้า 3", "สมชาย"), ("F10", "picture", "Picture 1 (PNG): ตราจังหวัด", ""),
        ("H1", "chart", "Chart 2", ""), ("D8", "text-box", "ข้อความ\nบรรทัดสอง", "")]


def test_threaded_comments() -> None:
    """Each comment of a thread is read with its author, without the note that Excel stores for old programs."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    threads = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    notes = (f'<comments xmlns="{main}"><authors><author>tc={{1}}</author><author>ก</author></authors><commentList>'
             '<comment ref="B2" authorId="0"><text><t>[Threaded comment]</t></text></comment>'
             '<comment ref="C2" authorId="1"><text><r><t>a </t></r><r><t>b</t></r></text></comment>'
             "</commentList></comments>")
    thread = (f'<ThreadedComments xmlns="{threads}"><threadedComment ref="B2" personId="p"><text>ถาม</text>'
              '</threadedComment><threadedComment ref="B2" personId="q" parentId="1"><text>ตอบ</text></threadedComment>'
              "</ThreadedComments>")
    people = f'<personList xmlns="{threads}"><person id="p" displayName="สมชาย"/></personList>'
    assert extras_of(xlsx(ROW, parts={
        "xl/worksheets/_rels/sheet1.xml.rels": relations(("comments", "../c.xml"), ("threadedComment", "../t.xml")),
        "xl/_rels/workbook.xml.rels": relations(("worksheet", "worksheets/sheet1.xml"), ("person", "p.xml")),
        "xl/c.xml": notes.encode(), "xl/t.xml": thread.encode(), "xl/p.xml": people.encode()})) == [
        ("C2", "comment", "a b", "ก"), ("B2", "comment", "ถาม", "สมชาย"), ("B2", "comment", "ตอบ", "")]


def test_copies_for_older_programs() -> None:
    """A text in a group counts once, even if the file has a copy for older programs; an empty shape is ignored."""
    shape = "<xdr:sp><xdr:txBody><a:p><a:r><a:t>ก</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
    drawing = (f'<xdr:wsDr xmlns:xdr="{DRAWING}/spreadsheetDrawing" xmlns:a="{DRAWING}/main" xmlns:mc="m">'
               f"<xdr:absoluteAnchor><mc:AlternateContent><mc:Choice><xdr:grpSp>{shape}<xdr:sp/></xdr:grpSp></mc:Choice>"
               f"<mc:Fallback>{shape}</mc:Fallback></mc:AlternateContent></xdr:absoluteAnchor></xdr:wsDr>")
    parts = {"xl/worksheets/_rels/sheet1.xml.rels": relations(("drawing", "../d.xml")), "xl/d.xml": drawing.encode()}
    assert extras_of(xlsx(ROW, parts=parts)) == [("", "text-box", "ก", "")]


@pytest.mark.parametrize(("names", "active"), [
    ("xl/theme/theme1.xml xl/media/image1.png xl/charts/chart1.xml", ""),
    ("xl/vbaProject.bin xl/_rels/vbaProject.bin.rels", "xl/vbaProject.bin"),
    ("xl/externalLinks/externalLink1.xml xl/externalLinks/_rels/externalLink1.xml.rels",
     "xl/externalLinks/externalLink1.xml"),
    ("xl/embeddings/oleObject1.bin xl/activeX/activeX1.xml xl/ctrlProps/ctrlProp1.xml xl/connections.xml",
     "xl/activeX/activeX1.xml xl/connections.xml xl/ctrlProps/ctrlProp1.xml xl/embeddings/oleObject1.bin"),
    ("XL\\MacroSheets\\sheet1.xml customUI/customUI14.xml", "XL/MacroSheets/sheet1.xml customUI/customUI14.xml"),
])
def test_active_parts(names: str, active: str) -> None:
    """Macros, links, objects, controls and connections are listed by name; the values are still read."""
    book = read_workbook(xlsx(ROW, parts=dict.fromkeys(names.split(), b"")))
    assert (book.active, cells_of(book)) == (tuple(active.split()), {"A1": "number 85"})


def test_active_in_xls() -> None:
    """The macro storage of an .xls is listed."""
    assert read_workbook(xls(b"", streams={"_VBA_PROJECT_CUR": b"x"})).active == ("_VBA_PROJECT_CUR",)


def test_other_workbooks_in_xls() -> None:
    """The workbooks to which the formulas of an .xls refer are listed by their paths."""
    sources = (b"\1\0\1\4", b"\1\0\1\x3a", b"\1\0" + wide8("\1\1C\3งาน\3other.xls") + wide8("S"))
    data = xls(b"", before=b"".join(record8(0x1AE, source) for source in sources))
    assert read_workbook(data).active == ("C/งาน/other.xls",)


def encrypted_xlsx(password: str) -> bytes:
    """An encrypted workbook as Excel makes it."""
    buffer = io.BytesIO()
    data = xlsx(ROW, parts={"xl/media/image1.png": random.Random(1).randbytes(9_000)})  # small ones come out wrong
    msoffcrypto.format.ooxml.OOXMLFile(io.BytesIO(data)).encrypt(password, buffer)
    return buffer.getvalue()


CELL = '<table:table-cell office:value-type="float" office:value="85"/>'


def encrypted_ods(part: str) -> bytes:
    """An encrypted .ods as LibreOffice makes it: content.xml, or since 24.2 all of it as encrypted-package."""
    manifest = f'<manifest:file-entry manifest:full-path="{part}"><manifest:encryption-data/></manifest:file-entry>'
    return zipped({
        "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": f"<manifest:manifest {ODF}>{manifest}</manifest:manifest>".encode(), part: b"secret"})


@pytest.mark.parametrize(("data", "passwords", "opened"), [
    (encrypted_xlsx("VelvetSweatshop"), (), True),
    (encrypted_xlsx("ลับ 123"), ("no", "ลับ 123"), True),
    (encrypted_xlsx("ลับ 123"), ("no", ""), False),
    (encrypted_ods("content.xml"), ("no",), False),
    (encrypted_ods("encrypted-package"), ("no",), False),
    (compound({("EncryptedPackage",): b"x" * 99, ("EncryptionInfo",): b"x" * 99}), ("no",), False),
])
def test_passwords(data: bytes, passwords: tuple[str, ...], opened: bool) -> None:
    """An encrypted workbook is read with Excel's own password or a given one, else this is reported."""
    if opened:
        assert cells_of(read_workbook(data, passwords)) == {"A1": "number 85"}
        return
    with pytest.raises(Unreadable) as refused:
        read_workbook(data, passwords)
    assert refused.value.code == "file-encrypted"


def test_advice_for_ods() -> None:
    """The sender of an encrypted .ods is asked to save it without a password: no option opens it."""
    with pytest.raises(Unreadable) as refused:
        read_workbook(encrypted_ods("content.xml"))
    assert "Save with password" in Finding("file-encrypted", facts=refused.value.facts).fix("en")


@pytest.mark.parametrize("data", [
    compound({("EncryptedPackage",): b"x" * 99, ("\6DataSpaces", "DRMEncryptedTransform"): b"x"}),
    compound({("\tDRMContent",): b"x" * 99, ("Workbook",): b"x" * 99}),
], ids=["xlsx", "xls"])
def test_rights_management(data: bytes) -> None:
    """A workbook that only the sender's organisation can open has no password to remove: the advice is another one."""
    with pytest.raises(Unreadable) as refused:
        read_workbook(data, ("no",))
    finding = Finding(refused.value.code, facts=refused.value.facts)
    assert finding.code == "file-encrypted"
    assert "restricted to the sender's organisation" in finding.message("en")
    assert "Unrestricted Access" in finding.fix("en")
    assert "Sensitivity" in finding.fix("th")


def test_password_that_takes_too_long() -> None:
    """A file that needs far more hashing rounds than Excel uses is rejected at once."""
    data = compound({("EncryptedPackage",): b"x" * 99, ("EncryptionInfo",): b'spinCount="90000000"' * 9})
    with pytest.raises(Unreadable) as refused:
        read_workbook(data, ("no",))
    assert refused.value.code == "file-unsafe"


SAMPLES = (xlsx(ROW), xlsb(b"\0\x11" + bytes(17) + b"\x05\x10" + bytes(16)), ods(ROW),
           xls(record8(0x204, bytes(6) + wide8("ก"))), encrypted_ods("content.xml"))


@st.composite
def mutants(draw: st.DrawFn) -> bytes:
    """A workbook with a few bytes changed, in the file or inside one of its parts."""
    data = draw(st.sampled_from(SAMPLES))
    if not data.startswith(b"PK") or draw(st.booleans()):
        return draw(changed(data))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = draw(st.sampled_from(sorted(parts)))
    return zipped({**parts, name: draw(changed(parts[name]))})


@st.composite
def changed(draw: st.DrawFn, data: bytes) -> bytes:
    """The bytes with some replaced, inserted or removed."""
    for _ in range(draw(st.integers(1, 5))):
        start = draw(st.integers(0, len(data)))
        piece = draw(st.one_of(st.binary(max_size=8), st.sampled_from((b"-1", b"4294967296", b"nan", b"\xff" * 4))))
        data = data[:start] + piece + data[start + draw(st.sampled_from((0, len(piece), 40))):]
    return data


@given(st.one_of(st.binary(max_size=600), mutants()))
@example(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
@settings(max_examples=400)
def test_nothing_else_leaves_the_reader(data: bytes) -> None:
    """Any bytes are read or rejected with the reader's one error."""
    with contextlib.suppress(Unreadable):
        read_workbook(data, ("x",))
