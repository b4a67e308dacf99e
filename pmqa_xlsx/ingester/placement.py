"""Decides whether the cells of a sheet are in their planned places even if some identifying texts were changed."""

from __future__ import annotations

from collections.abc import Mapping, Set

from pmqa_xlsx.cells import CellRef
from pmqa_xlsx.ingester.conflicts import other_row
from pmqa_xlsx.ingester.sheet_matching import PlannedText, SheetTexts
from pmqa_xlsx.layout.model import CODE_COLUMN, WORDING_COLUMN, Role, Sheet, TableRow


def in_place(plan: Sheet, texts: SheetTexts, fixed: Mapping[CellRef, PlannedText]) -> bool:
    """Whether every heading and, on every row with slots, the code or the wording is in its planned cell.

    :param fixed: the plan's fixed texts in the workbook's language, by cell.
    """
    present = {ref for ref, text in fixed.items() if texts.contains(ref, text)}
    headings = [text.cell for text in plan.texts if text.role is Role.HEADING]
    changed = [ref for ref in headings if ref not in present]
    # Headings retyped in place are changed texts, not moved columns, if the other headings and all rows confirm it.
    ours = {text.key for text in fixed.values()} - {""}
    if 2 * len(changed) >= len(headings) or any(texts.key_at(ref) in ours for ref in changed):
        return False
    if len(changed) > 1 and any(not texts.key_at(ref) for ref in changed):
        return False
    return all(_row_in_place(plan, row, present, fixed, texts, certain=len(changed) > 1) for row in plan.rows)


def _row_in_place(
    plan: Sheet, row: TableRow, present: Set[CellRef], fixed: Mapping[CellRef, PlannedText], texts: SheetTexts, *,
    certain: bool,
) -> bool:
    """Whether a row's code or wording is in its planned cell and neither is another row's.

    :param certain: whether both must be there.
    """
    refs = [ref for ref in (CellRef(row.row, CODE_COLUMN), CellRef(row.row, WORDING_COLUMN)) if ref in fixed]
    there = [ref in present for ref in refs]
    return (all(there) if certain else any(there)) and all(
        ref in present or other_row(plan, row, fixed, texts.key_at(ref), ref.column) is None for ref in refs)


def names_elsewhere(
    plan: Sheet, texts: SheetTexts, fixed: Mapping[CellRef, PlannedText], planned: Mapping[CellRef, CellRef],
) -> bool:
    """Whether a row's code or a column's heading is there again, maybe with other answers to the same questions.

    :param planned: has the planned cells of the sheet as its keys.
    """
    added = [ref for ref in (texts.sheet.cells.keys() - planned.keys() if plan.rows else ())
             if ref.column == CODE_COLUMN or ref.row == plan.header_row]
    return bool(added) and not {text.key for ref, text in fixed.items() if (
        ref.column == CODE_COLUMN or ref.row == plan.header_row)}.isdisjoint(map(texts.key_at, added))
