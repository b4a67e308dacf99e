"""What an export without contacts leaves out: answers that are personal data."""

from __future__ import annotations

from pmqa_xlsx.form import AnswerType, Level
from pmqa_xlsx.layout import Slot

#: Types whose answers say how to reach a person, wherever they are asked.
REACHES_A_PERSON = frozenset({AnswerType.EMAIL, AnswerType.PHONE})
#: Stands for an answer that is left out where there must be something.
WITHHELD = "…"


def is_personal(slot: Slot) -> bool:
    """Whether a slot's answer is personal data: how to reach a person, and all of the cover, which names people.

    What a unit writes into other texts is not looked into.
    """
    return slot.level is Level.COVER or slot.field.type in REACHES_A_PERSON
