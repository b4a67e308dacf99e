"""What changed in the course of a round, from the records of its runs: since an earlier state, and day by day."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from pmqa_xlsx.consolidate.event_data import data_of
from pmqa_xlsx.consolidate.frame_rows import EachRow
from pmqa_xlsx.consolidate.run_record import RunRecord
from pmqa_xlsx.consolidate.schema import RETURNED, EventKind, EventRow, Standing
from pmqa_xlsx.light_dataclass import dataclass
from pmqa_xlsx.report.measures import MeanMove, rounded
from pmqa_xlsx.report.units import UnitRow
from pmqa_xlsx.text.calendar import thai_time

if TYPE_CHECKING:
    from pmqa_xlsx.consolidate.consolidation import Consolidation

_WEEK = dt.timedelta(days=7)
#: Most snapshots that are compared with, the latest ones.
_MOST_SNAPSHOTS = 3


@dataclass(frozen=True, slots=True)
class UnitMove:
    """A unit whose standing or total changed; totals are 0–100, ``None`` without a score."""

    code: str
    old: str
    new: str
    old_total: float | None
    new_total: float | None


@dataclass(frozen=True)
class ChangeSince:
    """What is different from an earlier state.

    :ivar kind: ``run`` for the run before, ``week`` for the last run of a week ago or earlier, ``snapshot``, ``other``
        for another round, such as last year's.
    :ivar name: of the snapshot; of another round its fiscal year, with its form where that is another edition.
    """

    kind: str
    name: str
    old: RunRecord
    new: RunRecord

    @cached_property
    def moves(self) -> Sequence[UnitMove]:
        """The units whose standing, or total as shown, is different, by code; of another round only the latter, for
        units that are complete in both: where a unit was in the course of another round says nothing about this one.
        """
        moves = []
        for code, word in sorted(self.new.standing.items()):
            before = self.old.standing.get(code, "")
            totals = self.old.percent.get(code), self.new.percent.get(code)
            shown = [None if total is None else rounded(total) for total in totals]
            other_score = shown[0] is not None and shown[0] != shown[1]
            if (before == word == Standing.COMPLETE and other_score) if self.kind == "other" else (
                    before != word or (before in RETURNED and other_score)):
                moves.append(UnitMove(code, before, word, *totals))
        return moves

    @property
    def came(self) -> Sequence[UnitMove]:
        """The units that have returned since."""
        return [move for move in self.moves if move.new in RETURNED and move.old not in RETURNED]

    @property
    def completed(self) -> Sequence[UnitMove]:
        """The units that had returned and are complete now."""
        return [move for move in self.moves if move.new == Standing.COMPLETE and move.old == Standing.TO_CORRECT]

    @property
    def overdue(self) -> Sequence[UnitMove]:
        """The units that are overdue by now."""
        return [move for move in self.moves if move.new == Standing.OVERDUE != move.old]

    @property
    def others(self) -> Sequence[UnitMove]:
        """The other units that are different: of another score, or no longer complete."""
        known = {move.code for move in (*self.came, *self.completed, *self.overdue)}
        return [move for move in self.moves if move.code not in known]

    @property
    def mean(self) -> MeanMove:
        """The mean total of the complete returns then and now."""
        return MeanMove.of(self.old.complete_percents, self.new.complete_percents)


def changes_of(source: Consolidation, against: Mapping[str, Consolidation] | None = None) -> list[ChangeSince]:
    """What is different from earlier states: the run before, those given, a week ago, the latest snapshots.

    The states come from the frame ``events``; without a round there are none but those given.

    :param against: further results by name: a snapshot's of this round, or another round's, such as last year's.
    """
    now, given = RunRecord.of(source), against or {}
    runs, snapshots = _states(source)
    found = []
    before = runs[:-1] if runs and runs[-1].number == source.run else runs
    if before:
        found.append(ChangeSince("run", "", before[-1], now))
    for name, other in given.items():
        kind = "snapshot" if _round_of(other) == _round_of(source) else "other"
        found.append(ChangeSince(kind, name if kind == "snapshot" else _other_name(source, other), RunRecord.of(other),
                                 now))
    old = [run for run in before if thai_time(source.as_of) - run.at >= _WEEK]
    if old and old[-1] is not before[-1]:
        found.append(ChangeSince("week", "", old[-1], now))
    latest = [(name, record) for name, record in reversed(snapshots) if name not in given]
    return [*found, *(ChangeSince("snapshot", name, record, now) for name, record in latest[:_MOST_SNAPSHOTS])]


def _round_of(source: Consolidation) -> tuple[set[str], int | None]:
    return {form.form_id for form in source.forms}, source.year or next((one.fiscal_year for one in source.forms), None)


def _other_name(source: Consolidation, other: Consolidation) -> str:
    """Another round's fiscal year, in its form's calendar; with its form where that is another edition."""
    editions = [" / ".join(dict.fromkeys(form.edition for form in one.forms)) for one in (source, other)]
    year = str(_round_of(other)[1] or "")
    return year if editions[0] == editions[1] else f"{year} ({editions[1]})"


def _states(source: Consolidation) -> tuple[list[RunRecord], list[tuple[str, RunRecord]]]:
    """The records of the runs, oldest first; and of the snapshots, each the run that was before it."""
    runs: list[RunRecord] = []
    snapshots = []
    for row in EachRow(source, EventRow):
        if row.kind not in (EventKind.RUN, EventKind.SNAPSHOT):
            continue
        data = data_of(row)
        if row.kind == EventKind.RUN:
            runs.append(RunRecord.of_event(row.at, data, len(runs) + 1))
        elif runs:
            snapshots.append((data.get("name", ""), runs[-1]))
    return runs, snapshots


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
    found: dict[dt.date, int] = {}
    for record in _states(source)[0]:
        day = thai_time(record.at).date()
        if thai_time(record.as_of).date() == day:
            found[day] = record.returned
    today = thai_time(source.as_of).date()
    if found:
        found[today] = RunRecord.of(source).returned
    return found if len(found) > 1 else {}
