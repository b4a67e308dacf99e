"""What an answer type is: one object with all that depends on the type. The types themselves are in ``types/``."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from pmqa_xlsx.answers.contents import Content, text_of
from pmqa_xlsx.answers.formulas import is_exactly
from pmqa_xlsx.answers.limits import AnswerLimits
from pmqa_xlsx.answers.model import Answer
from pmqa_xlsx.cells import CellValue
from pmqa_xlsx.form.model import NEVER, Field
from pmqa_xlsx.text.language import Lang, Text


@dataclass(frozen=True, slots=True)
class FieldRules:
    """A field with the limits that hold for its answers, in the language of one workbook."""

    field: Field
    type: AnswerType
    limits: AnswerLimits
    lang: Lang

    @property
    def accepted(self) -> str:
        """What a slot of the field takes, as a sentence with the field's limits in it."""
        sentence = self.type.accepts.of(self.lang).replace("{longest}", f"{self.limits.longest:,}")
        spelling = self.type.bounds
        return sentence.replace("{range}", self.limits.between(spelling.say, self.lang)) if spelling else sentence


@dataclass(frozen=True, slots=True)
class Target:
    """The cells that a rule of the workbook refers to.

    :ivar cell: reference to the slot, maybe on another sheet; in a data validation relative and without a sheet.
    :ivar text: reference to the slot's cleaned text; empty in a data validation.
    :ivar list_name: defined name of the one-column range that holds the labels of the field's list as text.
    """

    rules: FieldRules
    cell: str
    text: str
    list_name: str

    @property
    def limits(self) -> AnswerLimits:
        """The limits of the field."""
        return self.rules.limits


@dataclass(frozen=True, slots=True)
class Validation:
    """One data validation: what Excel checks while somebody types.

    :ivar rule: what is checked; the names are those of Excel, ``length`` being the text's length.
    :ivar operator: ``between`` or ``<=``; empty for ``list`` and ``custom``.
    :ivar minimum: lower bound, inclusive, where the operator has one; a date is A.D.
    :ivar maximum: upper bound, inclusive.
    :ivar formula: with leading ``=``: the list of a ``list``, the rule of a ``custom`` one (at most 255 characters),
        whose relative reference is to the first cell that the validation covers.
    """

    rule: Literal["list", "whole", "decimal", "date", "time", "length", "custom"]
    operator: Literal["", "between", "<="] = ""
    minimum: float | dt.date | dt.time | None = None
    maximum: float | dt.date | dt.time | None = None
    formula: str = ""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How the least and the greatest answer of a type are written.

    :ivar read: from a definition's cell; raises :class:`~pmqa_xlsx.text.plain_values.UnreadableError`.
    :ivar write: the same the other way round.
    :ivar say: as people read it, in a language.
    """

    read: Callable[[str], Any]
    write: Callable[[Any], str]
    say: Callable[[Any, Lang], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerType:
    """One answer type. Nothing outside its object decides by the type of a field.

    What a definition says:

    :ivar name: as the column ``type`` spells it.
    :ivar limits: the type's own limits; a field may narrow them.
    :ivar bounds: how ``min`` and ``max`` are written; ``None`` where a field cannot have them.
    :ivar has_length: whether a field may have ``max_length``.
    :ivar has_choices: whether a field has a list, by which it may be scored.

    What is read:

    :ivar parse: a cell with something in it → its answer.
    :ivar dash_is_blank: whether ``-``, ``ไม่มี`` and the like mean that there is no answer.
    :ivar is_text: whether it is free text, of which ``-``, ``.`` and the like are no answer where one is required.
    :ivar personal: whether an answer says how to reach a person, wherever it is asked.

    What the workbook does:

    :ivar check: what Excel checks while somebody types.
    :ivar valid: the expression that is TRUE exactly when a cell with something in it is valid.
    :ivar shows: the expression that is TRUE when the cleaned text, given as a reference, is that of a value; raises
        :class:`ValueError` where the field has no such value.
    :ivar accepts: what the slot takes, for people; ``{range}`` and ``{longest}`` stand for the limits.
    :ivar number_format: the slot's number format, by the workbook's language.
    :ivar align: how the slot is aligned.
    :ivar wraps: whether the slot's text wraps.
    :ivar shrinks: whether a long text is shown smaller instead.
    :ivar width: the width of a column, in characters, whose field states none.
    :ivar lines: lines that a row keeps free for an answer before anything is typed.
    :ivar grows: whether it keeps more of them where a long answer is allowed.

    How answers are shown:

    :ivar put: a normalised value → what to put into a cell so that it reads back as that value; raises
        :class:`ValueError` where the field has no such value.
    :ivar report: an answer's value and number → what a report shows.
    :ivar sample: a made-up answer of a unit, given chance and how good the unit is, 0–1.
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
    shows: Callable[[str, str, FieldRules], str]
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

    def rules(self, field: Field, lang: Lang) -> FieldRules:
        """What holds for a field of this type in a workbook of that language."""
        return FieldRules(field, self, self.limits.of(field), lang)

    def takes_no_fillers(self, field: Field) -> bool:
        """Whether a slot of a field of this type is blank where it holds nothing but ``-``, ``.`` and the like."""
        return self.is_text and field.required != NEVER


def shows_content(text: str, value: str, rules: FieldRules) -> str:
    """Whether a slot's cleaned text, given as a reference, is that of what is put into a cell for a value."""
    return is_exactly(text, text_of(rules.type.put(value, rules)))
