"""Units and their scores in two rounds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from pmqa_xlsx.compare.model import MeanChange, Pair, Presence, Row, Series, UnitChange
from pmqa_xlsx.compare.series import series_of
from pmqa_xlsx.consolidate.frame_rows import COUNTED, MISSING, Edition, FormIndex, rows_of
from pmqa_xlsx.form.model import TOTAL, Level
from pmqa_xlsx.report import words
from pmqa_xlsx.report.matrix import ScoreMatrix, score_matrices
from pmqa_xlsx.report.measures import MeanMove
from pmqa_xlsx.text.language import Text

if TYPE_CHECKING:
    from pmqa_xlsx.consolidate import Consolidation


class Side:
    """One round's units and scores by form and year."""

    def __init__(self, source: Consolidation) -> None:
        self.index = FormIndex(source.forms)
        self._matrices: dict[Series, list[ScoreMatrix]] = {}
        for matrix in score_matrices(source, Level.CATEGORY):
            series = Series(matrix.edition.form_id, matrix.edition.fiscal_year)
            self._matrices.setdefault(series, []).append(matrix)
        self._rows: dict[Series, dict[str, tuple[str, Row]]] = {}
        for row in rows_of(source.returns):
            if row["status"] in COUNTED:
                self._rows.setdefault(series_of(row), {})[row["unit_code"]] = (row["status"], row)
        for row in rows_of(source.missing):
            self._rows.setdefault(series_of(row), {})[row["unit_code"]] = (MISSING, row)

    def units(self, series: Series | None) -> Mapping[str, tuple[str, Row]]:
        """Each unit that returned the form or is missing: its status and a row with its name."""
        return self._rows.get(series, {}) if series else {}

    def percents(self, series: Series | None) -> dict[str, Mapping[str, float]]:
        """The percents (0–100) of each unit by category code and ``total``."""
        return {unit.code: unit.percents for matrix in self._of(series) for unit in matrix.units}

    def categories(self, series: Series | None) -> dict[str, Text]:
        """The scored categories with their names, and the total, in the form's order."""
        names = {code: self.index.category_name(matrix.edition, code)
                 for matrix in reversed(self._of(series)) for code in matrix.codes}
        return {code: name if code != TOTAL else words.TOTAL for code, name in names.items()}

    def _of(self, series: Series | None) -> Sequence[ScoreMatrix]:
        return self._matrices.get(series, []) if series else []


def unit_changes(old: Side, new: Side, pairs: Sequence[Pair]) -> Iterator[UnitChange]:
    """Every unit of both rounds, by pair, in the new form's order, then the old one's."""
    for number, pair in enumerate(pairs):
        before, after = old.units(pair.old), new.units(pair.new)
        scores_before, scores_after = old.percents(pair.old), new.percents(pair.new)

        for code, side, row in _in_order(old, before, new, after):
            known = side.index.unit(Edition.of(row), code)
            status_before, status_after = before.get(code, ("", row))[0], after.get(code, ("", row))[0]
            yield UnitChange(
                number, code, side.index.unit_name(row), known.group if known else "", status_before, status_after,
                _presence(status_before in COUNTED, status_after in COUNTED),
                scores_before.get(code, {}), scores_after.get(code, {}))


def mean_changes(old: Side, new: Side, pairs: Sequence[Pair], units: Sequence[UnitChange]) -> Iterator[MeanChange]:
    """The means of each category of both rounds, by pair, in the new form's order; the total is last."""
    for number, pair in enumerate(pairs):
        names = old.categories(pair.old) | new.categories(pair.new)
        order = dict.fromkeys([*new.categories(pair.new), *old.categories(pair.old)])
        mine = [unit for unit in units if unit.pair == number]
        for code in sorted(order, key=lambda code: code == TOTAL):
            yield MeanChange(number, code, names[code], MeanMove.of(
                {unit.code: unit.old[code] for unit in mine if code in unit.old},
                {unit.code: unit.new[code] for unit in mine if code in unit.new}))


def _in_order(
    old: Side, before: Mapping[str, tuple[str, Row]], new: Side, after: Mapping[str, tuple[str, Row]],
) -> Iterator[tuple[str, Side, Row]]:
    """Every unit once, with the side and the row for its name: in the order of the new definition, then the old one."""
    for side, rows in ((new, after), (old, {code: row for code, row in before.items() if code not in after})):
        for code in sorted(rows, key=lambda code: side.index.unit_place(Edition.of(rows[code][1]), code)[2:]):
            yield code, side, rows[code][1]


def _presence(before: bool, after: bool) -> Presence:
    if before:
        return Presence.BOTH if after else Presence.MISSING
    return Presence.NEW if after else Presence.NEITHER
