"""Make cell values from the data stored in the file formats; used by all readers."""

from __future__ import annotations

import datetime as dt
import math
import re
import struct
from collections.abc import Iterable, Sized
from functools import lru_cache

from pmqa_xlsx.catalogue.reasons import BAD_VALUE, TOO_MANY_CELLS
from pmqa_xlsx.cells import CellArea, CellKind, CellRef, CellValue, Shown
from pmqa_xlsx.files.number_formats import ExcelFormat, format_of
from pmqa_xlsx.files.refusal import damaged, unsafe

#: Whole numbers below it have at most 15 digits.
_MOST_WHOLE = 10**15
#: A function call that shows a picture in its cell, in WPS or Excel; the value that WPS stores; its first argument.
_PICTURE_CALL = re.compile(r"(?<![A-Za-z])(?:DISPIMG|IMAGE)\(")
_PICTURE_TEXT = re.compile(r"=(?:_xlfn\.)?DISPIMG\(")
_FIRST_TEXT = re.compile(r'\("([^"]*)"')
#: A link made by a formula whose address begins with texts in the formula, and whether more is joined to them.
_LINK = re.compile(r'HYPERLINK\(\s*("(?:[^"]|"")*"(?:\s*&\s*"(?:[^"]|"")*")*)\s*(&?)')
_TEXT = re.compile(r'"((?:[^"]|"")*)"')
#: Most characters of an address; Excel allows 2,079.
_LONGEST_LINK = 2_100
#: Most characters stored for the conflicting contents of one cell; Excel allows 32,767 for one content.
_LONGEST_CONFLICT = 70_000
#: Most cells of a merged area.
_LARGEST_MERGE = 100_000
#: Most cells of the merged areas of a sheet that are cached.
_MOST_CACHED = 2_000
_EPOCH = dt.datetime(1899, 12, 30)
#: The number of the built-in format of a date.
_DATE = 14
#: Most filled cells of one workbook; a return has a few thousand.
MAX_CELLS = 200_000
#: Days between the two date systems: serial 0 of the 1904 system is serial 1462 of the 1900 system.
DAYS_TO_1904 = 1462
#: Error values by their code in the binary formats.
ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!",
          0x2A: "#N/A", 0x2B: "#GETTING_DATA"}

UNCALCULATED = CellValue(CellKind.EMPTY, None, formula=True)


def text_value(text: str, formula: bool = False) -> CellValue:
    """A text; only a formula can give an empty one. WPS stores a picture's function call as a text."""
    if text[:1] == "=" and _PICTURE_TEXT.match(text):
        return CellValue(CellKind.PICTURE, text)
    return CellValue(CellKind.TEXT, text, Shown.PLAIN, formula)


def number_value(number: float, form: ExcelFormat | None, days: int = 0, formula: bool = False) -> CellValue:
    """A number, rounded to the 15 significant digits that Excel shows and compares.

    Infinity and NaN become an error value, as in Excel.

    :param form: its number format; ``None`` for General.
    :param days: days to add to a date of this workbook's date system.
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
    """A number from XML text; see :func:`number_value`.

    :raises Unreadable: ``file-damaged``, if it is no number.
    """
    try:
        if "_" in text or not text.isascii():  # which only Python takes for a number
            raise damaged(BAD_VALUE)
        return number_value(float(text), form, days, formula)
    except ValueError as error:
        raise damaged(BAD_VALUE) from error


def stated_date(text: str, formula: bool) -> CellValue:
    """A date (A.D., ISO 8601) from OpenDocument or Strict Open XML; if it is no date, it is kept as text."""
    try:
        moment = dt.datetime.fromisoformat(text.strip()).replace(tzinfo=None)
    except ValueError:
        return text_value(text, formula)
    return CellValue(CellKind.NUMBER, (moment - _EPOCH) / dt.timedelta(days=1), Shown.DATE, formula, format_of(_DATE))


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
    """A formula's value, with properties from the formula itself: whether it shows a picture, and its link's address.

    :param formula: in Excel's notation, possibly with a sign or a prefix before it.
    """
    if ("IMAGE(" in formula or "DISPIMG(" in formula) and _PICTURE_CALL.search(formula):
        source = _FIRST_TEXT.search(formula)
        link = source[1] if source and "://" in source[1] else ""
        return CellValue(CellKind.PICTURE, value.raw if value.kind is CellKind.TEXT else "", link=link)
    if "HYPERLINK(" in formula and (link := _LINK.search(formula)):
        stated = "".join(_TEXT.findall(link[1])).replace('""', '"')
        return linked(value, f"{stated}…" if link[2] else stated)
    return value


def linked(value: CellValue, address: str) -> CellValue:
    """A cell's value with the address of its link, unless that is the text itself or a place in the same workbook."""
    address = address.strip()[:_LONGEST_LINK]
    if not address or address.startswith("#") or address.removeprefix("mailto:").rstrip("/") == value.raw.strip():
        return value
    return value._replace(link=address)


def link_area(cells: dict[CellRef, CellValue], area: CellArea, address: str) -> None:
    """Store a link's address in the cells of an area that have content, else in the first cell."""
    filled = [ref for ref in cells if area.covers(ref)] if area.size > 1 else [area.first]
    for ref in filled or [area.first]:
        cells[ref] = linked(cells.get(ref, text_value("")), address)


def cover(cells: dict[CellRef, CellValue], stated: Iterable[CellArea]) -> tuple[CellArea, ...]:
    """Mark what is below merged cells, of which only the first is seen.

    :param cells: changed in place.
    :param stated: the merged areas; one that would hide a whole form was merged by nobody and is skipped.
    :returns: the areas that count, each once.
    """
    merged = tuple(dict.fromkeys(area for area in stated if area.size <= _LARGEST_MERGE))
    if sum(area.size for area in merged) <= _MOST_CACHED:
        inside: Iterable[CellRef] = _hidden(merged) & cells.keys()
    else:
        inside = [ref for area in merged
                  for ref in (area.cells() if area.size <= len(cells) else filter(area.covers, cells))
                  if ref != area.first and ref in cells]
    for ref in inside:
        if not cells[ref].is_blank:
            cells[ref] = CellValue(CellKind.COVERED, cells[ref].seen)
    return merged


@lru_cache(maxsize=256)
def _hidden(merged: tuple[CellArea, ...]) -> frozenset[CellRef]:
    """The cells of merged areas without the first of each; nearly all returns have the form's own areas."""
    return frozenset(ref for area in merged for ref in area.cells() if ref != area.first)


def put(cells: dict[CellRef, CellValue], ref: CellRef, value: CellValue) -> None:
    """Store a value in its cell; if the cell already has another content, both are kept as a conflict."""
    before = cells.get(ref)
    if before is not None and before[:2] != value[:2]:
        value = conflict(before, value)
    cells[ref] = value


def conflict(one: CellValue, other: CellValue) -> CellValue:
    """A cell with two contents in the file."""
    text, more = (cell.seen if cell.kind is CellKind.CONFLICT else one_line(cell) for cell in (one, other))
    if more not in text.split("\n") and len(text) < _LONGEST_CONFLICT:
        text = f"{text}\n{more}"
    return CellValue(CellKind.CONFLICT, text)


def one_line(cell: CellValue) -> str:
    """What people see in a cell, with spaces for its line breaks, as a conflict states each of its contents."""
    return " ".join(cell.seen.split("\n"))


def packed_number(raw: bytes) -> float:
    """The number stored in four bytes ("RK"), as most numbers in the binary formats are."""
    bits = int.from_bytes(raw[:4], "little")
    if bits & 2:
        number = float((bits >> 2) - (2**30 if bits & 2**31 else 0))
    else:
        number = struct.unpack("<d", bytes(4) + (bits & ~3).to_bytes(4, "little"))[0]
    return number / 100 if bits & 1 else number


class Room:
    """The remaining number of filled cells allowed for a workbook, over all its sheets."""

    def __init__(self, cells: int = MAX_CELLS) -> None:
        self._left = cells

    def check(self, cells: Sized) -> None:
        """Check that a sheet does not exceed the remaining number.

        :raises Unreadable: ``file-unsafe``.
        """
        if len(cells) > self._left:
            raise unsafe(TOO_MANY_CELLS)

    def take(self, cells: Sized) -> None:
        """Subtract the cells of a finished sheet.

        :raises Unreadable: ``file-unsafe``.
        """
        self.check(cells)
        self._left -= len(cells)
