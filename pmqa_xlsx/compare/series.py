"""Match the forms and years of two rounds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pmqa_xlsx.compare.model import Pair, Row, Series
from pmqa_xlsx.consolidate.frame_rows import COUNTED, rows_of

if TYPE_CHECKING:
    from pmqa_xlsx.consolidate import Consolidation


def series_of(row: Row) -> Series:
    """The form and year of a row of a frame."""
    return Series(row["form_id"] or "", int(row["fiscal_year"] or 0))


def series_in(source: Consolidation) -> list[Series]:
    """Every form and year with returns or missing units, in the order of the round's forms."""
    places = {form.form_id: place for place, form in reversed(list(enumerate(source.forms)))}
    rows = [row for row in rows_of(source.returns) if row["status"] in COUNTED] + rows_of(source.missing)
    return sorted({series_of(row) for row in rows},
                  key=lambda series: (places.get(series.form_id, len(places)), series))


def pair_series(old: Sequence[Series], new: Sequence[Series]) -> list[Pair]:
    """Match the series of two rounds.

    First the same form and year; then a form with one unmatched year on each side, since these are this year and last
    year; then one unmatched series on each side, since a form may get another id. The rest has no counterpart.

    :returns: in the new round's order, then those of the old round without counterpart.
    """
    partner: dict[Series, Series] = {}
    for parts in (2, 1, 0):  # how much of form and year must be the same
        left_old = [series for series in old if series not in partner.values()]
        left_new = [series for series in new if series not in partner]
        for series in left_new:
            candidates = [other for other in left_old if other[:parts] == series[:parts]]
            competing = [other for other in left_new if other[:parts] == series[:parts]]
            if len(candidates) == len(competing) == 1:
                partner[series] = candidates[0]
    alone = [series for series in old if series not in partner.values()]
    return [*(Pair(partner.get(series), series) for series in new), *(Pair(series, None) for series in alone)]
