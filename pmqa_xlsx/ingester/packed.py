"""The slots of a return as one run of bytes: what a worker sends, and what is kept of thousands of returns."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, overload

from pmqa_xlsx.answers.model import BLANK, Answer, Remark, State
from pmqa_xlsx.ingester.reading import SlotReading

#: What the bytes of :attr:`Columns.states` stand for.
STATES = tuple(State)
_STATE_NUMBERS = {state: number for number, state in enumerate(STATES)}
_IS_ANSWERED = bytes([number < len(STATES) and STATES[number].answered for number in range(256)])
_QUICKLY = 1  # the level of zlib that takes the least time


class Columns(NamedTuple):
    """The answers of a return, a column for each part of them; mappings are by position and have what is not usual.

    :ivar values: of each slot; see :class:`Answer` for this and the following.
    :ivar raw: where it is not the value.
    :ivar numbers: where there is one.
    :ivar states: of each slot, its position in :data:`STATES`.
    :ivar remarks: codes and facts, where there are any.
    :ivar emails: where there are any; ``None`` where the value is the only one.
    """

    values: list[str]
    raw: Mapping[int, str]
    numbers: Mapping[int, float]
    states: bytes
    remarks: Mapping[int, Sequence[tuple[str, Mapping[str, str]]]]
    emails: Mapping[int, tuple[str, ...] | None]

    @property
    def answered(self) -> bytes:
        """1 for each slot that is answered, else 0."""
        return self.states.translate(_IS_ANSWERED)

    @property
    def raws(self) -> list[str]:
        """What each slot's cell held."""
        raws = self.values.copy()
        for position, raw in self.raw.items():
            raws[position] = raw
        return raws

    def addresses(self) -> Iterator[tuple[int, str]]:
        """Each e-mail address with its slot's position, in order."""
        for position, emails in self.emails.items():
            for email in (self.values[position],) if emails is None else emails:
                yield position, email


class Places(NamedTuple):
    """Where each slot of a return lies: the sheet's name and the address, as in :class:`SlotReading`."""

    sheets: tuple[str, ...]
    cells: tuple[str, ...]


class PackedSlots(Sequence[SlotReading]):
    """The slots of a return; their answers are unpacked anew whenever they are looked at.

    :param packed: the answers, as :meth:`of` made it.
    :param places: where the slots lie, likewise; most returns of a round have it in common and keep it once.
    """

    __slots__ = ("_packed", "_places")

    def __init__(self, packed: bytes, places: bytes) -> None:
        self._packed, self._places = packed, _kept_once(places)

    @classmethod
    def of(cls, slots: Sequence[SlotReading]) -> PackedSlots:
        """Pack the slots of a return, whose positions are those of the layout."""
        answers = pickle.dumps(tuple(_columns([slot.answer for slot in slots])), pickle.HIGHEST_PROTOCOL)
        places = pickle.dumps((tuple([slot.sheet for slot in slots]), tuple([slot.cell for slot in slots])),
                              pickle.HIGHEST_PROTOCOL)
        return cls(zlib.compress(answers, _QUICKLY), places)

    @property
    def columns(self) -> Columns:
        """The answers by columns."""
        return Columns(*pickle.loads(zlib.decompress(self._packed)))  # noqa: S301  made by this program in this run

    @property
    def answers(self) -> list[Answer]:
        """The answer of each slot."""
        columns = self.columns
        return [
            Answer(value, columns.numbers.get(n), columns.raw.get(n, value), STATES[state],
                   tuple(Remark(code, facts) for code, facts in columns.remarks.get(n, ())), _emails(columns, n))
            if value or n in columns.raw or n in columns.remarks or state != _STATE_NUMBERS[State.EMPTY] else BLANK
            for n, (value, state) in enumerate(zip(columns.values, columns.states, strict=True))
        ]

    @property
    def places(self) -> Places:
        """Where each slot lies."""
        return _unpacked_places(self._places)

    def __len__(self) -> int:
        return len(self.places.cells)

    def __iter__(self) -> Iterator[SlotReading]:
        for position, (answer, sheet, cell) in enumerate(zip(self.answers, *self.places, strict=True)):
            yield SlotReading(position, answer, sheet, cell)

    @overload
    def __getitem__(self, index: int) -> SlotReading: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[SlotReading]: ...
    def __getitem__(self, index: int | slice) -> Any:
        return tuple(self)[index]

    def __eq__(self, other: object) -> bool:
        return tuple(self) == tuple(other) if isinstance(other, Sequence) else NotImplemented

    __hash__ = None  # type: ignore[assignment]  # equal to a tuple of the same slots, but not hashed like one

    def __reduce__(self) -> tuple[type[PackedSlots], tuple[bytes, bytes]]:
        return PackedSlots, (self._packed, self._places)


def columns_of(slots: Sequence[SlotReading]) -> Columns:
    """The answers by columns, of slots packed or not."""
    return slots.columns if isinstance(slots, PackedSlots) else _columns([slot.answer for slot in slots])


def places_of(slots: Sequence[SlotReading]) -> Places:
    """Where each slot lies, packed or not; equal for returns whose slots lie alike."""
    if isinstance(slots, PackedSlots):
        return slots.places
    return Places(tuple(slot.sheet for slot in slots), tuple(slot.cell for slot in slots))


def _columns(answers: Sequence[Answer]) -> Columns:
    return Columns(
        [answer.value for answer in answers],
        {n: answer.raw for n, answer in enumerate(answers) if answer.raw != answer.value},
        {n: answer.number for n, answer in enumerate(answers) if answer.number is not None},
        bytes([_STATE_NUMBERS[answer.state] for answer in answers]),
        {n: [(remark.code, dict(remark.facts)) for remark in answer.remarks]
         for n, answer in enumerate(answers) if answer.remarks},
        {n: None if answer.emails == (answer.value,) else answer.emails
         for n, answer in enumerate(answers) if answer.emails},
    )


def _emails(columns: Columns, position: int) -> tuple[str, ...]:
    emails = columns.emails.get(position, ())
    return (columns.values[position],) if emails is None else emails


@lru_cache(maxsize=64)
def _kept_once(data: bytes) -> bytes:
    """The same bytes, of which all that are equal become one object."""
    return data


@lru_cache(maxsize=64)
def _unpacked_places(data: bytes) -> Places:
    return Places(*pickle.loads(data))  # noqa: S301  made by this program in this run
