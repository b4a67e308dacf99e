"""The cells of one table of an OpenDocument spreadsheet, with formulas, errors, per cents and dates distinguished."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from pmqa_xlsx.catalogue.reasons import BAD_ADDRESS, LONG_TOKEN, TOO_MANY_CELLS
from pmqa_xlsx.cells import MAX_COLUMNS, MAX_ROWS, CellArea, CellRef, CellValue, Shown
from pmqa_xlsx.files import values
from pmqa_xlsx.files.number_formats import COMPARISONS
from pmqa_xlsx.files.refusal import damaged, unsafe
from pmqa_xlsx.text.excel_text import number_text

#: The namespaces of the format, in braces, by their names.
OASIS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
STYLE = OASIS % "style"
_NUMBER = OASIS % "datastyle"
_SHOWN = {_NUMBER + "percentage-style": Shown.PERCENT, _NUMBER + "date-style": Shown.DATE,
          _NUMBER + "time-style": Shown.TIME}
_DATA_STYLES = frozenset(_SHOWN) | {_NUMBER + "number-style", _NUMBER + "currency-style", _NUMBER + "text-style"}
#: The numbers that another data style shows; LibreOffice stores each section of a format as one.
_CONDITION = re.compile(r"value\(\)(<=|>=|!=|<|>|=)(-?[0-9]{1,20}(?:\.[0-9]{1,20})?(?:E[+-]?[0-9]{1,3})?)",
                        re.IGNORECASE)
#: Most styles that take their number format from each other.
_MOST_PARENTS = 20
OFFICE, TABLE, TEXT = OASIS % "office", OASIS % "table", OASIS % "text"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_GROUPS = frozenset(TABLE + name for name in ("table-row-group", "table-header-rows", "table-rows"))
_CELLS = frozenset(TABLE + name for name in ("table-cell", "covered-table-cell"))
_PARAGRAPHS = frozenset({TEXT + "p", TEXT + "h"})
_HOLDERS = _PARAGRAPHS | {TEXT + "list", TABLE + "table"}
_PARAGRAPH, _TYPE, _DEFAULT_STYLE = TEXT + "p", OFFICE + "value-type", TABLE + "default-cell-style-name"
_NUMBERS = ("float", "currency", "percentage")
#: The kinds of values, each with the attribute that gives the value.
_VALUES = {**dict.fromkeys(_NUMBERS, OFFICE + "value"),
           **{kind: f"{OFFICE}{kind}-value" for kind in ("date", "time", "boolean", "string")}}
_CONTENT = (TABLE + "formula", _TYPE, *dict.fromkeys(_VALUES.values()))
_HREF = "{http://www.w3.org/1999/xlink}href"
_BREAKS = {TEXT + "tab": "\t", TEXT + "line-break": "\n"}
_ERROR_TEXT = re.compile(r"#(?:N/A|REF!|NAME\?|VALUE!|DIV/0!|NUM!|NULL!)|Err:[0-9]{3}")
_DURATION = re.compile(r"(-?)P(?:(\d{1,9})D)?T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9}(?:[.,]\d{1,12})?)S)?", re.ASCII)
#: Most characters of one cell; Excel allows 32,767.
_MAX_TEXT = 2**20


class _CellStyle(NamedTuple):
    data_style: str
    parent: str


class CellStyles:
    """The cell styles of a document.

    :param roots: the elements of its parts in which styles are defined.
    """

    def __init__(self, roots: Iterable[Element]) -> None:
        self._styles: dict[str, _CellStyle] = {}
        self._formats: dict[str, Shown] = {}
        self._conditions: dict[str, list[tuple[str, float, str]]] = {}  # by data style, each with another data style
        for root in roots:
            for element in root.iter():
                if element.tag in _DATA_STYLES:
                    name = element.get(STYLE + "name", "")
                    self._formats[name] = _SHOWN.get(element.tag, Shown.PLAIN)
                    self._conditions[name] = [
                        (stated[1], float(stated[2]), use.get(STYLE + "apply-style-name", ""))
                        for use in element.iterfind(STYLE + "map")
                        if (stated := _CONDITION.fullmatch(use.get(STYLE + "condition", "")))]
                elif element.tag == STYLE + "style" and element.get(STYLE + "family") == "table-cell":
                    self._styles[element.get(STYLE + "name", "")] = _CellStyle(
                        element.get(STYLE + "data-style-name", ""), element.get(STYLE + "parent-style-name", ""))

    def shown(self, name: str, number: float) -> Shown:
        """How a style shows a number, which may decide between several formats."""
        for _ in range(_MOST_PARENTS):
            style = self._styles.get(name)
            if style is None:
                break
            if style.data_style:
                used = next((other for sign, limit, other in self._conditions.get(style.data_style, ())
                             if COMPARISONS[sign](number, limit)), style.data_style)
                return self._formats.get(used, Shown.PLAIN)
            name = style.parent
        return Shown.PLAIN


class PlacedCell(NamedTuple):
    """The element of a cell with content, and its place.

    :ivar rows: number of rows over which it is repeated; ``columns`` likewise.
    :ivar style: the name of its style: its own, else its row's, else its column's.
    """

    ref: CellRef
    rows: int
    columns: int
    element: Element
    style: str


def placed_cells(table: Element) -> Iterator[PlacedCell]:
    """The cells of a table with content.

    :raises Unreadable: ``file-damaged`` for a cell outside a worksheet.
    """
    row = 0
    by_column = _column_styles(table)
    for element in _rows(table):
        repeated = _count(element, "number-rows-repeated")
        of_row = element.get(_DEFAULT_STYLE, "")
        column = 0
        for cell in element:
            if cell.tag not in _CELLS:
                continue
            width = _count(cell, "number-columns-repeated")
            if len(cell) or any(map(cell.get, _CONTENT)):
                if row + repeated > MAX_ROWS or column + width > MAX_COLUMNS:
                    raise damaged(BAD_ADDRESS)
                style = cell.get(TABLE + "style-name", "") or of_row or next(
                    (style for end, style in by_column if column < end), "")
                yield PlacedCell(CellRef(row, column), repeated, width, cell, style)
            column += width
        row += repeated


def _column_styles(table: Element) -> list[tuple[int, str]]:
    """The default styles of the columns, from left to right: the column after each run, zero-based, and its style."""
    styles: list[tuple[int, str]] = []
    end = 0
    for element in table.iter(TABLE + "table-column"):
        end += _count(element, "number-columns-repeated")
        styles.append((end, element.get(_DEFAULT_STYLE, "")))
    return styles if any(style for _, style in styles) else []


def read_cells(
    table: Element, room: values.Room, styles: CellStyles,
) -> tuple[dict[CellRef, CellValue], tuple[CellArea, ...]]:
    """The cells of a table that have content, and the areas that are merged.

    :raises Unreadable: ``file-damaged`` or ``file-unsafe``.
    """
    cells: dict[CellRef, CellValue] = {}
    merged: list[CellArea] = []
    for ref, rows, columns, element, style in placed_cells(table):
        below, beside = _count(element, "number-rows-spanned"), _count(element, "number-columns-spanned")
        if below > 1 or beside > 1:
            merged.append(CellArea(ref, CellRef(ref.row + below - 1, ref.column + beside - 1)))
        value = _value(element, style, styles)
        if value is None:
            continue
        if rows * columns > values.MAX_CELLS:
            raise unsafe(TOO_MANY_CELLS)
        for row in range(ref.row, ref.row + rows):
            for column in range(ref.column, ref.column + columns):
                cells[CellRef(row, column)] = value
        room.check(cells)
    room.take(cells)
    return cells, tuple(merged)


def _rows(table: Element) -> Iterator[Element]:
    waiting = list(reversed(table))
    while waiting:
        element = waiting.pop()
        if element.tag == TABLE + "table-row":
            yield element
        elif element.tag in _GROUPS:
            waiting += reversed(element)


def _count(element: Element, name: str) -> int:
    text = element.get(TABLE + name, "1")
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 9 else 1


def _value(cell: Element, style: str, styles: CellStyles) -> CellValue | None:
    """The value of one cell; ``None`` if it has only a style, a comment or a picture."""
    value = _content(cell, style, styles)
    if value is None:
        return None
    if formula := cell.get(TABLE + "formula"):
        value = values.by_formula(value, formula)
    links = (link.get(_HREF, "") for link in cell.iterfind(f"{_PARAGRAPH}//{TEXT}a"))  # a text may have several
    address = " ".join(dict.fromkeys(link for link in links if not link.startswith("#")))
    return values.linked(value, address) if address else value


def _content(cell: Element, style: str, styles: CellStyles) -> CellValue | None:
    formula = cell.get(TABLE + "formula") is not None
    kind = _kind(cell)
    if cell.get(_CALC + "value-type") == "error" or (formula and _ERROR_TEXT.fullmatch(text_of(cell))):
        return values.error_value(text_of(cell), formula)
    if kind in _NUMBERS:
        value = values.stated_number(cell.get(OFFICE + "value", ""), None, 0, formula)
        if not isinstance(value.value, float):  # too large a number is an error
            return value
        shown = Shown.PERCENT if kind == "percentage" else styles.shown(style, value.value)
        return _seen(value, text_of(cell), shown)
    if kind == "boolean":
        return values.boolean_value(cell.get(OFFICE + "boolean-value", "").strip().lower() in ("true", "1"), formula)
    if kind == "date":
        value = values.stated_date(cell.get(OFFICE + "date-value", ""), formula)
        return value._replace(format=Seen(seen)) if value.shown is Shown.DATE and (seen := text_of(cell)) else value
    if kind == "time":
        return _time(cell.get(OFFICE + "time-value", ""), text_of(cell), formula)
    stated = cell.get(OFFICE + "string-value")
    text = text_of(cell) if stated is None else stated
    if formula and (cell.get(_TYPE) == "string" or kind == "string"):
        return values.text_value(text, formula)
    if text or (formula and cell.find(_PARAGRAPH) is not None):  # LibreOffice states no kind for an empty result
        return values.text_value(text, formula)
    return values.UNCALCULATED if formula else None


def _kind(cell: Element) -> str:
    """The kind of a cell's value; empty if the text counts, since the kind is given without its value."""
    stated = cell.get(_TYPE)
    if stated is not None:
        return stated if cell.get(_VALUES.get(stated, "")) else ""
    return next((kind for kind, attribute in _VALUES.items() if cell.get(attribute)), "")


class Seen(NamedTuple):
    """A number format of which only the shown text of one number is known."""

    seen: str

    def text(self, number: float) -> str:
        """The text shown in the cell; the plain number if the file does not give it."""
        return self.seen or number_text(number)


def _seen(value: CellValue, seen: str, shown: Shown) -> CellValue:
    """A number; per cent only if it is shown with the sign, since a format may use it for some numbers only."""
    if shown is Shown.PERCENT and seen and "%" not in seen:
        shown = Shown.PLAIN
    return value._replace(shown=shown, format=Seen(seen) if seen else None)


def _time(text: str, seen: str, formula: bool) -> CellValue:
    match = _DURATION.fullmatch(text.strip())
    if match is None:
        return values.text_value(text, formula)
    days, hours, minutes = (int(part or 0) for part in match.group(2, 3, 4))
    seconds = float((match[5] or "0").replace(",", "."))
    total = days + hours / 24 + minutes / 1_440 + seconds / 86_400
    number = values.number_value(-total if match[1] else total, None, formula=formula)
    return number._replace(shown=Shown.TIME, format=Seen(seen))


def text_of(element: Element) -> str:
    """The paragraphs in an element, also those of a list or an inner table, one on each line."""
    return "\n".join(paragraph_text(part) for child in element if child.tag in _HOLDERS
                     for part in child.iter() if part.tag in _PARAGRAPHS)


def paragraph_text(paragraph: Element) -> str:
    """The text of a paragraph with its spans and links; its spaces, tabs and breaks are separate elements.

    :raises Unreadable: ``file-unsafe`` for one that becomes far too long.
    """
    if len(paragraph) == 0:
        return paragraph.text or ""
    parts: list[str] = []
    size = 0
    waiting: list[Element | str] = [paragraph]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            parts.append(item)
            size += len(item)
            if size > _MAX_TEXT:
                raise unsafe(LONG_TOKEN)
        elif item.tag == TEXT + "s":
            waiting.append(" " * _spaces(item))
        elif item.tag in _BREAKS:
            waiting.append(_BREAKS[item.tag])
        elif item.tag != OFFICE + "annotation":
            for child in reversed(item):
                waiting += (child.tail or "", child)
            waiting.append(item.text or "")
    return "".join(parts)


def _spaces(element: Element) -> int:
    text = element.get(TEXT + "c", "1")
    return min(int(text), _MAX_TEXT) if text.isascii() and text.isdigit() and len(text) < 9 else 1
