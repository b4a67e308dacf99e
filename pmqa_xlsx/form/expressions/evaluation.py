"""The value of a bound expression in Python, with blanks and three-valued truth.

Truth is yes (``True``), no (``False``) or unknown (``None``). Arithmetic with a blank is blank, as is a division by
zero and a number that is too large for a spreadsheet; a comparison with a blank is unknown. ``and`` is no if any part
is no, ``or`` yes if any part is yes; else both are unknown if any part is. ``if`` takes its last value unless the
condition is yes. Numbers that differ by at most 1e-9 are equal.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext

from pmqa_xlsx.form.expressions.bound import (
    Bound,
    Reference,
    RowReferences,
    ScoreOf,
    Value,
    ValueType,
)
from pmqa_xlsx.form.question import Question
from pmqa_xlsx.text.excel_text import date_to_serial, time_to_serial
from pmqa_xlsx.text.plain_values import number_or_none

TOLERANCE = 1e-9
#: Decimal places beyond which rounding changes no number of 64 bits.
_MOST_PLACES = 400

ExpressionValue = float | str | bool | None
Values = Callable[[Question], str]
Scores = Callable[[str], float | None]


def evaluate(bound: Bound, values: Values, scores: Scores) -> ExpressionValue:
    """The value of an expression; ``None`` is blank, or unknown.

    :param values: the normalised answer to a question, or a constant's text; empty for a blank or invalid one.
    :param scores: the percent of a code; ``None`` if it has no calculation.
    """
    if isinstance(bound, Value):
        return bound.value
    if isinstance(bound, ScoreOf):
        return scores(bound.code)
    if isinstance(bound, Reference):
        return _read(values(bound.question), bound.value_type)
    if isinstance(bound, RowReferences):
        raise TypeError("rows are only the argument of a function")
    if isinstance(first := bound.arguments[0], RowReferences):
        return _finite(_AGGREGATES[bound.function], [value for row in first.rows
                                                     if (value := evaluate(row, values, scores)) is not None])
    if bound.function == "if":
        return evaluate(bound.arguments[1 if evaluate(first, values, scores) is True else 2], values, scores)
    parts = [evaluate(part, values, scores) for part in bound.arguments]
    if bound.function in _LOGIC:
        return _LOGIC[bound.function](parts)
    if any(part is None for part in parts):
        return None
    if bound.by_text:
        return (str(parts[0]).lower() == str(parts[1]).lower()) is (bound.function == "=")
    return _finite(_NUMBERS[bound.function], *(float(part) for part in parts if part is not None))


def holds(bound: Bound, values: Values, scores: Scores) -> bool:
    """Whether a truth is yes."""
    return evaluate(bound, values, scores) is True


def _read(text: str, found_type: ValueType) -> float | str | None:
    """A normalised answer as a value of its type; a choice whose value is no number is blank as a number."""
    if not text:
        return None
    if found_type is ValueType.NUMBER:
        return number_or_none(text)
    if found_type is ValueType.DATE:
        return float(date_to_serial(dt.date.fromisoformat(text)))
    if found_type is ValueType.TIME:
        return time_to_serial(dt.time.fromisoformat(text))
    return text


def _finite(function: Callable[..., ExpressionValue], *arguments: object) -> ExpressionValue:
    """The result of a calculation; blank where it is too large, which Excel shows as an error."""
    try:
        result = function(*arguments)
    except OverflowError:
        return None
    return None if isinstance(result, float) and not math.isfinite(result) else result


def _and(parts: Sequence[ExpressionValue]) -> bool | None:
    if any(part is False for part in parts):
        return False
    return None if any(part is None for part in parts) else True


def _or(parts: Sequence[ExpressionValue]) -> bool | None:
    if any(part is True for part in parts):
        return True
    return None if any(part is None for part in parts) else False


def _not(parts: Sequence[ExpressionValue]) -> bool | None:
    return None if parts[0] is None else not parts[0]


def _empty(parts: Sequence[ExpressionValue]) -> bool:
    return parts[0] is None


def _minus(left: float, right: float | None = None) -> float:
    return -left if right is None else left - right


def _divided(left: float, right: float) -> float | None:
    return left / right if right else None


def rounded(number: float, digits: float) -> float:
    """A number rounded to some decimal places, halves away from zero; its first 15 digits count, as in Excel.

    :param digits: a fraction is cut off; a negative number rounds to tens, hundreds and so on.
    """
    places = int(max(-_MOST_PLACES, min(digits, _MOST_PLACES)))
    with localcontext(prec=2 * _MOST_PLACES):
        return float(Decimal(f"{number:.15g}").quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def _mean(numbers: Sequence[float]) -> float | None:
    return math.fsum(numbers) / len(numbers) if numbers else None


_LOGIC: dict[str, Callable[[Sequence[ExpressionValue]], bool | None]] = {
    "and": _and, "or": _or, "not": _not, "empty": _empty}
_NUMBERS: dict[str, Callable[..., ExpressionValue]] = {
    "+": lambda left, right: left + right, "-": _minus, "*": lambda left, right: left * right, "/": _divided,
    "round": rounded,
    "=": lambda left, right: abs(left - right) <= TOLERANCE, "<>": lambda left, right: abs(left - right) > TOLERANCE,
    "<": lambda left, right: left - right < -TOLERANCE, "<=": lambda left, right: left - right <= TOLERANCE,
    ">": lambda left, right: left - right > TOLERANCE, ">=": lambda left, right: left - right >= -TOLERANCE,
}
_AGGREGATES: dict[str, Callable[..., float | None]] = {
    "sum": math.fsum, "mean": _mean, "count": lambda values: float(len(values)),
    "min": lambda numbers: min(numbers, default=None), "max": lambda numbers: max(numbers, default=None),
}
