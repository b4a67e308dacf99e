"""What there is to do in a round on the day of its data, counted once for the report's page and for the app."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from enum import StrEnum

from pmqa_xlsx.consolidate.schema import MissingRow, Standing, StandingRow
from pmqa_xlsx.light_dataclass import dataclass
from pmqa_xlsx.text.calendar import day_of

#: A unit that has not returned is called from this many days before its due date on.
DAYS_AHEAD = 3


class TaskKind(StrEnum):
    """What there is to do, in the order of urgency."""

    DECIDE = "decide"  #: returns that wait for the office's word
    SEND = "send"  #: letters that are drafted and not sent
    OVERDUE = "overdue"  #: units past their due date without a return
    IN_VAIN = "in-vain"  #: units of which files came, and none counts
    DUE = "due"  #: units without a return whose due date is near
    CORRECT = "correct"  #: units whose return has open errors


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do, and for how many files, letters or units."""

    kind: TaskKind
    count: int


def tasks_of(
    units: Sequence[StandingRow], missing: Sequence[MissingRow], today: dt.date, *, decide: int, send: int,
) -> list[Task]:
    """What there is to do; what there is nothing of is left out.

    :param today: the day of the data (A.D., in Thailand).
    :param decide: how many returns wait for the office's word; ``send``: how many letters are drafted and not sent.
    """
    counts = {
        TaskKind.DECIDE: decide, TaskKind.SEND: send,
        TaskKind.OVERDUE: sum(one.standing == Standing.OVERDUE for one in units),
        TaskKind.IN_VAIN: sum(one.attempts > 0 for one in missing), TaskKind.DUE: len(due_soon(units, today)),
        TaskKind.CORRECT: sum(one.standing == Standing.TO_CORRECT for one in units)}
    return [Task(kind, count) for kind, count in counts.items() if count]


def due_soon(units: Sequence[StandingRow], today: dt.date) -> list[StandingRow]:
    """The units that have not returned and whose due date is today or near."""
    return [one for one in units if one.standing == Standing.MISSING and is_near(day_of(one.due_date), today)]


def is_near(due: dt.date | None, today: dt.date) -> bool:
    """Whether a due date is so near that the unit is called; also where it is past."""
    return due is not None and (due - today).days <= DAYS_AHEAD
