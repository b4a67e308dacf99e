"""What each file of a batch is, before it is taken in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pmqa_xlsx.app.views.unit_story import AlikeFindings, alike
from pmqa_xlsx.consolidate.schema import FindingRow
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
    findings: dict[str, list[FindingRow]] = {}
    for row in checked["findings"]:
        findings.setdefault(row["file"], []).append(FindingRow(**row))
    returns = {row["file"]: row for row in checked["returns"]}
    files = []
    for change in checked["changes"]:
        one = returns.get(change["file"], {})
        files.append(CheckedFile(
            change["file"], change["unit_code"] or one.get("likely_unit", ""),
            one.get("unit_name", ""), change["status"], change["replaces"],
            one.get("sender", ""), one.get("sent_at", ""), one.get("completeness"),
            alike(findings.get(change["file"], []))))
    locked = any(row.code == "file-encrypted" for some in findings.values() for row in some)
    files.sort(key=lambda file: _ORDER.index(file.status))
    return CheckedBatch(files, Counter(file.status for file in files), checked["skipped"],
                        [Text(**text) for text in checked["unread"]], locked)
