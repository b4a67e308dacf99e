"""The program's one clock: no other module reads the time.

``PMQA_XLSX_NOW`` (ISO 8601, A.D.) replaces the system's clock, for demonstrations and tests.
"""

from __future__ import annotations

import datetime as dt
import os

from pmqa_xlsx.errors import OptionNotValid
from pmqa_xlsx.text.calendar import THAI_TIME, thai_time

VARIABLE = "PMQA_XLSX_NOW"


def now() -> dt.datetime:
    """The present moment in Thai time (A.D.), in whole seconds.

    :raises OptionNotValid: ``PMQA_XLSX_NOW`` is not a valid moment.
    """
    stated = os.environ.get(VARIABLE, "").strip()
    if not stated:
        return dt.datetime.now(THAI_TIME).replace(microsecond=0)
    try:
        return thai_time(dt.datetime.fromisoformat(stated)).replace(microsecond=0)
    except ValueError as error:
        raise OptionNotValid("moment-not-valid", name=VARIABLE, stated=stated) from error


def start_of_day(day: dt.date) -> dt.datetime:
    """The first second of a day (A.D.) in Thailand."""
    return dt.datetime.combine(day, dt.time(0), THAI_TIME)


def end_of_day(day: dt.date) -> dt.datetime:
    """The last second of a day (A.D.) in Thailand."""
    return dt.datetime.combine(day, dt.time(23, 59, 59), THAI_TIME)
