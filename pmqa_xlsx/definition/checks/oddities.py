"""What is legal in a definition but odd; each is a warning."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterator

from pmqa_xlsx.definition.mistakes import Mistake
from pmqa_xlsx.definition.overview import is_all_english, personal_fields
from pmqa_xlsx.definition.schema import CATEGORIES, CHOICES, CRITERIA, FIELDS, FORM, SCALES, SECTIONS, SHEETS, UNITS
from pmqa_xlsx.definition.tables import Row, Tables
from pmqa_xlsx.form.fiscal_year import first_day, unknown_placeholder
from pmqa_xlsx.form.model import Form
from pmqa_xlsx.form.question import Level
from pmqa_xlsx.form.scoring import scored_fields

#: How long after the first day of the fiscal year a due date is ordinary: the year and one more.
_ORDINARY = dt.timedelta(days=731)
#: What is typed so is a formula, but for a number or a sign alone.
_FORMULA = re.compile(r"\s*(?:=.|[+@-]\s*[^\s\d.,+@-])", re.DOTALL)


def check_weights(tables: Tables, form: Form) -> Iterator[Mistake]:
    """A weight other than 1 has an effect only where something is scored."""
    criteria = {criterion.code for criterion in form.criteria() if scored_fields(form, criterion)}
    scored = criteria | {section.code for code in criteria
                         for section in form.section_path(form.criterion_by_code[code].section)}
    scored |= {form.criterion_by_code[code].category for code in criteria}
    for sheet in (CATEGORIES, SECTIONS, CRITERIA):
        for row in tables[sheet]:
            if row["weight"] and row.read("weight", 1.0) != 1 and row["code"] not in scored:
                yield row.mistake("weight", "weight-never-counts")
    for row in tables[FIELDS]:
        if row["weight"] and not row.read("scored", False):
            yield row.mistake("weight", "weight-never-counts")


def check_unused(tables: Tables, form: Form) -> Iterator[Mistake]:
    """Lists and scales are used, sections have criteria, criteria have something to answer."""
    fields = [*form.cover, *(field for asked in form.fields.values() for field in asked),
              *(field for criterion in form.criteria() for field in form.fields_about(criterion))]
    lists = {field.choices.name for field in fields if field.choices}
    scales = {field.scale.name for field in fields if field.scale}
    yield from _first_of_each(tables[CHOICES], "list", lists, "list-not-used")
    yield from _first_of_each(tables[SCALES], "scale", scales, "scale-without-use")
    used = {section.code for criterion in form.criteria() for section in form.section_path(criterion.section)}
    for row in tables[SECTIONS]:
        if row["code"] and row["code"] not in used:
            yield row.mistake("code", "section-empty")
    for row in tables[CRITERIA]:
        criterion = form.criterion_by_code.get(row["code"])
        if criterion and form.category(criterion.category).kind in form.fields and not any(
                not field.is_constant for field in form.fields_about(criterion)) and any(
                field.level == "criterion" for field in form.fields[form.category(criterion.category).kind]):
            yield row.mistake("code", "criterion-without-cells")


def _first_of_each(rows: tuple[Row, ...], column: str, used: set[str], code: str) -> Iterator[Mistake]:
    first = {row[column]: row for row in reversed(rows) if row[column] and row[column] not in used}
    yield from (row.mistake(column, code) for row in first.values())


def check_sending(tables: Tables, form: Form) -> Iterator[Mistake]:
    """People know where to send the form, the due dates are of its year, and personal data is explained."""
    row = tables.form
    if tables.has(FORM, "form_id") and not form.return_to and not row["return_to"]:
        yield Mistake(FORM, row.places.get("return_to", ""), "no-return-address")
    if personal_fields(form) and tables.has(FORM, "form_id") and not form.privacy:
        yield Mistake(FORM, row.places.get("privacy_th", ""), "personal-without-privacy")
    if form.fiscal_year:
        begins = first_day(form, form.fiscal_year)
        for known in (row, *tables[UNITS]):
            due = known.read("due_date")
            if due and not begins <= due < begins + _ORDINARY:
                yield known.mistake("due_date", "due-date-odd", year=str(form.fiscal_year))


def check_codes(tables: Tables, _form: Form) -> Iterator[Mistake]:
    """A category's code that differs from the others by a letter for a digit, or by case, may be mistyped."""
    codes = [row["code"] for row in tables[CATEGORIES]]
    mostly_numbers = 2 * sum(code.isdecimal() for code in codes) > len(codes)
    for row in tables[CATEGORIES]:
        like = next((code for code in codes if code != row["code"] and _plain(code) == _plain(row["code"])), "")
        if like and mostly_numbers and not row["code"].isdecimal():
            yield row.mistake("code", "code-like-another", other=like)


def _plain(code: str) -> str:
    """A code with letters that look like digits as these digits."""
    return code.upper().translate(str.maketrans("OIL", "011"))


def check_language(tables: Tables, form: Form) -> Iterator[Mistake]:
    """A form with English texts only is an English form; otherwise the program's own words in it are Thai."""
    if tables.has(FORM, "form_id") and form.lang == "th" and is_all_english(tables):
        yield Mistake(FORM, tables.form.places.get("lang", ""), "lang-without-thai")


def check_rows(tables: Tables, form: Form) -> Iterator[Mistake]:
    """A table's columns are the fields of a kind: scored criteria of that kind without rows have them too."""
    for row in tables[CRITERIA]:
        criterion = form.criterion_by_code.get(row["code"])
        if criterion is None or criterion.rows is None:
            continue
        kind = form.category(criterion.category).kind
        asked = [field for field in form.fields_of(kind, Level.CRITERION) if not field.is_constant]
        other = next((one for one in form.criteria() if one.rows is None and scored_fields(form, one)
                      and form.category(one.category).kind == kind), None)
        if other and any(not field.scored and not field.is_computed for field in asked):
            yield row.mistake("rows", "rows-share-kind", name=row["code"], kind=kind, other=other.code)


def check_labels(tables: Tables, _form: Form) -> Iterator[Mistake]:
    """A spreadsheet program takes what is chosen from a list for typed: some labels would be formulas."""
    for row in tables[CHOICES]:
        for column in ("label_th", "label_en"):
            if _FORMULA.match(row[column]):
                yield row.mistake(column, "label-like-formula")


def check_placeholders(tables: Tables, _form: Form) -> Iterator[Mistake]:
    """A mistyped placeholder stays in the text that people see."""
    for sheet, columns in SHEETS.items():
        texts = [column.name for column in columns if column.other_language]
        for row, name in itertools.product(tables[sheet], texts):
            if unknown := unknown_placeholder(row[name]):
                yield row.mistake(name, "placeholder-unknown", name=unknown, known="{year} {year-1} {year+1} {unit}")


ODDITY_CHECKS = (check_weights, check_unused, check_labels, check_sending, check_codes, check_language, check_rows,
                 check_placeholders)
