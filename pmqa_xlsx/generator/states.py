"""What is left to do: the state cells, and the list with a link in each line; put together on the checks sheet.

A state says what is wrong, missing or to check in a row, sheet or category. The list has one line per row of the form:
wrong answers come before missing ones, and these before what the office only asks to check.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from xlsxwriter.format import Format

from pmqa_xlsx.answers import rules_of
from pmqa_xlsx.cells import CellRef, quoted_sheet
from pmqa_xlsx.generator.book import Strict
from pmqa_xlsx.generator.check_values import InitialValues
from pmqa_xlsx.generator.styles import Styles
from pmqa_xlsx.generator.workbook_copy import Copy, FormInLanguage
from pmqa_xlsx.layout import Layout, Sheet, Slot, TableRow
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
    shown_states,
    todo_digits,
)
from pmqa_xlsx.layout.sizes import BODY, INDENT
from pmqa_xlsx.text.language import Text
from pmqa_xlsx.text.typography import MAX_ROW_HEIGHT, column_points, row_height

#: The average width of a character with its marks, in font sizes, to estimate how much fits on a line of a cell.
_AVERAGE_CHARACTER_WIDTH = 0.36


def row_state(local_form: FormInLanguage, number: int) -> str:
    """The state of a row of the form as a formula of the checks sheet: what is wrong, missing or to check there.

    :param number: the row's number among all rows of the form, zero-based.
    """
    layout, say = local_form.layout, local_form.say
    sheet, row = form_rows(layout)[number]
    key = own_address(Check.ROW_TODO, number)
    runs = runs_of(layout, _typed(row))
    used = [f"SUM({own_address(Check.REQUIRED, *run)})" for run in runs]
    used += [f"SUMPRODUCT(--({own_address(Check.STATE, *run)}>0))" for run in runs]
    done = f'IF({"+".join(used) or "0"}=0,"{wording.OPTIONAL}","{say(wording.DONE)}")'
    said = "&".join(_counted(say(word), todo_digits(key, low, high)) for word, low, high in _words(layout, number))
    return f'IF({key}="",{done},TRIM({said})){_too_long_for_print(local_form, sheet, row)}'


def initial_row_state(local_form: FormInLanguage, number: int, now: InitialValues) -> str:
    """The value of that formula in the new workbook."""
    layout = local_form.layout
    shown = now.of(layout, _typed(form_rows(layout)[number][1]))
    counts = [(word, now.todo[number] % high // low) for word, low, high in _words(layout, number)]
    return _initial(local_form, counts, optional=not any(value.required or value.state for value in shown))


def _typed(row: TableRow) -> list[Slot]:
    return [slot for slot in row.slots if not slot.field.is_computed]


def _words(layout: Layout, number: int) -> list[tuple[Text, int, int]]:
    """The words of a row's state, each with the digits of the row's key that say how often it applies."""
    to_check = [(wording.TO_CHECK, 1, TODO_MISSING)] if number in checks_by_row(layout) else []
    return [(wording.WRONG, TODO_WRONG, TODO_ROW), (wording.MISSING, TODO_MISSING, TODO_WRONG), *to_check]


def _initial(local_form: FormInLanguage, counts: Iterable[tuple[Text, int]], *, optional: bool = False) -> str:
    """A state in the new workbook.

    :param counts: each word with how often it applies.
    :param optional: whether the value is ``–`` if no word applies.
    """
    said = " ".join(f"{local_form.say(word)} {count}" for word, count in counts if count)
    return said or (wording.OPTIONAL if optional else local_form.say(wording.DONE))


def write_row_state(
    target: Strict, copy: Copy, sheet: Sheet, row: TableRow, number: int, now: InitialValues, styles: Styles, *,
    one_line: bool,
) -> None:
    """Write the state cell of a row of the form.

    :param number: the row's number among all rows of the form, zero-based.
    :param one_line: whether the row is one line high; a state with several parts is then shrunk to fit.
    """
    target.write_formula(row.row, sheet.state_column, "=" + check_address(Check.ROW_STATE, number),
                         styles.state(wraps=not one_line), initial_row_state(copy, number, now))


def _counted(word: str, count: str) -> str:
    return f'IF({count}>0,"{word} "&{count}&" ","")'


def shown_state(local_form: FormInLanguage, number: int) -> str:
    """The state of a sheet or category as a formula of the checks sheet; see :func:`shown_states` for its number."""
    layout = local_form.layout
    slots = list(shown_states(layout).values())[number]
    states = [(own_address(Check.STATE, *run), own_address(Check.REQUIRED, *run)) for run in runs_of(layout, slots)]
    found = [(wording.WRONG, [f"SUMPRODUCT(--({state}=-1))" for state, _ in states]),
             (wording.MISSING, [f"SUMPRODUCT(({required}=1)*({state}=0))" for state, required in states])]
    if checks := _checks_at(layout, slots):
        found.append((wording.TO_CHECK, [f"SUM({own_address(Check.FAILS, run[0], run[-1])})" for run in checks]))
    counts = [(word, f"({'+'.join(terms) or '0'})") for word, terms in found]
    said = "&".join(_counted(local_form.say(word), count) for word, count in counts)
    return f'IF({"+".join(count for _, count in counts)}=0,"{local_form.say(wording.DONE)}",TRIM({said}))'


def initial_shown_state(local_form: FormInLanguage, number: int, now: InitialValues) -> str:
    """The value of that formula in the new workbook."""
    layout = local_form.layout
    slots = list(shown_states(layout).values())[number]
    shown = now.of(layout, slots)
    return _initial(local_form, [
        (wording.WRONG, sum(value.wrong for value in shown)), (wording.MISSING, sum(value.missing for value in shown)),
        (wording.TO_CHECK, sum(now.fails[place] for run in _checks_at(layout, slots) for place in run))])


def write_state(target: Strict, sheet: str, cell: CellRef, copy: Copy, now: InitialValues, style: Format) -> None:
    """Write the state cell of a sheet or category.

    :param sheet: the key of the sheet with the state cell.
    """
    number = list(shown_states(copy.layout)).index((sheet, cell))
    target.write_formula(*cell, "=" + check_address(Check.SHOWN_STATE, number), style,
                         initial_shown_state(copy, number, now))


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


def _capacity(sheet: Sheet, slot: Slot) -> tuple[int, int]:
    """How many characters a line of a slot holds, and how many lines the highest row."""
    line = int((column_points(sheet.widths[slot.cell.column] - INDENT) - 4) * 0.9 / (BODY * _AVERAGE_CHARACTER_WIDTH))
    lines = 1
    while row_height(lines + 1, BODY) <= MAX_ROW_HEIGHT:
        lines += 1
    return max(line, 1), lines


def _too_long_for_print(local_form: FormInLanguage, sheet: Sheet, row: TableRow) -> str:
    """The formula's addition to a row's state for each answer that is too long to be printed whole."""
    capacities = [_capacity(sheet, slot) for slot in row.slots]
    # Divided by 0, a length is an error, and so is what is not too long, or an error in a cell: none is counted.
    rules = [rules_of(slot.field) for slot in row.slots]
    characters = [line if known.type.wraps and known.limits.longest > line * lines else 0
                  for known, (line, lines) in zip(rules, capacities, strict=True)]
    if not any(characters):
        return ""
    cells = own_address(Check.TYPED, *runs_of(local_form.layout, row.slots)[0])
    length = (f"LEN({cells})/{{{';'.join(map(str, characters))}}}"
              f'+LEN({cells})-LEN(SUBSTITUTE({cells},CHAR(10),""))')
    return (f'&REPT(CHAR(10)&"{local_form.say(wording.NOT_PRINTED)}",'
            f"SUMPRODUCT(--ISNUMBER(1/({length}>{capacities[0][1]}))))")


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
