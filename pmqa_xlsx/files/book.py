"""A returned workbook of any format as plain data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import Enum, auto
from typing import NamedTuple

from pmqa_xlsx.cells import EMPTY, CellArea, CellRef, CellValue
from pmqa_xlsx.light_dataclass import dataclass, field


@dataclass(frozen=True, slots=True)
class BookSheet:
    """One worksheet: the cells with content, and other properties needed by checks.

    :ivar cells: by address, zero-based; cells without content are absent.
    :ivar footer: the text of the page footer, with its control codes.
    :ivar merged: areas of cells that are merged.
    """

    name: str
    hidden: bool
    protected: bool
    cells: Mapping[CellRef, CellValue]
    footer: str = ""
    merged: tuple[CellArea, ...] = ()

    def __getitem__(self, ref: CellRef) -> CellValue:
        """The content of a cell; :data:`~pmqa_xlsx.cells.EMPTY` if there is none."""
        return self.cells.get(ref, EMPTY)

    def text(self, ref: CellRef) -> str:
        """The content of a cell as text; empty if it has none."""
        return self[ref].raw


class Extra(NamedTuple):
    """A comment, text box, picture, chart or signature on a sheet.

    :ivar sheet: the sheet's name.
    :ivar cell: the address, such as ``C7``, of its cell or upper left corner; empty if the file does not give it.
    :ivar kind: ``comment``, ``text-box``, ``picture``, ``chart``, ``ink`` (handwriting), ``signature-line`` or
        ``signature``.
    :ivar text: its text; for a picture its name, description and format; for a signature the signer.
    :ivar author: the author of a comment, if the file gives it.
    """

    sheet: str
    cell: str
    kind: str
    text: str
    author: str = ""


class Feature(Enum):
    """What a form has besides texts and answers, and programs may drop."""

    RULES = auto()  #: checks of what is typed, and lists to choose from
    LINKS = auto()


@dataclass(frozen=True, slots=True)
class WorkbookContent:
    """A workbook as read; formulas, their cached values and errors are distinguished in every format.

    :ivar properties: custom document properties as text.
    :ivar saved_at: the time of the last save given in the file, with time zone.
    :ivar application: the program that saved it, as given in the file, or recognised although it gives another one.
    :ivar format: ``xlsx``, ``xlsm``, ``strict`` (Strict Open XML), ``xlsb``, ``xls`` or ``ods``.
    :ivar extras: comments, text boxes, pictures and charts, also the form's own.
    :ivar active: names of the parts that can run or load data, such as ``xl/vbaProject.bin``.
    :ivar unread: names of broken parts besides the answers: comments, properties.
    :ivar trace: tracebacks of unexpected exceptions in reading such parts.
    :ivar kept: what is on any of its sheets; ``None`` for .xls and .xlsb.
    """

    sheets: tuple[BookSheet, ...]
    properties: Mapping[str, str] = field(default_factory=dict)
    saved_at: dt.datetime | None = None
    application: str = ""
    format: str = "xlsx"
    extras: tuple[Extra, ...] = ()
    active: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    trace: str = ""
    kept: frozenset[Feature] | None = None

    def sheet(self, name: str) -> BookSheet | None:
        """The sheet with that name, if there is one; case is ignored, as in Excel."""
        wanted = name.casefold()
        return next((sheet for sheet in self.sheets if sheet.name.casefold() == wanted), None)
