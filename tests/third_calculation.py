"""Values and scores calculated a third time, by other means than the program and the workbook."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from statistics import fmean

from pmqa_xlsx.form.field import Field
from pmqa_xlsx.form.model import Criterion, Form
from pmqa_xlsx.form.question import Level, Question

Answers = Mapping[Question, str]


class Known:
    """A number, a text, yes or no, or nothing; what is calculated with nothing is nothing."""

    def __init__(self, value: float | str | bool | None) -> None:
        self.value = value

    def _with(self, other: object, operation: Callable[..., object]) -> Known:
        right = other.value if isinstance(other, Known) else other
        return Known(None if self.value is None or right is None else operation(self.value, right))  # type: ignore[arg-type]

    def __add__(self, other: object) -> Known:
        return self._with(other, lambda one, two: one + two)

    def __sub__(self, other: object) -> Known:
        return self._with(other, lambda one, two: one - two)

    def __mul__(self, other: object) -> Known:
        return self._with(other, lambda one, two: one * two)

    def __truediv__(self, other: object) -> Known:
        return self._with(other, lambda one, two: one / two if two else None)

    def __neg__(self) -> Known:
        return self._with(0, lambda one, _: -one)

    def __eq__(self, other: object) -> Known:  # type: ignore[override]
        return self._with(other, lambda one, two: one == two if isinstance(one, str) else abs(one - two) <= 1e-9)

    def __ne__(self, other: object) -> Known:  # type: ignore[override]
        return ~(self == other)

    def __lt__(self, other: object) -> Known:
        return self._with(other, lambda one, two: one - two < -1e-9)

    def __gt__(self, other: object) -> Known:
        return self._with(other, lambda one, two: one - two > 1e-9)

    def __le__(self, other: object) -> Known:
        return ~(self > other)

    def __ge__(self, other: object) -> Known:
        return ~(self < other)

    def __invert__(self) -> Known:
        return self._with(0, lambda one, _: not one)

    def __and__(self, other: Known) -> Known:
        sides = (self.value, other.value)
        return Known(False if False in sides else None if None in sides else True)

    def __or__(self, other: Known) -> Known:
        return ~(~self & ~other)

    __hash__ = None  # type: ignore[assignment]


def _rounded(number: Known, digits: Known) -> Known:
    if number.value is None:
        return number
    exact = Decimal(f"{number.value:.15g}").quantize(Decimal(1).scaleb(-int(digits.value or 0)), ROUND_HALF_UP)
    return Known(float(exact))


_PYTHON = ((r"\bcover\.", "cover_"), (r"<>", "!="), (r"(?<![<>!])=", "=="), (r"\band\b", "&"), (r"\bor\b", "|"),
           (r"\bnot\b", "~"), (r"\bif\(", "if_("), (r"(?<![\w.'])([0-9]+(?:\.[0-9]+)?)", r"Known(\1)"))


def calculate(text: str, names: Mapping[str, float | str | None], score: Callable[[str], float | None]) -> object:
    """The value of an expression with every operator in brackets, calculated by Python."""
    codes = re.sub(r"score\((\[[^]]*\]|\w+)\)", lambda found: f"score({found[1].strip('[]')!r})", text)
    for pattern, instead in _PYTHON:
        codes = re.sub(pattern, instead, codes)
    known = {name: Known(value) for name, value in {**dict.fromkeys(("yes", "part", "no", "na")), **names}.items()}
    known |= {name: Known(name) for name in ("yes", "part", "no", "na")}
    functions = {"Known": Known, "round": _rounded, "empty": lambda one: Known(one.value is None),
                 "if_": lambda condition, yes, no: yes if condition.value is True else no,
                 "score": lambda code: Known(score(code))}
    result = eval(codes, {"__builtins__": {}}, {**functions, **known})
    return result.value if isinstance(result, Known) else result


class ThirdCalculation:
    """Percents by code, from the inside to the outside, and calculated values, from what was typed."""

    def __init__(self, form: Form, answers: Answers, unit: str) -> None:
        self.form, self._answers, self._unit = form, answers, unit
        self._percents: dict[str, float | None] = {}

    def computed(self, question: Question) -> float | None:
        """A calculated value of a criterion's row."""
        criterion, row = self.form.criterion_by_code[question.criterion], question.row
        fields = self.form.fields_about(criterion)
        field = next(one for one in fields if one.name == question.field)
        names: dict[str, float | str | None] = {
            one.name: _number(self._answers.get(criterion.asks(one.name, 1, row), ""))
            for one in fields if not one.is_constant and not one.is_computed}
        names |= {one.name: _number(self.form.constant(self._unit, criterion.asks(one.name)).th)
                  for one in fields if one.is_constant}
        limit = self._answers.get(Question(Level.COVER, field="limit", slot=1), "")
        value = calculate(str(field.formula), {**names, "cover_limit": _number(limit)}, self.percent)
        assert value is None or isinstance(value, float | int)
        return value

    def percent(self, code: str) -> float | None:
        """The percent of a criterion, section, category or of the total."""
        if code not in self._percents:
            self._percents[code] = self._calculate(code)
        return self._percents[code]

    def _calculate(self, code: str) -> float | None:
        form = self.form
        if code in form.criterion_by_code:
            return self._criterion(form.criterion_by_code[code])
        if code == "total":
            return _mean([(self.percent(one.code), one.weight) for one in form.categories])
        section = form.section_by_code.get(code)
        category = form.category(section.category if section else code)
        inside = code if section else ""
        parts = [*((one.code, one.weight) for one in category.criteria if one.section == inside),
                 *((one.code, one.weight) for one in category.sections if one.parent == inside)]
        value = _mean([(self.percent(part), weight) for part, weight in parts])
        if value is not None and section and section.counts_when:
            return value if calculate(str(section.counts_when), {}, self.percent) is True else 0.0
        return value

    def _criterion(self, criterion: Criterion) -> float | None:
        fields = self.form.fields_about(criterion)
        rows: list[float | None] = []
        for row in criterion.row_numbers:
            stands = any(self._answers.get(criterion.asks(one.name, slot, row)) for one in fields if not one.is_computed
                         for slot in range(1, one.slots + 1))
            if stands or not criterion.rows:
                rows.append(_mean([(self._share(criterion, row, one), one.weight) for one in fields if one.scored]))
        counted = [row for row in rows if row is not None]
        least = max(criterion.rows.least - len(rows), 0) if criterion.rows else 0
        return 100 * fmean([*counted, *[0.0] * least]) if counted or least else None

    def _share(self, criterion: Criterion, row: int, field: Field) -> float | None:
        """The share of the full score of one answer; nothing for “not applicable”."""
        text = self._answers.get(criterion.asks(field.name, 1, row), "")
        if field.choices:
            choice = next((one for one in field.choices.choices if one.value == text), None)
            top = max(one.score or 0 for one in field.choices.choices)
            return None if choice and choice.na else (choice.score or 0) / top if choice else 0.0
        number = self.computed(criterion.asks(field.name, 1, row)) if field.is_computed else _number(text)
        points = field.scale.points if field.scale else ()
        if not isinstance(number, float | int):
            return 0.0
        score = points[0][1] if number < points[0][0] else points[-1][1]
        for (low, below), (high, above) in itertools.pairwise(points):
            if low <= number <= high:
                score = below + (above - below) * (number - low) / (high - low)
        return score / max(top for _, top in points)


def _number(text: str) -> float | str | None:
    try:
        return float(text) if text else None
    except ValueError:
        return text


def _mean(parts: list[tuple[float | None, float]]) -> float | None:
    counted = [(value, weight) for value, weight in parts if value is not None]
    return sum(value * weight for value, weight in counted) / sum(weight for _, weight in counted) if counted else None
