"""Cell contents that are read back as a value, and their number formats."""

from __future__ import annotations

import datetime as dt

from pmqa_xlsx.cells import CellKind, CellValue, Shown
from pmqa_xlsx.text.language import Text

#: A text, a number, or a date (A.D.) to be written with its number format.
Content = str | float | dt.date
#: A cell with this format keeps ``=…``, ``007`` and ``1/2`` as typed.
AS_TYPED = Text("@")
#: For numbers, never a fixed format: only in a General cell does Excel show that it read a date or per cent.
NUMBER = Text("General")
DATE = Text("[$-107041E]d mmmm yyyy", "[$-409]d mmmm yyyy")  # Thai: Buddhist calendar, digits 0–9
#: The number formats that change the meaning of a number.
FORMATS = {Shown.DATE: DATE}
_SERIAL_ZERO = dt.date(1899, 12, 30)


def serial(date: dt.date) -> int:
    """The serial number of a date (A.D., after February 1900)."""
    return (date - _SERIAL_ZERO).days


def cell_of(content: Content) -> CellValue:
    """A cell with that content."""
    if isinstance(content, str):
        return CellValue(CellKind.TEXT, content)
    if isinstance(content, dt.date):
        return CellValue(CellKind.NUMBER, float(serial(content)), Shown.DATE)
    return CellValue(CellKind.NUMBER, content)


def text_of(content: Content) -> str:
    """The text of a cell with that content in a formula."""
    return cell_of(content).raw
