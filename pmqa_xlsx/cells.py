"""Cell addresses and cell contents, shared by the writer and the reader.

Rows and columns are zero-based everywhere in this package; "A1" texts are written and parsed only here.
Dates are serial numbers of the 1900 system until :func:`serial_to_date` converts them to calendar dates.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from typing import NamedTuple, Protocol

from pmqa_xlsx.text.excel_text import SERIAL_ZERO, number_text

MAX_ROWS = 1_048_576
MAX_COLUMNS = 16_384
_A1 = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})", re.ASCII)


class CellRef(NamedTuple):
    """A cell of a sheet, zero-based: ``CellRef(0, 0)`` is A1."""

    row: int
    column: int

    def __str__(self) -> str:
        """The A1 address: ``CellRef(4, 2)`` is ``C5``."""
        return f"{column_letters(self.column)}{self.row + 1}"

    @property
    def absolute(self) -> str:
        """The absolute address, for formulas on other sheets: ``$C$5``."""
        return f"${column_letters(self.column)}${self.row + 1}"

    @classmethod
    def parse(cls, text: str) -> CellRef:
        """Parse an address such as ``C5`` or ``$C$5``.

        :raises ValueError: the text is no address, or is outside a worksheet.
        """
        match = _A1.fullmatch(text)
        if not match:
            raise ValueError(f"not a cell address: {text!r}")
        column = 0
        for letter in match[1]:
            column = column * 26 + ord(letter) - 64
        ref = cls(int(match[2]) - 1, column - 1)
        if ref.row >= MAX_ROWS or ref.column >= MAX_COLUMNS:
            raise ValueError(f"outside a worksheet: {text!r}")
        return ref


class CellArea(NamedTuple):
    """A rectangle of cells, from its upper left to its lower right one."""

    first: CellRef
    last: CellRef

    def covers(self, ref: CellRef) -> bool:
        """Whether a cell is in it."""
        return self.first.row <= ref.row <= self.last.row and self.first.column <= ref.column <= self.last.column

    @property
    def size(self) -> int:
        """How many cells it has."""
        return (self.last.row - self.first.row + 1) * (self.last.column - self.first.column + 1)

    def cells(self) -> Iterator[CellRef]:
        """Its cells, row by row."""
        for row in range(self.first.row, self.last.row + 1):
            for column in range(self.first.column, self.last.column + 1):
                yield CellRef(row, column)

    @classmethod
    def parse(cls, text: str) -> CellArea:
        """Parse an area such as ``C7:D9``, or the address of one cell.

        :raises ValueError: the text is neither.
        """
        first, _, last = text.partition(":")
        one = CellRef.parse(first)
        other = CellRef.parse(last) if last else one
        return cls(CellRef(min(one.row, other.row), min(one.column, other.column)),
                   CellRef(max(one.row, other.row), max(one.column, other.column)))


@cache
def column_letters(column: int) -> str:
    """The letters of a zero-based column: 0 is ``A``, 26 is ``AA``."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def quoted_sheet(name: str) -> str:
    """A sheet's name for a formula; always quoted, since names with Thai letters or digits need it."""
    return "'" + name.replace("'", "''") + "'"


def range_address(sheet: str, first: CellRef, last: CellRef) -> str:
    """An absolute range with its sheet, ``'sheet'!$A$1:$B$2``; one cell if both ends are the same."""
    area = first.absolute if first == last else f"{first.absolute}:{last.absolute}"
    return f"{quoted_sheet(sheet)}!{area}"


class CellKind(StrEnum):
    """The kind of a cell's value, independent of its number format."""

    EMPTY = "empty"
    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    ERROR = "error"
    PICTURE = "picture"  #: inserted as the cell's value, by Excel or WPS
    COVERED = "covered"  #: a text below merged cells, where nobody sees it
    CONFLICT = "conflict"  #: the file contains the cell more than once, with different contents


class Shown(StrEnum):
    """How a number format shows a number, as far as it matters for an answer."""

    PLAIN = "plain"
    PERCENT = "percent"
    DATE = "date"
    TIME = "time"  #: of day, or a duration: a format without day, month and year


class NumberFormat(Protocol):
    """A number format: converts a number to the text shown in its cell."""

    def text(self, number: float) -> str:
        """The text shown in the cell."""


class CellValue(NamedTuple):
    """The content of one cell, as read from a file.

    :ivar kind: the kind of value; of a formula, of its cached value (``EMPTY`` if there is none).
    :ivar value: text of a text cell, number of a number cell, ``#REF!`` and the like of an error, the
        contents of a conflict, one on each line, the text of a covered cell, ``None`` if empty.
    :ivar shown: how the cell's number format shows a number.
    :ivar formula: whether the cell contains a formula (as far as the file format shows it).
    :ivar format: the number's format; ``None`` if the cell shows the plain number.
    :ivar link: the address of the cell's link, if it differs from the text.
    :ivar calculation: the formula in Excel's notation, where the format is Open XML and the cell states it.
    """

    kind: CellKind
    value: str | float | bool | None
    shown: Shown = Shown.PLAIN
    formula: bool = False
    format: NumberFormat | None = None
    link: str = ""
    calculation: str = ""

    @property
    def raw(self) -> str:
        """The cell's value as text: whole numbers without a decimal point, TRUE or FALSE for booleans."""
        value = self.value
        if isinstance(value, str):
            return value
        if value is None:
            return ""
        if isinstance(value, bool):
            return "TRUE" if value else "FALSE"
        return number_text(value)

    @property
    def display(self) -> str:
        """The text that people see in the cell: ``85%`` if :attr:`raw` is ``0.85``; the number if it is hidden.

        A date is YYYY-MM-DD (A.D.), unless the file states its text.
        """
        if self.format is None or self.kind is not CellKind.NUMBER:
            return self.raw
        return self.format.text(float(self.value or 0)) or self.raw

    @property
    def held(self) -> str:
        """The cell's content with the address of its link: ``folder <https://example.go.th/1>``."""
        return self._with_link(self.raw)

    @property
    def seen(self) -> str:
        """What people see in the cell, with the address of its link."""
        return self._with_link(self.display)

    def _with_link(self, text: str) -> str:
        return f"{text} <{self.link}>".lstrip() if self.link else text

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed: no formula, no link, and no value or only white space."""
        if self.formula or self.link:
            return False
        return self.kind is CellKind.EMPTY or (self.kind is CellKind.TEXT and not self.raw.strip())


EMPTY = CellValue(CellKind.EMPTY, None)


def serial_to_date(serial: float) -> dt.date:
    """The calendar date (A.D.) of a 1900-system serial number, without the time of day.

    Serials up to 60 are affected by the format's leap-year error of 1900 and give a date one day late, as in other
    readers.

    :raises OverflowError: the serial is outside the years 1 to 9999.
    """
    return SERIAL_ZERO + dt.timedelta(days=int(serial))
