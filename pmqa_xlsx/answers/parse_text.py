"""Reading choices, texts and telephone numbers."""

from __future__ import annotations

from collections.abc import Iterable

from pmqa_xlsx.answers.limits import AnswerLimits
from pmqa_xlsx.answers.model import Answer
from pmqa_xlsx.answers.outcome import date_of, is_date, refused, settled, unexpected_date
from pmqa_xlsx.answers.parse_number import as_shown
from pmqa_xlsx.answers.question import FieldQuestion
from pmqa_xlsx.cells import CellKind, CellValue, Shown
from pmqa_xlsx.form.model import Choice
from pmqa_xlsx.text.excel_text import excel_length, is_longer, number_text
from pmqa_xlsx.text.language import Lang
from pmqa_xlsx.text.thai import arabic_digits, clean, comparison_key


def parse_text(cell: CellValue, question: FieldQuestion) -> Answer:
    """Any text up to the longest allowed. Only white space at the ends may go unsaid; all else is a conversion."""
    if is_date(cell):
        return unexpected_date(cell)
    return _text(cell, arabic_digits(clean(cell.raw)).strip(), question.limits)


def parse_phone(cell: CellValue, question: FieldQuestion) -> Answer:
    """A telephone number, kept as typed.

    One kept as a number has lost its leading zero: Thai numbers have 9 digits (fixed lines) or 10 (mobile) with it.
    """
    if is_date(cell):
        return unexpected_date(cell)
    text = arabic_digits(clean(cell.raw)).strip()
    if cell.kind is CellKind.NUMBER and text.isdigit() and len(text) in (8, 9):
        return settled(cell, f"0{text}", as_typed=False)
    return _text(cell, text, question.limits)


def _text(cell: CellValue, text: str, limits: AnswerLimits) -> Answer:
    if is_longer(text, limits.longest):
        return refused(cell, "text-too-long", length=f"{excel_length(text):,}", limit=f"{limits.longest:,}")
    raw = cell.raw
    typed = cell.kind is CellKind.TEXT and (
        text == raw or (text == raw.strip() and not is_longer(raw, limits.longest)))
    return settled(cell, text, as_typed=typed)


def parse_choice(cell: CellValue, question: FieldQuestion) -> Answer:
    """One of the field's choices: by its label, else by a spelling of that, of the other language's label or the value.

    A field without a list of its own (the unit, which the form lists) takes any text.
    """
    if question.field.choices is None:
        return parse_text(cell, question)
    choices, lang = question.field.choices.choices, question.lang
    raw = cell.raw.strip()
    if cell.kind is CellKind.TEXT or (cell.kind is CellKind.NUMBER and cell.shown is Shown.PLAIN):
        for choice in choices:
            label = choice.label.of(lang)
            if raw == label.strip() and clean(label) == label and "\n" not in label:
                return settled(cell, choice.value, as_typed=True)
    texts = [raw]
    if cell.kind is CellKind.NUMBER and cell.shown is Shown.PERCENT:
        texts.append(number_text(as_shown(cell)))
    for text in texts:
        found = _find(choices, text, lang)
        if found is not None:
            return settled(cell, found.value, as_typed=False, shown=found.label)
    if is_date(cell) and date_of(cell) is not None:
        return unexpected_date(cell)
    return refused(cell, "not-a-choice", choices_th=", ".join(choice.label.of("th") for choice in choices),
                   choices_en=", ".join(choice.label.of("en") for choice in choices))


def _find(choices: Iterable[Choice], text: str, lang: Lang) -> Choice | None:
    """The only choice that the text can mean, this language's labels going before the other's and before values."""
    choices = tuple(choices)
    longest = max((len(text) for c in choices for text in (c.label.th, c.label.en, c.value)), default=0)
    if len(text) > 10 * longest + 100:  # no spelling of any of them; spares cleaning a cell's 32,767 characters
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
