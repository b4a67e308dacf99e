"""Days and moments in words, in Thai with the B.E. year."""

from __future__ import annotations

import datetime as dt

from pmqa_xlsx.report.words import moment_text
from pmqa_xlsx.text.calendar import thai_time
from pmqa_xlsx.text.language import Lang
from pmqa_xlsx.text.thai import long_date


def day_of(text: str) -> dt.date | None:
    """The day in Thailand (A.D.) of an ISO 8601 moment or day; ``None`` if the text is neither."""
    try:
        return thai_time(dt.datetime.fromisoformat(text)).date()
    except ValueError:
        return None


def day_text(text: str | dt.date | None, lang: Lang) -> str:
    """The day in words; a dash where there is none."""
    day = day_of(text) if isinstance(text, str) else text
    return long_date(day, lang) if day else "–"


def time_text(text: str, lang: Lang) -> str:
    """A moment in words; a dash where there is none."""
    try:
        return moment_text(dt.datetime.fromisoformat(text), lang)
    except ValueError:
        return "–"
