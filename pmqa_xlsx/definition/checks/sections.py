"""Checks of sections and of the plain sub-headings in their place."""

from __future__ import annotations

from collections.abc import Iterator

from pmqa_xlsx.definition.build import sections_of
from pmqa_xlsx.definition.checks.repeats import known_names
from pmqa_xlsx.definition.mistakes import Mistake
from pmqa_xlsx.definition.schema import CATEGORIES, CRITERIA, SECTIONS
from pmqa_xlsx.definition.tables import Row, Tables
from pmqa_xlsx.form.model import Section


def check_sections(tables: Tables) -> Iterator[Mistake]:
    """Each section is in a category, and in a section of it that is stated before."""
    categories = [row["code"] for row in tables[CATEGORIES]]
    before: dict[str, list[str]] = {}
    for row in tables[SECTIONS]:
        if tables.has(CATEGORIES, "code") and row["category"] and row["category"] not in categories:
            yield row.mistake("category", "unknown-category", known=known_names(categories))
        known = before.setdefault(row["category"], [])
        if row["parent"] and row["parent"] not in known:
            yield row.mistake("parent", "parent-later", known=known_names(known))
        known.append(row["code"])


def check_criteria_in_sections(tables: Tables) -> Iterator[Mistake]:
    """A criterion names a section of its category, or has a sub-heading's text, not both; sections are not split."""
    known: dict[str, list[str]] = {}
    for row in tables[SECTIONS]:
        known.setdefault(row["category"], []).append(row["code"])
    for row in tables[CRITERIA]:
        codes = known.get(row["category"], [])
        if row["section"] and row["section"] not in codes:
            yield row.mistake("section", "unknown-section", known=known_names(codes))
        for column in ("section_th", "section_en"):
            if row[column] and (row["section"] or codes):
                yield row.mistake(column, "section-in-both")
    for category in known:
        yield from _split(category, tables)


def _split(category: str, tables: Tables) -> Iterator[Mistake]:
    """The criteria that begin a section of a category again after others."""
    sections = {section.code: section for section in sections_of(tables, category)}
    ended: dict[str, Row] = {}
    path: list[str] = []
    for row in tables[CRITERIA]:
        if row["category"] != category:
            continue
        now = _path(sections, row["section"])
        again = next((code for code in now if code in ended), "")
        if again:
            yield row.mistake("section", "section-split", first=ended[again].place("section"))
        ended |= {code: row for code in path if code not in now}
        for code in now:
            ended.pop(code, None)
        path = now


def _path(sections: dict[str, Section], code: str) -> list[str]:
    path: list[str] = []
    while code in sections:
        path.append(code)
        code = sections[code].parent
    return path


SECTION_CHECKS = (check_sections, check_criteria_in_sections)
