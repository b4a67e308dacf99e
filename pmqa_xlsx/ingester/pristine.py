"""What a sheet holds, and where, as long as nobody moved or changed anything: what most returns still show.

Worked out once a layout and put beside each return as a whole, so that only a sheet that differs is gone through
text by text.
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
class Untouched:
    """A sheet in which nothing was moved or changed.

    :ivar texts: the fixed texts that are alike in every workbook, as cells.
    :ivar proves_place: whether these name every column, and every row with slots by its code.
    :ivar cells: every cell with such a text or a slot: what stands there was asked for.
    """

    texts: Mapping[CellRef, CellValue]
    proves_place: bool
    cells: frozenset[CellRef]

    def matches(self, sheet: BookSheet) -> bool:
        """Whether all these texts stand in their cells, to the letter."""
        return bool(self.texts) and self.texts.items() <= sheet.cells.items()


@cached_per_layout
def untouched(layout: Layout, key: str, lang: Lang) -> Untouched:
    """A sheet of the layout, by its key, in an untouched workbook of a language."""
    sheet = layout.sheet_by_key[key]
    texts = {ref: text_value(text) for (where, ref), text in texts_alike(layout, lang).items() if where == key}
    naming = {text.cell for text in sheet.texts if text.role is Role.HEADING}
    naming |= {CellRef(row.row, CODE_COLUMN) for row in sheet.rows}
    return Untouched(texts, naming <= texts.keys(), frozenset(texts) | {slot.cell for slot in sheet.slots()}
                     | {text.cell for text in sheet.texts if text.soft})


@cached_per_layout
def hidden_names(layout: Layout) -> frozenset[str]:
    """The names of the sheets that people do not see, which are the same in every language."""
    return frozenset(sheet.name.th for sheet in layout.sheets if sheet.kind.hidden)
