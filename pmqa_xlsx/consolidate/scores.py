"""The ``scores`` frame's columns: a unit's percent by criterion and category, and in total."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pmqa_xlsx import scoring
from pmqa_xlsx.answers.model import Answer
from pmqa_xlsx.consolidate.rows import Columns, add_row, empty_columns, identity
from pmqa_xlsx.consolidate.standing import Standing
from pmqa_xlsx.form import TOTAL, Category, Form, Level
from pmqa_xlsx.ingester.packed import answers_of
from pmqa_xlsx.layout import Layout

#: The answers of a return's scored slots by (category code, criterion code, field name).
ScoredAnswers = Mapping[tuple[str, str, str], Answer]


class Score(NamedTuple):
    """One score.

    :ivar level: ``criterion``, ``category`` or ``total``.
    :ivar percent: 0–100, an unanswered slot counting as 0.
    :ivar scored: how many scored slots it is made of; ``answered``: how many of them are answered.
    """

    level: str
    code: str
    percent: float
    scored: int
    answered: int


def score_columns(counted: Sequence[Standing]) -> Columns:
    """The ``scores`` frame's columns: per return each category's criteria, the category, and last the total.

    What has no scored field has no row.
    """
    columns = empty_columns("scores")
    for standing in counted:
        one = standing.measured
        assert one.layout is not None  # noqa: S101  a counted return was read by a layout
        for score in score_return(one.layout, answers_of(one.reading.slots)):
            add_row(columns, *identity(one), *score)
    return columns


def score_return(layout: Layout, answers: Sequence[Answer]) -> Iterator[Score]:
    """Every score of one return.

    :param answers: parallel to ``layout.slots``.
    """
    scored = {(slot.category, slot.criterion, slot.field.name): answer
              for slot, answer in zip(layout.slots, answers, strict=True)
              if slot.level is Level.CRITERION and slot.field.scored and slot.number == 1}
    form = layout.form
    of_categories: list[tuple[Score, float]] = []
    for category in form.categories:
        if scoring.has_score(form, category):
            criteria = [*_criteria(form, category, scored)]
            yield from (score for score, _ in criteria)
            whole = _together(Level.CATEGORY.value, category.code, criteria)
            yield whole
            of_categories.append((whole, category.weight))
    if of_categories:
        yield _together(TOTAL, TOTAL, of_categories)


def _criteria(form: Form, category: Category, scored: ScoredAnswers) -> Iterator[tuple[Score, float]]:
    """Each criterion's score with its weight."""
    names = [field.name for field in scoring.scored_fields(form, category)]
    for criterion in category.criteria:
        answers = {name: scored[category.code, criterion.code, name] for name in names}
        percent = scoring.criterion_percent(form, category, {name: answer.value for name, answer in answers.items()})
        answered = sum(answer.state.answered for answer in answers.values())
        yield Score(Level.CRITERION.value, criterion.code, min(percent, 100.0), len(names), answered), criterion.weight


def _together(level: str, code: str, parts: Sequence[tuple[Score, float]]) -> Score:
    """The weighted mean of scores; rounding may not lift it above 100."""
    percent = scoring.weighted_mean([(score.percent, weight) for score, weight in parts])
    return Score(level, code, min(percent, 100.0), sum(score.scored for score, _ in parts),
                 sum(score.answered for score, _ in parts))
