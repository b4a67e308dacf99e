"""Convert the text of a definition's cell to its value; each reader takes a trimmed, non-empty text."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable
from typing import Any

from pmqa_xlsx.answers.email_grammar import is_email
from pmqa_xlsx.form.model import ALWAYS, NEVER, AnswerType, Level, Requirement

#: Years outside this range are not Buddhist Era years.
FIRST_YEAR, LAST_YEAR = 2400, 2700
Reader = Callable[[str], Any]

_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")
_INTEGER = re.compile(r"[+-]?[0-9]{1,9}")
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_WHEN = re.compile(r"when\s+([^=]*[^=\s])\s*=\s*(\S.*)", re.IGNORECASE | re.DOTALL)


class UnreadableError(ValueError):
    """A cell's text is not valid for its column.

    :ivar code: the code of the mistake.
    :ivar facts: facts for its message, without the text itself.
    """

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


def text(cell: str) -> str:
    """Any text."""
    return cell


def matching(pattern: str, code: str) -> Reader:
    """A reader for texts that fully match a pattern (ASCII)."""
    compiled = re.compile(pattern, re.ASCII)

    def read(cell: str) -> str:
        if not compiled.fullmatch(cell):
            raise UnreadableError(code)
        return cell

    return read


def field_name(cell: str) -> str:
    """A field's name: one line without ``=``, so that a condition can refer to it."""
    if "=" in cell or "\n" in cell or "\t" in cell:
        raise UnreadableError("bad-name")
    return cell


def answer_type(cell: str) -> AnswerType:
    """One of the answer types, in upper or lower case."""
    try:
        return AnswerType(cell.lower())
    except ValueError:
        raise UnreadableError("bad-type", allowed=", ".join(AnswerType)) from None


def level(cell: str) -> Level:
    """``category`` or ``criterion``."""
    try:
        known = Level(cell.lower())
    except ValueError:
        known = Level.COVER
    if known is Level.COVER:
        raise UnreadableError("bad-level")
    return known


def yes_no(cell: str) -> bool:
    """``yes`` or ``no``."""
    if cell.lower() not in ("yes", "no"):
        raise UnreadableError("bad-yes-no")
    return cell.lower() == "yes"


def requirement(cell: str) -> Requirement:
    """``yes``, ``no`` or ``when NAME=VALUE``."""
    plain = {"yes": ALWAYS, "no": NEVER}.get(cell.lower())
    if plain is not None:
        return plain
    match = _WHEN.fullmatch(cell)
    if not match:
        raise UnreadableError("bad-required")
    return Requirement(field=match[1], value=match[2])


def number(cell: str) -> float:
    """A number with a decimal point, in ASCII digits."""
    value = float(cell) if _NUMBER.fullmatch(cell) else math.inf
    if not math.isfinite(value):
        raise UnreadableError("not-a-number")
    return value


def number_above_zero(cell: str) -> float:
    """A number greater than 0."""
    value = number(cell)
    if value <= 0:
        raise UnreadableError("not-above-zero")
    return value


def number_between(least: float, most: float, shown: str) -> Reader:
    """A reader for numbers within bounds, both inclusive; ``shown`` is the range in the message."""

    def read(cell: str) -> float:
        value = number(cell)
        if not least <= value <= most:
            raise UnreadableError("number-out-of-range", range=shown)
        return value

    return read


def integer_between(least: int, most: int) -> Reader:
    """A reader for whole numbers within bounds, both inclusive."""

    def read(cell: str) -> int:
        if not _INTEGER.fullmatch(cell):
            raise UnreadableError("not-an-integer")
        if not least <= int(cell) <= most:
            raise UnreadableError("number-out-of-range", range=f"{least}–{most}")
        return int(cell)

    return read


def year(cell: str) -> int:
    """A year of the Buddhist Era."""
    if not _INTEGER.fullmatch(cell) or not FIRST_YEAR <= int(cell) <= LAST_YEAR:
        proposal = str(int(cell) + 543) if re.fullmatch("(19|20)[0-9]{2}", cell, re.ASCII) else "2569"
        raise UnreadableError("bad-year", proposal=proposal)
    return int(cell)


def date(cell: str) -> dt.date:
    """A date A.D., ``YYYY-MM-DD``."""
    match = _DATE.fullmatch(cell)
    if not match:
        raise UnreadableError("bad-date")
    years = int(match[1])
    if FIRST_YEAR <= years <= LAST_YEAR:
        raise UnreadableError("date-in-be", proposal=f"{years - 543}{cell[4:]}")
    try:
        return dt.date(years, int(match[2]), int(match[3]))
    except ValueError:
        raise UnreadableError("bad-date") from None


def aliases(cell: str) -> tuple[str, ...]:
    """Names separated by semicolons, without blank ones."""
    return tuple(filter(None, (name.strip() for name in cell.split(";"))))


#: Readers for the bounds of a type; a type that is not here has no bounds.
BOUND_READERS: dict[AnswerType, Reader] = {
    AnswerType.INTEGER: number, AnswerType.DECIMAL: number, AnswerType.DATE: date, AnswerType.YEAR_BE: year,
    AnswerType.PERCENT: number,
}
#: The types with answers from a list.
WITH_CHOICES = (AnswerType.CHOICE,)
#: The types with a length limit.
WITH_LENGTH = (AnswerType.TEXT, AnswerType.LONGTEXT, AnswerType.EMAIL, AnswerType.PHONE)


def email(cell: str) -> str:
    """One e-mail address, by the same grammar as an answer of type ``email``."""
    if not is_email(cell):
        raise UnreadableError("bad-email")
    return cell
