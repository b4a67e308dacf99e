"""Resolve the names of an expression in one row of a form, and check the types of its parts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pmqa_xlsx.form.expressions.bound import Bound, Operation, Reference, RowReferences, ScoreOf, Value, ValueType
from pmqa_xlsx.form.expressions.names import RowNames
from pmqa_xlsx.form.expressions.tree import (
    AGGREGATES,
    COMPARISONS,
    Call,
    Expression,
    ExpressionMistake,
    Literal,
    Name,
    Node,
    Number,
)
from pmqa_xlsx.form.field import ChoiceList, Field
from pmqa_xlsx.form.model import TOTAL, Form
from pmqa_xlsx.form.question import Question
from pmqa_xlsx.text import plain_values
from pmqa_xlsx.text.excel_text import date_to_serial, time_to_serial
from pmqa_xlsx.text.plain_values import UnreadableError, number_or_none

#: The code where another mistake of the definition is in the way: a choice without a list.
UNCLEAR = "unclear"
TypeOf = Callable[[Field], ValueType]


def bind(expression: Expression, form: Form, row: Question, type_of: TypeOf, *, wanted: ValueType | None) -> Bound:
    """An expression of one row.

    :param row: the row that the expression is about, without field and slot; that of the whole form is empty.
    :param type_of: the type of the values of a field that people type.
    :param wanted: what the expression must give; ``None`` for a number or a text.
    :raises ExpressionMistake: a name is unknown, or a type does not fit; the position says where.
    """
    return _Binder(form, row, type_of, ()).whole(expression, wanted)


class _Binder:
    """Binds the expressions of one row.

    :param path: the computed fields whose type is being asked for; one met again refers to itself.
    """

    def __init__(self, form: Form, row: Question, type_of: TypeOf, path: tuple[Question, ...]) -> None:
        self._form, self._row, self._type_of, self._path = form, row, type_of, path
        self._names = RowNames(form, row)
        self._references: dict[Name, Bound] = {}  # a comparison asks for its names several times

    def whole(self, expression: Expression, wanted: ValueType | None) -> Bound:
        """The whole expression, of the type that is wanted."""
        bound = self._bind(expression.tree)
        if wanted is None:
            if bound.value_type not in (ValueType.NUMBER, ValueType.TEXT, ValueType.CHOICE, ValueType.BLANK):
                raise _wrong_type(expression.tree, bound.value_type, ValueType.NUMBER)
            return bound
        return self._typed(expression.tree, bound, wanted)

    def _bind(self, node: Node) -> Bound:
        if isinstance(node, Number):
            return Value(node.value, ValueType.NUMBER)
        if isinstance(node, Literal):
            return Value(" ".join(node.value.split()), ValueType.TEXT)
        if isinstance(node, Name):
            return self._reference(node)
        if node.function in COMPARISONS:
            return self._comparison(node)
        if node.function in AGGREGATES:
            return self._aggregate(node)
        return _FUNCTIONS[node.function](self, node)

    def _of(self, node: Node, wanted: ValueType) -> Bound:
        return self._typed(node, self._bind(node), wanted)

    def _typed(self, node: Node, bound: Bound, wanted: ValueType) -> Bound:
        """A bound part as a value of a type."""
        if bound.value_type in (wanted, ValueType.BLANK):
            return bound
        if wanted is ValueType.NUMBER and (number := _as_number(bound)):
            return number
        if wanted is ValueType.TEXT and bound.value_type is ValueType.CHOICE:
            return bound
        raise _wrong_type(node, bound.value_type, wanted)

    # names

    def _reference(self, name: Name) -> Bound:
        if name not in self._references:
            question, field = self._names.field(name)
            self._references[name] = (Value(None, ValueType.BLANK) if field is None
                                      else self._of_field(question, field, name))
        return self._references[name]

    def _of_field(self, question: Question, field: Field, name: Name) -> Bound:
        if field.is_constant:
            return self._names.constant(question, field)
        if field.is_computed:
            return Reference(question, self._computed_type(question, field, name))
        found = self._type_of(field)
        if found is ValueType.CHOICE and field.choices is None:
            raise ExpressionMistake(UNCLEAR, name.at)
        return Reference(question, found, field.choices)

    def _computed_type(self, question: Question, field: Field, name: Name) -> ValueType:
        if question in self._path or field.formula is None:
            raise ExpressionMistake("expression-circle", name.at, name=str(name))
        inner = _Binder(self._form, question._replace(field="", slot=0), self._type_of, (*self._path, question))
        try:
            return inner.whole(field.formula, None).value_type
        except ExpressionMistake as mistake:
            if mistake.code == "expression-circle":
                raise ExpressionMistake("expression-circle", name.at, name=str(name)) from None
            return ValueType.BLANK  # the mistake is reported at its own place

    # functions and operators

    def _arithmetic(self, node: Call) -> Bound:
        """Numbers; and the days between two dates, or a date some days later or earlier."""
        bound = tuple(self._bind(part) for part in node.arguments)
        types = tuple(part.value_type for part in bound)
        if node.function == "-" and types == (ValueType.DATE, ValueType.DATE):
            return Operation("-", bound, ValueType.NUMBER)
        numbers = tuple(part if place == 0 and part.value_type is ValueType.DATE and node.function in ("+", "-") and
                        len(types) == 2 else self._typed(child, part, ValueType.NUMBER)
                        for place, (child, part) in enumerate(zip(node.arguments, bound, strict=True)))
        return Operation(node.function, numbers, numbers[0].value_type if numbers[0].value_type is ValueType.DATE
                         else ValueType.NUMBER)

    def _logic(self, node: Call) -> Bound:
        return Operation(node.function, tuple(self._of(part, ValueType.TRUTH) for part in node.arguments),
                         ValueType.TRUTH)

    def _if(self, node: Call) -> Bound:
        condition, yes, no = node.arguments
        first, second = self._bind(yes), self._bind(no)
        found_type = second.value_type if first.value_type is ValueType.BLANK else first.value_type
        parts = (self._of(condition, ValueType.TRUTH), first, self._typed(no, second, found_type))
        return Operation("if", parts, found_type)

    def _empty(self, node: Call) -> Bound:
        return Operation("empty", (self._bind(node.arguments[0]),), ValueType.TRUTH)

    def _round(self, node: Call) -> Bound:
        number, digits = node.arguments
        if isinstance(digits, Number) and digits.value not in range(16):
            raise ExpressionMistake("round-digits", digits.at)
        return Operation("round", (self._of(number, ValueType.NUMBER), self._of(digits, ValueType.NUMBER)),
                         ValueType.NUMBER)

    def _score(self, node: Call) -> Bound:
        name = node.arguments[0]
        form = self._form
        if isinstance(name, Number):
            raise ExpressionMistake("code-without-brackets", name.at, found=f"{name.value:g}")
        known = {TOTAL, *form.section_by_code, *form.criterion_by_code, *(one.code for one in form.categories)}
        if not isinstance(name, Name) or name.owner or name.field not in known:
            found = str(name) if isinstance(name, Name) else "?"
            raise ExpressionMistake("score-unknown", name.at, name=found)
        return ScoreOf(name.field)

    def _aggregate(self, node: Call) -> Bound:
        name = node.arguments[0]
        criterion = self._form.criterion_by_code.get(name.owner) if isinstance(name, Name) else None
        if not isinstance(name, Name) or criterion is None or criterion.rows is None:
            raise ExpressionMistake("function-without-rows", name.at, found=node.function)
        question = criterion.asks(name.field, 1, 1)
        field = self._form.field(question)
        if field is None:
            raise ExpressionMistake("when-unknown-field", name.at, name=str(name), known=self._names.known(question))
        first = self._of_field(question, field, name)
        moments = node.function in ("min", "max") and first.value_type in (ValueType.DATE, ValueType.TIME)
        if node.function != "count" and not moments:
            first = self._typed(name, first, ValueType.NUMBER)
        rows = tuple(replace(first, question=question._replace(row=row)) for row in criterion.row_numbers
                     if isinstance(first, Reference))
        return Operation(node.function, (RowReferences(rows, first.value_type),),
                         first.value_type if moments else ValueType.NUMBER)

    def _comparison(self, node: Call) -> Bound:
        left, right = node.arguments
        if UNCLEAR in (self._mistake_of(left), self._mistake_of(right)):
            raise ExpressionMistake(UNCLEAR, node.at)
        for one, other, flipped in ((left, right, False), (right, left, True)):
            choices, word = self._choices(one), _word(other)
            if choices is None or word is None or (isinstance(other, Number) and _has_numbers(choices)):
                continue
            if not flipped or self._choices(other) is None:
                reference, value = self._bind(one), _value_in(choices, word, other)
                self._only_equality(node)
                pair = (value, reference) if flipped else (reference, value)
                return Operation(node.function, pair, ValueType.TRUTH, by_text=True)
        first, second = self._bind(left), self._bind(right)
        first, second = self._same_type(left, first, second), self._same_type(right, second, first)
        by_text = first.value_type in _TEXTS or second.value_type in _TEXTS
        if by_text:
            self._only_equality(node)
        return Operation(node.function, (first, second), ValueType.TRUTH, by_text=by_text)

    def _mistake_of(self, node: Node) -> str:
        """The code of the mistake of a name; empty if there is none."""
        try:
            if isinstance(node, Name):
                self._reference(node)
        except ExpressionMistake as mistake:
            return mistake.code
        return ""

    def _choices(self, node: Node) -> ChoiceList | None:
        """The list of a choice field; ``None`` for anything else, also for a word that is no name."""
        try:
            bound = self._reference(node) if isinstance(node, Name) else None
        except ExpressionMistake:
            return None
        return bound.choices if isinstance(bound, Reference) else None

    def _same_type(self, node: Node, bound: Bound, other: Bound) -> Bound:
        """A side of a comparison as the type of the other side."""
        if bound.value_type is ValueType.TRUTH:
            raise _wrong_type(node, bound.value_type, other.value_type)
        if isinstance(bound, Value) and isinstance(bound.value, str) and other.value_type in _LITERALS:
            return Value(_moment(bound.value, node, other.value_type), other.value_type)
        if isinstance(bound, Value) and bound.value == "":
            raise ExpressionMistake("compared-with-nothing", node.at)
        if other.value_type in _TEXTS and bound.value_type in _TEXTS:
            return bound
        if other.value_type is ValueType.NUMBER and (number := _as_number(bound)):
            return number
        if bound.value_type is ValueType.NUMBER and _as_number(other):
            return bound
        if isinstance(other, Value) and isinstance(other.value, str) and bound.value_type in _LITERALS:
            return bound
        if bound.value_type is other.value_type or ValueType.BLANK in (bound.value_type, other.value_type):
            return bound
        raise _wrong_type(node, bound.value_type, other.value_type)

    @staticmethod
    def _only_equality(node: Call) -> None:
        if node.function not in ("=", "<>"):
            raise ExpressionMistake("texts-in-order", node.at)


_FUNCTIONS: dict[str, Callable[[_Binder, Call], Bound]] = {
    **dict.fromkeys(("+", "-", "*", "/"), _Binder._arithmetic),
    **dict.fromkeys(("and", "or", "not"), _Binder._logic),
    "if": _Binder._if, "empty": _Binder._empty, "round": _Binder._round, "score": _Binder._score,
}
_TEXTS = (ValueType.TEXT, ValueType.CHOICE)
_LITERALS = {ValueType.DATE: "expression-bad-date", ValueType.TIME: "expression-bad-time"}


def _wrong_type(node: Node, found: ValueType, wanted: ValueType) -> ExpressionMistake:
    return ExpressionMistake("wrong-type", node.at, found_th=found.label.th, found_en=found.label.en,
                             wanted_th=wanted.label.th, wanted_en=wanted.label.en)


def _as_number(bound: Bound) -> Reference | None:
    """A choice as the number that its value is; ``None`` for anything else, and where no value is a number."""
    if isinstance(bound, Reference) and bound.choices is not None and _has_numbers(bound.choices):
        return replace(bound, as_number=True, value_type=ValueType.NUMBER)
    return None


def _has_numbers(choices: ChoiceList) -> bool:
    return any(number_or_none(choice.value) is not None for choice in choices.choices)


def _word(node: Node) -> str | None:
    """The text of what can be a value of a choice field: a bare word, a text in quotes, a number."""
    if isinstance(node, Name):
        return node.field if node.bare else None
    if isinstance(node, Literal):
        return node.value
    return f"{node.value:g}" if isinstance(node, Number) else None


def _value_in(choices: ChoiceList, word: str, node: Node) -> Value:
    """The value of a list that a word is, in upper or lower case."""
    for choice in choices.choices:
        if choice.value.lower() == word.lower():
            return Value(choice.value, ValueType.TEXT)
    raise ExpressionMistake("when-unknown-value", node.at, found=word, list=choices.name,
                            known=", ".join(choice.value for choice in choices.choices))


def _moment(text: str, node: Node, found_type: ValueType) -> float:
    """The day or the time in a text in quotes."""
    try:
        if found_type is ValueType.DATE:
            return float(date_to_serial(plain_values.date(text)))
        return time_to_serial(plain_values.time(text))
    except UnreadableError:
        raise ExpressionMistake(_LITERALS[found_type], node.at, found=text) from None
