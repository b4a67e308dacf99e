"""Checks of single cells: required cells are filled in, and each value is valid for its column."""

from __future__ import annotations

from collections.abc import Iterator

from pmqa_xlsx.definition.columns import DefinitionColumn
from pmqa_xlsx.definition.mistakes import Mistake
from pmqa_xlsx.definition.schema import SHEETS
from pmqa_xlsx.definition.tables import Row, Tables
from pmqa_xlsx.text.excel_text import CELL_LIMIT, excel_length, is_longer
from pmqa_xlsx.text.plain_values import UnreadableError


def check_cells(tables: Tables) -> Iterator[Mistake]:
    """Required cells are filled in, and every cell can be read by its column's reader."""
    for sheet, columns in SHEETS.items():
        for row in tables[sheet]:
            for column in columns:
                text = row[column.name]
                if not text:
                    if column.required:
                        yield from _empty(tables, row, column)
                    continue
                if is_longer(text, CELL_LIMIT):
                    yield row.mistake(column.name, "text-too-long", length=str(excel_length(text)),
                                      limit=str(CELL_LIMIT))
                try:
                    column.read(text)
                except UnreadableError as fault:
                    yield row.mistake(column.name, fault.code, **fault.facts)


def _empty(tables: Tables, row: Row, column: DefinitionColumn) -> Iterator[Mistake]:
    """A required cell is empty; of a text, the cells of both languages are, and the form's language is pointed at."""
    thai, english = column.name, column.other_language
    if not english:
        if tables.has(row.sheet, column.name):
            yield row.mistake(column.name, "cell-empty")
    elif not row[english]:
        wanted = (english, thai) if tables.form["lang"].lower() == "en" else (thai, english)
        there = next((name for name in wanted if tables.has(row.sheet, name)), "")
        if there:
            yield row.mistake(there, "cell-empty", variant="both", thai=thai, english=english)
