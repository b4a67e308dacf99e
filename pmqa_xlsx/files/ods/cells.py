"""The cells of one table of an OpenDocument spreadsheet, with formulas, errors, per cents and dates distinguished."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from pmqa_xlsx.catalogue.reasons import BAD_ADDRESS, LONG_TOKEN, TOO_MANY_CELLS
from pmqa_xlsx.cells import MAX_COLUMNS, MAX_ROWS, CellKind, CellRef, CellValue, Shown
from pmqa_xlsx.files import values
from pmqa_xlsx.files.refusal import damaged, unsafe
from pmqa_xlsx.text.excel_text import number_text

_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
OFFICE, TABLE, TEXT = _OASIS % "office", _OASIS % "table", _OASIS % "text"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_GROUPS = frozenset(TABLE + name for name in ("table-row-group", "table-header-rows", "table-rows"))
_CELLS = frozenset(TABLE + name for name in ("table-cell", "covered-table-cell"))
_PARAGRAPH, _TYPE = TEXT + "p", OFFICE + "value-type"
_HREF = "{http://www.w3.org/1999/xlink}href"
_BREAKS = {TEXT + "tab": "\t", TEXT + "line-break": "\n"}
_ERROR_TEXT = re.compile(r"#(?:N/A|REF!|NAME\?|VALUE!|DIV/0!|NUM!|NULL!)|Err:[0-9]{3}")
_DURATION = re.compile(r"(-?)P(?:(\d{1,9})D)?T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9}(?:[.,]\d{1,12})?)S)?", re.ASCII)
#: Most characters of one cell; Excel allows 32,767.
_MAX_TEXT = 2**20


def placed_cells(table: Element) -> Iterator[tuple[CellRef, int, int, Element]]:
    """The elements of cells with content, each with its place and its numbers of repeated rows and columns.

    :raises Unreadable: ``file-damaged`` for a cell outside a worksheet.
    """
    row = 0
    for element in _rows(table):
        repeated = _count(element, "number-rows-repeated")
        column = 0
        for cell in element:
            if cell.tag not in _CELLS:
                continue
            width = _count(cell, "number-columns-repeated")
            if len(cell) or cell.get(_TYPE) or cell.get(TABLE + "formula"):
                if row + repeated > MAX_ROWS or column + width > MAX_COLUMNS:
                    raise damaged(BAD_ADDRESS)
                yield CellRef(row, column), repeated, width, cell
            column += width
        row += repeated


def read_cells(table: Element, room: values.Room) -> dict[CellRef, CellValue]:
    """The cells of a table that have content.

    :raises Unreadable: ``file-damaged`` or ``file-unsafe``.
    """
    cells: dict[CellRef, CellValue] = {}
    for ref, rows, columns, element in placed_cells(table):
        value = _value(element)
        if value is None:
            continue
        if rows * columns > values.MAX_CELLS:
            raise unsafe(TOO_MANY_CELLS)
        for row in range(ref.row, ref.row + rows):
            for column in range(ref.column, ref.column + columns):
                cells[CellRef(row, column)] = value
        room.check(cells)
    room.take(cells)
    return cells


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


def _value(cell: Element) -> CellValue | None:
    """The value of one cell; ``None`` if it has only a style, a comment or a picture."""
    value = _content(cell)
    if value is None:
        return None
    if formula := cell.get(TABLE + "formula"):
        value = values.by_formula(value, formula)
    address = next((link.get(_HREF, "") for link in cell.iterfind(f"{_PARAGRAPH}//{TEXT}a")), "")
    return values.linked(value, address) if address else value


def _content(cell: Element) -> CellValue | None:
    formula = cell.get(TABLE + "formula") is not None
    kind = cell.get(_TYPE, "")
    if cell.get(_CALC + "value-type") == "error" or (formula and _ERROR_TEXT.fullmatch(text_of(cell))):
        return values.error_value(text_of(cell), formula)
    if kind in ("float", "currency", "percentage"):
        return _number(cell.get(OFFICE + "value", ""), text_of(cell), kind == "percentage", formula)
    if kind == "boolean":
        return values.boolean_value(cell.get(OFFICE + "boolean-value", "").strip().lower() in ("true", "1"), formula)
    if kind == "date":
        return values.stated_date(cell.get(OFFICE + "date-value", ""), formula)
    if kind == "time":
        return _time(cell.get(OFFICE + "time-value", ""), text_of(cell), formula)
    stated = cell.get(OFFICE + "string-value")
    text = text_of(cell) if stated is None else stated
    if kind == "string" and formula:
        return values.text_value(text, formula)
    if text:
        return values.text_value(text, formula)
    return values.UNCALCULATED if formula else None


class Seen(NamedTuple):
    """A number format of which only the shown text of one number is known."""

    seen: str

    def text(self, number: float) -> str:
        """The text shown in the cell; the plain number if the file does not give it."""
        return self.seen or number_text(number)


def _number(stated: str, seen: str, percentage: bool, formula: bool) -> CellValue:
    """A number; per cent only if it is shown with the sign, since a format may use it for some numbers only."""
    value = values.stated_number(stated, None, 0, formula)
    shown = Shown.PERCENT if percentage and (not seen or "%" in seen) else Shown.PLAIN
    return value._replace(shown=shown, format=Seen(seen) if seen else None)


def _time(text: str, seen: str, formula: bool) -> CellValue:
    match = _DURATION.fullmatch(text.strip())
    if match is None:
        return values.text_value(text, formula)
    days, hours, minutes = (int(part or 0) for part in match.group(2, 3, 4))
    seconds = float((match[5] or "0").replace(",", "."))
    total = days + hours / 24 + minutes / 1_440 + seconds / 86_400
    return CellValue(CellKind.NUMBER, -total if match[1] else total, Shown.TIME, formula, Seen(seen))


def text_of(element: Element) -> str:
    """The paragraphs directly in an element, one on each line."""
    return "\n".join(paragraph_text(child) for child in element if child.tag == _PARAGRAPH)


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
