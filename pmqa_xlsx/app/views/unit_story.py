"""One unit: its state, its history, its returns with their findings, its answers and people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pmqa_xlsx.app.views.round_view import RoundView
from pmqa_xlsx.consolidate.arrivals import file_name
from pmqa_xlsx.consolidate.schema import (
    AnswerRow,
    ChangeRow,
    ContactRow,
    EventRow,
    FindingRow,
    LetterRow,
    ReturnRow,
    StandingRow,
)
from pmqa_xlsx.text.language import Text

if TYPE_CHECKING:
    from pmqa_xlsx.form.model import Form


@dataclass(frozen=True, slots=True)
class AlikeFindings:
    """Findings of one code on one sheet."""

    first: FindingRow
    cells: Sequence[str]
    rows: Sequence[FindingRow]


@dataclass(frozen=True, slots=True)
class StoredReturn:
    """A return, with what was found in it and whether the office has decided about it."""

    one: ReturnRow
    findings: Sequence[AlikeFindings]
    decided: bool

    @property
    def name(self) -> str:
        """The last component of its file's name."""
        return file_name(self.one.file)


@dataclass(frozen=True, slots=True)
class PartSource:
    """A part of the form, and the file that its answers are from."""

    part: Text
    file: str


@dataclass(frozen=True, slots=True)
class UnitStory:
    """All that is known of a unit."""

    unit: StandingRow
    events: Sequence[EventRow]
    returns: Sequence[StoredReturn]
    joined: Sequence[PartSource]
    changes: Sequence[ChangeRow]
    letters: Sequence[LetterRow]
    answers: Sequence[tuple[Text, Sequence[AnswerRow]]]
    contacts: Sequence[ContactRow]
    alike_unit: str


def unit_story(rows: RoundView, code: str) -> UnitStory | None:
    """The story of a unit; ``None`` where the form lists no such unit."""
    unit = rows.unit_by_code.get(code)
    if unit is None:
        return None
    own = [row for row in rows.returns if code in (row.unit_code, row.likely_unit)]
    hashes = {row.sha256 for row in own if row.sha256}
    events = [row for row in rows.events if row.unit_code == code or row.sha256 in hashes]
    answers = rows.answers_of(code)
    return UnitStory(
        unit, events, stored_returns(rows, own),
        _joined(rows, answers), rows.changes_of(code), [row for row in rows.letters if row.unit_code == code],
        _by_category(rows.form, answers), rows.contacts_of(code), _alike_unit(rows, own, code))


def _alike_unit(rows: RoundView, own: Sequence[ReturnRow], code: str) -> str:
    """The unit whose answers the round found to be the same; empty for none. Its finding is on both."""
    said = [row.message_th for one in own for row in rows.findings_of(one) if row.code == "same-as-other-unit"]
    return next((unit.unit_code for unit in rows.units
                 if unit.unit_code != code and any(unit.unit_name in text for text in said)), "")


def stored_returns(rows: RoundView, some: Sequence[ReturnRow]) -> list[StoredReturn]:
    """Returns with what was found in them."""
    decided = {row.sha256 for row in rows.events if row.kind == "decision"}
    return [StoredReturn(row, alike(rows.findings_of(row)), row.sha256 in decided) for row in some]


def alike(findings: Sequence[FindingRow]) -> list[AlikeFindings]:
    """Findings of one code on one sheet together, in the order of the first of them, errors before the others."""
    found: dict[tuple[str, str], list[FindingRow]] = {}
    for severity in ("error", "warning", "notice"):
        for row in findings:
            if row.severity == severity:
                found.setdefault((row.code, row.sheet), []).append(row)
    return [AlikeFindings(rows[0], [row.cell for row in rows if row.cell], rows) for rows in found.values()]


def part_title(form: Form, category: str) -> Text:
    """What a part of the form is called; the cover where there is no category."""
    from pmqa_xlsx.report import words

    known = next((one for one in form.categories if one.code == category), None)
    return known.title if known else words.COVER


def _by_category(form: Form, answers: Sequence[AnswerRow]) -> list[tuple[Text, list[AnswerRow]]]:
    found: dict[str, list[AnswerRow]] = {}
    for row in answers:
        found.setdefault(row.category, []).append(row)
    return [(part_title(form, category), rows) for category, rows in found.items()]


def _joined(rows: RoundView, answers: Sequence[AnswerRow]) -> list[PartSource]:
    """Which parts are from which file, where they are from several."""
    files = {row.sha256: file_name(row.file) for row in rows.returns if row.status != "duplicate"}
    parts: dict[tuple[str, str], None] = {}
    for row in answers:
        if row.state != "empty":
            parts[row.category, row.sha256] = None
    if len({sha256 for _, sha256 in parts}) < 2:
        return []
    return [PartSource(part_title(rows.form, category), files.get(sha256, "")) for category, sha256 in parts]
