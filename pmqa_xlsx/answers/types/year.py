"""Years of the form's calendar: of the Buddhist Era (B.E.), or of the common era."""

from __future__ import annotations

import math
import random
import re
from dataclasses import replace
from functools import partial

from pmqa_xlsx.answers.answer_type import AnswerLimits, Bounds, FieldRules
from pmqa_xlsx.answers.model import Answer, is_date, refused, unexpected_date
from pmqa_xlsx.answers.types.number import INTEGER, accept_number, exactly, number_in, out_of_range, room, say_number
from pmqa_xlsx.cells import CellKind, CellValue
from pmqa_xlsx.form.model import Field
from pmqa_xlsx.text import plain_values
from pmqa_xlsx.text.calendar import Calendar
from pmqa_xlsx.text.excel_text import number_text
from pmqa_xlsx.text.language import Text
from pmqa_xlsx.text.thai import arabic_digits, christian_year, clean, is_of_other_era, thai_year

_ERA = re.compile(r"(?:ปี)? ?(?:งบประมาณ)? ?(?:([พค])\.?ศ\.?)? ?([0-9]{4})")
_LONGEST = 60
#: The range of made-up years.
_USUAL = {Calendar.BE: (2560, 2569), Calendar.CE: (2017, 2026)}
#: How a message about a wrong year names the calendar.
_FACTS = {Calendar.BE: {"era_th": "พ.ศ.", "era_en": "B.E.", "example": "2569"},
          Calendar.CE: {"era_th": "ค.ศ.", "era_en": "C.E.", "example": "2026"}}


def parse_year(cell: CellValue, rules: FieldRules) -> Answer:
    """A year of the form's calendar. One of the other is rejected with a proposal, since either may be meant."""
    if is_date(cell):
        return unexpected_date(cell, rules.field.calendar)
    calendar, number = rules.field.calendar, _year_in(cell)
    if number is None or not math.isfinite(number) or not number.is_integer():
        return refused(cell, "bad-year", **exactly(cell), **_FACTS[calendar])
    year = int(number)
    if year not in calendar.years:
        return refused(cell, "bad-year", proposal=_proposal(year, calendar), **_FACTS[calendar])
    if not rules.limits.least <= year <= rules.limits.most:
        return out_of_range(cell, year, rules.limits)
    return accept_number(cell, number)


def _proposal(year: int, calendar: Calendar) -> str:
    """A year of the other calendar in this one."""
    if calendar is Calendar.BE:
        return str(thai_year(year)) if year in Calendar.CE.years else ""
    return str(christian_year(year)) if year in Calendar.BE.years else ""


def _year_in(cell: CellValue) -> float | None:
    if cell.kind is CellKind.TEXT and len(cell.raw) <= _LONGEST:
        era = _ERA.fullmatch(arabic_digits(clean(cell.raw)).strip())
        if era and not is_of_other_era(era[1], int(era[2])):
            return float(era[2])
    return number_in(cell)


def _sample(field: Field, chance: random.Random, _quality: float) -> str:
    low, high = room(field, *_USUAL[field.calendar])
    return str(chance.randint(int(low), int(high)))


_BOUND = Text("ปีตามปฏิทินของแบบ", "a year in the form's calendar")
YEAR = replace(
    INTEGER, name="year", limits=AnswerLimits(least=Calendar.BE.years[0], most=Calendar.BE.years[-1]),
    bounds=Bounds(_BOUND, plain_values.year, number_text, say_number),
    parse=parse_year, align="center", sample=_sample,
    accepts=Text("ปี พ.ศ. สี่หลัก{range}", "A Buddhist Era year of four digits{range}."),
)
YEAR = replace(YEAR, common=replace(
    YEAR, limits=AnswerLimits(least=Calendar.CE.years[0], most=Calendar.CE.years[-1]),
    bounds=Bounds(_BOUND, partial(plain_values.year, calendar=Calendar.CE), number_text, say_number),
    accepts=Text("ปี ค.ศ. สี่หลัก{range}", "A year of four digits{range}.")))
