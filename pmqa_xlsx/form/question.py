"""The key of a question: two slots ask the same question exactly if their keys are equal."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, NamedTuple, TypedDict


class Level(StrEnum):
    """The level of an answer: the whole return, a category or a criterion."""

    COVER = "cover"
    CATEGORY = "category"
    CRITERION = "criterion"


LEVELS = {level.value: level for level in Level}


class QuestionParts(TypedDict):
    """The parts of a question as a frame has them: ``None`` for a number that does not apply."""

    level: str
    category: str
    section: str
    criterion: str
    row: int | None
    field: str
    slot: int | None


class Question(NamedTuple):
    """The question of one slot. Its parts have the names and the order of the frames' columns.

    An empty part ("" or 0) makes it less specific: without a slot it means all slots of the field, without a field all
    questions of the row, and so on; if all parts are empty it means no question.

    :ivar section: code of the criterion's section; empty as long as sub-headings have no codes.
    :ivar row: number of the row of a repeated criterion, from 1; 0 if the criterion is not repeated.
    :ivar slot: number of the slot of the field, from 1.
    """

    level: Level | Literal[""] = ""
    category: str = ""
    section: str = ""
    criterion: str = ""
    row: int = 0
    field: str = ""
    slot: int = 0

    @classmethod
    def parsed(cls, text: str) -> Question:
        """The question that :meth:`__str__` wrote.

        :raises ValueError: it did not write the text.
        """
        level, category, section, criterion, row, field, slot = text.split("|")
        return cls(LEVELS.get(level, ""), category, section, criterion, int(row), field, int(slot))

    def __str__(self) -> str:
        """All parts separated by ``|``: the same text for the same question in every workbook."""
        return "|".join(map(str, self))

    @property
    def code(self) -> str:
        """The code of the row: a criterion's, a category's, or empty on the cover."""
        return self.criterion or self.category

    @property
    def any_slot(self) -> Question:
        """The same question without the slot."""
        return self._replace(slot=0)

    @property
    def any_row(self) -> Question:
        """The same question without criterion and slot."""
        return Question(self.level, self.category, field=self.field)

    def beside(self, field: str) -> Question:
        """The question of slot 1 of another field in the same row."""
        return self._replace(field=field, slot=1)

    @property
    def columns(self) -> QuestionParts:
        """The parts by the names of a frame's columns."""
        return {"level": self.level, "category": self.category, "section": self.section, "criterion": self.criterion,
                "row": self.row or None, "field": self.field, "slot": self.slot or None}

    def concerns(self, other: Question) -> bool:
        """Whether a statement about this sheet, row or column applies to another question too.

        A category concerns the questions of its criteria, whatever their level.
        """
        same = self.category == other.category if self.category else self.level == other.level
        return (same and self.criterion in ("", other.criterion) and self.row in (0, other.row)
                and self.field in ("", other.field))


def row_label(code: str, number: int) -> str:
    """What names an answer row: the code, of a repeated criterion with the number of the row: ``P1 (2)``."""
    return f"{code} ({number})" if number else code


#: The question of a finding about the whole file.
NO_QUESTION = Question()
