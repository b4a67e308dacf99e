"""The office's decisions on single returns and units: decisions and extensions as facts, and their outcomes.

A decision concerns what had been received when it was made. ``reject``, ``alone`` and ``is-unit`` stay with their
return; ``prefer``, ``accept`` and ``join`` yield to a return that is received later and counts by the normal rule.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from pmqa_xlsx.catalogue import rejecting_codes
from pmqa_xlsx.consolidate.fold import FoldMode
from pmqa_xlsx.consolidate.letters import Matter
from pmqa_xlsx.findings import Finding
from pmqa_xlsx.light_dataclass import dataclass, replace
from pmqa_xlsx.text.calendar import LONG_AGO, iso_text

#: Codes for which a return would be rejected but counts once the office accepts it: its answers can be read, and the
#: unit and the form are known.
ACCEPTABLE = frozenset({"year-mismatch"})
#: Codes about whose return it is: settled by ``is-unit``.
WHOSE = frozenset({"unit-unknown", "unit-mismatch", "unit-doubtful"})


def waits_for_unit(status: str, codes: Iterable[str]) -> bool:
    """Whether the office is to decide whose a return is: it is held, or rejected because its unit is not known.

    :param codes: of its findings.
    """
    return status == "held" or (status == "rejected" and not WHOSE.isdisjoint(codes))


def deciding(codes: Iterable[str]) -> frozenset[str]:
    """Of the codes of a return's errors, those for which it does not count; all, where it is none of these."""
    found = frozenset(codes)
    return found & (WHOSE | rejecting_codes()) or found


class Ruling(StrEnum):
    """What the office decides about a return."""

    ACCEPT = "accept"  #: its open matters are settled
    REJECT = "reject"  #: as if it had not been received
    PREFER = "prefer"  #: as if it were sent at the moment of the decision
    ALONE = "alone"  #: nothing is joined to it
    JOIN = "join"  #: its empty slots are filled from the unit's older returns
    IS_UNIT = "is-unit"  #: whose it is


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision.

    :ivar sha256: of the return's bytes, 64 small hex digits.
    :ivar at: when it was made, with time zone.
    :ivar unit_code: whose it is, for ``is-unit``; else empty.
    :ivar matters: for ``accept``, the matters of the return that it settles; ``None`` for all that are known.
    :ivar number: its number in the round, from 1; 0 outside a round.
    :ivar carried_from: for ``is-unit``, the moment of an erasure: it is carried over to what is received after that
        alone, for some senders of earlier returns are not known any more; ``None`` where nothing was erased.
    """

    sha256: str
    ruling: Ruling
    reason: str = ""
    decided_by: str = ""
    at: dt.datetime = LONG_AGO
    unit_code: str = ""
    matters: frozenset[Matter] | None = None
    number: int = 0
    carried_from: dt.datetime | None = None

    def settles(self, findings: Iterable[Finding]) -> bool:
        """Whether all that the findings ask for is settled by it, an acceptance."""
        return self.matters is None or self.matters.issuperset(Matter.of(self.sha256, one) for one in findings)


@dataclass(frozen=True, slots=True)
class Extension:
    """A new due date of a unit; of several the last one applies.

    :ivar due_date: A.D.
    :ivar at: when it was granted, with time zone.
    """

    unit_code: str
    due_date: dt.date
    at: dt.datetime


class DecisionOutcome(StrEnum):
    """The outcome of a decision: it was used, or why not."""

    USED = "used"
    NOT_FOUND = "not_found"  #: no file with that SHA-256 has been received so far
    CANNOT_COUNT = "cannot_count"  #: the file is not a return, or is rejected for more than the decision can settle
    OTHER_COUNTS = "other_counts"  #: another return of the unit counts: a later one, or one that is preferred too


@dataclass(frozen=True, slots=True)
class Settled:
    """A decision with its outcome."""

    decision: Decision
    outcome: DecisionOutcome

    def as_json(self) -> dict[str, object]:
        """The decision as ``summary.json`` states it."""
        one = self.decision
        return {"number": one.number, "at": "" if one.at == LONG_AGO else iso_text(one.at), "sha256": one.sha256,
                "decision": one.ruling.value, "unit_code": one.unit_code, "reason": one.reason,
                "decided_by": one.decided_by, "outcome": self.outcome.value}

    @classmethod
    def from_json(cls, stated: Mapping[str, Any]) -> Settled:
        """What :meth:`as_json` gave.

        :raises KeyError: a part is missing.
        :raises ValueError: an unknown ruling or outcome.
        """
        at = dt.datetime.fromisoformat(stated["at"]) if stated["at"] else LONG_AGO
        decision = Decision(str(stated["sha256"]), Ruling(stated["decision"]), str(stated["reason"]),
                            str(stated["decided_by"]), at, str(stated["unit_code"]), number=int(stated["number"]))
        return cls(decision, DecisionOutcome(stated["outcome"]))

    def without_names(self) -> Settled:
        """The same without who decided and why: a reason may name a person."""
        decision = replace(self.decision, reason="", decided_by="")
        return Settled(decision, self.outcome)


class Rulings:
    """The decisions in force, looked up by return; of two of one kind the later one wins."""

    def __init__(self, decisions: Iterable[Decision] = ()) -> None:
        self.all = sorted(decisions, key=lambda decision: (decision.at, decision.number))
        self._of: dict[str, list[Decision]] = {}
        for decision in self.all:
            self._of.setdefault(decision.sha256, []).append(decision)

    def get(self, sha256: str, *rulings: Ruling) -> Decision | None:
        """The last decision of one of these kinds about a return; ``None`` where there is none."""
        for one in reversed(self._of.get(sha256, ())):
            if one.ruling in rulings:
                return one
        return None

    def rejection(self, sha256: str) -> Decision | None:
        """The decision that a return does not count, unless a later one accepts or prefers it."""
        last = self.get(sha256, Ruling.REJECT, Ruling.ACCEPT, Ruling.PREFER)
        return last if last is not None and last.ruling is Ruling.REJECT else None

    def mode(self, sha256: str) -> FoldMode:
        """How a return is combined with older ones."""
        last = self.get(sha256, Ruling.ALONE, Ruling.JOIN)
        if last is None:
            return FoldMode.NORMAL
        return FoldMode.ALONE if last.ruling is Ruling.ALONE else FoldMode.JOIN
