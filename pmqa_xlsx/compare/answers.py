"""Answers and contacts that changed between two rounds.

A slot is known by what it asks, never by its place. A slot that only one of the two editions has, or that asks
for another type of answer there, is not compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pmqa_xlsx.answers.model import State
from pmqa_xlsx.compare.model import Change, ContactChange, Row, Series, UnitChange
from pmqa_xlsx.consolidate.frame_rows import FrameRows, runs_of
from pmqa_xlsx.consolidate.privacy import without_addresses
from pmqa_xlsx.form.question import Question
from pmqa_xlsx.report.round import RoundRows

if TYPE_CHECKING:
    import pandas as pd


class RowsByUnit:
    """A frame's rows by form, year and unit, in the frame's order; converted when requested."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self._rows = FrameRows(frame)
        self._runs: dict[tuple[Series, str], list[slice]] = {}
        whose, begins = runs_of(frame)
        for row, begin, end in zip(whose, begins, [*begins, len(frame)][1:], strict=True):
            self._runs.setdefault((Series.of(row), row["unit_code"]), []).append(slice(begin, end))

    def of(self, series: Series | None, unit_code: str) -> Sequence[Row]:
        """One unit's rows."""
        runs = self._runs.get((series, unit_code), ()) if series else ()
        return [row for run in runs for row in self._rows[run]]


def comparable_answers(
    old: Sequence[Row], new: Sequence[Row], rounds: tuple[RoundRows, RoundRows],
) -> Iterator[tuple[Row, Row]]:
    """The rows of one unit's slots that ask the same question in both rounds, in the new round's order.

    :param rounds: the old round and the new one.
    """
    before = {Question.of(row): row for row in old}
    for row in new:
        earlier = before.get(Question.of(row))
        if earlier is not None and _type(rounds[0], earlier) == _type(rounds[1], row):
            yield earlier, row


def answer_change(old: Row, new: Row, withheld: bool) -> Change | None:
    """The change of one answer; ``None`` if it is the same.

    An invalid answer is compared as typed; numbers are compared as numbers.

    :param withheld: whether a round was written without contacts: an answer withheld there is not reported as changed.
    """
    before, after = _content(old), _content(new)
    if withheld:
        if _left_out(old) or _left_out(new):
            return None
        before, after = without_addresses(before), without_addresses(after)
    invalid_before, invalid_after = old["state"] == State.INVALID, new["state"] == State.INVALID
    same_number = old["number"] is not None and old["number"] == new["number"]
    if invalid_before == invalid_after and (before == after or same_number):
        return None
    if old["state"] == State.EMPTY:
        return Change.ADDED
    return Change.REMOVED if new["state"] == State.EMPTY else Change.CHANGED


def contact_changes(unit: UnitChange, old: Sequence[Row], new: Sequence[Row]) -> Iterator[ContactChange]:
    """The e-mail addresses that one unit moved, added or removed.

    An address that is removed from one place and added at another is moved; places are paired in the order of the
    form. In which slot of a field it is does not matter.
    """
    before, after = _addresses(old), _addresses(new)
    for email in dict.fromkeys([*after, *before]):
        was, now = before.get(email, {}), after.get(email, {})
        left = [row for place, row in was.items() if place not in now]
        came = [row for place, row in now.items() if place not in was]
        moves = min(len(left), len(came))
        yield from (ContactChange(unit, Change.MOVED, *rows) for rows in zip(left[:moves], came[:moves], strict=True))
        yield from (ContactChange(unit, Change.ADDED, None, row) for row in came[moves:])
        yield from (ContactChange(unit, Change.REMOVED, row, None) for row in left[moves:])


def _addresses(rows: Sequence[Row]) -> dict[str, dict[Question, Row]]:
    """Each address, in upper or lower case, with its places."""
    found: dict[str, dict[Question, Row]] = {}
    for row in rows:
        found.setdefault(row["email"].casefold(), {}).setdefault(Question.of(row).any_slot, row)
    return found


def _type(round_: RoundRows, row: Row) -> object:
    field = round_.field(row)
    return field.type if field else None


def _content(row: Row) -> str:
    content: str = row["raw"] if row["state"] == State.INVALID else row["value"]
    return content


def _left_out(row: Row) -> bool:
    """Whether the answer exists but is withheld."""
    return row["state"] != State.EMPTY and not _content(row)
