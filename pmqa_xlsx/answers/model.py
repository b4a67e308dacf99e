"""What a slot's content comes to: an answer with its state, and what must be said about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class State(StrEnum):
    """What became of a slot; every slot of a return has exactly one."""

    OK = "ok"
    CONVERTED = "converted"
    EMPTY = "empty"
    INVALID = "invalid"

    @property
    def answered(self) -> bool:
        """Whether the slot holds a valid value, as typed or after conversion."""
        return self in (State.OK, State.CONVERTED)


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to say about an answer: a finding's code and facts, still without a place."""

    code: str
    facts: Mapping[str, str] = field(default_factory=dict)


class Answer(NamedTuple):
    """What one slot holds, normalised.

    :ivar value: normalised text: a choice's value, ASCII digits, white space trimmed; a date as YYYY-MM-DD (A.D.);
        empty where the state is ``empty`` or ``invalid``.
    :ivar number: the value's number where it has one (integer, decimal, percent 0–100, year in B.E., a choice's
        score is *not* a number).
    :ivar raw: what the cell held, to the letter.
    :ivar emails: the addresses of an e-mail slot, in order; more than one where several stood in it.
    """

    value: str
    number: float | None
    raw: str
    state: State
    remarks: tuple[Remark, ...] = ()
    emails: tuple[str, ...] = ()

    @property
    def content(self) -> str:
        """What tells whether two slots say the same: the value, or what was typed where it is none."""
        return f"!{self.raw}" if self.state is State.INVALID else self.value


BLANK = Answer("", None, "", State.EMPTY)
