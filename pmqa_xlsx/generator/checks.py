"""The hidden checks sheet: for each slot whether its answer is valid and required, for each row what is left to do.

The state cells, the summary, the to-do list and the conditional formats are short formulas over this sheet. Each
formula is written together with the value that it has in the new workbook.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from pmqa_xlsx.answers import cleaned_text_formula, read_answer, state_formula
from pmqa_xlsx.answers.model import BLANK, Answer, State
from pmqa_xlsx.cells import CellKind, CellRef, CellValue, quoted_sheet
from pmqa_xlsx.form import scoring
from pmqa_xlsx.form.expressions.bound import ValueType
from pmqa_xlsx.form.expressions.translation import yes_formula
from pmqa_xlsx.form.model import Form
from pmqa_xlsx.form.question import Question
from pmqa_xlsx.generator.copy import Copy, CopyDraft
from pmqa_xlsx.generator.ready_rows import escaped, number_cell, number_formula, text_cell, text_formula
from pmqa_xlsx.generator.ready_rows import row as ready_row
from pmqa_xlsx.layout import Slot
from pmqa_xlsx.layout.checks import (
    TODO_MISSING_ONLY,
    TODO_ROW,
    TODO_WRONG,
    Check,
    form_rows,
    own_address,
    runs_of,
    todo_key,
)
from pmqa_xlsx.layout.completeness import required_slots
from pmqa_xlsx.layout.rules import conditions, value_type
from pmqa_xlsx.text.thai import clean

#: A rule that uses the cleaned text more often than this reads it from a cell of its own.
_TEXTS_INLINE = 2
#: What each scored slot adds to its category's percent.
_Weights = Mapping[Question, float]


@dataclass(frozen=True, slots=True)
class CheckValues:
    """The values of a slot in the new workbook; see :class:`~pmqa_xlsx.layout.checks.Check` for what each means."""

    text: str
    required: int
    state: int
    score: float = 0.0

    @property
    def wrong(self) -> bool:
        """Whether the answer breaks its rule."""
        return self.state == -1

    @property
    def missing(self) -> bool:
        """Whether the slot is required and empty."""
        return self.required == 1 and self.state == 0


def initial_values(copy: Copy) -> list[CheckValues]:
    """The values of every row of the checks sheet in the new workbook."""
    cells = [copy.answer(slot) for slot in copy.layout.slots]
    answers = [BLANK if cell.kind is CellKind.EMPTY else read_answer(cell, slot.field, copy.lang)
               for slot, cell in zip(copy.layout.slots, cells, strict=True)]
    valid = [answer if answer.state is State.OK else BLANK for answer in answers]
    weights = _weights(copy.layout.form) if copy.correction else {}
    rows = [
        CheckValues(_initial_text(cell, answer), int(required), _initial_state(slot, answer),
                    _initial_score(slot, sure, weights))
        for slot, cell, answer, sure, required in zip(
            copy.layout.slots, cells, answers, valid, required_slots(copy.layout, valid), strict=True)]
    for slot in copy.layout.identity_slots.values():
        value = copy.identity_value(slot)
        items = copy.list_items[copy.list_name(slot)]
        rows.append(CheckValues("", int(slot.required.always), items.index(value) + 1 if value is not None else 0))
    return rows


def _initial_text(cell: CellValue, answer: Answer) -> str:
    if answer.state is State.EMPTY:
        return ""
    return "#" if cell.kind is CellKind.ERROR else " ".join(clean(cell.raw).split())


def _initial_state(slot: Slot, answer: Answer) -> int:
    """What the state formula gives; an answer that has to be converted breaks the workbook's own rules."""
    if answer.state is State.EMPTY:
        return 0
    if answer.state is not State.OK:
        return -1
    return slot.field.choices.position_of(answer.value) if slot.field.choices else 1


def _initial_score(slot: Slot, answer: Answer, weights: _Weights) -> float:
    weight = weights.get(slot.question, 0.0)
    choices = slot.field.choices
    if not weight or choices is None or choices.top_score <= 0:
        return 0.0
    return weight * choices.score_of(answer.value) / choices.top_score


def _weights(form: Form) -> _Weights:
    return {question: weight for category in form.categories if scoring.has_score(form, category)
            for question, weight in scoring.slot_weights(form, category).items()}


@dataclass(frozen=True, slots=True)
class CheckLine:
    """A row of the checks sheet: that of a slot, with that of a row of the form beside it.

    :ivar pattern: its XML, with ``%s`` for each value that differs between workbooks.
    :ivar has_text: whether the slot's text has a cell of its own.
    :ivar slots: the rows (zero-based) of the slots of the form's row; ``None`` where there is no further row.
    """

    pattern: str
    has_text: bool
    slots: range | None

    def filled(self, number: int, rows: Sequence[CheckValues]) -> str:
        """Its XML for these values; ``number`` is that of the row, zero-based."""
        values: list[str | int] = []
        if number < len(rows):
            now = rows[number]
            values += [now.state, now.required, *([escaped(now.text) if now.text else ""] if self.has_text else [])]
        if self.slots is not None:
            values.append(todo_of(number, [rows[slot] for slot in self.slots]) or "")
        return self.pattern % tuple(values)


def todo_of(row: int, slots: Sequence[CheckValues]) -> int:
    """What is left to do in a row of the form, as :func:`~pmqa_xlsx.layout.checks.todo_key` writes it."""
    return todo_key(row, sum(now.wrong for now in slots), sum(now.missing for now in slots))


def check_lines(draft: CopyDraft) -> tuple[CheckLine, ...]:
    """The rows of the checks sheet, the same for every unit."""
    layout = draft.layout
    weights = _weights(layout.form)
    numbers = {category.code: number for number, category in enumerate(layout.form.categories, start=1)}
    lists = {known.name: number for number, known in enumerate(layout.form.choice_lists, start=1)}
    sheets = [sheet.key for sheet in layout.sheets if sheet.rows]
    rows = form_rows(layout)
    lines = []
    for number in range(max(len(layout.check_slots), len(rows))):
        cells: list[str] = []
        has_text = False
        if number < len(layout.check_slots):
            slot = layout.check_slots[number]
            category = -1 if slot.is_identity else numbers.get(slot.question.category, 0)
            weight = weights.get(slot.question, 0.0)
            scored = (lists[slot.field.choices.name], weight) if weight and slot.field.choices else None
            slot_cells, has_text = _slot_cells(draft, slot, number, category, scored)
            cells += slot_cells
        part = None
        if number < len(rows):
            sheet, row = rows[number]
            first, last = runs_of(layout, row.slots)[0]
            part = range(first, last + 1)
            slot = row.slots[0]
            label = row.label or draft.say(slot.heading)
            cells += [number_formula(CellRef(number, Check.ROW_TODO), _todo_formula(number, first, last)),
                      number_cell(CellRef(number, Check.ROW_SHEET), sheets.index(sheet.key) + 1),
                      text_cell(CellRef(number, Check.ROW_CELL), str(slot.cell)),
                      text_cell(CellRef(number, Check.ROW_LABEL), label)]
        if number < len(sheets):
            cells.append(text_cell(CellRef(number, Check.SHEET_NAME), draft.name_of(sheets[number])))
        lines.append(CheckLine(ready_row(number, cells), has_text, part))
    return tuple(lines)


def _slot_cells(
    draft: CopyDraft, slot: Slot, row: int, category: int, scored: tuple[int, float] | None,
) -> tuple[list[str], bool]:
    """The cells of a slot, and whether its text is one of them."""
    address = answer_address(draft, slot)
    text = cleaned_text_formula(address, slot.field)
    state = state_formula(slot.field, address, text, draft.list_name(slot), draft.lang)
    has_text = state.count(text) > _TEXTS_INLINE
    if has_text:
        state = state.replace(text, own_address(Check.TEXT, row))
    cells = [number_formula(CellRef(row, Check.STATE), state),
             number_formula(CellRef(row, Check.REQUIRED), _required_formula(draft, slot)),
             number_cell(CellRef(row, Check.CATEGORY), category)]
    if scored:
        cells += [number_cell(CellRef(row, Check.LIST), scored[0]), number_cell(CellRef(row, Check.WEIGHT), scored[1])]
    if has_text:
        cells.append(text_formula(CellRef(row, Check.TEXT), text))
    return cells, has_text


def answer_address(draft: CopyDraft, slot: Slot) -> str:
    """A reference to a slot that stays where it is when the slot's cell is cut, dragged or sorted away.

    It picks the cell by its numbers from a range whose corners are locked.
    """
    sheet = draft.layout.sheet_by_key[slot.sheet]
    corner = CellRef(sheet.last_row, sheet.state_column)
    area = f"{quoted_sheet(draft.name_of(sheet))}!$A$1:{corner.absolute}"
    return f"INDEX({area},{slot.cell.row + 1},{slot.cell.column + 1})"


def _todo_formula(row: int, first: int, last: int) -> str:
    states, required = own_address(Check.STATE, first, last), own_address(Check.REQUIRED, first, last)
    wrong, missing = f"SUMPRODUCT(--({states}=-1))", f"SUMPRODUCT(({required}=1)*({states}=0))"
    return (f'IF({wrong}+{missing}=0,"",IF({wrong}=0,{TODO_MISSING_ONLY},0)+{(row + 1) * TODO_ROW}'
            f"+{TODO_WRONG}*{wrong}+{missing})")


def _required_formula(draft: CopyDraft, slot: Slot) -> str:
    """When a slot must be answered; empty where that never changes."""
    if slot.required.when is None:
        return ""
    condition = conditions(draft.layout)[draft.layout.positions[slot.question]]
    return f"IF({yes_formula(condition, partial(_answer_cell, draft), lambda code: f'pmqa_score_{code}')},1,0)"


def _answer_cell(draft: CopyDraft, question: Question) -> str:
    """An answer in the formulas of expressions: of a choice its position, else the value, an error where none is."""
    slot = draft.layout.slots[draft.layout.positions[question]]
    state = own_address(Check.STATE, draft.layout.check_rows[slot.sheet, slot.cell])
    if slot.field.choices:
        return state
    address = answer_address(draft, slot)
    is_text = value_type(slot.field) is ValueType.TEXT
    return f"IF({state}>0,{cleaned_text_formula(address, slot.field) if is_text else address},NA())"


def write_checks(sheet: Any, lines: Sequence[CheckLine], rows: Sequence[CheckValues]) -> None:
    """Write the checks sheet."""
    sheet.write_ready_rows("".join(line.filled(number, rows) for number, line in enumerate(lines)))


def values_of(copy: Copy, slots: Iterable[Slot], rows: Sequence[CheckValues]) -> list[CheckValues]:
    """The values of some slots."""
    return [rows[row] for first, last in runs_of(copy.layout, slots) for row in range(first, last + 1)]
