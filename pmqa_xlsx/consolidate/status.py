"""The status of an arrival."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from pmqa_xlsx.catalogue import Severity
from pmqa_xlsx.consolidate.across_returns import date_doubtful
from pmqa_xlsx.consolidate.arrivals import address_of
from pmqa_xlsx.consolidate.return_stats import ReturnStats
from pmqa_xlsx.consolidate.schema import ReturnRow
from pmqa_xlsx.consolidate.whose import SETTLED_BY_UNIT
from pmqa_xlsx.findings import Finding
from pmqa_xlsx.ingester.model import Return
from pmqa_xlsx.light_dataclass import dataclass


class Status(StrEnum):
    """The status of a return."""

    ACCEPTED = "accepted"
    NEEDS_CORRECTION = "needs_correction"
    JOINED = "joined"  #: an older return of which some answers still count
    SUPERSEDED = "superseded"
    DUPLICATE = "duplicate"  #: a further arrival of the same bytes
    HELD = "held"  #: waits for the office's decision
    REJECTED = "rejected"

    @property
    def counted(self) -> bool:
        """Whether it is the return that counts for its unit."""
        return self in (Status.ACCEPTED, Status.NEEDS_CORRECTION)


@dataclass(frozen=True, slots=True)
class JudgedArrival:
    """An arrival with its status and findings.

    :ivar origin: the arrival.
    :ivar status: ``None`` for a file that is not a return and has only notices.
    :ivar superseded_by: SHA-256 of the return that counts instead, for a joined or superseded one.
    :ivar findings: those of its reading, then those that come from the other returns and the due date.
    :ivar elsewhere: of a counted return, the findings that are on the older returns joined to it.
    :ivar sources: of a counted return to which others are joined, the SHA-256 of the return that each slot is from.
    """

    stats: ReturnStats
    origin: Return
    status: Status | None
    superseded_by: str
    findings: tuple[Finding, ...]
    elsewhere: tuple[Finding, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def counted(self) -> bool:
        """Whether the return's answers count."""
        return self.status is not None and self.status.counted

    @property
    def is_attempt(self) -> bool:
        """Whether it came for a unit and does not count for it."""
        return self.status in (Status.HELD, Status.REJECTED) or (
            self.status is Status.DUPLICATE and bool(self.stats.ownership.likely_unit))

    @property
    def sent_at(self) -> dt.datetime | None:
        """When it was sent; of a further arrival the date of its own mail, else its workbook's or its file's."""
        if self.origin is self.stats.origin:
            return self.stats.distinct.sent_at
        return self.origin.mailed_at or self.stats.reading.saved_at or self.origin.modified_at

    @property
    def possible_units(self) -> tuple[str, ...]:
        """Whose it may be: the unit that is named, else its workbook's; of a held return each of the two."""
        own = self.stats.ownership
        codes = [code for code in dict.fromkeys((own.likely_unit, own.unit_code)) if code]
        return tuple(codes if self.status is Status.HELD else codes[:1])

    def count(self, severity: Severity) -> int:
        """How many findings of that severity there are, of a counted return also on what is joined to it."""
        return sum(finding.severity is severity for finding in (*self.findings, *self.elsewhere))


def sent_by_others(arrivals: Sequence[JudgedArrival]) -> Iterator[JudgedArrival]:
    """The further arrivals that came for another unit than the first: an empty file, or a borrowed workbook."""
    firsts = {one.origin.sha256: one for one in arrivals if one.status is not Status.DUPLICATE}
    for one in arrivals:
        first = firsts[one.origin.sha256]
        if one.is_attempt and first.status is not Status.HELD and one.possible_units[:1] != first.possible_units[:1]:
            yield one


def own_findings(one: ReturnStats) -> tuple[Finding, ...]:
    """The findings on a return alone: about its reading, its unit, its date."""
    settled = SETTLED_BY_UNIT if one.ownership.decision else frozenset[str]()
    return (*(finding for finding in one.reading.findings if finding.code not in settled), *one.ownership.findings,
            *date_doubtful(one))


def any_open_error(rows: Iterable[ReturnRow], among: Iterable[ReturnRow] | None = None) -> bool:
    """Whether a counted or held return has an error, or a rejected one whose matter is open.

    The matter of a rejected return is closed once its unit or its sender has something that counts.

    :param among: all returns of the round; default: the same.
    """
    rows = list(rows)
    counted = [row for row in (rows if among is None else among) if Status(row.status).counted]
    units, senders = {row.unit_code for row in counted}, {address_of(row.sender) for row in counted if row.sender}
    return any(row.errors and (row.status in (Status.HELD, Status.NEEDS_CORRECTION) or (
        row.status == Status.REJECTED and not units & {row.unit_code, row.likely_unit}
        and address_of(row.sender) not in senders)) for row in rows)
