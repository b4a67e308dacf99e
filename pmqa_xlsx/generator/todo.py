"""The list of what is left to do: put together on the checks sheet, shown on the summary, with a link in each line.

It has one line per row of the form: wrong answers come before missing ones, and these before what the office only asks
to check.
"""

from __future__ import annotations

from typing import Any

from pmqa_xlsx.cells import quoted_sheet
from pmqa_xlsx.generator.check_values import InitialValues
from pmqa_xlsx.generator.styles import Styles
from pmqa_xlsx.generator.workbook_copy import Copy, FormInLanguage
from pmqa_xlsx.layout import Layout
from pmqa_xlsx.layout import words as wording
from pmqa_xlsx.layout.checks import (
    TODO_MISSING,
    TODO_RANK,
    TODO_ROW,
    TODO_WRONG,
    Check,
    check_address,
    checks_by_row,
    form_rows,
    own_address,
    own_range,
    placed_checks,
    runs_of,
    todo_digits,
)
from pmqa_xlsx.text.language import Text


def write_todo(sheet: Any, copy: Copy, now: InitialValues, styles: Styles) -> None:
    """Write the list, with a line for each row of the form, so that nothing is left out of it."""
    plan, left, style = copy.layout.summary, rows_left(now), styles.look("todo")
    for line in range(plan.todo_lines):
        link, text = (check_address(column, line) for column in (Check.LINE_LINK, Check.LINE_TEXT))
        nothing = copy.say(wording.NOTHING_TO_DO) if not line else ""
        sheet.write_formula(plan.todo_first.row + line, plan.todo_first.column,
                            f'=IF({link}="","{nothing}",HYPERLINK({link},{text}))', style,
                            initial_line_text(copy, line, now) if line < len(left) else nothing)


def rows_left(now: InitialValues) -> list[int]:
    """The rows of the form (zero-based) with something left to do in the new workbook, in the order of the list."""
    return [key % TODO_RANK // TODO_ROW - 1 for key in sorted(now.todo) if key]


def row_key(layout: Layout, number: int) -> str:
    """The formula of the key of a row of the form (zero-based); see :func:`~pmqa_xlsx.layout.checks.todo_key`."""
    first, last = runs_of(layout, form_rows(layout)[number][1].slots)[0]
    states, required = own_address(Check.STATE, first, last), own_address(Check.REQUIRED, first, last)
    wrong, missing = f"SUMPRODUCT(--({states}=-1))", f"SUMPRODUCT(({required}=1)*({states}=0))"
    counts = f"+{TODO_WRONG}*{wrong}+{TODO_MISSING}*{missing}"
    here = checks_by_row(layout).get(number)
    if not here:
        return f'IF({wrong}+{missing}=0,"",IF({wrong}=0,{TODO_RANK},0)+{(number + 1) * TODO_ROW}{counts})'
    fails, placed = f"SUM({own_address(Check.FAILS, here[0], here[-1])})", placed_checks(layout)
    errors = "+".join([wrong, *(own_address(Check.FAILS, one) for one in here if placed[one][1].check.is_error)])
    return (f'IF({wrong}+{missing}+{fails}=0,"",IF({errors}>0,0,IF({missing}>0,{TODO_RANK},{2 * TODO_RANK}))'
            f"+{(number + 1) * TODO_ROW}{counts}+{fails})")


def first_check(layout: Layout, number: int) -> str:
    """The formula of the first check that does not hold at a row of the form with checks, zero-based.

    It is not nested: Excel allows 64 functions inside each other.
    """
    here, placed = checks_by_row(layout)[number], placed_checks(layout)
    numbers = ",".join(str(layout.form.checks.index(placed[place][1].check) + 1) for place in here)
    return f"IFERROR(CHOOSE(MATCH(1,{own_address(Check.FAILS, here[0], here[-1])},0),{numbers}),0)"


def row_link(local_form: FormInLanguage, number: int) -> str:
    """The link to a row of the form (zero-based)."""
    sheet, row = form_rows(local_form.layout)[number]
    return f"#{quoted_sheet(local_form.name_of(sheet))}!{row.slots[0].cell}"


def row_label(local_form: FormInLanguage, number: int) -> str:
    """What the list calls a row of the form (zero-based)."""
    sheet, row = form_rows(local_form.layout)[number]
    return f"{local_form.name_of(sheet)} · {row.label or local_form.say(row.slots[0].heading)}:"


def row_text(local_form: FormInLanguage, number: int) -> str:
    """What the list says of a row, as a formula of the checks sheet."""
    form = local_form.layout.form
    key = own_address(Check.ROW_TODO, number)
    parts = [own_address(Check.ROW_LABEL, number)]
    for text, low, high in _COUNTED:
        count, (before, _, after) = todo_digits(key, low, high), local_form.say(text).partition("{count}")
        parts.append(f'IF({count}>0," {before}"&{count}&"{after}","")')
    if placed_checks(local_form.layout):
        messages = own_range(Check.CHECK_TEXT, len(form.checks))
        parts.append(f'IF({todo_digits(key, 1, TODO_MISSING)}>0,'
                     f'" "&INDEX({messages},{own_address(Check.ROW_CHECK, number)}),"")')
    return f'IF({key}="","",{"&".join(parts)})'


_COUNTED: tuple[tuple[Text, int, int], ...] = (
    (wording.WRONG_CELLS, TODO_WRONG, TODO_ROW), (wording.EMPTY_CELLS, TODO_MISSING, TODO_WRONG))


def initial_row_text(local_form: FormInLanguage, number: int, now: InitialValues) -> str:
    """The value of that formula in the new workbook."""
    key = now.todo[number]
    if not key:
        return ""
    parts = [local_form.say(text).replace("{count}", str(key % high // low)) for text, low, high in _COUNTED
             if key % high // low]
    if check := now.checks[number]:
        parts.append(local_form.say(local_form.layout.form.checks[check - 1].message))
    return " ".join([row_label(local_form, number), *parts])


def line_link(local_form: FormInLanguage) -> str:
    """The link of the list's line in the same row, as a formula of the checks sheet; empty where there is none."""
    return f'IFERROR({_of_line(local_form, Check.ROW_LINK)},"")'


def line_text(local_form: FormInLanguage) -> str:
    """The text of the list's line in the same row, as a formula of the checks sheet; empty where there is none."""
    return f'IFERROR(ROW()&". "&{_of_line(local_form, Check.ROW_TEXT)},"")'


def _of_line(local_form: FormInLanguage, column: Check) -> str:
    """What a column says of the row of the form in a line of the list; an error where there is no such line."""
    rows = len(form_rows(local_form.layout))
    row = todo_digits(f"SMALL({own_range(Check.ROW_TODO, rows)},ROW())", TODO_ROW, TODO_RANK)
    return f"INDEX({own_range(column, rows)},{row})"


def initial_line_link(local_form: FormInLanguage, line: int, now: InitialValues) -> str:
    """The link of a line in the new workbook."""
    left = rows_left(now)
    return row_link(local_form, left[line]) if line < len(left) else ""


def initial_line_text(local_form: FormInLanguage, line: int, now: InitialValues) -> str:
    """The text of a line in the new workbook."""
    left = rows_left(now)
    return f"{line + 1}. {initial_row_text(local_form, left[line], now)}" if line < len(left) else ""
