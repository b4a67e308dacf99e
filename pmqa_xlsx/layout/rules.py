"""The expressions of a form at the rows of its layout: what is required when, what is calculated, what is checked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pmqa_xlsx.answers.types import type_of
from pmqa_xlsx.form.expressions.binding import bind
from pmqa_xlsx.form.expressions.bound import Bound, Reference, RowReferences, ScoreOf, ValueType, parts_of
from pmqa_xlsx.form.expressions.evaluation import ExpressionValue, evaluate
from pmqa_xlsx.form.field import Field
from pmqa_xlsx.form.model import Form, FormCheck, Level
from pmqa_xlsx.form.question import NO_QUESTION, Question
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
    :ivar by_answers: whether it reads nothing but these answers.
    :ivar known: whether it failed, by these answers.
    """

    check: FormCheck
    row: Question
    rule: Bound
    about: tuple[Question, ...]
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


@cached_per_layout
def scores_of(layout: Layout) -> ScoreNode | None:
    """What is scored in the layout's form."""
    return score_tree(layout.form, value_type)


@cached_per_layout
def conditions(layout: Layout) -> dict[int, Bound]:
    """The condition of each slot that is required only when it holds, by position in ``layout.slots``."""
    return {position: bind(slot.required.when, layout.form, row_of(slot.question), value_type, wanted=ValueType.TRUTH)
            for position, slot in enumerate(layout.slots) if slot.required.when is not None}


@cached_per_layout
def formulas(layout: Layout) -> dict[Question, Bound]:
    """The formula of each computed slot by its question."""
    return {slot.question: bind(slot.field.formula, layout.form, row_of(slot.question), value_type, wanted=None)
            for slot in layout.slots if slot.field.formula is not None}


@cached_per_layout
def row_checks(layout: Layout) -> tuple[RowCheck, ...]:
    """Every check at every row that it is about, in the order of the definition and of the rows."""
    rows = list(dict.fromkeys(row_of(slot.question) for slot in layout.slots))
    return tuple(found for check in layout.form.checks for found in checks_at(layout.form, check, rows))


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
    return RowCheck(check, row, rule, about, plain, {})


def row_of(question: Question) -> Question:
    """The question of a whole row."""
    return question._replace(field="", slot=0)


class Evaluation:
    """The expressions of a form over the answers of one return; each value is calculated when it is asked for.

    :param values: the normalised answers, parallel to ``layout.slots``; those of computed slots are not read.
    :param empty: likewise, 1 for a slot in which nothing is, else 0.
    :param unit: the unit's code, which decides the constants that are its own.
    """

    def __init__(self, layout: Layout, values: Sequence[str], empty: bytes, unit: str) -> None:
        self._layout, self._given, self._empty, self._unit = layout, values, empty, unit
        self._formulas = formulas(layout)
        self._calculated: dict[Question, str] = {}
        self.scoring = Scoring(scores_of(layout), layout.form.points, self.value, self.is_filled)

    def of(self, bound: Bound) -> ExpressionValue:
        """The value of an expression."""
        return evaluate(bound, self.value, self.scoring.percent)

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
        criterion = self._layout.form.criterion_by_code.get(question.criterion)
        return self._layout.form.constant(self._unit, criterion, question.field).th if criterion else ""

    def is_filled(self, row: Question) -> bool:
        """Whether something is in a row of a repeated criterion."""
        return any(not self._empty[position] for position in typed_positions(self._layout).get(row, ()))


@cached_per_layout
def typed_positions(layout: Layout) -> dict[Question, tuple[int, ...]]:
    """The positions of the slots of each row that people type into, by the row's question."""
    found: dict[Question, list[int]] = {}
    for position, slot in enumerate(layout.slots):
        if not slot.field.is_computed and slot.question.level is Level.CRITERION:
            found.setdefault(row_of(slot.question), []).append(position)
    return {row: tuple(positions) for row, positions in found.items()}


@cached_per_layout
def spare_rows(layout: Layout) -> frozenset[Question]:
    """The rows of repeated criteria that may be missing: nothing is required there until something is in them."""
    least = {criterion.code: criterion.rows.least for criterion in layout.form.criteria() if criterion.rows}
    return frozenset(row for row in typed_positions(layout) if row.row > least.get(row.criterion, row.row))


def value_text(value: ExpressionValue) -> str:
    """The normalised text of a value; empty for a blank one."""
    if value is None:
        return ""
    return value if isinstance(value, str) else number_text(float(value))
