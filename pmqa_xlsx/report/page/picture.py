"""What the page shows of a round: everything that its template draws, worked out from the frames."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from pmqa_xlsx.catalogue import CATALOGUE, Severity
from pmqa_xlsx.consolidate.privacy import without_addresses
from pmqa_xlsx.consolidate.standing import Status
from pmqa_xlsx.consolidate.when import thai_time
from pmqa_xlsx.form import TOTAL, Form, Lang, Text
from pmqa_xlsx.report import words
from pmqa_xlsx.report.figures import Figures, ScoreLine, work_out
from pmqa_xlsx.report.page import charts
from pmqa_xlsx.report.page.told import SEVERITIES, Teller, Told
from pmqa_xlsx.report.page.units import UnitRow, day_of, groups_of, unit_rows
from pmqa_xlsx.report.source import MISSING, Edition, FormIndex, rows_of

if TYPE_CHECKING:
    from pmqa_xlsx.consolidate import Consolidation

_WEAKEST = 10
_MOST_FILES = 200


class CodeLine(NamedTuple):
    """One finding code: how often it is found, and in how many files."""

    code: str
    title: str
    severity: str
    severity_label: str
    count: int
    files: int


class FileLine(NamedTuple):
    """A file that does not count, with what was found about it."""

    name: str
    unit: str
    unit_code: str
    form_id: str
    status: str
    sent_on: str
    told: Sequence[Told]


class Column(NamedTuple):
    """A column of the matrix: a category, or the total."""

    code: str
    short: str
    title: str


@dataclass(frozen=True)
class Picture:
    """What the page shows of a round, in one language."""

    source: Consolidation
    lang: Lang

    @cached_property
    def index(self) -> FormIndex:
        """The forms by code."""
        return FormIndex(self.source.forms)

    @cached_property
    def figures(self) -> Figures:
        """The figures that the consolidated workbook shows, too."""
        return work_out(self.source)

    @cached_property
    def teller(self) -> Teller:
        """What puts findings into words."""
        return Teller(self.source, self.index, self.lang)

    @cached_property
    def units(self) -> list[UnitRow]:
        """Every unit with a counted return and every missing one, in the forms' order."""
        return unit_rows(self.source, self.index, self.lang)

    @cached_property
    def groups(self) -> list[str]:
        """The groups of the units; none where no unit has one."""
        return groups_of(self.units)

    @cached_property
    def missing(self) -> list[UnitRow]:
        """The units without a counted return, the longest overdue first."""
        return sorted((unit for unit in self.units if unit.status == MISSING), key=lambda unit: -unit.days_late)

    @cached_property
    def late(self) -> list[UnitRow]:
        """The units whose counted return came after the due date, the latest first."""
        return sorted((unit for unit in self.units if unit.late and unit.status != MISSING),
                      key=lambda unit: -unit.days_late)

    @cached_property
    def editions(self) -> list[Edition]:
        """Every form and year of which there are units or scores."""
        known = {unit.edition for unit in self.units} | {line.edition for line in self.figures.categories}
        return sorted(known, key=self.index.edition_place)

    @property
    def forms(self) -> Sequence[Form]:
        """The forms of the round."""
        return self.source.forms

    @cached_property
    def columns(self) -> list[Column]:
        """The categories of all editions together, the total first."""
        known: dict[str, Column] = {}
        for line in self.figures.categories:
            short = self.say(line.short) if line.short else self.say(words.TOTAL)
            known.setdefault(line.code, Column(line.code, short, self.say(line.text)))
        return sorted(known.values(), key=lambda column: column.code != TOTAL)

    def categories(self, edition: Edition | None = None) -> list[ScoreLine]:
        """The scored categories with their spread, and the totals; of one edition, or of all."""
        return [line for line in self.figures.categories if edition in (None, line.edition)]

    @cached_property
    def weakest(self) -> Sequence[ScoreLine]:
        """The criteria with the lowest means."""
        return self.figures.weakest(_WEAKEST)

    def values(self, line: ScoreLine) -> list[tuple[str, float]]:
        """What the units score in a category or in total, with their names."""
        found = [(unit, unit.total if line.code == TOTAL else unit.category(line.code))
                 for unit in self.units if unit.edition == line.edition]
        return [(unit.name, value) for unit, value in found if value is not None]

    @cached_property
    def status_parts(self) -> list[tuple[str, int]]:
        """How many units there are of each status."""
        return [(Status.ACCEPTED.value, self.figures.accepted), (Status.NEEDS_CORRECTION.value, self.figures.to_correct),
                (MISSING, self.figures.missing)]

    @cached_property
    def timeline(self) -> charts.Timeline | None:
        """When the counted returns came; with several due dates none of them is marked."""
        dues = {unit.due for unit in self.units}
        return charts.timeline([unit.sent_on for unit in self.units if unit.sent_on], len(self.units),
                               dues.pop() if len(dues) == 1 else None, thai_time(self.source.as_of).date())

    @cached_property
    def undated(self) -> int:
        """How many counted returns say nothing of when they were sent."""
        return sum(unit.sent_on is None for unit in self.units if unit.status != MISSING)

    @cached_property
    def codes(self) -> list[CodeLine]:
        """What is found, by code: errors first, the most frequent of them first."""
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
        """The files that do not count; of a rejected one with what was found about it."""
        rows = rows_of(self.source.returns)
        return [self._file(row) for row in rows if not Status(row["status"]).counted]

    @cached_property
    def rejected(self) -> list[FileLine]:
        """The rejected files, as many as a page can well show."""
        return [file for file in self.other_files if file.status == Status.REJECTED][:_MOST_FILES]

    def _file(self, row: dict[str, Any]) -> FileLine:
        told = self.teller.tell(row["file"]) if row["status"] == Status.REJECTED else []
        sent = day_of(row["sent_at"] or "")
        name = row["unit_name"] and self.index.unit_name(row).of(self.lang)
        return FileLine(without_addresses(row["file"]), without_addresses(name or row["unit_code"]), row["unit_code"],
                        row["form_id"], row["status"], words.long_date(sent, self.lang) if sent else "", told)

    def say(self, text: Text, **facts: object) -> str:
        """A text in the page's language with its placeholders filled in."""
        said = text.of(self.lang)
        return said.format(**facts) if facts else said
