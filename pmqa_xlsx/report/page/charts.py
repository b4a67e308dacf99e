"""The geometry of the page's charts: plain numbers in per cent of the drawing, for the template."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pmqa_xlsx.light_dataclass import dataclass
from pmqa_xlsx.report.answer_figures import ChoiceShare
from pmqa_xlsx.report.changes import CourseDay

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
    """The course of returns.

    :ivar bars: every step of time, including those without a return; ``height`` is its first returns and
        ``reach`` all that had returned by then, both in per cent of the units.
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


def timeline(course: Sequence[CourseDay], units: int, due: dt.date | None) -> Timeline | None:
    """The course of returns; ``None`` if there is none.

    :param units: how many returns are expected.
    :param due: the due date, which has a mark if it is among the days.
    """
    if not course:
        return None
    first, today = course[0].day, course[-1].day
    step = -(-len(course) // _MOST_BARS)
    number = -(-len(course) // step)
    parts = [course[place * step:(place + 1) * step] for place in range(number)]
    came = [sum(one.first for one in part) for part in parts]
    bars = [Bar(part[0].day, part[0].day + dt.timedelta(days=step - 1), count, part[-1].so_far,
                left=100 * place / number, width=100 / number, height=100 * count / units,
                reach=100 * part[-1].so_far / units)
            for place, (part, count) in enumerate(zip(parts, came, strict=True))]

    def mark(day: dt.date) -> Mark:
        return Mark(day, 100 * ((day - first).days + 0.5) / (number * step))

    every = -(-number // _MOST_TICKS)
    ticks = [mark(bar.first) for bar in bars[::every]]
    return Timeline(bars, ticks, mark(due) if due and first <= due <= today else None, mark(today), max(came), step)


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


class Segment(NamedTuple):
    """A part of a stacked bar, in per cent of its width; ``kind`` is its colour."""

    kind: str
    left: float
    width: float


def stack(shares: Sequence[ChoiceShare]) -> list[Segment]:
    """The shares of a choice field as parts of one bar: from the best choice, blue, to the worst, orange.

    Choices without a score, and what was not answered, are grey.
    """
    scored = [share for share in shares if share.score is not None]
    kinds = {share.value: f"h{round(9 - 9 * place / max(len(scored) - 1, 1))}" for place, share in enumerate(scored)}
    left, parts = 0.0, []
    for share in shares:
        if share.count:
            kind = kinds.get(share.value, "na") if share.value else "unanswered"
            parts.append(Segment(kind, left, 100 * share.share))
            left += 100 * share.share
    return parts
