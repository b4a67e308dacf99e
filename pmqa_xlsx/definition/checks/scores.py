"""Checks of what can be scored: lists with scores, and numbers with scales."""

from __future__ import annotations

from collections.abc import Iterator

from pmqa_xlsx.answers import find_type
from pmqa_xlsx.definition.build import scales_of
from pmqa_xlsx.definition.mistakes import Mistake
from pmqa_xlsx.definition.schema import CHOICES, CRITERIA, FIELDS, SCALES
from pmqa_xlsx.definition.tables import Row, Tables, known_names
from pmqa_xlsx.form.expressions.bound import ValueType
from pmqa_xlsx.form.field import Field
from pmqa_xlsx.form.model import Form, Level, Origin


def check_scales(tables: Tables, _form: Form) -> Iterator[Mistake]:
    """The points of a scale rise, there are at least two, and one has a score."""
    before: dict[str, tuple[Row, float]] = {}
    for row in tables[SCALES]:
        at = row.read("at")
        if at is None:
            continue
        known = before.get(row["scale"])
        if known and at <= known[1]:
            yield row.mistake("at", "scale-not-rising", first=known[0].place("at"))
        before[row["scale"]] = (row, at)
    for scale in scales_of(tables).values():
        if scale.name and (len(scale.points) < 2 or scale.top_score <= 0):
            first = next(row for row in tables[SCALES] if row["scale"] == scale.name)
            yield first.mistake("scale", "scale-too-short")


def check_scored(tables: Tables, form: Form) -> Iterator[Mistake]:
    """Choices with scores and numbers with a scale are scored, at level criterion only."""
    scales = scales_of(tables)
    for row in (*tables[FIELDS], *tables[CRITERIA]):
        if row["scale"] and row["scale"] not in scales:
            yield row.mistake("scale", "unknown-scale", known=known_names(scales))
    for row in tables[FIELDS]:
        field = next((one for one in form.fields.get(row["kind"], ())
                      if one.name == row["name"] and one.level is row.read("level")), None)
        if field is None or row.read("type") is None:
            continue
        if row["scale"] and not field.scored:
            yield row.mistake("scale", "scale-not-used")
        if field.scored:
            yield from _scored(row, field, form)
    used = {one.choices.name for criterion in form.criteria() for one in form.fields_about(criterion)
            if one.scored and one.choices}
    for row in tables[CHOICES]:
        if row["list"] in used and not row["score"]:
            yield row.mistake("score", "score-blank", list=row["list"], choice=row["value"])


def _scored(row: Row, field: Field, form: Form) -> Iterator[Mistake]:
    if field.level is not Level.CRITERION or field.is_constant:
        yield row.mistake("scored", "scored-not-allowed")
        return
    about = [one for category in form.categories if category.kind == row["kind"] for criterion in category.criteria
             for one in form.fields_about(criterion) if one.name == field.name]
    if field.choices is not None:
        if field.choices.top_score <= 0:
            yield row.mistake("scored", "scored-without-scores", list=row["choices"])
    elif field.origin is Origin.BY_CRITERION or is_number(field):
        if about and not all(one.scored for one in about) and (
                field.origin is not Origin.BY_CRITERION or not any(one.scored for one in about)):
            yield row.mistake("scored", "scored-without-scale")
    elif (known := find_type(field.type)) is None or not known.has_choices:
        yield row.mistake("scored", "scored-not-allowed")


def is_number(field: Field) -> bool:
    """Whether a field's values can be numbers."""
    known = find_type(field.type)
    return field.is_computed or (known is not None and known.value_type is ValueType.NUMBER)


SCORE_CHECKS = (check_scales, check_scored)
