"""Build a form from the tables of its definition."""

from __future__ import annotations

import dataclasses

from pmqa_xlsx.answers import TYPES
from pmqa_xlsx.definition import schema
from pmqa_xlsx.definition.tables import Row, Tables
from pmqa_xlsx.form.model import NEVER, Category, Choice, ChoiceList, Criterion, Field, Form, Level, Unit
from pmqa_xlsx.text.language import Text


def build_form(tables: Tables) -> Form:
    """The form that the tables define; they must have no mistakes."""
    form = tables.form
    lists = choice_lists(tables)
    fields: dict[str, tuple[Field, ...]] = {}
    for row in tables[schema.FIELDS]:
        field = field_of(row, row.read("level"), lists)
        fields[row["kind"]] = (*fields.get(row["kind"], ()), field)
    return Form(
        form_id=form["form_id"], form_version=form["form_version"], title=_text(form, "title"),
        unit_label=_text(form, "unit_label"), fiscal_year=form.read("fiscal_year"),
        categories=tuple(_category(row, tables) for row in tables[schema.CATEGORIES]),
        fields=fields,
        units=tuple(unit_of(row) for row in tables[schema.UNITS]),
        cover=tuple(field_of(row, Level.COVER, lists) for row in tables[schema.COVER]),
        choice_lists=tuple(lists.values()),
        due_date=form.read("due_date"), return_to=form["return_to"],
        contact_name=form["contact_name"], contact_phone=form["contact_phone"], privacy=_text(form, "privacy"),
        source_note=form["source_note"],
    )


def choice_lists(tables: Tables) -> dict[str, ChoiceList]:
    """The lists by name, in order of first use."""
    lists: dict[str, ChoiceList] = {}
    for row in tables[schema.CHOICES]:
        known = lists.get(row["list"], ChoiceList(row["list"], ()))
        choice = Choice(row["value"], _text(row, "label"), row.read("score"))
        lists[row["list"]] = ChoiceList(known.name, (*known.choices, choice))
    return lists


def field_of(row: Row, level: Level, lists: dict[str, ChoiceList]) -> Field:
    """The field defined by a row of ``cover`` or ``fields``; a cell that cannot be read gets its default."""
    type_: str = row.read("type", "text")
    bounds = TYPES[type_].bounds
    read_bound = bounds.read if bounds else lambda _: None
    return Field(
        name=row["name"], label=_text(row, "label"), type=type_, level=level, table=_text(row, "table"),
        slots=row.read("slots", 1), required=row.read("required", NEVER), choices=lists.get(row["choices"]),
        minimum=row.read("min", via=read_bound), maximum=row.read("max", via=read_bound),
        max_length=row.read("max_length"), width=row.read("width"), hint=_text(row, "hint"),
        scored=row.read("scored", False),
    )


def criterion_of(row: Row) -> Criterion:
    """The criterion defined by a row of ``criteria``."""
    return Criterion(
        category=row["category"], code=row["code"], text=_text(row, "text"), subheading=_text(row, "section"),
        source_text=row["source_text"], guidance=_text(row, "guidance"), weight=row.read("weight", 1.0),
        short=_text(row, "short"),
    )


def category_of(row: Row) -> Category:
    """The category defined by a row of ``categories``, without its criteria."""
    return Category(
        code=row["code"], title=_text(row, "title"), kind=row["kind"], weight=row.read("weight", 1.0),
        intro=_text(row, "intro"), sheet=_text(row, "sheet"),
    )


def _category(row: Row, tables: Tables) -> Category:
    criteria = tuple(criterion_of(known) for known in tables[schema.CRITERIA] if known["category"] == row["code"])
    return dataclasses.replace(category_of(row), criteria=criteria)


def unit_of(row: Row) -> Unit:
    """The unit defined by a row of ``units``."""
    return Unit(
        code=row["code"], name=_text(row, "name"), group=row["group"], email=row["email"],
        aliases=row.read("aliases", ()), from_year=row.read("from_year"), to_year=row.read("to_year"),
    )


def _text(row: Row, name: str) -> Text:
    return Text(row[f"{name}_th"], row[f"{name}_en"])
