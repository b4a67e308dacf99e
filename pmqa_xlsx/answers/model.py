"""The result of reading a slot: an answer with its state, and remarks for findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class State(StrEnum):
    """The state of a slot; every slot of a return has exactly one."""

    OK = "ok"
    CONVERTED = "converted"
    EMPTY = "empty"
    INVALID = "invalid"

    @property
    def answered(self) -> bool:
        """Whether the slot has a valid value, as typed or after conversion."""
        return self in (State.OK, State.CONVERTED)


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark about an answer: a finding's code and facts, without a place."""

    code: str
    facts: Mapping[str, str] = field(default_factory=dict)


class Answer(NamedTuple):
    """The normalised content of one slot.

    :ivar value: normalised text: a choice's value, ASCII digits, white space trimmed; a date as YYYY-MM-DD (A.D.);
        empty if the state is ``empty`` or ``invalid``.
    :ivar number: the value's number if it has one (integer, decimal, percent 0–100, year in B.E.; a choice's score is
        *not* a number).
    :ivar raw: the cell's content, unchanged.
    :ivar emails: the addresses of an e-mail slot, in order; more than one if it contained several.
    """

    value: str
    number: float | None
    raw: str
    state: State
    remarks: tuple[Remark, ...] = ()
    emails: tuple[str, ...] = ()

    @property
    def content(self) -> str:
        """The content for comparing slots: the value, or the typed text if there is no value."""
        return f"!{self.raw}" if self.state is State.INVALID else self.value


BLANK = Answer("", None, "", State.EMPTY)
