"""The expressions of a form as formulas of the checks sheet: conditions, computed values, what ought to hold."""

from __future__ import annotations

from pmqa_xlsx.answers import cleaned_text_formula
from pmqa_xlsx.cells import CellRef, quoted_sheet
from pmqa_xlsx.form.expressions.bound import Bound, Reference, RowReferences, ValueType, parts_of
from pmqa_xlsx.form.expressions.names import RowNames
from pmqa_xlsx.form.expressions.translation import no_formula, value_formula, yes_formula
from pmqa_xlsx.form.question import Question
from pmqa_xlsx.generator.workbook_copy import FormInLanguage
from pmqa_xlsx.layout import Layout, Slot
from pmqa_xlsx.layout.cache import cached_per_layout
from pmqa_xlsx.layout.checks import Check, first_slots, own_address, score_lines, score_rows
from pmqa_xlsx.layout.fixed_values import constant_fields
from pmqa_xlsx.layout.rules import conditions, formulas, row_checks, row_of, value_type
from pmqa_xlsx.layout.widths import FIRST_ANSWER_COLUMN
from pmqa_xlsx.text.excel_text import number_text, quoted

_BLANK = "NA()"


@cached_per_layout
def used_in_expressions(layout: Layout) -> frozenset[Question]:
    """The questions of which an expression or a scale uses the value, so that the checks sheet has a cell for it."""
    bounds = [*conditions(layout).values(), *formulas(layout).values(), *(check.rule for check in row_checks(layout)),
              *(line.node.gate for line in score_lines(layout) if line.node.gate is not None)]
    used: set[Question] = set(formulas(layout))
    for bound in bounds:
        for part in parts_of(bound):
            if isinstance(part, Reference):
                used.add(part.question)
            elif isinstance(part, RowReferences):
                used |= {row.question for row in part.rows}
    used |= {answer.question for line in score_lines(layout) for answers in line.node.rows for answer in answers
             if answer.scale}
    return frozenset(asked for asked in used
                     if (slot := layout.slot(asked)) is not None and slot.field.choices is None)


def answer_address(local_form: FormInLanguage, slot: Slot) -> str:
    """A reference to a slot that stays where it is when the slot's cell is cut, dragged or sorted away."""
    return fixed_address(local_form, slot.sheet, slot.cell)


def fixed_address(local_form: FormInLanguage, key: str, cell: CellRef) -> str:
    """A reference to a cell by its numbers in a range whose corners are locked, so that nothing moves it."""
    sheet = local_form.layout.sheet_by_key[key]
    corner = CellRef(sheet.last_row, sheet.state_column)
    return f"INDEX({quoted_sheet(local_form.name_of(sheet))}!$A$1:{corner.absolute},{cell.row + 1},{cell.column + 1})"


class CheckRules:
    """The formulas of one form's expressions."""

    def __init__(self, local_form: FormInLanguage) -> None:
        self._local_form, self._layout = local_form, local_form.layout

    def required(self, slot: Slot) -> str:
        """When a slot must be answered; empty where that never changes."""
        filled = self.filled_cell(slot.question) if self._is_further(slot) else ""
        condition = conditions(self._layout).get(self._layout.positions.get(slot.question, -1))
        if condition is None:
            return f"{filled}*1" if filled and slot.required.always else ""
        holds = yes_formula(condition, self.answer, self.score)
        return f"IF(AND({filled}=1,{holds}),1,0)" if filled else f"IF({holds},1,0)"

    def _is_further(self, slot: Slot) -> bool:
        """Whether nothing is required in the slot's row until something is in it."""
        criterion = self._layout.form.criterion_by_code.get(slot.question.criterion)
        return bool(criterion and criterion.rows and slot.question.row > criterion.rows.least)

    def filled_cell(self, question: Question) -> str:
        """The cell that says whether something is in a row of a repeated criterion."""
        return own_address(Check.FILLED, first_slots(self._layout)[row_of(question)])

    def value(self, slot: Slot) -> str:
        """The formula of a slot's value, an error where it is blank or wrong; of a computed one its result."""
        if slot.field.is_computed:
            return value_formula(formulas(self._layout)[slot.question], self.answer, self.score)
        address = answer_address(self._local_form, slot)
        if value_type(slot.field) is ValueType.TEXT:
            address = cleaned_text_formula(address, slot.field, self._local_form.lang)
        return f"IF({self._cell(Check.STATE, slot)}>0,{address},{_BLANK})"

    def fails(self, rule: Bound) -> str:
        """1 where a rule does not hold, else 0."""
        return f"IF({no_formula(rule, self.answer, self.score)},1,0)"

    def gate(self, rule: Bound) -> str:
        """Whether a condition holds."""
        return yes_formula(rule, self.answer, self.score)

    def answer(self, question: Question) -> str:
        """The value of an answer or constant for a formula; of a choice its position."""
        slot = self._layout.slot(question)
        if slot is None:
            return self._constant(question)
        if slot.field.choices is not None:
            return self._cell(Check.STATE, slot)
        value = self._cell(Check.VALUE, slot)
        return f'IF({value}="",{_BLANK},{value})' if slot.field.is_computed else value

    def score(self, code: str) -> str:
        """A code's percent; an error where it has no calculation."""
        if code not in score_rows(self._layout):
            return _BLANK
        cell = own_address(Check.SCORE, score_rows(self._layout)[code])
        return f"IF({cell}<0,{_BLANK},{cell})"

    def _cell(self, column: Check, slot: Slot) -> str:
        return own_address(column, self._layout.check_rows[slot.sheet, slot.cell])

    def _constant(self, question: Question) -> str:
        """A constant: its text or number, or its cell where units have their own."""
        form = self._layout.form
        field, criterion = form.field(question), form.criterion_by_code[question.criterion]
        assert field is not None  # noqa: S101  names were bound to it
        is_number = RowNames(form, row_of(question)).constant(question, field).value_type is ValueType.NUMBER
        if criterion.asks(field.name) not in form.own_constants:
            text = form.constant("", criterion, field.name).th
            return (number_text(float(text)) if is_number else quoted(text)) if text else _BLANK
        row = next(row for sheet in self._layout.sheets for row in sheet.rows if row.code == question.criterion
                   and any(slot.field.table == field.table for slot in row.slots))
        sheet = self._layout.sheet_by_key[row.slots[0].sheet]
        fields = constant_fields(form.fields_about(criterion))
        names = [one.name for one in fields if one.table == field.table]
        address = fixed_address(self._local_form, sheet.key,
                                CellRef(row.row, FIRST_ANSWER_COLUMN + names.index(field.name)))
        shown = f"VALUE({address})" if is_number else address
        return f'IF({address}="",{_BLANK},{shown})'
