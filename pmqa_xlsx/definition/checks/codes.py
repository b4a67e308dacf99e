"""Checks of codes, names and sections: each is unique, each reference has a target, and no section is split."""

from __future__ import annotations

from collections.abc import Iterator

from pmqa_xlsx.definition.build import sections_of
from pmqa_xlsx.definition.mistakes import Mistake
from pmqa_xlsx.definition.schema import CATEGORIES, CHECKS, CHOICES, COVER, CRITERIA, FIELDS, SECTIONS, UNITS
from pmqa_xlsx.definition.tables import Row, Tables, known_names, repeated
from pmqa_xlsx.form.category import RowRange
from pmqa_xlsx.form.expressions.names import COVER_NAME
from pmqa_xlsx.form.model import IDENTITY_FIELDS, TOTAL, Section
from pmqa_xlsx.form.question import Level, row_label
from pmqa_xlsx.text.calendar import Calendar
from pmqa_xlsx.text.language import LANGS
from pmqa_xlsx.text.thai import christian_year, comparison_key, thai_year, unit_key


def check_categories(tables: Tables) -> Iterator[Mistake]:
    """Category codes are unique in upper and lower case, since sheet names and defined names ignore case."""
    rows = tables[CATEGORIES]
    yield from repeated(rows, "code", "duplicate-code", lambda row: row["code"].casefold())
    for row in rows:
        if row["code"].casefold() == TOTAL:
            yield row.mistake("code", "reserved-code")
    if not rows and tables.has(CATEGORIES, "code"):
        yield Mistake(CATEGORIES, "A2", "no-categories")


def check_criteria(tables: Tables) -> Iterator[Mistake]:
    """Codes of categories, sections and criteria are unique in the form, and each criterion's category exists."""
    own = [row for row in (*tables[CATEGORIES], *tables[SECTIONS], *tables[CRITERIA]) if row["code"]]
    yield from (one for one in repeated(own, "code", "duplicate-code", lambda row: row["code"])
                if one.sheet != CATEGORIES)
    for row in (*tables[SECTIONS], *tables[CRITERIA]):
        if row["code"].casefold() in (TOTAL, COVER_NAME):
            yield row.mistake("code", "reserved-code")
    known = [row["code"] for row in tables[CATEGORIES]]
    for row in tables[CRITERIA]:
        if tables.has(CATEGORIES, "code") and row["category"] and row["category"] not in known:
            yield row.mistake("category", "unknown-category", known=known_names(known))


def check_codes_of_rows(tables: Tables) -> Iterator[Mistake]:
    """No code is what a row of a repeated criterion is called: ``P1 (2)``."""
    named: dict[str, Row] = {}
    for row in tables[CRITERIA]:
        rows = row.read("rows", RowRange(0, 0))
        named |= {comparison_key(row_label(row["code"], number)): row for number in range(1, rows.most + 1)}
    for row in tables[CRITERIA]:
        other = named.get(comparison_key(row["code"]))
        if other is not None and row["code"]:
            yield row.mistake("code", "code-of-row", other=other["code"])


def check_kinds(tables: Tables) -> Iterator[Mistake]:
    """Categories and fields use the same kinds; a mistake is reported once for each kind, at its first row."""
    for sheet, other, code in ((CATEGORIES, FIELDS, "unknown-kind"), (FIELDS, CATEGORIES, "unused-kind")):
        known = [row["kind"] for row in tables[other]]
        first = {row["kind"]: row for row in reversed(tables[sheet]) if row["kind"] and row["kind"] not in known}
        if tables.has(other, "kind"):
            yield from (row.mistake("kind", code, known=known_names(known)) for row in first.values())


def check_slots(tables: Tables) -> Iterator[Mistake]:
    """Every category and every criterion has something to answer; otherwise it would not be shown."""
    levels: dict[str, set[Level]] = {}
    for row in tables[FIELDS]:
        level = row.read("level")  # an unreadable level is reported by another check; here it counts as both
        levels.setdefault(row["kind"], set()).update([level] if level else Level)
    if not tables.has(CRITERIA, "category"):
        return
    for category in tables[CATEGORIES]:
        kind = category["kind"]
        criteria = [row for row in tables[CRITERIA] if row["category"] == category["code"]]
        if kind not in levels:
            continue
        if not criteria and Level.CATEGORY not in levels[kind]:
            yield category.mistake("code", "category-without-slots", kind=kind)
        if Level.CRITERION not in levels[kind]:
            yield from (row.mistake("code", "criterion-without-slots", kind=kind) for row in criteria)


def check_field_names(tables: Tables) -> Iterator[Mistake]:
    """Names are unique on the cover and per kind and level; the names of the identity fields are reserved."""
    yield from repeated(tables[COVER], "name", "duplicate-name", lambda row: row["name"])
    yield from repeated(tables[FIELDS], "name", "duplicate-name",
                        lambda row: (row["kind"], row["level"].lower(), row["name"]))
    for row in tables[COVER]:
        if row["name"].lower() in IDENTITY_FIELDS:
            yield row.mistake("name", "reserved-name")


def check_choices(tables: Tables) -> Iterator[Mistake]:
    """Values and labels are unique per list, labels in each language."""
    rows = tables[CHOICES]
    yield from repeated(rows, "value", "duplicate-value", lambda row: (row["list"], row["value"]))
    for lang in LANGS:
        first: dict[tuple[str, str], Row] = {}
        for row in rows:
            label = row.text("label").of(lang)
            known = first.setdefault((row["list"], comparison_key(label)), row)
            if known is not row and label and (lang == "th" or row["label_en"] or known["label_en"]):
                yield row.mistake(row.typed("label", lang), "duplicate-label",
                                  first=known.place(known.typed("label", lang)))


def check_units(tables: Tables) -> Iterator[Mistake]:
    """There are units, their codes are unique and of the same length, and their years are in order."""
    rows = tables[UNITS]
    if not rows and tables.has(UNITS, "code"):
        yield Mistake(UNITS, "A2", "no-units")
    yield from repeated(rows, "code", "duplicate-code", lambda row: row["code"].casefold())
    for row in rows:
        from_year, to_year = row.read("from_year"), row.read("to_year")
        if from_year and to_year and to_year < from_year:
            yield row.mistake("to_year", "years-reversed")
    longest = max((len(row["code"]) for row in rows), default=0)
    if all(row["code"].isdecimal() for row in rows if row["code"]):
        for row in rows:
            if 0 < len(row["code"]) < longest:
                yield row.mistake("code", "unit-code-length", proposal=row["code"].zfill(longest))


def check_years(tables: Tables) -> Iterator[Mistake]:
    """Every year is one of the form's calendar."""
    common = tables.calendar is Calendar.CE
    for row, columns in ((tables.form, ("fiscal_year",)), *((row, ("from_year", "to_year")) for row in tables[UNITS])):
        for column in columns:
            year = row.read(column)
            if year is not None and year not in tables.calendar.years:
                proposal = christian_year(year) if common else thai_year(year)
                yield row.mistake(column, "bad-year-ad" if common else "bad-year", proposal=str(proposal))


def check_names_of_checks(tables: Tables) -> Iterator[Mistake]:
    """Each check has its own name."""
    yield from repeated(tables[CHECKS], "name", "duplicate-name", lambda row: row["name"])


def check_labels_in_names(tables: Tables) -> Iterator[Mistake]:
    """No unit's name begins or ends with the unit label, which the workbooks put before it."""
    label = tables.form.text("unit_label")
    for row in tables[UNITS]:
        for lang in LANGS:
            name, word = row[f"name_{lang}"].casefold(), label.of(lang).casefold()
            if word and name != word and (name.startswith(word) or name.endswith(f" {word}")):
                yield row.mistake(f"name_{lang}", "label-in-name", label=label.of(lang))
                break


def check_unit_names(tables: Tables) -> Iterator[Mistake]:
    """No name or alias belongs to two units, with or without the unit label before it."""
    label = tables.form.text("unit_label")
    names: dict[str, tuple[Row, str]] = {}
    for row in tables[UNITS]:
        mine = [("name_th", row["name_th"]), ("name_en", row["name_en"]),
                *(("aliases", alias) for alias in row.read("aliases", ()))]
        for column, name in mine:
            if name:
                known, where = names.setdefault(unit_key(name, label), (row, column))
                if known is not row:
                    yield row.mistake(column, "duplicate-unit-name", other=name, first=known.place(where))


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


CODE_CHECKS = (
    check_categories, check_criteria, check_codes_of_rows, check_kinds, check_slots, check_field_names, check_choices,
    check_units, check_unit_names, check_labels_in_names, check_years, check_names_of_checks, check_sections,
    check_criteria_in_sections,
)
