"""The data model of the sheets: frozen descriptions of texts, slots, rows and columns.

Rows and columns are zero-based; slot numbers count from 1. A sheet is named by its ``key`` (``general``,
``category:LD`` …), since its name depends on the workbook's language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum

from pmqa_xlsx.cells import CellRef
from pmqa_xlsx.form.model import IDENTITY_FIELDS, NEVER, Field, Requirement
from pmqa_xlsx.form.question import Level, Question, row_label
from pmqa_xlsx.light_dataclass import dataclass
from pmqa_xlsx.text.excel_text import number_text
from pmqa_xlsx.text.language import NO_TEXT, Lang, Text

#: Columns of every table, zero-based: the codes, then the wordings.
CODE_COLUMN, WORDING_COLUMN = 0, 1
#: The column of the explanations on the general sheet.
HINT_COLUMN = 2
#: A number without leading zeros, of no more digits than Excel keeps.
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,6})?")


class SheetKind(StrEnum):
    """The purpose of a sheet."""

    INSTRUCTIONS = "instructions"
    GENERAL = "general"
    CATEGORY = "category"
    TABLE = "table"
    SUMMARY = "summary"
    CHECKS = "checks"
    LISTS = "lists"
    IDENTITY = "identity"

    @property
    def hidden(self) -> bool:
        """Whether the sheet is hidden from people."""
        return self in (SheetKind.CHECKS, SheetKind.LISTS, SheetKind.IDENTITY)


class Role(StrEnum):
    """The role of a fixed text on the page; the writer chooses the style by it."""

    TITLE = "title"
    LINK = "link"
    INTRO = "intro"
    CAPTION = "caption"
    HEADING = "heading"
    CATEGORY = "category"
    SECTION = "section"
    CODE = "code"
    WORDING = "wording"
    CONSTANT = "constant"
    LABEL = "label"
    HINT = "hint"
    NUMBER = "number"
    STEP = "step"
    SAMPLE = "sample"
    LEGEND = "legend"
    SIGNATURE = "signature"
    CERTIFIED = "certified"
    STAMP = "stamp"
    FACT = "fact"


def filled_in(text: str, facts: Mapping[str, str]) -> str:
    """A text with each ``{name}`` replaced by the fact of that name."""
    for name, fact in facts.items():
        text = text.replace("{" + name + "}", fact)
    return text


@dataclass(frozen=True, slots=True)
class FixedText:
    """A text in a locked cell that must come back unchanged.

    :ivar span: how many columns the text covers, from its cell to the right; only outside tables above 1.
    :ivar link: key of the sheet that the text leads to when clicked; empty for plain text.
    :ivar filled: whether ``{unit}``, ``{year}``, ``{due}`` … in the text stand for facts of the one workbook.
    :ivar soft: whether the text may change after the workbook was sent (where to send it, by when, whom to ask): it is
        neither sealed nor compared.
    :ivar look: for a sample of the legend, the look it shows: ``required``, ``optional``, ``missing`` …
    :ivar depth: of a sub-heading, in how many others it is.
    """

    cell: CellRef
    role: Role
    text: Text
    span: int = 1
    link: str = ""
    filled: bool = False
    look: str = ""
    soft: bool = False
    depth: int = 0

    @property
    def of_unit(self) -> bool:
        """Whether it names the unit or is its own constant; in a workbook for any unit that is chosen later."""
        return self.filled and (self.role is Role.CONSTANT or "{unit}" in self.text.of("th"))

    def wording(self, lang: Lang, facts: Mapping[str, str]) -> str:
        """The text in one workbook, given that workbook's facts by placeholder name."""
        return filled_in(self.text.of(lang), facts) if self.filled else self.text.of(lang)


@dataclass(frozen=True, slots=True)
class Slot:
    """One answer cell: its position and the question that it answers.

    :ivar sheet: key of its sheet.
    :ivar field: the field that the question belongs to.
    """

    sheet: str
    cell: CellRef
    question: Question
    field: Field

    @property
    def required(self) -> Requirement:
        """When the slot must be answered; slots after the first are never required."""
        return self.field.required if self.question.slot == 1 else NEVER

    @property
    def is_identity(self) -> bool:
        """Whether the slot identifies the return (unit, fiscal year) and is no answer."""
        return self.question.level is Level.COVER and self.field.name in IDENTITY_FIELDS

    @property
    def heading(self) -> Text:
        """The text above (on the cover: beside) the cell."""
        return self.field.heading(self.question.slot)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of slots of a table: one slot number of one field name, for rows of both levels."""

    column: int
    field: str
    number: int
    heading: Text
    is_computed: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row with slots: of the cover a field, of a table the category itself or one of its criteria.

    :ivar category: code of the category that the row is about; empty on the general sheet.
    :ivar code: code of what the row is about: a criterion's, a category's, or empty on the general sheet.
    :ivar guidance: what helps with the whole row, shown beside its wording while that cell is selected.
    :ivar number: of a repeated criterion, which of its answer rows it is, from 1; else 0.
    """

    row: int
    level: Level
    category: str
    code: str
    slots: tuple[Slot, ...]
    guidance: Text = NO_TEXT
    number: int = 0

    @property
    def label(self) -> str:
        """The text in the row's code cell; empty on the general sheet."""
        return row_label(self.code, self.number)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of the workbook. A sheet with slots has one table: headings, then rows down to its end.

    :ivar category: code of the category for a category's sheet, else empty.
    :ivar widths: column widths in characters, from column A on.
    :ivar columns: the columns with slots, from left to right, those for typed answers first; none on the general
        sheet, where each row has one answer.
    :ivar rows: the rows with slots, from top to bottom.
    :ivar sections: the rows with sub-headings.
    :ivar section_codes: the code of the section of each of them; empty for a plain sub-heading.
    :ivar header_row: the row with the headings.
    """

    key: str
    kind: SheetKind
    name: Text
    texts: tuple[FixedText, ...] = ()
    category: str = ""
    widths: tuple[float, ...] = ()
    columns: tuple[Column, ...] = ()
    rows: tuple[TableRow, ...] = ()
    sections: tuple[int, ...] = ()
    section_codes: tuple[str, ...] = ()
    header_row: int = 0
    state_column: int = 0

    @property
    def typed_columns(self) -> range:
        """The columns from the first to the last typed answer: between them no cell is locked."""
        typed = [column.column for column in self.columns if not column.is_computed]
        return range(typed[0], typed[-1] + 1) if typed else range(0)

    @property
    def wording_column(self) -> int:
        """The column of the second text that identifies a row: its wording, on the general sheet its explanation."""
        return HINT_COLUMN if self.kind is SheetKind.GENERAL else WORDING_COLUMN

    @property
    def last_row(self) -> int:
        """The last row with slots; that of the headings where there is none."""
        return max((row.row for row in self.rows), default=self.header_row)

    def slots(self) -> Iterator[Slot]:
        """The sheet's slots in reading order: row by row, left to right."""
        for row in self.rows:
            yield from row.slots


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A list for dropdowns: a column of the lists sheet with a defined name.

    :ivar items: the text of each cell; the first cell is ``first``, the others are below it.
    """

    name: str
    first: CellRef
    items: tuple[Text, ...]

    @property
    def last(self) -> CellRef:
        """The list's last cell."""
        return CellRef(self.first.row + max(len(self.items), 1) - 1, self.first.column)


def constant_fields(fields: Iterable[Field]) -> list[Field]:
    """The constants among some fields, one of each name."""
    return list({field.name: field for field in fields if field.is_constant}.values())


def constant_text(text: Text) -> Text:
    """A constant as its cell shows it: a number as Excel writes it."""
    def of(lang: Lang) -> str:
        plain = text.of(lang)
        return number_text(float(plain)) if is_plain_number(plain) else plain

    return Text(of("th"), of("en"))


def is_plain_number(text: str) -> bool:
    """Whether a constant is a number, and no code such as ``007``."""
    return _NUMBER.fullmatch(text) is not None


def constant_fact(question: Question) -> str:
    """The name of the placeholder for a constant of which units have their own."""
    return f"{question.criterion}.{question.field}"
