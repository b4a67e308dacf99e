"""Checks of Excel's limits: what the workbook could not store or show is reported here, never truncated there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from pmqa_xlsx.answers import MESSAGE_LIMIT, prompt_length
from pmqa_xlsx.cells import CellRef
from pmqa_xlsx.definition.build import constant_in, criterion_of, field_of, stated_as
from pmqa_xlsx.definition.checks.tables import first_tables
from pmqa_xlsx.definition.mistakes import Mistake
from pmqa_xlsx.definition.schema import CATEGORIES, CHOICES, COVER, CRITERIA, FIELDS, SECTIONS, UNITS
from pmqa_xlsx.definition.tables import Row, Tables
from pmqa_xlsx.form.model import Category, Form, Origin, Unit
from pmqa_xlsx.form.question import Level
from pmqa_xlsx.layout import FixedText, Role, identity
from pmqa_xlsx.layout import words as wording
from pmqa_xlsx.layout.plan import plan_general, plan_instructions
from pmqa_xlsx.layout.sizes import LEAST_WIDTH, LEAST_WORDING, SHEET_WIDTH, column_width, text_height
from pmqa_xlsx.text.calendar import Calendar
from pmqa_xlsx.text.excel_text import excel_length, is_longer
from pmqa_xlsx.text.language import LANGS, Lang, Text
from pmqa_xlsx.text.thai import clean
from pmqa_xlsx.text.typography import MAX_ROW_HEIGHT

SHEET_NAME_LIMIT = 31
#: The longest text that Excel's formulas can compare.
COMPARED_LIMIT = 255
#: The columns whose texts distinguish answers, units and headings when a return is read.
COMPARED = {
    CRITERIA: ("code",), FIELDS: ("name", "label_th", "label_en"), CHOICES: ("value", "label_th", "label_en"),
    UNITS: ("code", "name_th", "name_en"),
}
#: The width of a column of constants whose field states none.
CONSTANT_WIDTH = 12.0
#: The width of a sheet, in characters, with the margin that each column has beside its text taken off.
PAGE_WIDTH = column_width(SHEET_WIDTH) * 0.9

#: Most scored fields of a criterion: its score's formula names each with its weight, of up to 18 digits.
MOST_SCORED = 70
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")


def check_sheet_names(tables: Tables) -> Iterator[Mistake]:
    """Each category's sheet has a name that Excel accepts and that no other sheet of the workbook has."""
    for lang in LANGS:
        own = [text.of(lang) for text in (wording.INSTRUCTIONS_SHEET, wording.GENERAL_SHEET, wording.SUMMARY_SHEET,
                                          wording.CORRECTION_SHEET)]
        taken = {name.casefold() for name in (*own, wording.CHECKS_SHEET, wording.LISTS_SHEET, wording.IDENTITY_SHEET)}
        codes: set[str] = set()
        for row in tables[CATEGORIES]:
            name = stated_as(Category, row).sheet_name.of(lang)
            typed = row.typed("sheet", lang) if row.text("sheet") else "code"
            if not _is_sheet_name(name):
                yield row.mistake(typed, "sheet-name-bad", name=name)
            elif name.casefold() in taken and (typed != "code" or row["code"].casefold() not in codes):
                yield row.mistake(typed, "sheet-name-taken", name=name)
            taken.add(name.casefold())
            codes.add(row["code"].casefold())
        yield from _check_table_names(tables, lang, taken)


def _check_table_names(tables: Tables, lang: Lang, taken: set[str]) -> Iterator[Mistake]:
    """Each further table names its own sheet."""
    first, seen = first_tables(tables), set[str]()
    for row in tables[FIELDS]:
        table = row.text("table")
        if table.th in seen or table.th == first.get(row["kind"]):
            continue
        seen.add(table.th)
        name, typed = table.of(lang), row.typed("table", lang)
        if not _is_sheet_name(name):
            yield row.mistake(typed, "sheet-name-bad", name=name)
        elif name.casefold() in taken:
            yield row.mistake(typed, "sheet-name-taken", name=name)
        taken.add(name.casefold())


def _is_sheet_name(name: str) -> bool:
    """Whether Excel takes a text as the name of a sheet."""
    return not (not name or is_longer(name, SHEET_NAME_LIMIT) or _FORBIDDEN.search(name) or "\n" in name
                or name.startswith("'") or name.endswith("'") or name.casefold() == "history")


def check_compared_texts(tables: Tables) -> Iterator[Mistake]:
    """Texts that distinguish answers and headings have no odd characters; choices and units fit into a formula."""
    for sheet, columns in COMPARED.items():
        for row in tables[sheet]:
            for column in columns:
                text = row[column]
                plain = " ".join(clean(text).split())
                if "\n" in text or clean(text) != text:
                    yield row.mistake(column, "text-not-plain", retyped=plain)
                elif sheet in (CHOICES, UNITS) and is_longer(text, COMPARED_LIMIT):
                    yield row.mistake(column, "text-too-long", length=str(excel_length(text)),
                                      limit=str(COMPARED_LIMIT))


def check_prompts(tables: Tables) -> Iterator[Mistake]:
    """The prompts of an answer cell and of a criterion's wording have room for the whole hint or guidance."""
    for row in (*tables[COVER], *tables[FIELDS]):
        field = field_of(row, row.read("level", Level.COVER), {})
        for lang in LANGS if field.origin is Origin.TYPED else ():
            yield from _prompt_too_long(row, row.typed("hint", lang), prompt_length(field, lang))
    for row in tables[CRITERIA]:
        for lang in LANGS:
            yield from _prompt_too_long(row, f"guidance_{lang}", excel_length(row[f"guidance_{lang}"]))


def _prompt_too_long(row: Row, column: str, length: int) -> Iterator[Mistake]:
    if length > MESSAGE_LIMIT:
        yield row.mistake(column, "prompt-too-long", length=str(length), limit=str(MESSAGE_LIMIT),
                          excess=str(length - MESSAGE_LIMIT))


def check_row_heights(tables: Tables) -> Iterator[Mistake]:
    """No fixed text, wrapped in its column, needs more than the largest row height."""
    for row in tables[CATEGORIES]:
        yield from _too_high(row, "title", stated_as(Category, row).title, LEAST_WORDING, Role.CATEGORY)
        yield from _too_high(row, "intro", stated_as(Category, row).intro, PAGE_WIDTH, Role.INTRO)
    for row in tables[CRITERIA]:
        criterion = criterion_of(row)
        yield from _too_high(row, "text", criterion.text, LEAST_WORDING, Role.WORDING)
        yield from _too_high(row, "section", criterion.subheading, LEAST_WORDING, Role.SECTION)
    for row in tables[SECTIONS]:
        yield from _too_high(row, "title", row.text("title"), LEAST_WORDING, Role.SECTION)
    for row in tables[FIELDS]:
        field = field_of(row, row.read("level", Level.CRITERION), {})
        if field.is_constant:
            for criterion_row in tables[CRITERIA]:
                name = field.name if criterion_row[field.name] else criterion_row.typed(field.name)
                for height in _heights(constant_in(criterion_row, field.name), field.width or CONSTANT_WIDTH,
                                       Role.CONSTANT):
                    yield criterion_row.mistake(name, "row-too-high", height=f"{height:.0f}",
                                                limit=f"{MAX_ROW_HEIGHT:.0f}")
        yield from _too_high(row, "label", field.label, LEAST_WIDTH, Role.HEADING)
    form = _form_of(tables.form)
    label_width = plan_general(form).widths[0]
    for row in tables[COVER]:
        yield from _too_high(row, "label", field_of(row, Level.COVER, {}).label, label_width, Role.LABEL)
    yield from _too_high(tables.form, "title", form.title, PAGE_WIDTH, Role.TITLE)
    instructions, _ = plan_instructions(form, ())
    yield from _too_high(tables.form, "privacy", tables.form.text("privacy"), sum(instructions.widths[1:]), Role.FACT)


def _too_high(row: Row, column: str, text: Text, width: float, role: Role) -> Iterator[Mistake]:
    for lang in LANGS:
        for height in _heights(text, width, role, lang):
            yield row.mistake(row.typed(column, lang), "row-too-high", height=f"{height:.0f}",
                              limit=f"{MAX_ROW_HEIGHT:.0f}")


def _heights(text: Text, width: float, role: Role, *langs: Lang) -> Iterator[float]:
    """The heights above the largest row height that a text needs, wrapped in its column, in some languages."""
    fixed = FixedText(CellRef(0, 1), role, text)  # not in the column of codes, where names are made smaller
    for lang in langs or LANGS[:1]:
        height = text_height(fixed, text.of(lang), (0.0, width))
        if height > MAX_ROW_HEIGHT:
            yield height


def check_score_formulas(tables: Tables) -> Iterator[Mistake]:
    """The formula of a criterion's score, which names each of its scored answers, is not too long for Excel."""
    scored: Counter[str] = Counter()
    for row in tables[FIELDS]:
        is_scored = field_of(row, row.read("level", Level.CRITERION), {}).scored
        scored[row["kind"]] += is_scored
        if is_scored and scored[row["kind"]] == MOST_SCORED + 1:
            yield row.mistake("scored", "columns-too-many", limit=str(MOST_SCORED))


def check_footer(tables: Tables) -> Iterator[Mistake]:
    """The page footer has room for each unit's whole name and the details of the form."""
    for row in tables[UNITS]:
        unit = stated_as(Unit, row)
        form = _form_of(tables.form, unit)
        for lang in LANGS:
            known = identity.Identity(form.form_id, form.form_version, unit.code, form.fiscal_year, lang, blank=False)
            if unit.name.of(lang).replace("&", "&&") not in identity.footer(form, known):
                yield row.mistake(row.typed("name", lang), "footer-too-long", limit=str(identity.FOOTER_LIMIT))


def _form_of(row: Row, *units: Unit) -> Form:
    """The facts of the sheet ``form``, as a form without questions."""
    return Form(row["form_id"], row["form_version"], row.text("title"), row.text("unit_label"),
                fiscal_year=Calendar.BE.years[0], categories=(), fields={}, units=units)


LIMIT_CHECKS = (check_sheet_names, check_compared_texts, check_prompts, check_row_heights,
                check_score_formulas, check_footer)
