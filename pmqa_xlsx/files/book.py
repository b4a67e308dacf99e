"""A returned workbook as plain data, whatever format it came in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from pmqa_xlsx.cells import EMPTY, CellRef, CellValue


@dataclass(frozen=True, slots=True)
class BookSheet:
    """One worksheet: the cells that hold something, and what else a check may need of it.

    :ivar cells: by address, zero-based; cells without content are absent.
    :ivar footer: the text of the page footer, with its control codes.
    """

    name: str
    hidden: bool
    protected: bool
    cells: Mapping[CellRef, CellValue]
    footer: str = ""

    def __getitem__(self, ref: CellRef) -> CellValue:
        """The content of a cell; :data:`~pmqa_xlsx.cells.EMPTY` where there is none."""
        return self.cells.get(ref, EMPTY)

    def text(self, ref: CellRef) -> str:
        """What a cell holds as text; empty where it holds nothing."""
        return self[ref].raw


@dataclass(frozen=True, slots=True)
class Extra:
    """What somebody put on a sheet beside the cells' own content.

    :ivar sheet: the sheet's name.
    :ivar cell: the address, such as ``C7``, that it belongs to or begins at; empty where the file does not say.
    :ivar kind: ``comment``, ``text-box``, ``picture``, ``ink`` (handwriting), ``signature-line`` or ``signature``.
    :ivar text: what it says; of a picture its name, its description and its format; of a signature who signed.
    :ivar author: who wrote a comment, where the file says so.
    """

    sheet: str
    cell: str
    kind: str
    text: str
    author: str = ""


@dataclass(frozen=True, slots=True)
class WorkbookContent:
    """A workbook as read; formulas, their cached values and errors are told apart in every format.

    :ivar names: defined names of the whole book and what they refer to; empty for .xls and .xlsb.
    :ivar properties: custom document properties as text.
    :ivar saved_at: the last save that the file states, with time zone.
    :ivar application: the program that the file says wrote it.
    :ivar format: ``xlsx``, ``xlsm``, ``strict`` (Strict Open XML), ``xlsb``, ``xls`` or ``ods``.
    :ivar extras: comments, text boxes and pictures; charts hold nothing that was typed and are left out.
    :ivar active: names of the parts that can run or fetch something, such as ``xl/vbaProject.bin``.
    """

    sheets: tuple[BookSheet, ...]
    names: Mapping[str, str] = field(default_factory=dict)
    properties: Mapping[str, str] = field(default_factory=dict)
    saved_at: dt.datetime | None = None
    application: str = ""
    format: str = "xlsx"
    extras: tuple[Extra, ...] = ()
    active: tuple[str, ...] = ()

    def sheet(self, name: str) -> BookSheet | None:
        """The sheet of that name, if there is one; case does not matter, as in Excel."""
        wanted = name.casefold()
        return next((sheet for sheet in self.sheets if sheet.name.casefold() == wanted), None)
