"""Defined names for screen readers: which row and column of a table contain titles (a convention of JAWS and NVDA)."""

from __future__ import annotations

from typing import Any

from pmqa_xlsx.cells import CellRef, range_address
from pmqa_xlsx.generator.copy import Copy


def define_titles(book: Any, copy: Copy) -> None:
    """Define ``TitleRegionN.first.last.sheet`` for every table with answers; sheets count from 1, as the tabs."""
    number = 0
    for position, sheet in enumerate(copy.layout.sheets, start=2 if copy.correction else 1):
        regions = [(CellRef(table.header_row, 0), CellRef(table.last_row, table.state_column))
                   for table in sheet.tables]
        if sheet.rows:
            regions.append((CellRef(sheet.rows[0].row - 1, 0), CellRef(sheet.rows[-1].row, sheet.state_column)))
        for first, last in regions:
            number += 1
            book.define_name(f"TitleRegion{number}.{first}.{last}.{position}",
                             "=" + range_address(copy.name_of(sheet), first, first))
