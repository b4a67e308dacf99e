"""The verdict and the to-do list of the summary: one line per row of the form.

Wrong answers come before missing ones, and these before what the office only asks to check.
"""

from __future__ import annotations

from typing import Any

from pmqa_xlsx.cells import quoted_sheet
from pmqa_xlsx.generator.check_values import InitialValues
from pmqa_xlsx.generator.styles import Styles
from pmqa_xlsx.generator.workbook_copy import Copy
from pmqa_xlsx.layout import Role, SheetKind
from pmqa_xlsx.layout import words as wording
from pmqa_xlsx.layout.checks import (
    TODO_MISSING,
    TODO_RANK,
    TODO_ROW,
    TODO_WRONG,
    Check,
    check_address,
    form_rows,
    placed_checks,
    todo_digits,
)


def write_verdict(sheet: Any, copy: Copy, now: InitialValues, styles: Styles) -> None:
    """Write whether the workbook can be sent, and beside it how much is left to do, as a link to the list."""
    plan = copy.layout.summary
    cell = plan.verdict
    sheet.write_formula(*cell, verdict_formula(copy), styles.verdict(), initial_verdict(copy, now))
    sheet.conditional_format(*cell, *cell, {
        "type": "formula", "criteria": f'={cell.absolute}="{copy.say(wording.READY)}"', "format": styles.when_done()})
    count = f"COUNT({_keys(copy)})"
    before, _, after = copy.say(wording.LEFT_TO_DO).partition("{count}")
    place = f"#{quoted_sheet(copy.name_of(copy.layout.sheet_of_kind(SheetKind.SUMMARY)))}!{plan.todo_first}"
    left = len(_left(now))
    sheet.write_formula(*plan.left, f'=IF({count}=0,"",HYPERLINK("{place}","{before}"&{count}&"{after}"))',
                        styles.role(Role.LINK, indent=1), f"{before}{left}{after}" if left else "")


def verdict_formula(copy: Copy) -> str:
    """The formula that shows whether the workbook can be sent."""
    keys = _keys(copy)
    ready, not_ready = copy.say(wording.READY), copy.say(wording.NOT_READY)
    left = f'IF(COUNT({keys})=0,"{ready}",'
    if copy.layout.form.checks:  # what is only to be checked does not keep anybody from sending
        return f'={left}IF(SMALL({keys},1)<{2 * TODO_RANK},"{not_ready}","{ready}"))'
    return f'={left}"{not_ready}")'


def initial_verdict(copy: Copy, now: InitialValues) -> str:
    """The value of that formula in the new workbook."""
    return copy.say(wording.NOT_READY if any(key < 2 * TODO_RANK for key in _left(now)) else wording.READY)


def _keys(copy: Copy) -> str:
    """The cells with the to-do key of each row of the form."""
    return check_address(Check.ROW_TODO, 0, len(form_rows(copy.layout)) - 1)


def _left(now: InitialValues) -> list[int]:
    """The keys of the rows with something left to do in the new workbook, in the order of the list."""
    return sorted(key for key in now.todo if key)


def write_todo(sheet: Any, copy: Copy, now: InitialValues, styles: Styles) -> None:
    """Write the list, with a line for each row of the form, so that nothing is left out of it."""
    plan, keys = copy.layout.summary, _keys(copy)
    last = len(form_rows(copy.layout)) - 1
    names = check_address(Check.SHEET_NAME, 0, sum(bool(known.rows) for known in copy.layout.sheets) - 1)
    sheets, cells, labels = (check_address(column, 0, last)
                             for column in (Check.ROW_SHEET, Check.ROW_CELL, Check.ROW_LABEL))
    left, style = _left(now), styles.todo()
    for line in range(plan.todo_lines):
        key = f"SMALL({keys},{line + 1})"
        row = todo_digits(key, TODO_ROW, TODO_RANK)
        name = f"INDEX({names},INDEX({sheets},{row}))"
        parts = [_counted(copy, wording.WRONG_CELLS, todo_digits(key, TODO_WRONG, TODO_ROW)),
                 _counted(copy, wording.EMPTY_CELLS, todo_digits(key, TODO_MISSING, TODO_WRONG))]
        if placed_checks(copy.layout):
            parts.append(f'IF({todo_digits(key, 1, TODO_MISSING)}>0," "&{_first_message(copy, row)},"")')
        nothing = copy.say(wording.NOTHING_TO_DO) if not line else ""
        formula = (f'=IF({line + 1}>COUNT({keys}),"{nothing}",HYPERLINK("#\'"&{name}&"\'!"&INDEX({cells},{row}),'
                   f'"{line + 1}. "&{name}&" · "&INDEX({labels},{row})&":"&{"&".join(parts)}))')
        shown = f"{line + 1}. {_text(copy, now, left[line])}" if line < len(left) else nothing
        sheet.write_formula(plan.todo_first.row + line, plan.todo_first.column, formula, style, shown)


def _counted(copy: Copy, text: Any, count: str) -> str:
    before, _, after = copy.say(text).partition("{count}")
    return f'IF({count}>0," {before}"&{count}&"{after}","")'


def _first_message(copy: Copy, row: str) -> str:
    """What the office says of the first check that does not hold at a row of the form."""
    texts = check_address(Check.CHECK_TEXT, 0, len(copy.layout.form.checks) - 1)
    return f"INDEX({texts},INDEX({check_address(Check.ROW_CHECK, 0, len(form_rows(copy.layout)) - 1)},{row}))"


def _text(copy: Copy, now: InitialValues, key: int) -> str:
    """A line of the list in the new workbook."""
    number = key % TODO_RANK // TODO_ROW - 1
    sheet, row = form_rows(copy.layout)[number]
    parts = [copy.say(text).replace("{count}", str(count)) for text, count in (
        (wording.WRONG_CELLS, key % TODO_ROW // TODO_WRONG), (wording.EMPTY_CELLS, key % TODO_WRONG // TODO_MISSING))
        if count]
    if check := now.checks[number]:
        parts.append(copy.say(copy.layout.form.checks[check - 1].message))
    return f"{copy.name_of(sheet)} · {row.label or copy.say(row.slots[0].heading)}: {' '.join(parts)}"
