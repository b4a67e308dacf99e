"""Units and their scores in two rounds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from pmqa_xlsx.compare.model import MeanChange, Pair, Presence, Series, UnitChange
from pmqa_xlsx.consolidate.frame_rows import FormIndex
from pmqa_xlsx.form.model import TOTAL, Level
from pmqa_xlsx.report import words
from pmqa_xlsx.report.figures import figures_of
from pmqa_xlsx.report.measures import MeanMove
from pmqa_xlsx.report.units import UnitRow, unit_rows
from pmqa_xlsx.text.language import Text

if TYPE_CHECKING:
    from pmqa_xlsx.consolidate import Consolidation


class Side:
    """One round's units and scored categories by form and year."""

    def __init__(self, source: Consolidation) -> None:
        index = FormIndex(source.forms)
        rows = unit_rows(source, index)
        self._units: dict[Series, dict[str, UnitRow]] = {}
        for unit in rows:
            self._units.setdefault(_series(unit), {})[unit.code] = unit
        self._categories: dict[Series, dict[str, Text]] = {}
        for line in figures_of(source, rows=rows).categories:
            series = Series(line.edition.form_id, line.edition.fiscal_year)
            name = words.TOTAL if line.code == TOTAL else index.category_name(line.edition, line.code)
            self._categories.setdefault(series, {}).setdefault(line.code, name)

    def units(self, series: Series | None) -> Mapping[str, UnitRow]:
        """Each unit that returned the form or is missing, in the form's order."""
        return self._units.get(series, {}) if series else {}

    def categories(self, series: Series | None) -> Mapping[str, Text]:
        """The scored categories with their names, and the total, in the form's order."""
        return self._categories.get(series, {}) if series else {}


def unit_changes(old: Side, new: Side, pairs: Sequence[Pair]) -> Iterator[UnitChange]:
    """Every unit of both rounds, by pair, in the new form's order, then the old one's."""
    for number, pair in enumerate(pairs):
        before, after = old.units(pair.old), new.units(pair.new)
        for code, unit in {**after, **{code: unit for code, unit in before.items() if code not in after}}.items():
            was, now = before.get(code), after.get(code)
            yield UnitChange(number, code, unit.name, unit.group, was.status if was else "", now.status if now else "",
                             _presence(was is not None and was.counted, now is not None and now.counted),
                             _percents(was), _percents(now))


def mean_changes(old: Side, new: Side, pairs: Sequence[Pair], units: Sequence[UnitChange]) -> Iterator[MeanChange]:
    """The means of each category of both rounds, by pair, in the new form's order; the total is last."""
    for number, pair in enumerate(pairs):
        names = {**old.categories(pair.old), **new.categories(pair.new)}
        order = dict.fromkeys([*new.categories(pair.new), *old.categories(pair.old)])
        mine = [unit for unit in units if unit.pair == number]
        for code in sorted(order, key=lambda code: code == TOTAL):
            yield MeanChange(number, code, names[code], MeanMove.of(
                {unit.code: unit.old[code] for unit in mine if code in unit.old},
                {unit.code: unit.new[code] for unit in mine if code in unit.new}))


def _series(unit: UnitRow) -> Series:
    return Series(unit.edition.form_id, unit.edition.fiscal_year)


def _percents(unit: UnitRow | None) -> dict[str, float]:
    """A unit's percents (0–100) by category code and ``total``."""
    wanted = (Level.CATEGORY, TOTAL)
    return {code: percent for (level, code), percent in unit.percents.items() if level in wanted} if unit else {}


def _presence(before: bool, after: bool) -> Presence:
    if before:
        return Presence.BOTH if after else Presence.MISSING
    return Presence.NEW if after else Presence.NEITHER
