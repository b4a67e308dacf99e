"""State cells: what is wrong, missing or to check in a row, sheet or category, as formulas over the checks sheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from pmqa_xlsx.answers import rules_of
from pmqa_xlsx.cells import CellRef
from pmqa_xlsx.generator.check_rules import answer_address
from pmqa_xlsx.generator.check_values import InitialValues
from pmqa_xlsx.generator.styles import Styles
from pmqa_xlsx.generator.workbook_copy import Copy
from pmqa_xlsx.layout import Layout, Sheet, Slot, TableRow
from pmqa_xlsx.layout import words as wording
from pmqa_xlsx.layout.checks import (
    TODO_MISSING,
    TODO_ROW,
    TODO_WRONG,
    Check,
    check_address,
    checks_by_row,
    form_rows,
    runs_of,
    score_rows,
    todo_digits,
)
from pmqa_xlsx.layout.sizes import BODY
from pmqa_xlsx.text.excel_text import Exact
from pmqa_xlsx.text.language import Text
from pmqa_xlsx.text.typography import MAX_ROW_HEIGHT, column_points, row_height

#: The average width of a character with its marks, in font sizes, to estimate how much fits on a line of a cell.
_AVERAGE_CHARACTER_WIDTH = 0.36


def _state_of_counts(copy: Copy, counts: Iterable[tuple[Text, str]]) -> str:
    """An expression that says ``ผิด n``, ``ขาด n`` or the like, else ``ครบ``, from expressions for counts."""
    counts = list(counts)
    said = "&".join(_counted(copy.say(word), count) for word, count in counts)
    return f'IF({"+".join(count for _, count in counts)}=0,"{copy.say(wording.DONE)}",TRIM({said}))'


def _initial(copy: Copy, counts: Iterable[tuple[Text, int]], *, optional: bool = False) -> str:
    """The value of :func:`_state_of_counts` in the new workbook.

    :param counts: each word with how often it applies.
    :param optional: whether the value is ``–`` if no word applies.
    """
    said = " ".join(f"{copy.say(word)} {count}" for word, count in counts if count)
    return said or (wording.OPTIONAL if optional else copy.say(wording.DONE))


def write_row_state(
    target: Any, copy: Copy, sheet: Sheet, row: TableRow, number: int, now: InitialValues, styles: Styles, *,
    one_line: bool,
) -> None:
    """Write the state cell of a row of the form: what is wrong, what is missing, what the office asks to check.

    :param number: the row's number among all rows of the form, zero-based.
    :param one_line: whether the row is one line high; a state with several parts is then shrunk to fit.
    """
    much = number in checks_by_row(copy.layout) or bool(row.slots[0].question.row)
    key = check_address(Check.ROW_TODO, number)
    typed = [slot for slot in row.slots if not slot.field.is_computed]
    runs = runs_of(copy.layout, typed)
    required = "+".join(f"SUM({check_address(Check.REQUIRED, *run)})" for run in runs) or "0"
    filled = "+".join(f"SUMPRODUCT(--({check_address(Check.STATE, *run)}>0))" for run in runs) or "0"
    done = f'IF({required}+{filled}=0,"{wording.OPTIONAL}","{copy.say(wording.DONE)}")'
    words = [(wording.WRONG, TODO_WRONG, TODO_ROW), (wording.MISSING, TODO_MISSING, TODO_WRONG)]
    if number in checks_by_row(copy.layout):
        words.append((wording.TO_CHECK, 1, TODO_MISSING))
    said = "&".join(_counted(copy.say(word), todo_digits(key, low, high)) for word, low, high in words)
    formula = f'IF({key}="",{done},TRIM({said}))'
    formula += "".join(_too_long_for_print_formula(copy, sheet, slot) for slot in typed if _may_be_cut(sheet, slot))
    shown = now.of(copy.layout, typed)
    counts = [(word, now.todo[number] % high // low) for word, low, high in words]
    target.write_formula(row.row, sheet.state_column, "=" + formula, styles.state(wraps=not (one_line and much)),
                         _initial(copy, counts, optional=not any(value.required or value.state for value in shown)))


def _counted(word: str, count: str) -> str:
    return f'IF({count}>0,"{word} "&{count}&" ","")'


def write_state(
    target: Any, cell: CellRef, copy: Copy, slots: Iterable[Slot], now: InitialValues, style: Any,
) -> None:
    """Write a state cell for some slots: a sheet's, a category's."""
    slots = list(slots)
    shown = now.of(copy.layout, slots)
    wrong, missing = counts(runs_of(copy.layout, slots))
    found = [(wording.WRONG, wrong, sum(value.wrong for value in shown)),
             (wording.MISSING, missing, sum(value.missing for value in shown))]
    checks = _checks_at(copy.layout, slots)
    if checks:
        fails = "+".join(f"SUM({check_address(Check.FAILS, run[0], run[-1])})" for run in checks)
        found.append((wording.TO_CHECK, f"({fails})", sum(now.fails[place] for run in checks for place in run)))
    target.write_formula(*cell, "=" + _state_of_counts(copy, [(word, count) for word, count, _ in found]), style,
                         _initial(copy, [(word, count) for word, _, count in found]))


def _checks_at(layout: Layout, slots: Sequence[Slot]) -> list[range]:
    """The rows of the checks that are shown at the rows of some slots, as runs."""
    rows = {(slot.sheet, slot.cell.row) for slot in slots}
    here = (checks_by_row(layout).get(number) for number, (sheet, row) in enumerate(form_rows(layout))
            if (sheet.key, row.row) in rows)
    runs: list[range] = []
    for places in filter(None, here):
        if runs and runs[-1].stop == places.start:
            places = range(runs.pop().start, places.stop)
        runs.append(places)
    return runs


def write_score(
    target: Any, copy: Copy, cell: CellRef, code: str, now: InitialValues, styles: Styles, **look: Any,
) -> None:
    """Write the percent of a code; an empty text where nothing counts.

    :param look: further properties of the cell's format.
    """
    row = score_rows(copy.layout)[code]
    address, score = check_address(Check.SCORE, row), now.scores[row]
    target.write_formula(*cell, f'=IF({address}<0,"",{address})', styles.figure("0.00", **look),
                         Exact(score) if score >= 0 else "")


def counts(runs: Sequence[tuple[int, int]]) -> tuple[str, str]:
    """Expressions for how many answers in some runs of the checks sheet are wrong, and how many are missing."""
    def joined(pattern: str) -> str:
        terms = [pattern.format(state=check_address(Check.STATE, *run), required=check_address(Check.REQUIRED, *run))
                 for run in runs]
        return f"({'+'.join(terms)})" if terms else "0"

    return joined("SUMPRODUCT(--({state}=-1))"), joined("SUMPRODUCT(({required}=1)*({state}=0))")


def _capacity(sheet: Sheet, slot: Slot) -> tuple[int, int]:
    """How many characters a line of a slot holds, and how many lines the highest row."""
    line = int((column_points(sheet.widths[slot.cell.column]) - 4) * 0.9 / (BODY * _AVERAGE_CHARACTER_WIDTH))
    lines = 1
    while row_height(lines + 1, BODY) <= MAX_ROW_HEIGHT:
        lines += 1
    return max(line, 1), lines


def _may_be_cut(sheet: Sheet, slot: Slot) -> bool:
    """Whether the longest answer that a slot takes may be too long for the highest row."""
    rules = rules_of(slot.field)
    characters, lines = _capacity(sheet, slot)
    return rules.type.wraps and rules.limits.longest > characters * lines


def _too_long_for_print_formula(copy: Copy, sheet: Sheet, slot: Slot) -> str:
    """The formula's addition to a row's state if an answer is too long to be printed whole."""
    characters, lines = _capacity(sheet, slot)
    cell = answer_address(copy, slot)
    breaks = f'LEN({cell})-LEN(SUBSTITUTE({cell},CHAR(10),""))'
    return (f'&IF(IFERROR(LEN({cell})/{characters}+{breaks},0)>{lines},CHAR(10)&"{copy.say(wording.NOT_PRINTED)}","")')
