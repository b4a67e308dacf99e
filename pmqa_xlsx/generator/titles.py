"""Defined names for screen readers: which row and column of a table contain titles (a convention of JAWS and NVDA)."""

from __future__ import annotations

from typing import Any

from pmqa_xlsx.cells import CellRef, range_address
from pmqa_xlsx.generator.workbook_copy import Copy


def define_titles(book: Any, copy: Copy) -> None:
    """Define ``TitleRegionN.first.last.sheet`` for every table with answers; sheets count from 1, as the tabs."""
    number = 0
    for position, sheet in enumerate(copy.layout.sheets, start=2 if copy.correction else 1):
        if not sheet.rows:
            continue
        first, last = CellRef(sheet.header_row, 0), CellRef(sheet.last_row, sheet.state_column)
        number += 1
        book.define_name(f"TitleRegion{number}.{first}.{last}.{position}",
                         "=" + range_address(copy.name_of(sheet), first, first))
