"""Reading dates."""

from __future__ import annotations

from pmqa_xlsx.answers.model import Answer
from pmqa_xlsx.answers.outcome import date_of, is_date, refused, settled, unexpected_date
from pmqa_xlsx.answers.question import FieldQuestion
from pmqa_xlsx.cells import CellKind, CellValue
from pmqa_xlsx.text.language import Text
from pmqa_xlsx.text.thai import LAST_AD_YEAR, long_date, parse_thai_date


def parse_date(cell: CellValue, question: FieldQuestion) -> Answer:
    """A day within the limits, as a date cell, a serial number in a cell of another format, or a text.

    A date whose A.D. year is above 2400 is refused: the program took a B.E. year for A.D., and only the person who
    typed it can say so.
    """
    if cell.kind is CellKind.NUMBER:
        date = date_of(cell)
    else:
        date = parse_thai_date(cell.raw) if cell.kind is CellKind.TEXT else None
    if date is None:
        return refused(cell, "bad-date")
    if cell.kind is CellKind.NUMBER and date.year > LAST_AD_YEAR:
        return unexpected_date(cell, wrong_era=True)
    words = Text(long_date(date, "th"), long_date(date, "en"))
    if not question.limits.first <= date <= question.limits.last:
        bounds = question.limits.date_facts()
        return refused(cell, "out-of-range", value_th=words.th, value_en=words.en, **bounds)
    as_typed = is_date(cell) and float(cell.value or 0).is_integer()
    return settled(cell, date.isoformat(), as_typed=as_typed, shown=words)
