"""The geometry of the page's charts: plain numbers in per cent of the drawing, for the template."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

#: Most bars of a timeline; over a longer time each bar covers several days.
_MOST_BARS = 60
_MOST_TICKS = 6
#: Dots of a distribution that are closer than this (in points of 0–100) are stacked.
_DOT = 1.3
_STACK = (0, -1, 1, -2, 2)


@dataclass(frozen=True, slots=True)
class Arc:
    """A part of a ring with circumference 100: its length and its start."""

    key: str
    count: int
    length: float
    start: float


@dataclass(frozen=True, slots=True)
class Bar:
    """The returns of one or several days; ``last`` is the last of them."""

    first: dt.date
    last: dt.date
    count: int
    so_far: int
    left: float
    width: float
    height: float
    reach: float


class Mark(NamedTuple):
    """A day on the time axis."""

    day: dt.date
    at: float


class Timeline(NamedTuple):
    """When returns were sent.

    :ivar bars: every step of time, including those without a return; ``height`` is its number of returns as a share
        of ``most``, ``reach`` the share of all units that have returned by then.
    :ivar most: the largest number of returns in one step.
    """

    bars: Sequence[Bar]
    ticks: Sequence[Mark]
    due: Mark | None
    today: Mark
    most: int
    step: int


class Dot(NamedTuple):
    """One unit in a distribution; ``row`` is 0 on the middle line, negative above it."""

    at: float
    row: int
    name: str


def ring(parts: Sequence[tuple[str, int]]) -> list[Arc]:
    """The parts of a whole as arcs of a ring, without empty ones."""
    whole, start, arcs = sum(count for _, count in parts), 0.0, []
    for key, count in parts:
        if count:
            length = 100 * count / whole
            arcs.append(Arc(key, count, length, start))
            start += length
    return arcs


def timeline(days: Iterable[dt.date], units: int, due: dt.date | None, today: dt.date) -> Timeline | None:
    """When returns were sent, from the first of them to today or the due date; ``None`` if there are none.

    :param days: for each counted return the day (A.D.) on which it was sent.
    :param units: how many returns are expected.
    """
    counts = Counter(days)
    if not counts:
        return None
    known = [*counts, *([due] if due else [])]
    first, last = min(known), max([*known, today])
    span = (last - first).days + 1
    step = -(-span // _MOST_BARS)
    number = -(-span // step)
    came = Counter((day - first).days // step for day in counts.elements())
    most, so_far, bars = max(came.values()), 0, []
    for place in range(number):
        so_far += came[place]
        begin = first + dt.timedelta(days=place * step)
        bars.append(Bar(begin, begin + dt.timedelta(days=step - 1), came[place], so_far, 100 * place / number,
                        100 / number, 100 * came[place] / most, 100 * so_far / units))

    def mark(day: dt.date) -> Mark:
        return Mark(day, 100 * ((day - first).days + 0.5) / (number * step))

    every = -(-number // _MOST_TICKS)
    ticks = [mark(bar.first) for bar in bars[::every]]
    return Timeline(bars, ticks, mark(due) if due else None, mark(today), most, step)


def dots(values: Iterable[tuple[str, float]]) -> list[Dot]:
    """Units as dots on a scale of 0–100; close ones are placed above and below each other."""
    placed: list[Dot] = []
    for name, value in sorted(values, key=lambda pair: (pair[1], pair[0])):
        near = {dot.row for dot in reversed(placed[-3 * len(_STACK):]) if value - dot.at < _DOT}
        row = next((row for row in _STACK if row not in near), _STACK[len(placed) % len(_STACK)])
        placed.append(Dot(value, row, name))
    return placed


def heat(percent: float) -> int:
    """The step of the colour scale for a percent: 0 for less than 10, up to 9 for 90 and more."""
    return min(max(int(percent // 10), 0), 9)
