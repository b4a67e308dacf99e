"""Times of day, in hours and minutes. In a workbook's file a time is the part of a day that has gone by."""

from __future__ import annotations

import datetime as dt
import math
import random
import re

from pmqa_xlsx.answers.answer_type import AnswerLimits, AnswerType, Bounds, FieldRules, Target, Validation
from pmqa_xlsx.answers.contents import TIME as TIME_FORMAT
from pmqa_xlsx.answers.contents import Content, clock, hours_text
from pmqa_xlsx.answers.formulas import format_letter, is_number
from pmqa_xlsx.answers.model import Answer, accepted, refused, unexpected_date
from pmqa_xlsx.answers.types.text import report_text
from pmqa_xlsx.cells import CellKind, CellValue, Shown
from pmqa_xlsx.form.expressions.bound import ValueType
from pmqa_xlsx.form.model import Field
from pmqa_xlsx.text import plain_values
from pmqa_xlsx.text.language import Lang, Text
from pmqa_xlsx.text.thai import arabic_digits, clean

_FIRST, _LAST = dt.time(0, 0), dt.time(23, 59)
_OPENS, _CLOSES = dt.time(8, 30), dt.time(16, 30)
_A_DAY = 1_440  #: minutes
#: Serial numbers between these, from 1910 on, are days with a time; smaller ones are more hours than a day has.
_FIRST_DAY, _LAST_DAY = 3_654, 2_958_466
_LONGEST = 60
_TEXT = re.compile(r"(?:เวลา)? ?([0-9]{1,2})[:.]([0-9]{2})(?:[:.]([0-9]{2}))? ?(?:น\.?|นาฬิกา|([ap])\.?m\.?)?",
                   re.IGNORECASE)


def parse_time(cell: CellValue, rules: FieldRules) -> Answer:
    """A time within the limits, as a time, the time of a day (also in a cell of another format), or a text.

    Seconds are left out, as the slot does not show them either. More hours than a day has are no time of day.
    """
    if cell.kind is CellKind.NUMBER:
        number = float(cell.value or 0)
        if cell.shown is Shown.DATE and number.is_integer():
            return unexpected_date(cell, rules.field.calendar)
        time = _time_of(number, cell.shown)
    else:
        time = _time_in(cell.raw) if cell.kind is CellKind.TEXT else None
    if time is None:
        return _no_time(cell)
    limits, shown = rules.limits, _written(time)
    if not limits.least <= time.replace(second=0) <= limits.most:
        return refused(cell, "out-of-range", value_th=shown, value_en=shown,
                       **{name: _written(bound) for name, bound in limits.named(time).items()})
    as_typed = cell.shown is Shown.TIME and float(cell.value or 0) < 1 and time.second == 0
    return accepted(cell, shown, as_typed=as_typed, shown=Text(f"เวลา {shown} น.", f"the time {shown}"))


def _time_of(number: float, shown: Shown) -> dt.time | None:
    """The time that a number is, in whole seconds."""
    if 0 <= number < 1 and shown is not Shown.PERCENT:
        return clock(number)
    is_moment = shown in (Shown.DATE, Shown.TIME) and _FIRST_DAY <= number < _LAST_DAY
    return clock(number % 1) if is_moment else None


def _time_in(raw: str) -> dt.time | None:
    """The time that a text states: ``8:30``, ``08.30 น.``, ``8:30:00``, ``8:30 PM``, with digits of any script."""
    if len(raw) > _LONGEST:
        return None
    match = _TEXT.fullmatch(" ".join(arabic_digits(clean(raw)).replace("：", ":").split()))
    if match is None:
        return None
    hour = int(match[1])
    if match[4]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match[4].lower() == "p" else 0)
    try:
        return dt.time(hour, int(match[2]), int(match[3] or 0))
    except ValueError:
        return None


def _no_time(cell: CellValue) -> Answer:
    """The error for what is no time of day, with the hours that a duration has; for a number such as 8.3, 08:30 is
    proposed.
    """
    if cell.kind is not CellKind.NUMBER:
        return refused(cell, "not-a-time")
    number = float(cell.value or 0)
    if cell.shown is Shown.TIME and math.isfinite(number):
        return refused(cell, "not-a-time", value_th=hours_text(number), value_en=hours_text(number))
    meant = _time_in(f"{number:.2f}") if cell.shown is Shown.PLAIN and not number.is_integer() else None
    return refused(cell, "not-a-time", proposal=_written(meant) if meant else "")


def _written(time: dt.time) -> str:
    return f"{time:%H:%M}"


def _say(time: dt.time, _lang: Lang) -> str:
    return _written(time)


def _check(target: Target) -> Validation:
    return Validation("time", "between", target.limits.least, target.limits.most)


def _valid(target: Target) -> str:
    """The cell holds a part of a day within the limits, to the minute."""
    least, most = (limit.hour * 60 + limit.minute for limit in (target.limits.least, target.limits.most))
    minute = _minute(target.cell)
    return is_number(target.cell, f'{format_letter(target.origin)}<>"P"', f"{target.cell}>=0", f"{target.cell}<1",
                     f"{minute}>={least}", f"{minute}<={most}")


def _minute(number: str) -> str:
    """The minute of the day; a little is added since 15 digits of a minute may be just under it."""
    return f"INT({number}*{_A_DAY}+0.00001)"


def _put(value: str, _rules: FieldRules) -> Content:
    return dt.time.fromisoformat(value)


def _sample(field: Field, chance: random.Random, _quality: float) -> str:
    least = field.minimum if field.minimum is not None else min(_OPENS, field.maximum or _OPENS)
    most = field.maximum if field.maximum is not None else max(_CLOSES, least)
    first, last = (time.hour * 60 + time.minute for time in (least, most))
    return "{:02}:{:02}".format(*divmod(chance.randint(first, last), 60))


TIME = AnswerType(
    name="time", value_type=ValueType.TIME,
    limits=AnswerLimits(_FIRST, _LAST, unsaid=(_FIRST, _LAST)),
    bounds=Bounds(Text("เวลา ชช:นน", "a time, HH:MM"), plain_values.time, _written, _say),
    has_length=False, has_choices=False,
    parse=parse_time, dash_is_blank=True, is_text=False, personal=False,
    check=_check, valid=_valid,
    accepts=Text("เวลาแบบ 24 ชั่วโมง{range} พิมพ์ ชั่วโมง:นาที เช่น 08:30",
                 "A time of day{range}, typed as hours and minutes of 24 hours, e.g. 08:30."),
    number_format=TIME_FORMAT, align="center", wraps=False, shrinks=False, width=12.0, lines=1, grows=False,
    least_width=6.5,
    put=_put, report=report_text, sample=_sample,
)
