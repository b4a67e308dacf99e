"""What a column of a definition is."""

from __future__ import annotations

from dataclasses import dataclass

from pmqa_xlsx.definition import values
from pmqa_xlsx.text.language import Text


@dataclass(frozen=True, slots=True)
class DefinitionColumn:
    """A column of a sheet (on the sheet ``form``: a key).

    :ivar required: whether it must be filled in on each row; of a text in two languages one is enough.
    :ivar rare: whether it is left out of the CSV files while nothing is in it.
    :ivar read: converts a cell's text to its value.
    :ivar meaning: one sentence for the person who fills it in.
    :ivar width: column width in characters.
    :ivar offers: items of a dropdown: words separated by commas (a last ``…``: other words are allowed too), or
        ``@sheet.column`` for the values of that column.
    """

    name: str
    meaning: Text
    required: bool = False
    read: values.Reader = values.text
    width: float = 14.0
    offers: str = ""
    rare: bool = False

    @property
    def other_language(self) -> str:
        """The column of the same text in the other language; empty if the column is no text in two languages."""
        return {"_th": f"{self.name[:-3]}_en", "_en": f"{self.name[:-3]}_th"}.get(self.name[-3:], "")

    @property
    def wraps(self) -> bool:
        """Whether the column contains running text."""
        return self.width >= 24


def column(name: str, th: str, en: str, width: float = 14.0, read: values.Reader = values.text, *,
            offers: str = "", rare: bool = False) -> DefinitionColumn:
    """A column given by its documented name; a ``?`` at the end marks an optional one."""
    return DefinitionColumn(name.rstrip("?"), Text(th, en), not name.endswith("?"), read, width, offers, rare)
