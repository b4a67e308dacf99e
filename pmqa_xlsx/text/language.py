"""The two languages of texts for people, and a text in both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Lang = Literal["th", "en"]
LANGS: tuple[Lang, Lang] = ("th", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """A text for people in Thai and, if given, in English."""

    th: str = ""
    en: str = ""

    def of(self, lang: Lang) -> str:
        """The text in ``lang``, or in the other language if there is none."""
        return (self.en or self.th) if lang == "en" else (self.th or self.en)

    def facts(self, name: str) -> dict[str, str]:
        """The text in both languages as facts of a finding: ``name_th`` and ``name_en``."""
        return {f"{name}_{lang}": self.of(lang) for lang in LANGS}

    def __bool__(self) -> bool:
        return bool(self.th or self.en)


#: An empty text.
NO_TEXT = Text()
