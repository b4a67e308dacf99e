"""What an office wants to know of a form before it is sent to everybody: weights, size, what is personal, and which
texts have no English; these are shown in Thai in an English workbook.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pmqa_xlsx.answers import find_type
from pmqa_xlsx.answers.model import BLANK
from pmqa_xlsx.definition import schema
from pmqa_xlsx.definition.tables import Tables
from pmqa_xlsx.definition.writing import form_to_tables
from pmqa_xlsx.form.field import Field
from pmqa_xlsx.form.model import Form
from pmqa_xlsx.form.person import persons_in
from pmqa_xlsx.layout import Layout, plan_layout
from pmqa_xlsx.layout.rules import form_rules, required_slots
from pmqa_xlsx.layout.sizes import pages_of, row_heights
from pmqa_xlsx.text.language import LANGS, Lang, Text


class Weight(NamedTuple):
    """What one category, section or criterion weighs in the total.

    :ivar level: ``criterion``, ``section`` or ``category``.
    :ivar percent: its share of the total, 0–100, when everything counts.
    """

    level: str
    code: str
    percent: float


class FormOverview(NamedTuple):
    """A form in figures.

    :ivar slots: how many cells a unit can answer; ``required``: how many of them it must, whatever it answers.
    :ivar pages: about how many A4 pages an empty workbook prints on.
    :ivar personal: the names of the fields whose answers are about a person.
    """

    weights: list[Weight]
    slots: int
    required: int
    pages: int
    personal: list[str]


def overview(form: Form, lang: Lang) -> FormOverview:
    """A form in figures.

    :param lang: language of the workbook whose pages are estimated.
    """
    layout = plan_layout(form)
    tree = form_rules(layout).scores
    nodes = list(tree.nodes())[:-1] if tree else []
    typed = [slot for slot in layout.slots if not slot.field.is_computed]
    return FormOverview([Weight(node.level, node.code, 100.0 * node.share) for node in nodes], len(typed),
                        sum(required_slots(layout, [BLANK] * len(layout.slots))), _pages(layout, lang),
                        personal_fields(form))


def _pages(layout: Layout, lang: Lang) -> int:
    texts = {(sheet.key, text.cell): text.text.of(lang) for sheet in layout.sheets for text in sheet.texts}
    pages = 0
    for sheet in layout.sheets:
        if not sheet.kind.hidden:
            heights = row_heights(sheet, texts, ())
            repeated = sum(heights.get(row, 0.0) for row in range(sheet.header_row + 1))
            pages += pages_of(sheet, sum(heights.values()), repeated)
    return pages


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


def personal_fields(form: Form) -> list[str]:
    """The names of the fields about a person: marked so, always so, or of a person of whom more than one is asked."""
    fields = [*form.cover, *(one for asked in form.fields.values() for one in asked)]
    of_persons = {name for person in persons_in(one.name for one in fields) for name in person}

    def about_person(field: Field) -> bool:
        known = find_type(field.type)
        return bool(field.personal or (known and known.personal) or field.name in of_persons)

    return list(dict.fromkeys(one.name for one in fields if about_person(one)))
