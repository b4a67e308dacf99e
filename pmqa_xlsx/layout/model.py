"""The data model of a layout: the sheets, the lists and where everything else is."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from pmqa_xlsx.cells import CellRef
from pmqa_xlsx.form.model import ChoiceList, Form
from pmqa_xlsx.form.question import Question
from pmqa_xlsx.layout.sheets import (
    CODE_COLUMN,
    WORDING_COLUMN,
    Column,
    FixedText,
    ListColumn,
    Role,
    Sheet,
    SheetKind,
    Slot,
    TableRow,
)
from pmqa_xlsx.light_dataclass import dataclass

__all__ = [
    "CODE_COLUMN", "WORDING_COLUMN", "Column", "FixedText", "Layout", "ListColumn", "LiveText", "Role", "Sheet",
    "SheetKind", "Slot", "Summary", "SummaryRow", "TableRow",
]
P = ParamSpec("P")
T = TypeVar("T")
_CACHE = "_derived"


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """A line of the summary: the cover, a category or the total (``code`` as in the scores; empty for the cover)."""

    row: int
    code: str
    sheet: str
    has_score: bool


@dataclass(frozen=True, slots=True)
class LiveText:
    """A cell, merged with those to its right, that shows what a cover field holds.

    :ivar span: how many columns it takes.
    :ivar field: the cover field's name.
    """

    cell: CellRef
    span: int
    field: str


@dataclass(frozen=True, slots=True)
class Summary:
    """Positions of the summary sheet's formulas.

    :ivar chart: the upper left cell of the chart's place, ``chart_rows`` rows high and two columns wide.
    :ivar points: the cell that says how many of the form's points the total is; ``None`` if a percent says it.
    :ivar people: the cells of the part to sign that show names and positions.
    :ivar todo_lines: as many as there are rows with slots: nothing that is left to do is cut off.
    :ivar left: the cell beside the verdict that says how much is left to do.
    """

    verdict: CellRef
    left: CellRef
    rows: tuple[SummaryRow, ...]
    required_column: int
    answered_column: int
    complete_column: int
    score_column: int
    state_column: int
    people: tuple[LiveText, ...]
    todo_first: CellRef
    todo_lines: int
    chart: CellRef
    chart_rows: int
    points: CellRef | None = None

    def cells(self) -> Iterator[CellRef]:
        """Every cell with a formula."""
        yield self.verdict
        yield self.left
        if self.points:
            yield self.points
        for row in self.rows:
            columns = [self.required_column, self.answered_column, self.complete_column, self.state_column]
            scores = [self.score_column] if row.has_score else []
            yield from (CellRef(row.row, column) for column in (*columns, *scores))
        yield from (person.cell for person in self.people)
        yield from (CellRef(self.todo_first.row + line, self.todo_first.column) for line in range(self.todo_lines))


@dataclass(frozen=True)
class Layout:
    """Position of everything in a workbook: the one description used by the writer, the reader and ``form layout``.

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
            live |= {(sheet.key, slot.cell) for slot in sheet.slots() if slot.field.is_computed}
            live |= {(sheet.key, CellRef(row, sheet.state_column)) for row, code in zip(
                sheet.sections, sheet.section_codes, strict=True) if code in self.scored_sections}
        summary = self.sheet_of_kind(SheetKind.SUMMARY).key
        return frozenset(live | {(summary, cell) for cell in self.summary.cells()})

    @cached_property
    def scored_sections(self) -> frozenset[str]:
        """The codes of the sections that have a score."""
        return frozenset(section.code for criterion in self.form.criteria()
                         if any(field.scored for field in self.form.fields_about(criterion))
                         for section in self.form.section_path(criterion.section))

    @cached_property
    def sheet_by_key(self) -> dict[str, Sheet]:
        """The sheets by key."""
        return {sheet.key: sheet for sheet in self.sheets}

    @cached_property
    def sheet_names(self) -> frozenset[str]:
        """The names of all sheets in both languages."""
        return frozenset(name for sheet in self.sheets for name in (sheet.name.th, sheet.name.en))

    @cached_property
    def hidden_names(self) -> frozenset[str]:
        """The names of the hidden sheets, which are the same in every language."""
        return frozenset(sheet.name.th for sheet in self.sheets if sheet.kind.hidden)

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
             slot.field.type, str(slot.required), slot.heading.of("th"),
             [choice.value for choice in slot.field.choices.choices] if slot.field.choices else [],
             *[part for part in (asked.section, asked.row, str(slot.field.formula or "")) if part]]
            for slot in self.all_slots for asked in [slot.question]
        ]
        text = json.dumps([self.form.edition, plan], ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def cached_per_layout(derive: Callable[Concatenate[Layout, P], T]) -> Callable[Concatenate[Layout, P], T]:
    """Cache the results of a pure function of a layout and of a few hashable arguments with few values.

    The results are kept as long as the layout; callers must not change them.
    """
    @wraps(derive)
    def derived(layout: Layout, /, *arguments: P.args, **named: P.kwargs) -> T:
        cache: dict[Any, T] = layout.__dict__.setdefault(_CACHE, {})
        key = (derive, *arguments, *sorted(named.items()))
        if key not in cache:
            cache[key] = derive(layout, *arguments, **named)
        return cache[key]

    return cast(Callable[Concatenate[Layout, P], T], derived)
