"""Whether answers are in their planned places although some identifying texts changed, and what speaks against it.

Codes, wordings and headings identify the cells of a table. If they contradict each other, every interpretation would
put some answer under the wrong question: an answer with such a conflict is not used.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from itertools import combinations

from pmqa_xlsx.cells import CellRef, CellValue
from pmqa_xlsx.files.values import conflict
from pmqa_xlsx.findings import Finding
from pmqa_xlsx.ingester.sent_out import is_calculated
from pmqa_xlsx.ingester.sheet_matching import ExpectedSheet, SheetMap, SheetTexts
from pmqa_xlsx.layout.model import CODE_COLUMN, WORDING_COLUMN, Role, SheetKind, TableRow
from pmqa_xlsx.text.language import LANGS
from pmqa_xlsx.text.thai import same_text


def reordered_columns(columns: Mapping[int, int], answers: Iterable[int]) -> frozenset[int]:
    """The planned answer columns whose headings changed their order, perhaps without their answers.

    Inserting and deleting columns does not change the order of the others.

    :param columns: the present column of each heading, by planned column.
    """
    found = [(planned, columns[planned]) for planned in answers if planned in columns]
    return frozenset(planned for (planned_a, actual_a), (planned_b, actual_b) in combinations(found, 2)
                     if (planned_a < planned_b) != (actual_a < actual_b) for planned in (planned_a, planned_b))


def shifted_columns(columns: Mapping[int, int], answers: Sequence[int], state: int) -> frozenset[int]:
    """The planned answer columns whose headings may have been shifted without their answers.

    One heading is missing and some are beside their places, although the columns before and after all answers kept
    their distance: after deleting a column they would not.

    :param columns: the present column of each heading, by planned column.
    :param state: the planned column of the states, behind the answers.
    """
    around = {columns[planned] - planned for planned in (WORDING_COLUMN, state) if planned in columns}
    if len(around) != 1 or columns.keys() >= set(answers):
        return frozenset()
    return frozenset(planned for planned in answers if planned in columns and columns[planned] - planned not in around)


def copied_columns(
    texts: SheetTexts, rows: Sequence[int], columns: Mapping[int, int], copies: Mapping[int, Iterable[int]],
) -> frozenset[int]:
    """The planned columns whose heading is also above another column, with other answers.

    :param copies: the further columns with each heading; those of other headings with the same text do not count.
    """
    def answers(column: int) -> list[str]:
        return [texts.sheet.text(CellRef(row, column)).strip() for row in rows]

    named = set(columns.values())
    return frozenset(planned for planned, others in copies.items() for other in others
                     if other not in named and any(answers(other)) and answers(other) != answers(columns[planned]))


def states_are_elsewhere(texts: SheetTexts, column: int, rows: Iterable[int]) -> bool:
    """Whether there are no states under their heading, or mostly typed texts: headings moved without their columns."""
    cells = [texts.sheet[CellRef(row, column)] for row in rows]
    typed = [cell for cell in cells if not cell.is_blank and not cell.formula
             and not is_calculated(cell, SheetKind.CATEGORY, *LANGS)]
    return 2 * len(typed) > len(cells) > 0 or all(cell.is_blank and not cell.formula for cell in cells)


def other_row(expected: ExpectedSheet, row: TableRow, key: str, column: int) -> TableRow | None:
    """The other row of a table to which a text in a column belongs; ``None`` if it belongs to this row or none."""
    own = expected.texts.get(CellRef(row.row, column))
    if not key or (own is not None and own.key == key):
        return None
    return next((other for other in expected.plan.rows if other is not row
                 and (text := expected.texts.get(CellRef(other.row, column))) is not None and text.key == key), None)


def answers_in(texts: SheetTexts, row: int, columns: Sequence[int]) -> tuple[str, ...]:
    """The content of a row's answer cells, by which rows with the same code are compared."""
    return tuple(texts.sheet.text(CellRef(row, column)).strip() for column in columns)


def has_answers(sheet_map: SheetMap) -> bool:
    """Whether anything is in an answer cell of a sheet."""
    cells = map(sheet_map.cells.get, sheet_map.expected.slots)
    return any(ref is not None and not sheet_map.texts.sheet[ref].is_blank for ref in cells)


def with_copy(original: SheetMap, copy: SheetMap) -> SheetMap:
    """The map of a sheet of which the workbook also contains a copy: another answer there makes a conflict of both."""
    sheet, copied = original.texts.sheet, copy.texts.sheet
    conflicts: dict[CellRef, CellValue] = {}
    for planned in original.expected.slots:
        ref, there = original.cells.get(planned), copy.cells.get(planned)
        if ref is None or there is None:
            continue
        one, other = sheet[ref], copied[there]
        if not one.is_blank and not other.is_blank and not same_text(one.held, other.held):
            conflicts[ref] = conflict(one, other)
    texts = replace(original.texts, sheet=replace(sheet, cells={**sheet.cells, **conflicts}))
    return replace(original, texts=texts) if conflicts else original


def trusting_texts(
    maps: Mapping[str, SheetMap], findings: Iterable[Finding],
) -> tuple[dict[str, SheetMap], list[Finding]]:
    """Maps and findings of a return whose seal is intact, without the conflicts between a row's code and wording.

    Its texts are as they were sent out; the definition has changed since.
    """
    return ({key: replace(sheet_map, disputed=sheet_map.disputed - sheet_map.reworded)
             for key, sheet_map in maps.items()},
            [finding for finding in findings if finding.code != "row-conflict" or not finding.facts["other"]])


def in_place(expected: ExpectedSheet, texts: SheetTexts) -> bool:
    """Whether every heading and, on every row with slots, the code or the wording is in its planned cell."""
    present = {ref for ref, text in expected.texts.items() if texts.contains(ref, text)}
    headings = [text.cell for text in expected.plan.texts if text.role is Role.HEADING]
    changed = [ref for ref in headings if ref not in present]
    # Headings retyped in place are changed texts, not moved columns, if the other headings and all rows confirm it.
    ours = {text.key for text in expected.texts.values()} - {""}
    if 2 * len(changed) >= len(headings) or any(texts.key_at(ref) in ours for ref in changed):
        return False
    if len(changed) > 1 and any(not texts.key_at(ref) for ref in changed):
        return False
    return all(_row_in_place(expected, row, present, texts, certain=len(changed) > 1) for row in expected.plan.rows)


def _row_in_place(
    expected: ExpectedSheet, row: TableRow, present: Set[CellRef], texts: SheetTexts, *, certain: bool,
) -> bool:
    """Whether a row's code or wording is in its planned cell and neither is another row's.

    :param certain: whether both must be there.
    """
    refs = [ref for ref in (CellRef(row.row, CODE_COLUMN), CellRef(row.row, expected.plan.wording_column))
            if ref in expected.texts and expected.texts[ref].key]
    there = [ref in present for ref in refs]
    return (all(there) if certain else any(there)) and all(
        ref in present or other_row(expected, row, texts.key_at(ref), ref.column) is None for ref in refs)


def names_elsewhere(expected: ExpectedSheet, texts: SheetTexts) -> bool:
    """Whether a row's code or a column's heading is there again, maybe with other answers to the same questions."""
    added = [ref for ref in (texts.sheet.cells.keys() - expected.cells.keys() if expected.plan.rows else ())
             if expected.may_name(ref)]
    return not expected.naming_keys.isdisjoint(map(texts.key_at, added))
