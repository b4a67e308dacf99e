"""Checks of the tables that fields form: one heading for each column, one translation for each text."""

from __future__ import annotations

from collections.abc import Iterator

from pmqa_xlsx.definition.build import field_of
from pmqa_xlsx.definition.mistakes import Mistake
from pmqa_xlsx.definition.schema import CRITERIA, FIELDS
from pmqa_xlsx.definition.tables import Row, Tables
from pmqa_xlsx.form.model import Level
from pmqa_xlsx.layout import words as wording
from pmqa_xlsx.text.language import LANGS, Lang
from pmqa_xlsx.text.thai import comparison_key


def first_tables(tables: Tables) -> dict[str, str]:
    """The name of each kind's first table, which is on the categories' own sheets."""
    first: dict[str, str] = {}
    for row in tables[FIELDS]:
        first.setdefault(row["kind"], row.text("table").th)
    return first


def headings_of(row: Row, lang: Lang) -> list[str]:
    """The column headings of a field in a workbook of that language, one for each slot."""
    field = field_of(row, row.read("level", Level.CRITERION), {})
    return [field.heading(slot).of(lang) for slot in range(1, field.slots + 1)]


def check_headings(tables: Tables) -> Iterator[Mistake]:
    """Within a table one field has one label at both levels, and no two columns have the same heading.

    A kind's first table is its own; a further one is shared by all kinds that name it.
    """
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in tables[FIELDS]:
        if row["kind"] and row["name"] and row.text("label"):
            table = row.text("table").th
            own = table == first_tables(tables).get(row["kind"])
            groups.setdefault((row["kind"] if own else "", table), []).append(row)
    for rows in groups.values():
        named: dict[str, Row] = {}
        widest: dict[str, Row] = {}
        for row in rows:
            first = named.setdefault(row["name"], row)
            for lang in LANGS:
                if row[f"label_{lang}"] != first[f"label_{lang}"]:
                    yield row.mistake(f"label_{lang}", "label-differs", name=row["name"],
                                      first=first.place(f"label_{lang}"))
            if row["name"] not in widest or row.read("slots", 1) > widest[row["name"]].read("slots", 1):
                widest[row["name"]] = row
        yield from _heading_clashes(list(widest.values()))


def _heading_clashes(rows: list[Row]) -> Iterator[Mistake]:
    """Headings that two columns of a table share, or that equal those of its fixed columns."""
    reported: set[str] = set()
    for lang in LANGS:
        fixed = {comparison_key(text.of(lang)): f"“{text.of(lang)}”"
                 for text in (wording.CODE, wording.CRITERION, wording.STATE)}
        taken: dict[str, tuple[str, str]] = {heading: ("", place) for heading, place in fixed.items()}
        for row in rows:
            column = f"label_{lang}"
            for heading in headings_of(row, lang):
                name, first = taken.setdefault(_unmarked(heading), (row["name"], row.place(column)))
                if name != row["name"] and (lang == "th" or row["name"] not in reported):
                    reported.add(row["name"])
                    yield row.mistake(column, "duplicate-heading", heading=heading, first=first)
                    break


def _unmarked(heading: str) -> str:
    """A heading for comparison: without the marks for required answers."""
    key = comparison_key(heading)
    for mark in (wording.CONDITION_MARK, wording.REQUIRED_MARK):
        key = key.removesuffix(comparison_key(mark))
    return key


def check_translations(tables: Tables) -> Iterator[Mistake]:
    """A table or sub-heading with one Thai name has one English name; otherwise there would be two."""
    for sheet, text, group in ((FIELDS, "table", "kind"), (CRITERIA, "section", "category")):
        thai, english = f"{text}_th", f"{text}_en"
        first: dict[tuple[str, str], Row] = {}
        for row in tables[sheet]:
            if row[thai] and row[english]:
                known = first.setdefault((row[group], row[thai]), row)
                if row[english] != known[english]:
                    yield row.mistake(english, "translation-differs", first=known.place(english))


TABLE_CHECKS = (check_headings, check_translations)
