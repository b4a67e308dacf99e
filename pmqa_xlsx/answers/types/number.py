"""Numbers. A per-cent cell is read as shown: 85 % is 85."""

from __future__ import annotations

import math
import random
import re
from dataclasses import replace
from decimal import Decimal
from functools import partial

from pmqa_xlsx.answers.answer_type import AnswerLimits, AnswerType, Bounds, FieldRules, Target, Validation
from pmqa_xlsx.answers.contents import NUMBER, Content
from pmqa_xlsx.answers.formulas import format_letter, is_number
from pmqa_xlsx.answers.model import Answer, accepted, is_date, refused, unexpected_date
from pmqa_xlsx.cells import CellKind, CellValue, Shown
from pmqa_xlsx.form.expressions.bound import ValueType
from pmqa_xlsx.form.model import Field
from pmqa_xlsx.text import plain_values
from pmqa_xlsx.text.excel_text import number_text
from pmqa_xlsx.text.language import Lang, Text
from pmqa_xlsx.text.thai import arabic_digits, clean

_NUMERAL = re.compile(r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+|[0-9]+)?(?:\.[0-9]+)?")
_PER_CENT = re.compile("(?:%|เปอร์เซ็นต์|เปอร์เซนต์)$")
_SIGNS = str.maketrans("\u2212\uff05\uff0b\uff0d\uff0e\uff0c", "-%+-.,")  # a minus sign, and full-width ones
_LONGEST = 60


def as_shown(cell: CellValue) -> float:
    """The number shown in the cell: 85 for 0.85 in a per-cent cell, exact to the digits that Excel stores."""
    number = float(cell.value or 0)
    if cell.shown is Shown.PERCENT and math.isfinite(number):
        return float(Decimal(repr(number)).scaleb(2))
    return number


def numeral(text: str) -> float | None:
    """The number in a text: digits of any script known here, thousands separators, a per-cent sign or its word;
    ``None`` if it is not clearly one number.
    """
    if len(text) > 10 * _LONGEST:
        return None
    text = arabic_digits(clean(text)).strip().translate(_SIGNS)
    text = _PER_CENT.sub("", text.removeprefix("ร้อยละ")).strip()
    if len(text) > _LONGEST or not any(char in "0123456789" for char in text) or not _NUMERAL.fullmatch(text):
        return None
    return float(text.replace(",", "").replace(" ", ""))


def _parse(cell: CellValue, rules: FieldRules, *, whole: bool) -> Answer:
    """A number, perhaps a whole one, within the limits."""
    limits = rules.limits
    if is_date(cell):
        return unexpected_date(cell, rules.field.calendar)
    number = number_in(cell)
    if number is None or not math.isfinite(number):
        return refused(cell, "not-a-number")
    if not limits.least <= number <= limits.most:
        return out_of_range(cell, number, limits)
    if whole and not number.is_integer():
        return refused(cell, "not-a-number", **exactly(cell))
    return accept_number(cell, number)


def out_of_range(cell: CellValue, number: float, limits: AnswerLimits) -> Answer:
    """The answer for a number outside the limits."""
    bounds = {name: number_text(bound) for name, bound in limits.named(number).items()}
    return refused(cell, "out-of-range", **exactly(cell), **bounds)


def exactly(cell: CellValue) -> dict[str, str]:
    """The fact by which an error names a number whose cell shows fewer digits: ``3.4`` where it shows 3."""
    number, seen = number_in(cell), numeral(cell.display)
    if cell.kind is not CellKind.NUMBER or number is None or seen in (None, number):
        return {}
    return {"value": f"{number_text(number)}{'%' if cell.shown is Shown.PERCENT else ''}"}


def accept_number(cell: CellValue, number: float) -> Answer:
    """The answer for a valid number."""
    as_typed = cell.kind is CellKind.NUMBER and cell.shown is Shown.PLAIN
    return accepted(cell, number_text(number), number + 0.0, as_typed=as_typed)


def number_in(cell: CellValue) -> float | None:
    """The number in a cell, as number or text; ``None`` if it is not clearly one."""
    if cell.kind is CellKind.NUMBER:
        return as_shown(cell)
    return numeral(cell.raw) if cell.kind is CellKind.TEXT else None


def _valid(target: Target, *, whole: bool) -> str:
    """The cell shows a number, perhaps a whole one, within the limits."""
    cell, limits = target.cell, target.limits

    def within(number: str) -> str:
        integer = f",{number}=INT({number})" if whole else ""
        return f"AND({number}>={number_text(limits.least)},{number}<={number_text(limits.most)}{integer})"

    # Excel for the web cannot give the format of a cell; without it the plain number is used.
    shown = format_letter(target.origin)
    return is_number(cell, f'{shown}<>"D"', f'IF({shown}="P",{within(f"ROUND({cell}*100,9)")},{within(cell)})')


def _check(target: Target) -> Validation:
    return Validation("decimal", "between", target.limits.least, target.limits.most)


def _check_whole(target: Target) -> Validation:
    """A whole number within the limits."""
    return Validation("whole", "between", target.limits.least, target.limits.most)


def _put(value: str, _rules: FieldRules) -> Content:
    """The number."""
    return float(value)


def _report(value: str, number: float | None, _rules: FieldRules) -> object:
    """The number; the value if there is none."""
    return value if number is None else number


def say_number(number: float, _lang: Lang) -> str:
    """The number in digits."""
    return number_text(number)


def room(field: Field, low: float, high: float) -> tuple[float, float]:
    """The range of a made-up answer: the field's own bounds, else the given ones."""
    least, most = field.minimum, field.maximum
    low = least if least is not None else min(low, most) if most is not None else low
    return low, most if most is not None else max(high, low)


def _sample(field: Field, chance: random.Random, quality: float) -> str:
    low, high = room(field, 0, 100)
    number = low + (high - low) * min(1.0, chance.uniform(0.5, 1.0) * quality + 0.1)
    return number_text(min(max(round(number, 2), low), high))


def _whole_sample(field: Field, chance: random.Random, _quality: float) -> str:
    low, high = room(field, 0, 120)
    return str(chance.randint(int(-(-low // 1)), int(high)))


DECIMAL = AnswerType(
    name="decimal", value_type=ValueType.NUMBER,
    limits=AnswerLimits(), bounds=Bounds(
        Text("ตัวเลข", "a number"), plain_values.number, number_text, say_number),
    has_length=False, has_choices=False,
    parse=partial(_parse, whole=False), dash_is_blank=True, is_text=False, personal=False,
    check=_check, valid=partial(_valid, whole=False),
    accepts=Text("ตัวเลข{range} ไม่ใส่หน่วย", "A number{range}, without a unit."),
    number_format=NUMBER, align="right", wraps=False, shrinks=False, width=12.0, least_width=10.5, lines=1, grows=False,
    put=_put, report=_report, sample=_sample,
)
INTEGER = replace(
    DECIMAL, name="integer", parse=partial(_parse, whole=True), check=_check_whole, valid=partial(_valid, whole=True),
    sample=_whole_sample,
    accepts=Text("จำนวนเต็ม{range} ไม่ใส่หน่วย", "A whole number{range}, without a unit."),
)
PERCENT = replace(
    DECIMAL, name="percent", limits=AnswerLimits(least=0, most=100),
    accepts=Text("ร้อยละเป็นตัวเลข{range} เช่น 85", "A per cent as a number{range}, e.g. 85."),
)
