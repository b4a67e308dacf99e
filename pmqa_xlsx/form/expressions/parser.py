"""From the text of an expression to its tree, by operator precedence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from pmqa_xlsx.form.expressions.tree import (
    COMPARISONS,
    Call,
    Expression,
    ExpressionMistake,
    Literal,
    Name,
    Node,
    Number,
)
from pmqa_xlsx.text.thai import arabic_digits

#: The functions and how many arguments each takes.
FUNCTIONS = {"if": 3, "empty": 1, "round": 2, "score": 1, "sum": 1, "mean": 1, "min": 1, "max": 1, "count": 1}
#: How strongly each operator binds; comparisons cannot be chained.
_STRENGTH = {"or": 1, "and": 2, **dict.fromkeys(COMPARISONS, 4), "+": 5, "-": 5, "*": 6, "/": 6}
_NOT_STRENGTH, _MINUS_STRENGTH = 3, 7
#: Excel nests at most 64 functions; a level here takes up to three of them.
_DEEPEST = 16
_LONGEST = 2_000
_TOKEN = re.compile(r"""
    (?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+))
    | "(?P<text>(?:[^"]|"")*)"
    | \[(?P<bracketed>[^\[\]]+)\]
    | (?P<word>[^\W\d][\w\u0e30-\u0e4e]*)
    | (?P<sign><>|<=|>=|[-=<>+*/(),.])
    """, re.VERBOSE)
#: Signs of other keyboards.
_SAME_SIGN = str.maketrans({"“": '"', "”": '"', "×": "*", "÷": "/", "−": "-"})
_WIDE_SIGN = {"≤": "<=", "≥": ">=", "≠": "<>"}


class _Token(NamedTuple):
    kind: str
    text: str
    at: int


@lru_cache(maxsize=4_096)
def parse(text: str) -> Expression:
    """Parse an expression.

    :raises ExpressionMistake: it is not one; the position and code say where and why.
    """
    if len(text) > _LONGEST:
        raise ExpressionMistake("expression-too-long", _LONGEST, limit=str(_LONGEST))
    parser = _Parser(list(_tokens(text)))
    tree = parser.expression(0, 0)
    if parser.next.kind != "end":
        raise ExpressionMistake("expression-unexpected", parser.next.at, found=parser.next.text)
    return Expression(text, tree)


def _tokens(text: str) -> Iterator[_Token]:
    """The tokens, last one of the kind ``end``."""
    same = arabic_digits(text).translate(_SAME_SIGN)
    at = 0
    while at < len(same):
        if same[at].isspace():
            at += 1
        elif same[at] in _WIDE_SIGN:
            yield _Token("sign", _WIDE_SIGN[same[at]], at)
            at += 1
        elif match := _TOKEN.match(same, at):
            kind = str(match.lastgroup)
            yield _Token(kind, match[kind], at)
            at = match.end()
        else:
            raise ExpressionMistake("expression-unexpected", at, found=text[at:at + 10])
    yield _Token("end", "", len(same))


class _Parser:
    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._place = 0

    @property
    def next(self) -> _Token:
        return self._tokens[self._place]

    def _take(self) -> _Token:
        token = self.next
        self._place += token.kind != "end"
        return token

    def _is_sign(self, sign: str) -> bool:
        return self.next.kind == "sign" and self.next.text == sign

    def _expect(self, sign: str) -> None:
        if not self._is_sign(sign):
            raise self._unexpected(self.next, sign)
        self._take()

    def _unexpected(self, token: _Token, wanted: str = "") -> ExpressionMistake:
        if token.kind == "end":
            return ExpressionMistake("expression-unfinished", token.at, wanted=wanted)
        return ExpressionMistake("expression-unexpected", token.at, found=token.text)

    def _operator(self) -> str:
        """The operator that is next; empty if it is none."""
        word = self.next.text.lower()
        return word if word in _STRENGTH and self.next.kind in ("sign", "word") else ""

    def expression(self, strength: int, depth: int) -> Node:
        """Parse operators that bind more strongly than ``strength``."""
        if depth > _DEEPEST:
            raise ExpressionMistake("expression-too-deep", self.next.at)
        left = self._operand(depth)
        compared = False
        while (operator := self._operator()) and _STRENGTH[operator] > strength:
            comparison = operator in COMPARISONS
            if comparison and compared:
                raise ExpressionMistake("comparison-chained", self.next.at)
            compared = comparison
            at = self._take().at
            left = _joined(at, operator, left, self.expression(_STRENGTH[operator], depth + 1))
        return left

    def _operand(self, depth: int) -> Node:
        token = self._take()
        if token.kind == "number":
            if self._is_sign(".") or (self.next.kind == "word" and self.next.at == token.at + len(token.text)):
                raise ExpressionMistake("code-without-brackets", token.at, found=token.text)
            return Number(token.at, float(token.text))
        if token.kind == "text":
            return Literal(token.at, token.text.replace('""', '"'))
        if token.kind == "word" and token.text.lower() == "not":
            return Call(token.at, "not", (self.expression(_NOT_STRENGTH, depth + 1),))
        if token.kind == "bracketed" or (token.kind == "word" and token.text.lower() not in ("and", "or")):
            return self._name(token, depth)
        if token.kind == "sign" and token.text == "-":
            return Call(token.at, "-", (self.expression(_MINUS_STRENGTH, depth + 1),))
        if token.kind == "sign" and token.text == "(":
            inner = self.expression(0, depth + 1)
            self._expect(")")
            return inner
        raise self._unexpected(token)

    def _name(self, token: _Token, depth: int) -> Node:
        if token.kind == "word" and self._is_sign("("):
            return self._call(token, depth)
        bare = token.kind == "word"
        if not self._is_sign("."):
            return Name(token.at, token.text.strip(), bare=bare)
        self._take()
        field = self._take()
        if field.kind not in ("word", "bracketed"):
            raise self._unexpected(field, "name")
        return Name(token.at, field.text.strip(), token.text.strip(), bare=False)

    def _call(self, token: _Token, depth: int) -> Node:
        name = token.text.lower()
        if name not in FUNCTIONS:
            raise ExpressionMistake("function-unknown", token.at, found=token.text, known=", ".join(FUNCTIONS))
        self._take()
        arguments: list[Node] = []
        while not arguments or self._is_sign(","):
            if arguments:
                self._take()
            arguments.append(self.expression(0, depth + 1))
        self._expect(")")
        if len(arguments) != FUNCTIONS[name]:
            raise ExpressionMistake("argument-count", token.at, found=name, needed=str(FUNCTIONS[name]))
        return Call(token.at, name, tuple(arguments))


def _joined(at: int, operator: str, left: Node, right: Node) -> Call:
    """An operator over its operands; a row of ``and`` or ``or`` is one node."""
    if operator in ("and", "or") and isinstance(left, Call) and left.function == operator and len(left.arguments) < 99:
        return Call(at, operator, (*left.arguments, right))
    return Call(at, operator, (left, right))
