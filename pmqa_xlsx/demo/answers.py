"""Made-up but plausible answers for any form, the same for the same unit at every run."""

from __future__ import annotations

import random

from pmqa_xlsx.answers import type_of
from pmqa_xlsx.answers.model import BLANK, Answer, State
from pmqa_xlsx.form.model import Field, Unit
from pmqa_xlsx.layout import Layout
from pmqa_xlsx.layout.completeness import required_slots

#: Probability that an optional slot is answered.
_OPTIONAL_SHARE = 0.45
#: Range of the quality of units: their answers tend to be at this share of the way up a list.
_LEAST_QUALITY, _MOST_QUALITY = 0.35, 0.98


def plausible_answers(layout: Layout, unit: Unit, *, salt: str = "") -> dict[int, str]:
    """Normalised values by position in ``layout.slots``, for all required slots and many optional ones.

    :param salt: a different text gives a different return of the same unit.
    """
    chance = random.Random(f"{layout.form.edition}/{unit.code}/{salt}")  # noqa: S311  not a secret
    quality = chance.uniform(_LEAST_QUALITY, _MOST_QUALITY)
    values: dict[int, str] = {}
    for number, slot in enumerate(layout.slots):
        share = 1.0 if slot.required.always else _OPTIONAL_SHARE / slot.question.slot
        if chance.random() < share:
            values[number] = made_up(slot.field, chance, quality)
    answers = [Answer(values[n], None, "", State.OK) if n in values else BLANK for n in range(len(layout.slots))]
    for number, needed in enumerate(required_slots(layout, answers)):
        if needed and number not in values:
            values[number] = made_up(layout.slots[number].field, chance, quality)
    return values


def made_up(field: Field, chance: random.Random, quality: float) -> str:
    """One valid normalised value for a field."""
    return type_of(field).sample(field, chance, quality)
