"""From a form back to its definition: plain grids, and CSV files, which can be read in a diff."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any

from pmqa_xlsx.answers import find_type
from pmqa_xlsx.definition import schema
from pmqa_xlsx.definition.build import FIRST_MONTHS
from pmqa_xlsx.definition.tables import Grid, Tables, tables_of
from pmqa_xlsx.form.model import Criterion, Field, Form
from pmqa_xlsx.text.calendar import Calendar
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
    first_month = FIRST_MONTHS[form.calendar]
    facts = _record(form, schema.FORM, calendar="" if form.calendar is Calendar.BE else form.calendar,
                    year_begins="" if form.year_begins == first_month else str(form.year_begins),
                    lang="" if form.lang == "th" else form.lang,
                    points="" if form.points == 100 else number_text(form.points))
    return {
        schema.FORM: [{schema.KEY: key, schema.VALUE: value} for key, value in facts.items()],
        schema.COVER: [_field_record(field, schema.COVER) for field in form.cover],
        schema.CATEGORIES: [_record(category, schema.CATEGORIES) for category in form.categories],
        schema.SECTIONS: [_record(section, schema.SECTIONS) for category in form.categories
                          for section in category.sections],
        schema.CRITERIA: [_criterion_record(criterion) for criterion in form.criteria()],
        schema.FIELDS: [_field_record(field, schema.FIELDS, kind=kind)
                        for kind, fields in form.fields.items() for field in fields],
        schema.CHOICES: [_record(choice, schema.CHOICES, list=known.name, **({"score": "na"} if choice.na else {}))
                         for known in form.choice_lists for choice in known.choices],
        schema.SCALES: [{"scale": scale.name, "at": number_text(at), "score": number_text(score)}
                        for scale in form.scales for at, score in scale.points],
        schema.CHECKS: [_record(check, schema.CHECKS, severity="error" if check.is_error else "warning")
                        for check in form.checks],
        schema.PREFILL: [{
            "unit": one.unit, "category": "" if asked.criterion else asked.category, "criterion": asked.criterion,
            "row": str(asked.row or ""), "field": asked.field, "slot": str(asked.slot), "value": one.value,
        } for one in form.prefill for asked in [one.question]],
        schema.UNITS: [_record(unit, schema.UNITS) for unit in form.units],
    }


def _record(one: object, sheet: str, **own: str) -> Record:
    """The cells of a row, where the names of its columns are those of what they are about.

    :param own: the cells that are written otherwise.
    """
    cells = {}
    for column in schema.SHEETS[sheet]:
        if column.name in own:
            cells[column.name] = own[column.name]
        elif column.other_language:
            text: Text = getattr(one, column.name[:-3])
            cells[column.name] = text.th if column.name.endswith("_th") else text.en
        else:
            value = getattr(one, column.name)
            cells[column.name] = "" if column.name == "weight" and value == 1 else _cell(value)
    return cells


def _cell(value: object) -> str:
    """A value as its column's reader takes it."""
    if value is None or isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, dt.date):
        return value.isoformat()
    if type(value) is tuple:  # a range of rows is one too, and says itself how it is written
        return ";".join(value)
    return number_text(value) if isinstance(value, int | float) else str(value)


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


def _field_record(field: Field, sheet: str, **own: str) -> Record:
    return _record(field, sheet, choices=field.choices.name if field.choices else "", min=_limit(field, field.minimum),
                   max=_limit(field, field.maximum), scored="yes" if field.scored else "no",
                   scale=field.scale.name if field.scale else "", **own)


def _limit(field: Field, bound: Any) -> str:
    known = find_type(field.type, field.calendar)
    spelling = known.bounds if known else None
    return spelling.write(bound) if spelling and bound is not None else ""


def _criterion_record(criterion: Criterion) -> Record:
    constants = {name if not text.en else f"{name}_{lang}": text.of(lang)
                 for name, text in criterion.constants.items() for lang in (LANGS if text.en else LANGS[:1])}
    cells = _record(criterion, schema.CRITERIA, section_th=criterion.subheading.th, section_en=criterion.subheading.en,
                    scale=criterion.scale.name if criterion.scale else "", min=_own_bound(criterion, 0),
                    max=_own_bound(criterion, 1))
    return {**cells, **constants, **criterion.types}


def _own_bound(criterion: Criterion, end: int) -> str:
    """The lower (0) or upper (1) bound of a criterion, whatever types its fields have."""
    bound = next((pair[end] for pair in criterion.bounds.values() if pair[end] is not None), None)
    return f"{bound:%H:%M}" if isinstance(bound, dt.time) else _cell(bound)
