"""Which returns count: what becomes of each one beside the others.

Editions of one form (the same ``form_id``) are one form here: for a fiscal year a unit has one return that counts,
whichever edition it was made with.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pmqa_xlsx.catalogue import Severity
from pmqa_xlsx.consolidate import across
from pmqa_xlsx.consolidate.measured import Measured, comparable, measure
from pmqa_xlsx.findings import Finding
from pmqa_xlsx.form import Form
from pmqa_xlsx.ingester.reading import Return
from pmqa_xlsx.layout import plan_layout


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
class Standing:
    """A return with what became of it.

    :ivar status: ``None`` for a file that is no return and of which there are only notices.
    :ivar superseded_by: SHA-256 of the return that counts instead.
    :ivar findings: those of its reading, then those that come from the other returns and the due date.
    """

    measured: Measured
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


def judge(
    returns: Iterable[Return], forms: Sequence[Form], year: int | None, *, contacts: bool = True,
) -> list[Standing]:
    """Decide what becomes of each return; the order in which they are given does not matter.

    :param year: the fiscal year (B.E.) asked for; ``None`` for each form's own.
    :param contacts: whether findings may quote answers that are personal data.
    :returns: one entry for each return, by file.
    :raises KeyError: a return with answers was read by a form that is not among ``forms``.
    """
    layouts = {(form.form_id, form.form_version): plan_layout(form) for form in forms}
    measured = sorted((measure(origin, layouts, year) for origin in returns),
                      key=lambda m: (m.origin.file, m.origin.sha256, comparable(m.origin.sent_at)))
    first = _first_of_each_content(measured)
    last_sent = _last_sent(measured)
    able = [m for m in measured if not m.rejected and first.get(m.origin.sha256, m) is m]
    contests: dict[tuple[str, str, int | None], list[Measured]] = {}
    for one in able:
        contests.setdefault((one.reading.unit_code, one.reading.form_id, one.year), []).append(one)
    for rivals in contests.values():
        rivals.sort(key=lambda m: _precedence(m, last_sent))
    contest_of = {id(one): rivals for rivals in contests.values() for one in rivals}
    return [_stand(one, first.get(one.origin.sha256, one), contest_of.get(id(one), []), contacts) for one in measured]


def _first_of_each_content(measured: Iterable[Measured]) -> dict[str, Measured]:
    """By SHA-256, the return that stays of those with the same bytes: the one sent first, then the first by file."""
    first: dict[str, Measured] = {}
    rows = [one for one in measured if one.is_row and one.origin.sha256]
    for one in sorted(rows, key=lambda m: (m.origin.sent_at is None, comparable(m.origin.sent_at), m.origin.file)):
        first.setdefault(one.origin.sha256, one)
    return first


def _last_sent(measured: Iterable[Measured]) -> dict[str, dt.datetime]:
    """By SHA-256, when the same bytes were sent last."""
    last: dict[str, dt.datetime] = {}
    for one in measured:
        digest, sent = one.origin.sha256, comparable(one.origin.sent_at)
        last[digest] = max(sent, last.get(digest, sent))
    return last


def _precedence(
    one: Measured, last_sent: Mapping[str, dt.datetime],
) -> tuple[bool, dt.datetime, dt.datetime, float, str, str]:
    """Sort the returns of one unit so that the last one counts; one without any answer yields to all with some.

    Who sends an older return again wants it to count: its last sending decides.
    """
    return (one.filled > 0, last_sent[one.origin.sha256], comparable(one.reading.saved_at), one.completeness or 0.0,
            one.origin.file, one.origin.sha256)


def _stand(one: Measured, first: Measured, contest: Sequence[Measured], contacts: bool) -> Standing:
    """Put one return beside those with the same bytes and those of the same unit (the last of which counts)."""
    findings = list(one.reading.findings)
    superseded_by = ""
    status: Status | None
    if not one.is_row:
        status = None
    elif first is not one:
        status = Status.DUPLICATE
        findings.append(across.duplicate(first))
    elif one.rejected:
        status = Status.REJECTED
    elif contest[-1] is not one:
        status = Status.SUPERSEDED
        superseded_by = contest[-1].origin.sha256
        findings.append(across.superseded(contest[-1]))
    else:
        findings += across.less_complete(one, contest[:-1], contacts=contacts)
        findings += across.late(one)
        wrong = any(finding.severity is Severity.ERROR for finding in findings)
        status = Status.NEEDS_CORRECTION if wrong else Status.ACCEPTED
    return Standing(one, status, superseded_by, tuple(findings))
