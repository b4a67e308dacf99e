"""The tree of a parsed expression. Positions count characters of the text from 0."""

from __future__ import annotations

from pmqa_xlsx.light_dataclass import dataclass, field

#: The functions over the rows of a repeated criterion.
AGGREGATES = frozenset({"sum", "mean", "min", "max", "count"})
COMPARISONS = ("=", "<>", "<=", ">=", "<", ">")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written."""

    at: int
    value: float


@dataclass(frozen=True, slots=True)
class Literal:
    """A text in quotes."""

    at: int
    value: str


@dataclass(frozen=True, slots=True)
class Name:
    """A name: ``field``, ``CRITERION.field`` or ``cover.name``; beside a choice field a bare word is a value.

    :ivar owner: what is before the dot; empty for a field of the same row.
    :ivar bare: whether it was written without square brackets and without a dot, so that it can be a value.
    """

    at: int
    field: str
    owner: str = ""
    bare: bool = True

    def __str__(self) -> str:
        return f"{self.owner}.{self.field}" if self.owner else self.field


@dataclass(frozen=True, slots=True)
class Call:
    """A function, or an operator, with its arguments; ``-`` and ``not`` can have one argument."""

    at: int
    function: str
    arguments: tuple[Node, ...]


Node = Number | Literal | Name | Call


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression as written, with its tree; two with the same text are equal."""

    text: str
    tree: Node = field(compare=False, repr=False)

    def __str__(self) -> str:
        return self.text

    @property
    def words(self) -> frozenset[str]:
        """The words without an owner: names of the same row, and bare values of choices."""
        found: list[Node] = [self.tree]
        for node in found:
            if isinstance(node, Call) and node.function != "score":
                found += node.arguments
        return frozenset(node.field for node in found if isinstance(node, Name) and not node.owner)


class ExpressionMistake(ValueError):
    """An expression is wrong at one place.

    :ivar code: the code of the mistake in the catalogue.
    :ivar at: position of the wrong part, in characters from 0.
    :ivar facts: facts for its message.
    """

    def __init__(self, code: str, at: int, **facts: str) -> None:
        super().__init__(code)
        self.code, self.at, self.facts = code, at, facts
