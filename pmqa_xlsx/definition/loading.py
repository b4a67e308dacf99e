"""The one loader: from a definition (a shipped form, a workbook, a CSV folder) to its form or all its mistakes."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import string
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pmqa_xlsx.cells import CellRef
from pmqa_xlsx.definition.build import build_form
from pmqa_xlsx.definition.mistakes import DefinitionError, Mistake
from pmqa_xlsx.definition.schema import SHEETS
from pmqa_xlsx.definition.tables import Grid, tables_of
from pmqa_xlsx.errors import FormNotFound, reason_of
from pmqa_xlsx.form.model import Form
from pmqa_xlsx.light_dataclass import dataclass, field
from pmqa_xlsx.text.excel_text import number_text
from pmqa_xlsx.text.thai import INVISIBLE, WIDE_SPACES

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.workbook import Workbook


FORMS = Path(__file__).parent / "forms"
#: What a number format shows as it is.
_QUOTED = re.compile(r'"[^"]*"|\\.')
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(slots=True)
class Source:
    """A definition as read: each sheet's grid by its name, and mistakes for what could not be read."""

    name: str
    grids: dict[str, Grid] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)


def shipped_forms() -> list[str]:
    """The ids of the forms in the package; the first is the default."""
    return sorted(folder.name for folder in FORMS.iterdir() if (folder / "form.csv").is_file())


def read_source(source: str | Path | None) -> Source:
    """Read a definition's cells without checking them.

    :param source: a shipped form's id, an .xlsx file or a CSV folder; ``None`` for the default form.
    :raises FormNotFound: it does not exist, or is neither a workbook nor a folder of CSV files.
    """
    path = _resolve(source)
    try:
        return _read_folder(path) if path.is_dir() else _read_workbook(path)
    except OSError as error:
        raise FormNotFound("definition-unreadable", path=path, reason=reason_of(error)) from error


def _resolve(source: str | Path | None) -> Path:
    shipped = shipped_forms()
    if source is None:
        return FORMS / shipped[0]
    path = Path(source)
    if path.is_file() or _csv_sheets(path):
        return path
    if isinstance(source, str) and source in shipped:
        return FORMS / source
    known = ", ".join(shipped)
    if path.is_dir():
        raise FormNotFound("folder-without-definition", source=source, names=", ".join(SHEETS), known=known)
    raise FormNotFound("no-such-form", source=source, known=known)


def _csv_sheets(folder: Path) -> list[Path]:
    """The CSV files of a folder if any of them belongs to a definition; else none."""
    if not folder.is_dir():
        return []
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".csv" and path.name[0] not in "._~")
    return files if any(path.stem.lower() in SHEETS for path in files) else []


def _read_folder(folder: Path) -> Source:
    found = Source(str(folder))
    for path in _csv_sheets(folder):
        sheet = path.stem.lower()
        try:
            text = path.read_bytes().decode("utf-8-sig")
            grid = [list(map(_clean, row)) for row in csv.reader(io.StringIO(text, newline=""), strict=True)]
        except UnicodeDecodeError:
            found.mistakes.append(Mistake(sheet, "", "not-utf8", {"file": path.name}))
        except csv.Error as error:
            found.mistakes.append(Mistake(sheet, "", "csv-unreadable", {"file": path.name, "why": str(error)}))
        else:
            found.grids[sheet] = grid
            found.mistakes += _control_characters(sheet, grid)
    return found


def _read_workbook(path: Path) -> Source:
    data = path.read_bytes()
    shown, written = _open_workbook(path, data, data_only=True), _open_workbook(path, data, data_only=False)
    found = Source(str(path))
    for sheet in shown.worksheets:
        name = sheet.title.strip().lower()
        if name.startswith("_"):
            continue
        grid: Grid = []
        formulas = written[sheet.title]
        for row, cells in enumerate(sheet.iter_rows()):
            grid.append([])
            for column, cell in enumerate(cells):
                text = _clean(_text_of(cell))
                place = str(CellRef(row, column))
                if cell.data_type == "e":
                    found.mistakes.append(Mistake(name, place, "error-value", {"value": text}))
                elif not text and formulas.cell(row + 1, column + 1).data_type == "f":
                    found.mistakes.append(Mistake(name, place, "formula-uncalculated"))
                grid[-1].append(text)
        found.grids[name] = grid
        found.mistakes += _control_characters(name, grid)
    return found


def _open_workbook(path: Path, data: bytes, *, data_only: bool) -> Workbook:
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about parts that a definition does not need
            book = openpyxl.load_workbook(io.BytesIO(data), data_only=data_only)
    except MemoryError:
        raise  # not the file's fault; the reader's limit is reported where it is set
    except Exception as error:  # the library raises many kinds of exception; each means that the file is damaged
        raise FormNotFound("definition-not-xlsx", path=path) from error
    if not book.worksheets:
        raise FormNotFound("definition-without-sheets", path=path)
    return book


def _text_of(cell: Cell | MergedCell) -> str:
    """A cell's value as a person types it: 85 % as 85, whole numbers without a decimal point, dates as YYYY-MM-DD."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(sep=" ")
    if isinstance(value, int | float):
        if "%" in _QUOTED.sub("", cell.number_format):
            return number_text(float(f"{value * 100:.12g}"))
        text = number_text(value)
        shown = re.fullmatch(r"(0+)(?:\.(0+))?", cell.number_format)  # a code as a number: 07, or 1.10 after 1.9
        whole, _, decimals = text.partition(".")
        if shown and shown[2] and decimals.isdecimal():
            return f"{whole}.{decimals.ljust(len(shown[2]), '0')}"
        return text.zfill(len(shown[1])) if shown and not shown[2] else text
    return str(value)


def _clean(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip(string.whitespace + WIDE_SPACES + INVISIBLE)


def _control_characters(sheet: str, grid: Grid) -> list[Mistake]:
    return [Mistake(sheet, str(CellRef(row, column)), "control-character")
            for row, cells in enumerate(grid) for column, text in enumerate(cells) if _CONTROL.search(text)]


def check_definition(source: str | Path | None) -> tuple[Form | None, list[Mistake]]:
    """Read a definition and find all its mistakes.

    :param source: a shipped form's id, an .xlsx file or a folder of CSV files; ``None`` for the default form.
    :returns: the form, or none if there are errors; and all mistakes, with the warnings among them, in the order of
        sheets, rows and columns.
    :raises FormNotFound: it does not exist, or is no definition that can be opened.
    """
    from pmqa_xlsx.definition.checks import all_mistakes

    read = read_source(source)
    tables, faults = tables_of(read.grids, [mistake.sheet for mistake in read.mistakes])
    unread = {mistake.place for mistake in read.mistakes}
    found = (mistake for mistake in all_mistakes(tables) if mistake.place not in unread)
    mistakes = in_reading_order([*read.mistakes, *faults, *found])
    wrong = any(mistake.is_error for mistake in mistakes)
    return None if wrong else build_form(tables), mistakes


def load_form(source: str | Path | None = None) -> Form:
    """The form that a definition defines.

    :param source: a shipped form's id, an .xlsx file or a folder of CSV files; ``None`` for the default form.
    :raises FormNotFound: it does not exist, or is no definition that can be opened.
    :raises DefinitionError: the definition has mistakes; the exception lists them all.
    """
    if _resolve(source).parent == FORMS:  # a shipped one has no mistakes
        return load_checked_form(source)
    form, mistakes = check_definition(source)
    if form is None:
        raise DefinitionError("pmqa-xlsx" if source is None else str(source), mistakes)
    return form


def load_forms(sources: Iterable[Form | str | Path | None]) -> Iterator[Form]:
    """The forms, each loaded when it is requested; those that are forms already unchanged.

    :param sources: each as for :func:`load_form`, which states what is raised.
    """
    return (source if isinstance(source, Form) else load_form(source) for source in sources)


def load_checked_form(source: str | Path | None) -> Form:
    """The form of a definition in which no mistakes were found before; to look for them takes longer than to read it.

    :param source: as for :func:`load_form`.
    """
    return build_form(tables_of(read_source(source).grids, [])[0])


def in_reading_order(mistakes: list[Mistake]) -> list[Mistake]:
    """The mistakes by sheet, row and column; a mistake in both languages of one cell is reported once."""
    order = {sheet: number for number, sheet in enumerate(SHEETS)}
    once: dict[tuple[str, ...], Mistake] = {}
    for mistake in mistakes:
        subject = mistake.facts.get("name", "") + mistake.facts.get("other", "")
        once.setdefault((mistake.sheet, mistake.cell, mistake.code, subject), mistake)
    return sorted(once.values(), key=lambda m: (order.get(m.sheet, len(order)), m.sheet, m.position, m.code))
