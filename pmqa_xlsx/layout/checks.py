"""Position and meaning of each cell of the hidden checks sheet.

Its first columns have a row for each slot: row *n* (zero-based) is ``layout.check_slots[n]``, the answer slots in
reading order and last the two identity slots. The following columns have a row for each row of the form, for each check
at each of its rows, for each score, for each line of the list of what is left to do, for each state cell of a sheet or
category, and for the chart's figures. What the visible sheets show is put together here, so that their formulas are
short: the reader goes through them, and not through this sheet. No formula names an answer cell itself: a cell that is
cut and pasted would take the reference along.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import IntEnum
from itertools import pairwise
from typing import NamedTuple

from pmqa_xlsx.cells import CellRef, column_letters, range_address
from pmqa_xlsx.form.model import TOTAL
from pmqa_xlsx.form.question import Question
from pmqa_xlsx.form.scoring import ScoredAnswer, ScoreNode
from pmqa_xlsx.layout import words as wording
from pmqa_xlsx.layout.model import Layout, Sheet, SheetKind, Slot, TableRow, cached_per_layout
from pmqa_xlsx.layout.rules import RowCheck, form_rules, row_of


class Check(IntEnum):
    """The columns of the checks sheet, zero-based."""

    STATE = 0  #: of a slot: 0 blank, -1 breaks its rule, else valid; of a choice its position in the list, from 1
    REQUIRED = 1  #: 1 where it must be answered now, else 0
    FILLED = 2  #: of the first slot of a repeated criterion's row: 1 where something is in that row, else 0
    ROW_TODO = 4  #: of a row of the form what is left to do there, see :func:`todo_key`; empty where nothing is
    ROW_LINK = 5  #: the address of its first answer cell, as a link
    ROW_LABEL = 6  #: its sheet and what the row is called
    ROW_CHECK = 7  #: the number of the first check that does not hold there, among the texts below; 0 for none
    ROW_TEXT = 8  #: what the list of what is left to do says of it
    ROW_STATE = 9  #: what its state cell shows
    LINE_LINK = 11  #: of a line of that list the link of its row; empty where the list is shorter
    LINE_TEXT = 12  #: its text
    SHOWN_STATE = 14  #: what the state cell of a sheet or category shows, see :func:`shown_states`
    CHART_LABEL = 16  #: names of the scored categories
    CHART_VALUE = 17  #: their percents
    FAILS = 19  #: of a check at a row: 1 where it does not hold, else 0
    CHECK_TEXT = 20  #: what the office says where a check does not hold
    SCORE = 22  #: a percent, 0–100; empty where nothing counts
    WEIGHT = 23  #: its weight among those that are in the same
    # On the right of all answers of usual forms, since LibreOffice shows a date where a formula takes one from a cell,
    # and ONLYOFFICE asks this sheet for the number format of a cell of another one.
    VALUE = 25  #: of a slot, its value where an expression uses it, or that of a computed one; see `check_rules`
    TYPED = 26  #: what is in it, an empty text where nothing is: the rules name this cell instead of the slot itself
    TEXT = 27  #: its cleaned text


#: How a number says what is left to do in a row: rows with wrong answers come first, then those with missing ones, then
#: those with something to check; then the row's number, and how many answers are wrong, how many are missing, and how
#: many checks do not hold. It has at most 14 digits; Excel keeps 15.
TODO_RANK, TODO_ROW, TODO_WRONG, TODO_MISSING = 10**13, 10**8, 10**5, 10**2


def todo_key(row: int, wrong: int, missing: int, checks: int = 0, *, errors: bool = False) -> int:
    """The number for a row of the form (zero-based) with these numbers of wrong and missing answers; 0 for none.

    :param checks: how many checks do not hold there.
    :param errors: whether one of these makes the return wrong.
    """
    if not wrong and not missing and not checks:
        return 0
    rank = 0 if wrong or errors else 1 if missing else 2
    return rank * TODO_RANK + (row + 1) * TODO_ROW + wrong * TODO_WRONG + missing * TODO_MISSING + checks


def todo_digits(key: str, low: int, high: int) -> str:
    """A formula for one of the figures in such a number: its digits from ``low`` to below ``high``."""
    return f"MOD(INT({key}/{low}),{high // low})" if low > 1 else f"MOD({key},{high})"


@cached_per_layout
def form_rows(layout: Layout) -> list[tuple[Sheet, TableRow]]:
    """Every row with slots in reading order, each with its sheet."""
    return [(sheet, row) for sheet in layout.sheets for row in sheet.rows]


def table_name(layout: Layout, key: str) -> str:
    """The defined name of the part of a sheet with answers that formulas refer to, from its first cell on."""
    return f"pmqa_sheet_{[sheet.key for sheet in layout.sheets].index(key)}"


@cached_per_layout
def shown_states(layout: Layout) -> dict[tuple[str, CellRef], tuple[Slot, ...]]:
    """The state cells of sheets and categories, by sheet key and cell, each with the slots that it counts.

    A category's slots are on its own sheet and on those of the further tables.
    """
    start, summary = (layout.sheet_of_kind(kind).key for kind in (SheetKind.INSTRUCTIONS, SheetKind.SUMMARY))
    shown = {(start, cell): tuple(layout.sheet_by_key[key].slots())
             for key, cell in layout.states.items() if key != summary}
    for line in layout.summary.rows:
        shown[summary, CellRef(line.row, layout.summary.state_column)] = tuple(
            slot for slot in layout.all_slots if line.code in (TOTAL, slot.question.category))
    return shown


@cached_per_layout
def placed_checks(layout: Layout) -> tuple[tuple[int, RowCheck], ...]:
    """Every check at every row, each with the number of the row of the form (zero-based) that shows it, in their order.

    What is about no row in particular is shown at the first answer that it names, else at the form's first row.
    """
    rows: dict[Question, int] = {}
    for number, (_, row) in enumerate(form_rows(layout)):
        for slot in row.slots:
            rows.setdefault(slot.question, number)
    placed = [(next((rows[asked] for asked in check.about if asked in rows), 0), check)
              for check in form_rules(layout).checks]
    return tuple(sorted(placed, key=lambda one: one[0]))


@cached_per_layout
def checks_by_row(layout: Layout) -> dict[int, range]:
    """The rows on the checks sheet of the checks shown at each row of the form that has any; both zero-based."""
    found: dict[int, range] = {}
    for place, (row, _) in enumerate(placed_checks(layout)):
        found[row] = range(found[row].start if row in found else place, place + 1)
    return found


class ScoreCell(NamedTuple):
    """A line of the scores on the checks sheet.

    :ivar node: what has the score.
    :ivar row: of a repeated criterion's answer row, its scored slots; else ``None``.
    :ivar first: the line (zero-based) of the first part that it is the mean of; the others follow.
    :ivar parts: how many there are.
    """

    node: ScoreNode
    row: tuple[ScoredAnswer, ...] | None
    first: int
    parts: int


@cached_per_layout
def score_lines(layout: Layout) -> tuple[ScoreCell, ...]:
    """The scores: the total, then all that is in it, so that the parts of each are one below the other."""
    tree = form_rules(layout).scores
    waiting: list[tuple[ScoreNode, tuple[ScoredAnswer, ...] | None]] = [(tree, None)] if tree else []
    lines: list[ScoreCell] = []
    for node, row in waiting:
        parts: list[tuple[ScoreNode, tuple[ScoredAnswer, ...] | None]] = [(child, None) for child in node.children]
        if row is None and node.is_repeated:
            parts = [(node, answers) for answers in node.rows]
        lines.append(ScoreCell(node, row, len(waiting), len(parts)))
        waiting += parts
    return tuple(lines)


@cached_per_layout
def score_rows(layout: Layout) -> dict[str, int]:
    """The row of each code's score on the checks sheet, zero-based."""
    return {line.node.code: row for row, line in enumerate(score_lines(layout)) if line.row is None}


@cached_per_layout
def first_slots(layout: Layout) -> dict[Question, int]:
    """The row on the checks sheet of the first slot of each row of a repeated criterion, by the row's question."""
    found: dict[Question, int] = {}
    for row, slot in enumerate(layout.slots):
        if slot.question.row:
            found.setdefault(row_of(slot.question), row)
    return found


@cached_per_layout
def used_rows(layout: Layout) -> int:
    """How many rows of the checks sheet are used, but for the chart's figures, which follow."""
    return max(len(layout.check_slots), len(form_rows(layout)), len(shown_states(layout)), len(placed_checks(layout)),
               len(layout.form.checks), len(score_lines(layout)))


def check_cell(column: Check, row: int) -> CellRef:
    """The cell of the checks sheet in a column and row (zero-based)."""
    return CellRef(row, column)


def check_address(column: Check, first: int, last: int | None = None) -> str:
    """The cells of a column from one row to another (zero-based, inclusive), for a formula on any sheet."""
    return range_address(wording.CHECKS_SHEET, CellRef(first, column), CellRef(first if last is None else last, column))


def own_address(column: Check, row: int, last: int | None = None) -> str:
    """The same as the checks sheet's own formulas name it, such as ``B7`` or ``B7:B10``."""
    first = f"{column_letters(column)}{row + 1}"
    return first if last is None or last == row else f"{first}:{column_letters(column)}{last + 1}"


def own_range(column: Check, rows: int) -> str:
    """The first rows of a column as every formula of the checks sheet may name them, such as ``B$1:B$9``."""
    letters = column_letters(column)
    return f"{letters}$1:{letters}${rows}"


def runs_of(layout: Layout, slots: Iterable[Slot]) -> list[tuple[int, int]]:
    """The rows of the checks sheet for some slots, as runs from a first to a last row (zero-based)."""
    rows = sorted(layout.check_rows[slot.sheet, slot.cell] for slot in slots)
    if not rows:
        return []
    breaks = [(one, other) for one, other in pairwise(rows) if other != one + 1]
    firsts: Sequence[int] = [rows[0], *(other for _, other in breaks)]
    lasts: Sequence[int] = [*(one for one, _ in breaks), rows[-1]]
    return list(zip(firsts, lasts, strict=True))
