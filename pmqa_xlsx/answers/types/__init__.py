"""The answer types, one object each. A new type is a module here and an entry in this list."""

from __future__ import annotations

from collections.abc import Mapping

from pmqa_xlsx.answers.answer_type import AnswerType, FieldRules
from pmqa_xlsx.answers.types.choice import CHOICE
from pmqa_xlsx.answers.types.date import DATE
from pmqa_xlsx.answers.types.email import EMAIL
from pmqa_xlsx.answers.types.not_typed import COMPUTED, CONSTANT
from pmqa_xlsx.answers.types.number import DECIMAL, INTEGER, PERCENT
from pmqa_xlsx.answers.types.phone import PHONE
from pmqa_xlsx.answers.types.text import LONGTEXT, TEXT
from pmqa_xlsx.answers.types.time import TIME
from pmqa_xlsx.answers.types.url import URL
from pmqa_xlsx.answers.types.year import YEAR
from pmqa_xlsx.form.field import Field
from pmqa_xlsx.text.calendar import Calendar
from pmqa_xlsx.text.language import Lang

#: Every type of typed answers by its name, in the order of a definition's dropdown.
TYPES: Mapping[str, AnswerType] = {
    known.name: known
    for known in (CHOICE, TEXT, LONGTEXT, INTEGER, DECIMAL, PERCENT, EMAIL, PHONE, URL, YEAR, DATE, TIME)
}
#: The same for fields that nobody types into.
_NOT_TYPED: Mapping[str, AnswerType] = {known.name: known for known in (CONSTANT, COMPUTED)}


def find_type(name: str, calendar: Calendar = Calendar.BE) -> AnswerType | None:
    """The type of typed answers of that name in a form with that calendar; ``None`` if there is none."""
    known = TYPES.get(name)
    return known.common if known and known.common and calendar is Calendar.CE else known


def type_of(field: Field) -> AnswerType:
    """The type of a field's answers."""
    return find_type(field.type, field.calendar) or _NOT_TYPED[field.type]


def rules_of(field: Field, lang: Lang = "th") -> FieldRules:
    """The rules of a field in a workbook of that language."""
    return type_of(field).rules(field, lang)
