"""Pristine sheets: the content of a sheet in which nobody moved or changed anything, as in most returns.

It is computed once for each layout and compared with each return as a whole, so that only a sheet that differs must
be compared text by text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pmqa_xlsx.cells import CellRef, CellValue
from pmqa_xlsx.files.book import BookSheet
from pmqa_xlsx.files.values import text_value
from pmqa_xlsx.layout.cache import cached_per_layout
from pmqa_xlsx.layout.identity import texts_alike
from pmqa_xlsx.layout.model import CODE_COLUMN, Layout, Role
from pmqa_xlsx.text.language import Lang


@dataclass(frozen=True, slots=True)
class PristineSheet:
    """A sheet in which nothing was moved or changed.

    :ivar texts: the fixed texts that are equal in every workbook, as cells.
    :ivar proves_place: whether these include the heading of every column and the code of every row with slots.
    :ivar cells: every cell with such a text or a slot, in which content is expected.
    """

    texts: Mapping[CellRef, CellValue]
    proves_place: bool
    cells: frozenset[CellRef]

    def matches(self, sheet: BookSheet) -> bool:
        """Whether the sheet contains exactly these texts in their cells."""
        return bool(self.texts) and self.texts.items() <= sheet.cells.items()


@cached_per_layout
def pristine_sheet(layout: Layout, key: str, lang: Lang) -> PristineSheet:
    """A sheet of the layout, by its key, in a workbook of a language that nobody changed."""
    sheet = layout.sheet_by_key[key]
    texts = {ref: text_value(text) for (where, ref), text in texts_alike(layout, lang).items() if where == key}
    naming = {text.cell for text in sheet.texts if text.role is Role.HEADING}
    naming |= {CellRef(row.row, CODE_COLUMN) for row in sheet.rows}
    return PristineSheet(texts, naming <= texts.keys(), frozenset(texts) | {slot.cell for slot in sheet.slots()}
                     | {text.cell for text in sheet.texts if text.soft})


@cached_per_layout
def hidden_names(layout: Layout) -> frozenset[str]:
    """The names of the hidden sheets, which are the same in every language."""
    return frozenset(sheet.name.th for sheet in layout.sheets if sheet.kind.hidden)
