"""Layout of one table of a category: its headings, sub-headings, criteria and slots."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pmqa_xlsx.answers import type_of
from pmqa_xlsx.cells import CellRef
from pmqa_xlsx.form.model import Category, Criterion, Field, Level
from pmqa_xlsx.layout import words as wording
from pmqa_xlsx.layout.heights import reserve_lines
from pmqa_xlsx.layout.model import Column, FixedText, Role, Slot, Table, TableRow
from pmqa_xlsx.layout.paper import Pager, planned_height
from pmqa_xlsx.text.language import Text

CODE_COLUMN = 0
WORDING_COLUMN = 1
FIRST_ANSWER_COLUMN = 2
#: The width of a narrow column, in characters.
NARROW = 12.0


def answer_columns(fields: Iterable[Field]) -> tuple[Column, ...]:
    """The answer columns of a table: one for each slot number of a field name, shared by both levels."""
    wanted: dict[str, Field] = {}
    for field in fields:
        known = wanted.get(field.name)
        if known is None or field.slots > known.slots:
            wanted[field.name] = field
    strict = sorted(fields, key=lambda field: (field.required.always, bool(field.required.field)))
    marks = {field.name: required_mark(field) for field in strict}  # of two levels, the mark of the stricter one
    columns: list[Column] = []
    for field in wanted.values():
        for number in range(1, field.slots + 1):
            heading = field.heading(number)
            mark = marks[field.name] if number == 1 else ""
            columns.append(Column(FIRST_ANSWER_COLUMN + len(columns), field.name, number,
                                  Text(heading.th + mark, heading.of("en") + mark),
                                  field.width or type_of(field).width))
    return tuple(columns)


def required_mark(field: Field) -> str:
    """The mark in a heading for required answers."""
    if field.required.always:
        return wording.REQUIRED_MARK
    return wording.CONDITION_MARK if field.required.field else ""


@dataclass(frozen=True, slots=True)
class TablePlan:
    """Everything about a table except its position.

    :ivar widths: the widths of the sheet's columns, in characters.
    """

    sheet: str
    category: Category
    caption: Text
    fields: tuple[Field, ...]
    columns: tuple[Column, ...]
    state_column: int
    widths: tuple[float, ...]

    def headings(self, row: int, role: Role) -> list[FixedText]:
        """The column headings on a row: above the table, or repeated at the top of a page."""
        return [
            FixedText(CellRef(row, CODE_COLUMN), role, wording.CODE),
            FixedText(CellRef(row, WORDING_COLUMN), role, wording.CRITERION),
            *(FixedText(CellRef(row, column.column), role, column.heading) for column in self.columns),
            FixedText(CellRef(row, self.state_column), role, wording.STATE),
        ]


def plan_table(plan: TablePlan, top: int, pager: Pager) -> tuple[Table, list[FixedText]]:
    """Lay out one table from row ``top`` on: caption, headings, then a row for the category and each criterion.

    When a page is full, a new one begins with the headings repeated; a sub-heading stays with the row after it.
    """
    caption = FixedText(CellRef(top, 0), Role.CAPTION, plan.caption, span=plan.state_column + 1)
    header_row = top + 1
    texts = [caption, *plan.headings(header_row, Role.HEADING)]
    header = planned_height(texts[1:], plan.widths)
    blocks = list(_blocks(plan))
    whole = planned_height([caption], plan.widths) + header + sum(block.height for block in blocks)
    if not pager.fits(whole) and pager.used > pager.room / 2:
        pager.start_page(top)
    pager.use(planned_height([caption], plan.widths) + header)
    rows: list[TableRow] = []
    sections: list[int] = []
    repeats: list[int] = []
    row = header_row + 1
    for number, block in enumerate(blocks):
        if number and not pager.fits(block.height):
            pager.start_page(row)
            pager.use(header)
            texts += plan.headings(row, Role.REPEATED)
            repeats.append(row)
            row += 1
        if block.section:
            texts.append(FixedText(CellRef(row, WORDING_COLUMN), Role.SECTION, block.section))
            sections.append(row)
            row += 1
        texts += _row_texts(block.entry, row)
        rows.append(TableRow(row, block.level, block.entry.code, _row_slots(plan, block, row)))
        pager.use(block.height)
        row += 1
    return Table(plan.caption, top, header_row, plan.columns, tuple(rows), tuple(sections), plan.state_column,
                 tuple(repeats)), texts


@dataclass(frozen=True, slots=True)
class _Block:
    """Rows that stay together on a page: a row and the sub-heading above it, if any."""

    entry: Category | Criterion
    level: Level
    section: Text
    height: float


def _blocks(plan: TablePlan) -> Iterator[_Block]:
    """The blocks of a table from top to bottom: the category, sub-headings, criteria."""
    def block(entry: Category | Criterion, level: Level, section: Text) -> _Block:
        lines = max(reserve_lines(field) for field in plan.fields if field.level is level)
        height = planned_height(_row_texts(entry, 0), plan.widths, lines)
        if section:
            height += planned_height([FixedText(CellRef(0, WORDING_COLUMN), Role.SECTION, section)], plan.widths)
        return _Block(entry, level, section, height)

    levels = {field.level for field in plan.fields}
    if Level.CATEGORY in levels:
        yield block(plan.category, Level.CATEGORY, Text())
    if Level.CRITERION in levels:
        section = Text()
        for criterion in plan.category.criteria:
            yield block(criterion, Level.CRITERION, criterion.section if criterion.section != section else Text())
            section = criterion.section


def _row_texts(entry: Category | Criterion, row: int) -> list[FixedText]:
    if isinstance(entry, Category):
        return [FixedText(CellRef(row, CODE_COLUMN), Role.CATEGORY, entry.label),
                FixedText(CellRef(row, WORDING_COLUMN), Role.CATEGORY, entry.title)]
    text = entry.text
    if entry.guidance:
        text = Text(*(f"{entry.text.of(lang)}\n{wording.GUIDANCE.of(lang)}{entry.guidance.of(lang)}"
                      for lang in ("th", "en")))
    return [FixedText(CellRef(row, CODE_COLUMN), Role.CODE, Text(entry.code, entry.code)),
            FixedText(CellRef(row, WORDING_COLUMN), Role.WORDING, text)]


def _row_slots(plan: TablePlan, block: _Block, row: int) -> tuple[Slot, ...]:
    asked = {field.name: field for field in plan.fields if field.level is block.level}
    return tuple(
        Slot(plan.sheet, CellRef(row, column.column), block.entry.asks(column.field, column.number),
             asked[column.field])
        for column in plan.columns
        if column.field in asked and column.number <= asked[column.field].slots
    )
