"""The facts of a round that the terminal shows, from its frames, or directly from its returns if none are needed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pmqa_xlsx.consolidate.decisions import Decision, Settled
from pmqa_xlsx.consolidate.frame_rows import rows_of
from pmqa_xlsx.consolidate.missing import missing_rows
from pmqa_xlsx.consolidate.rows import finding_rows, return_rows
from pmqa_xlsx.consolidate.schema import FindingRow, MissingRow, ReturnRow
from pmqa_xlsx.consolidate.verdicts import Status, judge_round
from pmqa_xlsx.form.model import Form
from pmqa_xlsx.ingester.model import Return
from pmqa_xlsx.text.language import Text

if TYPE_CHECKING:
    from pmqa_xlsx.consolidate import Consolidation


@dataclass(frozen=True, slots=True)
class Brief:
    """Facts of a round.

    :ivar returns: the rows of the frame of that name, as ``findings`` and ``missing``.
    :ivar as_of: the moment by which returns are judged as late.
    :ivar skipped: number of files that were recognised and skipped, by reason.
    :ivar decisions: the office's decisions about single returns, with the outcome of each.
    :ivar unread: a line for each file that this computer did not let be read, with what to do.
    """

    returns: Sequence[ReturnRow]
    findings: Sequence[FindingRow]
    missing: Sequence[MissingRow]
    as_of: dt.datetime
    skipped: Mapping[str, int]
    decisions: Sequence[Settled]
    unread: Sequence[Text] = ()

    @classmethod
    def of(cls, round_: Brief | Consolidation) -> Brief:
        """The facts of a round that has frames."""
        if isinstance(round_, Brief):
            return round_
        return cls(
            [ReturnRow(**row) for row in rows_of(round_.returns)],
            [FindingRow(**row) for row in rows_of(round_.findings)],
            [MissingRow(**row) for row in rows_of(round_.missing)], round_.as_of, round_.skipped, round_.decisions,
            round_.unread)

    @classmethod
    def of_returns(
        cls, returns: Sequence[Return], forms: Sequence[Form], *, year: int | None, as_of: dt.datetime,
        skipped: Mapping[str, int], decisions: Sequence[Decision] = (),
    ) -> Brief:
        """The same without frames, since importing their library takes longer than reading a return.

        The parameters are those of :func:`~pmqa_xlsx.consolidate.consolidate`.
        """
        standings, counts, settled = judge_round(returns, forms, year, contacts=True, skipped=skipped,
                                                 decisions=decisions)
        return cls(
            [*return_rows(standings, contacts=True)], [*finding_rows(standings, contacts=True)],
            [*missing_rows(standings, forms, year, as_of)], as_of, counts, settled)

    @property
    def has_errors(self) -> bool:
        """Whether a counted or rejected return has a finding of severity ``error``."""
        return any(row.errors and (Status(row.status).counted or row.status == Status.REJECTED)
                   for row in self.returns)

    def count(self, *status: Status) -> int:
        """Number of returns with one of these statuses, including files in which no return was found."""
        return sum(row.status in status for row in self.returns)
