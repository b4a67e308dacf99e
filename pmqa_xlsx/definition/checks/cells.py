"""Checks of single cells: required cells are filled in, and each value is valid for its column."""

from __future__ import annotations

from collections.abc import Iterator

from pmqa_xlsx.definition.mistakes import Mistake
from pmqa_xlsx.definition.schema import SHEETS
from pmqa_xlsx.definition.tables import Tables
from pmqa_xlsx.text.excel_text import CELL_LIMIT, excel_length, is_longer
from pmqa_xlsx.text.plain_values import UnreadableError


def check_cells(tables: Tables) -> Iterator[Mistake]:
    """Required cells are filled in, and every cell can be read by its column's reader."""
    for sheet, columns in SHEETS.items():
        for row in tables[sheet]:
            for column in columns:
                text = row[column.name]
                if not text:
                    if column.required and tables.has(sheet, column.name) and not row[column.other_language]:
                        yield row.mistake(column.name, "cell-empty")
                    continue
                if is_longer(text, CELL_LIMIT):
                    yield row.mistake(column.name, "text-too-long", length=str(excel_length(text)),
                                      limit=str(CELL_LIMIT))
                try:
                    column.read(text)
                except UnreadableError as fault:
                    yield row.mistake(column.name, fault.code, **fault.facts)
