"""The data model of a layout: frozen descriptions of sheets, texts, tables and slots.

Rows and columns are zero-based; slot numbers count from 1. A sheet is named by its ``key`` (``general``,
``category:LD`` …), since its name depends on the workbook's language.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from pmqa_xlsx.cells import CellRef
from pmqa_xlsx.form.model import IDENTITY_FIELDS, NEVER, ChoiceList, Field, Form, Level, Requirement
from pmqa_xlsx.form.question import Question
from pmqa_xlsx.layout.summary import Summary as Summary
from pmqa_xlsx.layout.summary import SummaryRow as SummaryRow
from pmqa_xlsx.text.language import NO_TEXT, Lang, Text

#: Columns of every table, zero-based: the codes, then the wordings.
CODE_COLUMN, WORDING_COLUMN = 0, 1


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
    SUBTITLE = "subtitle"
    LINK = "link"
    INTRO = "intro"
    CAPTION = "caption"
    HEADING = "heading"
    CATEGORY = "category"
    SECTION = "section"
    CODE = "code"
    WORDING = "wording"
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


@dataclass(frozen=True, slots=True)
class FixedText:
    """A text in a locked cell that must come back unchanged.

    :ivar span: how many columns the text covers, from its cell to the right; only outside tables above 1.
    :ivar link: key of the sheet that the text leads to when clicked; empty for plain text.
    :ivar filled: whether ``{unit}``, ``{year}``, ``{due}`` … in the text stand for facts of the one workbook.
    :ivar soft: whether the text may change after the workbook was sent (where to send it, by when, whom to ask): it is
        neither sealed nor compared.
    :ivar look: for a sample of the legend, the look it shows: ``required``, ``optional``, ``missing`` …
    """

    cell: CellRef
    role: Role
    text: Text
    span: int = 1
    link: str = ""
    filled: bool = False
    look: str = ""
    soft: bool = False

    @property
    def names_unit(self) -> bool:
        """Whether the text names the unit, which in a workbook for any unit is chosen later."""
        return self.filled and "{unit}" in self.text.of("th")

    def wording(self, lang: Lang, facts: Mapping[str, str]) -> str:
        """The text in one workbook, given that workbook's facts by placeholder name."""
        wording = self.text.of(lang)
        if self.filled:
            for name, fact in facts.items():
                wording = wording.replace("{" + name + "}", fact)
        return wording


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
    """An answer column of a table: one slot number of one field name, for rows of both levels."""

    column: int
    field: str
    number: int
    heading: Text


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row with slots: of the cover a field, of a table the category itself or one of its criteria.

    :ivar category: code of the category that the row is about; empty on the general sheet.
    :ivar code: code of what the row is about: a criterion's, a category's, or empty on the general sheet.
    :ivar guidance: what helps with the whole row, shown beside its wording while that cell is selected.
    """

    row: int
    level: Level
    category: str
    code: str
    slots: tuple[Slot, ...]
    guidance: Text = NO_TEXT


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of the workbook. A sheet with slots has one table: headings, then rows down to its end.

    :ivar category: code of the category for a category's sheet, else empty.
    :ivar widths: column widths in characters, from column A on.
    :ivar columns: the answer columns, from left to right; none on the general sheet, where each row has one answer.
    :ivar rows: the rows with slots, from top to bottom.
    :ivar sections: the rows with sub-headings.
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
    header_row: int = 0
    state_column: int = 0

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


@dataclass(frozen=True)
class Layout:
    """WHERE everything is: the one description used by the writer, the reader and ``form layout``.

    :ivar identity: cells of the identity sheet by key (``form``, ``edition``, ``unit``, ``year``, ``layout`` …).
    :ivar states: by sheet key, the cell of the instruction sheet that shows that sheet's state.
    """

    form: Form
    sheets: tuple[Sheet, ...]
    lists: tuple[ListColumn, ...]
    identity: Mapping[str, CellRef]
    summary: Summary
    states: Mapping[str, CellRef]

    @cached_property
    def all_slots(self) -> tuple[Slot, ...]:
        """Every slot in reading order, including the identity slots ``unit`` and ``fiscal_year``."""
        return tuple(slot for sheet in self.sheets for slot in sheet.slots())

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        """The answer slots in reading order: those that totals and ``answers`` count."""
        return tuple(slot for slot in self.all_slots if not slot.is_identity)

    @cached_property
    def positions(self) -> dict[Question, int]:
        """The positions (zero-based) in :attr:`slots` by what each asks."""
        return {slot.question: position for position, slot in enumerate(self.slots)}

    def slot(self, question: Question) -> Slot | None:
        """The answer slot of a question; ``None`` where the form does not ask it."""
        position = self.positions.get(question)
        return None if position is None else self.slots[position]

    @cached_property
    def identity_slots(self) -> dict[str, Slot]:
        """The slots ``unit`` and ``fiscal_year`` by field name."""
        return {slot.field.name: slot for slot in self.all_slots if slot.is_identity}

    @cached_property
    def check_slots(self) -> tuple[Slot, ...]:
        """The rows of the checks sheet in order: the answer slots, then the identity slots."""
        return (*self.slots, *self.identity_slots.values())

    @cached_property
    def check_rows(self) -> dict[tuple[str, CellRef], int]:
        """The row of the checks sheet (zero-based) by a slot's sheet key and cell."""
        return {(slot.sheet, slot.cell): row for row, slot in enumerate(self.check_slots)}

    @cached_property
    def live_cells(self) -> frozenset[tuple[str, CellRef]]:
        """The cells with formulas on visible sheets, by sheet key and cell."""
        start = self.sheet_of_kind(SheetKind.INSTRUCTIONS).key
        live = {(start, cell) for cell in self.states.values()}
        for sheet in self.sheets:
            live |= {(sheet.key, CellRef(row.row, sheet.state_column)) for row in sheet.rows}
        summary = self.sheet_of_kind(SheetKind.SUMMARY).key
        return frozenset(live | {(summary, cell) for cell in self.summary.cells()})

    @cached_property
    def sheet_by_key(self) -> dict[str, Sheet]:
        """The sheets by key."""
        return {sheet.key: sheet for sheet in self.sheets}

    def sheet_of_kind(self, kind: SheetKind) -> Sheet:
        """The only sheet of a kind other than ``category``."""
        return next(sheet for sheet in self.sheets if sheet.kind is kind)

    def list_for(self, choices: ChoiceList) -> ListColumn:
        """The column of the lists sheet with a choice list."""
        position = next(n for n, known in enumerate(self.form.choice_lists) if known.name == choices.name)
        return self.lists[position]

    @cached_property
    def fingerprint(self) -> str:
        """Sixteen hex digits that change if any slot, code, heading, type or choice moves or changes."""
        plan = [
            [slot.sheet, str(slot.cell), asked.level, asked.category, asked.criterion, asked.field, asked.slot,
             slot.field.type, str(slot.required), slot.heading.th,
             [choice.value for choice in slot.field.choices.choices] if slot.field.choices else []]
            for slot in self.all_slots for asked in [slot.question]
        ]
        text = json.dumps([self.form.edition, plan], ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()[:16]
