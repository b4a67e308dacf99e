"""What an answer may be at the least and at the most: a type's own limits, narrowed by a field's."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from pmqa_xlsx.form.model import Field
from pmqa_xlsx.text.excel_text import CELL_LIMIT, number_text
from pmqa_xlsx.text.language import Lang, Text
from pmqa_xlsx.text.thai import LAST_AD_YEAR, long_date

#: The largest number whose 15 digits Excel keeps.
LARGEST = 999_999_999_999_999.0
LANGS: tuple[Lang, Lang] = ("th", "en")


@dataclass(frozen=True, slots=True)
class AnswerLimits:
    """The bounds of an answer, all inclusive.

    :ivar first: first day (A.D.). The type's own is late enough that a bare year typed into a date cell, which Excel
        takes for a day between 1905 and 1907, is not let through as a date.
    :ivar last: last day (A.D.): before the years that are B.E. taken for A.D.
    :ivar longest: most characters (UTF-16 units, as Excel counts).
    """

    least: float = -LARGEST
    most: float = LARGEST
    first: dt.date = dt.date(1910, 1, 1)
    last: dt.date = dt.date(LAST_AD_YEAR, 12, 31)
    longest: int = CELL_LIMIT

    def of(self, field: Field) -> AnswerLimits:
        """These limits of a type with those that the field states."""
        stated: dict[str, Any] = {} if field.max_length is None else {"longest": field.max_length}
        for bound, number, day in ((field.minimum, "least", "first"), (field.maximum, "most", "last")):
            if bound is not None:
                stated[day if isinstance(bound, dt.date) else number] = bound
        return replace(self, **stated)

    def facts(self, value: float) -> dict[str, str]:
        """The bounds for the message about a number outside them; one that nobody stated only where it is broken."""
        return {
            "minimum": number_text(self.least) if self.least > -LARGEST or value < self.least else "",
            "maximum": number_text(self.most) if self.most < LARGEST or value > self.most else "",
        }

    def date_facts(self) -> dict[str, str]:
        """The bounds for the message about a date outside them."""
        return {"minimum_th": long_date(self.first, "th"), "minimum_en": long_date(self.first, "en"),
                "maximum_th": long_date(self.last, "th"), "maximum_en": long_date(self.last, "en")}

    @property
    def range(self) -> Text:
        """The numbers between the bounds in words, to follow a noun; empty where no bound is stated."""
        least, most = number_text(self.least), number_text(self.most)
        return _between(least if self.least > -LARGEST else "", most if self.most < LARGEST else "")

    @property
    def days(self) -> Text:
        """The days between the bounds in words, to follow a noun; empty where no bound is stated."""
        own = AnswerLimits()
        first, last = self.first != own.first, self.last != own.last
        th, en = (_between(long_date(self.first, lang) if first else "", long_date(self.last, lang) if last else "")
                  for lang in LANGS)
        return Text(th.th, en.en)


def _between(least: str, most: str) -> Text:
    if least and most:
        return Text(f" ตั้งแต่ {least} ถึง {most}", f" from {least} to {most}")
    if least:
        return Text(f" ตั้งแต่ {least}", f" from {least}")
    return Text(f" ไม่เกิน {most}", f" up to {most}") if most else Text()
