"""What came, what it changed, and what to do next."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Sequence

from pmqa_xlsx.app.views.returns import doubtful_returns
from pmqa_xlsx.app.views.round_view import RoundView
from pmqa_xlsx.consolidate.schema import EventRow, StandingRow
from pmqa_xlsx.consolidate.tasks import Task, tasks_of
from pmqa_xlsx.light_dataclass import dataclass
from pmqa_xlsx.text.calendar import day_of

#: Most events listed.
_MOST_EVENTS = 12


@dataclass(frozen=True, slots=True)
class Today:
    """What the first page shows.

    :ivar day: the last day (A.D.) on which something happened.
    :ivar arrived: how many files came on that day.
    :ivar changed: the units whose standing is another than on the day before, each with what it was.
    :ivar standings: how many units have each standing.
    :ivar days_left: until the form's due date; negative once it is past, ``None`` where there is none.
    """

    day: dt.date | None
    arrived: int
    changed: Sequence[tuple[StandingRow, str]]
    standings: Counter[str]
    units: int
    tasks: Sequence[Task]
    events: Sequence[EventRow]
    due: dt.date | None
    days_left: int | None

    @property
    def returned(self) -> int:
        """How many units have a return that counts."""
        return self.standings["complete"] + self.standings["to-correct"]


def today_of(view: RoundView, now: dt.datetime) -> Today:
    """The first page of a round.

    :param now: the present moment.
    """
    days = [day for event in view.events if event.kind != "run" and (day := day_of(event.at))]
    day = max(days, default=None)
    of_day = [event for event in view.events if day_of(event.at) == day]
    standings = Counter(row.standing for row in view.units)
    due = view.form.due_in(view.source.year) if view.source.year else None
    left = (due - now.date()).days if due else None
    shown = [event for event in view.events if event.kind not in ("run", "arrival") and not _is_draft(event)]
    return Today(
        day=day, arrived=sum(event.kind == "arrival" for event in of_day), changed=_changed(view, day),
        standings=standings, units=len(view.units), tasks=_tasks(view), events=shown[:_MOST_EVENTS],
        due=due, days_left=left)


def _is_draft(event: EventRow) -> bool:
    """Whether it is one of many drafts, which the first page counts."""
    return event.kind == "letter" and json.loads(event.data).get("state") == "draft"


def _changed(view: RoundView, day: dt.date | None) -> list[tuple[StandingRow, str]]:
    """The units whose standing differs from that in the last run before a day."""
    before = next((event for event in view.events
                   if event.kind == "run" and day and (its := day_of(event.at)) and its < day), None)
    was = json.loads(before.data).get("standing", {}) if before else {}
    return [(row, was.get(row.unit_code, "missing")) for row in view.units
            if _place(was.get(row.unit_code, "missing")) != _place(row.standing)]


def _place(standing: str) -> str:
    """A unit does not change by the day that passes."""
    return "missing" if standing == "overdue" else standing


def _tasks(view: RoundView) -> list[Task]:
    """What there is to do, as the report's page has it."""
    return tasks_of(view.units, view.missing, view.today, decide=len(doubtful_returns(view)),
                    send=sum(row.state == "draft" for row in view.letters))
