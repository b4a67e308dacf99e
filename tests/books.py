"""Returned workbooks as plain data, made from a layout without any file: for tests of the steps after reading."""

from __future__ import annotations

from collections.abc import Mapping

from pmqa_xlsx.cells import CellKind, CellRef, CellValue
from pmqa_xlsx.files.book import BookSheet, WorkbookContent
from pmqa_xlsx.form.model import FISCAL_YEAR, UNIT
from pmqa_xlsx.layout import Layout, SheetKind
from pmqa_xlsx.layout.identity import Identity, WorkbookTexts


def text_cell(text: str) -> CellValue:
    """A cell with a typed text."""
    return CellValue(CellKind.TEXT, text)


def book_of(layout: Layout, identity: Identity, values: Mapping[int, str]) -> WorkbookContent:
    """A generated workbook, filled in by a person; in one for any unit, no unit is chosen yet.

    :param values: content of the answer slots, by position in ``layout.slots``.
    """
    cells: dict[str, dict[CellRef, CellValue]] = {sheet.key: {} for sheet in layout.sheets}
    for (key, ref), text in WorkbookTexts(layout, identity).fixed.items():
        cells[key][ref] = text_cell(text)
    for sheet in layout.sheets:
        for row in sheet.rows:
            cells[sheet.key][CellRef(row.row, sheet.state_column)] = CellValue(CellKind.TEXT, "–", formula=True)
    if not identity.blank:
        unit = layout.identity_slots[UNIT]
        name = layout.form.unit_by_code[identity.unit_code].name.of(identity.lang)
        cells[unit.sheet][unit.cell] = text_cell(name)
    year = layout.identity_slots[FISCAL_YEAR]
    cells[year.sheet][year.cell] = CellValue(CellKind.NUMBER, float(identity.fiscal_year))
    for position, value in values.items():
        slot = layout.slots[position]
        cells[slot.sheet][slot.cell] = text_cell(value)
    hidden = layout.sheet_of_kind(SheetKind.IDENTITY).key
    for key, value in identity.values(layout.fingerprint, WorkbookTexts(layout, identity).seal(None)).items():
        cells[hidden][CellRef(layout.identity[key].row, 0)] = text_cell(key)
        cells[hidden][layout.identity[key]] = text_cell(str(value))
    return WorkbookContent(tuple(BookSheet(sheet.name.of(identity.lang), sheet.kind.hidden, True, cells[sheet.key])
                      for sheet in layout.sheets))
