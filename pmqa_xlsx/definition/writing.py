"""From a form back to its definition: plain grids, and a folder of CSV files, which can be read in a diff."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pmqa_xlsx.answers import find_type
from pmqa_xlsx.definition import schema
from pmqa_xlsx.definition.build import FIRST_MONTHS
from pmqa_xlsx.definition.sources import Grid
from pmqa_xlsx.definition.tables import Tables, tables_of
from pmqa_xlsx.form.model import Calendar, Category, Criterion, Field, Form, FormCheck, Prefill, Section, Unit
from pmqa_xlsx.system import atomic
from pmqa_xlsx.text.excel_text import number_text
from pmqa_xlsx.text.language import LANGS, Text

Record = dict[str, str]


def form_to_tables(form: Form) -> Tables:
    """The tables that define a form; loading them gives an equal form."""
    tables, _ = tables_of(form_to_grids(form))
    return tables


def form_to_grids(form: Form | None) -> dict[str, Grid]:
    """Every sheet of a form's definition with all its columns; row 1 contains their names. ``None``: only these."""
    records = _records(form) if form else {sheet: [] for sheet in schema.SHEETS}
    grids: dict[str, Grid] = {}
    for sheet in schema.SHEETS:
        header = schema.header_of(sheet)
        further = list(dict.fromkeys(name for record in records[sheet] for name in record if name not in header))
        header += further if sheet == schema.CRITERIA else []
        grids[sheet] = [header, *([record.get(name, "") for name in header] for record in records[sheet])]
    return grids


def _records(form: Form) -> dict[str, list[Record]]:
    return {
        schema.FORM: [{schema.KEY: key, schema.VALUE: value} for key, value in _form_record(form).items()],
        schema.COVER: [_field_record(field) for field in form.cover],
        schema.CATEGORIES: [_category_record(category) for category in form.categories],
        schema.SECTIONS: [_section_record(section) for category in form.categories for section in category.sections],
        schema.CRITERIA: [_criterion_record(criterion) for criterion in form.criteria()],
        schema.FIELDS: [{"kind": kind, **_field_record(field)}
                        for kind, fields in form.fields.items() for field in fields],
        schema.CHOICES: list(_choice_records(form)),
        schema.SCALES: [{"scale": scale.name, "at": number_text(at), "score": number_text(score)}
                        for scale in form.scales for at, score in scale.points],
        schema.CHECKS: [_check_record(check) for check in form.checks],
        schema.PREFILL: [_prefill_record(one) for one in form.prefill],
        schema.UNITS: [_unit_record(unit) for unit in form.units],
    }


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
        if len(grid) == 1 and sheet in schema.RARE_SHEETS:
            continue
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\n").writerows(_without_rare(sheet, grid))
        files[f"{sheet}.csv"] = text.getvalue().encode("utf-8")
    return files


def _without_rare(sheet: str, grid: Grid) -> Grid:
    """A sheet without the rare columns (on ``form``: keys) that nothing is in."""
    rare = {column.name for column in schema.SHEETS[sheet] if column.rare}
    if sheet == schema.FORM:
        return [row for row in grid if row[0] not in rare or row[1]]
    kept = [column for column, name in enumerate(grid[0])
            if name not in rare or any(row[column] for row in grid[1:])]
    return [[row[column] for column in kept] for row in grid]


def _form_record(form: Form) -> Record:
    return {
        "form_id": form.form_id, "form_version": form.form_version, **_texts("title", form.title),
        **_texts("unit_label", form.unit_label), "fiscal_year": str(form.fiscal_year),
        "calendar": "" if form.calendar is Calendar.BE else form.calendar.value,
        "year_begins": "" if form.year_begins == FIRST_MONTHS[form.calendar] else str(form.year_begins),
        "lang": "" if form.lang == "th" else form.lang,
        "points": "" if form.points == 100 else number_text(form.points),
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
        "formula": str(field.formula or ""), **_texts("hint", field.hint), "personal": "yes" if field.personal else "",
        "scored": "yes" if field.scored else "no", "scale": field.scale.name if field.scale else "",
        "weight": _weight(field.weight),
    }


def _section_record(section: Section) -> Record:
    return {
        "category": section.category, "code": section.code, **_texts("title", section.title), "parent": section.parent,
        "weight": _weight(section.weight), "counts_when": str(section.counts_when or ""),
    }


def _check_record(check: FormCheck) -> Record:
    return {
        "name": check.name, "category": check.category, "kind": check.kind, "rule": str(check.rule),
        "severity": "error" if check.is_error else "warning", **_texts("message", check.message),
        **_texts("fix", check.fix),
    }


def _prefill_record(one: Prefill) -> Record:
    asked = one.question
    return {
        "unit": one.unit, "category": "" if asked.criterion else asked.category, "criterion": asked.criterion,
        "row": str(asked.row or ""), "field": asked.field, "slot": str(asked.slot), "value": one.value,
    }


def _category_record(category: Category) -> Record:
    return {
        "code": category.code, **_texts("title", category.title), "kind": category.kind,
        "weight": _weight(category.weight), **_texts("intro", category.intro), **_texts("sheet", category.sheet),
    }


def _criterion_record(criterion: Criterion) -> Record:
    own = {name if not text.en else f"{name}_{lang}": text.of(lang)
           for name, text in criterion.constants.items() for lang in (LANGS if text.en else LANGS[:1])}
    return {
        "category": criterion.category, "code": criterion.code, "section": criterion.section, **_texts("section",
                                                                                                       criterion.subheading),
        **_texts("text", criterion.text), **_texts("short", criterion.short),
        "source_text": criterion.source_text,
        **_texts("guidance", criterion.guidance), "weight": _weight(criterion.weight),
        "scale": criterion.scale.name if criterion.scale else "", "min": _own_bound(criterion, 0),
        "max": _own_bound(criterion, 1), "rows": str(criterion.rows or ""), **own, **criterion.types,
    }


def _choice_records(form: Form) -> Iterator[Record]:
    for known in form.choice_lists:
        for choice in known.choices:
            yield {"list": known.name, "value": choice.value, **_texts("label", choice.label),
                   "score": "na" if choice.na else _bound(choice.score)}


def _unit_record(unit: Unit) -> Record:
    return {
        "code": unit.code, **_texts("name", unit.name), "group": unit.group, "email": unit.email,
        "aliases": ";".join(unit.aliases), "from_year": _bound(unit.from_year), "to_year": _bound(unit.to_year),
        "due_date": _bound(unit.due_date),
    }


def _texts(name: str, text: Text) -> Record:
    return {f"{name}_th": text.th, f"{name}_en": text.en}


def _weight(weight: float) -> str:
    return "" if weight == 1 else number_text(weight)


def _limit(field: Field, bound: Any) -> str:
    known = find_type(field.type, field.calendar)
    spelling = known.bounds if known else None
    return spelling.write(bound) if spelling and bound is not None else ""


def _own_bound(criterion: Criterion, end: int) -> str:
    """The lower (0) or upper (1) bound of a criterion, whatever types its fields have."""
    bound = next((pair[end] for pair in criterion.bounds.values() if pair[end] is not None), None)
    return f"{bound:%H:%M}" if isinstance(bound, dt.time) else _bound(bound)


def _bound(value: float | dt.date | None) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, dt.date) else number_text(value)
