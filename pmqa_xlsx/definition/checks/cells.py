"""Checks of single cells: required ones are filled in, each value is valid for its column or an answer to prefill."""

from __future__ import annotations

from collections.abc import Iterator

from pmqa_xlsx.answers import cell_of, display, read_cell, rules_of
from pmqa_xlsx.answers.model import State
from pmqa_xlsx.definition.build import question_of
from pmqa_xlsx.definition.columns import DefinitionColumn
from pmqa_xlsx.definition.mistakes import Mistake
from pmqa_xlsx.definition.schema import PREFILL, SHEETS, UNITS
from pmqa_xlsx.definition.tables import Row, Tables
from pmqa_xlsx.form.field import Field
from pmqa_xlsx.form.model import Form
from pmqa_xlsx.form.question import Question
from pmqa_xlsx.text.excel_text import CELL_LIMIT, excel_length, is_longer
from pmqa_xlsx.text.plain_values import UnreadableError


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
