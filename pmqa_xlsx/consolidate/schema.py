"""The one list of the frames' columns: a class for each frame, whose fields are its columns, in order.

What a column means is in ``columns.csv``; the columns of a base class come first. A change of columns is a change of
:data:`FORMAT`. Rows are read by position: as keywords, a million of them would take three times as long.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from enum import StrEnum
from typing import Any

from pmqa_xlsx.form.question import LEVELS, Question
from pmqa_xlsx.light_dataclass import dataclass
from pmqa_xlsx.text.language import Lang

#: Rises with every change of the frames' columns or types, so that no program misreads another version's results.
FORMAT = 2
#: Label and SHA-256 of a file: a correction often has the name of the file that it corrects.
FileKey = tuple[str, str]


@dataclass
class UnitColumns:
    """Whose return it is."""

    unit_code: str
    unit_name: str
    fiscal_year: int | None
    form_id: str
    form_version: str


@dataclass
class FileColumns:
    """Which file a row is about."""

    file: str
    sha256: str

    @property
    def key(self) -> FileKey:
        """The file's key."""
        return self.file, self.sha256


@dataclass
class QuestionColumns:
    """What is asked; what does not apply is empty."""

    level: str
    category: str
    section: str
    criterion: str
    row: int | None
    field: str
    slot: int | None

    @property
    def question(self) -> Question:
        """The question; a missing number leaves its part empty."""
        return Question(LEVELS.get(self.level, ""), self.category, self.section, self.criterion, self.row or 0,
                        self.field, self.slot or 0)


@dataclass
class ReturnRow(FileColumns):
    """One row for each return, and for each file from which none could be taken."""

    source: str
    sender: str
    subject: str
    sent_at: str
    received_at: str
    saved_by: str
    form_id: str
    form_version: str
    fiscal_year: int | None
    unit_code: str
    unit_name: str
    likely_unit: str
    status: str
    superseded_by: str
    seal: str
    required: int | None
    answered: int | None
    completeness: float | None
    errors: int
    warnings: int


@dataclass
class AnswerRow(QuestionColumns, UnitColumns):
    """One row for each slot of each unit of which something counts."""

    value: str
    number: float | None
    score: float | None
    raw: str
    state: str
    sha256: str
    sheet: str
    cell: str


@dataclass
class ContactRow(QuestionColumns, UnitColumns):
    """One row for each e-mail address; none when contacts were left out."""

    email: str
    name: str
    position: str
    phone: str


@dataclass
class ScoreRow(UnitColumns):
    """One row for each unit and criterion, section, category or total that has a score."""

    level: str
    code: str
    percent: float | None
    points: float | None
    scored: int
    answered: int


@dataclass
class _FoundIn(FileColumns):
    """In which return something was found, and where."""

    unit_code: str
    status: str
    sheet: str
    cell: str


@dataclass
class FindingRow(QuestionColumns, _FoundIn):
    """One row for each finding, also of returns that do not count."""

    code: str
    severity: str
    value: str
    message_th: str
    message_en: str
    fix_th: str
    fix_en: str

    def message(self, lang: Lang) -> str:
        """What is wrong."""
        return self.message_th if lang == "th" else self.message_en

    def fix(self, lang: Lang) -> str:
        """What to do."""
        return self.fix_th if lang == "th" else self.fix_en


@dataclass
class MissingRow(UnitColumns):
    """One row for each unit without a counted return."""

    group: str
    email: str
    due_date: str
    days_late: int
    attempts: int
    last_attempt: str
    last_attempt_at: str


@dataclass
class ChangeRow(QuestionColumns, UnitColumns):
    """One row for each answer that a later return of a unit changed."""

    old_value: str
    new_value: str
    old_sha256: str
    new_sha256: str
    at: str


class EventKind(StrEnum):
    """What happened in the round."""

    ROUND = "round"  #: it began
    RUN = "run"
    ARRIVAL = "arrival"
    DECISION = "decision"
    UNDO = "undo"  #: of the last decision about a return
    EXTENSION = "extension"  #: a new due date
    NOTE = "note"
    LETTER = "letter"
    SNAPSHOT = "snapshot"
    FORGOTTEN = "forgotten"


@dataclass
class EventRow:
    """One row for each thing that happened in the round."""

    at: str
    kind: str
    unit_code: str
    sha256: str
    by: str
    detail_th: str
    detail_en: str
    data: str


class Standing(StrEnum):
    """How far a unit is: whether its return came, and whether it is complete."""

    COMPLETE = "complete"  #: its return counts, and has no error
    TO_CORRECT = "to-correct"  #: its return counts, and has errors
    MISSING = "missing"
    OVERDUE = "overdue"  #: missing after its due date


#: Of a unit with a return that counts.
RETURNED = (Standing.COMPLETE, Standing.TO_CORRECT)


@dataclass
class StandingRow(UnitColumns):
    """One row for each unit of the year: its state on the as-of day."""

    group: str
    standing: str
    due_date: str
    first_return_at: str
    days_late: int
    returns: int
    completeness: float | None
    percent: float | None
    open_errors: int
    letters: int
    last_letter_at: str


@dataclass
class LetterRow:
    """One row for each letter."""

    number: str
    unit_code: str
    kind: str
    state: str
    to: str
    created_at: str
    sent_at: str
    ref: str
    matters: str


@dataclass
class _FormColumns:
    """Whose question it is."""

    form_id: str
    form_version: str


@dataclass
class QuestionRow(QuestionColumns, _FormColumns):
    """One row for each slot of the form: the dictionary."""

    type: str
    required: str
    weight: float | None
    label_th: str
    label_en: str
    sheet: str
    cell: str

    @property
    def fiscal_year(self) -> None:
        """A form asks the same in each year."""


#: The frames by name, in the order in which they are listed and saved.
FRAMES: Mapping[str, type[Any]] = {
    "returns": ReturnRow, "answers": AnswerRow, "contacts": ContactRow, "scores": ScoreRow, "findings": FindingRow,
    "missing": MissingRow, "changes": ChangeRow, "events": EventRow, "units": StandingRow, "letters": LetterRow,
    "questions": QuestionRow,
}
#: The names of each frame's columns, in order.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    name: tuple(field.name for field in fields(row)) for name, row in FRAMES.items()}


def frame_of(row: type[Any]) -> str:
    """The name of the frame whose rows are of this class."""
    return next(name for name, known in FRAMES.items() if known is row)
