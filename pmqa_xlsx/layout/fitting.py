"""Make columns wider if a planned page has no room for its rows: the sheet then prints a little smaller.

Page breaks and slots stay as planned, in every language and with every look.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from pmqa_xlsx.cells import CellRef
from pmqa_xlsx.layout.heights import row_heights
from pmqa_xlsx.layout.model import Layout, Sheet, SheetKind
from pmqa_xlsx.layout.paper import DEFAULT_ROW, room

#: Factors by which columns are widened, tried in order; the last still prints legibly.
_WIDER = (1.0, 1.04, 1.08, 1.12, 1.16, 1.2, 1.25)


def fitted(layout: Layout, texts: Mapping[tuple[str, CellRef], str]) -> Layout:
    """The same layout with columns so wide that the content of each planned page fits, if possible.

    :param texts: the fixed texts in the language of the workbook, by sheet key and cell.
    """
    return replace(layout, sheets=tuple(_fitted(layout, sheet, texts) if sheet.page_breaks else sheet
                                        for sheet in layout.sheets))


def _fitted(layout: Layout, sheet: Sheet, texts: Mapping[tuple[str, CellRef], str]) -> Sheet:
    live = [cell for key, cell in layout.live_cells if key == sheet.key]
    for factor in _WIDER:
        wider = replace(sheet, widths=tuple(round(width * factor, 1) for width in sheet.widths))
        if all(height <= room(wider.widths) for height in _pages(wider, row_heights(wider, texts, live))):
            return wider
    return sheet


def _pages(sheet: Sheet, heights: Mapping[int, float]) -> Iterator[float]:
    """The height of each planned page, in points; every page of a category but the first repeats the title."""
    title = heights.get(0, DEFAULT_ROW) if sheet.kind is SheetKind.CATEGORY else 0.0
    starts = (0, *sheet.page_breaks, max(heights) + 1)
    for number, first in enumerate(starts[:-1]):
        rows = range(first, starts[number + 1])
        yield sum(heights.get(row, DEFAULT_ROW) for row in rows) + (title if number else 0.0)
