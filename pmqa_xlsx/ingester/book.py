"""A returned workbook as plain data, whatever format it came in; and the one error that a reader may raise."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from pmqa_xlsx.cells import EMPTY, CellRef, CellValue


class Unreadable(Exception):
    """The bytes cannot be read as a workbook, and which finding says so. Nothing else may leave a reader.

    :param code: a code of the catalogue, such as ``file-damaged``.
    :param facts: what the finding's messages need.
    """

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(f"{code}: {facts}")
        self.code = code
        self.facts = facts


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
class Book:
    """A workbook as read.

    :ivar names: defined names of the whole book and what they refer to.
    :ivar properties: custom document properties as text.
    :ivar saved_at: the last save that the file states, with time zone.
    :ivar application: the program that the file says wrote it.
    """

    sheets: tuple[BookSheet, ...]
    names: Mapping[str, str] = field(default_factory=dict)
    properties: Mapping[str, str] = field(default_factory=dict)
    saved_at: dt.datetime | None = None
    application: str = ""

    def sheet(self, name: str) -> BookSheet | None:
        """The sheet of that name, if there is one; case does not matter, as in Excel."""
        wanted = name.casefold()
        return next((sheet for sheet in self.sheets if sheet.name.casefold() == wanted), None)
