"""Units' percents by criterion and category, and in total: planned once for a layout, worked out for many at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from pmqa_xlsx.consolidate.text_columns import arrow_texts
from pmqa_xlsx.form import scoring
from pmqa_xlsx.form.model import TOTAL, Level
from pmqa_xlsx.ingester.text_run import TextRun
from pmqa_xlsx.layout import Layout
from pmqa_xlsx.layout.cache import cached_per_layout

if TYPE_CHECKING:
    import numpy as np

    Table = np.ndarray[tuple[int, int], np.dtype[Any]]


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
    :ivar values: what may stand in any of them and earn something.
    :ivar earned: the fraction that each of these slots earns by each of these values, and last by any other.
    """

    positions: tuple[int, ...]
    values: tuple[str, ...]
    earned: Table
    categories: tuple[_Category, ...]


@cached_per_layout
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


def score_returns(
    layout: Layout, values: Sequence[Sequence[str]], answered: Sequence[bytes],
) -> tuple[Table, Table]:
    """Every score of some returns of a layout.

    :param values: the normalised answers of each return, parallel to ``layout.slots``.
    :param answered: likewise, 1 for a slot that is answered, else 0.
    :returns: a row for each return, with a column for each of :func:`scored_rows`: the percents, 0–100, an unanswered
        slot counting as 0; and how many of the scored slots are answered.
    """
    import numpy as np
    import pyarrow as pa
    from pyarrow import compute

    plan = _plan(layout)
    texts = arrow_texts([TextRun.of(each) for each in values])
    found = compute.index_in(texts, pa.array(plan.values, pa.large_string())).fill_null(len(plan.values))
    shape = (len(values), len(layout.slots))
    standing = found.to_numpy(zero_copy_only=False).reshape(shape)[:, plan.positions]
    fractions = [earned[which] for earned, which in zip(plan.earned, standing.T, strict=True)]
    done = np.frombuffer(b"".join(answered), np.uint8).reshape(shape)[:, plan.positions]
    percents: list[Any] = []  # a column each
    counts: list[Any] = []
    of_categories: list[tuple[Any, float]] = []
    for weight_of_category, criteria in plan.categories:
        of_criteria: list[tuple[Any, float]] = []
        for weight, start, end in criteria:
            of_criteria.append((_at_most_whole(scoring.percent_of(fractions[start:end])), weight))
            counts.append(done[:, start:end].sum(axis=1))
        of_categories.append((_at_most_whole(scoring.weighted_mean(of_criteria)), weight_of_category))
        percents += [percent for percent, _ in (*of_criteria, of_categories[-1])]
        counts.append(done[:, criteria[0][1]:criteria[-1][2]].sum(axis=1))
    if of_categories:
        percents.append(_at_most_whole(scoring.weighted_mean(of_categories)))
        counts.append(done.sum(axis=1))
    columns = (len(percents), len(values))
    return (np.array(percents, np.float64).reshape(columns).T, np.array(counts, np.int64).reshape(columns).T)


@cached_per_layout
def _plan(layout: Layout) -> _Plan:
    import numpy as np

    form = layout.form
    positions: list[int] = []
    by_value: list[dict[str, float]] = []
    categories: list[_Category] = []
    for category in form.categories:
        if not scoring.has_score(form, category):
            continue
        fields = [(field.name, scoring.fractions_by_value(field)) for field in scoring.scored_fields(form, category)]
        criteria: list[tuple[float, int, int]] = []
        for criterion in category.criteria:
            criteria.append((criterion.weight, len(positions), len(positions) + len(fields)))
            positions += [layout.positions[criterion.asks(name, 1)] for name, _ in fields]
            by_value += [fractions for _, fractions in fields]
        categories.append(_Category(category.weight, tuple(criteria)))
    values = tuple(dict.fromkeys(value for fractions in by_value for value in fractions))
    earned = [[*(fractions.get(value, 0.0) for value in values), 0.0] for fractions in by_value]
    return _Plan(tuple(positions), values, np.array(earned, np.float64), tuple(categories))


def _at_most_whole(percent: Any) -> Any:
    """Rounding may not lift a percent above 100."""
    import numpy as np

    return np.minimum(percent, 100.0)
