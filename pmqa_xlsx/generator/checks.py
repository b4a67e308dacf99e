"""The hidden checks sheet: for each slot its content, whether it is required, whether it is valid, and its score.

The state cells, the summary, the to-do list and the conditional formats are short formulas over this sheet. Every
formula is stored with its value at the time when the workbook is made.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pmqa_xlsx.answers import cleaned_text_formula, read_answer, score_formula, valid_formula, value_is_formula
from pmqa_xlsx.answers.model import BLANK, Answer, State
from pmqa_xlsx.cells import CellKind, CellRef, CellValue, column_letters, quoted_sheet
from pmqa_xlsx.form import scoring
from pmqa_xlsx.form.model import Form
from pmqa_xlsx.form.question import Question
from pmqa_xlsx.generator.copy import Copy, CopyDraft
from pmqa_xlsx.generator.ready_rows import escaped, number_formula, text_cell, text_formula
from pmqa_xlsx.generator.ready_rows import row as ready_row
from pmqa_xlsx.layout import Slot
from pmqa_xlsx.layout import words as wording
from pmqa_xlsx.layout.checks import Check, check_address, own_address, rows_of
from pmqa_xlsx.layout.completeness import required_slots
from pmqa_xlsx.text.excel_text import number_text
from pmqa_xlsx.text.thai import clean

_STATES = {State.OK: 1, State.EMPTY: 0}  # a value that must be converted breaks the workbook's own rules
#: What each scored slot adds to its category's percent.
_Weights = Mapping[Question, float]


@dataclass(frozen=True, slots=True)
class CheckValues:
    """A slot's values on the checks sheet of a new workbook; their meaning: :class:`~pmqa_xlsx.layout.checks.Check`."""

    text: str
    required: int
    state: int
    score: float = 0.0

    @property
    def problem(self) -> int:
        """1 where the slot must be answered and is not, or breaks its rule."""
        return int(self.state == -1 or (self.required == 1 and self.state == 0))


def initial_values(copy: Copy) -> list[CheckValues]:
    """The values of every row of the checks sheet in a new workbook."""
    cells = [copy.answer(slot) for slot in copy.layout.slots]
    answers = [BLANK if cell.kind is CellKind.EMPTY else read_answer(cell, slot.field, copy.lang)
               for slot, cell in zip(copy.layout.slots, cells, strict=True)]
    valid = [answer if answer.state is State.OK else BLANK for answer in answers]
    weights = _weights(copy.layout.form) if copy.correction else {}
    rows = [
        CheckValues(_initial_text(cell, answer), int(required), _STATES.get(answer.state, -1),
               _initial_score(slot, sure, weights))
        for slot, cell, answer, sure, required in zip(
            copy.layout.slots, cells, answers, valid, required_slots(copy.layout, valid), strict=True)]
    for slot in copy.layout.identity_slots.values():
        value = copy.identity_value(slot)
        rows.append(CheckValues("" if value is None else str(value), int(slot.required.always), int(value is not None)))
    return rows


def _initial_text(cell: CellValue, answer: Answer) -> str:
    if answer.state is State.EMPTY:
        return ""
    return "#" if cell.kind is CellKind.ERROR else " ".join(clean(cell.raw).split())


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
    """A row of the checks sheet.

    :ivar pattern: its XML, with ``%s`` for each value.
    :ivar scored: whether the slot counts for the score.
    """

    pattern: str
    scored: bool

    def filled(self, now: CheckValues, running: int) -> str:
        """Its XML with a slot's values.

        :param running: number of problems in the rows up to and including this one.
        """
        scores = (number_text(now.score),) if self.scored else ()
        text = escaped(now.text) if now.text else ""
        return self.pattern % (text, now.required, now.state, *scores, now.problem, running)


def check_lines(draft: CopyDraft) -> tuple[CheckLine, ...]:
    """The rows of the checks sheet, the same for every unit."""
    weights = _weights(draft.layout.form)
    return tuple(_check_line(draft, slot, row, weights) for row, slot in enumerate(draft.layout.check_slots))


def _check_line(draft: CopyDraft, slot: Slot, row: int, weights: _Weights) -> CheckLine:
    address = f"{quoted_sheet(draft.name_of(slot.sheet))}!{slot.cell.absolute}"
    text, required, state, problem = (
        own_address(column, row) for column in (Check.TEXT, Check.REQUIRED, Check.STATE, Check.PROBLEM))
    list_name = draft.list_name(slot)
    valid = valid_formula(slot.field, address, text, list_name, draft.lang)
    weight = weights.get(slot.question, 0.0)
    score = score_formula(slot.field, text, list_name, draft.lang) if weight else ""
    cells = [
        text_cell(CellRef(row, Check.PLACE), place_label(draft, slot)),
        text_formula(CellRef(row, Check.TEXT), cleaned_text_formula(address, slot.field)),
        number_formula(CellRef(row, Check.REQUIRED), _required_formula(draft, slot)),
        number_formula(CellRef(row, Check.STATE), f'IF({text}="",0,IF({valid},1,-1))'),
        number_formula(CellRef(row, Check.SCORE), f"IF({state}=1,{number_text(weight)}*({score}),0)") if score else "",
        number_formula(CellRef(row, Check.PROBLEM), f"IF(OR({state}=-1,AND({required}=1,{state}=0)),1,0)"),
        number_formula(CellRef(row, Check.RUNNING),  # a chain of cells is too deep for LibreOffice
                       f"SUM({column_letters(Check.PROBLEM)}$1:{problem})"),
        text_cell(CellRef(row, Check.LINK), "#" + address.replace("$", "")),
    ]
    return CheckLine(ready_row(row, cells), bool(score))


def _required_formula(draft: CopyDraft, slot: Slot) -> str:
    if not slot.required.field:
        return ""
    decider = draft.layout.slots[draft.layout.positions[slot.question.beside(slot.required.field)]]
    row = draft.layout.check_rows[decider.sheet, decider.cell]
    is_value = value_is_formula(decider.field, own_address(Check.TEXT, row), slot.required.value, draft.lang)
    return f"IF(AND({own_address(Check.STATE, row)}=1,{is_value}),1,0)"


def write_checks(sheet: Any, lines: Sequence[CheckLine], rows: Sequence[CheckValues]) -> None:
    """Write the checks sheet."""
    running = itertools.accumulate(now.problem for now in rows)
    sheet.write_ready_rows("".join(map(CheckLine.filled, lines, rows, running)))


def place_label(copy: CopyDraft, slot: Slot) -> str:
    """A slot's name for people: its sheet, its criterion, its heading."""
    return " · ".join(filter(None, [copy.name_of(slot.sheet), slot.question.criterion, copy.say(slot.heading)]))


def sections(copy: Copy, slots: Iterable[Slot]) -> list[tuple[int, int]]:
    """The ranges of rows of the checks sheet that belong to slots; answers and identity are separate ranges."""
    slots = list(slots)
    parts = [[slot for slot in slots if not slot.is_identity], [slot for slot in slots if slot.is_identity]]
    return [rows_of(copy.layout, part) for part in parts if part]


def state_formula(copy: Copy, parts: Sequence[tuple[int, int]]) -> str:
    """The formula that shows ``ครบ``, ``ขาด n`` or ``ผิด n`` for the slots in some rows of the checks sheet."""
    problems = "+".join(f"SUM({check_address(Check.PROBLEM, *part)})" for part in parts) or "0"
    wrong = "+".join(f"COUNTIF({check_address(Check.STATE, *part)},-1)" for part in parts) or "0"
    say_wrong, say_missing, done = (copy.say(text) for text in (wording.WRONG, wording.MISSING, wording.DONE))
    return (f'=IF({problems}=0,"{done}",TRIM(IF({wrong}>0,"{say_wrong} "&({wrong})&" ","")'
            f'&IF({problems}>{wrong},"{say_missing} "&({problems}-({wrong})),"")))')


def initial_state(copy: Copy, parts: Sequence[tuple[int, int]], rows: Sequence[CheckValues]) -> str:
    """The value of that formula in a new workbook."""
    states = [now for first, last in parts for now in rows[first:last + 1] if now.problem]
    wrong = sum(now.state == -1 for now in states)
    said = [f"{copy.say(word)} {count}" for word, count in (
        (wording.WRONG, wrong), (wording.MISSING, len(states) - wrong)) if count]
    return " ".join(said) or copy.say(wording.DONE)


def write_state(
    sheet: Any, cell: CellRef, copy: Copy, slots: Iterable[Slot], rows: Sequence[CheckValues], style: Any,
) -> None:
    """Write the state cell of some slots."""
    parts = sections(copy, slots)
    sheet.write_formula(cell.row, cell.column, state_formula(copy, parts), style, initial_state(copy, parts, rows))
