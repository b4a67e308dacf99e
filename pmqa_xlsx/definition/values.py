"""Convert the text of a definition's cell to its value; each reader takes a trimmed, non-empty text."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from pmqa_xlsx.answers.email_grammar import is_email
from pmqa_xlsx.answers.types import TYPES
from pmqa_xlsx.form.model import ALWAYS, NEVER, Level, Requirement
from pmqa_xlsx.text.plain_values import INTEGER, UnreadableError, number
from pmqa_xlsx.text.plain_values import date as date
from pmqa_xlsx.text.plain_values import year as year

Reader = Callable[[str], Any]

_WHEN = re.compile(r"when\s+([^=]*[^=\s])\s*=\s*(\S.*)", re.IGNORECASE | re.DOTALL)


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


def answer_type(cell: str) -> str:
    """The name of an answer type, in upper or lower case."""
    name = cell.lower()
    if name not in TYPES:
        raise UnreadableError("bad-type", allowed=", ".join(TYPES))
    return name


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
        if not INTEGER.fullmatch(cell):
            raise UnreadableError("not-an-integer")
        if not least <= int(cell) <= most:
            raise UnreadableError("number-out-of-range", range=f"{least}–{most}")
        return int(cell)

    return read


def aliases(cell: str) -> tuple[str, ...]:
    """Names separated by semicolons, without blank ones."""
    return tuple(filter(None, (name.strip() for name in cell.split(";"))))


def email(cell: str) -> str:
    """One e-mail address, by the same grammar as an answer of type ``email``."""
    if not is_email(cell):
        raise UnreadableError("bad-email")
    return cell
