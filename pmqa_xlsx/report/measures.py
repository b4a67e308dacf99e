"""How means, spreads, ranks and rounding are calculated; over what: :mod:`pmqa_xlsx.report.figures`."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from pmqa_xlsx.form.expressions import evaluation
from pmqa_xlsx.light_dataclass import dataclass

_Key = TypeVar("_Key")


def rounded(value: float) -> float:
    """A figure as it is shown: with one decimal, as a spreadsheet rounds it."""
    return evaluation.rounded(value, 1)


def mean_of(values: Iterable[float]) -> float | None:
    """The mean, each value with the same weight; ``None`` without values."""
    listed = list(values)
    return statistics.fmean(listed) if listed else None


def points_text(value: float | None) -> str:
    """A figure for people, with one decimal; a dash for ``None``."""
    return "–" if value is None else f"{rounded(value):.1f}"


def percent_text(share: float | None) -> str:
    """A share of 0–1 for people, in per cent with one decimal; a dash for ``None``."""
    return "–" if share is None else f"{points_text(100 * share)} %"


@dataclass(frozen=True, slots=True)
class Spread:
    """The spread of percents (0–100) over units.

    :ivar deviation: standard deviation of the units as a whole population; 0 for one unit.
    :ivar lower: first quartile, by linear interpolation (as Excel's QUARTILE.INC); ``upper`` the third.
    """

    count: int
    mean: float
    deviation: float
    least: float
    lower: float
    median: float
    upper: float
    most: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread | None:
        """The spread of some percents; ``None`` if there are none."""
        if not values:
            return None
        lower, median, upper = (statistics.quantiles(values, n=4, method="inclusive") if len(values) > 1
                                else (values[0],) * 3)
        return cls(len(values), statistics.fmean(values), statistics.pstdev(values), least=min(values), lower=lower,
                   median=median, upper=upper, most=max(values))


@dataclass(frozen=True, slots=True)
class MeanMove:
    """The mean of some percents (0–100) then and now, each with its number of units; ``None`` without units.

    :ivar paired: the mean change of the units that have a percent in both; ``None`` if there are none.
    """

    old: float | None
    old_units: int
    new: float | None
    new_units: int
    paired: float | None
    paired_units: int

    @classmethod
    def of(cls, old: Mapping[str, float], new: Mapping[str, float]) -> MeanMove:
        """The means of two states.

        :param old: the percent of each unit then; ``new``: now.
        """
        both = [new[unit] - old[unit] for unit in new if unit in old]
        return cls(mean_of(old.values()), len(old), mean_of(new.values()), len(new), mean_of(both), len(both))

    @property
    def change(self) -> float | None:
        """The new mean minus the old one, in points."""
        return self.new - self.old if self.new is not None and self.old is not None else None


def ranked(values: Mapping[_Key, float]) -> dict[_Key, int]:
    """The rank of each value, the highest first, from 1; values that are equal as shown share a rank."""
    shown = {key: rounded(value) for key, value in values.items()}
    order = sorted(shown.values(), reverse=True)
    first = {value: place for place, value in reversed([*enumerate(order, start=1)])}
    return {key: first[value] for key, value in shown.items()}
