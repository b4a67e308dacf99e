"""What a cell holds, made from what the formats store: shared by all readers."""

from __future__ import annotations

import datetime as dt
import math
import re
import struct
from collections.abc import Sized

from pmqa_xlsx.catalogue.reasons import BAD_VALUE, TOO_MANY_CELLS
from pmqa_xlsx.cells import CellArea, CellKind, CellRef, CellValue, Shown
from pmqa_xlsx.files.number_formats import ExcelFormat
from pmqa_xlsx.files.refusal import damaged, unsafe

#: Whole numbers below it have no more than 15 digits.
_MOST_WHOLE = 10**15
#: A call that shows a picture in its cell, of WPS or of Excel; what WPS puts there as its value; and its argument.
_PICTURE_CALL = re.compile(r"(?<![A-Za-z])(?:DISPIMG|IMAGE)\(")
_PICTURE_TEXT = re.compile(r"=(?:_xlfn\.)?DISPIMG\(")
_FIRST_TEXT = re.compile(r'\("([^"]*)"')
#: A link that a formula makes, where its address is stated in the formula.
_LINK = re.compile(r'HYPERLINK\(\s*"((?:[^"]|"")*)"')
#: Characters of an address; Excel allows 2,079.
_LONGEST_LINK = 2_100
#: Characters beyond which no further content of one cell is kept; Excel allows 32,767 for one.
_LONGEST_CONFLICT = 70_000
_EPOCH = dt.datetime(1899, 12, 30)
#: Filled cells of one workbook; a return has a few thousand.
MAX_CELLS = 200_000
#: Days between the two date systems: serial 0 of the 1904 system is serial 1462 of the 1900 system.
DAYS_TO_1904 = 1462
#: Error values by their code in the binary formats.
ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!",
          0x2A: "#N/A", 0x2B: "#GETTING_DATA"}

UNCALCULATED = CellValue(CellKind.EMPTY, None, formula=True)


def text_value(text: str, formula: bool = False) -> CellValue:
    """A text; also an empty one, which only a formula shows. WPS puts a picture's call into the cell as a text."""
    if text[:1] == "=" and _PICTURE_TEXT.match(text):
        return CellValue(CellKind.PICTURE, text)
    return CellValue(CellKind.TEXT, text, Shown.PLAIN, formula)


def number_value(number: float, form: ExcelFormat | None, days: int = 0, formula: bool = False) -> CellValue:
    """A number with the 15 significant digits that Excel shows and compares.

    What is none (infinite, or not a number) is an error value, as it would be in Excel.

    :param form: the format by which it is shown; ``None`` for General.
    :param days: what to add to a date of this workbook's date system.
    """
    if not math.isfinite(number):
        return CellValue(CellKind.ERROR, "#NUM!", formula=formula)
    if not number.is_integer() or abs(number) >= _MOST_WHOLE:
        number = float(f"{number:.15g}")
    if form is None:
        return CellValue(CellKind.NUMBER, number, Shown.PLAIN, formula)
    shown = form.section(number).shown
    return CellValue(CellKind.NUMBER, number + days if shown is Shown.DATE else number, shown, formula, form)


def stated_number(text: str, form: ExcelFormat | None, days: int, formula: bool) -> CellValue:
    """A number as XML states it; see :func:`number_value`.

    :raises Unreadable: ``file-damaged``, where it is none.
    """
    try:
        return number_value(float(text), form, days, formula)
    except ValueError as error:
        raise damaged(BAD_VALUE) from error


def stated_date(text: str, formula: bool) -> CellValue:
    """A date (A.D., ISO 8601) as OpenDocument states it and Strict Open XML may; what cannot be one is kept as text."""
    try:
        moment = dt.datetime.fromisoformat(text.strip()).replace(tzinfo=None)
    except ValueError:
        return text_value(text, formula)
    return CellValue(CellKind.NUMBER, (moment - _EPOCH) / dt.timedelta(days=1), Shown.DATE, formula)


def boolean_value(state: bool, formula: bool = False) -> CellValue:
    """TRUE or FALSE."""
    return CellValue(CellKind.BOOLEAN, state, formula=formula)


def error_value(name: str, formula: bool = False) -> CellValue:
    """An error value by its name, such as ``#REF!``."""
    return CellValue(CellKind.ERROR, name, formula=formula)


def coded_error(code: int, formula: bool = False) -> CellValue:
    """An error value by its code in the binary formats."""
    return error_value(ERRORS.get(code, "#VALUE!"), formula)


def by_formula(value: CellValue, formula: str) -> CellValue:
    """A formula's value with what the formula itself says: that it shows a picture, or where its link leads.

    :param formula: as Excel writes it, also with a sign or a prefix before it.
    """
    if ("IMAGE(" in formula or "DISPIMG(" in formula) and _PICTURE_CALL.search(formula):
        source = _FIRST_TEXT.search(formula)
        link = source[1] if source and "://" in source[1] else ""
        return CellValue(CellKind.PICTURE, value.raw if value.kind is CellKind.TEXT else "", link=link)
    if "HYPERLINK(" in formula and (link := _LINK.search(formula)):
        return linked(value, link[1].replace('""', '"'))
    return value


def linked(value: CellValue, address: str) -> CellValue:
    """A cell's value with the address behind it, unless that is the text itself or a place in the same workbook."""
    address = address.strip()[:_LONGEST_LINK]
    if not address or address.startswith("#") or address.removeprefix("mailto:").rstrip("/") == value.raw.strip():
        return value
    return value._replace(link=address)


def link_area(cells: dict[CellRef, CellValue], area: CellArea, address: str) -> None:
    """Put an address behind the cells of an area; where none of them holds anything, behind the first one."""
    size = (area.last.row - area.first.row + 1) * (area.last.column - area.first.column + 1)
    filled = [ref for ref in cells if area.covers(ref)] if size > 1 else [area.first]
    for ref in filled or [area.first]:
        cells[ref] = linked(cells.get(ref, text_value("")), address)


def put(cells: dict[CellRef, CellValue], ref: CellRef, value: CellValue) -> None:
    """Put what a file states into its cell; where it holds something else already, both are kept as a conflict."""
    before = cells.get(ref)
    if before is not None and before[:2] != value[:2]:
        value = conflict(before, value)
    cells[ref] = value


def conflict(one: CellValue, other: CellValue) -> CellValue:
    """A cell that is stated with two contents."""
    text = one.display
    if other.display not in text.split("\n") and len(text) < _LONGEST_CONFLICT:
        text = f"{text}\n{other.display}"
    return CellValue(CellKind.CONFLICT, text)


def packed_number(raw: bytes) -> float:
    """The number in the four bytes in which the binary formats store most numbers ("RK")."""
    bits = int.from_bytes(raw[:4], "little")
    if bits & 2:
        number = float((bits >> 2) - (2**30 if bits & 2**31 else 0))
    else:
        number = struct.unpack("<d", bytes(4) + (bits & ~3).to_bytes(4, "little"))[0]
    return number / 100 if bits & 1 else number


class Room:
    """How many more cells a workbook may fill, over all its sheets."""

    def __init__(self, cells: int = MAX_CELLS) -> None:
        self._left = cells

    def check(self, cells: Sized) -> None:
        """Refuse a sheet that has outgrown what is left.

        :raises Unreadable: ``file-unsafe``.
        """
        if len(cells) > self._left:
            raise unsafe(TOO_MANY_CELLS)

    def take(self, cells: Sized) -> None:
        """Count a finished sheet.

        :raises Unreadable: ``file-unsafe``.
        """
        self.check(cells)
        self._left -= len(cells)
