"""What the office has to do on the day of the data, and whom to call about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from pmqa_xlsx.consolidate.standing import Status
from pmqa_xlsx.report.units import UnitRow
from pmqa_xlsx.text.calendar import thai_time

if TYPE_CHECKING:
    from pmqa_xlsx.consolidate import Consolidation

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


def tasks_of(source: Consolidation, units: Sequence[UnitRow]) -> list[Task]:
    """What there is to do on the day of the data; what there is nothing of is left out."""
    today = thai_time(source.as_of).date()
    counts = {
        TaskKind.DECIDE: int((source.returns["status"] == Status.HELD.value).sum()),
        TaskKind.SEND: int((source.letters["state"] == "draft").sum()),
        TaskKind.OVERDUE: sum(is_overdue(unit) for unit in units),
        TaskKind.IN_VAIN: sum(not unit.counted and unit.attempts > 0 for unit in units),
        TaskKind.DUE: sum(is_due(unit, today) for unit in units),
        TaskKind.CORRECT: sum(unit.counted and not unit.complete for unit in units),
    }
    return [Task(kind, count) for kind, count in counts.items() if count]


def is_overdue(unit: UnitRow) -> bool:
    """Whether a unit has not returned and its due date is past."""
    return not unit.counted and unit.days_late > 0


def is_due(unit: UnitRow, today: dt.date) -> bool:
    """Whether a unit has not returned and its due date is today or near."""
    return (not unit.counted and unit.due is not None and not is_overdue(unit)
            and (unit.due - today).days <= DAYS_AHEAD)


def to_call(units: Sequence[UnitRow], today: dt.date) -> list[UnitRow]:
    """The units to call today: overdue ones first, then those of which something came in vain, those that are due,
    and those past their due date with errors still open; within each, the latest and those never written to first.
    """
    def order(unit: UnitRow) -> int | None:
        past = unit.due is not None and unit.due < today
        groups = (is_overdue(unit), not unit.counted and unit.attempts > 0, is_due(unit, today),
                  unit.counted and not unit.complete and past)
        return next((place for place, is_one in enumerate(groups) if is_one), None)

    placed = [(place, unit) for unit in units if (place := order(unit)) is not None]
    return [unit for _, unit in sorted(placed, key=lambda pair: (pair[0], -pair[1].days_late, pair[1].letters))]
