"""A round in brief: what the terminal tells of it, from its frames, or from its returns where no frame is wanted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from pmqa_xlsx.consolidate.decisions import Decision, Settled
from pmqa_xlsx.consolidate.missing import missing_columns
from pmqa_xlsx.consolidate.rows import Columns, finding_columns, return_columns
from pmqa_xlsx.consolidate.verdicts import Status, judge_round
from pmqa_xlsx.form.model import Form
from pmqa_xlsx.ingester.model import Return
from pmqa_xlsx.report.source import rows_of

if TYPE_CHECKING:
    from pmqa_xlsx.consolidate import Consolidation

#: A row of a frame: an attribute for each column.
Row = Any


@dataclass(frozen=True, slots=True)
class Brief:
    """What is told of a round.

    :ivar returns: the rows of the frame of that name, as ``findings`` and ``missing``.
    :ivar as_of: the moment that "late" is reckoned from.
    :ivar skipped: how many files were recognised and left out, by reason.
    :ivar decisions: what the office decided about single returns, and what came of each decision.
    """

    returns: Sequence[Row]
    findings: Sequence[Row]
    missing: Sequence[Row]
    as_of: dt.datetime
    skipped: Mapping[str, int]
    decisions: Sequence[Settled]

    @classmethod
    def of(cls, round_: Brief | Consolidation) -> Brief:
        """The brief of a round that has frames."""
        if isinstance(round_, Brief):
            return round_
        frames = round_.frames
        returns, findings, missing = (_rows(rows_of(frames[name])) for name in ("returns", "findings", "missing"))
        return cls(returns, findings, missing, round_.as_of, round_.skipped, round_.decisions)

    @classmethod
    def of_returns(
        cls, returns: Sequence[Return], forms: Sequence[Form], *, year: int | None, as_of: dt.datetime,
        skipped: Mapping[str, int], decisions: Sequence[Decision] = (),
    ) -> Brief:
        """The same without frames, whose library takes longer to load than a return to read.

        The parameters are those of :func:`~pmqa_xlsx.consolidate.consolidate`.
        """
        standings, counts, settled = judge_round(returns, forms, year, contacts=True, skipped=skipped,
                                                 decisions=decisions)
        return cls(
            _rows_of(return_columns(standings, contacts=True)), _rows_of(finding_columns(standings, contacts=True)),
            _rows_of(missing_columns(standings, forms, year, as_of)), as_of, counts, settled)

    @property
    def has_errors(self) -> bool:
        """Whether a counted or rejected return has a finding of severity ``error``."""
        return any(row.errors and (Status(row.status).counted or row.status == Status.REJECTED)
                   for row in self.returns)

    def count(self, *status: Status) -> int:
        """How many returns, and files from which none could be taken, have one of these statuses."""
        return sum(row.status in status for row in self.returns)


def _rows(rows: Iterable[Mapping[str, object]]) -> list[Row]:
    return [SimpleNamespace(**row) for row in rows]


def _rows_of(columns: Columns) -> list[Row]:
    return _rows(dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True))
