"""Which slots a return must answer, and how many of them it does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pmqa_xlsx.answers.model import Answer
from pmqa_xlsx.layout.model import Layout, Slot
from pmqa_xlsx.layout.once import once_a_layout


def required_slots(layout: Layout, answers: Sequence[Answer]) -> list[bool]:
    """Which answer slots this return must fill in: those always required, and those that its own answers require.

    A condition looks at slot 1 of the deciding field for the same category or criterion, in whichever table of
    the sheet that lies; on the cover, of the cover. What is not valid there makes nothing required.

    :param answers: parallel to ``layout.slots``.
    :returns: parallel to ``layout.slots``.
    :raises ValueError: the two are not of one length.
    """
    conditions = _conditions(layout)
    if len(answers) != len(conditions):
        raise ValueError(f"{len(answers)} answers for {len(conditions)} slots")
    return [required if isinstance(required, bool) else answers[required[0]].value == required[1]
            for required in conditions]


@once_a_layout
def _conditions(layout: Layout) -> tuple[bool | tuple[int, str], ...]:
    """Whether each slot must be answered, or the position of the slot that decides it and the value that it needs."""
    deciding = {(_row_of(slot), slot.field.name): place for place, slot in enumerate(layout.slots) if slot.number == 1}
    conditions: list[bool | tuple[int, str]] = []
    for slot in layout.slots:
        required = slot.required
        place = deciding.get((_row_of(slot), required.field)) if required.field else None
        conditions.append(required.holds({}) if required.always or place is None else (place, required.value))
    return tuple(conditions)


def count_required(required: Iterable[bool], answers: Iterable[Answer]) -> tuple[int, int]:
    """How many slots are required, and how many of those are answered."""
    states = [answer.state.answered for needed, answer in zip(required, answers, strict=True) if needed]
    return len(states), sum(states)


def completeness(required: int, answered: int) -> float:
    """The part of the required slots that is answered, 0–1; 1 where nothing is required."""
    return answered / required if required else 1.0


def _row_of(slot: Slot) -> tuple[str, str, str]:
    """What the slot is about: the cover, a category or a criterion."""
    return slot.level.value, slot.category, slot.criterion
