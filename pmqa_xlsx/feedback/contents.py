"""Content of the slots in a workbook sent back: the unit's answers, and typed text that is no valid answer."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal, InvalidOperation

from pmqa_xlsx.answers import FORMATS, cell_of, display, read_answer
from pmqa_xlsx.answers.contents import hours_text
from pmqa_xlsx.answers.model import Answer, State
from pmqa_xlsx.cells import EMPTY, CellKind, CellValue, Shown, serial_to_date
from pmqa_xlsx.consolidate.privacy import FORGOTTEN
from pmqa_xlsx.form.model import Field
from pmqa_xlsx.text.calendar import Calendar
from pmqa_xlsx.text.excel_text import excel_text
from pmqa_xlsx.text.language import Lang
from pmqa_xlsx.text.thai import clean, long_date

#: Error values that can be written to a workbook; others are written as text.
_ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})
_DATE_FOUND = "unexpected-date"


def content_of(answer: Answer, field: Field, codes: Collection[str], lang: Lang) -> CellValue:
    """The content of a slot, given the answer in it.

    A valid answer is written so that it is read back as the same answer; an invalid one stays visible as typed, in a
    form that is not read as a valid answer if the workbook comes back unchanged. If it would be one, and nothing is
    wrong at the slot itself, it is not known whether it belongs there: the slot is left empty.

    :param codes: the codes of the findings at the slot.
    """
    raw = answer.raw
    if raw.startswith(FORGOTTEN):
        return EMPTY
    if answer.state is State.INVALID:
        if not clean(raw).strip():
            return EMPTY
        options = list(_visible(raw, field, codes, lang))
        return next((one for one in options if read_answer(one, field, lang).state is State.INVALID),
                    options[0] if codes else EMPTY)
    if answer.state is State.EMPTY:
        return _text(raw) if clean(raw).strip() else EMPTY
    content = display(field, answer.value, lang)
    return _text(content) if isinstance(content, str) else cell_of(content)


def as_typed(content: CellValue, raw: str, lang: Lang, calendar: Calendar) -> str:
    """The typed content as people saw it: a date in words, not as the number stored in the file."""
    if content.shown in FORMATS[calendar]:
        return _words(float(content.value or 0), content.shown, lang, calendar) or raw
    return content.raw if content.kind is CellKind.TEXT else raw


def _visible(raw: str, field: Field, codes: Collection[str], lang: Lang) -> Iterator[CellValue]:
    """Possible forms of an invalid content, the simplest first.

    The frames do not show that a number was displayed as a date or per cent: as text it could be read as an answer.
    """
    number = _number(raw)
    if number is not None:
        shown = Shown.TIME if 0 <= number < 1 else Shown.DATE
        stored = CellValue(CellKind.NUMBER, float(number), shown)
        if _DATE_FOUND in codes:
            if words := _words(float(number), shown, lang, field.calendar):
                yield _text(words)
            yield stored
        elif shown is Shown.TIME and any(remark.code in codes for remark in read_answer(stored, field, lang).remarks):
            yield stored
    yield _text(raw)
    if number is not None:
        yield _text(f"{number.scaleb(2).normalize():f} %")
    if raw in _ERRORS:
        yield CellValue(CellKind.ERROR, raw)


def _text(text: str) -> CellValue:
    return CellValue(CellKind.TEXT, excel_text(text))


def _number(raw: str) -> Decimal | None:
    try:
        number = Decimal(raw) if raw.isascii() else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() and number.adjusted() < 15 else None


def _words(number: float, shown: Shown, lang: Lang, calendar: Calendar) -> str:
    """The time or date that a number is shown as; empty if it is no date."""
    if shown is Shown.TIME:
        return hours_text(number)
    try:
        return long_date(serial_to_date(number), lang, calendar)
    except (OverflowError, ValueError):
        return ""
