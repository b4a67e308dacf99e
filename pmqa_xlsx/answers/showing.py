"""What to put into a cell so that it reads back as a value."""

from __future__ import annotations

import datetime as dt

from pmqa_xlsx.answers.question import FieldQuestion

#: A text, a number, or a date (A.D.) to be written with the kind's number format.
Shown = str | float | dt.date


def show_text(value: str, _question: FieldQuestion) -> Shown:
    """The value itself."""
    return value


def show_choice(value: str, question: FieldQuestion) -> Shown:
    """The label of the choice; for a field without a list of its own, the value itself.

    :raises ValueError: no choice has that value.
    """
    field = question.field
    if field.choices is None:
        return value
    for choice in field.choices.choices:
        if choice.value == value:
            return choice.label.of(question.lang)
    raise ValueError(f"{field.name} has no choice {value!r}")


def show_number(value: str, _question: FieldQuestion) -> Shown:
    """The number."""
    return float(value)


def show_date(value: str, _question: FieldQuestion) -> Shown:
    """The date (A.D.)."""
    return dt.date.fromisoformat(value)
