"""The hidden checks sheet: for each slot whether its answer is valid and required, for each row what is left to do.

The state cells, the summary, the to-do list and the conditional formats are short formulas over this sheet.
Its rows are made as XML once for all workbooks of a round: only the values of formulas differ. Each cell is a pattern
for ``%``; a cell with a formula takes one value. A formula that says the same of every row is written once, as a
shared formula of Excel's. Cells are counted by SUMPRODUCT: ONLYOFFICE's COUNTIF does not see what it has not
calculated yet.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, partial
from typing import Any

from pmqa_xlsx.answers import cleaned_text_formula, state_formula
from pmqa_xlsx.cells import CellKind, CellRef, CellValue
from pmqa_xlsx.generator import states
from pmqa_xlsx.generator.book import Strict
from pmqa_xlsx.generator.check_rules import CheckRules, answer_address, used_in_expressions
from pmqa_xlsx.generator.check_values import FormulaValue, InitialValues
from pmqa_xlsx.generator.workbook_copy import FormInLanguage
from pmqa_xlsx.layout import Slot
from pmqa_xlsx.layout.checks import (
    Check,
    checks_by_row,
    first_slots,
    form_rows,
    own_address,
    placed_checks,
    runs_of,
    score_lines,
    shown_states,
    used_rows,
)
from pmqa_xlsx.layout.rules import row_of
from pmqa_xlsx.light_dataclass import dataclass
from pmqa_xlsx.text.excel_text import excel_text, number_text

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})

#: What gives a cell's value, or all that its XML takes, from a workbook's values and the row's number (zero-based).
_Value = Callable[[InitialValues, int], Any]
_Values = Callable[[InitialValues, int], Sequence[str | int]]


@dataclass(frozen=True, slots=True)
class CheckLine:
    """A row of the checks sheet.

    :ivar pattern: its XML, with ``%s`` for each value that differs between workbooks.
    :ivar values: what gives these values, in their order, from those of a workbook and the row's number (zero-based).
    """

    pattern: str
    values: tuple[_Values, ...]

    def filled(self, number: int, now: InitialValues) -> str:
        """Its XML in one workbook."""
        return self.pattern % tuple(part for value in self.values for part in value(now, number))


class CheckSheet:
    """The rows of the checks sheet while they are made, the same for every unit."""

    def __init__(self, local_form: FormInLanguage) -> None:
        self._local_form, self._layout, self._rules = local_form, local_form.layout, CheckRules(local_form)
        self._row = 0
        self._cells: list[str] = []
        self._values: list[_Values] = []
        self._groups = 0

    def lines(self) -> tuple[CheckLine, ...]:
        """All rows."""
        found = []
        for number in range(used_rows(self._layout)):
            self._row, self._cells, self._values = number, [], []
            for add, count in self._parts:
                if number < count:
                    add(number)
            found.append(CheckLine(f'<row r="{number + 1}">{"".join(self._cells)}</row>', tuple(self._values)))
        return tuple(found)

    # Each adds a cell to the row; a formula is given as XML, an empty one leaves its value alone

    def _add_number(self, column: Check, formula: str, value: _Value) -> None:
        self._cells.append(f'<c r="{CellRef(self._row, column)}">{formula}<v>%s</v></c>')
        self._values.append(lambda now, at: (value(now, at),))

    def _add_text(self, column: Check, formula: str, value: _Value) -> None:
        self._cells.append(f'<c r="{CellRef(self._row, column)}" t="str">{formula}<v>%s</v></c>')
        self._values.append(lambda now, at: (_escaped(value(now, at)),))

    def _add_any(self, column: Check, formula: str, values: _Values) -> None:
        """Add a cell whose formula gives any value; see :func:`_typed_value`."""
        self._cells.append(f'<c r="{CellRef(self._row, column)}"%s>{formula}<v>%s</v></c>')
        self._values.append(values)

    def _add_fixed_text(self, column: Check, text: str) -> None:
        self._cells.append(f'<c r="{CellRef(self._row, column)}" t="inlineStr"><is><t xml:space="preserve">'
                           f"{_literal(text)}</t></is></c>")

    @cached_property
    def _parts(self) -> tuple[tuple[Any, int], ...]:
        """What adds the cells of a row, in the order of the columns, each with its number of rows."""
        layout = self._layout
        return ((self._add_slot, len(layout.check_slots)), (self._add_row, len(form_rows(layout))),
                (self._add_line, len(form_rows(layout))), (self._add_shown_state, len(shown_states(layout))),
                (self._add_check, len(placed_checks(layout))), (self._add_check_text, len(layout.form.checks)),
                (self._add_score, len(score_lines(layout))), (self._add_content, len(layout.check_slots)))

    def _add_slot(self, row: int) -> None:
        slot = self._layout.check_slots[row]
        self._add_number(Check.STATE, self._states[row], lambda now, at: now.slots[at].state)
        self._add_number(Check.REQUIRED, _formula(self._rules.required(slot)), lambda now, at: now.slots[at].required)
        if first_slots(self._layout).get(row_of(slot.question)) == row:
            self._add_number(Check.FILLED, _formula(self._filled(slot)), lambda now, at: now.slots[at].filled)

    def _add_content(self, row: int) -> None:
        slot = self._layout.check_slots[row]
        if slot.question in used_in_expressions(self._layout):
            self._add_any(Check.VALUE, _formula(self._rules.value(slot)),
                          lambda now, at: _typed_value(now.slots[at].value))
        if not slot.field.is_computed:
            own = answer_address(self._local_form, slot)
            self._add_any(Check.TYPED, _formula(f'IF({own}="","",{own})'),
                          lambda now, at: _content_value(now.slots[at].content))
        self._add_text(Check.TEXT, self._texts.get(row, ""), lambda now, at: now.slots[at].text)

    @cached_property
    def _texts(self) -> dict[int, str]:
        """The array formulas of the cleaned texts by first row: one a sheet, since an array is calculated as a whole.

        They are much longer than all other formulas.
        """
        runs = [run for sheet in self._layout.sheets for run in runs_of(self._layout, sheet.slots())]
        return {first: f'<f t="array" ref="{CellRef(first, Check.TEXT)}:{CellRef(last, Check.TEXT)}">'
                       f"{_literal(cleaned_text_formula(own_address(Check.TYPED, first, last)))}</f>"
                for first, last in runs}

    @cached_property
    def _states(self) -> list[str]:
        return self._shared(Check.STATE, [partial(self._state, slot) for slot in self._layout.check_slots])

    def _state(self, slot: Slot, row: int) -> str:
        """The formula of a slot's state if the slot were in a row of this sheet; empty where it is calculated."""
        if slot.field.is_computed:
            return ""
        typed, text = own_address(Check.TYPED, row), own_address(Check.TEXT, row)
        return state_formula(slot.field, typed, text, self._local_form.list_name(slot), self._local_form.lang,
                             answer_address(self._local_form, slot))

    def _shared(self, column: Check, formulas: Sequence[Callable[[int], str]]) -> list[str]:
        """The formulas of a column's first rows as XML; those that say the same of their own rows are written once.

        :param formulas: for each row a function that gives its formula if it were in another row.
        """
        rows: dict[str, list[int]] = {}
        for row, formula in enumerate(formulas):
            rows.setdefault(formula(0), []).append(row)
        found = [""] * len(formulas)
        for alike in rows.values():
            first, last = CellRef(alike[0], column), CellRef(alike[-1], column)
            own = formulas[alike[0]](alike[0])
            if not own or len(alike) == 1:
                found[alike[0]] = _formula(own)
                continue
            for row in alike:
                found[row] = f'<f t="shared" si="{self._groups}"/>'
            found[alike[0]] = f'<f t="shared" ref="{first}:{last}" si="{self._groups}">{_literal(own)}</f>'
            self._groups += 1
        return found

    def _filled(self, slot: Slot) -> str:
        row = row_of(slot.question)
        states = [own_address(Check.STATE, first, last) for first, last in runs_of(
            self._layout, (other for other in self._layout.slots
                           if row_of(other.question) == row and not other.field.is_computed))]
        return f"IF({'+'.join(f'SUMPRODUCT(--({run}<>0))' for run in states) or '0'}>0,1,0)"

    def _add_row(self, number: int) -> None:
        local_form = self._local_form
        self._add_number(Check.ROW_TODO, _formula(states.row_key(self._layout, number)),
                         lambda now, at: now.todo[at] or "")
        self._add_fixed_text(Check.ROW_LINK, states.row_link(local_form, number))
        self._add_fixed_text(Check.ROW_LABEL, states.row_label(local_form, number))
        if number in checks_by_row(self._layout):
            self._add_number(Check.ROW_CHECK, _formula(states.first_check(self._layout, number)),
                             lambda now, at: now.checks[at])
        self._add_text(Check.ROW_TEXT, self._row_texts[number],
                       lambda now, at: states.initial_row_text(local_form, at, now))
        self._add_text(Check.ROW_STATE, _formula(states.row_state(local_form, number)),
                       lambda now, at: states.initial_row_state(local_form, at, now))

    @cached_property
    def _row_texts(self) -> list[str]:
        return self._shared(Check.ROW_TEXT, [partial(states.row_text, self._local_form)] * len(form_rows(self._layout)))

    def _add_line(self, line: int) -> None:
        local_form, (links, texts) = self._local_form, self._list
        self._add_text(Check.LINE_LINK, links[line], lambda now, at: states.initial_line_link(local_form, at, now))
        self._add_text(Check.LINE_TEXT, texts[line], lambda now, at: states.initial_line_text(local_form, at, now))

    @cached_property
    def _list(self) -> tuple[list[str], list[str]]:
        """The formulas of the list's links and texts."""
        lines = len(form_rows(self._layout))
        return (self._shared(Check.LINE_LINK, [lambda _: states.line_link(self._local_form)] * lines),
                self._shared(Check.LINE_TEXT, [lambda _: states.line_text(self._local_form)] * lines))

    def _add_shown_state(self, number: int) -> None:
        local_form = self._local_form
        self._add_text(Check.SHOWN_STATE, _formula(states.shown_state(local_form, number)),
                       lambda now, at: states.initial_shown_state(local_form, at, now))

    def _add_check(self, number: int) -> None:
        _, check = placed_checks(self._layout)[number]
        self._add_number(Check.FAILS, _formula(self._rules.fails(check.rule)), lambda now, at: now.fails[at])

    def _add_check_text(self, number: int) -> None:
        self._add_fixed_text(Check.CHECK_TEXT, self._local_form.say(self._layout.form.checks[number].message))

    def _add_score(self, number: int) -> None:
        line = score_lines(self._layout)[number]
        self._add_number(Check.SCORE, _formula(self._rules.score_line(line)),
                         lambda now, at: number_text(float(now.scores[at])))
        weight = number_text(1.0 if line.row else float(line.node.weight))
        self._cells.append(f'<c r="{CellRef(number, Check.WEIGHT)}"><v>{weight}</v></c>')


def write_checks(sheet: Strict, lines: Sequence[CheckLine], now: InitialValues) -> None:
    """Write the checks sheet."""
    sheet.write_ready_rows("".join(line.filled(number, now) for number, line in enumerate(lines)))


def _escaped(text: str) -> str:
    """A text escaped for XML, without the control characters that XML does not allow."""
    return excel_text(text).translate(_ESCAPES)


def _formula(formula: str) -> str:
    """A formula as XML; empty if there is none."""
    return f"<f>{_literal(formula)}</f>" if formula else ""


def _content_value(content: CellValue) -> tuple[str, str]:
    """The two values of a cell with the content of a slot."""
    if content.kind is CellKind.ERROR:
        return ' t="e"', content.raw
    return _typed_value(float(content.value or 0) if content.kind is CellKind.NUMBER else content.raw)


def _typed_value(value: FormulaValue) -> tuple[str, str]:
    """The two values of a cell with any value: its type and its content."""
    if value is None:
        return ' t="e"', "#N/A"
    return (' t="str"', _escaped(value)) if isinstance(value, str) else ("", number_text(float(value)))


def _literal(text: str) -> str:
    return _escaped(text).replace("%", "%%")
