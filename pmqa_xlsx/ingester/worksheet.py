"""The cells of one worksheet in SpreadsheetML.

Rows may come in any order and need no numbers, cells no addresses; what the file says of its own dimension is not
asked. Elements are forgotten once read, so that a sheet with a million empty rows takes little memory.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from xml.etree.ElementTree import Element

from pmqa_xlsx.cells import MAX_COLUMNS, MAX_ROWS, CellKind, CellRef, CellValue, Shown
from pmqa_xlsx.ingester import values
from pmqa_xlsx.ingester.package import Package
from pmqa_xlsx.ingester.reasons import BAD_ADDRESS, BAD_VALUE, BROKEN_XML, damaged
from pmqa_xlsx.ingester.strings import STRICT, TRANSITIONAL, rich_text, unescape

_EPOCH = dt.datetime(1899, 12, 30)
_TRUE = ("1", "true")
_address = lru_cache(maxsize=20_000)(CellRef.parse)


@dataclass(frozen=True, slots=True)
class _Names:
    """The names of the elements that matter, in one of the two namespaces."""

    row: str
    value: str
    formula: str
    inline: str
    protection: str
    footer: str
    root: str


_NAMES = tuple(
    _Names(*(namespace + name for name in ("row", "v", "f", "is", "sheetProtection", "oddFooter", "worksheet")))
    for namespace in (TRANSITIONAL, STRICT))
_WANTED = {name: names for names in _NAMES for name in (names.row, names.protection, names.footer, names.root)}


@dataclass(frozen=True, slots=True)
class Shared:
    """What the cells of all sheets of a workbook refer to.

    :ivar texts: the shared strings, as values ready for use.
    :ivar shown: how each cell style shows a number.
    :ivar days: what to add to the workbook's dates.
    :ivar room: how many more cells may be filled.
    """

    texts: Sequence[CellValue]
    shown: Sequence[Shown]
    days: int
    room: values.Room


@dataclass(slots=True)
class Worksheet:
    """What was read of a worksheet part."""

    cells: dict[CellRef, CellValue] = field(default_factory=dict)
    protected: bool = False
    footer: str = ""


def read_worksheet(package: Package, part: str, shared: Shared) -> Worksheet:
    """Read a worksheet part.

    :raises Unreadable: ``file-damaged`` or ``file-unsafe``.
    """
    sheet = Worksheet()
    row_number = -1
    is_worksheet = False
    for element in package.elements(part):
        names = _WANTED.get(element.tag)
        if names is None:
            continue
        if element.tag == names.row:
            row_number = _row_number(element, row_number)
            _read_row(element, names, row_number, sheet.cells, shared)
            shared.room.check(sheet.cells)
            element.clear()
        elif element.tag == names.protection:
            sheet.protected = element.get("sheet") in _TRUE
        elif element.tag == names.footer:
            sheet.footer = unescape(element.text or "")
        else:
            is_worksheet = True
    if not is_worksheet:
        raise damaged(BROKEN_XML)
    shared.room.take(sheet.cells)
    return sheet


def _row_number(row: Element, before: int) -> int:
    stated = row.get("r")
    if stated is None:
        number = before + 1
    elif stated.isascii() and stated.isdigit() and len(stated) < 9:
        number = int(stated) - 1
    else:
        raise damaged(BAD_ADDRESS)
    if not 0 <= number < MAX_ROWS:
        raise damaged(BAD_ADDRESS)
    return number


def _read_row(row: Element, names: _Names, number: int, cells: dict[CellRef, CellValue], shared: Shared) -> None:
    column = -1
    for cell in row:
        address = cell.get("r")
        try:
            ref = _address(address) if address else CellRef(number, column + 1)
        except ValueError as error:
            raise damaged(BAD_ADDRESS) from error
        column = ref.column
        if column >= MAX_COLUMNS:
            raise damaged(BAD_ADDRESS)
        if len(cell):
            value = _value(cell, names, shared)
            if value is not None:
                cells[ref] = value


def _value(cell: Element, names: _Names, shared: Shared) -> CellValue | None:
    """What one cell holds; nothing for a cell with a style alone."""
    text = cell.findtext(names.value)
    formula = cell.find(names.formula) is not None
    kind = cell.get("t", "n")
    if kind == "s" and text and not formula:
        return _shared_text(text, shared.texts)
    if text is None and (inline := cell.find(names.inline)) is not None:
        return values.text_value(rich_text(inline), formula)
    if text is None or (text == "" and kind != "str"):
        return values.UNCALCULATED if formula else None
    if kind in ("str", "inlineStr"):
        return values.text_value(unescape(text), formula)
    if kind == "n":
        return _number(text, _style(cell, shared.shown), shared.days, formula)
    if kind == "b":
        return values.boolean_value(text.strip() in _TRUE, formula)
    if kind == "e":
        return values.error_value(text.strip(), formula)
    if kind == "d":
        return _date(text, formula)
    if kind == "s":
        return values.text_value(_shared_text(text, shared.texts).raw, formula)
    raise damaged(BAD_VALUE)


def _shared_text(text: str, texts: Sequence[CellValue]) -> CellValue:
    text = text.strip()
    if text.isascii() and text.isdigit() and len(text) < 10 and int(text) < len(texts):
        return texts[int(text)]
    raise damaged(BAD_VALUE)


def _style(cell: Element, shown: Sequence[Shown]) -> Shown:
    style = cell.get("s", "0")
    index = int(style) if style.isascii() and style.isdigit() and len(style) < 9 else 0
    return shown[index] if index < len(shown) else Shown.PLAIN


def _number(text: str, shown: Shown, days: int, formula: bool) -> CellValue:
    try:
        return values.number_value(float(text), shown, days, formula)
    except ValueError as error:
        raise damaged(BAD_VALUE) from error


def _date(text: str, formula: bool) -> CellValue:
    """A date written as such, which Strict Open XML allows; what cannot be one is kept as text."""
    try:
        moment = dt.datetime.fromisoformat(text.strip()).replace(tzinfo=None)
    except ValueError:
        return values.text_value(text, formula)
    return CellValue(CellKind.NUMBER, (moment - _EPOCH) / dt.timedelta(days=1), Shown.DATE, formula)
