"""Readers of the same returns: this package, its peers, and the least work that any of them must do."""

from __future__ import annotations

import contextlib
import datetime as dt
import importlib.util
import io
import json
import os
import sys
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.parsers import expat

import pmqa_xlsx
from pmqa_xlsx.answers import display
from pmqa_xlsx.cells import CellRef
from pmqa_xlsx.consolidate.schema import COLUMNS
from pmqa_xlsx.form.model import Field, Form
from pmqa_xlsx.layout import Layout, plan_layout
from pmqa_xlsx.layout.model import CODE_COLUMN, Sheet, SheetKind, Slot
from pmqa_xlsx.workers.idle import IDLE

AS_OF = dt.datetime(2026, 12, 5, tzinfo=dt.timezone(dt.timedelta(hours=7)))


@dataclass(frozen=True)
class Peer:
    """One way of reading.

    :ivar name: its name in the table.
    :ivar needs: the library that must be installed.
    :ivar prepare: takes the form and returns a function that reads all the files.
    :ivar ready: called with that function and some other files before each pass, unmeasured.
    """

    name: str
    needs: str
    prepare: Callable[[Form], Callable[[Sequence[Path]], object]]
    ready: Callable[[Callable[[Sequence[Path]], object], Sequence[Path]], object] | None = None

    @property
    def missing(self) -> bool:
        """Whether its library is not installed."""
        return importlib.util.find_spec(self.needs) is None


def _ingest(form: Form) -> Callable[[Sequence[Path]], object]:
    def read(paths: Sequence[Path]) -> object:
        result = pmqa_xlsx.ingest(paths, forms=[form], as_of=AS_OF)
        assert len({name: len(frame) for name, frame in result.frames.items()}) == len(COLUMNS)  # each is made
        assert len(result.returns) == len(paths)
        assert set(result.returns["status"]) == {"accepted"}
        return result

    return read


def _no_reader(read: Callable[[Sequence[Path]], object], others: Sequence[Path]) -> None:
    """As a command begins."""
    IDLE.close()


def _idle_reader(read: Callable[[Sequence[Path]], object], others: Sequence[Path]) -> None:
    """As the app or a script reads what came next: the reader that read other returns has nothing to do."""
    IDLE.close()
    read(others)


def _crease(form: Form) -> Callable[[Sequence[Path]], object]:
    import crease

    template = crease.Template.model_validate(crease_template(plan_layout(form)))

    def read(path: Path) -> None:
        result, report = crease.check(path, template)
        assert report.is_valid, report.errors()[:3]
        assert len(result.canonical) == len(template.entities)

    return each(read)


def _pandas(engine: Any) -> Callable[[Form], Callable[[Sequence[Path]], object]]:
    def prepare(_form: Form) -> Callable[[Sequence[Path]], object]:
        import pandas as pd

        return each(lambda path: pd.read_excel(path, sheet_name=None, header=None, engine=engine))

    return prepare


def _openpyxl(_form: Form) -> Callable[[Sequence[Path]], object]:
    import openpyxl

    def read(path: Path) -> None:
        for sheet in openpyxl.load_workbook(path):
            for _row in sheet.iter_rows(values_only=True):
                pass

    return each(read)


def _calamine(_form: Form) -> Callable[[Sequence[Path]], object]:
    from python_calamine import CalamineWorkbook

    def read(path: Path) -> None:
        book = CalamineWorkbook.from_path(str(path))
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python()

    return each(read)


def _fastexcel(form: Form) -> Callable[[Sequence[Path]], object]:
    import fastexcel

    names = _answer_sheets(form)

    def read(path: Path) -> None:
        book = fastexcel.read_excel(str(path))
        for name in names:
            book.load_sheet(name, header_row=None, dtypes="string").to_arrow()

    return each(read)


def _sheetio(form: Form) -> Callable[[Sequence[Path]], object]:
    import sheetio

    config = [{"sheets": [name], "extractions": [{
        "function": "single_cells", "label": name, "instructions": {str(slot.cell): str(slot.cell) for slot in slots}}]}
        for name, slots in _slots_by_sheet(form).items()]

    def read_all(paths: Sequence[Path]) -> object:
        with _quiet():
            return json.loads(sheetio.excel_extract([str(path) for path in paths], config, 1))

    return read_all


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Discard what a library prints past Python: sheetio prints a line for each file."""
    sys.stdout.flush()
    kept, nothing = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nothing)


def _slots_by_sheet(form: Form) -> dict[str, list[Slot]]:
    layout = plan_layout(form)
    slots: dict[str, list[Slot]] = {}
    for slot in layout.slots:
        slots.setdefault(layout.sheet_by_key[slot.sheet].name.th, []).append(slot)
    return slots


def _answer_sheets(form: Form) -> list[str]:
    return [*_slots_by_sheet(form)]


def _inflate(_form: Form) -> Callable[[Sequence[Path]], object]:
    def read(path: Path) -> None:
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as package:
            for info in package.infolist():
                package.read(info)

    return each(read)


def _inflate_by_isal(_form: Form) -> Callable[[Sequence[Path]], object]:
    return each(lambda path: [*_inflated(path).values()])


def _expat(_form: Form) -> Callable[[Sequence[Path]], object]:
    """The least that a reader of XML can do: inflate the parts that ours reads, and parse them without looking."""
    def read(path: Path) -> None:
        for name, data in _inflated(path, ("xl/worksheets/sheet13.",)).items():
            if name.endswith((".xml", ".rels")):
                expat.ParserCreate().Parse(data, True)

    return each(read)


def _inflated(path: Path, left_out: tuple[str, ...] = ()) -> dict[str, bytes]:
    from isal import isal_zlib

    data = path.read_bytes()
    parts = {}
    for info in zipfile.ZipFile(io.BytesIO(data)).infolist():
        if not info.filename.startswith(left_out or ("//",)):
            start = info.header_offset + 30 + len(info.filename.encode()) + int.from_bytes(
                data[info.header_offset + 28:info.header_offset + 30], "little")
            parts[info.filename] = isal_zlib.decompress(data[start:start + info.compress_size], -15)
    return parts


def each(read: Callable[[Path], object]) -> Callable[[Sequence[Path]], object]:
    """A function that reads all files one by one and keeps nothing."""
    def read_all(paths: Sequence[Path]) -> None:
        for path in paths:
            read(path)

    return read_all


PEERS = (
    Peer("pmqa_xlsx: complete ingest, 1 job", "pmqa_xlsx", _ingest, _no_reader),
    Peer("pmqa_xlsx: the same, the worker runs already", "pmqa_xlsx", _ingest, _idle_reader),
    Peer("crease: equivalent template", "crease", _crease),
    Peer("pandas.read_excel, openpyxl", "openpyxl", _pandas("openpyxl")),
    Peer("pandas.read_excel, calamine", "python_calamine", _pandas("calamine")),
    Peer("openpyxl: cells", "openpyxl", _openpyxl),
    Peer("calamine: values", "python_calamine", _calamine),
    Peer("fastexcel: the answer sheets", "fastexcel", _fastexcel),
    Peer("sheetio: the slots, unchecked", "sheetio", _sheetio),
    Peer("limit: isal and expat, without the check sheet", "isal", _expat),
    Peer("limit: inflating all parts by zlib", "zipfile", _inflate),
    Peer("limit: inflating all parts by isal", "isal", _inflate_by_isal),
)

#: The beginnings of the names of readers that are measured once: they take many times as long as the others.
SLOW = ("pandas.read_excel, openpyxl", "openpyxl")

#: crease's names of the answer types; other types are texts.
_TYPES = {"integer": "integer", "year": "integer", "decimal": "number",
          "percent": "number", "email": "email", "date": "date"}


def crease_template(layout: Layout) -> dict[str, Any]:
    """A template for crease to extract and check the same slots: one entity for each table, and one for the cover."""
    general = layout.sheet_of_kind(SheetKind.GENERAL)
    slots = list(general.slots())
    cover = {
        "name": "cover", "cardinality": "one",
        "locate": {"tab": general.name.th, "orientation": "property_sheet",
                   "label_col": slots[0].cell.column - 1, "value_col": slots[0].cell.column},
        "fields": [{**_field(slot.field), "name": slot.field.name, "source_label": _beside(general, slot)}
                   for slot in slots],
    }
    tables = [_table(sheet) for sheet in layout.sheets if sheet.columns]
    return {"template_id": "benchmark", "description": "the same slots", "entities": [cover, *tables]}


def _beside(sheet: Sheet, slot: Slot) -> str:
    place = CellRef(slot.cell.row, slot.cell.column - 1)
    return next(text.text.th for text in sheet.texts if text.cell == place)


def _table(sheet: Sheet) -> dict[str, Any]:
    corner = CellRef(sheet.header_row, CODE_COLUMN)
    end = CellRef(sheet.last_row, max(column.column for column in sheet.columns))
    headings = {text.cell: text.text.th for text in sheet.texts}
    code = headings[corner]
    fields = {field.name: field for row in sheet.rows for field in (slot.field for slot in row.slots)}
    return {
        "name": sheet.key.replace(":", "_"), "cardinality": "many",
        "locate": {"tab": sheet.name.th, "orientation": "flat", "cell_range": f"{corner}:{end}",
                   "header_anchor": {"text": code, "match_mode": "exact", "column": CODE_COLUMN},
                   "skip_row_if": [{"all_blank": [code]}, {"column": code, "value_pattern": code}]},
        "fields": [{"name": "code", "source_column": code, "type": "string"}] + [
            {**_field(fields[column.field]), "name": f"{column.field}_{column.number}",
             "source_column": column.heading.th} for column in sheet.columns],
    }


def _field(field: Field) -> dict[str, Any]:
    """A field's type and limits; nothing is required, since a section's row is always empty."""
    spec: dict[str, Any] = {"type": _TYPES.get(field.type, "string"), "nullable": True, "normalize": "trim",
                            "null_tokens": []}
    if field.choices:
        spec["enum"] = [str(display(field, choice.value, "th")) for choice in field.choices.choices]
    if spec["type"] in ("integer", "number"):
        spec |= {name: bound for name, bound in (("minimum", field.minimum), ("maximum", field.maximum))
                 if isinstance(bound, int | float)}
    return spec
