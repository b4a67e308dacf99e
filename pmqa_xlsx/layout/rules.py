"""What a form asks of its answers, row by row: which are required, what is calculated, and what is checked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from operator import and_
from typing import NamedTuple

from pmqa_xlsx.answers.model import Answer, State
from pmqa_xlsx.answers.types import type_of
from pmqa_xlsx.form.expressions.binding import bind
from pmqa_xlsx.form.expressions.bound import (
    Bound,
    Operation,
    Reference,
    RowReferences,
    ScoreOf,
    Value,
    ValueType,
    called_empty,
    parts_of,
)
from pmqa_xlsx.form.expressions.evaluation import ExpressionValue, evaluate
from pmqa_xlsx.form.field import Field
from pmqa_xlsx.form.model import Form, FormCheck
from pmqa_xlsx.form.question import NO_QUESTION, Level, Question
from pmqa_xlsx.form.scoring import ScoreNode, Scoring, score_tree
from pmqa_xlsx.layout.model import Layout, cached_per_layout
from pmqa_xlsx.text.excel_text import number_text

#: How many combinations of answers a check remembers.
_MOST_KNOWN = 1_000


def value_type(field: Field) -> ValueType:
    """The type of a field's values in expressions."""
    return type_of(field).value_type


class RowCheck(NamedTuple):
    """A check at one row.

    :ivar row: the question of the row, without field and slot; empty for the whole form.
    :ivar rule: what ought to hold there.
    :ivar about: the questions in the row that the rule is about; of the whole form, all of them.
    :ivar called_empty: the questions of which it asks whether they are empty.
    :ivar by_answers: whether it reads nothing but the answers in ``about``.
    :ivar known: whether it failed, by these answers.
    """

    check: FormCheck
    row: Question
    rule: Bound
    about: tuple[Question, ...]
    called_empty: tuple[Question, ...]
    by_answers: bool
    known: dict[tuple[str, ...], bool]

    def fails(self, evaluation: Evaluation) -> bool:
        """Whether the rule does not hold; it speaks only at no."""
        if self.by_answers:
            values = tuple([evaluation.value(question) for question in self.about])
            if values not in self.known:
                if len(self.known) > _MOST_KNOWN:
                    self.known.clear()
                self.known[values] = evaluation.of(self.rule) is False
            return self.known[values]
        return evaluation.of(self.rule) is False


class FormRules:
    """What a form asks of its answers, row by row. Each part is derived once a layout, when it is first needed."""

    def __init__(self, layout: Layout) -> None:
        self._layout, self._form = layout, layout.form

    @cached_property
    def scores(self) -> ScoreNode | None:
        """What is scored; ``None`` if nothing is."""
        return score_tree(self._form, value_type)

    @cached_property
    def conditions(self) -> dict[int, Bound]:
        """The condition of each slot that is required only when it holds, by position in ``layout.slots``."""
        return {position: bind(slot.required.when, self._form, row_of(slot.question), value_type,
                               wanted=ValueType.TRUTH)
                for position, slot in enumerate(self._layout.slots) if slot.required.when is not None}

    @cached_property
    def deciding(self) -> dict[int, tuple[int, str]]:
        """For each slot required by one choice: the position of the deciding slot, and the value that is asked for."""
        return {position: simple for position, condition in self.conditions.items()
                if (simple := _one_choice(self._layout, condition)) is not None}

    @cached_property
    def other_conditions(self) -> dict[int, Bound]:
        """The conditions of the other slots."""
        return {position: bound for position, bound in self.conditions.items() if position not in self.deciding}

    @cached_property
    def formulas(self) -> dict[Question, Bound]:
        """The formula of each computed slot by its question."""
        return {slot.question: bind(slot.field.formula, self._form, row_of(slot.question), value_type, wanted=None)
                for slot in self._layout.slots if slot.field.formula is not None}

    @cached_property
    def checks(self) -> tuple[RowCheck, ...]:
        """Every check at every row that it is about, in the order of the definition and of the rows."""
        rows = list(dict.fromkeys(row_of(slot.question) for slot in self._layout.slots))
        return tuple(found for check in self._form.checks for found in checks_at(self._form, check, rows))

    @cached_property
    def typed_positions(self) -> dict[Question, tuple[int, ...]]:
        """The positions of the slots of each row that people type into, by the row's question."""
        found: dict[Question, list[int]] = {}
        for position, slot in enumerate(self._layout.slots):
            if not slot.field.is_computed and slot.question.level is Level.CRITERION:
                found.setdefault(row_of(slot.question), []).append(position)
        return {row: tuple(positions) for row, positions in found.items()}

    @cached_property
    def spare_rows(self) -> frozenset[Question]:
        """The rows of repeated criteria that may be missing: nothing is required there until something is in them."""
        least = {criterion.code: criterion.rows.least for criterion in self._form.criteria() if criterion.rows}
        return frozenset(row for row in self.typed_positions if row.row > least.get(row.criterion, row.row))

    @cached_property
    def always_required(self) -> bytes:
        """1 for each slot that is always required, else 0."""
        return bytes(slot.required.always for slot in self._layout.slots)

    @cached_property
    def computed(self) -> tuple[int, ...]:
        """The positions of the computed slots."""
        return tuple(position for position, slot in enumerate(self._layout.slots) if slot.field.is_computed)


@cached_per_layout
def form_rules(layout: Layout) -> FormRules:
    """What the form of a layout asks of its answers."""
    return FormRules(layout)


def _one_choice(layout: Layout, condition: Bound) -> tuple[int, str] | None:
    """The position of a choice slot and the value that a condition asks for; ``None`` for other conditions."""
    if isinstance(condition, Operation) and condition.function == "=" and condition.by_text:
        slot, value = condition.arguments
        if isinstance(slot, Reference) and slot.choices and isinstance(value, Value):
            return layout.positions[slot.question], str(value.value)
    return None


def checks_at(form: Form, check: FormCheck, rows: Sequence[Question]) -> Iterator[RowCheck]:
    """A check at each of some rows that it is about: those that have all fields it names without a code.

    A rule that names none is about the whole form, whatever category or kind it is for.

    :raises ExpressionMistake: the rule names something unknown, or a type does not fit.
    """
    kinds = {check.kind} if check.kind else {category.kind for category in form.categories
                                             if category.code == check.category}
    known = {field.name for kind in kinds for field in form.fields.get(kind, ())}
    names = check.rule.words & known
    if not names:
        yield _at(form, check, NO_QUESTION)
    for row in rows if names else ():
        asked = row.category and check.category in ("", row.category) and form.category(row.category).kind in kinds
        if asked and all(form.field(row._replace(field=name)) for name in names):
            yield _at(form, check, row)


def _at(form: Form, check: FormCheck, row: Question) -> RowCheck:
    rule = bind(check.rule, form, row, value_type, wanted=ValueType.TRUTH)
    asked = dict.fromkeys(part.question for part in parts_of(rule) if isinstance(part, Reference))
    about = tuple(one for one in asked if row == NO_QUESTION or row_of(one) == row)
    plain = len(about) == len(asked) and not any(isinstance(part, ScoreOf | RowReferences) for part in parts_of(rule))
    return RowCheck(check, row, rule, about, called_empty=tuple(called_empty(rule)), by_answers=plain, known={})


def row_of(question: Question) -> Question:
    """The question of a whole row."""
    return question._replace(field="", slot=0)


class Counts(NamedTuple):
    """How many slots a return must fill in, how many of these it answers, and how many slots it answers in all."""

    required: int
    answered: int
    filled: int


class Evaluation:
    """The rules of a form applied to the answers of one return; each value is calculated when it is asked for.

    :param values: the normalised answers, parallel to ``layout.slots``; those of computed slots are not read.
    :param empty: likewise, 1 for a slot in which nothing is, else 0.
    :param unit: the unit's code, which decides the constants that are its own.
    """

    def __init__(self, layout: Layout, values: Sequence[str], empty: bytes, unit: str) -> None:
        self._layout, self._given, self._empty, self._unit = layout, values, empty, unit
        self._rules = form_rules(layout)
        self._formulas = self._rules.formulas
        self._calculated: dict[Question, str] = {}

    def of(self, bound: Bound) -> ExpressionValue:
        """The value of an expression."""
        return evaluate(bound, self.value, self._percent)

    def value(self, question: Question) -> str:
        """The normalised answer to a question, also a calculated one, or a constant's text; empty for none."""
        formula = self._formulas.get(question) if self._formulas else None
        if formula is not None:
            if question not in self._calculated:
                self._calculated[question] = value_text(self.of(formula))
            return self._calculated[question]
        position = self._layout.positions.get(question)
        if position is not None:
            return self._given[position]
        return self._layout.form.constant(self._unit, question).th

    @cached_property
    def scoring(self) -> Scoring:
        """The scores."""
        return Scoring(self._rules.scores, self._layout.form.points, self.value, self.is_filled)

    def _percent(self, code: str) -> float | None:
        return self.scoring.percent(code)

    def is_filled(self, row: Question) -> bool:
        """Whether something is in a row of a repeated criterion."""
        return any(not self._empty[position] for position in self._rules.typed_positions.get(row, ()))

    def required(self) -> bytearray:
        """1 for each slot that must be answered: always, or because of the return's own answers; else 0.

        A condition reads slot 1 of fields of the same category or criterion, in any table of the sheet; on the cover,
        of the cover. An invalid answer there is as good as none. In the further rows of a repeated criterion nothing
        is required until something is in the row.

        :raises ValueError: the number of answers is not the number of slots.
        """
        rules, values = self._rules, self._given
        if len(values) != len(rules.always_required):
            raise ValueError(f"{len(values)} answers for {len(rules.always_required)} slots")
        required = bytearray(rules.always_required)
        for position, (place, needed) in rules.deciding.items():
            required[position] = values[place] == needed
        for position, condition in rules.other_conditions.items():
            required[position] = self.of(condition) is True
        for row in rules.spare_rows:
            if not self.is_filled(row):
                for position in rules.typed_positions[row]:
                    required[position] = 0
        return required

    def missing(self) -> list[int]:
        """The positions of the slots that must be answered but are empty."""
        return [position for position, both in enumerate(map(and_, self.required(), self._empty)) if both]

    def failed_checks(self) -> list[RowCheck]:
        """The checks that do not hold, in their order."""
        return [check for check in self._rules.checks if check.fails(self)]

    def counts(self, answered: bytes) -> Counts:
        """Count the slots.

        :param answered: 1 for a slot that is answered, else 0.
        """
        required = self.required()
        both = int.from_bytes(required, "big") & int.from_bytes(answered, "big")
        calculated = sum(answered[position] for position in self._rules.computed)
        return Counts(required.count(1), both.bit_count(), answered.count(1) - calculated)


def value_text(value: ExpressionValue) -> str:
    """The normalised text of a value; empty for a blank one, a number with the 15 digits that Excel shows."""
    if value is None:
        return ""
    return value if isinstance(value, str) else number_text(float(f"{value:.15g}"))


def required_slots(layout: Layout, answers: Sequence[Answer], unit: str = "") -> list[bool]:
    """Which answer slots a return with these answers must fill in; both parallel to ``layout.slots``."""
    empty = bytes(answer.state is State.EMPTY for answer in answers)
    return [*map(bool, Evaluation(layout, [answer.value for answer in answers], empty, unit).required())]


def completeness(required: int, answered: int) -> float:
    """The share of the required slots that is answered, 0–1; 1 if nothing is required."""
    return answered / required if required else 1.0
