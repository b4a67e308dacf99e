"""The sheets of a definition and their columns: name, whether required, type and meaning.

One table, ``schema.csv``, is used by the loader (known columns, required cells, how to read a cell), by the CSV writer
(order of columns) and by the workbook for people (explanations, dropdowns, widths). It has a row for each column: its
meaning (on ``fields`` as on ``cover`` where there is none), and what a
:class:`~pmqa_xlsx.definition.columns.DefinitionColumn` has; ``read`` names a reader in the module of that class,
``values_of`` the column whose values are offered.
"""

from __future__ import annotations

from pathlib import Path

from pmqa_xlsx.answers import TYPES
from pmqa_xlsx.definition import columns
from pmqa_xlsx.definition.columns import DefinitionColumn
from pmqa_xlsx.form.field import Origin
from pmqa_xlsx.text.language import LANGS, Text, read_table

FORM, COVER, CATEGORIES, SECTIONS, CRITERIA = "form", "cover", "categories", "sections", "criteria"
FIELDS, CHOICES, SCALES, CHECKS, PREFILL, UNITS = "fields", "choices", "scales", "checks", "prefill", "units"

#: What the table says by a word in braces: the types of answers and of cover fields, and how bounds are written.
_TYPES = {"{types}": ",".join(columns.TYPE_NAMES), "{cover_types}": ",".join([*TYPES, Origin.COMPUTED.value])}
_BOUNDS = Text(*(", ".join(dict.fromkeys(known.bounds.spelling.of(lang) for known in TYPES.values() if known.bounds))
                 for lang in LANGS))


def _sheets() -> dict[str, tuple[DefinitionColumn, ...]]:
    sheets: dict[str, dict[str, DefinitionColumn]] = {}
    for key, th, en, required, read, width, offers, values_of, rare in read_table(Path(__file__).with_suffix(".csv")):
        group, *of_column = key.split(".")
        if group == "COLUMNS":
            sheet, name = of_column
            meaning = Text(th.replace("{bounds}", _BOUNDS.th), en.replace("{bounds}", _BOUNDS.en))
            sheets.setdefault(sheet, {})[name] = DefinitionColumn(
                name, required == "yes", getattr(columns, read or "text"), float(width),
                f"@{values_of}" if values_of else _TYPES.get(offers, offers), rare == "yes",
                meaning or sheets[COVER][name].meaning)
    return {sheet: tuple(known.values()) for sheet, known in sheets.items()}


#: The columns of each sheet, in order; on the sheet ``form`` these are keys, one on each row.
SHEETS = _sheets()
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
