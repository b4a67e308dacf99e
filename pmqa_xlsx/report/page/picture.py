"""The content of the page: everything that its template shows, calculated from the frames."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from pmqa_xlsx.catalogue import CATALOGUE, Severity
from pmqa_xlsx.consolidate.frame_rows import MISSING, Edition, FormIndex, rows_of
from pmqa_xlsx.consolidate.privacy import without_addresses
from pmqa_xlsx.consolidate.standing import Status
from pmqa_xlsx.form.model import TOTAL, Form
from pmqa_xlsx.report import words
from pmqa_xlsx.report.figures import Figures, ScoreLine, work_out
from pmqa_xlsx.report.matrix import Spread
from pmqa_xlsx.report.page import charts
from pmqa_xlsx.report.page.findings import SEVERITIES, FindingRenderer, RenderedFinding
from pmqa_xlsx.report.page.units import UnitRow, day_of, groups_of, unit_rows
from pmqa_xlsx.text.calendar import thai_time
from pmqa_xlsx.text.language import Lang, Text
from pmqa_xlsx.text.thai import long_date

if TYPE_CHECKING:
    from pmqa_xlsx.consolidate import Consolidation

_WEAKEST = 10
_MOST_FILES = 200
_MOST_DOTS = 200


@dataclass(frozen=True, slots=True)
class CodeLine:
    """One finding code: its number of findings and of files."""

    code: str
    title: str
    severity: str
    severity_label: str
    count: int
    files: int


class FileLine(NamedTuple):
    """A file that does not count, with its findings."""

    name: str
    unit: str
    unit_code: str
    form_id: str
    status: str
    sent_on: str
    findings: Sequence[RenderedFinding]


class MatrixColumn(NamedTuple):
    """A column of the matrix: a category, or the total."""

    code: str
    short: str
    title: str


@dataclass(frozen=True)
class Picture:
    """The content of the page in one language."""

    source: Consolidation
    lang: Lang

    @cached_property
    def index(self) -> FormIndex:
        """The forms by code."""
        return FormIndex(self.source.forms)

    @cached_property
    def figures(self) -> Figures:
        """The figures that the consolidated workbook shows too."""
        return work_out(self.source)

    @cached_property
    def renderer(self) -> FindingRenderer:
        """Renders findings for the page."""
        return FindingRenderer(self.source, self.index, self.lang)

    @cached_property
    def units(self) -> list[UnitRow]:
        """Every unit with a counted return and every missing one, in the forms' order."""
        return unit_rows(self.source, self.index, self.lang)

    @cached_property
    def groups(self) -> list[str]:
        """The groups of the units; empty if no unit has one."""
        return groups_of(self.units)

    @cached_property
    def missing(self) -> list[UnitRow]:
        """The units without a counted return, the longest overdue first."""
        return sorted((unit for unit in self.units if unit.status == MISSING), key=lambda unit: -unit.days_late)

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

    @property
    def forms(self) -> Sequence[Form]:
        """The forms of the round."""
        return self.source.forms

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

    @cached_property
    def scored(self) -> list[ScoreLine]:
        """The categories and totals for which some unit has a percent; the total of an edition first."""
        lines = [line for line in self.figures.categories if line.spread]
        return sorted(lines, key=lambda line: (self.index.edition_place(line.edition), line.code != TOTAL))

    def spreads(self, edition: Edition) -> dict[str, Spread]:
        """The spread of the percents of an edition, by category; the total under its own code."""
        return {line.code: line.spread for line in self.scored if line.edition == edition and line.spread}

    @cached_property
    def weakest(self) -> Sequence[ScoreLine]:
        """The criteria with the lowest means."""
        return self.figures.weakest(_WEAKEST)

    def dots(self, line: ScoreLine) -> Sequence[charts.Dot]:
        """The units as dots on the scale of a category or total; empty if there are too many to show."""
        found = [(unit.name, unit.score(line.code)) for unit in self.units if unit.edition == line.edition]
        values = [(name, value) for name, value in found if value is not None]
        return charts.dots(values) if len(values) <= _MOST_DOTS else ()

    @cached_property
    def status_parts(self) -> list[tuple[str, int]]:
        """The number of units of each status."""
        known = self.figures
        return [(Status.ACCEPTED.value, known.accepted), (Status.NEEDS_CORRECTION.value, known.to_correct),
                (MISSING, known.missing)]

    @cached_property
    def timeline(self) -> charts.Timeline | None:
        """When the counted returns were sent."""
        return charts.timeline([unit.sent_on for unit in self.units if unit.sent_on], len(self.units), self.due,
                               thai_time(self.source.as_of).date())

    @cached_property
    def due(self) -> dt.date | None:
        """The due date (A.D.), if it is the same for all units."""
        dues = {unit.due for unit in self.units}
        return dues.pop() if len(dues) == 1 else None

    @cached_property
    def undated(self) -> int:
        """The number of counted returns without a known date."""
        return sum(unit.sent_on is None for unit in self.units if unit.status != MISSING)

    @cached_property
    def codes(self) -> list[CodeLine]:
        """The finding codes: errors first, the most frequent first."""
        rows = rows_of(self.source.findings[["file", "code", "severity"]])
        counts = Counter(row["code"] for row in rows)
        files = Counter(code for code, _ in {(row["code"], row["file"]) for row in rows})
        severity = {row["code"]: row["severity"] for row in rows}
        lines = [CodeLine(code, self.say(CATALOGUE[code].title) if code in CATALOGUE else code, severity[code],
                          self.say(Severity(severity[code]).label), count, files[code])
                 for code, count in counts.items()]
        return sorted(lines, key=lambda line: (SEVERITIES.index(line.severity), -line.count, line.code))

    @cached_property
    def other_files(self) -> list[FileLine]:
        """The files that do not count; a rejected one with its findings."""
        rows = rows_of(self.source.returns)
        return [self._file(row) for row in rows if not Status(row["status"]).counted]

    @cached_property
    def rejected(self) -> list[FileLine]:
        """The rejected files, up to a number that a page can show."""
        return [file for file in self.other_files if file.status == Status.REJECTED][:_MOST_FILES]

    def _file(self, row: dict[str, Any]) -> FileLine:
        findings = self.renderer.render(row["file"]) if row["status"] == Status.REJECTED else []
        sent = day_of(row["sent_at"] or "")
        name = row["unit_name"] and self.index.unit_name(row).of(self.lang)
        return FileLine(without_addresses(row["file"]), without_addresses(name or row["unit_code"]), row["unit_code"],
                        row["form_id"], row["status"], long_date(sent, self.lang) if sent else "", findings)

    def say(self, text: Text, **facts: object) -> str:
        """A text in the page's language with its placeholders filled in."""
        said = text.of(self.lang)
        return said.format(**facts) if facts else said
