"""What a text is found in: units, returns by file name, senders and subjects, letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pmqa_xlsx.app.views.round_view import RoundView
from pmqa_xlsx.consolidate.schema import LetterRow, ReturnRow, StandingRow
from pmqa_xlsx.text.thai import comparison_key

#: Most rows of each kind.
_MOST = 100


@dataclass(frozen=True, slots=True)
class Found:
    """What contains a text."""

    units: Sequence[StandingRow]
    returns: Sequence[ReturnRow]
    letters: Sequence[LetterRow]


def found_in(rows: RoundView, text: str) -> Found:
    """What contains a text, whatever its case and white space."""
    key = comparison_key(text)

    def fits(*texts: str) -> bool:
        return any(key in comparison_key(one) for one in texts if one)

    units = rows.form.unit_by_code
    return Found(
        [row for row in rows.units if fits(row.unit_code, row.unit_name, row.group,
                                           units[row.unit_code].name.en if row.unit_code in units else "")][:_MOST],
        [row for row in rows.returns if fits(row.file, row.sender, row.subject, row.sha256[:12])][:_MOST],
        [row for row in rows.letters if fits(row.number, row.to, row.ref)][:_MOST])
