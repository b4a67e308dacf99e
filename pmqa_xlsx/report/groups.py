"""The groups of units: each is counted whole, the means of its units' totals are taken within an edition."""

from __future__ import annotations

from collections.abc import Sequence

from pmqa_xlsx.consolidate.frame_rows import Edition
from pmqa_xlsx.light_dataclass import dataclass
from pmqa_xlsx.report.measures import Spread, ranked
from pmqa_xlsx.report.units import UnitRow
from pmqa_xlsx.text.thai import alphabetical


@dataclass(frozen=True, slots=True)
class GroupMean:
    """The totals of a group's units in one edition.

    :ivar rank: by mean, among the groups that have one in this edition; ``None`` without.
    """

    edition: Edition
    spread: Spread | None
    rank: int | None


@dataclass(frozen=True, slots=True)
class GroupLine:
    """One group of units; a missing unit belongs to it whatever edition it was sent.

    :ivar means: of each edition that some of its units returned, in the forms' order; at least one.
    """

    name: str
    units: int
    returned: int
    complete: int
    overdue: int
    means: tuple[GroupMean, ...]

    @property
    def rate(self) -> float:
        """The share of its units that have returned, 0–1."""
        return self.returned / self.units


def group_lines(rows: Sequence[UnitRow], counted: Sequence[UnitRow]) -> list[GroupLine]:
    """The groups in alphabetical order; empty if no unit has a group.

    :param counted: the units over which means are taken.
    """
    members: dict[str, list[UnitRow]] = {}
    for unit in rows:
        members.setdefault(unit.group, []).append(unit)
    if not any(members):
        return []
    totals: dict[tuple[str, Edition], list[float]] = {}
    for unit in counted:
        if unit.total is not None:
            totals.setdefault((unit.group, unit.edition), []).append(unit.total)
    spreads = {key: spread for key, values in totals.items() if (spread := Spread.of(values))}
    ranks = {edition: ranked({name: spread.mean for (name, its), spread in spreads.items() if its == edition})
             for edition in {edition for _, edition in spreads}}
    return [_line(name, members[name], [
        GroupMean(edition, spreads.get((name, edition)), ranks.get(edition, {}).get(name))
        for edition in _returned_editions(members[name])]) for name in sorted(members, key=alphabetical)]


def whole_line(rows: Sequence[UnitRow], totals: dict[Edition, Spread]) -> GroupLine:
    """All units, as if they were one group.

    :param totals: the spread of the totals of each edition.
    """
    return _line("", rows, [GroupMean(edition, totals.get(edition), None) for edition in _returned_editions(rows)])


def _returned_editions(units: Sequence[UnitRow]) -> list[Edition]:
    """The editions of the counted returns; where there are none, that of the first unit."""
    return list(dict.fromkeys(unit.edition for unit in units if unit.counted)) or [one.edition for one in units[:1]]


def _line(name: str, units: Sequence[UnitRow], means: Sequence[GroupMean]) -> GroupLine:
    return GroupLine(
        name, len(units), returned=sum(unit.counted for unit in units), complete=sum(unit.complete for unit in units),
        overdue=sum(unit.late for unit in units if not unit.counted), means=tuple(means))
