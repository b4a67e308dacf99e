"""Checks of fields: what their type allows, what their conditions refer to, and what can be scored."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pmqa_xlsx.answers import TYPES
from pmqa_xlsx.answers.answer_type import Bounds
from pmqa_xlsx.answers.limits import AnswerLimits
from pmqa_xlsx.definition.build import choice_lists
from pmqa_xlsx.definition.checks.repeats import known_names
from pmqa_xlsx.definition.mistakes import Mistake
from pmqa_xlsx.definition.schema import COVER, FIELDS
from pmqa_xlsx.definition.tables import Row, Tables
from pmqa_xlsx.form.model import Level, Requirement
from pmqa_xlsx.text.plain_values import UnreadableError


def _field_rows(tables: Tables) -> tuple[Row, ...]:
    return (*tables[COVER], *tables[FIELDS])


def check_lists(tables: Tables) -> Iterator[Mistake]:
    """A field has a known list of choices if, and only if, its type is ``choice``."""
    lists = choice_lists(tables)
    for row in _field_rows(tables):
        type_, name = row.read("type"), row["choices"]
        listed = type_ is not None and TYPES[type_].has_choices
        if listed and not name:
            yield row.mistake("choices", "list-missing", known=known_names(lists))
        elif name and type_ is not None and not listed:
            yield row.mistake("choices", "list-not-allowed")
        elif name and name not in lists:
            yield row.mistake("choices", "unknown-list", known=known_names(lists))


def check_bounds(tables: Tables) -> Iterator[Mistake]:
    """Bounds and lengths are given only for types that have them, can be read, and allow at least one answer."""
    for row in _field_rows(tables):
        type_ = row.read("type")
        if type_ is None:
            continue
        kind = TYPES[type_]
        if row["max_length"] and not kind.has_length:
            yield row.mistake("max_length", "length-not-allowed", type=type_)
        bounds = []
        for column in ("min", "max"):
            if row[column] and kind.bounds is None:
                yield row.mistake(column, "bound-not-allowed", type=type_)
            elif row[column] and kind.bounds is not None:
                try:
                    bounds.append(bound_within(kind.limits, kind.bounds, row[column]))
                except UnreadableError as fault:
                    yield row.mistake(column, fault.code, **fault.facts)
        if len(bounds) == 2 and bounds[1] < bounds[0]:
            yield row.mistake("max", "bounds-reversed")


def bound_within(limits: AnswerLimits, spelling: Bounds, text: str) -> Any:
    """A bound, if the answer type itself allows that value.

    :raises UnreadableError: it cannot be read, or the type does not allow it.
    """
    bound = spelling.read(text)
    if not limits.least <= bound <= limits.most:
        ends = " – ".join(map(spelling.write, (limits.least, limits.most)))
        raise UnreadableError("number-out-of-range", range=ends)
    return bound


def check_conditions(tables: Tables) -> Iterator[Mistake]:
    """``when NAME=VALUE`` refers to another field of the same row and to a possible value of it."""
    lists = choice_lists(tables)
    groups: dict[tuple[str, str, str], list[Row]] = {}
    for row in _field_rows(tables):
        groups.setdefault((row.sheet, row["kind"], row["level"].lower()), []).append(row)
    for rows in groups.values():
        named = {row["name"]: row for row in rows}
        for row in rows:
            condition: Requirement | None = row.read("required")
            if condition is None or not condition.field:
                continue
            decider = named.get(condition.field)
            if decider is None or decider is row:
                yield row.mistake("required", "when-unknown-field",
                                  known=known_names(name for name in named if name != row["name"]))
            elif decider["choices"] in lists:
                values = [choice.value for choice in lists[decider["choices"]].choices]
                if condition.value not in values:
                    yield row.mistake("required", "when-unknown-value", list=decider["choices"],
                                      known=known_names(values))


def check_scores(tables: Tables) -> Iterator[Mistake]:
    """Only choice fields at level criterion are scored, and only with a list that has scores."""
    lists = choice_lists(tables)
    for row in tables[FIELDS]:
        type_, level, known = row.read("type"), row.read("level"), lists.get(row["choices"])
        if not row.read("scored", False) or type_ is None or level is None:
            continue
        if not TYPES[type_].has_choices or level is not Level.CRITERION:
            yield row.mistake("scored", "scored-not-allowed")
        elif known is not None and known.top_score <= 0:
            yield row.mistake("scored", "scored-without-scores", list=row["choices"])


FIELD_CHECKS = (check_lists, check_bounds, check_conditions, check_scores)
