"""Which returns count: what becomes of each one beside the others.

Editions of one form (the same ``form_id``) are one form here: for a fiscal year a unit has one return that counts,
whichever edition it was made with.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from pmqa_xlsx.catalogue import Severity
from pmqa_xlsx.consolidate import across_returns as across
from pmqa_xlsx.consolidate.candidates import Candidates, accepted, may_count, of_the_year
from pmqa_xlsx.consolidate.decisions import (
    Decision,
    DecisionOutcome,
    Ruling,
    Rulings,
    Settled,
    approvals,
    other_chosen,
    rejected_by_office,
)
from pmqa_xlsx.consolidate.return_stats import ReturnStats, comparable, measure
from pmqa_xlsx.findings import Finding
from pmqa_xlsx.form.model import Form
from pmqa_xlsx.ingester.model import Return
from pmqa_xlsx.layout import plan_layout

#: The reason under which workbooks that nobody filled in are counted among the skipped files.
NOT_FILLED_IN = "not-filled-in"


class Status(StrEnum):
    """What became of a return (contract: what ``ingest`` writes)."""

    ACCEPTED = "accepted"
    NEEDS_CORRECTION = "needs_correction"
    SUPERSEDED = "superseded"
    DUPLICATE = "duplicate"
    REJECTED = "rejected"

    @property
    def counted(self) -> bool:
        """Whether the return's answers count."""
        return self in (Status.ACCEPTED, Status.NEEDS_CORRECTION)


@dataclass(frozen=True, slots=True)
class Verdicted:
    """A return with what became of it.

    :ivar status: ``None`` for a file that is no return and of which there are only notices.
    :ivar superseded_by: SHA-256 of the return that counts instead.
    :ivar findings: those of its reading, then those that come from the other returns and the due date.
    """

    measured: ReturnStats
    status: Status | None
    superseded_by: str
    findings: tuple[Finding, ...]

    @property
    def counted(self) -> bool:
        """Whether the return's answers count."""
        return self.status is not None and self.status.counted

    def count(self, severity: Severity) -> int:
        """How many findings of that severity there are."""
        return sum(finding.severity is severity for finding in self.findings)


class Judged(NamedTuple):
    """A round, judged.

    :ivar standings: one for each return in which somebody typed, by file.
    :ivar skipped: how many files were left out, by reason.
    :ivar settled: what came of each of the office's decisions, in their order.
    """

    standings: list[Verdicted]
    skipped: dict[str, int]
    settled: list[Settled]


def judge_round(
    returns: Sequence[Return], forms: Sequence[Form], year: int | None, *, contacts: bool,
    skipped: Mapping[str, int], decisions: Sequence[Decision],
) -> Judged:
    """Decide what becomes of everything that came in; workbooks in which nobody typed are left out with a count.

    The parameters are those of :func:`~pmqa_xlsx.consolidate.consolidate`.
    """
    typed_in = [origin for origin in returns if not origin.reading.untouched]
    counts = dict(skipped)
    if len(typed_in) < len(returns):
        counts[NOT_FILLED_IN] = counts.get(NOT_FILLED_IN, 0) + len(returns) - len(typed_in)
    standings = judge(typed_in, forms, year, contacts=contacts, rulings=Rulings(decisions))
    return Judged(standings, counts, settle(decisions, standings, returns))


def judge(
    returns: Iterable[Return], forms: Sequence[Form], year: int | None, *, contacts: bool = True,
    rulings: Rulings | None = None,
) -> list[Verdicted]:
    """Decide what becomes of each return; the order in which they are given does not matter.

    :param year: the fiscal year (B.E.) asked for; ``None`` for each form's own.
    :param contacts: whether findings may quote answers that are personal data.
    :param rulings: what the office decided about single returns.
    :returns: one entry for each return, by file.
    :raises KeyError: a return with answers was read by a form that is not among ``forms``.
    """
    layouts = {(form.form_id, form.form_version): plan_layout(form) for form in forms}
    rulings = rulings or Rulings()
    measured = sorted((of_the_year(measure(origin, layouts, year), year, rulings) for origin in returns),
                      key=lambda m: (m.origin.file, m.origin.sha256, comparable(m.origin.sent_at)))
    first = _first_of_each_content(measured)
    last_sent = _last_sent(measured)
    able = [m for m in measured if may_count(m, rulings) and first.get(m.origin.sha256, m) is m]
    contests: dict[tuple[str, str, int | None], list[ReturnStats]] = {}
    for one in able:
        contests.setdefault((one.reading.unit_code, one.reading.form_id, one.year), []).append(one)
    for rivals in contests.values():
        rivals.sort(key=lambda m: _precedence(m, last_sent))
    decided = [Candidates.of(rivals, rulings) for rivals in contests.values()]
    contest_of = {id(one): contest for contest in decided for one in contest.rivals}
    return [_stand(one, first.get(one.origin.sha256, one), contest_of.get(id(one)), rulings, contacts)
            for one in measured]


def settle(decisions: Iterable[Decision], standings: Iterable[Verdicted], arrived: Iterable[Return]) -> list[Settled]:
    """What came of each of the office's decisions, in their order.

    :param arrived: everything that came in, also what is no return or was left out.
    """
    known = {origin.sha256 for origin in arrived}
    status = {standing.measured.origin.sha256: standing.status for standing in standings
              if standing.status is not Status.DUPLICATE}
    return [Settled(decision, _outcome(decision, status.get(decision.sha256), decision.sha256 in known))
            for decision in decisions]


def _outcome(decision: Decision, status: Status | None, arrived: bool) -> DecisionOutcome:
    if not arrived:
        return DecisionOutcome.NOT_FOUND
    if status is Status.SUPERSEDED:
        return DecisionOutcome.OTHER_COUNTS
    if decision.ruling is Ruling.REJECT:
        return DecisionOutcome.USED if status is Status.REJECTED else DecisionOutcome.CANNOT_COUNT
    return DecisionOutcome.USED if status is not None and status.counted else DecisionOutcome.CANNOT_COUNT


def _first_of_each_content(measured: Iterable[ReturnStats]) -> dict[str, ReturnStats]:
    """By SHA-256, the return that stays of those with the same bytes: the one sent first, then the first by file."""
    first: dict[str, ReturnStats] = {}
    rows = [one for one in measured if one.is_row and one.origin.sha256]
    for one in sorted(rows, key=lambda m: (m.origin.sent_at is None, comparable(m.origin.sent_at), m.origin.file)):
        first.setdefault(one.origin.sha256, one)
    return first


def _last_sent(measured: Iterable[ReturnStats]) -> dict[str, dt.datetime]:
    """By SHA-256, when the same bytes were sent last."""
    last: dict[str, dt.datetime] = {}
    for one in measured:
        digest, sent = one.origin.sha256, comparable(one.origin.sent_at)
        last[digest] = max(sent, last.get(digest, sent))
    return last


def _precedence(
    one: ReturnStats, last_sent: Mapping[str, dt.datetime],
) -> tuple[bool, dt.datetime, dt.datetime, float, str, str]:
    """Sort the returns of one unit so that the last one counts; one without any answer yields to all with some.

    Who sends an older return again wants it to count: its last sending decides.
    """
    return (one.filled > 0, last_sent[one.origin.sha256], comparable(one.reading.saved_at), one.completeness or 0.0,
            one.origin.file, one.origin.sha256)


def _stand(
    one: ReturnStats, first: ReturnStats, contest: Candidates | None, rulings: Rulings, contacts: bool,
) -> Verdicted:
    """Put one return beside those with the same bytes and those of the same unit.

    :param contest: ``None`` for a return that may not count.
    """
    findings = list(one.reading.findings)
    superseded_by = ""
    status: Status | None
    if not one.is_row:
        status = None
    elif first is not one:
        status = Status.DUPLICATE
        findings.append(across.duplicate(first))
    elif contest is None:
        status = Status.REJECTED
        if decision := rulings.get(one.origin.sha256, Ruling.REJECT):
            findings.append(rejected_by_office(decision))
    elif contest.winner is not one:
        status = Status.SUPERSEDED
        winner = contest.winner.origin
        superseded_by = winner.sha256
        decision = rulings.get(winner.sha256, Ruling.PREFER)
        findings.append(other_chosen(decision, winner.file) if decision and contest.lost_by_decision(one)
                        else across.superseded(one, contest.winner))
    else:
        findings += across.less_complete(one, contest.earlier, contacts=contacts)
        findings += across.late(one)
        findings += approvals(one.origin.sha256, rulings)
        wrong = any(finding.severity is Severity.ERROR for finding in findings)
        status = Status.NEEDS_CORRECTION if wrong and not accepted(one, rulings) else Status.ACCEPTED
    return Verdicted(one, status, superseded_by, tuple(findings))
