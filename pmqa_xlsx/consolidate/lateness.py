"""When a unit is late or overdue: only its first return can be late, a correction never is.

The due day of a unit is :meth:`pmqa_xlsx.consolidate.round_facts.RoundFacts.due`: as extended, else its own, else the
form's. Days are whole days of the calendar in Thailand.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from pmqa_xlsx.consolidate.arrivals import DistinctReturn
from pmqa_xlsx.findings import Finding
from pmqa_xlsx.text.calendar import Calendar, thai_time
from pmqa_xlsx.text.thai import in_words


def first_return(returns: Iterable[DistinctReturn]) -> DistinctReturn:
    """The unit's first return of at least one, each neither rejected nor held."""
    return min(returns, key=lambda one: one.order)


def days_late(first: DistinctReturn, due: dt.date | None) -> int:
    """How many days after the due day (A.D.) a unit's first return was sent; 0 where it was not, or one is unknown."""
    return 0 if first.sent_at is None else days_overdue(due, first.sent_at)


def days_overdue(due: dt.date | None, moment: dt.datetime) -> int:
    """How many days a moment is after the due day (A.D.); 0 on that day, before it and where there is none."""
    return max((thai_time(moment).date() - due).days, 0) if due else 0


def late(first: DistinctReturn, due: dt.date | None, calendar: Calendar) -> Iterator[Finding]:
    """The finding on the counting return where the unit's first return was sent after the due day (A.D.)."""
    days = days_late(first, due)
    if due and days > 0 and first.sent_at is not None:
        yield Finding("late", facts={"days": str(days), **in_words("due", due, calendar),
                                     **in_words("sent", thai_time(first.sent_at).date(), calendar)})

