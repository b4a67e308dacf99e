"""The class of answer types: one object with everything that depends on the type. The types are in ``types/``.

The limits of an answer are the type's own, narrowed by a field's.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from typing import Any, Literal

from pmqa_xlsx.answers.contents import Content
from pmqa_xlsx.answers.model import Answer
from pmqa_xlsx.cells import CellValue
from pmqa_xlsx.form.expressions.bound import ValueType
from pmqa_xlsx.form.model import NEVER, Field
from pmqa_xlsx.light_dataclass import dataclass, replace
from pmqa_xlsx.text.excel_text import CELL_LIMIT
from pmqa_xlsx.text.language import Lang, Text

#: The largest number that Excel stores exactly, with 15 digits.
LARGEST = 999_999_999_999_999.0


@dataclass(frozen=True, slots=True)
class AnswerLimits:
    """The bounds of an answer, all inclusive: numbers, days (A.D.) or other values of the type.

    :ivar longest: most characters (UTF-16 units, as Excel counts).
    :ivar unsaid: technical bounds that are not mentioned in prompts.
    """

    least: Any = -LARGEST
    most: Any = LARGEST
    longest: int = CELL_LIMIT
    unsaid: tuple[Any, ...] = (-LARGEST, LARGEST)

    def of(self, field: Field) -> AnswerLimits:
        """These limits of a type, narrowed by the field's own."""
        stated = {"longest": field.max_length, "least": field.minimum, "most": field.maximum}
        return replace(self, **{name: limit for name, limit in stated.items() if limit is not None})

    def between(self, say: Callable[[Any, Lang], str], lang: Lang) -> str:
        """The bounds in words, to follow a noun; empty if there are none.

        :param say: converts one bound to words.
        """
        least, most = ("" if bound in self.unsaid else say(bound, lang) for bound in (self.least, self.most))
        return _between(least, most).of(lang)

    def named(self, value: Any) -> dict[str, Any]:
        """The bounds to name for a value outside them: a technical one only if the value exceeds it."""
        bounds = {"minimum": (self.least, value < self.least), "maximum": (self.most, value > self.most)}
        return {name: bound for name, (bound, exceeded) in bounds.items() if exceeded or bound not in self.unsaid}


def _between(least: str, most: str) -> Text:
    if least and most:
        return Text(f" ตั้งแต่ {least} ถึง {most}", f" from {least} to {most}")
    if least:
        return Text(f" ตั้งแต่ {least}", f" from {least}")
    return Text(f" ไม่เกิน {most}", f" up to {most}") if most else Text()


@dataclass(frozen=True, slots=True)
class FieldRules:
    """A field with its limits, in the language of one workbook."""

    field: Field
    type: AnswerType
    limits: AnswerLimits
    lang: Lang

    @property
    def accepted(self) -> str:
        """The valid answers of a slot of the field, as a sentence with the field's limits."""
        sentence = self.type.accepts.of(self.lang).replace("{longest}", f"{self.limits.longest:,}")
        spelling = self.type.bounds
        return sentence.replace("{range}", self.limits.between(spelling.say, self.lang)) if spelling else sentence


@dataclass(frozen=True, slots=True)
class Target:
    """The cells that a rule of the workbook refers to.

    :ivar cell: reference to the slot or to a cell with its content, possibly on another sheet; in a data validation
        relative and without a sheet.
    :ivar text: reference to the slot's cleaned text; empty in a data validation.
    :ivar list_name: defined name of the one-column range with the labels of the field's list as text.
    :ivar origin: reference to the slot itself, for its number format; empty in a data validation.
    """

    rules: FieldRules
    cell: str
    text: str
    list_name: str
    origin: str = ""

    @property
    def limits(self) -> AnswerLimits:
        """The limits of the field."""
        return self.rules.limits


@dataclass(frozen=True, slots=True)
class Validation:
    """One data validation: Excel's check while somebody types.

    :ivar rule: what is checked, with Excel's names; ``length`` is the text's length.
    :ivar operator: ``between`` or ``<=``; empty for ``list`` and ``custom``.
    :ivar minimum: lower bound, inclusive, if the operator has one; a date is A.D.
    :ivar maximum: upper bound, inclusive.
    :ivar formula: with leading ``=``: the list of a ``list``, the rule of a ``custom`` one (at most 255 characters),
        with relative references to the first cell that the validation covers.
    """

    rule: Literal["list", "whole", "decimal", "date", "time", "length", "custom"]
    operator: Literal["", "between", "<="] = ""
    minimum: float | dt.date | dt.time | None = None
    maximum: float | dt.date | dt.time | None = None
    formula: str = ""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Conversions for the minimum and maximum of a type.

    :ivar spelling: what a definition's cell must hold.
    :ivar read: from a definition's cell; raises :class:`~pmqa_xlsx.text.plain_values.UnreadableError`.
    :ivar write: to a definition's cell.
    :ivar say: to a text for people, in a language.
    """

    spelling: Text
    read: Callable[[str], Any]
    write: Callable[[Any], str]
    say: Callable[[Any, Lang], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerType:
    """One answer type. No code outside its object depends on the type of a field.

    In a definition:

    :ivar name: its name in the column ``type``.
    :ivar limits: the type's own limits; a field may narrow them.
    :ivar bounds: conversions of ``min`` and ``max``; ``None`` if a field cannot have them.
    :ivar has_length: whether a field may have ``max_length``.
    :ivar has_choices: whether a field has a list, which may have scores.
    :ivar common: what takes its place in a form with years of the common era (A.D.); ``None`` for itself.
    :ivar value_type: what an answer is in the expressions of a definition.

    For reading:

    :ivar parse: a cell that is not empty → its answer.
    :ivar dash_is_blank: whether ``-``, ``ไม่มี`` and the like mean no answer.
    :ivar is_text: whether it is free text, in which ``-``, ``.`` and the like do not count as a required answer.
    :ivar personal: whether an answer is always contact data of a person.

    For the workbook:

    :ivar check: Excel's check while somebody types.
    :ivar valid: the expression that is TRUE exactly if a cell that is not empty is valid.
    :ivar accepts: the valid answers, for people; ``{range}`` and ``{longest}`` are replaced by the limits.
    :ivar number_format: the slot's number format, by the workbook's language.
    :ivar align: the slot's alignment.
    :ivar wraps: whether the slot's text wraps.
    :ivar shrinks: whether a long text is shrunk to fit instead.
    :ivar width: the width of a column, in characters, if the field gives none; ``least_width`` what its answers need to
        be shown at all, 0 where they wrap or shrink.
    :ivar lines: lines that a row reserves for an answer before anything is typed.
    :ivar grows: whether it reserves more lines if a long answer is allowed.

    For showing answers:

    :ivar put: a normalised value → the cell content that is read back as that value; raises :class:`ValueError` if
        the field has no such value.
    :ivar report: an answer's value and number → the value shown in a report.
    :ivar sample: a made-up answer of a unit, given a random generator and the unit's quality, 0–1.
    """

    name: str
    limits: AnswerLimits
    bounds: Bounds | None
    has_length: bool
    has_choices: bool
    parse: Callable[[CellValue, FieldRules], Answer]
    dash_is_blank: bool
    is_text: bool
    personal: bool
    check: Callable[[Target], Validation]
    valid: Callable[[Target], str]
    accepts: Text
    number_format: Text
    align: Literal["left", "center", "right"]
    wraps: bool
    shrinks: bool
    width: float
    lines: int
    grows: bool
    put: Callable[[str, FieldRules], Content]
    report: Callable[[str, float | None, FieldRules], object]
    sample: Callable[[Field, random.Random, float], str]
    common: AnswerType | None = None
    value_type: ValueType = ValueType.TEXT
    least_width: float = 0.0

    def rules(self, field: Field, lang: Lang) -> FieldRules:
        """The rules of a field of this type in a workbook of that language."""
        return FieldRules(field, self, self.limits.of(field), lang)

    def takes_no_fillers(self, field: Field) -> bool:
        """Whether a slot of the field counts as blank if it contains only ``-``, ``.`` and the like."""
        return self.is_text and field.required != NEVER
