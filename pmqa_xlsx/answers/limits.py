"""The limits of an answer: a type's own limits, narrowed by a field's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from pmqa_xlsx.form.model import Field
from pmqa_xlsx.text.excel_text import CELL_LIMIT
from pmqa_xlsx.text.language import Lang, Text

#: The largest number that Excel stores exactly, with 15 digits.
LARGEST = 999_999_999_999_999.0


@dataclass(frozen=True, slots=True)
class AnswerLimits:
    """The bounds of an answer, all inclusive: numbers, days (A.D.) or other values of the type.

    :ivar longest: most characters (UTF-16 units, as Excel counts).
    :ivar unsaid: technical bounds that are not mentioned in prompts.
    """

    least: Any = -LARGEST
    most: Any = LARGEST
    longest: int = CELL_LIMIT
    unsaid: tuple[Any, ...] = (-LARGEST, LARGEST)

    def of(self, field: Field) -> AnswerLimits:
        """These limits of a type, narrowed by the field's own."""
        stated = {"longest": field.max_length, "least": field.minimum, "most": field.maximum}
        return replace(self, **{name: limit for name, limit in stated.items() if limit is not None})

    def between(self, say: Callable[[Any, Lang], str], lang: Lang) -> str:
        """The bounds in words, to follow a noun; empty if there are none.

        :param say: converts one bound to words.
        """
        least, most = ("" if bound in self.unsaid else say(bound, lang) for bound in (self.least, self.most))
        return _between(least, most).of(lang)


def _between(least: str, most: str) -> Text:
    if least and most:
        return Text(f" ตั้งแต่ {least} ถึง {most}", f" from {least} to {most}")
    if least:
        return Text(f" ตั้งแต่ {least}", f" from {least}")
    return Text(f" ไม่เกิน {most}", f" up to {most}") if most else Text()
