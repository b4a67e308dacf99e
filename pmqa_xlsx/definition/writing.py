"""From a form back to its definition: plain grids, and a folder of CSV files, which can be read in a diff."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pmqa_xlsx.answers import type_of
from pmqa_xlsx.definition import schema
from pmqa_xlsx.definition.sources import Grid
from pmqa_xlsx.definition.tables import Tables, tables_of
from pmqa_xlsx.form.model import Category, Criterion, Field, Form, Unit
from pmqa_xlsx.system import atomic
from pmqa_xlsx.text.excel_text import number_text
from pmqa_xlsx.text.language import Text

Record = dict[str, str]


def form_to_tables(form: Form) -> Tables:
    """The tables that define a form; loading them gives an equal form."""
    tables, _ = tables_of(form_to_grids(form))
    return tables


def form_to_grids(form: Form) -> dict[str, Grid]:
    """Every sheet of a form's definition with all its columns; row 1 contains their names."""
    records: dict[str, list[Record]] = {
        schema.FORM: [{schema.KEY: key, schema.VALUE: value} for key, value in _form_record(form).items()],
        schema.COVER: [_field_record(field) for field in form.cover],
        schema.CATEGORIES: [_category_record(category) for category in form.categories],
        schema.CRITERIA: [_criterion_record(criterion) for criterion in form.criteria()],
        schema.FIELDS: [{"kind": kind, **_field_record(field)}
                        for kind, fields in form.fields.items() for field in fields],
        schema.CHOICES: list(_choice_records(form)),
        schema.UNITS: [_unit_record(unit) for unit in form.units],
    }
    grids: dict[str, Grid] = {}
    for sheet in schema.SHEETS:
        header = schema.header_of(sheet)
        grids[sheet] = [header, *([record[name] for name in header] for record in records[sheet])]
    return grids


def write_csv_folder(form: Form, folder: str | Path) -> None:
    """Write a form as a folder of UTF-8 CSV files; the same form gives the same bytes.

    :param folder: created if it does not exist; files with the same names are replaced.
    :raises OutputNotWritable: the folder cannot be written, or a file in it is open in another program.
    """
    atomic.replace_files(Path(folder), csv_files(form))


def csv_files(form: Form) -> dict[str, bytes]:
    """The files of a form's CSV folder (UTF-8), by name."""
    files: dict[str, bytes] = {}
    for sheet, grid in form_to_grids(form).items():
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\n").writerows(grid)
        files[f"{sheet}.csv"] = text.getvalue().encode("utf-8")
    return files


def _form_record(form: Form) -> Record:
    return {
        "form_id": form.form_id, "form_version": form.form_version, **_texts("title", form.title),
        **_texts("unit_label", form.unit_label), "fiscal_year": str(form.fiscal_year),
        "due_date": _bound(form.due_date), "return_to": form.return_to,
        "contact_name": form.contact_name, "contact_phone": form.contact_phone, **_texts("privacy", form.privacy),
        "source_note": form.source_note,
    }


def _field_record(field: Field) -> Record:
    """A field's cells on ``cover`` and ``fields``; ``cover`` has fewer columns."""
    return {
        **_texts("table", field.table), "level": field.level, "name": field.name, **_texts("label", field.label),
        "type": field.type, "slots": str(field.slots), "required": str(field.required),
        "choices": field.choices.name if field.choices else "",
        "min": _limit(field, field.minimum), "max": _limit(field, field.maximum),
        "max_length": _bound(field.max_length), "width": _bound(field.width),
        **_texts("hint", field.hint), "scored": "yes" if field.scored else "no",
    }


def _category_record(category: Category) -> Record:
    return {
        "code": category.code, **_texts("title", category.title), "kind": category.kind,
        "weight": _weight(category.weight), **_texts("intro", category.intro), **_texts("sheet", category.sheet),
    }


def _criterion_record(criterion: Criterion) -> Record:
    return {
        "category": criterion.category, "code": criterion.code, **_texts("section", criterion.subheading),
        **_texts("text", criterion.text), **_texts("short", criterion.short),
        "source_text": criterion.source_text,
        **_texts("guidance", criterion.guidance), "weight": _weight(criterion.weight),
    }


def _choice_records(form: Form) -> Iterator[Record]:
    for known in form.choice_lists:
        for choice in known.choices:
            yield {"list": known.name, "value": choice.value, **_texts("label", choice.label),
                   "score": _bound(choice.score)}


def _unit_record(unit: Unit) -> Record:
    return {
        "code": unit.code, **_texts("name", unit.name), "group": unit.group, "email": unit.email,
        "aliases": ";".join(unit.aliases), "from_year": _bound(unit.from_year), "to_year": _bound(unit.to_year),
    }


def _texts(name: str, text: Text) -> Record:
    return {f"{name}_th": text.th, f"{name}_en": text.en}


def _weight(weight: float) -> str:
    return "" if weight == 1 else number_text(weight)


def _limit(field: Field, bound: Any) -> str:
    spelling = type_of(field).bounds
    return spelling.write(bound) if spelling and bound is not None else ""


def _bound(value: float | dt.date | None) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, dt.date) else number_text(value)
