"""Broken or unusual parts besides the answers: the answers are read, and the part is named."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from crafted import zipped
from pmqa_xlsx.files.book import WorkbookContent
from pmqa_xlsx.files.ooxml import properties
from pmqa_xlsx.files.ooxml import xlsx as xlsx_reader
from pmqa_xlsx.files.open_workbook import read_workbook
from pmqa_xlsx.files.refusal import Unreadable
from small_books import (
    OFFICE,
    PACKAGE,
    cells_of,
    ods,
    record8,
    record12,
    relations,
    xls,
    xlsb,
    xlsx,
)

ROW = '<row r="1"><c r="A1"><v>85</v></c></row>'
ROW12 = record12(0, bytes(17)) + record12(5, struct.pack("<IId", 0, 0, 85))
ROW8 = record8(0x203, struct.pack("<HHHd", 0, 0, 0, 85))
ROW_ODS = '<table:table-row><table:table-cell office:value-type="float" office:value="85"/></table:table-row>'
RELATIONS = "xl/worksheets/_rels/sheet1.xml.rels"
NOTE = b'<comments><commentList><comment ref="c7"><text><t>x</t></text></comment></commentList></comments>'
RELATIONS12 = "xl/worksheets/_rels/sheet1.bin.rels"
EIGHTY_FIVE = {"A1": "number 85"}


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def beside(kind: str, content: bytes = b"") -> bytes:
    """A workbook with a part of that kind on its sheet."""
    return xlsx(ROW, parts={RELATIONS: relations((kind, "../side.xml")), "xl/side.xml": content})


NOTE8 = record8(0x1C, b"\0\0\0") + record8(0x5D, b"\0") + record8(0x15, b"\x05\0\1")


@pytest.mark.parametrize(("data", "unread"), [
    *((xlsx(ROW, parts={f"docProps/{name}.xml": b""}), f"docProps/{name}.xml") for name in ("core", "app", "custom")),
    (xlsx(ROW, parts={"docProps/core.xml": b"<x>"}), "docProps/core.xml"),
    *((beside(kind), "xl/side.xml") for kind in ("comments", "threadedComment", "drawing")),
    (beside("comments", b"<comments><commentList><comment ref='A1'></commentList>"), "xl/side.xml"),
    (xlsx(ROW, parts={RELATIONS: b"<Relationships"}), RELATIONS),
    (xlsx(ROW, parts={"_rels/.rels": b""}), "_rels/.rels"),
    (xlsx(ROW, parts={"[Content_Types].xml": b"<spreadsheetml"}), "[Content_Types].xml"),
    (xlsx(ROW, parts={"_xmlsignatures/sig1.xml": b""}), "_xmlsignatures/sig1.xml"),
    (xlsb(ROW12, parts={RELATIONS12: relations(("comments", "../c.bin")), "xl/c.bin": b"\x80"}),
     "xl/c.bin"),
    (xlsb(ROW12, parts={"docProps/app.xml": b""}), "docProps/app.xml"),
    *((ods(ROW_ODS, parts={name: b""}), name) for name in ("meta.xml", "styles.xml", "META-INF/manifest.xml")),
    (xls(ROW8 + NOTE8), "ก"),
], ids=str)
def test_a_broken_part(data: bytes, unread: str) -> None:
    """A properties, comments, drawing, signature or relations part that is empty or cut short is named; no answer is
    lost.
    """
    book = read_workbook(data)
    assert (cells_of(book), book.unread, book.trace) == (EIGHTY_FIVE, (unread,), "")


def test_properties_of_xls_that_cannot_be_read() -> None:
    """The property streams of an .xls are read as far as they can be."""
    book = read_workbook(xls(ROW8, streams={"\5SummaryInformation": b"\xfe\xff" + bytes(60)}))
    assert (cells_of(book), book.properties) == (EIGHTY_FIVE, {})


def test_a_hostile_part_rejects_the_file() -> None:
    """What nobody builds by mistake is no broken part."""
    with pytest.raises(Unreadable) as refused:
        read_workbook(xlsx(ROW, parts={"docProps/core.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"}))
    assert refused.value.code == "file-unsafe"


def fail(*_arguments: object) -> None:
    raise ZeroDivisionError


@pytest.mark.parametrize(("module", "name", "unread"), [
    (xlsx_reader, "read_notes", "xl/side.xml"), (properties, "_texts", "docProps/app.xml")])
def test_an_exception_nobody_foresaw(
    monkeypatch: pytest.MonkeyPatch, module: object, name: str, unread: str,
) -> None:
    """In reading such a part it costs that part only, and its traceback is kept."""
    monkeypatch.setattr(module, name, fail)
    book = read_workbook(beside("comments", NOTE))
    assert (cells_of(book), book.unread[0], "ZeroDivisionError" in book.trace) == (EIGHTY_FIVE, unread, True)


def renamed_relations(old: str, new: str) -> bytes:
    parts = parts_of(xlsx(ROW))
    return zipped({name: content.replace(old.encode(), new.encode()) for name, content in parts.items()})


FOREIGN = (f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="x" Type="urn:other/officeDocument" '
           f'Target="other.xml"/><Relationship Id="r" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
           "</Relationships>").encode()
GONE = FOREIGN.replace(b"urn:other/", OFFICE.encode() + b"/")


def in_utf16(data: bytes, *, mark: bool, name: str = "") -> bytes:
    """A workbook whose XML parts, or one of them, are in UTF-16."""
    def coded(part: str, content: bytes) -> bytes:
        if (name and part != name) or part == "mimetype":
            return content
        text = '<?xml version="1.0" encoding="UTF-16" standalone="yes"?>' + content.decode()
        return text.encode("utf-16" if mark else "utf-16-le")

    return zipped({part: coded(part, content) for part, content in parts_of(data).items()})


@pytest.mark.parametrize("data", [
    xlsx(ROW, parts={"_rels/.rels": FOREIGN, "other.xml": b"<other/>"}), xlsx(ROW, parts={"_rels/.rels": GONE}),
    xlsx(ROW, parts={"_rels/.rels": relations(("extended-properties", "docProps/app.xml"))}),
    xlsx(ROW.replace('"A1"', '"a1"')), in_utf16(xlsx(ROW), mark=True), in_utf16(xlsx(ROW), mark=False),
    in_utf16(ods(ROW_ODS), mark=True), in_utf16(ods(ROW_ODS), mark=False),
    in_utf16(xlsx(ROW), mark=True, name="xl/worksheets/sheet1.xml"),
    xlsx(ROW, parts={"docProps/core.xml": b'<?xml version="1.0" encoding="UTF-16"?><x/>'}),
], ids=["a foreign relation first", "a relation that leads nowhere first", "no relation to the workbook",
        "small letters in addresses", "UTF-16", "UTF-16 without a mark", "ods in UTF-16",
        "ods in UTF-16 without a mark", "one part in UTF-16", "UTF-8 that says it is UTF-16"])
def test_an_unusual_package(data: bytes) -> None:
    """Whatever other programs write is read as any workbook."""
    book = read_workbook(data)
    assert (cells_of(book), book.unread) == (EIGHTY_FIVE, ())


def test_small_letters_beside_cells() -> None:
    """A comment's address may be in small letters too."""
    assert [extra.cell for extra in read_workbook(beside("comments", NOTE)).extras] == ["C7"]


@pytest.mark.parametrize(("sheet", "footer", "expected"), [
    (ROW8 + record8(0x15, b"\0\0"), "", EIGHTY_FIVE),
    (ROW8 + record8(0x15, b"\3\0&Cx"), "&Cx", EIGHTY_FIVE),
    (record8(0x204, struct.pack("<HHHH", 0, 0, 0, 2) + b"ab"), "", {"A1": "text ab"}),
    (record8(0x204, struct.pack("<HHHH", 0, 0, 0, 0)), "", {"A1": "text "}),
    (record8(6, struct.pack("<HHH", 0, 0, 0) + b"\0\0\0\0\0\0\xff\xff" + bytes(8)) + record8(0x207, b"\2\0ab"), "",
     {"A1": "=text ab"}),
], ids=["an empty footer", "a footer", "a cell", "an empty cell", "a formula"])
def test_texts_of_xls_without_flags(sheet: bytes, footer: str, expected: dict[str, str]) -> None:
    """Texts of .xls that lack the byte which says how wide they are take one byte a character."""
    book: WorkbookContent = read_workbook(xls(sheet))
    assert (cells_of(book), book.sheets[0].footer) == (expected, footer)


def test_properties_on_lines_of_their_own() -> None:
    """White space round a property's value is no part of it."""
    custom = (b'<Properties xmlns:vt="urn:vt">\n <property name="pmqa_form">\n  <vt:lpwstr>crafted</vt:lpwstr>'
              b"\n </property>\n</Properties>")
    meta = b"""<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
        xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"><office:meta>
        <meta:user-defined meta:name="pmqa_form">
          crafted
        </meta:user-defined></office:meta></office:document-meta>"""
    books = [xlsx(ROW, parts={"docProps/custom.xml": custom}), ods(ROW_ODS, parts={"meta.xml": meta})]
    assert [dict(read_workbook(book).properties) for book in books] == [{"pmqa_form": "crafted"}] * 2


