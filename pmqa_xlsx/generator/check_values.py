"""The values of the checks sheet in the new workbook: each formula there is written together with its value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pmqa_xlsx.answers import cell_of, cleaned_text, read_answer
from pmqa_xlsx.answers.model import BLANK, Answer, State
from pmqa_xlsx.cells import EMPTY, CellKind, CellValue
from pmqa_xlsx.form.expressions.bound import ValueType
from pmqa_xlsx.form.model import FormCheck
from pmqa_xlsx.form.scoring import ScoredAnswer, weighted_mean
from pmqa_xlsx.generator.check_rules import NOTHING, used_in_expressions
from pmqa_xlsx.generator.workbook_copy import Copy
from pmqa_xlsx.layout import Layout, Slot
from pmqa_xlsx.layout.checks import form_rows, placed_checks, runs_of, score_lines, todo_key
from pmqa_xlsx.layout.rules import Evaluation, row_of, value_type
from pmqa_xlsx.light_dataclass import dataclass
from pmqa_xlsx.text.excel_text import number_text
from pmqa_xlsx.text.plain_values import number_or_none

#: What a formula gives; ``None`` for an error.
FormulaValue = float | str | None


@dataclass(frozen=True, slots=True)
class CheckValues:
    """The values of a slot in the new workbook; see :class:`~pmqa_xlsx.layout.checks.Check` for what each means.

    :ivar content: what is in the slot.
    """

    content: CellValue
    required: int
    state: int
    value: FormulaValue = None
    filled: int = 0

    @property
    def text(self) -> str:
        """The cleaned text of the slot."""
        if self.content.kind is CellKind.ERROR:
            return "#"
        return cleaned_text(number_text(float(self.content.value or 0)) if self.content.kind is CellKind.NUMBER
                            else self.content.raw)

    @property
    def wrong(self) -> bool:
        """Whether the answer breaks its rule."""
        return self.state == -1

    @property
    def missing(self) -> bool:
        """Whether the slot is required and empty."""
        return self.required == 1 and self.state == 0


@dataclass(frozen=True, slots=True)
class InitialValues:
    """All values of the checks sheet in the new workbook.

    :ivar slots: by its row, of the answer slots and the identity slots.
    :ivar todo: by row of the form, what is left to do there; 0 for nothing.
    :ivar checks: likewise, the number of the first check that does not hold there, from 1; 0 for none.
    :ivar fails: by check at a row, 1 where it does not hold.
    :ivar scores: by line of the scores.
    """

    slots: Sequence[CheckValues]
    todo: Sequence[int]
    checks: Sequence[int]
    fails: Sequence[int]
    scores: Sequence[float]

    def of(self, layout: Layout, slots: Iterable[Slot]) -> list[CheckValues]:
        """The values of some slots."""
        return [self.slots[row] for first, last in runs_of(layout, slots) for row in range(first, last + 1)]


def initial_values(copy: Copy) -> InitialValues:
    """The values of the checks sheet in the new workbook."""
    layout = copy.layout
    cells = [copy.answer(slot) for slot in layout.slots]
    answers = [BLANK if cell.kind is CellKind.EMPTY else read_answer(cell, slot.field, copy.lang)
               for slot, cell in zip(layout.slots, cells, strict=True)]
    # An answer that has to be converted breaks the workbook's own rules: it has no value here.
    valid = [answer if answer.state in (State.OK, State.EMPTY) else answer._replace(value="", state=State.INVALID)
             for answer in answers]
    empty = bytes(answer.state is State.EMPTY for answer in valid)
    evaluation = Evaluation(layout, [answer.value for answer in valid], empty, copy.identity.unit_code)
    used = used_in_expressions(layout)
    slots: list[CheckValues] = []
    for slot, cell, answer, required in zip(layout.slots, cells, valid, evaluation.required(), strict=True):
        value = _initial_value(slot, cell, answer, evaluation) if slot.question in used else None
        filled = int(bool(slot.question.row) and evaluation.is_filled(row_of(slot.question)))
        slots.append(CheckValues(cell, required, _initial_state(slot, answer), value, filled))
    for slot in layout.identity_slots.values():
        chosen = copy.identity_value(slot)
        items = copy.list_items[copy.list_name(slot)]
        content = EMPTY if chosen is None else cell_of(chosen)
        slots.append(CheckValues(content, int(slot.required.always), 0 if chosen is None else items.index(chosen) + 1))
    fails = [int(evaluation.of(check.rule) is False) for _, check in placed_checks(layout)]
    failing: dict[int, list[FormCheck]] = {}
    for (row, check), failed in zip(placed_checks(layout), fails, strict=True):
        if failed:
            failing.setdefault(row, []).append(check.check)
    checks = [layout.form.checks.index(failing[row][0]) + 1 if row in failing else 0
              for row in range(len(form_rows(layout)))]
    return InitialValues(slots, _initial_todo(layout, slots, failing), checks, fails,
                         _initial_scores(layout, evaluation))


def _initial_value(slot: Slot, cell: CellValue, answer: Answer, evaluation: Evaluation) -> FormulaValue:
    if slot.field.is_computed:
        text = evaluation.value(slot.question)
        return text if (number := number_or_none(text)) is None else number
    if answer.state is not State.OK:
        return None
    return answer.value if value_type(slot.field) is ValueType.TEXT else float(cell.value or 0)


def _initial_state(slot: Slot, answer: Answer) -> int:
    """What the state formula gives."""
    if answer.state is State.EMPTY:
        return 0
    if answer.state is not State.OK:
        return -1
    return slot.field.choices.position_of(answer.value) if slot.field.choices else 1


def _initial_todo(
    layout: Layout, slots: Sequence[CheckValues], failing: Mapping[int, Sequence[FormCheck]],
) -> list[int]:
    keys = []
    for number, (_, row) in enumerate(form_rows(layout)):
        first, last = runs_of(layout, row.slots)[0]
        own, checks = slots[first:last + 1], failing.get(number, ())
        keys.append(todo_key(number, sum(now.wrong for now in own), sum(now.missing for now in own), len(checks),
                             errors=any(check.is_error for check in checks)))
    return keys


def _initial_scores(layout: Layout, evaluation: Evaluation) -> list[float]:
    """The scores in the new workbook, by line."""
    found = [_of_row(line.row, evaluation) if line.row else evaluation.scoring.percent(line.node.code)
             for line in score_lines(layout)]
    return [NOTHING if percent is None else percent for percent in found]


def _of_row(answers: Sequence[ScoredAnswer], evaluation: Evaluation) -> float | None:
    if not evaluation.is_filled(row_of(answers[0].question)):
        return None
    mean = weighted_mean([(answer.fraction(evaluation.value(answer.question)), answer.weight) for answer in answers])
    return None if mean is None else 100.0 * mean
