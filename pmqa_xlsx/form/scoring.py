"""One definition of a score, for the frames and for the workbook's formulas.

A scored slot's *fraction* is its choice's score over the list's highest score, 0 where nothing valid stands in it.
A criterion's percent is the mean fraction of its scored fields; a category's is the mean of its criteria weighted by
their weights; the total is the mean of the categories that have scored criteria, weighted by theirs. All are 0–100.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from operator import add
from typing import TYPE_CHECKING, Any, TypeVar

from pmqa_xlsx.form.model import Category, Field, Form, Level
from pmqa_xlsx.form.question import Question

if TYPE_CHECKING:
    import numpy as np

Scalars = TypeVar("Scalars", "float", "np.ndarray[Any, Any]")


def scored_fields(form: Form, category: Category) -> tuple[Field, ...]:
    """The scored criterion-level fields of a category's kind."""
    return tuple(field for field in form.fields_of(category.kind, Level.CRITERION) if field.scored)


def has_score(form: Form, category: Category) -> bool:
    """Whether the category has scored criteria and so a percent."""
    return bool(category.criteria) and bool(scored_fields(form, category))


def fraction(field: Field, value: str) -> float:
    """How much of its full score an answer earns, 0–1.

    :param value: the normalised answer of slot 1; empty or invalid earns 0.
    """
    if field.choices is None or field.choices.top_score <= 0:
        return 0.0
    return field.choices.score_of(value) / field.choices.top_score


def fractions_by_value(field: Field) -> dict[str, float]:
    """What each choice of a field earns (:func:`fraction`), by its value; whatever else stands there earns 0."""
    choices = field.choices.choices if field.choices else ()
    return {choice.value: fraction(field, choice.value) for choice in choices}


def slot_weights(form: Form, category: Category) -> dict[Question, float]:
    """What each scored slot contributes to its category's percent when it earns full score, 0–100.

    :returns: the points by question; together they are 100, or nothing where there is no score.
    """
    fields = scored_fields(form, category)
    total = sum(criterion.weight for criterion in category.criteria)
    return {
        criterion.asks(field.name, 1): 100.0 * criterion.weight / total / len(fields)
        for criterion in category.criteria for field in fields
    }


def criterion_percent(form: Form, category: Category, values: Mapping[str, str]) -> float:
    """A criterion's percent (0–100) from the normalised values of its scored fields by field name."""
    return percent_of([fraction(field, values.get(field.name, "")) for field in scored_fields(form, category)])


def percent_of(fractions: Sequence[Scalars]) -> Scalars:
    """A criterion's percent (0–100) from the fractions of its scored fields, of which there is at least one.

    :param fractions: numbers, or equally long arrays of them; the result is of their kind.
    """
    return 100.0 * _sum(fractions) / len(fractions)


def weighted_mean(pairs: Sequence[tuple[Scalars, float]]) -> Scalars:
    """The mean of (value, weight) pairs; weights are positive and there is at least one pair.

    :param pairs: values are numbers, or equally long arrays of them; the result is of their kind.
    """
    return _sum([value * weight for value, weight in pairs]) / _sum([weight for _, weight in pairs])


def _sum(terms: Sequence[Scalars]) -> Scalars:
    """One term added after the other; from Python 3.12 on its own sum rounds numbers otherwise than arrays."""
    return reduce(add, terms)
