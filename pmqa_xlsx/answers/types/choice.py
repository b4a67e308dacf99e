"""Choices: one entry of a list. The cell shows its label; the answer is its value."""

from __future__ import annotations

import random
from collections.abc import Iterable

from pmqa_xlsx.answers.answer_type import AnswerLimits, AnswerType, FieldRules, Target, Validation
from pmqa_xlsx.answers.contents import AS_TYPED, Content
from pmqa_xlsx.answers.model import Answer, accepted, date_of, is_date, refused, unexpected_date
from pmqa_xlsx.answers.types.number import exactly, number_in
from pmqa_xlsx.answers.types.text import parse_text
from pmqa_xlsx.cells import CellKind, CellValue, Shown
from pmqa_xlsx.form.expressions.bound import ValueType
from pmqa_xlsx.form.model import Choice, Field
from pmqa_xlsx.text.excel_text import number_text
from pmqa_xlsx.text.language import Lang, Text
from pmqa_xlsx.text.thai import clean, comparison_key


def parse_choice(cell: CellValue, rules: FieldRules) -> Answer:
    """One of the field's choices: by its label, else by another spelling of a label in either language or of the value.

    A field without its own list (the unit, which is on the form's list) accepts any text.
    """
    if rules.field.choices is None:
        return parse_text(cell, rules)
    choices, lang = rules.field.choices.choices, rules.lang
    raw = cell.raw.strip()
    if cell.kind is CellKind.TEXT or (cell.kind is CellKind.NUMBER and cell.shown is Shown.PLAIN):
        for choice in choices:
            label = choice.label.of(lang)
            if raw == label.strip() and clean(label) == label and "\n" not in label:
                return accepted(cell, choice.value, as_typed=True)
    number = number_in(cell)  # 3.0 typed as text, or 0.03 in a per-cent cell, is the choice 3
    for text in (raw, "" if number is None else number_text(number)):
        found = _find(choices, text, lang) if text else None
        if found is not None:
            return accepted(cell, found.value, as_typed=False, shown=found.label)
    if is_date(cell) and date_of(cell) is not None:
        return unexpected_date(cell, rules.field.calendar)
    return refused(cell, "not-a-choice", **exactly(cell),
                   choices_th=", ".join(choice.label.of("th") for choice in choices),
                   choices_en=", ".join(choice.label.of("en") for choice in choices))


def _find(choices: Iterable[Choice], text: str, lang: Lang) -> Choice | None:
    """The only choice that the text can mean; this language's labels first, then the other's, then values."""
    choices = tuple(choices)
    longest = max((len(text) for c in choices for text in (c.label.th, c.label.en, c.value)), default=0)
    if len(text) > 10 * longest + 100:  # too long for any spelling; avoids cleaning 32,767 characters
        return None
    other: Lang = "en" if lang == "th" else "th"
    key = comparison_key(text)
    for spellings in ([c.label.of(lang) for c in choices], [c.label.of(other) for c in choices],
                      [c.value for c in choices]):
        matches = [choice for choice, spelling in zip(choices, map(comparison_key, spellings), strict=True)
                   if spelling == key]
        if matches:
            return matches[0] if len(matches) == 1 else None
    return None


def _choices(field: Field) -> tuple[Choice, ...]:
    return field.choices.choices if field.choices else ()


def _from_list(target: Target) -> Validation:
    return Validation("list", formula=f"={target.list_name}")


def _valid(target: Target) -> str:
    """The text is a label of the list; a logical value is not, although LibreOffice treats TRUE as 1."""
    return f"AND(NOT(ISLOGICAL({target.cell})),SUMPRODUCT(--EXACT(TRIM({target.list_name}),{target.text}))>0)"


def _put(value: str, rules: FieldRules) -> Content:
    """The label of the choice; for a field without its own list, the value itself."""
    if rules.field.choices is None:
        return value
    for choice in _choices(rules.field):
        if choice.value == value:
            return choice.label.of(rules.lang)
    raise ValueError(f"{rules.field.name} has no choice {value!r}")


def _report(value: str, _number: float | None, rules: FieldRules) -> object:
    """The label of the choice; the value itself if the list has no such choice."""
    return next((one.label.of(rules.lang) for one in _choices(rules.field) if one.value == value), value)


def _sample(field: Field, chance: random.Random, quality: float) -> str:
    ranked = sorted(_choices(field), key=lambda choice: choice.score or 0.0, reverse=True)
    position = min(int(abs(chance.gauss(0, 1)) * (1.2 - quality) * len(ranked)), len(ranked) - 1)
    return ranked[position].value


CHOICE = AnswerType(
    name="choice", value_type=ValueType.CHOICE,
    limits=AnswerLimits(), bounds=None, has_length=False, has_choices=True,
    parse=parse_choice, dash_is_blank=False, is_text=False, personal=False,
    check=_from_list, valid=_valid,
    accepts=Text("เลือกคำตอบจากรายการที่กดลูกศรทางขวาของช่อง",
                 "Choose from the list: press the arrow at the right of the cell."),
    number_format=AS_TYPED, align="center", wraps=True, shrinks=False, width=12.0, lines=1, grows=False,
    put=_put, report=_report, sample=_sample,
)
