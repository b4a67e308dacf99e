"""Where the hidden checks sheet holds what: a row a slot, a column a question about it.

Row *n* (zero-based) is ``layout.check_slots[n]``: the answer slots in reading order, so that the slots of a table's
row, of a sheet and of a category lie one below the other, and last the two identity slots.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from pmqa_xlsx.cells import CellRef, column_letters, range_address
from pmqa_xlsx.layout import words as wording
from pmqa_xlsx.layout.model import Layout, Slot


class Check(IntEnum):
    """The columns of the checks sheet, zero-based."""

    PLACE = 0  #: the slot's name for people
    TEXT = 1  #: what stands in the slot, cleaned as the reader cleans it
    REQUIRED = 2  #: 1 where it must be answered now, else 0
    STATE = 3  #: 1 valid, 0 blank, -1 breaks its rule
    SCORE = 4  #: what it adds to its category's percent
    PROBLEM = 5  #: 1 where it is required and blank, or breaks its rule
    RUNNING = 6  #: how many problems there are down to this row
    LINK = 7  #: the place that a link to the slot leads to
    CHART_LABEL = 9  #: names of the scored categories, for the chart; below the slots
    CHART_VALUE = 10  #: their percents


def check_cell(column: Check, row: int) -> CellRef:
    """The cell of the checks sheet that answers a question about the slot of a row (zero-based)."""
    return CellRef(row, column)


def check_address(column: Check, first: int, last: int | None = None) -> str:
    """The cells of a column from one row to another (zero-based, inclusive), as a formula of any sheet names them."""
    return range_address(wording.CHECKS_SHEET, CellRef(first, column), CellRef(first if last is None else last, column))


def own_address(column: Check, row: int) -> str:
    """A cell as the checks sheet's own formulas name it, such as ``B7``."""
    return f"{column_letters(column)}{row + 1}"


def rows_of(layout: Layout, slots: Sequence[Slot]) -> tuple[int, int]:
    """The first and last row of slots that follow each other in reading order.

    :raises ValueError: there is none, or they do not lie together.
    """
    rows = [layout.check_rows[slot.sheet, slot.cell] for slot in slots]
    if not rows or rows != list(range(rows[0], rows[0] + len(rows))):
        raise ValueError("the slots do not lie together on the checks sheet")
    return rows[0], rows[-1]
