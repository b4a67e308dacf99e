"""Findings in words for people: without personal data, one finding for an unfilled sheet, each text stored once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from pmqa_xlsx.answers import type_of
from pmqa_xlsx.catalogue import CATALOGUE, Severity
from pmqa_xlsx.consolidate.frame_rows import EachRow, Edition, FormIndex
from pmqa_xlsx.consolidate.privacy import without_addresses
from pmqa_xlsx.consolidate.run_record import WHOSE_ANSWERS_COUNT
from pmqa_xlsx.consolidate.schema import FileKey, FindingRow, ReturnRow
from pmqa_xlsx.consolidate.status import Status
from pmqa_xlsx.findings import Finding, Place
from pmqa_xlsx.form.model import Field
from pmqa_xlsx.form.question import Level
from pmqa_xlsx.light_dataclass import dataclass
from pmqa_xlsx.report import words
from pmqa_xlsx.report.units import without_folder
from pmqa_xlsx.text.calendar import day_of
from pmqa_xlsx.text.language import Lang
from pmqa_xlsx.text.thai import long_date

if TYPE_CHECKING:
    from pmqa_xlsx.consolidate.consolidation import Consolidation

#: Code of the findings that an unfilled sheet has, one for each required slot.
_UNANSWERED = "answer-missing"
#: Codes of findings about a whole return that quote its answers, whatever they are.
_QUOTES_ANSWERS = frozenset({"answer-dropped", "answer-reverted"})
SEVERITIES = tuple(severity.value for severity in Severity)


@dataclass(frozen=True, slots=True)
class RenderedFinding:
    """One finding, or several shown as one.

    :ivar place: sheet, cell and criterion, if it has them.
    :ivar severity: its own: one code may be an error in one finding and a warning in another, as of checks.
    :ivar count: number of findings of the frame that it represents.
    """

    code: str
    severity: str
    place: str
    message: str
    fix: str
    count: int = 1


class FindingRenderer:
    """Puts the findings of some files into words.

    :param files: their keys in the frames.
    """

    def __init__(self, source: Consolidation, index: FormIndex, lang: Lang, files: Iterable[FileKey]) -> None:
        self._source, self._index, self._lang, self._files = source, index, lang, frozenset(files)
        self._editions = {row.key: Edition.of(row) for row in EachRow(source, ReturnRow)}

    def render(self, file: FileKey) -> Sequence[RenderedFinding]:
        """The findings of a file: errors first, then warnings, then notices; one for each unfilled sheet."""
        found = self._by_file.get(file, {})
        return [one for severity in SEVERITIES for one in found.get(severity, ())]

    @cached_property
    def _by_file(self) -> dict[FileKey, dict[str, list[RenderedFinding]]]:
        """The findings by file and severity, in the frame's order; the rows, which quote long texts, are not kept."""
        found: dict[FileKey, dict[str, list[RenderedFinding]]] = {}
        unfilled: dict[tuple[FileKey, str], int] = {}
        for row in EachRow(self._source, FindingRow) if self._files else ():
            if row.key not in self._files:
                continue
            own = found.setdefault(row.key, {}).setdefault(row.severity, [])
            if row.code == _UNANSWERED and row.sheet and (row.sha256, row.sheet) not in self._filled_sheets:
                place = unfilled.setdefault((row.key, row.sheet), len(own))
                count = own[place].count if place < len(own) else 0
                own[place:place + 1] = [self._unfilled_sheet(row.sheet, count + 1)]
            else:
                own.append(self._one(row))
        return found

    @cached_property
    def _filled_sheets(self) -> set[tuple[str, str]]:
        """The sheets with at least one answer: SHA-256 of the return and name of the sheet."""
        found: set[tuple[str, str]] = set()
        for answers in self._source.frames.chunks("answers"):
            filled = answers.loc[answers["state"] != "empty", ["sha256", "sheet"]].drop_duplicates()
            found.update(zip(filled["sha256"].tolist(), filled["sheet"].tolist(), strict=True))
        return found

    def _unfilled_sheet(self, sheet: str, count: int) -> RenderedFinding:
        return RenderedFinding(
            _UNANSWERED, Severity.ERROR, sheet, words.UNFILLED_SHEET.say(self._lang, count=count),
            words.UNFILLED_SHEET_FIX.say(self._lang, sheet=sheet), count)

    def _one(self, row: FindingRow) -> RenderedFinding:
        quotes = row.value and row.code in CATALOGUE and self._may_be_personal(row)
        said = self._without_quotes(row) if quotes else row
        place = " · ".join(part for part in (row.sheet, row.cell, row.criterion) if part)
        return RenderedFinding(
            row.code, row.severity, without_addresses(place), message=without_addresses(said.message(self._lang)),
            fix=without_addresses(said.fix(self._lang)))

    def _may_be_personal(self, row: FindingRow) -> bool:
        """Whether the finding may quote an answer with a person's name or contact details."""
        field = self._field(row)
        return (row.code in _QUOTES_ANSWERS or row.level == Level.COVER
                or (field is not None and type_of(field).personal))

    def _without_quotes(self, row: FindingRow) -> Finding:
        """The same finding without the facts of the case, which may quote typed text."""
        place = Place(row.sheet, row.cell, row.question)
        field, facts = self._field(row), {}
        if field is not None:
            facts = {"field_th": field.label.of("th"), "field_en": field.label.of("en"), "about": row.criterion}
        return Finding(row.code, place, facts=facts)

    def _field(self, row: FindingRow) -> Field | None:
        edition = self._editions.get(row.key)
        form = self._index.form(edition) if edition else None
        return form.field(row.question) if form else None


class Strings:
    """Texts, each stored once."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}

    def place(self, text: str) -> int:
        """The index of a text, zero-based; a new text is added."""
        return self._places.setdefault(text, len(self._places))

    def compact(self, rendered: Iterable[RenderedFinding]) -> list[list[int]]:
        """Findings as the indexes of kind, place, message and fix; then the count if it is above 1."""
        return [[*map(self.place, (kind_of(one), one.place, one.message, one.fix)),
                 *([one.count] if one.count > 1 else [])] for one in rendered]

    @property
    def all(self) -> Sequence[str]:
        """The texts by index."""
        return list(self._places)


@dataclass(frozen=True, slots=True)
class CodeLine:
    """One finding code of one severity: its number of findings, and how many of these are on returns that count.

    :ivar units: number of units whose counted return has it.
    """

    code: str
    title: str
    severity: str
    severity_label: str
    count: int
    counted: int
    units: int


class FileLine(NamedTuple):
    """A file that does not count, with its findings."""

    name: str
    unit: str
    unit_code: str
    form_id: str
    status: str
    sent_on: str
    findings: Sequence[RenderedFinding]


def kind_of(one: RenderedFinding | CodeLine) -> str:
    """Code and severity as one key of the page's data."""
    return f"{one.code} {one.severity}"


def code_lines(source: Consolidation, lang: Lang) -> list[CodeLine]:
    """The finding codes: errors first, the most frequent on counted returns first."""
    counts, counted = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    with_code: set[tuple[tuple[str, str], str]] = set()
    for row in EachRow(source, FindingRow):
        kind = row.code, row.severity
        counts[kind] += 1
        if row.status in WHOSE_ANSWERS_COUNT:
            counted[kind] += 1
            with_code.add((kind, row.unit_code))
    units = Counter(kind for kind, _ in with_code)
    lines = [CodeLine(code, CATALOGUE[code].title.of(lang) if code in CATALOGUE else code, severity,
                      Severity(severity).label.of(lang), count=count, counted=counted[code, severity],
                      units=units[code, severity])
             for (code, severity), count in counts.items()]
    return sorted(lines, key=lambda line: (SEVERITIES.index(line.severity), -line.counted, line.code))


def other_files(source: Consolidation, renderer: FindingRenderer, index: FormIndex, lang: Lang) -> list[FileLine]:
    """The files that do not count; a rejected one with its findings."""
    def line(row: ReturnRow) -> FileLine:
        findings = renderer.render(row.key) if row.status == Status.REJECTED else []
        sent = day_of(row.sent_at)
        name = (row.unit_name and index.unit_name(row).of(lang)) or row.unit_code
        return FileLine(without_addresses(without_folder(row.file)), without_addresses(name), row.unit_code,
                        row.form_id, row.status, long_date(sent, lang, source.calendar) if sent else "", findings)

    return [line(row) for row in EachRow(source, ReturnRow) if not Status(row.status).counted]
