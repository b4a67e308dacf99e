"""In which order the returns of a unit are folded, oldest first; the last one counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pmqa_xlsx.consolidate.arrivals import DistinctReturn, comparable
from pmqa_xlsx.consolidate.decisions import Decision, Ruling, Rulings


def in_order(returns: Iterable[DistinctReturn], rulings: Rulings) -> list[DistinctReturn]:
    """The returns of one unit by the moment they were sent; a preferred one as if sent when the office decided so.

    It then comes after all that had been received by that moment; what is received later keeps its own place by date.
    """
    ordered = sorted(returns, key=lambda one: one.order)
    for decision in rulings.all:
        if decision.ruling is Ruling.PREFER:
            ordered = _preferred(ordered, decision)
    return ordered


def _preferred(ordered: Sequence[DistinctReturn], decision: Decision) -> list[DistinctReturn]:
    chosen = [one for one in ordered if one.main.sha256 == decision.sha256]
    rest = [one for one in ordered if one.main.sha256 != decision.sha256]
    known = [number for number, one in enumerate(rest) if not later(one, decision)]
    older = [number for number, one in enumerate(rest) if comparable(one.sent_at) <= decision.at]
    place = max([*known, *older], default=-1) + 1
    return [*rest[:place], *chosen, *rest[place:]]


def later(one: DistinctReturn, decision: Decision) -> bool:
    """Whether a return was received after a decision; an unknown time of receipt counts as not later."""
    return one.received_at is not None and comparable(one.received_at) > decision.at
