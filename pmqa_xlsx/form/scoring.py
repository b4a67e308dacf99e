"""The definition of a score, for the frames and for the workbook's formulas.

A scored slot's *fraction* is its choice's score divided by the list's highest score, 0 without a valid answer.
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
    """Whether the category has scored criteria and therefore a percent."""
    return bool(category.criteria) and bool(scored_fields(form, category))


def fraction(field: Field, value: str) -> float:
    """The share of the full score that an answer gets, 0–1.

    :param value: the normalised answer of slot 1; 0 for an empty or invalid one.
    """
    if field.choices is None or field.choices.top_score <= 0:
        return 0.0
    return field.choices.score_of(value) / field.choices.top_score


def fractions_by_value(field: Field) -> dict[str, float]:
    """The :func:`fraction` of each choice of a field by its value; any other value gets 0."""
    choices = field.choices.choices if field.choices else ()
    return {choice.value: fraction(field, choice.value) for choice in choices}


def slot_weights(form: Form, category: Category) -> dict[Question, float]:
    """The points of each scored slot in its category's percent at full score, 0–100.

    :returns: the points by question, 100 in all; empty if there is no score.
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

    :param fractions: numbers, or arrays of equal length; the result has the same kind.
    """
    return 100.0 * _sum(fractions) / len(fractions)


def weighted_mean(pairs: Sequence[tuple[Scalars, float]]) -> Scalars:
    """The mean of (value, weight) pairs; weights are positive and there is at least one pair.

    :param pairs: values are numbers, or arrays of equal length; the result has the same kind.
    """
    return _sum([value * weight for value, weight in pairs]) / _sum([weight for _, weight in pairs])


def _sum(terms: Sequence[Scalars]) -> Scalars:
    """Add one term after the other; from Python 3.12 on, ``sum`` rounds numbers differently from arrays."""
    return reduce(add, terms)
