"""Print setup and frozen panes of a sheet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pmqa_xlsx.cells import CellRef
from pmqa_xlsx.generator.copy import Copy
from pmqa_xlsx.layout import Role, Sheet, SheetKind
from pmqa_xlsx.layout import identity as known
from pmqa_xlsx.layout.category import FIRST_ANSWER_COLUMN
from pmqa_xlsx.layout.paper import DEFAULT_ROW, MARGINS, fits_one_page

_A4 = 9
_FOOTER_MARGIN = 0.3
#: Largest height of the frozen rows, in points, so that a small screen still shows some answers.
_HIGHEST_FROZEN = 220.0
#: Title and links.
_TOP_ROWS = 2


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
    one_page = not sheet.page_breaks and fits_one_page(sheet.widths, total)
    target.fit_to_pages(1, int(one_page))
    if breaks := sheet.page_breaks or (() if one_page else _before_last_part(sheet, last.row)):
        target.set_h_pagebreaks(list(breaks))
    if sheet.kind is SheetKind.CATEGORY:
        target.repeat_rows(0)
    rows, columns = frozen(sheet, heights)
    if rows:
        target.freeze_panes(rows, columns)


def _before_last_part(sheet: Sheet, last_row: int) -> tuple[int, ...]:
    """The page break of a sheet without planned pages, in case it is too long for one: before its last caption."""
    captions = [text.cell.row for text in sheet.texts if text.role is Role.CAPTION and text.cell.row <= last_row]
    return (captions[-1],) if captions else ()


def _last_printed_row(copy: Copy, sheet: Sheet, heights: Mapping[int, float]) -> int:
    """The last printed row; the summary's to-do list is for the screen only."""
    if sheet.kind is SheetKind.SUMMARY:
        return copy.layout.summary.chart.row + copy.layout.summary.chart_rows - 1
    return max(heights)


def frozen(sheet: Sheet, heights: Mapping[int, float]) -> tuple[int, int]:
    """How many rows and columns are frozen; the headings too if the sheet has only one table."""
    if sheet.kind is SheetKind.GENERAL:
        return sheet.rows[0].row, 1
    if sheet.kind is not SheetKind.CATEGORY:
        return 0, 0
    below = sheet.tables[0].header_row + 1 if len(sheet.tables) == 1 else _TOP_ROWS
    high = sum(heights.get(row, DEFAULT_ROW) for row in range(below)) > _HIGHEST_FROZEN
    return _TOP_ROWS if high else below, FIRST_ANSWER_COLUMN
