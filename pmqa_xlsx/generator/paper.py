"""Print setup and frozen panes of a sheet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pmqa_xlsx.cells import CellRef
from pmqa_xlsx.generator.workbook_copy import Copy
from pmqa_xlsx.layout import Sheet, SheetKind
from pmqa_xlsx.layout import identity as known
from pmqa_xlsx.layout import words as wording
from pmqa_xlsx.layout.sizes import DEFAULT_ROW, MARGINS, fits_one_page

_A4 = 9
_FOOTER_MARGIN = 0.3


def set_up_list(target: Any, copy: Copy, header: int, last: CellRef) -> None:
    """Set up the list of faults: A4 landscape, fitted to the page's width, its headings frozen and on every page."""
    _set_up_paper(target, copy)
    target.print_area(0, 0, *last)
    target.fit_to_pages(1, 0)
    target.repeat_rows(header)
    target.freeze_panes(header + 1, 0)


def _set_up_paper(target: Any, copy: Copy) -> None:
    target.hide_gridlines(2)
    target.set_landscape()
    target.set_paper(_A4)
    target.set_margins(**MARGINS)
    target.center_horizontally()
    target.set_footer(known.footer(copy.layout.form, copy.identity), {"margin": _FOOTER_MARGIN})


def set_up_page(target: Any, copy: Copy, sheet: Sheet, heights: Mapping[int, float]) -> None:
    """Set paper, footer, repeated rows, page breaks and frozen rows of a visible sheet."""
    _set_up_paper(target, copy)
    last = CellRef(_last_printed_row(copy, sheet, heights), len(sheet.widths) - 1)
    target.print_area(0, 0, *last)
    total = sum(heights.get(row, DEFAULT_ROW) for row in range(last.row + 1))
    one_page = fits_one_page(sheet, total)
    target.fit_to_pages(1, int(one_page))
    if sheet.kind is SheetKind.INSTRUCTIONS and not one_page:  # how to fill it in is not cut in two
        target.set_h_pagebreaks([text.cell.row for text in sheet.texts if text.text == wording.HOW_TO])
    if sheet.kind is SheetKind.SUMMARY and not one_page:  # the total and what is signed are together on the last page
        target.set_h_pagebreaks([copy.layout.summary.rows[-1].row])
    target.repeat_rows(0, sheet.header_row)
    if sheet.rows:
        target.freeze_panes(sheet.header_row + 1, sheet.typed_columns.start or 1)


def _last_printed_row(copy: Copy, sheet: Sheet, heights: Mapping[int, float]) -> int:
    """The last printed row; the summary's to-do list is for the screen only."""
    if sheet.kind is SheetKind.SUMMARY:
        return copy.layout.summary.chart.row + copy.layout.summary.chart_rows - 1
    return max(heights)
