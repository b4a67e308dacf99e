"""Numbers, years, days and times in the one plain spelling that a definition uses, each read from a trimmed text."""

from __future__ import annotations

import datetime as dt
import math
import re

from pmqa_xlsx.text.calendar import Calendar
from pmqa_xlsx.text.thai import christian_year, thai_year

INTEGER = re.compile(r"[+-]?[0-9]{1,9}")
_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")
_TIME = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])(?::00)?", re.ASCII)
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


class UnreadableError(ValueError):
    """A cell's text is not valid for its column.

    :ivar code: the code of the mistake.
    :ivar facts: facts for its message, without the text itself.
    """

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


def number(cell: str) -> float:
    """A number with a decimal point, in ASCII digits."""
    value = number_or_none(cell)
    if value is None:
        raise UnreadableError("not-a-number")
    return value


def number_or_none(text: str) -> float | None:
    """The same number; ``None`` if the text is no number."""
    value = float(text) if _NUMBER.fullmatch(text) else math.inf
    return value if math.isfinite(value) else None


def year(cell: str, calendar: Calendar = Calendar.BE) -> int:
    """A year of a calendar."""
    if INTEGER.fullmatch(cell) and int(cell) in calendar.years:
        return int(cell)
    if calendar is Calendar.BE:
        proposal = str(thai_year(int(cell))) if re.fullmatch("(19|20)[0-9]{2}", cell, re.ASCII) else "2569"
        raise UnreadableError("bad-year", proposal=proposal)
    proposal = str(christian_year(int(cell))) if re.fullmatch("2[4-6][0-9]{2}", cell, re.ASCII) else "2026"
    raise UnreadableError("bad-year-ad", proposal=proposal)


def date(cell: str) -> dt.date:
    """A date A.D., ``YYYY-MM-DD``."""
    match = _DATE.fullmatch(cell)
    if not match:
        raise UnreadableError("bad-date")
    years = int(match[1])
    if years in Calendar.BE.years:
        raise UnreadableError("date-in-be", proposal=f"{christian_year(years)}{cell[4:]}")
    try:
        return dt.date(years, int(match[2]), int(match[3]))
    except ValueError:
        raise UnreadableError("bad-date") from None


def time(cell: str) -> dt.time:
    """A time of day, ``HH:MM``; Excel adds ``:00`` to one in a cell of its own format."""
    match = _TIME.fullmatch(cell)
    if not match:
        raise UnreadableError("bad-time")
    return dt.time(int(match[1]), int(match[2]))
