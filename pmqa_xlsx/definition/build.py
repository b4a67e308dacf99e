"""Build a form from the tables of its definition. It may have mistakes: what cannot be read is left out."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any, TypeVar, cast

from pmqa_xlsx.answers import AnswerType, find_type
from pmqa_xlsx.definition import schema
from pmqa_xlsx.definition.columns import is_na
from pmqa_xlsx.definition.tables import Row, Tables
from pmqa_xlsx.form.field import NO_CELL
from pmqa_xlsx.form.model import (
    NEVER,
    Category,
    Choice,
    ChoiceList,
    Criterion,
    Field,
    Form,
    FormCheck,
    Origin,
    Prefill,
    RowRange,
    Scale,
    Section,
    Unit,
)
from pmqa_xlsx.form.question import Level, Question
from pmqa_xlsx.text.calendar import Calendar
from pmqa_xlsx.text.language import Text
from pmqa_xlsx.text.plain_values import UnreadableError

#: The month in which a fiscal year begins, unless the definition says otherwise.
FIRST_MONTHS = {Calendar.BE: 10, Calendar.CE: 1}
_Stated = TypeVar("_Stated")
_ORIGINS = {origin.value: origin for origin in Origin}


def build_form(tables: Tables) -> Form:
    """The form that the tables define."""
    form, calendar = tables.form, tables.calendar
    lists, scales = choice_lists(tables), scales_of(tables)
    fields: dict[str, tuple[Field, ...]] = {}
    for row in tables[schema.FIELDS]:
        field = field_of(row, row.read("level", Level.CRITERION), lists, scales, calendar)
        fields[row["kind"]] = (*fields.get(row["kind"], ()), field)
    built = stated_as(
        Form, form, fiscal_year=form.read("fiscal_year", 0), fields=fields,
        categories=tuple(_category(row, tables, fields, scales) for row in tables[schema.CATEGORIES]),
        units=tuple(stated_as(Unit, row) for row in tables[schema.UNITS]),
        cover=tuple(field_of(row, Level.COVER, lists, scales, calendar) for row in tables[schema.COVER]),
        choice_lists=tuple(lists.values()), calendar=calendar, scales=tuple(scales.values()),
        year_begins=form.read("year_begins", FIRST_MONTHS[calendar]),
        checks=tuple(stated_as(FormCheck, row, is_error=row.read("severity", False)) for row in tables[schema.CHECKS]
                     if row.read("rule")))
    return dataclasses.replace(built, prefill=tuple(
        Prefill(row["unit"], question, row["value"]) for row in tables[schema.PREFILL]
        if row["value"] and (question := question_of(row, built)) is not None))


def stated_as(kind: type[_Stated], row: Row, **own: Any) -> _Stated:
    """What a row states, where the names of its columns are those of the parts of a class.

    A part that is empty, or cannot be read by its column's reader, has its default; texts are taken as they are.

    :param own: the parts that are stated otherwise.
    """
    readers: dict[str, Callable[[str], Any]] = {"str": row.__getitem__, "Text": row.text}
    for part in dataclasses.fields(cast(Any, kind)):
        if part.name not in own:
            value = readers.get(str(part.type), row.read)(part.name)
            if value is not None:
                own[part.name] = value
    return kind(**own)


def choice_lists(tables: Tables) -> dict[str, ChoiceList]:
    """The lists by name, in order of first use."""
    lists: dict[str, ChoiceList] = {}
    for row in tables[schema.CHOICES]:
        known = lists.get(row["list"], ChoiceList(row["list"], ()))
        choice = stated_as(Choice, row, na=is_na(row["score"]))
        lists[row["list"]] = ChoiceList(known.name, (*known.choices, choice))
    return lists


def scales_of(tables: Tables) -> dict[str, Scale]:
    """The scales by name, in order of first use; without points that cannot be read."""
    scales: dict[str, Scale] = {}
    for row in tables[schema.SCALES]:
        known = scales.get(row["scale"], Scale(row["scale"], ()))
        point = (row.read("at"), row.read("score"))
        points = known.points if None in point else (*known.points, point)
        scales[row["scale"]] = Scale(known.name, points)
    return scales


def field_of(
    row: Row, level: Level, lists: Mapping[str, ChoiceList], scales: Mapping[str, Scale] | None = None,
    calendar: Calendar = Calendar.BE,
) -> Field:
    """The field defined by a row of ``cover`` or ``fields``; a cell that cannot be read gets its default."""
    known: str = row.read("type", "text")
    origin = _ORIGINS.get(known, Origin.TYPED)
    return stated_as(
        Field, row, type=known, level=level, choices=lists.get(row["choices"]), scale=(scales or {}).get(row["scale"]),
        required=row.read("required", NEVER) if origin is not Origin.COMPUTED else NEVER,
        minimum=_bound(row, "min", known, calendar), maximum=_bound(row, "max", known, calendar),
        formula=row.read("formula") if origin is Origin.COMPUTED else None, origin=origin, calendar=calendar)


def _bound(row: Row, column: str, known: str, calendar: Calendar) -> Any:
    """A bound of a row, read as a type spells it; ``None`` if there is none."""
    stated = find_type(known, calendar)
    return row.read(column, via=stated.bounds.read) if stated and stated.bounds else None


def criterion_of(row: Row, fields: tuple[Field, ...] = (), scales: Mapping[str, Scale] | None = None) -> Criterion:
    """The criterion defined by a row of ``criteria``.

    :param fields: those of its kind.
    """
    asked = [field for field in fields if field.level is Level.CRITERION]
    types = {field.name: _known_type(row[field.name]) for field in asked if field.origin is Origin.BY_CRITERION}
    return stated_as(
        Criterion, row, subheading=row.text("section"), scale=(scales or {}).get(row["scale"]), types=types,
        rows=row.read("rows", RowRange(0, 1) if row["rows"] else None), bounds=own_bounds(row, asked),
        constants={field.name: text for field in asked if field.is_constant and (text := constant_in(row, field.name))})


def type_in(cell: str) -> str:
    """The type that a criterion states, with lower case and single spaces: ``integer``, ``choice LIST``, ``none``."""
    known, _, name = " ".join(cell.split()).partition(" ")
    return f"{known.lower()} {name}".strip() or NO_CELL


def _known_type(cell: str) -> str:
    """The type that a criterion states; no cell if there is no such type."""
    stated = type_in(cell)
    return stated if find_type(stated.partition(" ")[0]) else NO_CELL


def constant_in(row: Row, name: str) -> Text:
    """The text of a constant: the column of its name serves both languages."""
    both = row[name]
    return Text(both) if both else row.text(name)


def own_bounds(row: Row, fields: Iterable[Field]) -> dict[str, tuple[Any, Any]]:
    """The bounds that a criterion states, by the name of each of its fields whose type can have them."""
    found = {field.name: tuple(row.read(column, via=partial(bound_within, known)) for column in ("min", "max"))
             for field, known in bounded_fields(row, fields)}
    return {name: (least, most) for name, (least, most) in found.items() if (least, most) != (None, None)}


def bounded_fields(row: Row, fields: Iterable[Field]) -> Iterator[tuple[Field, AnswerType]]:
    """The fields of a criterion whose bounds it can state, with their types there.

    They are those that have a bound, those of which it states the type, and scored numbers.
    """
    for field in fields:
        by_criterion = field.origin is Origin.BY_CRITERION
        stated = type_in(row[field.name]).partition(" ")[0] if by_criterion else field.type
        known = find_type(stated, field.calendar)
        takes = by_criterion or field.scored or (field.minimum, field.maximum) != (None, None)
        if known and known.bounds and takes:
            yield field, known


def bound_within(known: AnswerType, text: str) -> Any:
    """A bound, if the answer type has bounds and itself allows that value.

    :raises UnreadableError: it cannot be read, or the type does not allow it.
    """
    assert known.bounds is not None  # noqa: S101  only types with bounds are asked
    bound, limits = known.bounds.read(text), known.limits
    if not limits.least <= bound <= limits.most:
        ends = " – ".join(map(known.bounds.write, (limits.least, limits.most)))
        raise UnreadableError("number-out-of-range", range=ends)
    return bound


def _category(row: Row, tables: Tables, fields: Mapping[str, tuple[Field, ...]],
              scales: Mapping[str, Scale]) -> Category:
    sections = sections_of(tables, row["code"])
    known = {section.code for section in sections}
    criteria = [criterion_of(one, fields.get(row["kind"], ()), scales) for one in tables[schema.CRITERIA]
                if one["category"] == row["code"]]
    return stated_as(Category, row, sections=sections, criteria=tuple(
        one if one.section in known else dataclasses.replace(one, section="") for one in criteria))


def sections_of(tables: Tables, category: str) -> tuple[Section, ...]:
    """The sections of a category; one whose parent is unknown or comes later is directly in the category."""
    found: dict[str, Section] = {}
    for row in tables[schema.SECTIONS]:
        if row["category"] == category:
            found[row["code"]] = stated_as(Section, row, parent=row["parent"] if row["parent"] in found else "")
    return tuple(found.values())


def question_of(row: Row, form: Form) -> Question | None:
    """The question of a row of ``prefill``; ``None`` if the form does not ask it."""
    slot, field, rows = row.read("slot", 1), row["field"], range(1)
    criterion = form.criterion_by_code.get(row["criterion"])
    if criterion:
        asked = form.field(criterion.asks(field))
        rows = range(1) if asked and asked.is_constant else criterion.row_numbers  # a constant is one for all rows
        question = criterion.asks(field, slot, row.read("row", rows[0]))
    elif row["criterion"]:
        return None
    else:
        question = Question(Level.CATEGORY if row["category"] else Level.COVER, row["category"], field=field, slot=slot)
    known = form.field(question)
    fits = known is not None and slot <= known.slots and question.row in rows
    return question if fits else None
