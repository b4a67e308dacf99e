"""Positions of a category's tables, criteria and slots on its sheet."""

from __future__ import annotations

from collections.abc import Iterable

from pmqa_xlsx.cells import CellRef
from pmqa_xlsx.form.model import Category, Field, Form, Level
from pmqa_xlsx.layout.model import Column, FixedText, Role, Sheet, SheetKind, Table
from pmqa_xlsx.layout.paper import Pager, planned_height, room
from pmqa_xlsx.layout.table import (
    CODE_COLUMN,
    FIRST_ANSWER_COLUMN,
    NARROW,
    WORDING_COLUMN,
    TablePlan,
    answer_columns,
    plan_table,
    required_mark,
)
from pmqa_xlsx.text.language import Text

__all__ = [
    "CODE_COLUMN", "CODE_WIDTH", "FIRST_ANSWER_COLUMN", "LEAST_WIDTH", "NARROW", "STATE_WIDTH", "WORDING_COLUMN",
    "WORDING_WIDTH", "category_key", "plan_category", "required_mark", "tables_of_kind",
]
FIRST_TABLE_ROW = 4
CODE_WIDTH = 11.0
WORDING_WIDTH = 54.0
STATE_WIDTH = 13.0
#: Largest total width of the answer columns, in characters, for a page that is legible on A4 landscape. If they need
#: more, all are reduced by the same factor, but none below the least width for headings and answers.
ANSWERS_WIDTH = 112.0
LEAST_WIDTH = 11.0


def category_key(code: str) -> str:
    """The key of a category's sheet."""
    return f"category:{code}"


def plan_category(form: Form, category: Category, links: tuple[FixedText, ...]) -> Sheet:
    """Lay out one category: title, links, intro, then its tables one below the other.

    :param links: the links to the neighbouring sheets, already placed on row 2 of the sheet.
    """
    key = category_key(category.code)
    outlines = [(caption, fields, answer_columns(fields)) for caption, fields in tables_of_kind(form, category)]
    state_column = FIRST_ANSWER_COLUMN + max((len(columns) for _, _, columns in outlines), default=1)
    widths = _widths([columns for _, _, columns in outlines], state_column)
    title = FixedText(CellRef(0, 0), Role.TITLE, Text(
        f"{category.label.th} {category.title.th}", f"{category.label.en} {category.title.of('en')}"),
        span=state_column + 1)
    intro = FixedText(CellRef(2, 0), Role.INTRO, category.intro, span=state_column + 1)
    pager = Pager(room(widths), head=planned_height([title], widths))
    for texts in ([title], links, [intro], []):
        pager.use(planned_height(texts, widths))
    texts = [title, *links, intro]
    tables: list[Table] = []
    row = FIRST_TABLE_ROW
    for caption, fields, columns in outlines:
        plan = TablePlan(key, category, caption, fields, columns, state_column, widths)
        table, table_texts = plan_table(plan, row, pager)
        tables.append(table)
        texts += table_texts
        row = table.last_row + 2
        pager.use(planned_height([], widths))
    return Sheet(key, SheetKind.CATEGORY, category.sheet_name, tuple(texts), tuple(tables), category=category.code,
                 widths=widths, state_column=state_column, page_breaks=tuple(pager.breaks))


def tables_of_kind(form: Form, category: Category) -> list[tuple[Text, tuple[Field, ...]]]:
    """The fields of a category's kind by table heading, in order of first use; without tables that have no slot."""
    tables: dict[str, list[Field]] = {}
    for field in form.fields.get(category.kind, ()):
        if field.level is Level.CATEGORY or category.criteria:
            tables.setdefault(field.table.th, []).append(field)
    return [(Text(fields[0].table.th, next((f.table.en for f in fields if f.table.en), "")), tuple(fields))
            for fields in tables.values()]


def _widths(tables: Iterable[Iterable[Column]], state_column: int) -> tuple[float, ...]:
    """Column widths of a sheet: for each answer column the largest width in any table, limited by the page."""
    wished = [
        max((known.width for columns in tables for known in columns if known.column == column),
            default=NARROW)
        for column in range(FIRST_ANSWER_COLUMN, state_column)
    ]
    shrink = min(1.0, ANSWERS_WIDTH / sum(wished))
    answers = (max(min(width, LEAST_WIDTH), round(width * shrink, 1)) for width in wished)
    return (CODE_WIDTH, WORDING_WIDTH, *answers, STATE_WIDTH)
