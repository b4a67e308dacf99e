"""Which form and year of one round stands beside which of the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pmqa_xlsx.compare.model import Pair, Row, Series
from pmqa_xlsx.report.source import COUNTED, rows_of

if TYPE_CHECKING:
    from pmqa_xlsx.consolidate import Consolidation


def strand_of(row: Row) -> Series:
    """The form and year that a row of a frame belongs to."""
    return Series(row["form_id"] or "", int(row["fiscal_year"] or 0))


def strands_of(source: Consolidation) -> list[Series]:
    """Every form and year that units have returned or owe, in the order of the round's forms."""
    places = {form.form_id: place for place, form in reversed(list(enumerate(source.forms)))}
    rows = [row for row in rows_of(source.returns) if row["status"] in COUNTED] + rows_of(source.missing)
    return sorted({strand_of(row) for row in rows},
                  key=lambda strand: (places.get(strand.form_id, len(places)), strand))


def pair_strands(old: Sequence[Series], new: Sequence[Series]) -> list[Pair]:
    """Put the strands of two rounds side by side.

    The same form of the same year first; then a form that has one year left on each side, for that is this year
    beside last year; then what is left where that is one on each side, for a form may get another id. Whatever
    has no counterpart then stands alone.

    :returns: in the new round's order, then what only the old one has.
    """
    partner: dict[Series, Series] = {}
    for parts in (2, 1, 0):  # how much of form and year must be the same
        left_old = [strand for strand in old if strand not in partner.values()]
        left_new = [strand for strand in new if strand not in partner]
        for strand in left_new:
            candidates = [other for other in left_old if other[:parts] == strand[:parts]]
            rivals = [other for other in left_new if other[:parts] == strand[:parts]]
            if len(candidates) == len(rivals) == 1:
                partner[strand] = candidates[0]
    alone = [strand for strand in old if strand not in partner.values()]
    return [*(Pair(partner.get(strand), strand) for strand in new), *(Pair(strand, None) for strand in alone)]
