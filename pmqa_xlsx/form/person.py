"""The persons that a form asks for: fields whose names differ only in their ending are about one person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Person(NamedTuple):
    """Somebody to call or write to, or the names of the fields that ask for one; what is not known is empty."""

    name: str = ""
    position: str = ""
    phone: str = ""
    email: str = ""


#: Cover fields that the program looks for: who fills in the workbook, and who signs it.
COORDINATOR, APPROVER = (Person(*(f"{who}_{part}" for part in Person._fields)) for who in ("coordinator", "approver"))


def part_of(field: str) -> str:
    """Which part of a person a field asks for, if it does: ``email`` of ``head_email``."""
    return field.rpartition("_")[2]


def beside(field: str, part: str) -> str:
    """The name of the field that asks for another part of the same person: ``head_phone`` beside ``head_email``."""
    stem, line, _ = field.rpartition("_")
    return stem + line + part


def persons_in(fields: Iterable[str]) -> list[Person]:
    """The names of the fields about each person of whom more than one part is asked, in the order of the fields."""
    known = dict.fromkeys(fields)
    asked = [Person(*(name if (name := beside(field, part)) in known else "" for part in Person._fields))
             for field in known if part_of(field) in Person._fields]
    return [person for person in dict.fromkeys(asked) if sum(map(bool, person)) > 1]


def whom_to_call(persons: Iterable[Person]) -> Person:
    """The first person with a telephone, else the first person; one of whom nothing is known where there is none."""
    return min(persons, key=lambda person: not person.phone, default=Person())
