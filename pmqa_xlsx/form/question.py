"""The key of what is asked: whoever needs "the same question" compares these."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Literal, NamedTuple


class Level(StrEnum):
    """What an answer is about: the whole return, a category or a criterion."""

    COVER = "cover"
    CATEGORY = "category"
    CRITERION = "criterion"


_LEVELS = {level.value: level for level in Level}


class Question(NamedTuple):
    """What one slot asks. Its parts have the names and the order of the frames' columns.

    A part that is left empty ("" or 0) makes it wider: without a slot it stands for all slots of the field, without a
    field for all that is asked in the row, and so on; with nothing at all it is about no question.

    :ivar section: code of the section that the criterion belongs to; empty while sub-headings have no codes.
    :ivar row: which row of a criterion that repeats, from 1; 0 where the criterion does not repeat.
    :ivar slot: which slot of the field, from 1.
    """

    level: Level | Literal[""] = ""
    category: str = ""
    section: str = ""
    criterion: str = ""
    row: int = 0
    field: str = ""
    slot: int = 0

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Question:
        """The question that a row of a frame is about; a blank cell leaves its part empty."""
        return cls(_LEVELS.get(row["level"], ""), row["category"] or "", row.get("section") or "",
                   row["criterion"] or "", int(row.get("row") or 0), row["field"] or "", int(row["slot"] or 0))

    def __str__(self) -> str:
        """All parts with ``|`` between: the same text for the same question, in whatever workbook."""
        return "|".join(map(str, self))

    @property
    def code(self) -> str:
        """The code of what the row is about: a criterion's, a category's, or empty on the cover."""
        return self.criterion or self.category

    @property
    def any_slot(self) -> Question:
        """The same field, whichever of its slots."""
        return self._replace(slot=0)

    @property
    def any_row(self) -> Question:
        """The same field of the category, whichever criterion and slot."""
        return Question(self.level, self.category, field=self.field)

    def beside(self, field: str) -> Question:
        """What slot 1 of another field asks in the same row."""
        return self._replace(field=field, slot=1)

    def concerns(self, other: Question) -> bool:
        """Whether what is said of this category or criterion is said of another question too; never on the cover."""
        return bool(self.category) and self.category == other.category and self.criterion in ("", other.criterion)


#: What a finding about the whole file is about.
NO_QUESTION = Question()
