"""A finding: one thing the ingester has to say about a return, as data.

Findings carry a code, a place and the facts of the case; the words come late, from :mod:`pmqa_xlsx.catalogue`,
in the reader's language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from pmqa_xlsx.catalogue import CATALOGUE, Severity
from pmqa_xlsx.form.question import NO_QUESTION, Question
from pmqa_xlsx.text.language import Lang


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding lies; every part that does not apply is empty.

    :ivar sheet: the sheet's name as it stands in the return.
    :ivar cell: the address there, such as ``C7``.
    :ivar question: the question, or the row, category or cover as a whole.
    """

    sheet: str = ""
    cell: str = ""
    question: Question = NO_QUESTION


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding about one return.

    :ivar code: a code of the catalogue.
    :ivar value: what somebody typed, to the letter, where the finding is about that.
    :ivar facts: what the messages' placeholders stand for; a fact named ``x_th``/``x_en`` serves ``{x}`` in
        that language.
    """

    code: str
    place: Place = Place()
    value: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """How much it weighs, from the catalogue."""
        return CATALOGUE[self.code].severity

    def message(self, lang: Lang) -> str:
        """What happened, as a sentence."""
        return CATALOGUE[self.code].message(lang, self._facts())

    def fix(self, lang: Lang) -> str:
        """What the unit should do next, as a sentence."""
        return CATALOGUE[self.code].fix(lang, self._facts())

    def at(self, place: Place) -> Finding:
        """The same finding at another place."""
        return replace(self, place=place)

    def _facts(self) -> dict[str, str]:
        return {"value": self.value, "sheet": self.place.sheet, "cell": self.place.cell, **self.facts}
