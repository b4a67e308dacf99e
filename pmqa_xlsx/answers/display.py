"""What to put into a cell so that it reads back as a value."""

from __future__ import annotations

import datetime as dt

from pmqa_xlsx.form import Field, Lang

#: A text, a number, or a date (A.D.) to be written with the kind's number format.
Shown = str | float | dt.date


def show_text(field: Field, value: str, lang: Lang) -> Shown:
    """The value itself."""
    return value


def show_choice(field: Field, value: str, lang: Lang) -> Shown:
    """The label of the choice; for a field without a list of its own, the value itself.

    :raises ValueError: no choice has that value.
    """
    if field.choices is None:
        return value
    for choice in field.choices.choices:
        if choice.value == value:
            return choice.label.of(lang)
    raise ValueError(f"{field.name} has no choice {value!r}")


def show_number(field: Field, value: str, lang: Lang) -> Shown:
    """The number."""
    return float(value)


def show_date(field: Field, value: str, lang: Lang) -> Shown:
    """The date (A.D.)."""
    return dt.date.fromisoformat(value)
