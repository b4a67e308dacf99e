"""The texts of reports in both languages, from ``words.csv``; and figures as text."""

from __future__ import annotations

import datetime as dt

from pmqa_xlsx.report.measures import percent_text
from pmqa_xlsx.text.calendar import Calendar, day_of
from pmqa_xlsx.text.language import Lang, TextTable
from pmqa_xlsx.text.thai import long_date, long_moment

_TABLE = TextTable(__file__)
#: The words for codes of the frames, and for what there is to do.
STATUS, STATE, SEAL = _TABLE.group("STATUS"), _TABLE.group("STATE"), _TABLE.group("SEAL")
CAME_AS = _TABLE.group("CAME_AS")
RULING, OUTCOME, STANDING = _TABLE.group("RULING"), _TABLE.group("OUTCOME"), _TABLE.group("STANDING")
TASKS = _TABLE.group("TASKS")
#: What to do about a finding, by its severity; and which returns a figure is taken over.
URGENCY, BASES = _TABLE.group("URGENCY"), _TABLE.group("BASES")
#: The headings of a spread, in the order of its figures.
SPREAD = _TABLE.series("SPREAD")
#: What each column of the workbook means, by its heading.
MEANINGS = {_TABLE.text(key): text for key, text in _TABLE.group("MEANINGS").items()}
__getattr__ = _TABLE.text


def shown_day(text: str | dt.date | None, lang: Lang, calendar: Calendar = Calendar.BE) -> str:
    """A day, also as ISO 8601 text, in words; a dash where there is none."""
    day = day_of(text) if isinstance(text, str) else text
    return long_date(day, lang, calendar) if day else "–"


def shown_moment(text: str, lang: Lang, calendar: Calendar = Calendar.BE) -> str:
    """A moment in ISO 8601, in words; a dash where there is none."""
    try:
        return long_moment(dt.datetime.fromisoformat(text), lang, calendar)
    except ValueError:
        return "–"


def share_text(part: int, whole: int) -> str:
    """A share in per cent with one decimal; a dash if the whole is 0."""
    return percent_text(part / whole if whole else None)
