"""Telephone numbers."""

from __future__ import annotations

import random
from dataclasses import replace

from pmqa_xlsx.answers.answer_type import AnswerLimits, FieldRules
from pmqa_xlsx.answers.model import Answer, accepted, is_date, unexpected_date
from pmqa_xlsx.answers.types.text import TEXT, accept_text, cut
from pmqa_xlsx.cells import CellKind, CellValue
from pmqa_xlsx.form.model import Field
from pmqa_xlsx.text.language import Text
from pmqa_xlsx.text.thai import arabic_digits, clean


def parse_phone(cell: CellValue, rules: FieldRules) -> Answer:
    """A telephone number, kept as typed.

    One stored as a number has lost its leading zero: Thai numbers have 9 digits (fixed lines) or 10 (mobile) with it.
    """
    if is_date(cell):
        return unexpected_date(cell, rules.field.calendar)
    text = arabic_digits(clean(cell.display)).strip()
    if cell.kind is CellKind.NUMBER and text.isdigit() and len(text) in (8, 9):
        return accepted(cell, f"0{text}", as_typed=False)
    return accept_text(cell, text, rules.limits)


def _sample(field: Field, chance: random.Random, _quality: float) -> str:
    return cut(f"0{chance.randint(2, 7)}{chance.randint(1_000_000, 9_999_999)}", field)


PHONE = replace(
    TEXT, name="phone", limits=AnswerLimits(longest=100), parse=parse_phone, dash_is_blank=True, is_text=False,
    personal=True, width=16.0, sample=_sample,
    accepts=Text("หมายเลขโทรศัพท์ไม่เกิน {longest} ตัวอักษร", "A telephone number of at most {longest} characters."),
)
