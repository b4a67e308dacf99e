"""Returns as pages show them: what each file of a batch is, and those that wait for the office's word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from pmqa_xlsx.app.views.round_view import RoundView
from pmqa_xlsx.app.views.units import AlikeFindings, alike
from pmqa_xlsx.consolidate.decisions import WHOSE, deciding, waits_for_unit
from pmqa_xlsx.consolidate.frame_rows import COUNTED
from pmqa_xlsx.consolidate.schema import FindingRow, ReturnRow, StandingRow, findings_by_file
from pmqa_xlsx.light_dataclass import dataclass
from pmqa_xlsx.text.language import Text

#: What needs attention first.
_ORDER = ("held", "rejected", "needs_correction", "accepted", "joined", "superseded", "duplicate")


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """One return, or a file without one.

    :ivar status: what would become of it.
    :ivar replaces: the name of the file that counts for its unit so far, where this one would count instead.
    """

    file: str
    unit_code: str
    unit_name: str
    status: str
    replaces: str
    sender: str
    sent_at: str
    completeness: float | None
    findings: Sequence[AlikeFindings]


@dataclass(frozen=True, slots=True)
class CheckedBatch:
    """All files of a batch.

    :ivar skipped: how many were left out, by reason.
    :ivar locked: whether a password would open something.
    """

    files: Sequence[CheckedFile]
    counts: Counter[str]
    skipped: Mapping[str, int]
    unread: Sequence[Text]
    locked: bool


def checked_files(checked: Mapping[str, Any]) -> CheckedBatch:
    """What the check returned, as rows."""
    findings = findings_by_file(FindingRow(**row) for row in checked["findings"])
    returns = {one.key: one for one in (ReturnRow(**row) for row in checked["returns"])}
    files = []
    for change in checked["changes"]:
        key = change["file"], change["sha256"]
        one = returns[key]
        files.append(CheckedFile(
            file=one.file, unit_code=change["unit_code"] or one.likely_unit, unit_name=one.unit_name,
            status=change["status"], replaces=change["replaces"], sender=one.sender, sent_at=one.sent_at,
            completeness=one.completeness, findings=alike(findings.get(key, []))))
    locked = any(row.code == "file-encrypted" for some in findings.values() for row in some)
    files.sort(key=lambda file: _ORDER.index(file.status))
    return CheckedBatch(files, Counter(file.status for file in files), checked["skipped"],
                        [Text(**text) for text in checked["unread"]], locked)


@dataclass(frozen=True, slots=True)
class Claim:
    """A unit whose the return may be, and what speaks for it."""

    unit: StandingRow
    by_workbook: bool
    counted: ReturnRow | None


@dataclass(frozen=True, slots=True)
class Doubt:
    """A return of which it is not certain whose it is."""

    one: ReturnRow
    findings: Sequence[FindingRow]
    claims: Sequence[Claim]


def doubtful_returns(view: RoundView) -> list[Doubt]:
    """What is held, and what is rejected only because its unit is not known."""
    found = []
    for one in view.returns:
        findings = view.findings_of(one)
        if waits_for_unit(one.status, (row.code for row in findings)):
            codes = deciding(row.code for row in findings if row.severity == "error")
            found.append(Doubt(one, [row for row in findings if row.code in codes], _claims(view, one, findings)))
    return found


def _claims(view: RoundView, one: ReturnRow, findings: Sequence[FindingRow]) -> list[Claim]:
    """The workbook's own unit first, then the ones that are named."""
    named = {row.value for row in findings if row.code in WHOSE}
    by_name = [row.unit_code for row in view.units if row.unit_name in named]
    codes = dict.fromkeys(code for code in (one.unit_code, one.likely_unit, *by_name) if code)
    counted = {row.unit_code: row for row in reversed(view.returns) if row.status in COUNTED}
    return [Claim(view.unit_by_code[code], code == one.unit_code, counted.get(code))
            for code in codes if code in view.unit_by_code]
