"""Every formula of a workbook with the value in the file, and with the one that a spreadsheet program gives it."""

from __future__ import annotations

import datetime as dt
import io
import random
from pathlib import Path

import openpyxl
from openpyxl.utils.datetime import to_excel

from judges import libreoffice_converts, onlyoffice_saves
from pmqa_xlsx.answers import cell_of, display
from pmqa_xlsx.cells import CellKind, CellRef, CellValue
from pmqa_xlsx.demo.filling import made_up
from pmqa_xlsx.form.model import Form
from pmqa_xlsx.generator.workbook import prepare
from pmqa_xlsx.generator.workbook_copy import Correction
from pmqa_xlsx.layout import plan_layout
from pmqa_xlsx.text.language import Lang

Cells = dict[str, object]


def filled_workbook(form: Form, unit: str, lang: Lang, chance: random.Random, share: float, wrong: float) -> bytes:
    """A workbook with made-up answers in a share of its slots, some of them wrong; its formulas have their values."""
    answers: dict[tuple[str, CellRef], CellValue] = {}
    for slot in plan_layout(form).slots:
        if not slot.field.is_computed and chance.random() < share:
            if chance.random() < wrong:
                answers[slot.sheet, slot.cell] = CellValue(CellKind.TEXT, "?!")
            elif value := made_up(slot.field, chance, chance.random()):
                answers[slot.sheet, slot.cell] = cell_of(display(slot.field, value, lang))
    return prepare(form, lang=lang).workbook(unit, Correction(answers))


def written(data: bytes) -> Cells:
    """The value of each formula as it is in the file, by sheet and cell; an empty text where there is none."""
    formulas, values = (openpyxl.load_workbook(io.BytesIO(data), data_only=only) for only in (False, True))
    return {f"{sheet.title}!{cell.coordinate}": _plain(values[sheet.title][cell.coordinate].value)
            for sheet in formulas for row in sheet.iter_rows() for cell in row if cell.data_type == "f"}


def _plain(value: object) -> object:
    """A value without what a program shows of it: LibreOffice shows a date where a formula takes one from a cell."""
    if isinstance(value, dt.datetime | dt.time):
        value = to_excel(value)
    if isinstance(value, bool) or value is None:
        return value or ""
    return round(value, 9) if isinstance(value, int | float) else value


def without_values(data: bytes, path: Path) -> Path:
    """The workbook saved without any calculated value, so that whoever opens it calculates all."""
    openpyxl.load_workbook(io.BytesIO(data)).save(path)
    return path


def recalculated(books: list[bytes], folder: Path, program: str) -> list[Cells]:
    """The values of all formulas after a program, ``libreoffice`` or ``onlyoffice``, has calculated them."""
    out = folder / program
    out.mkdir()
    paths = [without_values(data, folder / f"{number}.xlsx") for number, data in enumerate(books)]
    saved = onlyoffice_saves(paths, out) if program == "onlyoffice" else libreoffice_converts(paths, "xlsx", out)
    return [written(path.read_bytes()) for path in saved]


def differing(ours: Cells, theirs: Cells) -> list[str]:
    """The formulas whose values differ; those that the other program left out are not compared."""
    return [f"{place}: {ours[place]!r} | {theirs[place]!r}" for place in ours
            if place in theirs and not _same(ours[place], theirs[place])]


def _same(one: object, other: object) -> bool:
    if isinstance(one, int | float) and isinstance(other, int | float):
        return abs(one - other) <= 1e-7 * max(1.0, abs(one))
    return one == other
