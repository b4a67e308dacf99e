"""The slots of a return as one run of bytes: what a worker sends, and what is kept of thousands of returns."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, overload

from pmqa_xlsx.answers.model import BLANK, Answer, Remark, State
from pmqa_xlsx.ingester.reading import SlotReading

_STATES = tuple(State)
_STATE_NUMBERS = {state: number for number, state in enumerate(_STATES)}


class _Columns(NamedTuple):
    """What is pickled: plain values, a column for each part of the slots; mappings are by position and sparse."""

    values: list[str]
    raw: dict[int, str]  #: where it is not the value
    numbers: dict[int, float]
    states: bytes
    remarks: dict[int, list[tuple[str, dict[str, str]]]]
    emails: dict[int, tuple[str, ...]]
    names: tuple[str, ...]  #: the sheets' names
    sheets: list[int]  #: positions in ``names``
    cells: str


class PackedSlots(Sequence[SlotReading]):
    """The slots of a return; they are unpacked anew whenever they are looked at.

    :param packed: what :meth:`of` made.
    :param count: how many slots there are.
    """

    __slots__ = ("_count", "_packed")

    def __init__(self, packed: bytes, count: int) -> None:
        self._packed, self._count = packed, count

    @classmethod
    def of(cls, slots: Sequence[SlotReading]) -> PackedSlots:
        """Pack the slots of a return, whose positions are those of the layout."""
        answers = [slot.answer for slot in slots]
        names = tuple(dict.fromkeys(slot.sheet for slot in slots))
        number_of = {name: number for number, name in enumerate(names)}
        columns = _Columns(
            [answer.value for answer in answers],
            {n: answer.raw for n, answer in enumerate(answers) if answer.raw != answer.value},
            {n: answer.number for n, answer in enumerate(answers) if answer.number is not None},
            bytes([_STATE_NUMBERS[answer.state] for answer in answers]),
            {n: [(remark.code, dict(remark.facts)) for remark in answer.remarks]
             for n, answer in enumerate(answers) if answer.remarks},
            {n: answer.emails for n, answer in enumerate(answers) if answer.emails},
            names, [number_of[slot.sheet] for slot in slots], "\n".join([slot.cell for slot in slots]),
        )
        return cls(pickle.dumps(tuple(columns), pickle.HIGHEST_PROTOCOL), len(slots))

    def _columns(self) -> _Columns:
        return _Columns(*pickle.loads(self._packed))  # noqa: S301  made by this program in this run

    @property
    def answers(self) -> list[Answer]:
        """The answer of each slot."""
        return _answers(self._columns())

    @property
    def places(self) -> tuple[list[str], list[str]]:
        """The sheet's name and the address of each slot, as in :class:`SlotReading`."""
        columns = self._columns()
        return [columns.names[number] for number in columns.sheets], _cells(columns)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[SlotReading]:
        columns = self._columns()
        for position, (answer, sheet, cell) in enumerate(zip(_answers(columns), columns.sheets, _cells(columns),
                                                             strict=True)):
            yield SlotReading(position, answer, columns.names[sheet], cell)

    @overload
    def __getitem__(self, index: int) -> SlotReading: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[SlotReading]: ...
    def __getitem__(self, index: int | slice) -> Any:
        return tuple(self)[index]

    def __eq__(self, other: object) -> bool:
        return tuple(self) == tuple(other) if isinstance(other, Sequence) else NotImplemented

    __hash__ = None  # type: ignore[assignment]  # equal to a tuple of the same slots, but not hashed like one

    def __reduce__(self) -> tuple[type[PackedSlots], tuple[bytes, int]]:
        return PackedSlots, (self._packed, self._count)


def _cells(columns: _Columns) -> list[str]:
    return columns.cells.split("\n") if columns.values else []


def _answers(columns: _Columns) -> list[Answer]:
    raw, numbers, remarks, emails = columns.raw, columns.numbers, columns.remarks, columns.emails
    return [
        Answer(value, numbers.get(n), raw.get(n, value), _STATES[state],
               tuple(Remark(code, facts) for code, facts in remarks[n]) if n in remarks else (), emails.get(n, ()))
        if value or n in raw or n in remarks or state != _STATE_NUMBERS[State.EMPTY] else BLANK
        for n, (value, state) in enumerate(zip(columns.values, columns.states, strict=True))
    ]


def answers_of(slots: Sequence[SlotReading]) -> list[Answer]:
    """The answer of each slot, packed or not."""
    return slots.answers if isinstance(slots, PackedSlots) else [slot.answer for slot in slots]


def places_of(slots: Sequence[SlotReading]) -> tuple[list[str], list[str]]:
    """The sheet's name and the address of each slot, packed or not."""
    if isinstance(slots, PackedSlots):
        return slots.places
    return [slot.sheet for slot in slots], [slot.cell for slot in slots]
