"""Every unit of a round as one row: its return, completeness and scores."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pmqa_xlsx.consolidate.frame_rows import COUNTED, LATE, MISSING, Edition, FormIndex, rows_of
from pmqa_xlsx.form.model import TOTAL, Level
from pmqa_xlsx.report.matrix import score_matrices
from pmqa_xlsx.text.calendar import thai_time
from pmqa_xlsx.text.language import Lang

if TYPE_CHECKING:
    from pmqa_xlsx.consolidate import Consolidation


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit with its counted return, or without one.

    :ivar status: of the counted return; ``missing`` without one.
    :ivar completeness: 0–1; ``None`` without a counted return.
    :ivar percents: 0–100 by category and criterion code and for the total, see :data:`pmqa_xlsx.form.model.TOTAL`.
    :ivar sent_on: the day (A.D., in Thailand) on which the counted return was sent; ``None`` if not known.
    :ivar late: whether the counted return was sent after the due date, or a missing one is overdue.
    :ivar days_late: by how many days; 0 if not known.
    :ivar email: the unit's own address, for missing units only.
    :ivar file: the counted return's file, as in the frames.
    """

    edition: Edition
    code: str
    name: str
    group: str
    status: str
    required: int = 0
    answered: int = 0
    completeness: float | None = None
    percents: Mapping[tuple[str, str], float] = field(default_factory=dict)
    errors: int = 0
    warnings: int = 0
    sent_on: dt.date | None = None
    late: bool = False
    days_late: int = 0
    due: dt.date | None = None
    attempts: int = 0
    email: str = ""
    file: str = ""

    @property
    def total(self) -> float | None:
        """The total, 0–100; ``None`` if there is no score."""
        return self.percents.get((TOTAL, TOTAL))

    def score(self, code: str) -> float | None:
        """The percent of a category, or of the total by its own code; ``None`` if there is no score."""
        return self.total if code == TOTAL else self.percents.get((Level.CATEGORY.value, code))

    def criterion(self, code: str) -> float | None:
        """A criterion's percent, 0–100; ``None`` if there is no score."""
        return self.percents.get((Level.CRITERION.value, code))


def unit_rows(source: Consolidation, index: FormIndex, lang: Lang) -> list[UnitRow]:
    """Every unit with a counted return and every missing one, in the forms' order."""
    late = {row["file"] for row in rows_of(source.findings[source.findings["code"] == LATE])}
    percents = _percents(source)
    rows = [_counted(row, index, lang, percents, row["file"] in late)
            for row in rows_of(source.returns) if row["status"] in COUNTED]
    rows += [_missing(row, index, lang) for row in rows_of(source.missing)]
    return sorted(rows, key=lambda row: index.unit_place(row.edition, row.code))


def day_of(text: str) -> dt.date | None:
    """The day in Thailand of a moment in ISO 8601; ``None`` if the text is no moment."""
    try:
        return thai_time(dt.datetime.fromisoformat(text)).date()
    except ValueError:
        return None


_Percents = Mapping[tuple[Edition, str], Mapping[tuple[str, str], float]]


def _percents(source: Consolidation) -> _Percents:
    found: dict[tuple[Edition, str], dict[tuple[str, str], float]] = {}
    for level in (Level.CATEGORY, Level.CRITERION):
        for matrix in score_matrices(source, level):
            for unit in matrix.units:
                whole = {(TOTAL if code == TOTAL and level is Level.CATEGORY else level.value, code): percent
                         for code, percent in unit.percents.items()}
                found.setdefault((matrix.edition, unit.code), {}).update(whole)
    return found


def _counted(row: dict[str, Any], index: FormIndex, lang: Lang, percents: _Percents, late: bool) -> UnitRow:
    edition, code = Edition.of(row), row["unit_code"]
    unit, form = index.unit(edition, code), index.form(edition)
    sent, due = day_of(row["sent_at"] or ""), form.due_in(edition.fiscal_year) if form else None
    return UnitRow(
        edition, code, index.unit_name(row).of(lang), unit.group if unit else "", row["status"],
        int(row["required"] or 0), int(row["answered"] or 0), row["completeness"], percents.get((edition, code), {}),
        int(row["errors"] or 0), int(row["warnings"] or 0), sent, late,
        max((sent - due).days, 0) if late and sent and due else 0, due, file=row["file"])


def _missing(row: dict[str, Any], index: FormIndex, lang: Lang) -> UnitRow:
    days = int(row["days_late"] or 0)
    return UnitRow(
        Edition.of(row), row["unit_code"], index.unit_name(row).of(lang), row["group"], MISSING, late=days > 0,
        days_late=days, due=day_of(row["due_date"] or ""), attempts=int(row["attempts"] or 0), email=row["email"])


def groups_of(units: Iterable[UnitRow]) -> list[str]:
    """The groups of some units, sorted; empty if no unit has one."""
    return sorted({unit.group for unit in units if unit.group})
