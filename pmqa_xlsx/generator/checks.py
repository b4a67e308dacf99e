"""The hidden checks sheet: for each slot whether its answer is valid and required, for each row what is left to do.

The state cells, the summary, the to-do list and the conditional formats are short formulas over this sheet.
Its rows are made as XML once for all workbooks of a round: only the values of formulas differ. Each cell is a pattern
for ``%``; a cell with a formula takes one value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Any

from pmqa_xlsx.answers import cleaned_text_formula, state_formula
from pmqa_xlsx.cells import CellRef
from pmqa_xlsx.generator.check_rules import CheckRules, answer_address, used_in_expressions
from pmqa_xlsx.generator.check_values import FormulaValue, InitialValues
from pmqa_xlsx.generator.workbook_copy import FormInLanguage
from pmqa_xlsx.layout import Slot
from pmqa_xlsx.layout.checks import (
    TODO_MISSING,
    TODO_RANK,
    TODO_ROW,
    TODO_WRONG,
    Check,
    checks_by_row,
    first_slots,
    form_rows,
    own_address,
    placed_checks,
    runs_of,
    score_lines,
    used_rows,
)
from pmqa_xlsx.layout.rules import row_of
from pmqa_xlsx.light_dataclass import dataclass
from pmqa_xlsx.text.excel_text import excel_text, number_text

#: A rule that uses the cleaned text more often than this reads it from a cell of its own.
_TEXTS_INLINE = 2
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})

_Value = Callable[[InitialValues, int], Sequence[str | int]]


@dataclass(frozen=True, slots=True)
class CheckLine:
    """A row of the checks sheet.

    :ivar pattern: its XML, with ``%s`` for each value that differs between workbooks.
    :ivar values: what gives these values, in their order, from those of a workbook and the row's number (zero-based).
    """

    pattern: str
    values: tuple[_Value, ...]

    def filled(self, number: int, now: InitialValues) -> str:
        """Its XML in one workbook."""
        return self.pattern % tuple(part for value in self.values for part in value(now, number))


class CheckSheet:
    """The rows of the checks sheet while they are made, the same for every unit."""

    def __init__(self, local_form: FormInLanguage) -> None:
        self._local_form, self._layout, self._rules = local_form, local_form.layout, CheckRules(local_form)
        self._cells: list[str] = []
        self._values: list[_Value] = []

    def lines(self) -> tuple[CheckLine, ...]:
        """All rows."""
        found = []
        for number in range(used_rows(self._layout)):
            self._cells, self._values = [], []
            for add, count in self._parts:
                if number < count:
                    add(number)
            found.append(CheckLine(_ready_row(number, self._cells), tuple(self._values)))
        return tuple(found)

    @cached_property
    def _parts(self) -> tuple[tuple[Any, int], ...]:
        """What adds the cells of a row, in the order of the columns, each with its number of rows."""
        layout = self._layout
        return ((self._add_slot, len(layout.check_slots)), (self._add_row, len(form_rows(layout))),
                (self._add_sheet, len(self._sheets)), (self._add_check, len(placed_checks(layout))),
                (self._add_check_text, len(layout.form.checks)), (self._add_score, len(score_lines(layout))))

    @cached_property
    def _sheets(self) -> list[str]:
        return [sheet.key for sheet in self._layout.sheets if sheet.rows]

    def _add(self, cell: str, *values: _Value) -> None:
        self._cells.append(cell)
        self._values += values

    def _add_slot(self, row: int) -> None:
        slot = self._layout.check_slots[row]
        state, text, has_text = self._state(slot, row)
        self._add(_number_formula(CellRef(row, Check.STATE), state), lambda now, at: (now.slots[at].state,))
        self._add(_number_formula(CellRef(row, Check.REQUIRED), self._rules.required(slot)),
                  lambda now, at: (now.slots[at].required,))
        if slot.question in used_in_expressions(self._layout):
            self._add(_any_formula(CellRef(row, Check.VALUE), self._rules.value(slot)),
                      lambda now, at: _typed_value(now.slots[at].value))
        if first_slots(self._layout).get(row_of(slot.question)) == row:
            self._add(_number_formula(CellRef(row, Check.FILLED), self._filled(slot)),
                      lambda now, at: (now.slots[at].filled,))
        if has_text:
            self._add(_text_formula(CellRef(row, Check.TEXT), text), lambda now, at: (_escaped(now.slots[at].text),))

    def _state(self, slot: Slot, row: int) -> tuple[str, str, bool]:
        """The formulas of a slot's state and text, and whether the text has a cell of its own."""
        if slot.field.is_computed:
            return "", "", False
        local_form, address = self._local_form, answer_address(self._local_form, slot)
        text = cleaned_text_formula(address, slot.field, local_form.lang)
        state = state_formula(slot.field, address, text, local_form.list_name(slot), local_form.lang)
        if state.count(text) <= _TEXTS_INLINE:
            return state, text, False
        return state.replace(text, own_address(Check.TEXT, row)), text, True

    def _filled(self, slot: Slot) -> str:
        row = row_of(slot.question)
        states = [own_address(Check.STATE, first, last) for first, last in runs_of(
            self._layout, (other for other in self._layout.slots
                           if row_of(other.question) == row and not other.field.is_computed))]
        return f"IF({'+'.join(f'SUMPRODUCT(--({run}<>0))' for run in states) or '0'}>0,1,0)"

    def _add_row(self, number: int) -> None:
        sheet, row = form_rows(self._layout)[number]
        label = row.label or self._local_form.say(row.slots[0].heading)
        self._add(_number_formula(CellRef(number, Check.ROW_TODO), self._todo(number)),
                  lambda now, at: (now.todo[at] or "",))
        self._add(_number_cell(CellRef(number, Check.ROW_SHEET), self._sheets.index(sheet.key) + 1))
        self._add(_text_cell(CellRef(number, Check.ROW_CELL), str(row.slots[0].cell)))
        self._add(_text_cell(CellRef(number, Check.ROW_LABEL), label))
        if here := checks_by_row(self._layout).get(number):
            self._add(_number_formula(CellRef(number, Check.ROW_CHECK), self._first_check(here)),
                      lambda now, at: (now.checks[at],))

    def _todo(self, number: int) -> str:
        _, row = form_rows(self._layout)[number]
        first, last = runs_of(self._layout, row.slots)[0]
        states, required = own_address(Check.STATE, first, last), own_address(Check.REQUIRED, first, last)
        wrong, missing = f"SUMPRODUCT(--({states}=-1))", f"SUMPRODUCT(({required}=1)*({states}=0))"
        counts = f"+{TODO_WRONG}*{wrong}+{TODO_MISSING}*{missing}"
        here = checks_by_row(self._layout).get(number)
        if not here:
            return f'IF({wrong}+{missing}=0,"",IF({wrong}=0,{TODO_RANK},0)+{(number + 1) * TODO_ROW}{counts})'
        fails = f"SUM({own_address(Check.FAILS, here[0], here[-1])})"
        placed = placed_checks(self._layout)
        errors = "+".join([wrong, *(own_address(Check.FAILS, one) for one in here if placed[one][1].check.is_error)])
        return (f'IF({wrong}+{missing}+{fails}=0,"",IF({errors}>0,0,IF({missing}>0,{TODO_RANK},{2 * TODO_RANK}))'
                f"+{(number + 1) * TODO_ROW}{counts}+{fails})")

    def _first_check(self, here: range) -> str:
        """Not nested: Excel allows 64 functions inside each other."""
        checks, placed = self._layout.form.checks, placed_checks(self._layout)
        numbers = ",".join(str(checks.index(placed[place][1].check) + 1) for place in here)
        fails = own_address(Check.FAILS, here[0], here[-1]) if here else ""
        return f"IFERROR(CHOOSE(MATCH(1,{fails},0),{numbers}),0)" if here else "0"

    def _add_sheet(self, number: int) -> None:
        self._add(_text_cell(CellRef(number, Check.SHEET_NAME), self._local_form.name_of(self._sheets[number])))

    def _add_check(self, number: int) -> None:
        _, check = placed_checks(self._layout)[number]
        self._add(_number_formula(CellRef(number, Check.FAILS), self._rules.fails(check.rule)),
                  lambda now, at: (now.fails[at],))

    def _add_check_text(self, number: int) -> None:
        message = self._local_form.say(self._layout.form.checks[number].message)
        self._add(_text_cell(CellRef(number, Check.CHECK_TEXT), message))

    def _add_score(self, number: int) -> None:
        line = score_lines(self._layout)[number]
        weight = 1.0 if line.row else line.node.weight
        self._add(_number_formula(CellRef(number, Check.SCORE), self._rules.score_line(line)),
                  lambda now, at: _typed_value(now.scores[at])[1:])
        self._add(_number_cell(CellRef(number, Check.WEIGHT), weight))


def write_checks(sheet: Any, lines: Sequence[CheckLine], now: InitialValues) -> None:
    """Write the checks sheet."""
    sheet.write_ready_rows("".join(line.filled(number, now) for number, line in enumerate(lines)))


def _escaped(text: str) -> str:
    """A text _escaped for XML, without the control characters that XML does not allow."""
    return excel_text(text).translate(_ESCAPES)


def _text_cell(cell: CellRef, text: str) -> str:
    """A cell with a text."""
    return f'<c r="{cell}" t="inlineStr"><is><t xml:space="preserve">{_literal(text)}</t></is></c>'


def _number_cell(cell: CellRef, number: float) -> str:
    """A cell with a number."""
    return f'<c r="{cell}"><v>{number_text(float(number))}</v></c>'


def _text_formula(cell: CellRef, formula: str) -> str:
    """A cell with a formula that gives a text; its value must be :func:`_escaped`."""
    return f'<c r="{cell}" t="str"><f>{_literal(formula.removeprefix("="))}</f><v>%s</v></c>'


def _number_formula(cell: CellRef, formula: str) -> str:
    """A cell with a formula that gives a number, or with a number if the formula is empty."""
    own = f"<f>{_literal(formula.removeprefix('='))}</f>" if formula else ""
    return f'<c r="{cell}">{own}<v>%s</v></c>'


def _any_formula(cell: CellRef, formula: str) -> str:
    """A cell with a formula that gives a number, a text or an error; it takes two values, see :func:`_typed_value`."""
    return f'<c r="{cell}"%s><f>{_literal(formula)}</f><v>%s</v></c>'


def _typed_value(value: FormulaValue) -> tuple[str, str]:
    """The two values of such a cell."""
    if value is None:
        return ' t="e"', "#N/A"
    return (' t="str"', _escaped(value)) if isinstance(value, str) else ("", number_text(float(value)))


def _ready_row(number: int, cells: Iterable[str]) -> str:
    """A row with cells from left to right.

    :param number: zero-based.
    """
    return f'<row r="{number + 1}">{"".join(cells)}</row>'


def _literal(text: str) -> str:
    return _escaped(text).replace("%", "%%")
