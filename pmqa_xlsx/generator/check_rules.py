"""The expressions and scores of a form as formulas of the checks sheet.

A score is -1 where nothing counts, so that all cells hold numbers.
"""

from __future__ import annotations

from collections.abc import Sequence

from pmqa_xlsx.cells import CellRef
from pmqa_xlsx.form.expressions.bound import Bound, Reference, RowReferences, ValueType, parts_of
from pmqa_xlsx.form.expressions.names import RowNames
from pmqa_xlsx.form.expressions.translation import no_formula, value_formula, yes_formula
from pmqa_xlsx.form.field import Scale
from pmqa_xlsx.form.question import Question
from pmqa_xlsx.form.scoring import ScoredAnswer
from pmqa_xlsx.generator.workbook_copy import FormInLanguage
from pmqa_xlsx.layout import Layout, Slot
from pmqa_xlsx.layout.checks import Check, ScoreCell, first_slots, own_address, score_lines, score_rows, table_name
from pmqa_xlsx.layout.model import cached_per_layout
from pmqa_xlsx.layout.rules import form_rules, row_of, value_type
from pmqa_xlsx.layout.sheets import constant_fields
from pmqa_xlsx.layout.sizes import FIRST_ANSWER_COLUMN
from pmqa_xlsx.text.excel_text import number_text, quoted

#: Names of columns of the checks sheet: a conditional format may use a defined name but no other sheet.
STATES_NAME = "pmqa_check_state"
REQUIRED_NAME = "pmqa_check_required"
_BLANK = "NA()"
#: The score of what has none.
NOTHING = -1.0


@cached_per_layout
def used_in_expressions(layout: Layout) -> frozenset[Question]:
    """The questions of which an expression or a scale uses the value, so that the checks sheet has a cell for it."""
    rules = form_rules(layout)
    bounds = [*rules.conditions.values(), *rules.formulas.values(), *(check.rule for check in rules.checks),
              *(line.node.gate for line in score_lines(layout) if line.node.gate is not None)]
    used: set[Question] = set(rules.formulas)
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
    return f"INDEX({table_name(local_form.layout, key)},{cell.row + 1},{cell.column + 1})"


class CheckRules:
    """The formulas of one form's expressions."""

    def __init__(self, local_form: FormInLanguage) -> None:
        self._local_form, self._layout = local_form, local_form.layout
        self._rules = form_rules(self._layout)

    def required(self, slot: Slot) -> str:
        """When a slot must be answered; empty where that never changes."""
        filled = self.filled_cell(slot.question) if self._is_further(slot) else ""
        condition = self._rules.conditions.get(self._layout.positions.get(slot.question, -1))
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
            return value_formula(self._rules.formulas[slot.question], self.answer, self.score)
        column = Check.TEXT if value_type(slot.field) is ValueType.TEXT else Check.TYPED
        return f"IF({self._cell(Check.STATE, slot)}>0,{self._cell(column, slot)},{_BLANK})"

    def fails(self, rule: Bound) -> str:
        """1 where a rule does not hold, else 0."""
        return f"IF({no_formula(rule, self.answer, self.score)},1,0)"

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

    def score_line(self, line: ScoreCell) -> str:
        """The percent of a line of the scores; -1 where nothing counts."""
        if line.row is not None:
            return f"IF({self.filled_cell(line.row[0].question)}=1,{self._of_answers(line.row)},{NOTHING:g})"
        if not line.parts:
            return self._of_answers(line.node.rows[0])
        last = line.first + line.parts - 1
        scores, weights = own_address(Check.SCORE, line.first, last), own_address(Check.WEIGHT, line.first, last)
        if line.node.is_repeated:
            count = f"SUMPRODUCT(--({scores}>=0))"
            if line.node.least:
                filled = "+".join(self.filled_cell(answers[0].question) for answers in line.node.rows)
                count += f"+MAX({line.node.least}-({filled}),0)"
            return f"IF({count}=0,{NOTHING:g},SUMPRODUCT(({scores}>=0)*{scores})/({count}))"
        mean = f"SUMPRODUCT({weights}*({scores}>=0)*{scores})/SUMPRODUCT({weights}*({scores}>=0))"
        if line.node.gate is not None:
            mean = f"IF({yes_formula(line.node.gate, self.answer, self.score)},{mean},0)"
        return f"IF(SUMPRODUCT(--({scores}>=0))=0,{NOTHING:g},{mean})"

    def _of_answers(self, answers: Sequence[ScoredAnswer]) -> str:
        """The percent of one row from its scored answers."""
        earned: list[str] = []
        counted: list[str] = []
        for answer in answers:
            slot = self._layout.slots[self._layout.positions[answer.question]]
            state, weight = self._cell(Check.STATE, slot), number_text(answer.weight)
            if answer.scale:
                points = _on_scale(self.answer(answer.question), answer.scale)
                earned.append(f"{weight}*IFERROR(({points})/{number_text(answer.scale.top_score)},0)")
            else:
                fractions = ",".join(number_text(fraction or 0.0) for fraction in answer.fractions.values())
                earned.append(f"{weight}*IF({state}>0,CHOOSE({state},{fractions}),0)")
            left_out = [place for place, fraction in enumerate(answer.fractions.values(), start=1) if fraction is None]
            counted.append("*".join([weight, *(f"({state}<>{place})" for place in left_out)]))
        whole = "+".join(counted)
        if not any("<>" in part for part in counted):
            return f"100*({'+'.join(earned)})/({number_text(sum(answer.weight for answer in answers))})"
        return f"IF({whole}=0,{NOTHING:g},100*({'+'.join(earned)})/({whole}))"

    def _cell(self, column: Check, slot: Slot) -> str:
        return own_address(column, self._layout.check_rows[slot.sheet, slot.cell])

    def _constant(self, question: Question) -> str:
        """A constant: its text or number, or its cell where units have their own."""
        form = self._layout.form
        field, criterion = form.field(question), form.criterion_by_code[question.criterion]
        assert field is not None  # noqa: S101  names were bound to it
        is_number = RowNames(form, row_of(question)).constant(question, field).value_type is ValueType.NUMBER
        if criterion.asks(field.name) not in form.own_constants:
            text = form.constant("", question).th
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


def _on_scale(value: str, scale: Scale) -> str:
    """The score of a value: that of the first point, and what each stretch of the line adds."""
    terms = [number_text(float(scale.points[0][1]))]
    for (low, below), (high, above) in zip(scale.points, scale.points[1:], strict=False):
        slope = number_text((above - below) / (high - low))
        low_text, high_text = number_text(float(low)), number_text(float(high))
        terms.append(f"{slope}*(MAX(MIN({value},{high_text}),{low_text})-{low_text})".replace("--", "+"))
    return "+".join(terms)
