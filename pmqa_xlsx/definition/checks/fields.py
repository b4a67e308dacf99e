"""Checks of fields: what their type or origin allows, what criteria state for them, and what of them can be scored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pmqa_xlsx.answers import TYPES, AnswerType, find_type
from pmqa_xlsx.definition import build
from pmqa_xlsx.definition.mistakes import Mistake
from pmqa_xlsx.definition.schema import CATEGORIES, CHOICES, COVER, CRITERIA, FIELDS, SCALES, header_of
from pmqa_xlsx.definition.tables import Row, Tables, known_names
from pmqa_xlsx.form.expressions.bound import ValueType
from pmqa_xlsx.form.field import NO_CELL, Field
from pmqa_xlsx.form.model import Form, Origin
from pmqa_xlsx.form.question import Level
from pmqa_xlsx.text.plain_values import UnreadableError

#: The columns of ``fields`` and ``cover`` that do not apply to what nobody types, or whose type is not known there.
NOT_FOR = {
    Origin.CONSTANT: ("slots", "required", "choices", "min", "max", "max_length", "scored", "scale", "weight",
                      "personal"),
    Origin.COMPUTED: ("slots", "required", "choices", "min", "max", "max_length"),
    Origin.BY_CRITERION: ("choices", "min", "max", "max_length"),
}
#: Names that a field cannot have, since a column of ``criteria`` has them, with or without a language.
TAKEN = frozenset(name.removesuffix("_th").removesuffix("_en") for name in header_of(CRITERIA)) | {*header_of(CRITERIA)}


def check_lists(tables: Tables) -> Iterator[Mistake]:
    """A field has a known list of choices if, and only if, its type is ``choice``."""
    lists = build.choice_lists(tables)
    for row in (*tables[COVER], *tables[FIELDS]):
        kind, name = find_type(row.read("type", "")), row["choices"]
        if kind is None:
            continue
        listed = kind.has_choices
        if listed and not name:
            yield row.mistake("choices", "list-missing", known=known_names(lists))
        elif name and not listed:
            yield row.mistake("choices", "list-not-allowed")
        elif name and name not in lists:
            yield row.mistake("choices", "unknown-list", known=known_names(lists))


def check_bounds(tables: Tables) -> Iterator[Mistake]:
    """Bounds and lengths are given only for types that have them, can be read, and allow at least one answer."""
    for row in (*tables[COVER], *tables[FIELDS]):
        kind = find_type(row.read("type", ""), tables.calendar)
        if kind is None:
            continue
        if row["max_length"] and not kind.has_length:
            yield row.mistake("max_length", "length-not-allowed", type=kind.name)
        bounds = []
        for column in ("min", "max"):
            if row[column] and kind.bounds is None:
                yield row.mistake(column, "bound-not-allowed", type=kind.name)
            elif row[column] and kind.bounds is not None:
                try:
                    bounds.append(build.bound_within(kind, row[column]))
                except UnreadableError as fault:
                    yield row.mistake(column, fault.code, **fault.facts)
        if len(bounds) == 2 and bounds[1] < bounds[0]:
            yield row.mistake("max", "bounds-reversed")


def _field_rows(tables: Tables) -> list[tuple[Row, Field]]:
    return [(row, build.field_of(row, Level.COVER if row.sheet == COVER else row.read("level", Level.CRITERION), {}))
            for row in (*tables[COVER], *tables[FIELDS])]


def check_origins(tables: Tables) -> Iterator[Mistake]:
    """A computed field has a formula and no other has one; each origin has only the columns that apply to it."""
    for row, field in _field_rows(tables):
        if row["formula"] and not field.is_computed:
            yield row.mistake("formula", "formula-not-allowed")
        if field.is_computed and not row["formula"]:
            yield row.mistake("formula", "formula-missing")
        elsewhere = field.level is not Level.CRITERION
        if elsewhere and field.origin in (Origin.CONSTANT, Origin.BY_CRITERION):
            yield row.mistake("type", "constant-not-criterion", type=row["type"])
        for column in NOT_FOR.get(field.origin, ()):
            if row[column].lower() not in ("", "no") and not (column == "slots" and row[column] == "1"):
                yield row.mistake(column, "not-for-origin", type=row["type"])


def check_own_columns(tables: Tables) -> Iterator[Mistake]:
    """No field has the name of a column of ``criteria``; each constant, and each type by criterion, has its own."""
    for row, field in _field_rows(tables):
        if row.sheet == FIELDS and row["name"].lower() in TAKEN:
            yield row.mistake("name", "name-of-column")
        elif field.level is Level.CRITERION and field.origin in (Origin.CONSTANT, Origin.BY_CRITERION):
            names = [row["name"], *(f"{row['name']}_{lang}" for lang in ("th", "en") if field.is_constant)]
            if tables.has(CRITERIA, "code") and not any(tables.has(CRITERIA, name) for name in names):
                yield row.mistake("name", "constant-without-column")


def check_own_cells(tables: Tables) -> Iterator[Mistake]:
    """Each criterion states the types that its kind asks for, and nothing that its kind has no field for."""
    kinds = {row["code"]: row["kind"] for row in tables[CATEGORIES]}
    fields = _fields_of_kinds(tables)
    lists = build.choice_lists(tables)
    own = {field.name: field for asked in fields.values() for field in asked
           if field.origin in (Origin.CONSTANT, Origin.BY_CRITERION)}
    for row in tables[CRITERIA]:
        asked = {field.name: field for field in fields.get(kinds.get(row["category"], ""), ())}
        for name, field in own.items():
            columns = [name, f"{name}_th", f"{name}_en"] if field.is_constant else [name]
            given = [column for column in columns if row[column]]
            mine = asked.get(name)
            if mine is None or mine.origin is not field.origin:
                yield from (row.mistake(column, "cell-not-used") for column in given if row["category"] in kinds
                            and build.type_in(row[column]) != NO_CELL)
            elif field.is_constant and name in given and len(given) > 1:
                yield row.mistake(name, "constant-twice")
            elif not field.is_constant and tables.has(CRITERIA, name):
                yield from _stated_type(row, name, lists)


def _stated_type(row: Row, name: str, lists: Mapping[str, object]) -> Iterator[Mistake]:
    if not row[name]:
        yield row.mistake(name, "type-missing")
        return
    known, _, choices = build.type_in(row[name]).partition(" ")
    if known != NO_CELL and known not in TYPES:
        yield row.mistake(name, "bad-type", allowed=", ".join([*TYPES, NO_CELL]))
    elif known in TYPES and TYPES[known].has_choices and choices not in lists:
        yield row.mistake(name, "unknown-list", value=choices, known=known_names(lists))
    elif choices and not (known in TYPES and TYPES[known].has_choices):
        yield row.mistake(name, "bad-type", allowed=", ".join([*TYPES, NO_CELL]))


def check_own_bounds(tables: Tables) -> Iterator[Mistake]:
    """The bounds that a criterion states are those of one of its fields, can be read, and are in order."""
    kinds = {row["code"]: row["kind"] for row in tables[CATEGORIES]}
    fields = _fields_of_kinds(tables)
    for row in tables[CRITERIA]:
        if not row["min"] and not row["max"]:
            continue
        asked = list(build.bounded_fields(row, fields.get(kinds.get(row["category"], ""), ())))
        for column in ("min", "max"):
            if row[column]:
                yield from _own_bound(row, column, [known for _, known in asked])
        bounds = build.own_bounds(row, [field for field, _ in asked]).values()
        if any(None not in pair and pair[1] < pair[0] for pair in bounds):
            yield row.mistake("max", "bounds-reversed")


def _own_bound(row: Row, column: str, types: list[AnswerType]) -> Iterator[Mistake]:
    """A bound is one of at least one of the types; else the mistake of the first one is reported."""
    faults = []
    for known in types:
        try:
            build.bound_within(known, row[column])
        except UnreadableError as fault:
            faults.append(row.mistake(column, fault.code, **fault.facts))
    if not types:
        yield row.mistake(column, "bound-not-used")
    elif len(faults) == len(types):
        yield faults[0]


def _fields_of_kinds(tables: Tables) -> dict[str, list[Field]]:
    """The fields of level criterion by kind."""
    found: dict[str, list[Field]] = {}
    lists = build.choice_lists(tables)
    for row in tables[FIELDS]:
        field = build.field_of(row, row.read("level", Level.CRITERION), lists, calendar=tables.calendar)
        if field.level is Level.CRITERION:
            found.setdefault(row["kind"], []).append(field)
    return found


FIELD_CHECKS = (check_lists, check_bounds, check_origins, check_own_columns, check_own_cells, check_own_bounds)


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
    for scale in build.scales_of(tables).values():
        if scale.name and (len(scale.points) < 2 or scale.top_score <= 0):
            first = next(row for row in tables[SCALES] if row["scale"] == scale.name)
            yield first.mistake("scale", "scale-too-short")


def check_scored(tables: Tables, form: Form) -> Iterator[Mistake]:
    """Choices with scores and numbers with a scale are scored, at level criterion only."""
    scales = build.scales_of(tables)
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


#: Checks that also need the form.
SCORE_CHECKS = (check_scales, check_scored)
