"""The figures of a round, calculated once for all reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pmqa_xlsx.consolidate.frame_rows import (
    COUNTED,
    LATE,
    Edition,
    FormIndex,
    rows_of,
)
from pmqa_xlsx.consolidate.standing import Status
from pmqa_xlsx.form.model import TOTAL, Level
from pmqa_xlsx.report.matrix import ScoreMatrix, Spread, score_matrices
from pmqa_xlsx.text.language import Text

if TYPE_CHECKING:
    from pmqa_xlsx.consolidate import Consolidation


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One category, total or criterion with the spread of its percents (``None`` if no unit has one).

    :ivar short: a name for narrow places: ``หมวด 1``, a criterion's code; empty for the total.
    :ivar text: a category's title, a criterion's wording; empty for the total.
    """

    edition: Edition
    category: str
    code: str
    short: Text
    text: Text
    spread: Spread | None


@dataclass(frozen=True, slots=True)
class CountedUnit:
    """A unit's counted return; ``completeness`` is 0–1, ``total`` 0–100 or ``None`` if there is no score."""

    edition: Edition
    code: str
    name: Text
    status: str
    required: int
    answered: int
    completeness: float
    total: float | None


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a round.

    :ivar files: number of returns (including files in which no return was found) by status.
    :ivar late: counted returns sent after the due date; ``overdue``: missing units after their due date.
    :ivar categories: every scored category and the total of each edition, in the forms' order.
    :ivar criteria: every scored criterion, in the forms' order.
    :ivar counted: one entry for each counted return, in the forms' order.
    """

    files: Mapping[str, int]
    missing: int
    late: int
    overdue: int
    categories: tuple[ScoreLine, ...]
    criteria: tuple[ScoreLine, ...]
    counted: tuple[CountedUnit, ...]

    @property
    def accepted(self) -> int:
        """Units whose return counts and has no error."""
        return self.files.get(Status.ACCEPTED, 0)

    @property
    def to_correct(self) -> int:
        """Units whose return counts and has errors."""
        return self.files.get(Status.NEEDS_CORRECTION, 0)

    @property
    def returned(self) -> int:
        """Units with a counted return."""
        return self.accepted + self.to_correct

    @property
    def units(self) -> int:
        """All units: those with a counted return and the missing ones."""
        return self.returned + self.missing

    def weakest(self, number: int) -> tuple[ScoreLine, ...]:
        """The criteria with the lowest means, lowest first; equal ones in the form's order."""
        scored = [line for line in self.criteria if line.spread]
        return tuple(sorted(scored, key=lambda line: line.spread.mean if line.spread else 0.0)[:number])


def work_out(source: Consolidation) -> Figures:
    """Calculate the figures of a round from its frames."""
    index = FormIndex(source.forms)
    returns, missing = rows_of(source.returns), rows_of(source.missing)
    late = {row["file"] for row in rows_of(source.findings[source.findings["code"] == LATE])}
    files: dict[str, int] = {}
    for row in returns:
        files[row["status"]] = files.get(row["status"], 0) + 1
    by_category = score_matrices(source, Level.CATEGORY)
    by_criterion = score_matrices(source, Level.CRITERION)
    return Figures(
        files=files,
        missing=len(missing),
        late=sum(row["status"] in COUNTED and row["file"] in late for row in returns),
        overdue=sum((row["days_late"] or 0) > 0 for row in missing),
        categories=tuple(line for matrix in by_category for line in _category_lines(matrix, index)),
        criteria=tuple(line for matrix in by_criterion for line in _criterion_lines(matrix, index)),
        counted=_counted(returns, by_category, index),
    )


def _category_lines(matrix: ScoreMatrix, index: FormIndex) -> Iterable[ScoreLine]:
    for code in matrix.codes:
        known = index.category(matrix.edition, code)
        short, title = (known.label, known.title) if known else (Text() if code == TOTAL else Text(code), Text())
        yield ScoreLine(matrix.edition, code, code, short, title, matrix.spread(code))


def _criterion_lines(matrix: ScoreMatrix, index: FormIndex) -> Iterable[ScoreLine]:
    form = index.form(matrix.edition)
    criteria = {criterion.code: criterion for criterion in form.criteria()} if form else {}
    for code in matrix.codes:
        known = criteria.get(code)
        yield ScoreLine(matrix.edition, known.category if known else "", code, Text(code, code),
                        known.text if known else Text(), matrix.spread(code))


def _counted(returns: Iterable[dict[str, Any]], matrices: Iterable[ScoreMatrix],
             index: FormIndex) -> tuple[CountedUnit, ...]:
    totals = {(matrix.edition, unit.code): unit.percents.get(TOTAL) for matrix in matrices for unit in matrix.units}
    units = []
    for row in returns:
        if row["status"] in COUNTED:
            edition = Edition.of(row)
            units.append(CountedUnit(
                edition, row["unit_code"], index.unit_name(row), row["status"], int(row["required"] or 0),
                int(row["answered"] or 0), float(row["completeness"] or 0), totals.get((edition, row["unit_code"]))))
    return tuple(sorted(units, key=lambda unit: index.unit_place(unit.edition, unit.code)))
