"""What Excel checks while somebody types, as plain data for whoever writes the workbook."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from pmqa_xlsx.answers.email_grammar import typing_formula
from pmqa_xlsx.answers.question import Target


@dataclass(frozen=True, slots=True)
class Validation:
    """One data validation.

    :ivar rule: what is checked; the names are those of Excel, ``length`` being the text's length.
    :ivar operator: ``between`` or ``<=``; empty for ``list`` and ``custom``.
    :ivar minimum: lower bound, inclusive, where the operator has one; a date is A.D.
    :ivar maximum: upper bound, inclusive.
    :ivar formula: with leading ``=``: the list of a ``list``, the rule of a ``custom`` one (at most 255 characters),
        whose relative reference is to the first cell that the validation covers.
    """

    rule: Literal["list", "whole", "decimal", "date", "length", "custom"]
    operator: Literal["", "between", "<="] = ""
    minimum: float | dt.date | None = None
    maximum: float | dt.date | None = None
    formula: str = ""


def from_list(target: Target) -> Validation:
    """One of a list."""
    return Validation("list", formula=f"={target.list_name}")


def by_length(target: Target) -> Validation:
    """A text no longer than allowed."""
    return Validation("length", "<=", maximum=target.limits.longest)


def as_email(target: Target) -> Validation:
    """Roughly an e-mail address: as much of the grammar as fits into a data validation."""
    return Validation("custom", formula="=" + typing_formula(target.cell))


def as_number(target: Target) -> Validation:
    """A number within the limits."""
    return Validation("decimal", "between", target.limits.least, target.limits.most)


def as_integer(target: Target) -> Validation:
    """A whole number within the limits."""
    return Validation("whole", "between", target.limits.least, target.limits.most)


def as_date(target: Target) -> Validation:
    """A day within the limits."""
    return Validation("date", "between", target.limits.first, target.limits.last)
