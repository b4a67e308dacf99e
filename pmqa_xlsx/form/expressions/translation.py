"""From a bound expression to an Excel formula; nothing in it is newer than Excel 2010, and none needs array entry.

In the formula a blank and an unknown are an error value, which operators pass on by themselves. An expression here has
no leading ``=``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pmqa_xlsx.form.expressions.bound import Bound, Operation, Reference, RowReferences, ScoreOf, Value
from pmqa_xlsx.form.expressions.evaluation import TOLERANCE
from pmqa_xlsx.form.question import Question
from pmqa_xlsx.text.excel_text import number_text, quoted
from pmqa_xlsx.text.plain_values import number_or_none

#: The formula of a question's answer, or of a code's percent (0–100).
AnswerCell = Callable[[Question], str]
ScoreCell = Callable[[str], str]
_BLANK = "NA()"
_MORE_THAN_ANY = "1E+300"


def value_formula(bound: Bound, answer: AnswerCell, score: ScoreCell) -> str:
    """The value of a bound expression; an empty text where it is blank.

    :param answer: for a question: an expression (best: a reference to one cell) with the value of the answer: a number,
        a text, a day or a time as Excel stores it, an error value where it is blank or invalid. For a choice: its
        position in the list, 0 or less where it is blank or invalid.
    :param score: for a code: an expression with its percent (0–100), an error value where it has no calculation.
    """
    return f'IFERROR({_Translator(answer, score).of(bound)},"")'


def yes_formula(bound: Bound, answer: AnswerCell, score: ScoreCell) -> str:
    """TRUE exactly if a truth is yes; parameters as above."""
    if (position := _position(bound)) and isinstance(bound, Operation) and bound.function == "=":
        return f"{answer(position[0])}={position[1]}"
    return f"IFERROR({_Translator(answer, score).of(bound)},FALSE)"


def no_formula(bound: Bound, answer: AnswerCell, score: ScoreCell) -> str:
    """TRUE exactly if a truth is no; parameters as above."""
    return f"NOT(IFERROR({_Translator(answer, score).of(bound)},TRUE))"


def _position(bound: Bound) -> tuple[Question, int] | None:
    """Of a comparison of a choice with one of its values, the question and the position of the value, from 1."""
    if isinstance(bound, Operation) and bound.by_text:
        sides = sorted(bound.arguments, key=lambda side: isinstance(side, Value))
        if isinstance(sides[0], Reference) and sides[0].choices and isinstance(sides[1], Value):
            return sides[0].question, sides[0].choices.position_of(str(sides[1].value))
    return None


class _Translator:
    def __init__(self, answer: AnswerCell, score: ScoreCell) -> None:
        self._answer, self._score = answer, score

    def of(self, bound: Bound) -> str:
        if isinstance(bound, Value):
            return _literal(bound)
        if isinstance(bound, ScoreOf):
            return self._score(bound.code)
        if isinstance(bound, Reference):
            return self._reference(bound)
        if isinstance(bound, RowReferences):
            raise TypeError("rows are only the argument of a function")
        if isinstance(rows := bound.arguments[0], RowReferences):
            return _aggregate(bound.function, [self._reference(row) for row in rows.rows])
        if bound.by_text:
            return self._texts(bound)
        return _FUNCTIONS[bound.function](*map(self.of, bound.arguments))

    def _reference(self, bound: Reference) -> str:
        cell = self._answer(bound.question)
        if bound.choices is None:
            return cell
        values = [choice.value for choice in bound.choices.choices]
        if not bound.as_number:
            return f"CHOOSE({cell},{','.join(map(quoted, values))})"
        numbers = [number_or_none(value) for value in values]
        return f"CHOOSE({cell},{','.join(_BLANK if each is None else number_text(each) for each in numbers)})"

    def _texts(self, bound: Operation) -> str:
        """A comparison of texts; of a choice with one of its values the position is enough."""
        if position := _position(bound):
            cell = self._answer(position[0])
            compared = f"IF({cell}>0,{cell}={position[1]},{_BLANK})"
        else:
            left, right = map(self.of, bound.arguments)
            compared = f"EXACT(LOWER({left}),LOWER({right}))"
        return f"NOT({compared})" if bound.function == "<>" else compared


def _literal(bound: Value) -> str:
    if bound.value is None:
        return _BLANK
    return quoted(bound.value) if isinstance(bound.value, str) else number_text(bound.value)


def _logic(function: str) -> Callable[..., str]:
    """``and`` and ``or`` of three values: no is 0, unknown 1, yes 2; the least, or the greatest."""
    def formula(*parts: str) -> str:
        values = ",".join(f"IFERROR(2*({part}),1)" for part in parts)
        return f"CHOOSE({function}({values})+1,FALSE,{_BLANK},TRUE)"

    return formula


def _compare(pattern: str) -> Callable[..., str]:
    tolerance = f"{TOLERANCE:.0E}"
    return lambda left, right: pattern.format(f"({left})-({right})", tolerance)


def _minus(left: str, right: str = "") -> str:
    return f"(({left})-({right}))" if right else f"(-({left}))"


def _aggregate(function: str, cells: Sequence[str]) -> str:
    """A function over cells, some of which may hold an error value."""
    count = "+".join(f"NOT(ISERROR({cell}))" for cell in cells)
    if function == "count":
        return f"({count})"
    if function in ("min", "max"):
        other = _MORE_THAN_ANY if function == "min" else f"-{_MORE_THAN_ANY}"
        values = ",".join(f"IFERROR({cell},{other})" for cell in cells)
        return f"IF({count}=0,{_BLANK},{function.upper()}({values}))"
    total = f"({'+'.join(f'IFERROR({cell},0)' for cell in cells)})"
    return total if function == "sum" else f"({total}/({count}))"


_FUNCTIONS: dict[str, Callable[..., str]] = {
    "+": lambda left, right: f"(({left})+({right}))", "-": _minus, "*": lambda left, right: f"(({left})*({right}))",
    "/": lambda left, right: f"(({left})/({right}))",
    "and": _logic("MIN"), "or": _logic("MAX"), "not": lambda part: f"NOT({part})",
    "if": lambda condition, yes, no: f"IF(IFERROR({condition},FALSE),{yes},{no})",
    "empty": lambda part: f"ISERROR({part})", "round": lambda number, digits: f"ROUND({number},{digits})",
    "=": _compare("(ABS({0})<={1})"), "<>": _compare("(ABS({0})>{1})"), "<": _compare("(({0})<-{1})"),
    "<=": _compare("(({0})<={1})"), ">": _compare("(({0})>{1})"), ">=": _compare("(({0})>=-{1})"),
}
