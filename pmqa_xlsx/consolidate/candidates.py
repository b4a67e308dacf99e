"""Which of a unit's returns may count and which one does, by their dates and by what the office decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pmqa_xlsx.consolidate.decisions import ACCEPTABLE, Ruling, Rulings
from pmqa_xlsx.consolidate.return_stats import ReturnStats
from pmqa_xlsx.ingester.model import REJECTING


@dataclass(frozen=True, slots=True)
class Candidates:
    """The returns of one unit, form and year.

    :ivar rivals: in such an order that the last one counts where the office decided nothing.
    :ivar winner: the one that counts.
    """

    rivals: Sequence[ReturnStats]
    winner: ReturnStats

    @classmethod
    def of(cls, rivals: Sequence[ReturnStats], rulings: Rulings) -> Candidates:
        """Find which one counts: the one that the office prefers, else the last."""
        places = range(len(rivals))
        best = max(places, key=lambda place: (rulings.preference(rivals[place].origin.sha256), place))
        return cls(rivals, rivals[best])

    @property
    def earlier(self) -> Sequence[ReturnStats]:
        """Those whose place the winner takes without any decision."""
        return self.rivals[:self._place(self.winner)]

    def lost_by_decision(self, one: ReturnStats) -> bool:
        """Whether a return stands after the winner, which counts only because the office decided so."""
        return self._place(one) > self._place(self.winner)

    def _place(self, one: ReturnStats) -> int:
        return next(place for place, rival in enumerate(self.rivals) if rival is one)


def accepted(one: ReturnStats, rulings: Rulings) -> bool:
    """Whether the office accepts a return whose answers can be read."""
    reasons = {finding.code for finding in one.reading.findings} & REJECTING
    return (rulings.get(one.origin.sha256, Ruling.ACCEPT) is not None and one.layout is not None
            and reasons <= ACCEPTABLE)


def may_count(one: ReturnStats, rulings: Rulings) -> bool:
    """Whether a return may count, for what it is and for what the office decided."""
    if rulings.get(one.origin.sha256, Ruling.REJECT):
        return False
    return not one.rejected or accepted(one, rulings)


def of_the_year(one: ReturnStats, year: int | None, rulings: Rulings) -> ReturnStats:
    """A return that names another year than the one asked for is taken for one of that year once it is accepted.

    :param year: the fiscal year (B.E.) asked for; ``None`` for the form's own.
    """
    if one.layout is None or not one.rejected or not accepted(one, rulings):
        return one
    return replace(one, year=one.layout.form.fiscal_year if year is None else year)
