"""Moments in Thai time, which has been UTC+7 all year since 1920, and the calendars of years."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

THAI_TIME = dt.timezone(dt.timedelta(hours=7))
#: Replaces an unknown moment; earlier than every known one.
LONG_AGO = dt.datetime.min.replace(tzinfo=dt.UTC)


class Calendar(StrEnum):
    """The calendar of the years of a form: Buddhist Era, or common era (A.D.)."""

    BE = "be"
    CE = "ce"

    @property
    def years(self) -> range:
        """The years that a form, a unit or an answer can state; any other is a mistake, or of the other calendar."""
        return range(2400, 2701) if self is Calendar.BE else range(1900, 2158)


def thai_time(moment: dt.datetime) -> dt.datetime:
    """The moment in Thai time; one without a time zone counts as Thai time."""
    if moment.tzinfo is None:
        return moment.replace(tzinfo=THAI_TIME)
    try:
        return moment.astimezone(THAI_TIME)
    except OverflowError:  # within hours of the first or last possible datetime
        return moment.replace(tzinfo=THAI_TIME)


def day_of(text: str) -> dt.date | None:
    """The day in Thailand (A.D.) of a moment or day in ISO 8601; ``None`` if the text is neither."""
    try:
        return thai_time(dt.datetime.fromisoformat(text)).date()
    except ValueError:
        return None


def iso_text(moment: dt.datetime | None) -> str:
    """A moment as ISO 8601 text in whole seconds with ``+07:00`` (A.D.); empty for ``None``."""
    return thai_time(moment).isoformat(timespec="seconds") if moment else ""
