"""What the hidden checks sheet holds where.

Its first columns have a row for each slot: row *n* (zero-based) is ``layout.check_slots[n]``, the answer slots in
reading order and last the two identity slots. The columns behind have a row for each row of the form, in the same
order, then the names of the sheets and the chart's figures. No formula names an answer cell itself: a cell that is
cut and pasted would take the reference along.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import IntEnum
from itertools import pairwise

from pmqa_xlsx.cells import CellRef, column_letters, range_address
from pmqa_xlsx.layout import words as wording
from pmqa_xlsx.layout.model import Layout, Sheet, Slot, TableRow


class Check(IntEnum):
    """The columns of the checks sheet, zero-based."""

    STATE = 0  #: of a slot: 0 blank, -1 breaks its rule, else valid; of a choice its position in the list, from 1
    REQUIRED = 1  #: 1 where it must be answered now, else 0
    CATEGORY = 2  #: the number of its category, from 1; 0 on the general sheet, -1 for the identity
    LIST = 3  #: of a scored slot the number of its choice list, from 1
    WEIGHT = 4  #: of a scored slot what it adds to its category's percent when it earns full score
    TEXT = 5  #: its cleaned text, where the rule needs it more than twice
    ROW_TODO = 7  #: of a row of the form what is left to do there, see :func:`todo_key`; empty where nothing is
    ROW_SHEET = 8  #: the number of its sheet among the names below, from 1
    ROW_CELL = 9  #: the address of its first answer cell
    ROW_LABEL = 10  #: what the row is called
    SHEET_NAME = 12  #: the sheets with slots, by name
    CHART_LABEL = 14  #: names of the scored categories
    CHART_VALUE = 15  #: their percents


#: How a number says what is left to do in a row: rows with wrong answers come first, then the row's number, then how
#: many answers are wrong and how many are missing. It has at most 15 digits, which Excel keeps.
TODO_MISSING_ONLY, TODO_ROW, TODO_WRONG = 10**12, 10**6, 10**3


def todo_key(row: int, wrong: int, missing: int) -> int:
    """The number for a row of the form (zero-based) with so many wrong and missing answers; 0 for none."""
    if not wrong and not missing:
        return 0
    return (0 if wrong else TODO_MISSING_ONLY) + (row + 1) * TODO_ROW + wrong * TODO_WRONG + missing


def form_rows(layout: Layout) -> list[tuple[Sheet, TableRow]]:
    """Every row with slots in reading order, each with its sheet."""
    return [(sheet, row) for sheet in layout.sheets for row in sheet.rows]


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


def runs_of(layout: Layout, slots: Iterable[Slot]) -> list[tuple[int, int]]:
    """The rows of the checks sheet for some slots, as runs from a first to a last row (zero-based)."""
    rows = sorted(layout.check_rows[slot.sheet, slot.cell] for slot in slots)
    if not rows:
        return []
    breaks = [(one, other) for one, other in pairwise(rows) if other != one + 1]
    firsts: Sequence[int] = [rows[0], *(other for _, other in breaks)]
    lasts: Sequence[int] = [*(one for one, _ in breaks), rows[-1]]
    return list(zip(firsts, lasts, strict=True))
