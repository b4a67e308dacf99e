"""Which languages the texts of a form are in: those without English are shown in Thai in an English workbook."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pmqa_xlsx.definition import schema
from pmqa_xlsx.definition.tables import Tables
from pmqa_xlsx.definition.writing import form_to_tables
from pmqa_xlsx.form.model import Form
from pmqa_xlsx.text.language import LANGS, Text

_ENDINGS = tuple(f"_{lang}" for lang in LANGS)
_THAI = re.compile("[\u0e00-\u0e7f]")
#: The sheets with texts, and the columns that say which row of a sheet is meant.
_KEYS = {
    schema.FORM: "", schema.COVER: "name", schema.CATEGORIES: "code", schema.SECTIONS: "code",
    schema.CHECKS: "name", schema.CRITERIA: "category code", schema.FIELDS: "kind level name",
    schema.CHOICES: "list value", schema.UNITS: "code",
}


def lacking_english(form: Form) -> list[str]:
    """The places of the definition with a text in Thai letters and no English beside it.

    :returns: sheet, row and column of each, such as ``criteria 1/LD1 text_en``, in the definition's order.
    """
    return [place for place, text in _texts(form_to_tables(form)) if not text.en and _THAI.search(text.th)]


def is_all_english(tables: Tables) -> bool:
    """Whether a definition has texts, and none of them has a Thai letter."""
    texts = [text.th for _, text in _texts(tables) if text]
    return bool(texts) and not any(map(_THAI.search, texts))


def _texts(tables: Tables) -> Iterator[tuple[str, Text]]:
    """Every text with its place; a constant's can be in a column without a language."""
    known = schema.header_of(schema.CRITERIA)
    for sheet, keys in _KEYS.items():
        for row in tables[sheet]:
            place = " ".join(filter(None, [sheet, "/".join(row[key] for key in keys.split())]))
            in_both = dict.fromkeys(column[:-3] for column in row.cells if column[-3:] in _ENDINGS)
            yield from ((f"{place} {name}_en", row.text(name)) for name in in_both)
            own = [name for name in row.cells
                   if sheet == schema.CRITERIA and name not in known and name[-3:] not in _ENDINGS]
            yield from ((f"{place} {name}_en", Text(row[name])) for name in own)
