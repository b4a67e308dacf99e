"""State cells: what a row, a sheet or a category says of its answers, as formulas over the checks sheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from pmqa_xlsx.answers import rules_of
from pmqa_xlsx.cells import CellRef
from pmqa_xlsx.generator.checks import CheckValues, answer_address, values_of
from pmqa_xlsx.generator.copy import Copy
from pmqa_xlsx.layout import Sheet, Slot, TableRow
from pmqa_xlsx.layout import words as wording
from pmqa_xlsx.layout.checks import TODO_ROW, TODO_WRONG, Check, check_address, runs_of
from pmqa_xlsx.layout.heights import BODY
from pmqa_xlsx.layout.paper import column_points
from pmqa_xlsx.text.typography import MAX_ROW_HEIGHT, row_height

#: The average width of a character with its marks, in font sizes: what a line of a cell holds is estimated with it.
_CHARACTER = 0.36


def state_of_counts(copy: Copy, wrong: str, missing: str, otherwise: str) -> str:
    """An expression that says ``ผิด n``, ``ขาด n`` or both, else something else, from two expressions for counts."""
    say_wrong, say_missing = copy.say(wording.WRONG), copy.say(wording.MISSING)
    return (f'IF({wrong}+{missing}=0,{otherwise},TRIM(IF({wrong}>0,"{say_wrong} "&{wrong}&" ","")'
            f'&IF({missing}>0,"{say_missing} "&{missing},"")))')


def initial_state(copy: Copy, now: Sequence[CheckValues], *, optional: bool = False) -> str:
    """What such an expression says in the new workbook.

    :param optional: whether it says ``–`` where nothing is required and nothing was typed.
    """
    wrong, missing = sum(value.wrong for value in now), sum(value.missing for value in now)
    words = ((wording.WRONG, wrong), (wording.MISSING, missing))
    said = [f"{copy.say(word)} {count}" for word, count in words if count]
    if not said and optional and not any(value.required or value.state for value in now):
        return wording.OPTIONAL
    return " ".join(said) or copy.say(wording.DONE)


def write_row_state(
    target: Any, copy: Copy, sheet: Sheet, row: TableRow, number: int, rows: Sequence[CheckValues], style: Any,
) -> None:
    """Write the state cell of a row of the form.

    :param number: the row's number among all rows of the form, zero-based.
    """
    key = check_address(Check.ROW_TODO, number)
    wrong, missing = f"MOD(INT({key}/{TODO_WRONG}),{TODO_ROW // TODO_WRONG})", f"MOD({key},{TODO_WRONG})"
    first, last = runs_of(copy.layout, row.slots)[0]
    states, required = check_address(Check.STATE, first, last), check_address(Check.REQUIRED, first, last)
    done = (f'IF(SUM({required})+SUMPRODUCT(--({states}>0))=0,"{wording.OPTIONAL}","{copy.say(wording.DONE)}")')
    say_wrong, say_missing = copy.say(wording.WRONG), copy.say(wording.MISSING)
    formula = (f'IF({key}="",{done},TRIM(IF({wrong}>0,"{say_wrong} "&{wrong}&" ","")'
               f'&IF({missing}>0,"{say_missing} "&{missing},"")))')
    formula += "".join(_not_printed(copy, sheet, slot) for slot in row.slots if _may_be_cut(sheet, slot))
    target.write_formula(row.row, sheet.state_column, "=" + formula, style,
                         initial_state(copy, values_of(copy, row.slots, rows), optional=True))


def write_state(
    target: Any, cell: CellRef, copy: Copy, slots: Iterable[Slot], rows: Sequence[CheckValues], style: Any,
) -> None:
    """Write a state cell for some slots: a sheet's, a category's."""
    slots = list(slots)
    runs = runs_of(copy.layout, slots)
    target.write_formula(*cell, "=" + state_of_counts(copy, *counts(runs), f'"{copy.say(wording.DONE)}"'), style,
                         initial_state(copy, values_of(copy, slots, rows)))


def counts(runs: Sequence[tuple[int, int]]) -> tuple[str, str]:
    """Expressions for how many answers in some runs of the checks sheet are wrong, and how many are missing."""
    def joined(pattern: str) -> str:
        terms = [pattern.format(state=check_address(Check.STATE, *run), required=check_address(Check.REQUIRED, *run))
                 for run in runs]
        return f"({'+'.join(terms)})" if terms else "0"

    return joined("SUMPRODUCT(--({state}=-1))"), joined("SUMPRODUCT(({required}=1)*({state}=0))")


def _capacity(sheet: Sheet, slot: Slot) -> tuple[int, int]:
    """How many characters a line of a slot holds, and how many lines the highest row."""
    line = int((column_points(sheet.widths[slot.cell.column]) - 4) * 0.9 / (BODY * _CHARACTER))
    lines = 1
    while row_height(lines + 1, BODY) <= MAX_ROW_HEIGHT:
        lines += 1
    return max(line, 1), lines


def _may_be_cut(sheet: Sheet, slot: Slot) -> bool:
    """Whether the longest answer that a slot takes may be too long for the highest row."""
    rules = rules_of(slot.field)
    characters, lines = _capacity(sheet, slot)
    return rules.type.wraps and rules.limits.longest > characters * lines


def _not_printed(copy: Copy, sheet: Sheet, slot: Slot) -> str:
    """What a row's state adds where an answer is too long to be printed whole."""
    characters, lines = _capacity(sheet, slot)
    cell = answer_address(copy, slot)
    breaks = f'LEN({cell})-LEN(SUBSTITUTE({cell},CHAR(10),""))'
    return (f'&IF(IFERROR(LEN({cell})/{characters}+{breaks},0)>{lines},CHAR(10)&"{copy.say(wording.NOT_PRINTED)}","")')
