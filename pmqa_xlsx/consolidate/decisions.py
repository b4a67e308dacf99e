"""The office's decisions about single returns: what they are, what they say of a return, what came of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pmqa_xlsx.consolidate.privacy import without_addresses
from pmqa_xlsx.findings import Finding

#: What a return may be rejected for and yet be accepted by the office: its answers can be read, and whose it is and
#: of which form is known. No decision makes any other rejected file count.
ACCEPTABLE = frozenset({"unit-mismatch", "year-mismatch"})


class Ruling(StrEnum):
    """What the office decides about a return.

    - ``accept``: the return is accepted as it is. Its errors stay listed but need no correction. One that would be
      rejected only for naming another unit or year than its workbook was made for counts for the unit that the
      ``returns`` frame gives, and for the fiscal year that is asked for. A file whose answers cannot be read is
      never accepted, and a later return of the unit still takes the place of an accepted one.
    - ``reject``: the return does not count; an earlier one of the unit may then count in its place.
    - ``prefer``: of the returns of one unit, form and year this one counts, whatever the dates. Its errors still
      ask for correction, and one that is rejected has to be accepted as well.
    """

    ACCEPT = "accept"
    REJECT = "reject"
    PREFER = "prefer"


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of the office's list.

    :ivar line: where it stands in the file, from 1; 0 for one that comes from no file.
    :ivar sha256: of the return's bytes, 64 small hex digits.
    """

    sha256: str
    ruling: Ruling
    reason: str = ""
    decided_by: str = ""
    line: int = 0


class DecisionOutcome(StrEnum):
    """What came of a decision: it was used, or why not."""

    USED = "used"
    NOT_FOUND = "not_found"  #: no file with that SHA-256 has come so far
    CANNOT_COUNT = "cannot_count"  #: the file is no return, or is rejected for more than the decision can settle
    OTHER_COUNTS = "other_counts"  #: another return of the unit counts: a later one, or one that is preferred too


@dataclass(frozen=True, slots=True)
class Settled:
    """A decision with what came of it."""

    decision: Decision
    outcome: DecisionOutcome

    def as_json(self) -> dict[str, object]:
        """The decision as ``summary.json`` tells it."""
        one = self.decision
        return {"line": one.line, "sha256": one.sha256, "decision": one.ruling.value, "reason": one.reason,
                "decided_by": one.decided_by, "outcome": self.outcome.value}

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Settled:
        """What :meth:`as_json` told.

        :raises KeyError: a part is missing.
        :raises ValueError: a ruling or outcome that there is not.
        """
        decision = Decision(str(told["sha256"]), Ruling(told["decision"]), str(told["reason"]),
                            str(told["decided_by"]), int(told["line"]))
        return cls(decision, DecisionOutcome(told["outcome"]))

    def without_names(self) -> Settled:
        """The same without who decided and without any e-mail address in the reason."""
        one = self.decision
        return Settled(Decision(one.sha256, one.ruling, without_addresses(one.reason), "", one.line), self.outcome)


class Rulings:
    """The decisions looked up by return; of two alike the later line speaks."""

    def __init__(self, decisions: Iterable[Decision] = ()) -> None:
        self._places: dict[tuple[str, Ruling], tuple[int, Decision]] = {
            (decision.sha256, decision.ruling): (place, decision)
            for place, decision in enumerate(decisions, start=1)}

    def get(self, sha256: str, ruling: Ruling) -> Decision | None:
        """The decision of that kind about a return; ``None`` where there is none."""
        return self._places.get((sha256, ruling), (0, None))[1]

    def preference(self, sha256: str) -> int:
        """How strongly a return is preferred: 0 for not at all, and of several the last in the list most."""
        return self._places.get((sha256, Ruling.PREFER), (0, None))[0]


def rejected_by_office(decision: Decision) -> Finding:
    """The office decided that the return does not count."""
    return Finding("office-rejected", facts={"grounds": decision.reason})


def other_chosen(decision: Decision, other: str) -> Finding:
    """The office decided that another return of the unit counts.

    :param decision: the one that prefers the other.
    :param other: the other return's file.
    """
    return Finding("office-chose-other", facts={"grounds": decision.reason, "other": other})


def approvals(sha256: str, rulings: Rulings) -> Iterator[Finding]:
    """What the office decided in favour of a return that counts."""
    if accepted := rulings.get(sha256, Ruling.ACCEPT):
        yield Finding("office-accepted", facts={"grounds": accepted.reason})
    if preferred := rulings.get(sha256, Ruling.PREFER):
        yield Finding("office-preferred", facts={"grounds": preferred.reason})
