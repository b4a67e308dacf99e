"""The sheets of a definition and their columns: name, whether required, type and meaning.

One table is used by the loader (known columns, required cells, how to read a cell), by the CSV writer (order of
columns) and by the workbook for people (explanations, dropdowns, widths). The meanings are in ``schema.csv``.
"""

from __future__ import annotations

from dataclasses import replace

from pmqa_xlsx.answers import TYPES
from pmqa_xlsx.definition import columns
from pmqa_xlsx.definition.columns import DefinitionColumn
from pmqa_xlsx.definition.columns import column as _column
from pmqa_xlsx.definition.columns import text_in_both as _text_in_both
from pmqa_xlsx.form.field import Origin
from pmqa_xlsx.text.excel_text import CELL_LIMIT
from pmqa_xlsx.text.language import LANGS, Text, TextTable

FORM, COVER, CATEGORIES, SECTIONS, CRITERIA = "form", "cover", "categories", "sections", "criteria"
FIELDS, CHOICES, SCALES, CHECKS, PREFILL, UNITS = "fields", "choices", "scales", "checks", "prefill", "units"

_UP_TO_CELL = columns.integer_between(1, CELL_LIMIT)
_TYPES = ",".join(columns.TYPE_NAMES)
#: The types of cover fields.
_COVER_TYPES = ",".join([*TYPES, Origin.COMPUTED.value])
_MEANINGS = TextTable(__file__).group("COLUMNS")
#: How the bounds of each type that has some are written.
_BOUNDS = Text(*(", ".join(dict.fromkeys(known.bounds.spelling.of(lang) for known in TYPES.values() if known.bounds))
                 for lang in LANGS))
#: A ``?`` at the end of a name marks an optional column.
_FORM = (
    _column("form_id", read=columns.matching("[a-z0-9][a-z0-9-]{0,63}", "bad-form-id")),
    _column("form_version", read=columns.matching(r"[A-Za-z0-9][A-Za-z0-9.-]{0,31}", "bad-version")),
    *_text_in_both("title"),
    *_text_in_both("unit_label"),
    _column("fiscal_year", read=columns.any_year),
    _column("calendar?", read=columns.calendar, offers="be,ce", rare=True),
    _column("year_begins?", read=columns.integer_between(1, 12), rare=True),
    _column("lang?", read=columns.language, offers="th,en", rare=True),
    _column("points?", read=columns.number_above_zero, rare=True),
    _column("due_date?", read=columns.date),
    _column("return_to?", read=columns.email),
    _column("contact_name?"),
    _column("contact_phone?"),
    *_text_in_both("privacy?"),
    _column("source_note?"),
)
_COVER = (
    _column("name", 22, columns.field_name),
    *_text_in_both("label", 26),
    _column("type", 11, columns.field_type, offers=_COVER_TYPES),
    _column("required?", 16, columns.requirement, offers="yes,no,…"),
    _column("choices?", 12, offers="@choices.list"),
    _column("min?", 12),
    _column("max?", 12),
    _column("max_length?", 12, _UP_TO_CELL),
    _column("formula?", 30, columns.expression, rare=True),
    *_text_in_both("hint?", 50),
    _column("personal?", 10, columns.yes_no, offers="yes,no", rare=True),
)
_CATEGORIES = (
    _column("code", 10, columns.matching("[A-Za-z0-9_]{1,31}", "bad-category-code")),
    *_text_in_both("title", 34),
    _column("kind", 14, offers="@fields.kind"),
    _column("weight?", 10, columns.number_above_zero),
    *_text_in_both("intro?", 60),
    *_text_in_both("sheet?", 16),
)
_SECTIONS = (
    _column("category", 10, offers="@categories.code"),
    _column("code", 10, columns.matching("[A-Za-z0-9][A-Za-z0-9_.-]{0,30}", "bad-section-code")),
    *_text_in_both("title", 40),
    _column("parent?", 10, offers="@sections.code"),
    _column("weight?", 10, columns.number_above_zero),
    _column("counts_when?", 30, columns.expression),
)
_CRITERIA = (
    _column("category", 10, offers="@categories.code"),
    _column("code", 10),
    _column("section?", 10, offers="@sections.code", rare=True),
    *_text_in_both("section?", 26),
    *_text_in_both("text", 60),
    *_text_in_both("short?", 30),
    _column("source_text?", 40),
    *_text_in_both("guidance?", 40),
    _column("weight?", 10, columns.number_above_zero),
    _column("scale?", 10, offers="@scales.scale", rare=True),
    _column("min?", 10, rare=True),
    _column("max?", 10, rare=True),
    _column("rows?", 10, columns.row_range, rare=True),
)
_FIELDS = (
    _column("kind", 12, offers="@categories.kind"),
    *_text_in_both("table?", 20),
    _column("level", 12, columns.level, offers="category,criterion"),
    *(column for column in _COVER if column.name in ("name", "label_th", "label_en")),
    _column("type", 11, columns.field_type, offers=_TYPES),
    _column("slots?", 8, columns.integer_between(1, 200)),
    *(column for column in _COVER if column.name in ("required", "choices", "min", "max", "max_length")),
    _column("width?", 8, columns.number_between(1, 255, "1–255")),
    *(column for column in _COVER if column.name == "formula" or column.name.startswith("hint")),
    *(column for column in _COVER if column.name == "personal"),
    _column("scored?", 10, columns.yes_no, offers="yes,no"),
    _column("scale?", 10, offers="@scales.scale", rare=True),
    _column("weight?", 10, columns.number_above_zero, rare=True),
)
_CHOICES = (
    _column("list", 14),
    _column("value", 14),
    *_text_in_both("label", 30),
    _column("score?", 10, columns.score),
)
_SCALES = (
    _column("scale", 14),
    _column("at", 12, columns.number),
    _column("score", 12, columns.score_number),
)
_CHECKS = (
    _column("name", 20, columns.matching("[A-Za-z0-9_][A-Za-z0-9_.-]*", "bad-name")),
    _column("category?", 10, offers="@categories.code"),
    _column("kind?", 12, offers="@fields.kind"),
    _column("rule", 50, columns.expression),
    _column("severity", 10, columns.severity, offers="warning,error"),
    *_text_in_both("message", 50),
    *_text_in_both("fix?", 40),
)
_PREFILL = (
    _column("unit", 10, offers="@units.code"),
    _column("category?", 10, offers="@categories.code"),
    _column("criterion?", 10, offers="@criteria.code"),
    _column("row?", 8, columns.integer_between(1, 200)),
    _column("field", 16, offers="@fields.name"),
    _column("slot?", 8, columns.integer_between(1, 200)),
    _column("value", 40),
)
_UNITS = (
    _column("code", 10, columns.matching("[A-Za-z0-9][A-Za-z0-9_.-]{0,31}", "bad-unit-code")),
    *_text_in_both("name", 24),
    _column("group?", 42),
    _column("email?", 24, columns.email),
    _column("aliases?", 30, columns.aliases),
    _column("from_year?", 11, columns.any_year),
    _column("to_year?", 11, columns.any_year),
    _column("due_date?", 12, columns.date, rare=True),
)


def _meaning(sheet: str, name: str) -> Text:
    """What a column means; on ``fields`` as on ``cover`` unless it has a meaning of its own."""
    text = _MEANINGS.get(f"{sheet}.{name}") or _MEANINGS[f"{COVER}.{name}"]
    return Text(*(text.of(lang).replace("{bounds}", _BOUNDS.of(lang)) for lang in LANGS))


#: The columns of each sheet, in order; on the sheet ``form`` these are keys, one on each row.
SHEETS: dict[str, tuple[DefinitionColumn, ...]] = {
    sheet: tuple(replace(column, meaning=_meaning(sheet, column.name)) for column in known) for sheet, known in {
        FORM: _FORM, COVER: _COVER, CATEGORIES: _CATEGORIES, SECTIONS: _SECTIONS, CRITERIA: _CRITERIA, FIELDS: _FIELDS,
        CHOICES: _CHOICES, SCALES: _SCALES, CHECKS: _CHECKS, PREFILL: _PREFILL, UNITS: _UNITS}.items()
}
#: Sheets that a definition may leave out.
OPTIONAL_SHEETS = (COVER, SECTIONS, CHOICES, SCALES, CHECKS, PREFILL)
#: Sheets that are left out of the CSV files while nothing is in them.
RARE_SHEETS = (SECTIONS, SCALES, CHECKS, PREFILL)
#: The two columns of the sheet ``form``.
KEY, VALUE = "key", "value"


def column_of(sheet: str, name: str) -> DefinitionColumn:
    """The column of a sheet with that name.

    :raises KeyError: there is no such column.
    """
    for column in SHEETS[sheet]:
        if column.name == name:
            return column
    raise KeyError(name)


def must_be_filled(sheet: str, column: DefinitionColumn) -> bool:
    """Whether a column must be filled in on each row, itself or, of a text, in the other language."""
    return column.required or any(one.required for one in SHEETS[sheet] if one.name == column.other_language)


def header_of(sheet: str) -> list[str]:
    """The column names in row 1 of a sheet, all of them, in order."""
    return [KEY, VALUE] if sheet == FORM else [column.name for column in SHEETS[sheet]]
