"""The units as a list: filtered, sorted, counted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pmqa_xlsx.app.views.round_view import RoundView
from pmqa_xlsx.consolidate.schema import StandingRow

#: What can be shown, by name: all units, those of one standing, or those that sent something that does not count.
SHOWN = ("all", "complete", "to-correct", "missing", "overdue", "tried", "late")
_KEYS: Mapping[str, Callable[[StandingRow], Any]] = {
    "code": lambda row: row.unit_code, "name": lambda row: row.unit_name, "standing": lambda row: row.standing,
    "due": lambda row: row.due_date, "came": lambda row: row.first_return_at or "~",
    "complete": lambda row: -1.0 if row.completeness is None else row.completeness,
    "percent": lambda row: -1.0 if row.percent is None else row.percent, "errors": lambda row: -row.open_errors,
    "letters": lambda row: -row.letters,
}


@dataclass(frozen=True, slots=True)
class UnitList:
    """Some of the units.

    :ivar counts: how many there are of each of :data:`SHOWN`.
    """

    units: Sequence[StandingRow]
    show: str
    group: str
    sort: str
    counts: Mapping[str, int]
    groups: Sequence[str]


def unit_list(rows: RoundView, show: str, group: str, sort: str) -> UnitList:
    """The units to show; what is asked for and unknown is as if it was not asked for."""
    tried = {row.unit_code for row in rows.missing if row.attempts}
    sets: dict[str, list[StandingRow]] = {
        name: [row for row in rows.units if name in ("all", row.standing)] for name in SHOWN}
    sets["tried"] = [row for row in rows.units if row.unit_code in tried]
    sets["late"] = [row for row in rows.units if row.days_late and row.first_return_at]
    groups = sorted({row.group for row in rows.units if row.group})
    show, group = show if show in sets else "all", group if group in groups else ""
    sort = sort if sort in _KEYS else "code"
    chosen = sorted((row for row in sets[show] if group in ("", row.group)), key=_KEYS[sort])
    return UnitList(chosen, show, group, sort, {name: len(some) for name, some in sets.items()}, groups)
