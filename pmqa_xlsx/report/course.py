"""The course of returns: when units first returned, and how many the report of each day showed."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pmqa_xlsx.consolidate.frame_rows import rows_of
from pmqa_xlsx.consolidate.run_record import RunRecord
from pmqa_xlsx.report.units import UnitRow
from pmqa_xlsx.text.calendar import thai_time

if TYPE_CHECKING:
    from pmqa_xlsx.consolidate import Consolidation


@dataclass(frozen=True, slots=True)
class CourseDay:
    """One day (A.D., in Thailand).

    :ivar first: units whose first return was sent on it.
    :ivar so_far: units that had returned by its end: as the last report until then showed it; before the first
        report the sum of ``first``, up to what that report showed; the sum alone without reports of several days.
    :ivar reported: whether ``so_far`` is what a report showed.
    """

    day: dt.date
    first: int
    so_far: int
    reported: bool


def course_of(source: Consolidation, units: Sequence[UnitRow]) -> list[CourseDay]:
    """Every day from the first return to the day of the data; empty without a return of a known day.

    A correction moves nothing: a unit stays on the day of its first return, and a report stays as it was.
    """
    today = thai_time(source.as_of).date()
    firsts = Counter(unit.first_on or unit.sent_on for unit in units if unit.counted)
    firsts.pop(None, None)
    days = [day for day in firsts if day is not None]
    if not days:
        return []
    reported = _reported(source)
    start, so_far, course = min(*days, today), 0, []
    shown, first_report = None, reported[min(reported)] if reported else len(units)
    for place in range((max(today, start) - start).days + 1):
        day = start + dt.timedelta(days=place)
        so_far += firsts[day]
        shown = reported.get(day, shown)
        known = min(so_far, first_report) if shown is None else shown
        course.append(CourseDay(day, firsts[day], known, shown is not None))
    return course


def _reported(source: Consolidation) -> Mapping[dt.date, int]:
    """How many units the last report of each day showed; empty where there were reports on one day only."""
    events = source.events[source.events["kind"] == "run"]
    found: dict[dt.date, int] = {}
    for row in rows_of(events):
        record = RunRecord.of_event(row["at"], json.loads(row["data"] or "{}"), 0)
        day = thai_time(record.at).date()
        if thai_time(record.as_of).date() == day:
            found[day] = record.returned
    today = thai_time(source.as_of).date()
    if found:
        found[today] = RunRecord.of(source).returned
    return found if len(found) > 1 else {}
