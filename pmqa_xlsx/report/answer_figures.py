"""Figures of the answers themselves: how often each choice was given, and targets against actual results.

Two fields of one row are a target and its result if their names differ only in the ending: ``target`` and ``actual``
(or ``result``), as in ``target``/``actual`` or ``cost_target``/``cost_actual``.
"""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from pmqa_xlsx.consolidate.frame_rows import Edition, FrameRows
from pmqa_xlsx.consolidate.schema import AnswerRow
from pmqa_xlsx.form.model import Category, Criterion, Field, Form
from pmqa_xlsx.form.question import Level
from pmqa_xlsx.form.scoring import scored_fields
from pmqa_xlsx.light_dataclass import dataclass
from pmqa_xlsx.text.language import Text

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class ChoiceShare:
    """One choice of a field, or with an empty value what has no valid answer; ``share`` is 0–1 of all questions."""

    value: str
    label: Text
    score: float | None
    count: int
    share: float


@dataclass(frozen=True, slots=True)
class ChoiceProfile:
    """The choices given to one scored field over all criteria of a category.

    :ivar asked: the number of questions: units × criteria.
    :ivar shares: every choice, the highest score first; last what has no valid answer.
    """

    edition: Edition
    category: Category
    field: Field
    asked: int
    shares: tuple[ChoiceShare, ...]


class ChoiceCounts:
    """How often each choice was given in an edition.

    :param units: codes of the units whose answers count.
    """

    def __init__(self, form: Form, edition: Edition, units: Collection[str]) -> None:
        self._edition, self._units, self._asked = edition, list(units), list(_asked_choices(form))
        self._counts: Counter[tuple[str, str, str]] = Counter()

    def add(self, answers: pd.DataFrame) -> None:
        """Count the answers in some rows of the frame of that name."""
        own = answers[self._edition.has_rows_of(answers) & answers["unit_code"].isin(self._units)
                      & answers["field"].isin([field.name for _, field in self._asked]) & (answers["criterion"] != "")]
        columns = (own[name].tolist() for name in ("category", "field", "value"))
        self._counts.update(zip(*columns, strict=True))

    def profiles(self) -> Iterator[ChoiceProfile]:
        """The profile of each scored choice field of each category, in the form's order."""
        for category, field in self._asked:
            counts = {value: count for (code, name, value), count in self._counts.items()
                      if (code, name) == (category.code, field.name)}
            whole = sum(counts.values())
            if whole:
                choices = sorted(field.choices.choices if field.choices else (),
                                 key=lambda one: float("inf") if one.score is None else -one.score)
                given = [counts.get(choice.value, 0) for choice in choices]
                shares = [ChoiceShare(choice.value, choice.label, choice.score, count, count / whole)
                          for choice, count in zip(choices, given, strict=True)]
                left = whole - sum(given)
                yield ChoiceProfile(self._edition, category, field, whole,
                                    (*shares, ChoiceShare("", Text(), None, left, left / whole)))


def _asked_choices(form: Form) -> Iterator[tuple[Category, Field]]:
    for category in form.categories:
        fields = {field.name: field for criterion in category.criteria for field in scored_fields(form, criterion)
                  if field.choices is not None}
        yield from ((category, field) for field in fields.values())


_TARGET, _ACTUAL = "target", ("actual", "result")
#: Numbers that differ by less than this share of the target are equal.
_EQUAL = 1e-9


@dataclass(frozen=True, slots=True)
class TargetPair:
    """A field for a target, and the one for what was reached."""

    target: Field
    actual: Field


@dataclass(frozen=True, slots=True)
class Result:
    """One unit's target and actual for one criterion.

    :ivar row: which row of a criterion that repeats; ``None`` where it does not.
    """

    unit_code: str
    criterion: Criterion
    pair: TargetPair
    row: int | None
    target: float
    actual: float

    @property
    def reached(self) -> bool:
        """Whether the actual is at least the target; where less is better this must be read the other way."""
        return self.actual >= self.target - abs(self.target) * _EQUAL

    @property
    def ratio(self) -> float | None:
        """Actual ÷ target; ``None`` for a target of 0."""
        return self.actual / self.target if self.target else None


@dataclass(frozen=True, slots=True)
class TargetLine:
    """The results of all units for one criterion.

    :ivar ratio: the median of actual ÷ target; ``None`` where no target differs from 0.
    """

    edition: Edition
    criterion: Criterion
    pair: TargetPair
    results: tuple[Result, ...]
    ratio: float | None

    @property
    def reached(self) -> int:
        """How many results are at least their target."""
        return sum(result.reached for result in self.results)


def target_pairs(form: Form, kind: str) -> list[TargetPair]:
    """The pairs of fields of a kind's criteria that are a target and its actual result."""
    fields = {field.name.lower(): field for field in form.fields_of(kind, Level.CRITERION)}
    pairs = []
    for name, field in fields.items():
        if name.endswith(_TARGET):
            stem = name.removesuffix(_TARGET)
            pairs += [TargetPair(field, fields[stem + other]) for other in _ACTUAL if stem + other in fields][:1]
    return pairs


class Targets:
    """The targets and results of an edition.

    :param units: codes of the units whose answers count.
    """

    def __init__(self, form: Form, edition: Edition, units: Collection[str]) -> None:
        self._edition, self._units, self._asked = edition, frozenset(units), list(_asked_pairs(form))
        self._names = {field.name for _, pair in self._asked for field in (pair.target, pair.actual)}
        self._numbers: dict[tuple[str, str], dict[tuple[str, int | None], float]] = {}

    def add(self, answers: pd.DataFrame) -> None:
        """Take the numbers from some rows of the frame of that name."""
        own = answers[answers["field"].isin(self._names) & self._edition.has_rows_of(answers)]
        for row in FrameRows(own, AnswerRow):
            if row.unit_code in self._units and row.number is not None:
                self._numbers.setdefault((row.criterion, row.field), {})[row.unit_code, row.row] = row.number

    def results(self) -> list[Result]:
        """Every result of which both numbers are given, by criterion in the form's order, then by unit."""
        found = []
        for criterion, pair in self._asked:
            targets, actuals = (self._numbers.get((criterion.code, field.name), {})
                                for field in (pair.target, pair.actual))
            found += [Result(unit, criterion, pair, row, target, actuals[unit, row])
                      for (unit, row), target in targets.items() if (unit, row) in actuals]
        return found

    def lines(self) -> list[TargetLine]:
        """The results by criterion, in their order."""
        by_criterion: dict[tuple[str, str], list[Result]] = {}
        for result in self.results():
            by_criterion.setdefault((result.criterion.code, result.pair.target.name), []).append(result)
        lines = []
        for those in by_criterion.values():
            ratios = [result.ratio for result in those if result.ratio is not None]
            lines.append(TargetLine(self._edition, those[0].criterion, those[0].pair, tuple(those),
                                    statistics.median(ratios) if ratios else None))
        return lines


def _asked_pairs(form: Form) -> Iterator[tuple[Criterion, TargetPair]]:
    pairs = {category.kind: target_pairs(form, category.kind) for category in form.categories}
    for category in form.categories:
        for criterion in category.criteria:
            for pair in pairs[category.kind]:
                yield criterion, pair
