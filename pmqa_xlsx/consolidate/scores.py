"""A unit's percent by criterion and category, and in total: planned once for a layout, then only looked up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from pmqa_xlsx import scoring
from pmqa_xlsx.form import TOTAL, Level
from pmqa_xlsx.ingester.slot_readings import Columns
from pmqa_xlsx.layout import Layout
from pmqa_xlsx.layout.once import once_a_layout


class Scored(NamedTuple):
    """What has a score in a layout, in the order of the scores; parallel lists.

    :ivar level: ``criterion``, ``category`` or ``total``.
    :ivar slots: how many scored slots it is made of.
    """

    level: list[str]
    code: list[str]
    slots: list[int]


class _Category(NamedTuple):
    """A category that has a score.

    :ivar criteria: of each one its weight and which of the layout's scored slots are its own: from, and up to.
    """

    weight: float
    criteria: tuple[tuple[float, int, int], ...]


class _Plan(NamedTuple):
    """How the returns of a layout are scored.

    :ivar positions: of the scored slots in ``layout.slots``, by category and criterion.
    :ivar earned: what each of these slots earns by its value; else nothing.
    """

    positions: tuple[int, ...]
    earned: tuple[Mapping[str, float], ...]
    categories: tuple[_Category, ...]


@once_a_layout
def scored_rows(layout: Layout) -> Scored:
    """What has a score: each category's criteria, the category, and last the total.

    What has no scored field is not among them.
    """
    form = layout.form
    rows: list[tuple[str, str, int]] = []
    total = 0
    for category in form.categories:
        if scoring.has_score(form, category):
            fields = len(scoring.scored_fields(form, category))
            rows += [(Level.CRITERION.value, criterion.code, fields) for criterion in category.criteria]
            rows.append((Level.CATEGORY.value, category.code, fields * len(category.criteria)))
            total += rows[-1][2]
    if rows:
        rows.append((TOTAL, TOTAL, total))
    return Scored([level for level, _, _ in rows], [code for _, code, _ in rows], [slots for _, _, slots in rows])


def score_return(layout: Layout, columns: Columns) -> tuple[list[float], list[int]]:
    """Every score of one return.

    :param columns: parallel to ``layout.slots``.
    :returns: parallel to :func:`scored_rows`: the percents, 0–100, an unanswered slot counting as 0; and how many
        of the scored slots are answered.
    """
    plan = _plan(layout)
    values, is_answered = columns.values, columns.answered
    fractions = [earned.get(values[position], 0.0)
                 for position, earned in zip(plan.positions, plan.earned, strict=True)]
    done = bytes([is_answered[position] for position in plan.positions])
    percents: list[float] = []
    answered: list[int] = []
    of_categories: list[tuple[float, float]] = []
    for weight_of_category, criteria in plan.categories:
        of_criteria: list[tuple[float, float]] = []
        for weight, start, end in criteria:
            percent = min(scoring.percent_of(fractions[start:end]), 100.0)
            of_criteria.append((percent, weight))
            percents.append(percent)
            answered.append(done.count(1, start, end))
        whole = _together(of_criteria)
        of_categories.append((whole, weight_of_category))
        percents.append(whole)
        answered.append(done.count(1, criteria[0][1], criteria[-1][2]))
    if of_categories:
        percents.append(_together(of_categories))
        answered.append(done.count(1))
    return percents, answered


@once_a_layout
def _plan(layout: Layout) -> _Plan:
    form = layout.form
    position_of = {(slot.category, slot.criterion, slot.field.name): position
                   for position, slot in enumerate(layout.slots)
                   if slot.level is Level.CRITERION and slot.field.scored and slot.number == 1}
    positions: list[int] = []
    earned: list[Mapping[str, float]] = []
    categories: list[_Category] = []
    for category in form.categories:
        if not scoring.has_score(form, category):
            continue
        fields = [(field.name, scoring.fractions_by_value(field)) for field in scoring.scored_fields(form, category)]
        criteria: list[tuple[float, int, int]] = []
        for criterion in category.criteria:
            criteria.append((criterion.weight, len(positions), len(positions) + len(fields)))
            positions += [position_of[category.code, criterion.code, name] for name, _ in fields]
            earned += [fractions for _, fractions in fields]
        categories.append(_Category(category.weight, tuple(criteria)))
    return _Plan(tuple(positions), tuple(earned), tuple(categories))


def _together(parts: list[tuple[float, float]]) -> float:
    """The weighted mean of percents; rounding may not lift it above 100."""
    return min(scoring.weighted_mean(parts), 100.0)
