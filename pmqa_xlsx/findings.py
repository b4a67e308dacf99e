"""A finding: one thing that the ingester reports about a return, as data.

A finding has a code, a place and the facts of the case; its sentences are made later from :mod:`pmqa_xlsx.catalogue`,
in either language.
"""

from __future__ import annotations

from collections.abc import Mapping

from pmqa_xlsx.catalogue import CATALOGUE, Severity
from pmqa_xlsx.form.question import NO_QUESTION, Question
from pmqa_xlsx.light_dataclass import dataclass, field, replace
from pmqa_xlsx.text.language import Lang

#: The fact that states the severity where the code alone does not: of the office's own checks.
SEVERITY_FACT = "severity"


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a finding; parts that do not apply are empty.

    :ivar sheet: the sheet's name in the return.
    :ivar cell: the address there, such as ``C7``.
    :ivar question: the question, or the whole row, category or cover.
    """

    sheet: str = ""
    cell: str = ""
    question: Question = NO_QUESTION


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding about one return.

    :ivar code: a code of the catalogue.
    :ivar value: the typed text, unchanged, if the finding is about it.
    :ivar facts: values for the placeholders of the messages; a fact ``x_th`` or ``x_en`` is used for ``{x}`` in that
        language.
    """

    code: str
    place: Place = Place()
    value: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """Its severity, from the catalogue; of a check, as the definition states it."""
        stated = self.facts.get(SEVERITY_FACT)
        return Severity(stated) if stated else CATALOGUE[self.code].severity

    @property
    def size(self) -> int:
        """About how many bytes its text takes: a Thai letter takes three."""
        return 3 * len(self.value)

    def message(self, lang: Lang) -> str:
        """What happened, as a sentence."""
        return CATALOGUE[self.code].message.of(lang, self._facts())

    def fix(self, lang: Lang) -> str:
        """What the unit should do next, as a sentence."""
        return CATALOGUE[self.code].fix.of(lang, self._facts())

    def at(self, place: Place) -> Finding:
        """The same finding at another place."""
        return replace(self, place=place)

    def _facts(self) -> dict[str, str]:
        return {"value": self.value, "sheet": self.place.sheet, "cell": self.place.cell, **self.facts}
