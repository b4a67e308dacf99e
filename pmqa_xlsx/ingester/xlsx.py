"""A small sparse reader of SpreadsheetML: the cells that hold something, with formulas and errors told apart.

It reads the parts that the guard inflates, in the transitional and the strict namespaces, and answers for what
other readers lose: error cells, formulas with and without a cached value, percent and date formats, unordered
rows, wrong dimensions. Formats 59–81 without a format string are Thai Excel's built-in ones (ECMA-376, 18.8.30).
"""

from __future__ import annotations

import datetime as dt
import posixpath
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from pmqa_xlsx.cells import MAX_ROWS, CellKind, CellRef, CellValue, Shown
from pmqa_xlsx.ingester.book import Book, BookSheet, Unreadable
from pmqa_xlsx.ingester.package import Package

MAX_CELLS = 400_000
_PERCENT_IDS = frozenset({9, 10, 67, 68})
_DATE_IDS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59), *range(71, 82)})
_LITERALS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_DATE_LETTERS = re.compile(r"[dmyhsbg]|e(?![+-])", re.IGNORECASE)
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_DATE_1904_OFFSET = 1462
_EPOCH = dt.datetime(1899, 12, 30)


def read_xlsx(data: bytes) -> Book:
    """Read a workbook.

    :raises Unreadable: ``file-damaged``, ``file-unsafe``, ``file-encrypted`` or ``not-a-workbook``.
    """
    package = Package(data)
    workbook_part = _workbook_part(package)
    workbook = package.xml(workbook_part)
    relations = _relations(package, workbook_part)
    strings = _shared_strings(package, relations)
    shown = _number_formats(package, relations)
    properties = next(_children(workbook, "workbookPr"), None)
    date_offset = _DATE_1904_OFFSET if properties is not None and properties.get("date1904") in ("1", "true") else 0
    sheets: list[BookSheet] = []
    for entry in (sheet for parent in _children(workbook, "sheets") for sheet in _children(parent, "sheet")):
        kind, part = relations.get(_attribute(entry, "id"), ("", ""))
        if kind != "worksheet":
            continue
        cells, protected, footer = _read_sheet(package.xml(part), strings, shown, date_offset)
        sheets.append(BookSheet(_unescape(entry.get("name", "")), entry.get("state", "visible") != "visible",
                                protected, cells, footer))
    if not sheets:
        raise Unreadable("file-damaged", why="no worksheet")
    names = {name.get("name", ""): "".join(name.itertext()) for parent in _children(workbook, "definedNames")
             for name in _children(parent, "definedName") if name.get("localSheetId") is None}
    saved_at, application = _document_properties(package)
    return Book(tuple(sheets), names, _custom_properties(package), saved_at, application)


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _children(element: Element, name: str) -> Iterator[Element]:
    return (child for child in element if _local(child) == name)


def _attribute(element: Element, name: str) -> str:
    """An attribute by its local name, in whatever namespace: ``r:id`` differs between the two editions."""
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), "")


def _relations(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """What a part refers to: (kind, part name) by relation id."""
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    if path not in package:
        return {}
    return {
        relation.get("Id", ""): (relation.get("Type", "").rpartition("/")[2],
                                 posixpath.normpath(posixpath.join("/" + folder, relation.get("Target", ""))))
        for relation in package.xml(path) if relation.get("TargetMode") != "External"
    }


def _workbook_part(package: Package) -> str:
    for kind, part in _relations(package, "").values():
        if kind == "officeDocument":
            if package.xml(part).tag.rpartition("}")[2] != "workbook":
                raise Unreadable("not-a-workbook", kind="Office document")
            return part
    raise Unreadable("not-a-workbook", kind="zip")


def _shared_strings(package: Package, relations: dict[str, tuple[str, str]]) -> list[str]:
    for kind, part in relations.values():
        if kind == "sharedStrings" and part in package:
            return [_rich_text(item) for item in package.xml(part) if _local(item) == "si"]
    return []


def _rich_text(item: Element) -> str:
    """The text of a string item: its runs joined, phonetic hints left out."""
    parts: list[str] = []
    for child in item:
        name = _local(child)
        if name == "t":
            parts.append(child.text or "")
        elif name == "r":
            parts += [text.text or "" for text in _children(child, "t")]
    return _unescape("".join(parts))


def _unescape(text: str) -> str:
    """Decode ``_x000D_`` escapes, in which the format hides characters that XML cannot hold."""
    if "_x" not in text:
        return text
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)


def _number_formats(package: Package, relations: dict[str, tuple[str, str]]) -> list[Shown]:
    """How each cell style shows a number, by style index."""
    part = next((part for kind, part in relations.values() if kind == "styles" and part in package), None)
    if part is None:
        return []
    styles = package.xml(part)
    codes = {number.get("numFmtId"): number.get("formatCode", "") for parent in _children(styles, "numFmts")
             for number in parent}
    known: dict[str, Shown] = {}
    result: list[Shown] = []
    for style in (style for parent in _children(styles, "cellXfs") for style in parent):
        number = style.get("numFmtId", "0")
        if number not in known:
            known[number] = _shown(number, codes.get(number))
        result.append(known[number])
    return result


def _shown(number: str, code: str | None) -> Shown:
    if code is None:
        value = int(number) if number.isascii() and number.isdigit() else 0
        if value in _PERCENT_IDS:
            return Shown.PERCENT
        return Shown.DATE if value in _DATE_IDS else Shown.PLAIN
    bare = _LITERALS.sub("", code)
    if "%" in bare:
        return Shown.PERCENT
    if bare.strip().lower() in ("general", "@", ""):
        return Shown.PLAIN
    return Shown.DATE if _DATE_LETTERS.search(bare.split(";")[0]) else Shown.PLAIN


def _read_sheet(
    root: Element, strings: list[str], shown: list[Shown], date_offset: int,
) -> tuple[dict[CellRef, CellValue], bool, str]:
    """The cells of a sheet, whether it is protected, and its footer."""
    if _local(root) != "worksheet":
        raise Unreadable("file-damaged", why="worksheet part")
    namespace = root.tag[:-len("worksheet")]
    cells: dict[CellRef, CellValue] = {}
    row_number = -1
    for row in root.iterfind(f"{namespace}sheetData/{namespace}row"):
        row_number = _index(row.get("r"), row_number + 1, MAX_ROWS)
        column = -1
        for cell in row:
            address = cell.get("r")
            ref = _ref(address) if address else CellRef(row_number, column + 1)
            column = ref.column
            if len(cell) == 0:
                continue
            value = _cell_value(cell, strings, shown, date_offset)
            if value is not None:
                cells[ref] = value
                if len(cells) > MAX_CELLS:
                    raise Unreadable("file-unsafe", why="cells")
    protection = root.find(f"{namespace}sheetProtection")
    footer = root.find(f"{namespace}headerFooter/{namespace}oddFooter")
    return (cells, protection is not None and protection.get("sheet") in ("1", "true"),
            (footer.text or "") if footer is not None else "")


def _index(text: str | None, otherwise: int, limit: int) -> int:
    index = int(text) - 1 if text and text.isascii() and text.isdigit() and len(text) < 9 else otherwise
    if not 0 <= index < limit:
        raise Unreadable("file-damaged", why="row number")
    return index


def _ref(address: str) -> CellRef:
    try:
        return CellRef.parse(address)
    except ValueError as error:
        raise Unreadable("file-damaged", why="cell address") from error


def _cell_value(cell: Element, strings: list[str], shown: list[Shown], date_offset: int) -> CellValue | None:
    """What one cell holds; nothing for a cell with a style alone."""
    formula = False
    text: str | None = None
    for child in cell:
        name = _local(child)
        if name == "v":
            text = child.text or ""
        elif name == "f":
            formula = True
        elif name == "is":
            text = _rich_text(child)
    kind = cell.get("t", "n")
    if text is None or (text == "" and kind not in ("str", "inlineStr")):
        return CellValue(CellKind.EMPTY, None, formula=True) if formula else None
    if kind == "s":
        index = _index_of(text, len(strings))
        return CellValue(CellKind.TEXT, strings[index], formula=formula)
    if kind in ("str", "inlineStr"):
        return CellValue(CellKind.TEXT, _unescape(text), formula=formula)
    if kind == "b":
        return CellValue(CellKind.BOOLEAN, text.strip() in ("1", "true"), formula=formula)
    if kind == "e":
        return CellValue(CellKind.ERROR, text.strip(), formula=formula)
    return _number(text, kind, _style(cell, shown), date_offset, formula)


def _style(cell: Element, shown: list[Shown]) -> Shown:
    style = cell.get("s", "0")
    index = int(style) if style.isascii() and style.isdigit() and len(style) < 9 else 0
    return shown[index] if index < len(shown) else Shown.PLAIN


def _index_of(text: str, count: int) -> int:
    text = text.strip()
    if not (text.isascii() and text.isdigit() and len(text) < 10) or int(text) >= count:
        raise Unreadable("file-damaged", why="shared string")
    return int(text)


def _number(text: str, kind: str, shown: Shown, date_offset: int, formula: bool) -> CellValue:
    if kind == "d":
        try:
            moment = dt.datetime.fromisoformat(text.strip().rstrip("Z"))
        except ValueError:
            return CellValue(CellKind.TEXT, text, formula=formula)
        return CellValue(CellKind.NUMBER, (moment - _EPOCH) / dt.timedelta(days=1), Shown.DATE, formula)
    try:
        number = float(text)
    except ValueError as error:
        raise Unreadable("file-damaged", why="number") from error
    if shown is Shown.DATE:
        number += date_offset
    return CellValue(CellKind.NUMBER, number, shown, formula)


def _document_properties(package: Package) -> tuple[dt.datetime | None, str]:
    """When an editor saved the file, with time zone, and the editor's name."""
    saved_at: dt.datetime | None = None
    application = ""
    if "docProps/core.xml" in package:
        for element in package.xml("docProps/core.xml"):
            if _local(element) == "modified" and element.text:
                saved_at = _moment(element.text.strip())
    if "docProps/app.xml" in package:
        for element in package.xml("docProps/app.xml"):
            if _local(element) == "Application":
                application = (element.text or "").strip()
    return saved_at, application


def _moment(text: str) -> dt.datetime | None:
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def _custom_properties(package: Package) -> dict[str, str]:
    if "docProps/custom.xml" not in package:
        return {}
    return {_unescape(element.get("name", "")): _unescape("".join(element.itertext()))
            for element in package.xml("docProps/custom.xml")}
