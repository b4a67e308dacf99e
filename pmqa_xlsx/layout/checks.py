"""Positions on the hidden checks sheet: one row for each slot, one column for each value about it.

Row *n* (zero-based) is ``layout.check_slots[n]``: the answer slots in reading order, so that the slots of a table's
row, of a sheet and of a category are adjacent rows; the two identity slots are last.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from pmqa_xlsx.cells import CellRef, column_letters, range_address
from pmqa_xlsx.layout import words as wording
from pmqa_xlsx.layout.model import Layout, Slot


class Check(IntEnum):
    """The columns of the checks sheet, zero-based."""

    PLACE = 0  #: the slot's place in words
    TEXT = 1  #: the slot's content, cleaned as the reader cleans it
    REQUIRED = 2  #: 1 if it must be answered now, else 0
    STATE = 3  #: 1 valid, 0 blank, -1 breaks its rule
    SCORE = 4  #: its share of its category's percent
    PROBLEM = 5  #: 1 if it is required and blank, or breaks its rule
    RUNNING = 6  #: number of problems down to this row
    LINK = 7  #: target of a link to the slot
    CHART_LABEL = 9  #: names of the scored categories, for the chart; below the slots
    CHART_VALUE = 10  #: their percents


def check_cell(column: Check, row: int) -> CellRef:
    """The cell of the checks sheet with a value about the slot of a row (zero-based)."""
    return CellRef(row, column)


def check_address(column: Check, first: int, last: int | None = None) -> str:
    """The cells of a column from one row to another (zero-based, inclusive), for a formula on any sheet."""
    return range_address(wording.CHECKS_SHEET, CellRef(first, column), CellRef(first if last is None else last, column))


def own_address(column: Check, row: int) -> str:
    """The address of a cell for formulas on the checks sheet itself, such as ``B7``."""
    return f"{column_letters(column)}{row + 1}"


def rows_of(layout: Layout, slots: Sequence[Slot]) -> tuple[int, int]:
    """The first and last row of slots that follow each other in reading order.

    :raises ValueError: there is none, or they are not adjacent.
    """
    rows = [layout.check_rows[slot.sheet, slot.cell] for slot in slots]
    if not rows or rows != list(range(rows[0], rows[0] + len(rows))):
        raise ValueError("the slots are not adjacent on the checks sheet")
    return rows[0], rows[-1]
