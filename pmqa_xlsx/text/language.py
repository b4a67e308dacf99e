"""The two languages of every text for people, and a text in both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Lang = Literal["th", "en"]


@dataclass(frozen=True, slots=True)
class Text:
    """A text for people in Thai and, where it was given, English."""

    th: str = ""
    en: str = ""

    def of(self, lang: Lang) -> str:
        """The text in ``lang``; the other language's where this one has none."""
        return (self.en or self.th) if lang == "en" else (self.th or self.en)

    def __bool__(self) -> bool:
        return bool(self.th or self.en)


#: A text that says nothing in either language.
NO_TEXT = Text()
