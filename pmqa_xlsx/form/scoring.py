"""How answers become scores: the tree of what is scored, for the frames and for the workbook's formulas.

An answer's *fraction* is its score divided by the full score of its list or scale: 0–1, 0 without a valid answer,
nothing for a choice that is not applicable. A row's percent is the mean fraction of its scored fields, weighted by the
fields' weights; that of a repeated criterion the mean over the rows that are not empty, at least its minimum.
A section's, a category's and the total's are the means of what is in them, weighted by weight. What has nothing
scored in it, or only what is not applicable, leaves its mean; a section whose gate (``counts_when``) does not hold
counts 0. All percents are 0–100.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from pmqa_xlsx.form.expressions.binding import TypeOf, bind
from pmqa_xlsx.form.expressions.bound import Bound, ValueType
from pmqa_xlsx.form.expressions.evaluation import Values, holds
from pmqa_xlsx.form.field import Field, Scale
from pmqa_xlsx.form.model import TOTAL, Category, Criterion, Form, Section
from pmqa_xlsx.form.question import NO_QUESTION, Level, Question
from pmqa_xlsx.light_dataclass import dataclass, field, replace
from pmqa_xlsx.text.plain_values import number_or_none

#: The level of a section's score, beside those of :class:`Level`.
SECTION_LEVEL = "section"


class ScoredAnswer(NamedTuple):
    """One scored slot.

    :ivar weight: among the scored fields of its row.
    :ivar fractions: of each choice by its value, ``None`` for one that is not applicable; empty for a number.
    :ivar scale: of a number.
    """

    question: Question
    weight: float
    fractions: Mapping[str, float | None]
    scale: Scale | None

    def fraction(self, value: str) -> float | None:
        """The share of the full score that a normalised answer gets, 0–1; ``None`` if it is not applicable."""
        if self.scale is None:
            return self.fractions.get(value, 0.0)
        number = number_or_none(value) if value else None
        return 0.0 if number is None else self.scale.score_of(number) / self.scale.top_score


class RowScore(NamedTuple):
    """The percent of an answer row, ``None`` if nothing in it counts; how many slots count, and are answered."""

    percent: float | None
    scored: int
    answered: int


@dataclass(frozen=True)
class ScoreNode:
    """What has a score: a criterion, a section, a category or the total.

    :ivar weight: among its siblings that have a score.
    :ivar share: its share of the form's points, 0–1, when everything counts.
    :ivar children: what it is the mean of; empty for a criterion.
    :ivar rows: the scored slots of a criterion, by answer row: one row if it is not repeated.
    :ivar least: how many rows count at least.
    :ivar gate: it counts 0 unless this holds.
    :ivar known: row scores by the row's answers, where these are choices and therefore repeat.
    """

    level: str
    code: str
    weight: float
    share: float
    children: tuple[ScoreNode, ...] = ()
    rows: tuple[tuple[ScoredAnswer, ...], ...] = ()
    least: int = 1
    gate: Bound | None = None
    known: dict[tuple[str, ...], RowScore] = field(default_factory=dict, compare=False, repr=False)

    def row_score(self, row: tuple[ScoredAnswer, ...], values: tuple[str, ...]) -> RowScore:
        """The score of one answer row with these answers."""
        if values in self.known:
            return self.known[values]
        fractions = [(slot.fraction(value), slot.weight) for slot, value in zip(row, values, strict=True)]
        mean = weighted_mean(fractions)
        counted = [value for (fraction, _), value in zip(fractions, values, strict=True) if fraction is not None]
        score = RowScore(None if mean is None else min(100.0 * mean, 100.0), len(counted), sum(map(bool, counted)))
        if all(slot.scale is None for slot in row):
            self.known[values] = score
        return score

    @property
    def is_repeated(self) -> bool:
        """Whether it is a criterion with several answer rows."""
        return bool(self.rows) and self.rows[0][0].question.row > 0

    def nodes(self) -> Iterator[ScoreNode]:
        """All that is in it, in the order of the frames, itself last."""
        for child in self.children:
            yield from child.nodes()
        yield self

    @cached_property
    def by_code(self) -> dict[str, ScoreNode]:
        """The same by their codes."""
        return {node.code: node for node in self.nodes()}


class Score(NamedTuple):
    """The score of one code in one return.

    :ivar percent: 0–100; ``None`` if nothing in it counts.
    :ivar points: of the form's points; ``None`` likewise.
    :ivar scored: how many scored slots count.
    :ivar answered: how many of them are answered.
    """

    percent: float | None
    points: float | None
    scored: int
    answered: int


NO_SCORE = Score(None, None, 0, 0)


def score_tree(form: Form, type_of: TypeOf) -> ScoreNode | None:
    """The total with all that is scored in it; ``None`` if the form scores nothing.

    :param type_of: the type of the values of a field that people type.
    """
    categories = [_category(form, category, type_of) for category in form.categories]
    children = tuple(filter(None, categories))
    return _shared(ScoreNode(TOTAL, TOTAL, 1.0, 1.0, children), 1.0) if children else None


def scored_fields(form: Form, criterion: Criterion) -> tuple[Field, ...]:
    """The fields that make the score of a criterion."""
    return tuple(field for field in form.fields_about(criterion) if field.scored)


def has_score(form: Form, category: Category) -> bool:
    """Whether the category has scored criteria and therefore a percent."""
    return any(scored_fields(form, criterion) for criterion in category.criteria)


def fractions_by_value(field: Field) -> dict[str, float | None]:
    """The fraction of each choice of a field by its value; any other value gets 0."""
    if field.choices is None:
        return {}
    top = field.choices.top_score or 1.0
    return {choice.value: None if choice.na else (choice.score or 0.0) / top for choice in field.choices.choices}


def _category(form: Form, category: Category, type_of: TypeOf) -> ScoreNode | None:
    """A category's node, with its sections nested and everything in the order of the criteria."""
    inside: dict[str, list[ScoreNode | Section]] = {"": []}
    for criterion in category.criteria:
        node = _criterion(form, criterion)
        if node is None:
            continue
        for section in form.section_path(criterion.section):
            if section.code not in inside:
                inside[section.code] = []
                inside[section.parent].append(section)
        inside[criterion.section].append(node)

    def built(members: Iterable[ScoreNode | Section]) -> tuple[ScoreNode, ...]:
        return tuple(_section(form, one, built(inside[one.code]), type_of) if isinstance(one, Section) else one
                     for one in members)

    children = built(inside[""])
    return ScoreNode(Level.CATEGORY.value, category.code, category.weight, 0.0, children) if children else None


def _section(form: Form, section: Section, children: tuple[ScoreNode, ...], type_of: TypeOf) -> ScoreNode:
    gate = None
    if section.counts_when is not None:
        gate = bind(section.counts_when, form, NO_QUESTION, type_of, wanted=ValueType.TRUTH)
    return ScoreNode(SECTION_LEVEL, section.code, section.weight, 0.0, children, gate=gate)


def _criterion(form: Form, criterion: Criterion) -> ScoreNode | None:
    fields = scored_fields(form, criterion)
    if not fields:
        return None
    rows = tuple(tuple(ScoredAnswer(criterion.asks(field.name, 1, row), field.weight, fractions_by_value(field),
                                    None if field.choices else field.scale) for field in fields)
                 for row in criterion.row_numbers)
    return ScoreNode(Level.CRITERION.value, criterion.code, criterion.weight, 0.0, rows=rows,
                     least=criterion.rows.least if criterion.rows else 1)


def _shared(node: ScoreNode, share: float) -> ScoreNode:
    """A node with its share of the points, and its children with theirs."""
    weights = sum(child.weight for child in node.children)
    children = tuple(_shared(child, share * child.weight / weights) for child in node.children)
    return replace(node, share=share, children=children)


class Scoring:
    """The scores of one return; each is calculated when it is asked for.

    :param values: the normalised answer to a question; empty for a blank or invalid one.
    :param filled: whether an answer row is not empty, given its question without field and slot.
    """

    def __init__(
        self, tree: ScoreNode | None, points: float, values: Values, filled: Callable[[Question], bool],
    ) -> None:
        self._nodes = tree.by_code if tree else {}
        self._points, self._values, self._filled = points, values, filled
        self._known: dict[str, Score] = {}

    def of(self, code: str) -> Score:
        """The score of a code; nothing if it has no calculation."""
        if code not in self._known:
            node = self._nodes.get(code)
            self._known[code] = NO_SCORE if node is None else self._score(node)
        return self._known[code]

    def percent(self, code: str) -> float | None:
        """The percent of a code (0–100); ``None`` if nothing in it counts."""
        return self.of(code).percent

    def _score(self, node: ScoreNode) -> Score:
        if node.rows:
            percent, scored, answered = self._criterion(node)
        else:
            scores = [(self.of(child.code), child.weight) for child in node.children]
            percent = weighted_mean([(score.percent, weight) for score, weight in scores])
            scored, answered = sum(score.scored for score, _ in scores), sum(score.answered for score, _ in scores)
        if percent is not None and node.gate is not None and not holds(node.gate, self._values, self.percent):
            percent = 0.0
        return Score(percent, None if percent is None else percent / 100 * node.share * self._points, scored, answered)

    def _criterion(self, node: ScoreNode) -> tuple[float | None, int, int]:
        """The percent, and how many scored slots count and how many are answered."""
        if not node.is_repeated:
            return node.row_score(node.rows[0], tuple([self._values(slot.question) for slot in node.rows[0]]))
        rows = [row for row in node.rows if self._filled(row[0].question._replace(field="", slot=0))]
        percents: list[float] = []
        scored = answered = 0
        for row in rows:
            score = node.row_score(row, tuple([self._values(slot.question) for slot in row]))
            scored += score.scored
            answered += score.answered
            if score.percent is not None:
                percents.append(score.percent)
        missing = max(node.least - len(rows), 0)
        count = len(percents) + missing
        percent = min(sum(percents) / count, 100.0) if count else None
        return percent, scored + missing * len(node.rows[0]), answered


def weighted_mean(pairs: Iterable[tuple[float | None, float]]) -> float | None:
    """The mean of (value, weight) pairs without those that have no value; ``None`` if none has one."""
    total = weights = 0.0
    for value, weight in pairs:
        if value is not None:
            total += value * weight
            weights += weight
    return total / weights if weights else None
