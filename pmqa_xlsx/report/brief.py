"""The facts of a round that the terminal shows, from its frames, or directly from its returns if none are needed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pmqa_xlsx.consolidate.decisions import Settled
from pmqa_xlsx.consolidate.frame_rows import rows_of
from pmqa_xlsx.consolidate.missing import missing_rows
from pmqa_xlsx.consolidate.round_facts import RoundFacts
from pmqa_xlsx.consolidate.rows import finding_rows, return_rows
from pmqa_xlsx.consolidate.schema import FindingRow, MissingRow, ReturnRow
from pmqa_xlsx.consolidate.standing import Status, any_open_error
from pmqa_xlsx.consolidate.verdicts import judge_round
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
    :ivar unread: a line for each file that could not be read here, with what to do.
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
    def of_facts(cls, facts: RoundFacts) -> Brief:
        """The same without frames, whose library takes longer to load than a return to read."""
        facts = facts.until_cutoff()
        judged = judge_round(facts)
        return cls(
            [*return_rows(judged.standings, contacts=True)], [*finding_rows(judged.standings, contacts=True)],
            [*missing_rows(judged, facts)], facts.as_of, judged.skipped, judged.settled)

    @property
    def has_errors(self) -> bool:
        """Whether a counted or held return has an error, or a rejected one whose matter is open."""
        return any_open_error(self.returns)

    def count(self, *status: Status) -> int:
        """Number of returns with one of these statuses, including files in which no return was found."""
        return sum(row.status in status for row in self.returns)
