"""Conflicts about which question an answer belongs to; an answer with a conflict is not used.

Codes, wordings and headings identify the cells of a table. If they contradict each other, every interpretation would
put some answer under the wrong question.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from pmqa_xlsx.cells import CellRef, CellValue
from pmqa_xlsx.files.values import conflict
from pmqa_xlsx.ingester.calculated import is_calculated
from pmqa_xlsx.ingester.sheet_matching import PlannedText, SheetMap, SheetTexts
from pmqa_xlsx.layout.model import Sheet, SheetKind, TableRow
from pmqa_xlsx.text.language import LANGS
from pmqa_xlsx.text.thai import comparison_key


def reordered_columns(columns: Mapping[int, int], answers: Iterable[int]) -> frozenset[int]:
    """The planned answer columns whose headings changed their order, perhaps without their answers.

    Inserting and deleting columns does not change the order of the others.

    :param columns: the present column of each heading, by planned column.
    """
    found = [(planned, columns[planned]) for planned in answers if planned in columns]
    return frozenset(planned for (planned_a, actual_a), (planned_b, actual_b) in combinations(found, 2)
                     if (planned_a < planned_b) != (actual_a < actual_b) for planned in (planned_a, planned_b))


def state_column_was_typed(texts: SheetTexts, column: int, rows: Iterable[int]) -> bool:
    """Whether most texts under the heading of the states were typed, so that headings moved without their columns."""
    cells = [texts.sheet[CellRef(row, column)] for row in rows]
    typed = [cell for cell in cells if not cell.is_blank and not cell.formula
             and not is_calculated(cell, SheetKind.CATEGORY, *LANGS)]
    return 2 * len(typed) > len(cells) > 0


def other_row(
    plan: Sheet, row: TableRow, fixed: Mapping[CellRef, PlannedText], key: str, column: int,
) -> TableRow | None:
    """The other row of a table to which a text in a column belongs; ``None`` if it belongs to this row or none."""
    own = fixed.get(CellRef(row.row, column))
    if not key or (own is not None and own.key == key):
        return None
    return next((other for other in plan.rows if other is not row
                 and (text := fixed.get(CellRef(other.row, column))) is not None and text.key == key), None)


def answers_in(texts: SheetTexts, row: int, columns: Sequence[int]) -> tuple[str, ...]:
    """The content of a row's answer cells, by which rows with the same code are compared."""
    return tuple(texts.sheet.text(CellRef(row, column)).strip() for column in columns)


def with_copy(plan: Sheet, original: SheetMap, copy: SheetMap) -> SheetMap:
    """The map of a sheet of which the workbook also contains a copy: another answer there makes a conflict of both."""
    sheet, copied = original.texts.sheet, copy.texts.sheet
    conflicts: dict[CellRef, CellValue] = {}
    for slot in plan.slots():
        ref, there = original.cells.get(slot.cell), copy.cells.get(slot.cell)
        if ref is None or there is None:
            continue
        one, other = sheet[ref], copied[there]
        if not one.is_blank and not other.is_blank and comparison_key(one.held) != comparison_key(other.held):
            conflicts[ref] = conflict(one, other)
    texts = replace(original.texts, sheet=replace(sheet, cells={**sheet.cells, **conflicts}))
    return replace(original, texts=texts) if conflicts else original
