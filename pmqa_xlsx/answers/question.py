"""What a slot asks, and where a workbook's formulas find what was answered: the arguments of the types' functions."""

from __future__ import annotations

from dataclasses import dataclass

from pmqa_xlsx.answers.limits import AnswerLimits
from pmqa_xlsx.form.model import Field
from pmqa_xlsx.text.language import Lang


@dataclass(frozen=True, slots=True)
class FieldQuestion:
    """A field with the limits that hold for its answers, in the language of one workbook."""

    field: Field
    limits: AnswerLimits
    lang: Lang


@dataclass(frozen=True, slots=True)
class Target:
    """What a rule of the workbook speaks of.

    :ivar cell: reference to the slot, maybe on another sheet; in a data validation relative and without a sheet.
    :ivar text: reference to the slot's cleaned text; empty in a data validation.
    :ivar list_name: defined name of the one-column range that holds the labels of the field's list as text.
    """

    question: FieldQuestion
    cell: str
    text: str
    list_name: str

    @property
    def limits(self) -> AnswerLimits:
        """The limits of the question."""
        return self.question.limits
