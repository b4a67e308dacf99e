"""Cell contents that are read back as a value, and their number formats."""

from __future__ import annotations

import datetime as dt

from pmqa_xlsx.cells import CellKind, CellValue, Shown
from pmqa_xlsx.text.calendar import Calendar
from pmqa_xlsx.text.excel_text import date_to_serial, time_to_serial
from pmqa_xlsx.text.language import Text

#: A text, a number, or a date (A.D.) or a time of day to be written with its number format.
Content = str | float | dt.date | dt.time
#: A cell with this format keeps ``=…``, ``007`` and ``1/2`` as typed.
AS_TYPED = Text("@")
#: For numbers, never a fixed format: only in a General cell does Excel show that it read a date or per cent.
NUMBER = Text("General")
DATE = Text("[$-107041E]d mmmm yyyy", "[$-409]d mmmm yyyy")  # Thai: Buddhist calendar, digits 0–9
DATE_AD = Text("[$-41E]d mmmm yyyy", DATE.en)
TIME = Text("hh:mm")
#: The number formats that change the meaning of a number, by the form's calendar.
FORMATS = {Calendar.BE: {Shown.DATE: DATE, Shown.TIME: TIME}, Calendar.CE: {Shown.DATE: DATE_AD, Shown.TIME: TIME}}


def clock(number: float) -> dt.time:
    """The time of day in whole seconds, rounded down.

    :param number: the part of a day, at least 0 and under 1; its 15 digits may be slightly below the exact value.
    """
    seconds = min(int(number * 86_400 + 0.001), 86_399)
    return dt.time(seconds // 3_600, seconds // 60 % 60, seconds % 60)


def hours_text(number: float) -> str:
    """Hours and minutes, of which there may be more than a day has: ``25:00``.

    :param number: in days.
    """
    hours, minutes = divmod(round(abs(number) * 1_440), 60)
    return f"{'-' if number < 0 else ''}{hours:02}:{minutes:02}"


def cell_of(content: Content) -> CellValue:
    """A cell with that content."""
    if isinstance(content, str):
        return CellValue(CellKind.TEXT, content)
    if isinstance(content, dt.date):
        return CellValue(CellKind.NUMBER, float(date_to_serial(content)), Shown.DATE)
    if isinstance(content, dt.time):
        return CellValue(CellKind.NUMBER, time_to_serial(content), Shown.TIME)
    return CellValue(CellKind.NUMBER, content)
