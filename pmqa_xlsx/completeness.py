"""Which slots a return must answer, and how many of them it does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pmqa_xlsx.answers.model import Answer
from pmqa_xlsx.layout.model import Layout, Slot


def required_slots(layout: Layout, answers: Sequence[Answer]) -> list[bool]:
    """Which answer slots this return must fill in: those always required, and those that its own answers require.

    A condition looks at slot 1 of the deciding field for the same category or criterion, in whichever table of
    the sheet that lies; on the cover, of the cover. What is not valid there makes nothing required.

    :param answers: parallel to ``layout.slots``.
    :returns: parallel to ``layout.slots``.
    :raises ValueError: the two are not of one length.
    """
    first_values: dict[tuple[str, str, str], dict[str, str]] = {}
    for slot, answer in zip(layout.slots, answers, strict=True):
        if slot.number == 1:
            first_values.setdefault(_row_of(slot), {})[slot.field.name] = answer.value
    return [slot.required.holds(first_values.get(_row_of(slot), {})) for slot in layout.slots]


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
