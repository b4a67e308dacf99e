"""The files that do not count, and how often each finding occurs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from pmqa_xlsx.catalogue import CATALOGUE, Severity
from pmqa_xlsx.consolidate.frame_rows import FormIndex, rows_of
from pmqa_xlsx.consolidate.privacy import without_addresses
from pmqa_xlsx.consolidate.run_record import WHOSE_ANSWERS_COUNT
from pmqa_xlsx.consolidate.standing import Status
from pmqa_xlsx.report.people_findings import SEVERITIES, FindingRenderer, RenderedFinding
from pmqa_xlsx.report.units import without_folder
from pmqa_xlsx.text.calendar import day_of
from pmqa_xlsx.text.language import Lang
from pmqa_xlsx.text.thai import long_date

if TYPE_CHECKING:
    from pmqa_xlsx.consolidate import Consolidation


@dataclass(frozen=True, slots=True)
class CodeLine:
    """One finding code: its number of findings, and how many of these are on returns that count.

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


def code_lines(source: Consolidation, lang: Lang) -> list[CodeLine]:
    """The finding codes: errors first, the most frequent on counted returns first."""
    rows = rows_of(source.findings[["file", "code", "severity", "status", "unit_code"]])
    counts = Counter(row["code"] for row in rows)
    mine = [row for row in rows if row["status"] in WHOSE_ANSWERS_COUNT]
    counted = Counter(row["code"] for row in mine)
    units = Counter(code for code, _ in {(row["code"], row["unit_code"]) for row in mine})
    severity = {row["code"]: row["severity"] for row in rows}
    lines = [CodeLine(code, CATALOGUE[code].title.of(lang) if code in CATALOGUE else code, severity[code],
                      Severity(severity[code]).label.of(lang), count, counted[code], units[code])
             for code, count in counts.items()]
    return sorted(lines, key=lambda line: (SEVERITIES.index(line.severity), -line.counted, line.code))


def other_files(source: Consolidation, renderer: FindingRenderer, index: FormIndex, lang: Lang) -> list[FileLine]:
    """The files that do not count; a rejected one with its findings."""
    def line(row: dict[str, Any]) -> FileLine:
        findings = renderer.render(row["file"]) if row["status"] == Status.REJECTED else []
        sent = day_of(row["sent_at"] or "")
        name = (row["unit_name"] and index.unit_name(row).of(lang)) or row["unit_code"]
        return FileLine(without_addresses(without_folder(row["file"])), without_addresses(name), row["unit_code"],
                        row["form_id"], row["status"], long_date(sent, lang, source.calendar) if sent else "", findings)

    return [line(row) for row in rows_of(source.returns) if not Status(row["status"]).counted]
