"""A small sparse reader of .xlsx and .xlsm: the cells with content, with formulas and errors distinguished.

It reads the parts decompressed by the guard, in the transitional and the strict namespaces, including content that
other readers lose: error cells, formulas with and without a cached value, percent and date formats, unordered rows,
wrong dimensions.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element

from pmqa_xlsx.catalogue.reasons import NO_SHEET, OTHER_OFFICE, PART_MISSING
from pmqa_xlsx.files import values
from pmqa_xlsx.files.book import BookSheet, Extra, Feature, WorkbookContent
from pmqa_xlsx.files.number_formats import ExcelFormat, format_of
from pmqa_xlsx.files.ooxml.extras import (
    active_parts,
    has_cell_pictures,
    people_of,
    read_notes,
    sheet_extras,
    signatures_of,
)
from pmqa_xlsx.files.ooxml.fast_worksheet import read_fast
from pmqa_xlsx.files.ooxml.notation import STRICT, TRUE, Shared, namespace_of, relation_id, unescape
from pmqa_xlsx.files.ooxml.package import Package, Relation, elements_of, only_part, relations_part
from pmqa_xlsx.files.ooxml.properties import read_properties
from pmqa_xlsx.files.ooxml.shared_texts import shared_texts
from pmqa_xlsx.files.ooxml.worksheet import Worksheet, put_links, read_elements
from pmqa_xlsx.files.refusal import damaged, no_workbook

_TYPES = "[Content_Types].xml"
_FEATURES = {Feature.RULES: b"dataValidation ", Feature.LINKS: b"hyperlink "}


class _Outline(NamedTuple):
    """Content of a workbook's main part.

    :ivar from_1904: whether its dates use the 1904 system.
    :ivar sheets: name, whether hidden, and relation id of each sheet.
    """

    namespace: str
    from_1904: bool
    sheets: tuple[tuple[str, bool, str], ...]


def read_xlsx(package: Package, part: str, skip_sheets: Collection[str] = ()) -> WorkbookContent:
    """Read a workbook.

    :param part: the workbook's main part.
    :param skip_sheets: names of sheets to return without cells.
    :raises Unreadable: ``file-damaged``, ``file-unsafe``, ``file-encrypted`` or ``not-a-workbook``.
    """
    relations = package.relations(part)
    workbook = package.xml_as(part, _outline)
    shared = Shared(
        shared_texts(package, relations), _number_formats(package, relations),
        values.DAYS_TO_1904 if workbook.from_1904 else 0, values.Room(),
        pictures=has_cell_pictures(package, relations))
    kept: set[Feature] = set()

    def read(sheet_part: str) -> Worksheet:
        data = package.checked(sheet_part)
        kept.update(_kept(data, kept))
        return read_fast(data, shared) or read_elements(elements_of(data), shared)

    sheets, extras = read_sheets(package, relations, workbook.sheets, skip_sheets, read, read_notes)
    stated = read_properties(package, part)
    kind = package.side.read(_TYPES, str, _format, package, part, workbook.namespace) or "xlsx"
    return WorkbookContent(
        sheets, stated.custom, stated.saved_at, stated.application, format=kind, extras=extras,
        active=active_parts(package), unread=tuple(package.side.unread), trace=package.side.trace,
        kept=frozenset(kept))


def read_sheets(
    package: Package, relations: Mapping[str, Relation], entries: Iterable[tuple[str, bool, str]],
    skip_sheets: Collection[str], read: Callable[[str], Worksheet], notes: Callable[[Package, str, str], list[Extra]],
) -> tuple[tuple[BookSheet, ...], tuple[Extra, ...]]:
    """The worksheets, and what they contain besides cells; other kinds of sheets (charts, macros) have no cells.

    :param entries: name, whether hidden, and relation id of each sheet.
    :param read: reads a worksheet's part; ``notes`` reads a part with comments.
    :raises Unreadable: ``file-damaged`` or ``file-unsafe``.
    """
    people = people_of(package, relations)
    sheets: list[BookSheet] = []
    extras: list[Extra] = []
    for name, hidden, stated_id in entries:
        relation = relations.get(stated_id)
        if relation is None:
            raise damaged(PART_MISSING)
        if relation.kind != "worksheet":
            extras += [Extra(name, "", "chart", "")] if relation.kind == "chartsheet" else []
            continue
        if name in skip_sheets:
            sheets.append(BookSheet(name, hidden, protected=False, cells={}))
            continue
        part = relation.part
        sheet = read(part)
        if sheet.links:
            put_links(sheet.cells, sheet.links, package.side.read(relations_part(part), dict, package.addresses, part))
        sheets.append(BookSheet(name, hidden, sheet.protected, sheet.cells, footer=sheet.footer,
                                merged=values.cover(sheet.cells, sheet.merged)))
        extras += sheet_extras(package, part, name, people, notes)
    if not sheets:
        raise damaged(NO_SHEET)
    return tuple(sheets), (*extras, *signatures_of(package))


def _outline(tree: Element) -> _Outline:
    """Read a workbook's main part.

    :raises Unreadable: ``not-a-workbook``.
    """
    namespace = namespace_of(tree)
    if tree.tag != f"{namespace}workbook":
        raise no_workbook(OTHER_OFFICE)
    properties = tree.find(f"{namespace}workbookPr")
    return _Outline(
        namespace, properties is not None and properties.get("date1904") in TRUE,
        tuple((unescape(entry.get("name", "")), entry.get("state", "visible") != "visible", relation_id(entry))
              for entry in tree.iterfind(f"{namespace}sheets/{namespace}sheet")))


def _kept(data: bytes, known: Collection[Feature]) -> set[Feature]:
    """What of a form a worksheet part contains, besides what is known of other parts; it is behind the rows."""
    after = max(0, data.rfind(b"sheetData>")) if len(known) < len(_FEATURES) else len(data)  # the tag may have a prefix
    return {feature for feature, mark in _FEATURES.items() if feature not in known and data.find(mark, after) >= 0}


def _number_formats(package: Package, relations: dict[str, Relation]) -> list[ExcelFormat | None]:
    """The number format of each cell style, by style index."""
    part = only_part(relations, "styles")
    if part is None:
        return []
    if part not in package:  # without its styles a date would be read as a number, and 85 % as 0.85
        raise damaged(PART_MISSING)
    return package.xml_as(part, _formats_by_style)


def _formats_by_style(styles: Element) -> list[ExcelFormat | None]:
    namespace = namespace_of(styles)
    codes = {number.get("numFmtId"): number.get("formatCode", "")
             for number in styles.iterfind(f"{namespace}numFmts/{namespace}numFmt")}
    return [_format_of(style.get("numFmtId", "0"), codes)
            for style in styles.iterfind(f"{namespace}cellXfs/{namespace}xf")]


def _format_of(number: str, codes: dict[str | None, str]) -> ExcelFormat | None:
    return format_of(int(number) if number.isascii() and number.isdigit() and len(number) < 9 else 0, codes.get(number))


def _format(package: Package, part: str, namespace: str) -> str:
    """Which of the three formats it is; macros are recognised by the content type of the main part."""
    if namespace == STRICT:
        return "strict"
    types = package.xml(_TYPES) if _TYPES in package else ()
    stated = next((entry.get("ContentType", "") for entry in types
                   if entry.get("PartName", "").lstrip("/").lower() == part.lower()), "")
    return "xlsm" if "macroenabled" in stated.lower() else "xlsx"
