"""Which slots a return must answer, and how many of them it answers."""

from __future__ import annotations

from collections.abc import Sequence
from operator import and_
from typing import NamedTuple

from pmqa_xlsx.answers.model import Answer
from pmqa_xlsx.layout.cache import cached_per_layout
from pmqa_xlsx.layout.model import Layout


def required_slots(layout: Layout, answers: Sequence[Answer]) -> list[bool]:
    """Which answer slots this return must fill in: those always required, and those required by its own answers.

    A condition reads slot 1 of the deciding field of the same category or criterion, in any table of the sheet; on
    the cover, of the cover. An invalid answer there makes nothing required.

    :param answers: parallel to ``layout.slots``.
    :returns: parallel to ``layout.slots``.
    :raises ValueError: the two have different lengths.
    """
    return [required == 1 for required in _required(layout, [answer.value for answer in answers])]


class Counts(NamedTuple):
    """How many slots a return must fill in, how many of these it answers, and how many slots it answers in all."""

    required: int
    answered: int
    filled: int


def counts_of(layout: Layout, values: Sequence[str], answered: bytes) -> Counts:
    """Count the slots of a return.

    :param values: the normalised answers, parallel to ``layout.slots``.
    :param answered: likewise, 1 for a slot that is answered, else 0.
    :raises ValueError: the number of values is not the number of slots.
    """
    required = _required(layout, values)
    both = int.from_bytes(required, "big") & int.from_bytes(answered, "big")
    return Counts(required.count(1), both.bit_count(), answered.count(1))


def required_and_empty(layout: Layout, values: Sequence[str], empty: bytes) -> list[int]:
    """The positions of the slots that a return must fill in but leaves empty; parameters as above."""
    required = _required(layout, values)
    return [position for position, both in enumerate(map(and_, required, empty)) if both]


def completeness(required: int, answered: int) -> float:
    """The share of the required slots that is answered, 0–1; 1 if nothing is required."""
    return answered / required if required else 1.0


class _Conditions(NamedTuple):
    """Conditions under which the slots of a layout must be answered.

    :ivar always: 1 for each slot that is always required, else 0.
    :ivar deciding: for each slot required by another answer: its position, the position of the deciding slot, and the
        value there that makes it required.
    """

    always: bytes
    deciding: tuple[tuple[int, int, str], ...]


def _required(layout: Layout, values: Sequence[str]) -> bytearray:
    """1 for each slot that must be answered, else 0."""
    conditions = _conditions(layout)
    if len(values) != len(conditions.always):
        raise ValueError(f"{len(values)} answers for {len(conditions.always)} slots")
    required = bytearray(conditions.always)
    for position, place, needed in conditions.deciding:
        if values[place] == needed:
            required[position] = 1
    return required


@cached_per_layout
def _conditions(layout: Layout) -> _Conditions:
    always = bytearray(len(layout.slots))
    deciding: list[tuple[int, int, str]] = []
    for position, slot in enumerate(layout.slots):
        required = slot.required
        place = layout.positions.get(slot.question.beside(required.field)) if required.field else None
        if required.always or place is None:
            always[position] = required.holds({})
        else:
            deciding.append((position, place, required.value))
    return _Conditions(bytes(always), tuple(deciding))
