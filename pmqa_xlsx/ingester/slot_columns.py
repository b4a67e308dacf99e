"""The slots of a return as they were read, by slot and by column."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Any, NamedTuple, overload

from pmqa_xlsx.answers.model import Answer, State
from pmqa_xlsx.layout.model import Layout
from pmqa_xlsx.layout.rules import Counts, Evaluation

#: Lone surrogates are encoded and decoded as if they were characters.
_SURROGATES = "surrogatepass"
#: The meaning of the bytes of :attr:`Columns.states`: each is a position in this.
STATES = tuple(State)
_STATE_NUMBERS = {state: number for number, state in enumerate(STATES)}
#: About how many bytes a slot takes besides its texts.
BYTES_A_SLOT = 100
_IS_ANSWERED = bytes([number < len(STATES) and STATES[number].answered for number in range(256)])
_IS_EMPTY = bytes([number == _STATE_NUMBERS[State.EMPTY] for number in range(256)])


#: Most bytes of texts that stay decoded; those of a usual return are a third of it.
_STAYS_DECODED = 2**18


class TextRun(Sequence[str]):
    """Concatenated texts, decoded at access: unless they are long, all together the first time that they are asked for.

    :ivar utf8: all of them together, in UTF-8 with lone surrogates.
    :ivar lengths: of each text, in bytes.
    """

    __slots__ = ("_decoded", "lengths", "utf8")

    def __init__(self, utf8: bytes, lengths: array[int]) -> None:
        self.utf8, self.lengths = utf8, lengths
        self._decoded: list[str] | None = None

    @classmethod
    def of(cls, texts: Sequence[str]) -> TextRun:
        """The run of these texts."""
        if isinstance(texts, TextRun):
            return texts
        try:
            encoded = [*map(str.encode, texts)]
        except UnicodeEncodeError:
            encoded = [text.encode("utf-8", _SURROGATES) for text in texts]
        return cls(b"".join(encoded), array("I", map(len, encoded)))

    def __iter__(self) -> Iterator[str]:
        if self._decoded is not None:
            return iter(self._decoded)
        decoded = [self.utf8[start:end].decode("utf-8", _SURROGATES)
                   for start, end in pairwise(accumulate(self.lengths, initial=0))]
        if len(self.utf8) <= _STAYS_DECODED:
            self._decoded = decoded
        return iter(decoded)

    def __len__(self) -> int:
        return len(self.lengths)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> Any:
        if isinstance(index, slice):
            return list(self)[index]
        index = range(len(self))[index]
        start = sum(self.lengths[:index])
        return self.utf8[start:start + self.lengths[index]].decode("utf-8", _SURROGATES)

    def __repr__(self) -> str:
        return f"TextRun.of({list(self)!r})"


class SlotReading(NamedTuple):
    """One slot of a return.

    :ivar slot: position in the layout's ``slots``, zero-based.
    :ivar sheet: the sheet's name in the return.
    :ivar cell: the address in the return, such as ``C7``; empty if the slot's row or sheet is missing.
    """

    slot: int
    answer: Answer
    sheet: str
    cell: str


class Places(NamedTuple):
    """The sheet's name and the address of each slot of a return, as in :class:`SlotReading`."""

    sheets: tuple[str, ...]
    cells: tuple[str, ...]


class Columns(NamedTuple):
    """The answers of a return, a column for each part of them; mappings are by position and may lack slots.

    :ivar values: of each slot; see :class:`Answer` for this and the following.
    :ivar raw: of the slots in which it is not the value.
    :ivar numbers: of the slots that have one.
    :ivar states: of each slot, its position in :data:`STATES`.
    :ivar remarks: their codes and facts, of the slots that have any.
    :ivar emails: of the slots that have any.
    """

    values: Sequence[str]
    raw: Mapping[int, str]
    numbers: Mapping[int, float]
    states: bytes
    remarks: Mapping[int, Sequence[tuple[str, Mapping[str, str]]]]
    emails: Mapping[int, tuple[str, ...]]

    @property
    def size(self) -> int:
        """About how many bytes they take, without the lists of :attr:`values`."""
        values = len(self.values.utf8) if isinstance(self.values, TextRun) else sum(map(len, self.values))
        return values + 2 * sum(map(len, self.raw.values())) + len(self.states) * BYTES_A_SLOT

    @property
    def answered(self) -> bytes:
        """1 for each slot that is answered, else 0."""
        return self.states.translate(_IS_ANSWERED)

    @property
    def empty(self) -> bytes:
        """1 for each slot that is empty, else 0."""
        return self.states.translate(_IS_EMPTY)

    @property
    def raws(self) -> list[str]:
        """The content of each slot's cell."""
        raws = list(self.values)
        for position, raw in self.raw.items():
            raws[position] = raw
        return raws

    def addresses(self) -> Iterator[tuple[int, str]]:
        """Each e-mail address with its slot's position, in order."""
        for position, emails in self.emails.items():
            for email in emails:
                yield position, email


class Slots(Sequence[SlotReading]):
    """The slots of a return, in the layout's order.

    :ivar answers: the answer in each slot.
    :ivar places: the sheet and address of each slot.
    """

    __slots__ = ("_columns", "answers", "places")

    answers: Sequence[Answer]
    places: Places

    def __init__(self, answers: Sequence[Answer], places: Places) -> None:
        if not len(answers) == len(places.sheets) == len(places.cells):
            raise ValueError("the numbers of answers and places differ")
        self.answers, self.places = answers, places
        self._columns: Columns | None = None

    @classmethod
    def of(cls, readings: Iterable[SlotReading]) -> Slots:
        """The slots with these readings, which must be in the layout's order."""
        readings = tuple(readings)
        return Slots([slot.answer for slot in readings],
                     Places(tuple(slot.sheet for slot in readings), tuple(slot.cell for slot in readings)))

    @property
    def columns(self) -> Columns:
        """The answers by columns."""
        if self._columns is None:
            self._columns = _columns(self.answers)
        return self._columns

    @property
    def size(self) -> int:
        """About how many bytes they take."""
        return self.columns.size

    def unpacked(self) -> Slots:
        """The same slots with their answers."""
        return self

    def counts(self, layout: Layout, unit: str = "") -> Counts:
        """How many slots are required and how many are answered.

        :param layout: the one with which the return was read.
        :param unit: the unit's code, which decides constants of its own.
        """
        columns = self.columns
        return Evaluation(layout, columns.values, columns.empty, unit).counts(columns.answered)

    def __len__(self) -> int:
        return len(self.places.cells)

    def __iter__(self) -> Iterator[SlotReading]:
        return map(SlotReading, range(len(self)), self.answers, *self.places)

    @overload
    def __getitem__(self, index: int) -> SlotReading: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[SlotReading]: ...
    def __getitem__(self, index: int | slice) -> Any:
        return tuple(self)[index]

    def __eq__(self, other: object) -> bool:
        return tuple(self) == tuple(other) if isinstance(other, Slots) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.places)  # answers hold mappings

    def __repr__(self) -> str:
        return f"{type(self).__name__}.of({tuple(self)!r})"


#: The slots of a file that was rejected before its slots were read.
NO_SLOTS = Slots((), Places((), ()))


def _columns(answers: Sequence[Answer]) -> Columns:
    if not answers:
        return Columns([], {}, {}, b"", {}, {})
    values, numbers, raws, states, remarks, emails = zip(*answers, strict=True)
    return Columns(
        list(values),
        other_raws(values, raws),
        {n: number for n, number in enumerate(numbers) if number is not None},
        bytes(map(_STATE_NUMBERS.__getitem__, states)),
        {n: [(remark.code, dict(remark.facts)) for remark in those] for n, those in enumerate(remarks) if those},
        {n: those for n, those in enumerate(emails) if those},
    )


def other_raws(values: Iterable[str], raws: Iterable[str]) -> dict[int, str]:
    """The cell contents that are not the value, by position; see :attr:`Columns.raw`."""
    return {n: raw for n, (raw, value) in enumerate(zip(raws, values, strict=True)) if raw != value}
