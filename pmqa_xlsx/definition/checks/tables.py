"""Checks of single cells and of the tables that fields form: a heading for each column, a translation for each text."""

from __future__ import annotations

from collections.abc import Iterator

from pmqa_xlsx.answers import cell_of, display, read_cell, rules_of
from pmqa_xlsx.answers.model import State
from pmqa_xlsx.definition.build import field_of, question_of
from pmqa_xlsx.definition.columns import DefinitionColumn
from pmqa_xlsx.definition.mistakes import Mistake
from pmqa_xlsx.definition.schema import CRITERIA, FIELDS, PREFILL, SHEETS, UNITS
from pmqa_xlsx.definition.tables import Row, Tables
from pmqa_xlsx.form.field import Field
from pmqa_xlsx.form.model import Form
from pmqa_xlsx.form.question import Level, Question
from pmqa_xlsx.layout import words as wording
from pmqa_xlsx.text.excel_text import CELL_LIMIT, excel_length, is_longer
from pmqa_xlsx.text.language import LANGS
from pmqa_xlsx.text.plain_values import UnreadableError
from pmqa_xlsx.text.thai import comparison_key


def first_tables(tables: Tables) -> dict[str, str]:
    """The name of each kind's first table, which is on the categories' own sheets."""
    first: dict[str, str] = {}
    for row in tables[FIELDS]:
        first.setdefault(row["kind"], row.text("table").th)
    return first


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
            column = row.typed("label", lang)
            field = field_of(row, row.read("level", Level.CRITERION), {})
            for heading in (field.heading(slot).of(lang) for slot in range(1, field.slots + 1)):
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


def check_cells(tables: Tables) -> Iterator[Mistake]:
    """Required cells are filled in, and every cell can be read by its column's reader."""
    for sheet, columns in SHEETS.items():
        for row in tables[sheet]:
            for column in columns:
                text = row[column.name]
                if not text:
                    if column.required:
                        yield from _empty(tables, row, column)
                    continue
                if is_longer(text, CELL_LIMIT):
                    yield row.mistake(column.name, "text-too-long", length=str(excel_length(text)),
                                      limit=str(CELL_LIMIT))
                try:
                    column.read(text)
                except UnreadableError as fault:
                    yield row.mistake(column.name, fault.code, **fault.facts)


def _empty(tables: Tables, row: Row, column: DefinitionColumn) -> Iterator[Mistake]:
    """A required cell is empty; of a text, the cells of both languages are, and the form's language is pointed at."""
    thai, english = column.name, column.other_language
    if not english:
        if tables.has(row.sheet, column.name):
            yield row.mistake(column.name, "cell-empty")
    elif not row[english]:
        wanted = (english, thai) if tables.form["lang"].lower() == "en" else (thai, english)
        there = next((name for name in wanted if tables.has(row.sheet, name)), "")
        if there:
            yield row.mistake(there, "cell-empty", variant="both", thai=thai, english=english)


def check_prefill(tables: Tables, form: Form) -> Iterator[Mistake]:
    """Each is for a known unit and a question that the form asks once, with a value that answers it."""
    seen: dict[tuple[str, Question], Row] = {}
    for row in tables[PREFILL]:
        if row["unit"] not in form.unit_by_code and tables.has(UNITS, "code"):
            yield row.mistake("unit", "unknown-unit", value=row["unit"])
        question = question_of(row, form)
        field = form.field(question) if question else None
        if question is None or field is None:
            about = [row[name] for name in ("category", "criterion", "row", "field", "slot") if row[name]]
            yield row.mistake("field", "unknown-question", about=" · ".join(about))
            continue
        known = seen.setdefault((row["unit"], question), row)
        if known is not row:
            yield row.mistake("field", "prefill-repeated", first=known.place("field"))
        if field.is_computed:
            yield row.mistake("field", "prefill-not-typed")
        elif not field.is_constant and row["value"] and not _is_answer(field, row["value"]):
            yield row.mistake("value", "prefill-bad-value", accepted_th=rules_of(field, "th").accepted,
                              accepted_en=rules_of(field, "en").accepted)


def _is_answer(field: Field, value: str) -> bool:
    """Whether a cell with the value is read back as it, without a conversion."""
    try:
        return read_cell(cell_of(display(field, value, "th")), rules_of(field, "th")).state is State.OK
    except ValueError:
        return False
