"""Returns that wait for the office's word: whose are they?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pmqa_xlsx.app.views.round_view import RoundView
from pmqa_xlsx.consolidate.schema import FindingRow, ReturnRow, StandingRow

#: Findings that ask whose a return is; what is rejected for the last two is shown with what is held.
WHOSE = ("unit-doubtful", "unit-mismatch", "unit-unknown")


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


def doubtful_returns(rows: RoundView) -> list[Doubt]:
    """What is held, and what is rejected only because its unit is not known."""
    found = []
    for one in rows.returns:
        findings = rows.findings_of(one)
        if one.status == "held" or (one.status == "rejected" and any(row.code in WHOSE for row in findings)):
            found.append(Doubt(one, [row for row in findings if row.severity == "error"], _claims(rows, one, findings)))
    return found


def _claims(rows: RoundView, one: ReturnRow, findings: Sequence[FindingRow]) -> list[Claim]:
    """The workbook's own unit first, then the ones that are named."""
    named = {row.value for row in findings if row.code in WHOSE}
    by_name = [row.unit_code for row in rows.units if row.unit_name in named]
    codes = dict.fromkeys(code for code in (one.unit_code, one.likely_unit, *by_name) if code)
    return [Claim(rows.unit_by_code[code], code == one.unit_code, counted_return(rows, code))
            for code in codes if code in rows.unit_by_code]


def counted_return(rows: RoundView, unit: str) -> ReturnRow | None:
    """The return that counts for a unit."""
    return next((row for row in rows.returns
                 if row.unit_code == unit and row.status in ("accepted", "needs_correction")), None)
