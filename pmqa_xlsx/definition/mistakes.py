"""A mistake of a definition as data: where it is, what is wrong and how to correct it, in both languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pmqa_xlsx.catalogue import Severity
from pmqa_xlsx.catalogue.model import PLACEHOLDER, CatalogueEntry, Entries, Words
from pmqa_xlsx.cells import CellRef
from pmqa_xlsx.errors import OperatorError
from pmqa_xlsx.light_dataclass import dataclass, field
from pmqa_xlsx.text.language import LANGS, Lang, Text

#: Every possible mistake by code. In the sentences ``{value}`` is the cell's content, ``{column}`` the column's name,
#: ``{position}`` a place in an expression, in characters from 1, and ``{near}`` shows that place with a mark ▸.
MISTAKES: Mapping[str, CatalogueEntry] = Entries({"mistakes.csv": Severity.ERROR, "oddities.csv": Severity.WARNING})


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is wrong with a definition.

    :ivar sheet: the definition's sheet, such as ``criteria``.
    :ivar cell: the address of the cell to correct, such as ``D7``; empty if it is about the whole sheet.
        For a CSV file it is the address in a spreadsheet program.
    :ivar code: a code of :data:`MISTAKES`.
    :ivar facts: the values for the placeholders of the messages.
    """

    sheet: str
    cell: str
    code: str
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def place(self) -> str:
        """The sheet and cell, such as ``criteria!D7``."""
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet

    @property
    def position(self) -> tuple[int, int]:
        """The cell's row and column, zero-based, as a sort key; a mistake of the whole sheet comes first."""
        return CellRef.parse(self.cell) if self.cell else (-1, -1)

    @property
    def severity(self) -> Severity:
        """An error or a warning."""
        return MISTAKES[self.code].severity

    @property
    def is_error(self) -> bool:
        """Whether it must be corrected before the definition can be used."""
        return self.severity is Severity.ERROR

    def message(self, lang: Lang) -> str:
        """What is wrong, as a sentence."""
        return _sentence(MISTAKES[self.code].message, lang, self.facts)

    def fix(self, lang: Lang) -> str:
        """How to correct it, as a sentence."""
        return _sentence(MISTAKES[self.code].fix, lang, self.facts)

    def as_json(self) -> dict[str, str]:
        """The mistake as ``form check --json`` prints it."""
        return {
            "sheet": self.sheet, "cell": self.cell, "code": self.code, "severity": self.severity.value,
            "message_th": self.message("th"), "message_en": self.message("en"),
            "fix_th": self.fix("th"), "fix_en": self.fix("en"),
        }


def _sentence(words: Words, lang: Lang, facts: Mapping[str, str]) -> str:
    """A sentence about a mistake; a dash for a fact that is empty because of another mistake."""
    try:
        return words.of(lang, facts)
    except KeyError:
        shown = {name for text in words.texts for name in PLACEHOLDER.findall(text.of(lang))}
        return words.of(lang, {**dict.fromkeys(shown, "–"), **{name: fact for name, fact in facts.items() if fact}})


class DefinitionError(OperatorError):
    """A definition has mistakes; all of them without the warnings, in the order of the sheets.

    :ivar source: what the definition is called in the message.
    :ivar mistakes: what :func:`pmqa_xlsx.definition.check_definition` found, never empty.
    """

    def __init__(self, source: str, mistakes: Sequence[Mistake]) -> None:
        mistakes = [mistake for mistake in mistakes if mistake.is_error]
        first, more = mistakes[0], len(mistakes) - 1
        said = Text(*(f"{first.place}: {first.message(lang)} {first.fix(lang)}" for lang in LANGS))
        code = "definition-wrong-more" if more else "definition-wrong"
        super().__init__(code, source=source, mistake=said, more=more)
        self.source, self.mistakes = source, tuple(mistakes)

    def __reduce__(self) -> tuple[Any, ...]:
        return DefinitionError, (self.source, self.mistakes)  # to make it again in another process
