"""The two languages of texts for people, a text in both, and the tables in which a room keeps its texts."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import Any, Literal

Lang = Literal["th", "en"]
LANGS: tuple[Lang, Lang] = ("th", "en")


class _WithPlurals(Formatter):
    """Writes a placeholder such as ``{count:unit|units}`` as the word that goes with the number."""

    def format_field(self, value: Any, format_spec: str) -> str:
        one, is_choice, many = format_spec.partition("|")
        if is_choice:
            return one if str(value) == "1" else many
        written: str = super().format_field(value, format_spec)
        return written


_FORMATTER = _WithPlurals()


@dataclass(frozen=True, slots=True)
class Text:
    """A text for people in Thai and, if given, in English."""

    th: str = ""
    en: str = ""

    def of(self, lang: Lang) -> str:
        """The text in ``lang``, or in the other language if there is none."""
        return (self.en or self.th) if lang == "en" else (self.th or self.en)

    def say(self, lang: Lang, /, **facts: object) -> str:
        """The text in ``lang`` with its placeholders filled in; without facts as it is.

        ``{count} {count:unit|units}`` is ``1 unit`` or ``2 units``.
        """
        return _FORMATTER.format(self.of(lang), **facts) if facts else self.of(lang)

    def filled(self, **facts: object) -> Text:
        """The text in both languages with its placeholders filled in; a fact that is a text itself in each language."""
        return Text(*(self.say(lang, **{name: fact.of(lang) if isinstance(fact, Text) else fact
                                        for name, fact in facts.items()}) for lang in LANGS))

    @classmethod
    def listed(cls, texts: Iterable[Text]) -> Text:
        """Several texts as one, with commas between them."""
        several = [*texts]
        return cls(*(", ".join(text.of(lang) for text in several) for lang in LANGS))

    def facts(self, name: str) -> dict[str, str]:
        """The text in both languages as facts of a finding: ``name_th`` and ``name_en``."""
        return {f"{name}_{lang}": self.of(lang) for lang in LANGS}

    def __bool__(self) -> bool:
        return bool(self.th or self.en)


#: An empty text.
NO_TEXT = Text()


def read_table(path: Path) -> list[list[str]]:
    """The rows of a table of texts, without its heading, from the CSV file (UTF-8) that translators edit."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        _heading, *rows = csv.reader(file)
    return rows


class TextTable:
    """The texts of one room by key, from the CSV file that translators edit: a row a text, with key, Thai, English.

    A key such as ``STEPS.1`` is one text of the group ``STEPS``; a row whose key begins with ``#`` is a comment.

    :param module: the path of the module that has the texts; the file beside it ends in ``.csv``.
    """

    def __init__(self, module: str) -> None:
        rows = read_table(Path(module).with_suffix(".csv"))
        self._texts = {key: Text(th, en) for key, th, en in rows if not key.startswith("#")}

    def text(self, key: str) -> Text:
        """A text by its key, as a module's ``__getattr__`` gives it.

        :raises AttributeError: there is none.
        """
        try:
            return self._texts[key]
        except KeyError:
            raise AttributeError(f"no text has the key {key!r}") from None

    def group(self, name: str) -> dict[str, Text]:
        """The texts of a group in the file's order, by what follows ``name.`` in their keys."""
        return {key.removeprefix(f"{name}."): text for key, text in self._texts.items() if key.startswith(f"{name}.")}

    def series(self, name: str) -> tuple[Text, ...]:
        """The texts of a group in the file's order."""
        return tuple(self.group(name).values())
