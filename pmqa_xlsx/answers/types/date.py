"""Dates. A workbook's file always contains A.D. dates; in Thai a cell shows the year of the form's calendar."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from functools import partial

from pmqa_xlsx.answers.answer_type import AnswerLimits, AnswerType, Bounds, FieldRules, Target, Validation
from pmqa_xlsx.answers.contents import DATE as DATE_FORMAT
from pmqa_xlsx.answers.contents import DATE_AD, Content
from pmqa_xlsx.answers.formulas import is_number
from pmqa_xlsx.answers.model import Answer, accepted, date_of, is_date, refused, unexpected_date
from pmqa_xlsx.answers.types.text import report_text
from pmqa_xlsx.cells import CellKind, CellValue
from pmqa_xlsx.form.expressions.bound import ValueType
from pmqa_xlsx.form.model import Field
from pmqa_xlsx.text import plain_values
from pmqa_xlsx.text.calendar import Calendar
from pmqa_xlsx.text.excel_text import date_to_serial
from pmqa_xlsx.text.language import Text
from pmqa_xlsx.text.thai import LAST_AD_YEAR, in_words, long_date, parse_thai_date

#: The first is late enough to reject a year typed alone into a date cell, which Excel reads as a day between 1905 and
#: 1907; the last is before the years that are B.E. read as A.D.
_FIRST, _LAST = dt.date(1910, 1, 1), dt.date(LAST_AD_YEAR, 12, 31)
_USUAL = dt.date(2026, 1, 1)
_DATE = Text("วันที่", "the date")


def parse_date(cell: CellValue, rules: FieldRules) -> Answer:
    """A date within the limits, from a date cell, a serial number in a cell with another format, or a text.

    A date with an A.D. year above 2400 is rejected: the program read a B.E. year as A.D., and only the person who
    typed it can confirm this.
    """
    calendar = rules.field.calendar
    if cell.kind is CellKind.NUMBER:
        date = date_of(cell)
    else:
        date = parse_thai_date(cell.raw) if cell.kind is CellKind.TEXT else None
    if date is None:
        return refused(cell, "bad-date")
    if cell.kind is CellKind.NUMBER and date.year > LAST_AD_YEAR:
        return unexpected_date(cell, calendar, wrong_era=True)
    limits = rules.limits
    if not limits.least <= date <= limits.most:
        shown = {"value": date, **limits.named(date)}
        return refused(cell, "out-of-range", **{
            fact: text for name, day in shown.items() for fact, text in in_words(name, day, calendar).items()})
    as_typed = is_date(cell) and float(cell.value or 0).is_integer()
    return accepted(cell, date.isoformat(), as_typed=as_typed, shown=Text(*in_words("", date, calendar).values()),
                    noun=_DATE)


def _check(target: Target) -> Validation:
    return Validation("date", "between", target.limits.least, target.limits.most)


def _valid(target: Target) -> str:
    """The cell contains a number that is a date within the limits."""
    cell, limits = target.cell, target.limits
    return is_number(cell, f"{cell}>={date_to_serial(limits.least)}", f"{cell}<{date_to_serial(limits.most) + 1}")


def _put(value: str, _rules: FieldRules) -> Content:
    return dt.date.fromisoformat(value)


def _sample(field: Field, chance: random.Random, _quality: float) -> str:
    first = field.minimum if field.minimum is not None else min(_USUAL, field.maximum or _USUAL)
    last = field.maximum or first + dt.timedelta(days=300)
    return (first + dt.timedelta(days=chance.randint(0, max((last - first).days, 0)))).isoformat()


_BOUND = Text("วันที่ ค.ศ. ปปปป-ดด-วว", "a day A.D., YYYY-MM-DD")
DATE = AnswerType(
    name="date", value_type=ValueType.DATE,
    limits=AnswerLimits(_FIRST, _LAST, unsaid=(_FIRST, _LAST)),
    bounds=Bounds(_BOUND, plain_values.date, dt.date.isoformat, long_date),
    has_length=False, has_choices=False,
    parse=parse_date, dash_is_blank=True, is_text=False, personal=False,
    check=_check, valid=_valid,
    accepts=Text("วันที่{range} พิมพ์ วัน/เดือน/ปี ค.ศ. เช่น 30/11/2026 ช่องจะแสดงเป็นปี พ.ศ.",
                 "A date{range}, typed with the year A.D., e.g. 30/11/2026."),
    number_format=DATE_FORMAT, align="center", wraps=False, shrinks=False, width=22.0, lines=1, grows=False,
    least_width=22.0,
    put=_put, report=report_text, sample=_sample,
)
DATE = replace(DATE, common=replace(
    DATE, number_format=DATE_AD, bounds=Bounds(_BOUND, plain_values.date, dt.date.isoformat,
                                               partial(long_date, calendar=Calendar.CE)),
    accepts=Text("วันที่{range} พิมพ์ วัน/เดือน/ปี ค.ศ. เช่น 30/11/2026", DATE.accepts.en)))
