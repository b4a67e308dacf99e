"""What a file states twice with different contents: neither is read in silence, in any format."""

import struct

import pytest

from crafted import zipped
from pmqa_xlsx.files.open_workbook import read_workbook
from pmqa_xlsx.files.refusal import Unreadable
from small_books import (
    MAIN,
    OFFICE,
    PACKAGE,
    cells_of,
    ods,
    record8,
    record12,
    relations,
    wide8,
    wide12,
    xls,
    xlsb,
    xlsx,
)

ROW = '<row r="1"><c r="A1"><v>%s</v></c></row>'
SECOND = f'<worksheet xmlns="{MAIN}"><sheetData>{ROW % 2}</sheetData></worksheet>'.encode()
ROW12 = record12(0, bytes(17)) + record12(6, struct.pack("<II", 0, 0) + wide12("a"))
ROW_ODS = ('<table:table-row><table:table-cell office:value-type="float" office:value="%s"/></table:table-row>')
TABLE_ODS = '<table:table table:name="%s">' + ROW_ODS % 2 + "</table:table>"


def one_id(*targets: str) -> bytes:
    """A workbook's relations that all have the same id."""
    entries = "".join(f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="{target}"/>' for target in targets)
    return f'<Relationships xmlns="{PACKAGE}/relationships">{entries}</Relationships>'.encode()


def beside(*more: tuple[str, str]) -> bytes:
    """A workbook's relations with these besides the usual ones."""
    usual = (("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "s.xml"), ("styles", "styles.xml"))
    return relations(*usual, *more)


@pytest.mark.parametrize(("data", "reason"), [
    (xlsx(ROW % 1, parts={"xl/worksheets/sheet2.xml": SECOND, "xl/_rels/workbook.xml.rels": one_id(
        "worksheets/sheet1.xml", "worksheets/sheet2.xml")}), "two of its parts have the same name"),
    (xlsb(ROW12, parts={"xl/worksheets/sheet2.bin": b"", "xl/_rels/workbook.bin.rels": one_id(
        "worksheets/sheet1.bin", "worksheets/sheet2.bin")}), "two of its parts have the same name"),
    *((xlsx(ROW % 1, parts={"xl/x.xml": b"<x/>", "xl/_rels/workbook.xml.rels": beside((kind, "x.xml"))}),
       "two of its parts have the same name") for kind in ("sharedStrings", "styles")),
    *((xlsb(ROW12, parts={"xl/x.bin": b"", "xl/_rels/workbook.bin.rels": relations(
        ("worksheet", "worksheets/sheet1.bin"), (kind, "sharedStrings.bin"), (kind, "x.bin"))}),
       "two of its parts have the same name") for kind in ("sharedStrings", "styles")),
    (xlsx(ROW % 1, parts={"_rels/.rels": relations(("officeDocument", "xl/workbook.xml"), ("officeDocument", "x.xml")),
                          "x.xml": b"<x/>"}), "two of its parts have the same name"),
    (xlsx("<row><c><v>1</v><v>2</v></c></row>"), "the value of a cell cannot be read"),
    (xlsx('<row><c t="inlineStr"><is><t>a</t></is><is><t>b</t></is></c></row>'), "the value of a cell cannot be read"),
    (xlsb(ROW12, parts={"xl/_rels/workbook.bin.rels": relations(
        ("worksheet", "worksheets/sheet1.bin"), ("styles", "gone.bin"))}), "a part of it is missing"),
], ids=["a relation", "xlsb, a relation", "shared texts", "styles", "xlsb, shared texts", "xlsb, styles",
        "the workbook's part", "a value", "an inline text", "xlsb, no styles"])
def test_a_file_that_contradicts_itself(data: bytes, reason: str) -> None:
    """Either of two parts or values may be meant: the file is damaged, as it is for Excel."""
    with pytest.raises(Unreadable) as refused:
        read_workbook(data)
    assert (refused.value.code, refused.value.facts["reason_en"]) == ("file-damaged", reason)


def test_the_same_relation_twice() -> None:
    """Two equal relations are one."""
    data = xlsx(ROW % 1, parts={"xl/_rels/workbook.xml.rels": one_id(*["worksheets/sheet1.xml"] * 2)})
    assert cells_of(read_workbook(data)) == {"A1": "number 1"}


def xls_twice() -> bytes:
    """An .xls that lists two sheets of one name; the first begins where the second one does."""
    cell = record8(0x204, struct.pack("<HHH", 0, 0, 0) + wide8("a"))
    return xls(cell, before=record8(0x85, struct.pack("<I", 0) + b"\1\0" + wide8("ก", "B")))


@pytest.mark.parametrize(("data", "sheets"), [
    (xlsx(ROW % 1, parts={
        "xl/worksheets/sheet2.xml": SECOND,
        "xl/_rels/workbook.xml.rels": beside(("worksheet", "worksheets/sheet2.xml")),
        "xl/workbook.xml": f'''<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="S" r:id="r1"/>
            <sheet name="S" r:id="r4"/></sheets></workbook>'''.encode()}), ["S: number 1", "S: number 2"]),
    (ods(ROW_ODS % 1, after=TABLE_ODS % "ก"), ["ก: number 1", "ก: number 2"]),
    (ods(ROW_ODS % 1, after="</office:spreadsheet><office:spreadsheet>" + TABLE_ODS % "ข"),
     ["ก: number 1", "ข: number 2"]),
    (xls_twice(), ["ก: ", "ก: text a"]),
], ids=["xlsx", "ods", "ods, two bodies", "xls"])
def test_two_sheets_of_one_name(data: bytes, sheets: list[str]) -> None:
    """Both are read; if both belong to the form, the second one is a copy, and different answers are a conflict."""
    book = read_workbook(data)
    assert [f"{sheet.name}: {', '.join(cells_of(book, place).values())}" for place, sheet in enumerate(book.sheets)
            ] == sheets


def test_a_part_twice_in_an_ods() -> None:
    """The names of parts are compared ignoring case, in every kind of package."""
    with pytest.raises(Unreadable) as refused:
        read_workbook(zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>",
                              "Content.xml": b"<x/>"}))
    assert refused.value.code == "file-unsafe"
