"""Cell addresses and what a cell holds: the words that the writer and the reader share.

Rows and columns are zero-based everywhere in this package; "A1" texts are made and read only here.
Dates are serial numbers of the 1900 system until :func:`serial_to_date` turns them into calendar dates.
"""

from __future__ import annotations

import datetime as dt
import re
from enum import StrEnum
from functools import cache
from typing import NamedTuple, Protocol

from pmqa_xlsx.text.excel_text import number_text

MAX_ROWS = 1_048_576
MAX_COLUMNS = 16_384
_A1 = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})", re.ASCII)
_EPOCH = dt.date(1899, 12, 30)


class CellRef(NamedTuple):
    """A cell of a sheet, zero-based: ``CellRef(0, 0)`` is A1."""

    row: int
    column: int

    def __str__(self) -> str:
        """The address as people write it: ``CellRef(4, 2)`` is ``C5``."""
        return f"{column_letters(self.column)}{self.row + 1}"

    @property
    def absolute(self) -> str:
        """The address with both parts pinned, as formulas of another sheet name it: ``$C$5``."""
        return f"${column_letters(self.column)}${self.row + 1}"

    @classmethod
    def parse(cls, text: str) -> CellRef:
        """Read an address such as ``C5`` or ``$C$5``.

        :raises ValueError: the text is no address, or lies outside a worksheet.
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
    """A sheet's name as a formula writes it; always quoted, for Thai names and digits need it."""
    return "'" + name.replace("'", "''") + "'"


def range_address(sheet: str, first: CellRef, last: CellRef) -> str:
    """An absolute range with its sheet, ``'sheet'!$A$1:$B$2``; one cell when both ends are the same."""
    area = first.absolute if first == last else f"{first.absolute}:{last.absolute}"
    return f"{quoted_sheet(sheet)}!{area}"


class CellKind(StrEnum):
    """What sort of value a cell holds, whatever its number format shows."""

    EMPTY = "empty"
    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    ERROR = "error"
    CONFLICT = "conflict"  #: the file states the cell more than once, with different contents


class Shown(StrEnum):
    """How a number format shows a number; the rest of the format does not matter to an answer."""

    PLAIN = "plain"
    PERCENT = "percent"
    DATE = "date"
    TIME = "time"  #: of day, or a duration: a format without day, month and year


class NumberFormat(Protocol):
    """What turns a number into the text that its cell shows."""

    def text(self, number: float) -> str:
        """The text that the cell shows."""


class CellValue(NamedTuple):
    """The content of one cell, as read from a file.

    :ivar kind: the sort of value; of a formula, of its cached value (``EMPTY`` where there is none).
    :ivar value: text of a text cell, number of a number cell, ``#REF!`` and the like of an error, the
        contents of a conflict, one a line, ``None`` if empty.
    :ivar shown: how the cell's number format shows a number.
    :ivar formula: whether the cell holds a formula (or, in a format that cannot tell, is known to be one).
    :ivar format: the number's format; ``None`` where the cell shows the number as it is.
    """

    kind: CellKind
    value: str | float | bool | None
    shown: Shown = Shown.PLAIN
    formula: bool = False
    format: NumberFormat | None = None

    @property
    def raw(self) -> str:
        """What the cell held, as text: whole numbers without a decimal point, TRUE or FALSE for booleans."""
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
        """What people see in the cell: ``85%`` where :attr:`raw` is ``0.85``."""
        if self.format is None or self.kind is not CellKind.NUMBER:
            return self.raw
        return self.format.text(float(self.value or 0))

    @property
    def is_blank(self) -> bool:
        """Whether nobody typed anything: no formula, and no value or only white space."""
        if self.formula:
            return False
        return self.kind is CellKind.EMPTY or (self.kind is CellKind.TEXT and not self.raw.strip())


EMPTY = CellValue(CellKind.EMPTY, None)


def serial_to_date(serial: float) -> dt.date:
    """The calendar date (A.D.) of a 1900-system serial number; the time of day is dropped.

    Serials up to 60 fall under the format's leap-year slip of 1900 and come out a day late, as in other readers.

    :raises OverflowError: the serial lies outside the years 1 to 9999.
    """
    return _EPOCH + dt.timedelta(days=int(serial))
