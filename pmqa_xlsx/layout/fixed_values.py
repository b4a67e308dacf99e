"""Constants of a form's criteria: fixed texts and numbers to the left of the answers."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pmqa_xlsx.form.model import Field
from pmqa_xlsx.form.question import Question
from pmqa_xlsx.text.excel_text import number_text
from pmqa_xlsx.text.language import Lang, Text

#: A number without leading zeros, of no more digits than Excel keeps.
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,6})?")


def constant_fields(fields: Iterable[Field]) -> list[Field]:
    """The constants among some fields, one of each name."""
    return list({field.name: field for field in fields if field.is_constant}.values())


def constant_text(text: Text) -> Text:
    """A constant as its cell shows it: a number as Excel writes it."""
    def of(lang: Lang) -> str:
        plain = text.of(lang)
        return number_text(float(plain)) if is_plain_number(plain) else plain

    return Text(of("th"), of("en"))


def is_plain_number(text: str) -> bool:
    """Whether a constant is a number, and no code such as ``007``."""
    return _NUMBER.fullmatch(text) is not None


def constant_fact(question: Question) -> str:
    """The name of the placeholder for a constant of which units have their own."""
    return f"{question.criterion}.{question.field}"
