"""What is different from an earlier state of the round: each run's record says where every unit was then."""

from __future__ import annotations

import datetime as dt
import json
import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pmqa_xlsx.consolidate.frame_rows import rows_of
from pmqa_xlsx.consolidate.run_record import COMPLETE, RETURNED, RunRecord
from pmqa_xlsx.report.figures import rounded
from pmqa_xlsx.text.calendar import thai_time

if TYPE_CHECKING:
    from pmqa_xlsx.consolidate import Consolidation

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


@dataclass(frozen=True, slots=True)
class MeanMove:
    """The mean total of the complete returns then and now, each with its number of units.

    :ivar paired: the mean change of the units that were complete then and are now; ``None`` if there are none.
    """

    old: float | None
    old_units: int
    new: float | None
    new_units: int
    paired: float | None
    paired_units: int


@dataclass(frozen=True)
class ChangeSince:
    """What is different from an earlier state.

    :ivar kind: ``run`` for the run before, ``week`` for the last run of a week ago or earlier, ``snapshot``, ``other``
        for another round.
    :ivar name: of the snapshot or the other round.
    """

    kind: str
    name: str
    old: RunRecord
    new: RunRecord

    @cached_property
    def moves(self) -> Sequence[UnitMove]:
        """The units whose standing, or total as shown, is different, by code."""
        moves = []
        for code, word in sorted(self.new.standing.items()):
            before = self.old.standing.get(code, "")
            totals = self.old.percent.get(code), self.new.percent.get(code)
            shown = [None if total is None else rounded(total) for total in totals]
            returned_then = before in RETURNED
            if before != word or (returned_then and shown[0] is not None and shown[0] != shown[1]):
                moves.append(UnitMove(code, before, word, *totals))
        return moves

    @property
    def came(self) -> Sequence[UnitMove]:
        """The units that have returned since."""
        return [move for move in self.moves if move.new in RETURNED and move.old not in RETURNED]

    @property
    def completed(self) -> Sequence[UnitMove]:
        """The units that had returned and are complete now."""
        return [move for move in self.moves if move.new == COMPLETE and move.old in RETURNED and move.old != COMPLETE]

    @property
    def others(self) -> Sequence[UnitMove]:
        """The other units that are different: of another score, no longer complete, overdue by now."""
        known = {move.code for move in (*self.came, *self.completed)}
        return [move for move in self.moves if move.code not in known]

    @property
    def mean(self) -> MeanMove:
        """The mean total of the complete returns then and now."""
        old, new = self.old.complete_percents, self.new.complete_percents
        both = [new[code] - old[code] for code in new if code in old]
        return MeanMove(_mean(old.values()), len(old), _mean(new.values()), len(new), _mean(both), len(both))


def changes_of(source: Consolidation, others: Iterable[tuple[str, RunRecord]] = ()) -> list[ChangeSince]:
    """What is different from earlier states: the run before, a week ago, the latest snapshots, and other rounds.

    The states come from the frame ``events``; without a round there are none but the others.

    :param others: further states with their names, such as last year's.
    """
    now = RunRecord.of(source)
    runs, snapshots = _states(source)
    found = []
    before = runs[:-1] if runs and runs[-1].number == source.run else runs
    if before:
        found.append(ChangeSince("run", "", before[-1], now))
    old = [run for run in before if thai_time(source.as_of) - run.at >= _WEEK]
    if old and old[-1] is not before[-1]:
        found.append(ChangeSince("week", "", old[-1], now))
    found += [ChangeSince("snapshot", name, record, now) for name, record in reversed(snapshots[-_MOST_SNAPSHOTS:])]
    return [*found, *(ChangeSince("other", name, record, now) for name, record in others)]


def _states(source: Consolidation) -> tuple[list[RunRecord], list[tuple[str, RunRecord]]]:
    """The records of the runs, oldest first; and of the snapshots, each the run that was before it."""
    events = source.events[source.events["kind"].isin(["run", "snapshot"])]
    runs: list[RunRecord] = []
    snapshots = []
    for row in rows_of(events):
        data: Mapping[str, Any] = json.loads(row["data"] or "{}")
        if row["kind"] == "run":
            runs.append(RunRecord.of_event(row["at"], data, len(runs) + 1))
        elif runs:
            snapshots.append((str(data.get("name", "")), runs[-1]))
    return runs, snapshots


def _mean(values: Iterable[float]) -> float | None:
    listed = list(values)
    return statistics.fmean(listed) if listed else None
