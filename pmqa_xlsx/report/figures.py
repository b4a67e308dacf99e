"""The figures of a round, and how each is calculated; page, workbook and terminal show these and calculate none.

- **What counts.** Of each unit at most one return counts (status ``accepted`` or ``needs_correction``). Means, spreads,
  ranks and shares are taken over a :class:`Basis`: the complete returns only, or all that count; unfinished ones score
  0 where nothing is answered, so the two are never mixed. Every such figure goes with its *n*, the number of units.
- **Rates.** Returned and complete are shares of all units that owe a return, not of those that sent one.
- **Means** are taken over units, each with the same weight, within one edition of a form; a unit without a percent is
  left out. **Deviation** is that of the units as a whole population; **quartiles** are interpolated (QUARTILE.INC).
- **Ranks.** The highest total is first. Units whose totals are equal as shown share a rank, and the ranks that they
  take are left out after them: 1, 2, 2, 4. Groups (:mod:`pmqa_xlsx.report.groups`) are ranked alike by their means.
- **Rounding.** Figures are exact until they are shown: with one decimal, halves away from zero, as Excel does.
- **Shares of choices** are of all questions asked of the counted units, so what was not answered is a share too.
  **Targets** need both numbers; for both see :mod:`pmqa_xlsx.report.answer_figures`.
- **Changes** (:mod:`pmqa_xlsx.report.changes`) compare two states of a round: each unit's own, and the means with
  their two *n*; the mean change of units that are complete in both is not disturbed by who joined in between.
- **The course of returns** counts a unit on the day of its first return, which no later correction moves; how many
  were returned in the report of a day is what its run recorded then.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from pmqa_xlsx.consolidate.frame_rows import MISSING, Edition, FormIndex
from pmqa_xlsx.consolidate.status import Status
from pmqa_xlsx.form.model import TOTAL, Form
from pmqa_xlsx.form.question import Level
from pmqa_xlsx.form.scoring import SECTION_LEVEL, has_score
from pmqa_xlsx.light_dataclass import dataclass
from pmqa_xlsx.report.groups import GroupLine, group_lines, whole_line
from pmqa_xlsx.report.measures import Spread, ranked
from pmqa_xlsx.report.units import UnitRow, unit_rows
from pmqa_xlsx.text.language import LANGS, Lang, Text

if TYPE_CHECKING:
    import pandas as pd

    from pmqa_xlsx.consolidate.consolidation import Consolidation

_WEAKEST = 10


class Basis(StrEnum):
    """Which of the counted returns a figure is taken over."""

    COMPLETE = "complete"
    ALL = "all"

    def takes(self, unit: UnitRow) -> bool:
        """Whether a unit is among them."""
        return unit.complete if self is Basis.COMPLETE else unit.counted


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One category, total, section or criterion with the spread of its percents (``None`` if no unit has one).

    :ivar level: as in the frame ``scores``.
    :ivar short: a name for narrow places: ``หมวด 1``, a criterion's or section's code; empty for the total.
    :ivar text: a category's title, a section's after those of the sections around it, a criterion's wording;
        empty for the total.
    """

    edition: Edition
    level: str
    category: str
    code: str
    short: Text
    text: Text
    spread: Spread | None


@dataclass(frozen=True)
class Figures:
    """The figures of a round over one basis; the counts of units and files are the same for both.

    :ivar files: number of returns (including files in which no return was found) by status.
    :ivar rows: every unit, in the forms' order.
    :ivar categories: every scored category and the total of each edition, in the forms' order.
    :ivar sections: the sections for which some unit has a percent, in the forms' order.
    :ivar criteria: every scored criterion, in the forms' order.
    """

    basis: Basis
    files: Mapping[str, int]
    rows: Sequence[UnitRow]
    categories: tuple[ScoreLine, ...]
    sections: tuple[ScoreLine, ...]
    criteria: tuple[ScoreLine, ...]

    @cached_property
    def by_status(self) -> Counter[str]:
        """The number of units by the status of their counted return, or ``missing``."""
        return Counter(unit.status for unit in self.rows)

    @property
    def accepted(self) -> int:
        """Units whose return counts and has no error."""
        return self.by_status[Status.ACCEPTED]

    @property
    def to_correct(self) -> int:
        """Units whose return counts and has errors."""
        return self.by_status[Status.NEEDS_CORRECTION]

    @property
    def missing(self) -> int:
        """Units without a counted return."""
        return self.by_status[MISSING]

    @property
    def returned(self) -> int:
        """Units with a counted return."""
        return self.accepted + self.to_correct

    @property
    def units(self) -> int:
        """All units: those with a counted return and the missing ones."""
        return len(self.rows)

    @property
    def late(self) -> int:
        """Units whose first return came after the due date."""
        return sum(unit.late for unit in self.rows if unit.counted)

    @property
    def overdue(self) -> int:
        """Missing units after their due date."""
        return sum(unit.late for unit in self.rows if not unit.counted)

    @cached_property
    def counted(self) -> Sequence[UnitRow]:
        """The units of the basis, in the forms' order."""
        return [unit for unit in self.rows if self.basis.takes(unit)]

    @cached_property
    def totals(self) -> dict[Edition, Spread]:
        """The spread of the totals of each edition that has one."""
        return {line.edition: line.spread for line in self.categories if line.code == TOTAL and line.spread}

    @cached_property
    def ranks(self) -> Mapping[tuple[Edition, str], int]:
        """The rank of each unit of the basis that has a total, within its edition."""
        found: dict[tuple[Edition, str], int] = {}
        for edition in dict.fromkeys(unit.edition for unit in self.counted):
            totals = {(edition, unit.code): unit.total for unit in self.counted
                      if unit.edition == edition and unit.total is not None}
            found |= ranked(totals)
        return found

    @cached_property
    def groups(self) -> Sequence[GroupLine]:
        """The groups of units, in alphabetical order; empty if no unit has a group."""
        return group_lines(self.rows, self.counted)

    @cached_property
    def whole(self) -> GroupLine:
        """All units, as if they were one group."""
        return whole_line(self.rows, self.totals)

    @cached_property
    def weakest(self) -> Sequence[ScoreLine]:
        """The ten criteria with the lowest means, lowest first; equal ones in the form's order."""
        scored = [line for line in self.criteria if line.spread]
        return sorted(scored, key=lambda line: line.spread.mean if line.spread else 0.0)[:_WEAKEST]


class FiguresOfAnswers(Protocol):
    """Figures that are calculated from the answers."""

    def add(self, answers: pd.DataFrame) -> None:
        """Take some rows of the frame ``answers`` into account."""


@dataclass(frozen=True)
class RoundFigures:
    """A round's units and figures, each calculated once, to be shown in one language."""

    source: Consolidation
    lang: Lang

    @cached_property
    def index(self) -> FormIndex:
        """The forms by code."""
        return FormIndex(self.source.forms)

    @cached_property
    def units(self) -> list[UnitRow]:
        """Every unit, with or without a counted return, in the forms' order."""
        return unit_rows(self.source, self.index)

    def add_answers(self, figures: Sequence[FiguresOfAnswers]) -> None:
        """Add all answers to some figures; the answers of a large round are never all in memory."""
        for answers in self.source.frames.chunks("answers"):
            for one in figures:
                one.add(answers)

    @cached_property
    def both(self) -> dict[Basis, Figures]:
        """The figures of each basis, the complete returns first."""
        return {basis: figures_of(self.source, basis, self.units) for basis in Basis}


def figures_of(source: Consolidation, basis: Basis = Basis.ALL, rows: Sequence[UnitRow] | None = None) -> Figures:
    """Calculate the figures of a round from its frames.

    :param rows: its units, where they are known already.
    """
    index = FormIndex(source.forms)
    units = unit_rows(source, index) if rows is None else rows
    editions = sorted({unit.edition for unit in units}, key=index.edition_place)
    lines = [line for edition in editions for line in _lines(index, edition, [
        unit for unit in units if unit.edition == edition and basis.takes(unit)])]
    return Figures(
        basis, Counter(source.returns["status"].tolist()), units,
        categories=tuple(line for line in lines if line.level in (Level.CATEGORY, TOTAL)),
        sections=tuple(line for line in lines if line.level == SECTION_LEVEL and line.spread),
        criteria=tuple(line for line in lines if line.level == Level.CRITERION))


def _lines(index: FormIndex, edition: Edition, units: Sequence[UnitRow]) -> Iterator[ScoreLine]:
    """Every scored category of an edition, the total, every section and every scored criterion."""
    def line(level: str, category: str, code: str, short: Text, text: Text) -> ScoreLine:
        values = [unit.percents[level, code] for unit in units if (level, code) in unit.percents]
        return ScoreLine(edition, level, category, code, short, text, Spread.of(values))

    form = index.form(edition)
    scored = [category for category in form.categories if has_score(form, category)] if form else []
    for category in scored:
        yield line(Level.CATEGORY.value, category.code, category.code, category.label, category.title)
    total = line(TOTAL, TOTAL, TOTAL, Text(), Text())
    if scored or total.spread:
        yield total
    if form:
        yield from (line(SECTION_LEVEL, one.category, one.code, Text(one.code, one.code), section_title(form, one.code))
                    for one in form.section_by_code.values())
    for criterion in (one for category in scored for one in category.criteria):
        yield line(Level.CRITERION.value, criterion.category, criterion.code, Text(criterion.code, criterion.code),
                   criterion.text)


def section_title(form: Form, code: str) -> Text:
    """A section's title after those of the sections around it, the outermost first."""
    path = form.section_path(code)
    return Text(*(" › ".join(one.title.of(lang) for one in path) for lang in LANGS))
