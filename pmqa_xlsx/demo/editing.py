"""Edit a generated workbook with openpyxl, as a person's program would: open, type, save."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Mapping
from typing import Any

import openpyxl

from pmqa_xlsx.answers import display
from pmqa_xlsx.layout import Layout, Slot
from pmqa_xlsx.system.portable_zip import write_zip
from pmqa_xlsx.text.language import Lang

_CORE = "docProps/core.xml"


class Editor:
    """One workbook open for editing.

    :param data: the bytes of a workbook of this layout.
    :param lang: the language of the workbook.
    """

    def __init__(self, data: bytes, layout: Layout, lang: Lang = "th") -> None:
        self.layout = layout
        self.lang: Lang = lang
        self.book = openpyxl.load_workbook(io.BytesIO(data))

    def cell(self, slot: Slot) -> Any:
        """The openpyxl cell of a slot."""
        return self.sheet(slot.sheet).cell(slot.cell.row + 1, slot.cell.column + 1)

    def sheet(self, key: str) -> Any:
        """The openpyxl worksheet with that key of the layout."""
        return self.book[self.layout.sheet_by_key[key].name.of(self.lang)]

    def fill(self, values: Mapping[int, str]) -> None:
        """Type normalised values, given by position in ``layout.slots``, in the form that people type."""
        for position, value in values.items():
            slot = self.layout.slots[position]
            self.cell(slot).value = display(slot.field, value, self.lang)

    def type_into(self, position: int, content: object) -> None:
        """Put any content into a slot, even if its validation would reject it; a text never becomes a formula."""
        cell = self.cell(self.layout.slots[position])
        cell.value = content
        if isinstance(content, str) and not content.startswith("=") and cell.data_type != "e":
            cell.data_type = "s"

    def saved(self, moment: dt.datetime) -> bytes:
        """The workbook saved at a moment (with time zone)."""
        buffer = io.BytesIO()
        self.book.save(buffer)
        return _saved_at(buffer.getvalue(), moment)


def _saved_at(data: bytes, moment: dt.datetime) -> bytes:
    """The same package with another save time: openpyxl always writes now, and a demo must not depend on the day."""
    stamp = moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    head, tag, rest = parts[_CORE].partition(b'<dcterms:modified xsi:type="dcterms:W3CDTF">')
    parts[_CORE] = head + tag + stamp + rest[rest.index(b"<"):]
    target = io.BytesIO()
    write_zip(target, parts.items())
    return target.getvalue()
