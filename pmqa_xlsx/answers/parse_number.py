"""Reading numbers and years. A cell that its user made a per-cent cell is read as it is shown: 85 % is 85."""

from __future__ import annotations

import math
import re
from decimal import Decimal

from pmqa_xlsx.answers.limits import AnswerLimits
from pmqa_xlsx.answers.model import Answer
from pmqa_xlsx.answers.outcome import is_date, refused, settled, unexpected_date
from pmqa_xlsx.answers.question import FieldQuestion
from pmqa_xlsx.cells import CellKind, CellValue, Shown
from pmqa_xlsx.text.excel_text import number_text
from pmqa_xlsx.text.thai import arabic_digits, clean, thai_year

_NUMERAL = re.compile(r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+|[0-9]+)?(?:\.[0-9]+)?")
_PER_CENT = "ร้อยละ"
_ERA = re.compile(r"(?:ปี)? ?(?:งบประมาณ)? ?(?:พ\.?ศ\.?|ค\.?ศ\.?)? ?([0-9]{4})")
_LONGEST = 60
#: Years that are taken for B.E., and for A.D. where a B.E. year is asked, inclusive.
FIRST_YEAR, LAST_YEAR = 2400, 2700
_FIRST_AD, _LAST_AD = 1900, 2157


def as_shown(cell: CellValue) -> float:
    """The number as the cell shows it: 85 for 0.85 in a per-cent cell, exact to the digits that Excel keeps."""
    number = float(cell.value or 0)
    if cell.shown is Shown.PERCENT and math.isfinite(number):
        return float(Decimal(repr(number)).scaleb(2))
    return number


def numeral(text: str) -> float | None:
    """The number that a text states: digits of any script known here, thousands separators, a per-cent sign or
    ``ร้อยละ``; ``None`` for anything that is not clearly one number.
    """
    if len(text) > 10 * _LONGEST:
        return None
    text = arabic_digits(clean(text)).strip().replace("\u2212", "-").replace("\uff05", "%")
    text = text.removeprefix(_PER_CENT).removesuffix("%").strip()
    if len(text) > _LONGEST or not any(char in "0123456789" for char in text) or not _NUMERAL.fullmatch(text):
        return None
    return float(text.replace(",", "").replace(" ", ""))


def parse_decimal(cell: CellValue, question: FieldQuestion) -> Answer:
    """A number within the limits."""
    return _parse(cell, question.limits, whole=False)


def parse_integer(cell: CellValue, question: FieldQuestion) -> Answer:
    """A whole number within the limits."""
    return _parse(cell, question.limits, whole=True)


def _parse(cell: CellValue, limits: AnswerLimits, *, whole: bool) -> Answer:
    if is_date(cell):
        return unexpected_date(cell)
    number = _number_in(cell)
    if number is None or not math.isfinite(number):
        return refused(cell, "not-a-number")
    if not limits.least <= number <= limits.most:
        return refused(cell, "out-of-range", **limits.facts(number))
    if whole and not number.is_integer():
        return refused(cell, "not-a-number")
    return _settle(cell, number)


def parse_year(cell: CellValue, question: FieldQuestion) -> Answer:
    """A B.E. year. An A.D. year is refused with the B.E. one proposed, for either may be meant."""
    if is_date(cell):
        return unexpected_date(cell)
    year = _year_in(cell)
    if year is None or not math.isfinite(year) or not year.is_integer():
        return refused(cell, "bad-year")
    if _FIRST_AD <= year <= _LAST_AD:
        return refused(cell, "bad-year", proposal=str(thai_year(int(year))))
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return refused(cell, "bad-year")
    if not question.limits.least <= year <= question.limits.most:
        return refused(cell, "out-of-range", **question.limits.facts(year))
    return _settle(cell, year)


def _settle(cell: CellValue, number: float) -> Answer:
    as_typed = cell.kind is CellKind.NUMBER and cell.shown is Shown.PLAIN
    return settled(cell, number_text(number), number + 0.0, as_typed=as_typed)


def _number_in(cell: CellValue) -> float | None:
    if cell.kind is CellKind.NUMBER:
        return as_shown(cell)
    return numeral(cell.raw) if cell.kind is CellKind.TEXT else None


def _year_in(cell: CellValue) -> float | None:
    if cell.kind is CellKind.TEXT and len(cell.raw) <= _LONGEST:
        era = _ERA.fullmatch(arabic_digits(clean(cell.raw)).strip())
        if era:
            return float(era[1])
    return _number_in(cell)
