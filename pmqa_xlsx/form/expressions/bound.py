"""A bound tree: an expression of one row, with its names resolved to questions and its types checked."""

from __future__ import annotations

from enum import StrEnum

from pmqa_xlsx.form.field import ChoiceList
from pmqa_xlsx.form.question import Question
from pmqa_xlsx.light_dataclass import dataclass
from pmqa_xlsx.text.language import Text


class ValueType(StrEnum):
    """What a value of an expression is; a day is the number of days since 30 December 1899, a time part of a day."""

    NUMBER = "number"
    TEXT = "text"
    CHOICE = "choice"
    DATE = "date"
    TIME = "time"
    TRUTH = "truth"
    BLANK = "blank"  #: nothing: fits every type

    @property
    def label(self) -> Text:
        """What it is called in messages."""
        return _LABELS[self]


_LABELS = {
    ValueType.NUMBER: Text("ตัวเลข", "a number"), ValueType.TEXT: Text("ข้อความ", "a text"),
    ValueType.CHOICE: Text("ตัวเลือก", "a choice"), ValueType.DATE: Text("วันที่", "a date"),
    ValueType.TIME: Text("เวลา", "a time"), ValueType.TRUTH: Text("เงื่อนไขจริงหรือเท็จ", "a condition (true or false)"),
    ValueType.BLANK: Text("ค่าว่าง", "nothing"),
}


@dataclass(frozen=True, slots=True)
class Value:
    """A number, day or time, or a text; ``None`` is blank."""

    value: float | str | None
    value_type: ValueType


@dataclass(frozen=True, slots=True)
class Reference:
    """The answer to one question: slot 1 of a field, or a constant.

    :ivar as_number: of a choice: whether its value is used as a number.
    """

    question: Question
    value_type: ValueType
    choices: ChoiceList | None = None
    as_number: bool = False


@dataclass(frozen=True, slots=True)
class RowReferences:
    """The answers to one question in every row of a repeated criterion."""

    rows: tuple[Reference, ...]
    value_type: ValueType


@dataclass(frozen=True, slots=True)
class ScoreOf:
    """The percent (0–100) of a category, section or criterion, or of the total; blank if it has no calculation."""

    code: str
    value_type: ValueType = ValueType.NUMBER


@dataclass(frozen=True, slots=True)
class Operation:
    """A function or an operator with its arguments.

    :ivar function: as in :class:`~pmqa_xlsx.form.expressions.tree.Call`.
    :ivar by_text: of a comparison, whether texts are compared.
    """

    function: str
    arguments: tuple[Bound, ...]
    value_type: ValueType
    by_text: bool = False


Bound = Value | Reference | RowReferences | ScoreOf | Operation


def parts_of(bound: Bound) -> list[Bound]:
    """A bound tree with all trees in it, without the single rows of a repeated criterion."""
    found: list[Bound] = [bound]
    for part in found:
        if isinstance(part, Operation):
            found += part.arguments
    return found


def called_empty(bound: Bound) -> list[Question]:
    """The questions of which an expression asks whether they are empty; of an invalid answer nobody knows."""
    return [part.arguments[0].question for part in parts_of(bound) if isinstance(part, Operation)
            and part.function == "empty" and isinstance(part.arguments[0], Reference)]
