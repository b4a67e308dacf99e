"""Units' percents and points by criterion, section and category, and in total."""

from __future__ import annotations

from typing import NamedTuple

from pmqa_xlsx.form.scoring import Score
from pmqa_xlsx.ingester.slot_columns import Columns
from pmqa_xlsx.layout import Layout
from pmqa_xlsx.layout.cache import cached_per_layout
from pmqa_xlsx.layout.rules import Evaluation, scores_of


class ScoredCodes(NamedTuple):
    """What has a score in a layout, in the order of the scores; parallel lists.

    :ivar level: ``criterion``, ``section``, ``category`` or ``total``.
    """

    level: list[str]
    code: list[str]


@cached_per_layout
def scored_codes(layout: Layout) -> ScoredCodes:
    """What has a score: each criterion, then the section and the category that it is in, and last the total.

    A criterion or category without a scored field is not among them.
    """
    tree = scores_of(layout)
    nodes = list(tree.nodes()) if tree else []
    return ScoredCodes([node.level for node in nodes], [node.code for node in nodes])


def scores_in(layout: Layout, columns: Columns, unit: str) -> list[Score]:
    """Every score of one return, in the order of :func:`scored_codes`.

    :param unit: the unit's code, which decides constants of its own.
    """
    scoring = Evaluation(layout, list(columns.values), columns.empty, unit).scoring
    return [scoring.of(code) for code in scored_codes(layout).code]
