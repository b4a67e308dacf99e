"""Which languages the texts of a form are in: those without English are shown in Thai in an English workbook."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pmqa_xlsx.definition.schema import CATEGORIES, CHECKS, CHOICES, COVER, CRITERIA, FIELDS, FORM, SECTIONS, UNITS
from pmqa_xlsx.form.model import Form, Level
from pmqa_xlsx.text.language import Text

_THAI = re.compile("[\u0e00-\u0e7f]")


def lacking_english(form: Form) -> list[str]:
    """The places of the definition with a text in Thai letters and no English beside it.

    :returns: sheet, row and column of each, such as ``criteria 1/LD1 text_en``, in the definition's order.
    """
    return list(dict.fromkeys(place for place, text in _texts(form) if not text.en and _THAI.search(text.th)))


def is_all_english(form: Form) -> bool:
    """Whether the form has texts, and none of them has a Thai letter."""
    texts = [text.th for _, text in _texts(form) if text]
    return bool(texts) and not any(map(_THAI.search, texts))


def _texts(form: Form) -> Iterator[tuple[str, Text]]:
    yield f"{FORM} title_en", form.title
    yield f"{FORM} unit_label_en", form.unit_label
    for field in form.cover:
        yield f"{COVER} {field.name} label_en", field.label
        yield f"{COVER} {field.name} hint_en", field.hint
    for category in form.categories:
        yield f"{CATEGORIES} {category.code} title_en", category.title
        yield f"{CATEGORIES} {category.code} intro_en", category.intro
        yield f"{CATEGORIES} {category.code} sheet_en", category.sheet
        for section in category.sections:
            yield f"{SECTIONS} {section.code} title_en", section.title
    for check in form.checks:
        yield f"{CHECKS} {check.name} message_en", check.message
    for criterion in form.criteria():
        for name, text in criterion.constants.items():
            yield f"{CRITERIA} {criterion.category}/{criterion.code} {name}_en", text
        place = f"{CRITERIA} {criterion.category}/{criterion.code}"
        yield f"{place} section_en", criterion.subheading
        yield f"{place} text_en", criterion.text
        yield f"{place} guidance_en", criterion.guidance
    for kind in form.fields:
        for level in (Level.CATEGORY, Level.CRITERION):
            for field in form.fields_of(kind, level):
                place = f"{FIELDS} {kind}/{level}/{field.name}"
                yield f"{place} table_en", field.table
                yield f"{place} label_en", field.label
                yield f"{place} hint_en", field.hint
    for known in form.choice_lists:
        for choice in known.choices:
            yield f"{CHOICES} {known.name}/{choice.value} label_en", choice.label
    for unit in form.units:
        yield f"{UNITS} {unit.code} name_en", unit.name
