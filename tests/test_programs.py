"""The program that saved a return is recognised, and what it dropped of the form is one notice."""

from __future__ import annotations

import re
from codecs import BOM_UTF8

import pytest

from crafted_files import SHEET
from crafted_form import FORM, LAYOUT, packed, parts_of, reworked
from pmqa_xlsx.files.book import Feature
from pmqa_xlsx.files.file_kinds import FileKind
from pmqa_xlsx.files.open_workbook import read_workbook
from pmqa_xlsx.files.sniffing import sniff
from pmqa_xlsx.ingester.model import Reading
from pmqa_xlsx.ingester.read_return import read_return
from pmqa_xlsx.ingester.request import ReadingRequest
from small_books import MAIN, ods, xls, xlsx

REQUEST = ReadingRequest((FORM,))
APP, CORE, BOOK = "docProps/app.xml", "docProps/core.xml", "xl/workbook.xml"
GOOD = parts_of(reworked(lambda _: None)("001"))
Parts = dict[str, bytes]


def stated(program: str, version: str | None = None) -> Parts:
    """Return the part in which a program names itself; with a version, or with none if it is empty."""
    part = re.sub(rb"<Application>[^<]*", b"<Application>" + program.encode(), GOOD[APP])
    if version is not None:
        part = re.sub(rb"<AppVersion>[^<]*</AppVersion>", f"<AppVersion>{version}</AppVersion>".encode() if version
                      else b"", part)
    return {APP: part}


def in_part(name: str, old: bytes, new: bytes) -> Parts:
    """Return a part with every match of a pattern replaced."""
    assert re.search(old, GOOD[name]), (name, old)
    return {name: re.sub(old, new, GOOD[name])}


def read(parts: Parts) -> Reading:
    """Read the return with some parts replaced."""
    return read_return(REQUEST, packed(parts))


EXCEL_JS = in_part(BOOK, rb'rupBuild="[0-9]*"', b'rupBuild="9303"')[BOOK].replace(
    b'calcId="', b'calcId="171027" was="')


@pytest.mark.parametrize(("changed", "program"), [
    ({}, "Microsoft Excel"),
    (stated("Microsoft Excel", "16.0300"), "Microsoft Excel"),
    (stated("ONLYOFFICE/10.0.0.170", ""), "ONLYOFFICE/10.0.0.170"),
    (stated("gnumeric", "1.1255"), "gnumeric"),
    (stated("SheetJS"), "SheetJS"), (stated("hucre"), "hucre"),
    (stated("Microsoft Excel Compatible / Openpyxl 3.1.5", "3.1"), "Microsoft Excel Compatible / Openpyxl 3.1.5"),
    (stated("Microsoft Excel", "16.0300") | {BOOK: EXCEL_JS}
     | in_part(CORE, rb"<dc:creator>|<dc:creator/>", b"<dc:creator>Unknown</dc:creator><dc:creator>"), "ExcelJS"),
    (stated("Microsoft Excel", "") | {BOOK: BOM_UTF8 + GOOD[BOOK]}, "Spire.XLS"),
    (stated("Microsoft Excel", "") | in_part(BOOK, rb"<fileVersion[^>]*>", b""), "R openxlsx"),
    (in_part(BOOK, rb"(<fileVersion[^>]*)/>", rb"\1></fileVersion>"), "Excelize"),
    (in_part(CORE, rb"<dc:creator>.*?</dc:creator>|<dc:creator/>", b""), "Apache POI"),
], ids=lambda value: value if isinstance(value, str) else "")
def test_the_program_that_saved_it(changed: Parts, program: str) -> None:
    """A program states itself, or is known by what only it writes."""
    if program == "ExcelJS":
        changed[CORE] = re.sub(rb"<dc:creator>Unknown</dc:creator><dc:creator>(</dc:creator>)?",
                               b"<dc:creator>Unknown</dc:creator>", changed[CORE])
    assert read({**GOOD, **changed}).saved_by == program


def test_aspose_by_the_order_of_its_parts() -> None:
    """Its packages begin with the worksheets."""
    assert read({SHEET: GOOD[SHEET], **GOOD}).saved_by == "Aspose.Cells"


WITHOUT = {
    "protection": lambda part: re.sub(rb"<sheetProtection[^>]*/>", b"", part),
    "rules": lambda part: re.sub(rb"<dataValidations.*</dataValidations>", b"", part, flags=re.DOTALL),
    "links": lambda part: re.sub(rb"<hyperlinks>.*</hyperlinks>", b"", part, flags=re.DOTALL),
}


def dropped(*what: str, program: str = "Microsoft Excel") -> list[tuple[str, str]]:
    """Return code and message of the findings of a return that a program saved without these things."""
    parts = {**GOOD, **stated(program)}
    for name in parts:
        if name.startswith("xl/worksheets/sheet"):
            for one in what:
                parts[name] = WITHOUT[one](parts[name]) if one in WITHOUT else parts[name]
    if "hiding" in what:
        parts[BOOK] = re.sub(rb' state="(?:veryH|h)idden"', b"", parts[BOOK])
    return [(finding.code, finding.message("en")) for finding in read(parts).findings]


SAVED_BY = "The file was saved as a workbook by {}; its answers were read."
DROPPED = " The program that saved it dropped {}."
PROTECTION, HIDING = "the protection of the sheets", "the hiding of the program's own sheets"
RULES, LINKS = "the checks of answers and the lists to choose from", "the links between sheets"
SHEETS = ", ".join(sheet.name.th for sheet in LAYOUT.sheets if any(sheet.slots()))


@pytest.mark.parametrize(("what", "program", "found"), [
    ((), "Microsoft Excel", []),
    ((), "ONLYOFFICE/10", [("format-converted", SAVED_BY.format("ONLYOFFICE"))]),
    (("protection",), "Microsoft Excel",
     [("protection-removed", f"The protection of these sheets was removed: {SHEETS}.")]),
    (("protection",), "SheetJS", [("format-converted", SAVED_BY.format("SheetJS") + DROPPED.format(PROTECTION))]),
    (("hiding",), "gnumeric", [("format-converted", SAVED_BY.format("Gnumeric") + DROPPED.format(HIDING))]),
    (("protection", "rules", "links", "hiding"), "Microsoft Excel",
     [("format-converted", SAVED_BY.format("a program").replace("by a program", "by a program other than Excel")
       + DROPPED.format(", ".join((PROTECTION, HIDING, RULES, LINKS))))]),
    (("rules", "links"), "hucre",
     [("format-converted", SAVED_BY.format("hucre") + DROPPED.format(f"{RULES}, {LINKS}"))]),
], ids=["nothing", "a program that keeps all", "a person", "SheetJS", "Gnumeric", "an unknown program", "hucre"])
def test_what_a_program_dropped_is_one_notice(
    what: tuple[str, ...], program: str, found: list[tuple[str, str]],
) -> None:
    """Nobody is told nine times what one program did; protection that a person took off is told as such."""
    assert dropped(*what, program=program) == found


def test_protection_of_one_sheet_is_that_of_a_person() -> None:
    """A program takes off none or all."""
    parts = {**GOOD, **stated("LibreOffice/24.2")}
    parts[SHEET] = WITHOUT["protection"](parts[SHEET])
    assert [finding.code for finding in read(parts).findings] == ["format-converted", "protection-removed"]


def test_sheetjs_by_its_stream() -> None:
    """In an .xls nothing else says that it wrote the file."""
    assert read_workbook(xls(b"", streams={"\1Sh33tJ5": b"x"})).application == "SheetJS"


@pytest.mark.parametrize(("rows", "kept"), [
    ("", set()),
    ('<table:table-row><table:table-cell office:value-type="string"><text:p><text:a xlink:href="#S.A1">S</text:a>'
     "</text:p></table:table-cell></table:table-row>", {Feature.LINKS}),
])
def test_what_an_ods_kept(rows: str, kept: set[Feature]) -> None:
    """Links inside the workbook are the form's; others are typed."""
    assert read_workbook(ods(rows)).kept == kept


def test_elements_with_a_prefix() -> None:
    """Microsoft's Open XML SDK writes ``x:`` before all names; what is behind the rows is there all the same."""
    behind = '<x:dataValidations/><x:dataValidation type="list"/><x:hyperlinks><x:hyperlink ref="A1"/></x:hyperlinks>'
    sheet = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData/><x:sheetData></x:sheetData>{behind}</x:worksheet>'
    assert read_workbook(xlsx("", parts={"xl/worksheets/sheet1.xml": sheet.encode()})).kept == {*Feature}


@pytest.mark.parametrize("front", ["50/", "./", "/", "a/ข/", "50\\"])
@pytest.mark.parametrize("data", [
    xlsx("<row><c><v>85</v></c></row>"),
    ods("<table:table-row/>", parts={"META-INF/manifest.xml": b"<manifest/>"})], ids=["xlsx", "ods"])
def test_an_unpacked_workbook_packed_again(data: bytes, front: str) -> None:
    """Somebody unpacked the workbook, because a browser called it a zip, and sends the folder: it is read as it was."""
    parts = {front: b"", "__MACOSX/50/._x": b"\0"} | {front + name: part for name, part in parts_of(data).items()}
    again = packed({name: part for name, part in parts.items() if name not in ("./", "/", "50\\")})
    assert (sniff(again), read_workbook(again).sheets) == (sniff(data), read_workbook(data).sheets)


@pytest.mark.parametrize("beside", ["51/xl/workbook.xml", "51.xlsx"])
def test_a_folder_beside_others_is_no_workbook(beside: str) -> None:
    """A zip with more than the one folder stays a zip, so that what else is in it is found."""
    parts = {f"50/{name}": part for name, part in parts_of(xlsx("")).items()}
    assert sniff(packed({**parts, beside: b""})) is FileKind.ZIP
