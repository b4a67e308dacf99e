"""The content of the page: everything that its template shows, calculated from the frames."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from pmqa_xlsx.consolidate.frame_rows import MISSING, EachRow, Edition
from pmqa_xlsx.consolidate.schema import ReturnRow
from pmqa_xlsx.consolidate.status import Status
from pmqa_xlsx.consolidate.tasks import Task
from pmqa_xlsx.form.model import TOTAL, Form
from pmqa_xlsx.light_dataclass import dataclass
from pmqa_xlsx.report import words
from pmqa_xlsx.report.answer_figures import ChoiceCounts, ChoiceProfile, TargetLine, Targets
from pmqa_xlsx.report.changes import ChangeSince, CourseDay, changes_of, course_of
from pmqa_xlsx.report.figures import Basis, Figures, RoundFigures, ScoreLine
from pmqa_xlsx.report.groups import GroupLine
from pmqa_xlsx.report.measures import Spread
from pmqa_xlsx.report.page import charts
from pmqa_xlsx.report.people_findings import CodeLine, FileLine, FindingRenderer, code_lines, other_files
from pmqa_xlsx.report.units import UnitRow, round_tasks, to_call
from pmqa_xlsx.text.calendar import thai_time
from pmqa_xlsx.text.language import Text
from pmqa_xlsx.text.thai import alphabetical, long_date

if TYPE_CHECKING:
    from pmqa_xlsx.consolidate.consolidation import Consolidation

_MOST_FILES = 200
_MOST_DOTS = 200


class MatrixColumn(NamedTuple):
    """A column of the matrix: a category, or the total."""

    code: str
    short: str
    title: str


class _FiguresOfAnswers(NamedTuple):
    """Figures that are calculated from the answers, for each edition with units of a basis."""

    choices: Mapping[Basis, Sequence[ChoiceCounts]]
    targets: Mapping[Basis, Sequence[Targets]]


@dataclass(frozen=True)
class Picture(RoundFigures):
    """The content of the page in one language.

    :ivar against: further results to compare with, by name: a snapshot's, or last year's.
    """

    against: Mapping[str, Consolidation] | None = None

    @property
    def figures(self) -> Figures:
        """The figures over all counted returns; its counts of units and files are those of each basis."""
        return self.both[Basis.ALL]

    @property
    def basis(self) -> Basis:
        """What the page shows at first: the complete returns, or all where none is complete."""
        return Basis.COMPLETE if self.figures.accepted else Basis.ALL

    @cached_property
    def changes(self) -> Sequence[ChangeSince]:
        """What is different from earlier states."""
        return changes_of(self.source, self.against)

    @cached_property
    def tasks(self) -> Sequence[Task]:
        """What there is to do today."""
        return round_tasks(self.source)

    @cached_property
    def calls(self) -> Sequence[UnitRow]:
        """The units to call today, the most urgent first."""
        return to_call(self.units, self.today)

    @property
    def today(self) -> dt.date:
        """The day of the data (A.D., in Thailand)."""
        return thai_time(self.source.as_of).date()

    def unit_name(self, unit: UnitRow) -> str:
        """A unit's name in the page's language; its code if it has none."""
        return unit.name.of(self.lang) or unit.code

    @cached_property
    def names(self) -> dict[str, str]:
        """The units' names by code."""
        return {unit.code: self.unit_name(unit) for unit in self.units}

    def groups_behind(self, figures: Figures) -> Sequence[GroupLine]:
        """The groups of units, the one with the fewest returns first, then by completed returns and mean."""
        return sorted(figures.groups, key=lambda line: (
            line.rate, line.complete / line.units, line.means[0].spread.mean if line.means[0].spread else -1.0,
            alphabetical(line.name)))

    def profiles(self, figures: Figures) -> Sequence[Sequence[ChoiceProfile]]:
        """The profiles of choices of a basis, a list for each kind of category with the same fields."""
        found: dict[tuple[Edition, str], list[ChoiceProfile]] = {}
        for profile in (one for counts in self._of_answers.choices[figures.basis] for one in counts.profiles()):
            found.setdefault((profile.edition, profile.category.kind), []).append(profile)
        return list(found.values())

    def targets(self, figures: Figures) -> Sequence[TargetLine]:
        """Targets against actual results of a basis, by criterion."""
        return [line for targets in self._of_answers.targets[figures.basis] for line in targets.lines()]

    @cached_property
    def _of_answers(self) -> _FiguresOfAnswers:
        """The figures of each basis for which the answers are needed, all of them read in one pass."""
        found = _FiguresOfAnswers(
            {basis: [ChoiceCounts(*one) for one in self._counted(figures)] for basis, figures in self.both.items()},
            {basis: [Targets(*one) for one in self._counted(figures)] for basis, figures in self.both.items()})
        self.add_answers([one for each in found for those in each.values() for one in those])
        return found

    def _counted(self, figures: Figures) -> Iterator[tuple[Form, Edition, list[str]]]:
        """Each edition with units of a basis: its form, and their codes."""
        for edition in self.editions:
            form, units = self.index.form(edition), [unit.code for unit in figures.counted if unit.edition == edition]
            if form and units:
                yield form, edition, units

    @cached_property
    def renderer(self) -> FindingRenderer:
        """Renders findings for the page: of the units' files, and of the rejected ones."""
        files = [unit.key for unit in self.units if unit.key]
        files += [row.key for row in EachRow(self.source, ReturnRow) if row.status == Status.REJECTED]
        return FindingRenderer(self.source, self.index, self.lang, files)

    @cached_property
    def groups(self) -> list[str]:
        """The groups of the units; empty if no unit has one."""
        return sorted({unit.group for unit in self.units if unit.group}, key=alphabetical)

    @cached_property
    def missing(self) -> list[UnitRow]:
        """The units without a counted return: those to call today first, as urgent as they are."""
        return self._urgent_first(unit for unit in self.units if not unit.counted)

    @cached_property
    def to_correct(self) -> list[UnitRow]:
        """The units whose return has errors: those to call today first, then those with the most errors."""
        return self._urgent_first(unit for unit in self.units if unit.counted and not unit.complete)

    def is_urgent(self, unit: UnitRow) -> bool:
        """Whether a unit is to be called today."""
        return (unit.edition, unit.code) in self._urgency

    @cached_property
    def _urgency(self) -> Mapping[tuple[Edition, str], int]:
        """The place of each unit among those to call."""
        return {(unit.edition, unit.code): place for place, unit in enumerate(self.calls)}

    def _urgent_first(self, units: Iterable[UnitRow]) -> list[UnitRow]:
        return sorted(units, key=lambda unit: (
            self._urgency.get((unit.edition, unit.code), len(self._urgency)), -unit.days_late, -unit.errors))

    @property
    def names_persons(self) -> bool:
        """Whether the page says whom to call."""
        return any(unit.person.email or unit.person.name or unit.came_from for unit in self.units)

    @cached_property
    def late(self) -> list[UnitRow]:
        """The units with a counted return sent after the due date, the latest first."""
        return sorted((unit for unit in self.units if unit.late and unit.status != MISSING),
                      key=lambda unit: -unit.days_late)

    @cached_property
    def editions(self) -> list[Edition]:
        """Every form and year with units or scores."""
        known = {unit.edition for unit in self.units} | {line.edition for line in self.figures.categories}
        return sorted(known, key=lambda edition: (self.index.edition_place(edition), edition))

    def day(self, day: dt.date | None, unknown: str = "–") -> str:
        """A day (A.D.) in words, in the calendar of the form."""
        return long_date(day, self.lang, self.source.calendar) if day else unknown

    @cached_property
    def columns(self) -> list[MatrixColumn]:
        """The categories of all editions together, the total first."""
        known: dict[str, MatrixColumn] = {}
        for line in self.figures.categories:
            short = self.say(line.short) if line.short else self.say(words.TOTAL)
            known.setdefault(line.code, MatrixColumn(line.code, short, self.say(line.text)))
        return sorted(known.values(), key=lambda column: column.code != TOTAL)

    @property
    def several(self) -> bool:
        """Whether units and categories must show their form and year."""
        return len(self.editions) > 1

    def edition_name(self, edition: Edition) -> str:
        """An edition's form and year; empty where there is only one."""
        return f"{edition.name} · {edition.fiscal_year}" if self.several else ""

    def scored(self, figures: Figures) -> list[ScoreLine]:
        """The categories and totals for which some unit has a percent; the total of an edition first."""
        lines = [line for line in figures.categories if line.spread]
        return sorted(lines, key=lambda line: (self.index.edition_place(line.edition), line.code != TOTAL))

    def spreads(self, figures: Figures, edition: Edition) -> dict[str, Spread]:
        """The spread of the percents of an edition, by category; the total under its own code."""
        return {line.code: line.spread for line in figures.categories if line.edition == edition and line.spread}

    def dots(self, figures: Figures, line: ScoreLine) -> Sequence[charts.Dot]:
        """The units as dots on the scale of a category or total; empty if there are too many to show."""
        mine = [unit for unit in figures.counted if unit.edition == line.edition]
        found = [(self.unit_name(unit), unit.score(line.code)) for unit in mine]
        values = [(name, value) for name, value in found if value is not None]
        return charts.dots(values) if len(values) <= _MOST_DOTS else ()

    @cached_property
    def status_parts(self) -> list[tuple[str, int]]:
        """The number of units of each status."""
        known = self.figures
        return [(Status.ACCEPTED.value, known.accepted), (Status.NEEDS_CORRECTION.value, known.to_correct),
                (MISSING, known.missing)]

    @cached_property
    def course(self) -> Sequence[CourseDay]:
        """Every day from the first return to the day of the data."""
        return course_of(self.source, self.units)

    @cached_property
    def timeline(self) -> charts.Timeline | None:
        """The course of returns as a drawing."""
        return charts.timeline(self.course, len(self.units), self.due)

    @cached_property
    def due(self) -> dt.date | None:
        """The due date (A.D.) of most units; ``None`` if most have none."""
        return max(self._dues, key=lambda day: (self._dues[day], day or dt.date.min), default=None)

    @property
    def several_dues(self) -> bool:
        """Whether units have different due dates, as after an extension."""
        return len(self._dues) > 1

    @cached_property
    def _dues(self) -> Counter[dt.date | None]:
        return Counter(unit.due for unit in self.units)

    @cached_property
    def undated(self) -> int:
        """The number of counted returns without a known date."""
        return sum(unit.sent_on is None for unit in self.units if unit.status != MISSING)

    @cached_property
    def codes(self) -> list[CodeLine]:
        """The finding codes: errors first, the most frequent on counted returns first."""
        return code_lines(self.source, self.lang)

    @cached_property
    def other_files(self) -> list[FileLine]:
        """The files that do not count; a rejected one with its findings."""
        return other_files(self.source, self.renderer, self.index, self.lang)

    @cached_property
    def rejected(self) -> list[FileLine]:
        """The rejected files, up to a number that a page can show."""
        return [file for file in self.other_files if file.status == Status.REJECTED][:_MOST_FILES]

    def say(self, text: Text, **facts: object) -> str:
        """A text in the page's language with its placeholders filled in."""
        return text.say(self.lang, **facts)
