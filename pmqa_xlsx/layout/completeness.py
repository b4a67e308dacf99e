"""Which slots a return must answer, and how many of them it answers."""

from __future__ import annotations

from collections.abc import Sequence
from operator import and_
from typing import NamedTuple

from pmqa_xlsx.answers.model import Answer, State
from pmqa_xlsx.form.expressions.bound import Bound, Operation, Reference, Value
from pmqa_xlsx.layout.model import Layout, cached_per_layout
from pmqa_xlsx.layout.rules import Evaluation, conditions, spare_rows, typed_positions


def required_slots(layout: Layout, answers: Sequence[Answer], unit: str = "") -> list[bool]:
    """Which answer slots this return must fill in: those always required, and those required by its own answers.

    A condition reads slot 1 of fields of the same category or criterion, in any table of the sheet; on the cover, of
    the cover. An invalid answer there is as good as none. In the further rows of a repeated criterion nothing is
    required until something is in the row.

    :param answers: parallel to ``layout.slots``.
    :param unit: the unit's code, which decides constants of its own.
    :returns: parallel to ``layout.slots``.
    :raises ValueError: the two have different lengths.
    """
    empty = bytes(answer.state is State.EMPTY for answer in answers)
    return [required == 1 for required in _required(layout, [answer.value for answer in answers], empty, unit)]


class Counts(NamedTuple):
    """How many slots a return must fill in, how many of these it answers, and how many slots it answers in all."""

    required: int
    answered: int
    filled: int


def counts_of(layout: Layout, values: Sequence[str], answered: bytes, empty: bytes, unit: str) -> Counts:
    """Count the slots of a return.

    :param values: the normalised answers, parallel to ``layout.slots``.
    :param answered: likewise, 1 for a slot that is answered, else 0.
    :param empty: likewise, 1 for a slot in which nothing is, else 0.
    :param unit: the unit's code, which decides constants of its own.
    :raises ValueError: the number of values is not the number of slots.
    """
    required = _required(layout, values, empty, unit)
    both = int.from_bytes(required, "big") & int.from_bytes(answered, "big")
    calculated = sum(answered[position] for position in _conditions(layout).calculated)
    return Counts(required.count(1), both.bit_count(), answered.count(1) - calculated)


def required_and_empty(layout: Layout, values: Sequence[str], empty: bytes, unit: str) -> list[int]:
    """The positions of the slots that a return must fill in but leaves empty; parameters as above."""
    required = _required(layout, values, empty, unit)
    return [position for position, both in enumerate(map(and_, required, empty)) if both]


def completeness(required: int, answered: int) -> float:
    """The share of the required slots that is answered, 0–1; 1 if nothing is required."""
    return answered / required if required else 1.0


class _Conditions(NamedTuple):
    """Conditions under which the slots of a layout must be answered.

    :ivar always: 1 for each slot that is always required, else 0.
    :ivar deciding: for each slot required by one choice: its position, the position of the deciding slot, and the
        value there that makes it required.
    :ivar others: the other conditions, by position.
    :ivar further_rows: of each row that is required only once something is in it, the positions of its slots that
        people type into.
    :ivar calculated: the positions of the computed slots.
    """

    always: bytes
    deciding: tuple[tuple[int, int, str], ...]
    others: tuple[tuple[int, Bound], ...]
    further_rows: tuple[tuple[int, ...], ...]
    calculated: tuple[int, ...]


def _required(layout: Layout, values: Sequence[str], empty: bytes, unit: str) -> bytearray:
    """1 for each slot that must be answered, else 0."""
    plan = _conditions(layout)
    if len(values) != len(plan.always):
        raise ValueError(f"{len(values)} answers for {len(plan.always)} slots")
    required = bytearray(plan.always)
    for position, place, needed in plan.deciding:
        if values[place] == needed:
            required[position] = 1
    if plan.others:
        evaluation = Evaluation(layout, values, empty, unit)
        for position, condition in plan.others:
            required[position] = evaluation.of(condition) is True
    for positions in plan.further_rows:
        if all(empty[position] for position in positions):
            for position in positions:
                required[position] = 0
    return required


@cached_per_layout
def _conditions(layout: Layout) -> _Conditions:
    deciding: list[tuple[int, int, str]] = []
    others: list[tuple[int, Bound]] = []
    for position, condition in conditions(layout).items():
        simple = one_choice(layout, condition)
        if simple is None:
            others.append((position, condition))
        else:
            deciding.append((position, *simple))
    return _Conditions(
        bytes(slot.required.always for slot in layout.slots), tuple(deciding), tuple(others),
        tuple(typed_positions(layout)[row] for row in spare_rows(layout)),
        tuple(position for position, slot in enumerate(layout.slots) if slot.field.is_computed))


def one_choice(layout: Layout, condition: Bound) -> tuple[int, str] | None:
    """The position of a choice slot and the value that a condition asks for; ``None`` for other conditions."""
    if isinstance(condition, Operation) and condition.function == "=" and condition.by_text:
        slot, value = condition.arguments
        if isinstance(slot, Reference) and slot.choices and isinstance(value, Value):
            return layout.positions[slot.question], str(value.value)
    return None
