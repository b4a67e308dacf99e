"""Checks of fields: the list and the bounds that their type allows."""

from __future__ import annotations

from collections.abc import Iterator

from pmqa_xlsx.answers import find_type
from pmqa_xlsx.definition.build import bound_within, choice_lists
from pmqa_xlsx.definition.checks.repeats import known_names
from pmqa_xlsx.definition.mistakes import Mistake
from pmqa_xlsx.definition.schema import COVER, FIELDS
from pmqa_xlsx.definition.tables import Tables
from pmqa_xlsx.text.plain_values import UnreadableError


def check_lists(tables: Tables) -> Iterator[Mistake]:
    """A field has a known list of choices if, and only if, its type is ``choice``."""
    lists = choice_lists(tables)
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
                    bounds.append(bound_within(kind, row[column]))
                except UnreadableError as fault:
                    yield row.mistake(column, fault.code, **fault.facts)
        if len(bounds) == 2 and bounds[1] < bounds[0]:
            yield row.mistake("max", "bounds-reversed")


FIELD_CHECKS = (check_lists, check_bounds)
