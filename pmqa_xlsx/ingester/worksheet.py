"""The cells of one worksheet in SpreadsheetML.

Rows may come in any order and need no numbers, cells no addresses; what the file says of its own dimension is not
asked. Elements are forgotten once read, so that a sheet with a million empty rows takes little memory.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from xml.etree.ElementTree import Element

from pmqa_xlsx.cells import MAX_COLUMNS, MAX_ROWS, CellKind, CellRef, CellValue, Shown
from pmqa_xlsx.ingester import values
from pmqa_xlsx.ingester.book import Unreadable
from pmqa_xlsx.ingester.package import Package, elements_of
from pmqa_xlsx.ingester.reasons import BAD_ADDRESS, BAD_VALUE, BROKEN_XML, damaged
from pmqa_xlsx.ingester.strings import STRICT, TRANSITIONAL, rich_text, unescape
from pmqa_xlsx.ingester.usual_rows import Pieces, content, cut_rows, skeleton

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
    rows: str


_NAMES = tuple(
    _Names(*(namespace + name for name in ("row", "v", "f", "is", "sheetProtection", "oddFooter", "worksheet",
                                        "sheetData")))
    for namespace in (TRANSITIONAL, STRICT))
_ROWS = frozenset(names.row for names in _NAMES)
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
    data = package.checked(part)
    return _read_usual(data, shared) or _read_elements(elements_of(data), shared)


def _read_usual(data: bytes, shared: Shared) -> Worksheet | None:
    """Read a part whose rows are spelled as usual; ``None`` where it must be read element by element.

    Nothing is refused here: what a row or cell may not be is told by the other way through.
    """
    cut = cut_rows(data)
    if cut is None:
        return None
    rest, rows = cut
    around = skeleton(rest)
    if around is None:
        return None
    try:
        elements = list(elements_of(around))
        if (elements[0].tag != _NAMES[0].root or elements[0].find(_NAMES[0].rows) is None
                or any(element.tag in _ROWS for element in elements)):
            return None
        sheet = _read_elements(elements, shared)
        number = -1
        for stated in rows.numbers:
            number = _row_number(stated, number)
        _read_cells(rows.cells, sheet.cells, shared)
        shared.room.take(sheet.cells)
    except Unreadable:
        return None
    return sheet


def _read_cells(cells: Iterable[Pieces], into: dict[CellRef, CellValue], shared: Shared) -> None:
    for address, style, kind, inline, formula, held in cells:
        text = content(held) if held else None
        inline_text = unescape(content(inline)) if not (held or formula) else None
        value = _value(kind or "n", text, inline_text, bool(formula), style, shared)
        if value is not None:
            into[_cell_at(address)] = value


def _read_elements(elements: Iterable[Element], shared: Shared) -> Worksheet:
    """Read a part element by element."""
    sheet = Worksheet()
    row_number = -1
    is_worksheet = False
    for element in elements:
        names = _WANTED.get(element.tag)
        if names is None:
            continue
        if element.tag == names.row:
            row_number = _row_number(element.get("r"), row_number)
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


def _row_number(stated: str | None, before: int) -> int:
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
        ref = _cell_at(address) if address else CellRef(number, column + 1)
        column = ref.column
        if column >= MAX_COLUMNS:
            raise damaged(BAD_ADDRESS)
        if len(cell):
            text = cell.findtext(names.value)
            inline = cell.find(names.inline) if text is None else None
            formula = cell.find(names.formula) is not None
            if text is None and inline is None and not formula and not all(map(_is_extension, cell)):
                raise damaged(BAD_VALUE)  # what is spelled in no known way must not pass for nothing
            value = _value(cell.get("t", "n"), text, rich_text(inline) if inline is not None else None, formula,
                           cell.get("s", ""), shared)
            if value is not None:
                cells[ref] = value


def _is_extension(element: Element) -> bool:
    return element.tag.endswith("}extLst")


def _cell_at(address: str) -> CellRef:
    try:
        return _address(address)
    except ValueError as error:
        raise damaged(BAD_ADDRESS) from error


def _value(
    kind: str, text: str | None, inline: str | None, formula: bool, style: str, shared: Shared,
) -> CellValue | None:
    """What one cell holds; nothing for a cell with a style alone.

    :param kind: the cell's type.
    :param text: what ``v`` holds, as it stands there; ``None`` without that element.
    :param inline: what ``is`` holds; ``None`` without that element.
    """
    if kind == "s" and text and not formula:
        return _shared_text(text, shared.texts)
    if text is None and inline is not None:
        return values.text_value(inline, formula)
    if text is None or (text == "" and kind != "str"):
        return values.UNCALCULATED if formula else None
    if kind in ("str", "inlineStr"):
        return values.text_value(unescape(text), formula)
    if kind == "n":
        return _number(text, _style(style, shared.shown), shared.days, formula)
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


def _style(style: str, shown: Sequence[Shown]) -> Shown:
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
