"""How a sheet prints and scrolls: A4 landscape, as wide as the page, no table cut where that can be helped."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pmqa_xlsx import identity as known
from pmqa_xlsx.cells import CellRef
from pmqa_xlsx.generate.copy import Copy
from pmqa_xlsx.generate.heights import LINE
from pmqa_xlsx.layout import Sheet, SheetKind
from pmqa_xlsx.layout.category import FIRST_ANSWER_COLUMN

_A4 = 9
_MARGINS = {"left": 0.4, "right": 0.4, "top": 0.45, "bottom": 0.65}
_POINTS_AN_INCH = 72
_PAGE_WIDTH = (11.69 - _MARGINS["left"] - _MARGINS["right"]) * _POINTS_AN_INCH
_PAGE_HEIGHT = (8.27 - _MARGINS["top"] - _MARGINS["bottom"]) * _POINTS_AN_INCH
#: The most that may stay in view above the answers, in points, so that a small screen still shows some of them.
_HIGHEST_FROZEN = 220.0
_DEFAULT_ROW = 15.0
#: A sheet that is higher than a page by no more than this is made smaller to fit on one.
_SQUEEZE = 1.2


def set_up_page(target: Any, copy: Copy, sheet: Sheet, heights: Mapping[int, float]) -> None:
    """Set paper, footer, repeated rows, page breaks and frozen rows of a visible sheet."""
    target.hide_gridlines(2)
    target.set_landscape()
    target.set_paper(_A4)
    target.set_margins(**_MARGINS)
    target.center_horizontally()
    target.set_footer(known.footer(copy.layout.form, copy.identity), {"margin": 0.3})
    last = CellRef(last_row(copy, sheet), len(sheet.widths) - 1)
    target.print_area(0, 0, *last)
    room = _room(sheet)
    total = sum(heights.get(row, _DEFAULT_ROW) for row in range(last.row + 1))
    target.fit_to_pages(1, int(total <= room * _SQUEEZE))
    breaks = page_breaks(copy, sheet, heights)
    if breaks:
        target.set_h_pagebreaks(breaks)
    if sheet.kind is SheetKind.CATEGORY:
        head = sheet.tables[0].header_row if len(sheet.tables) == 1 else 0
        target.repeat_rows(head)
    rows, columns = frozen(sheet, heights)
    if rows:
        target.freeze_panes(rows, columns)


def last_row(copy: Copy, sheet: Sheet) -> int:
    """The last row of a visible sheet that has anything in it."""
    rows = [text.cell.row for text in sheet.texts] + [row.row for row in sheet.slot_rows()]
    if sheet.kind is SheetKind.SUMMARY:
        rows += [cell.row for cell in copy.layout.summary.cells()]
    return max(rows)


def page_breaks(copy: Copy, sheet: Sheet, heights: Mapping[int, float]) -> list[int]:
    """The rows before which a new page begins: those of tables that would be cut by the page's end but fit on one."""
    parts = [table.caption_row for table in sheet.tables[1:]]
    if sheet.kind is SheetKind.SUMMARY:
        parts = [copy.layout.summary.todo_first.row - 1]
    room = _room(sheet)
    total = last_row(copy, sheet)

    def height(first: int, last: int) -> float:
        return sum(heights.get(row, _DEFAULT_ROW) for row in range(first, last + 1))

    if height(0, total) <= room * _SQUEEZE:
        return []
    breaks = []
    page_top = 0
    for part, after in zip(parts, [*parts[1:], total + 1], strict=False):
        if height(page_top, after - 1) > room:
            breaks.append(part)
            page_top = part
    return breaks


def _room(sheet: Sheet) -> float:
    """The height of a page in the sheet's own points, when the sheet is as wide as the page."""
    scale = min(1.0, _PAGE_WIDTH / (sum(width * 7 + 5 for width in sheet.widths) * 0.75))
    return _PAGE_HEIGHT / scale


def frozen(sheet: Sheet, heights: Mapping[int, float]) -> tuple[int, int]:
    """How many rows and columns stay in view: the headings where one table has the sheet to itself, else title and links."""
    if sheet.kind is SheetKind.GENERAL:
        return sheet.rows[0].row, 1
    if sheet.kind is not SheetKind.CATEGORY:
        return 0, 0
    rows = 2
    if len(sheet.tables) == 1:
        below = sheet.tables[0].header_row + 1
        if sum(heights.get(row, LINE) for row in range(below)) <= _HIGHEST_FROZEN:
            rows = below
    return rows, FIRST_ANSWER_COLUMN
