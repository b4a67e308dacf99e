"""What an export without contacts leaves out: answers that are personal data, and every e-mail address."""

from __future__ import annotations

import re

from pmqa_xlsx.form import AnswerType, Level
from pmqa_xlsx.layout import Slot

#: Types whose answers say how to reach a person, wherever they are asked.
REACHES_A_PERSON = frozenset({AnswerType.EMAIL, AnswerType.PHONE})
#: Stands for an answer that is left out where there must be something.
WITHHELD = "…"
_AT_SIGNS = "@\N{FULLWIDTH COMMERCIAL AT}\N{SMALL COMMERCIAL AT}"
_SPACES = re.compile(r"(\s+)")


def is_personal(slot: Slot) -> bool:
    """Whether a slot's answer is personal data: how to reach a person, and all of the cover, which names people.

    Other texts are looked into for e-mail addresses alone (:func:`without_addresses`).
    """
    return slot.level is Level.COVER or slot.field.type in REACHES_A_PERSON


def without_addresses(text: str) -> str:
    """The text with each word that may be or hold an e-mail address replaced."""
    if not any(sign in text for sign in _AT_SIGNS):
        return text
    return "".join(WITHHELD if any(sign in word for sign in _AT_SIGNS) else word for word in _SPACES.split(text))
