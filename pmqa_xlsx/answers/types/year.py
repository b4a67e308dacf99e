"""Years of the form's calendar: of the Buddhist Era (B.E.), or of the common era."""

from __future__ import annotations

import math
import random
import re
from collections.abc import Callable
from dataclasses import replace

from pmqa_xlsx.answers.answer_type import AnswerLimits, Bounds, FieldRules
from pmqa_xlsx.answers.model import Answer, is_date, refused, unexpected_date
from pmqa_xlsx.answers.types.number import INTEGER, accept_number, number_in, out_of_range, room, say_number
from pmqa_xlsx.cells import CellKind, CellValue
from pmqa_xlsx.form.model import Field
from pmqa_xlsx.text import plain_values
from pmqa_xlsx.text.calendar import Calendar
from pmqa_xlsx.text.excel_text import number_text
from pmqa_xlsx.text.language import Text
from pmqa_xlsx.text.plain_values import FIRST_YEAR, FIRST_YEAR_AD, LAST_YEAR, LAST_YEAR_AD
from pmqa_xlsx.text.thai import arabic_digits, christian_year, clean, thai_year

_ERA = re.compile(r"(?:ปี)? ?(?:งบประมาณ)? ?(?:พ\.?ศ\.?|ค\.?ศ\.?)? ?([0-9]{4})")
_LONGEST = 60
_YEARS_BE, _YEARS_AD = range(FIRST_YEAR, LAST_YEAR + 1), range(FIRST_YEAR_AD, LAST_YEAR_AD + 1)
#: How a message about a wrong year names the calendar.
_FACTS = {Calendar.BE: {"era_th": "พ.ศ.", "era_en": "B.E.", "example": "2569"},
          Calendar.CE: {"era_th": "ค.ศ.", "era_en": "C.E.", "example": "2026"}}


def parse_year(cell: CellValue, rules: FieldRules) -> Answer:
    """A B.E. year. An A.D. year is rejected with a proposal of the B.E. one, since either may be meant."""
    return _parse(cell, rules, lambda year: thai_year(year) if year in _YEARS_AD else None, _YEARS_BE)


def parse_common_year(cell: CellValue, rules: FieldRules) -> Answer:
    """The same for a year A.D.; a B.E. year is rejected."""
    return _parse(cell, rules, lambda year: christian_year(year) if year in _YEARS_BE else None, _YEARS_AD)


def _parse(cell: CellValue, rules: FieldRules, in_other: Callable[[int], int | None], years: range) -> Answer:
    if is_date(cell):
        return unexpected_date(cell, rules.field.calendar)
    number, facts = _year_in(cell), _FACTS[rules.field.calendar]
    if number is None or not math.isfinite(number) or not number.is_integer():
        return refused(cell, "bad-year", **facts)
    year = int(number)
    if year not in years:
        return refused(cell, "bad-year", proposal=str(in_other(year) or ""), **facts)
    if not rules.limits.least <= year <= rules.limits.most:
        return out_of_range(cell, year, rules.limits)
    return accept_number(cell, number)


def _year_in(cell: CellValue) -> float | None:
    if cell.kind is CellKind.TEXT and len(cell.raw) <= _LONGEST:
        era = _ERA.fullmatch(arabic_digits(clean(cell.raw)).strip())
        if era:
            return float(era[1])
    return number_in(cell)


def _sample(field: Field, chance: random.Random, _quality: float) -> str:
    low, high = room(field, 2560, 2569)
    return str(chance.randint(int(low), int(high)))


def _common_sample(field: Field, chance: random.Random, _quality: float) -> str:
    low, high = room(field, 2017, 2026)
    return str(chance.randint(int(low), int(high)))


_BOUND = Text("ปีตามปฏิทินของแบบ", "a year in the form's calendar")
_COMMON = replace(
    INTEGER, name="year", limits=AnswerLimits(least=FIRST_YEAR_AD, most=LAST_YEAR_AD),
    bounds=Bounds(_BOUND, plain_values.year_ad, number_text, say_number),
    parse=parse_common_year, align="center", sample=_common_sample,
    accepts=Text("ปี ค.ศ. สี่หลัก{range}", "A year of four digits{range}."),
)
YEAR = replace(
    INTEGER, name="year", limits=AnswerLimits(least=FIRST_YEAR, most=LAST_YEAR),
    bounds=Bounds(_BOUND, plain_values.year, number_text, say_number),
    parse=parse_year, align="center", sample=_sample,
    accepts=Text("ปี พ.ศ. สี่หลัก{range}", "A Buddhist Era year of four digits{range}."),
    common=_COMMON,
)
