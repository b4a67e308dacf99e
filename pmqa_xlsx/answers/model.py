"""The result of reading a slot: an answer with its state, and remarks for findings.

A parser gives one of two: a value (:func:`accepted`), or the reason why there is none (:func:`refused`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from pmqa_xlsx.cells import CellKind, CellValue, Shown, serial_to_date
from pmqa_xlsx.light_dataclass import dataclass, field
from pmqa_xlsx.text.calendar import Calendar
from pmqa_xlsx.text.language import Text
from pmqa_xlsx.text.thai import christian_year, in_words

#: What a converted value is, by what the cell holds.
_WORDS = {CellKind.TEXT: Text("ตัวเลข", "number"), CellKind.NUMBER: Text("ข้อความ", "text"),
          CellKind.BOOLEAN: Text("ข้อความ", "text")}
_CHOICE = Text("ตัวเลือก", "choice")


class State(StrEnum):
    """The state of a slot; every slot of a return has exactly one."""

    OK = "ok"
    CONVERTED = "converted"
    EMPTY = "empty"
    INVALID = "invalid"

    @property
    def answered(self) -> bool:
        """Whether the slot has a valid value, as typed or after conversion."""
        return self in (State.OK, State.CONVERTED)


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark about an answer: a finding's code and facts, without a place."""

    code: str
    facts: Mapping[str, str] = field(default_factory=dict)


#: Begins the content of a slot that holds no valid answer. No cell can contain it, so no answer equals such a content.
_NO_ANSWER = "\x00"


def no_answer(raw: str) -> str:
    """The content, for comparing slots, of one whose text is no valid answer."""
    return _NO_ANSWER + raw


def typed_text(content: str) -> str:
    """What people see of a slot's content for comparing: the answer, or what was typed where it is none."""
    return content.removeprefix(_NO_ANSWER)


class Answer(NamedTuple):
    """The normalised content of one slot.

    :ivar value: normalised text: a choice's value, ASCII digits, white space trimmed; a date as YYYY-MM-DD (A.D.);
        empty if the state is ``empty`` or ``invalid``.
    :ivar number: the value's number if it has one (integer, decimal, percent 0–100, year in the form's calendar; a
        choice's score is *not* a number).
    :ivar raw: the cell's content, unchanged.
    :ivar emails: the addresses of an e-mail slot, in order; more than one if it contained several.
    """

    value: str
    number: float | None
    raw: str
    state: State
    remarks: tuple[Remark, ...] = ()
    emails: tuple[str, ...] = ()

    @property
    def content(self) -> str:
        """The content for comparing slots: the value, or what was typed, marked, if there is no value."""
        return no_answer(self.raw) if self.state is State.INVALID else self.value


BLANK = Answer("", None, "", State.EMPTY)


def accepted(
    cell: CellValue, value: str, number: float | None = None, *, as_typed: bool, shown: Text | None = None,
    noun: Text = _CHOICE, emails: tuple[str, ...] = (),
) -> Answer:
    """An answer with a value.

    :param as_typed: whether the cell already contained the value in the right form; else a notice reports the result.
    :param shown: the value as people see it, if that is not the value itself.
    :param noun: what that is, to be said where the cell contains the same characters as text.
    """
    if as_typed:
        return Answer(value, number, cell.held, State.OK, emails=emails)
    if shown is None and value == cell.raw.strip():  # 85 typed as text: the same characters, another kind of cell
        shown = Text(f"{_WORDS[cell.kind].th} {value}", f"{_WORDS[cell.kind].en} {value}")
    elif shown is not None and cell.raw.strip() in (shown.th, shown.of("en")):  # in another language, or shown as 300%
        shown = Text(f"{noun.th} {shown.th}", f"{noun.en} {shown.of('en')}")
    facts = {"result": value} if shown is None else {"result_th": shown.th, "result_en": shown.of("en")}
    if shown is None and value.split() == cell.raw.split():  # both would be shown alike
        facts["variant"] = "spaces"
    remark = Remark("value-converted", _as_seen(cell) | facts)
    return Answer(value, number, cell.held, State.CONVERTED, (remark,), emails)


def _as_seen(cell: CellValue) -> dict[str, str]:
    """The fact by which messages name the content of a number cell that shows another text than its plain number."""
    return {"value": cell.display} if cell.kind is CellKind.NUMBER and cell.display != cell.raw else {}


def refused(cell: CellValue, code: str, **facts: str) -> Answer:
    """An answer without a value, with the error that gives the reason; empty facts are left out."""
    known = {name: fact for name, fact in facts.items() if fact}
    return Answer("", None, cell.held, State.INVALID, (Remark(code, _as_seen(cell) | known),))


def is_date(cell: CellValue) -> bool:
    """Whether the cell contains a number that its format shows as a date or a time."""
    return cell.kind is CellKind.NUMBER and cell.shown in (Shown.DATE, Shown.TIME)


def date_of(cell: CellValue) -> dt.date | None:
    """The date (A.D.) of a number cell; ``None`` if the number is outside the calendar."""
    try:
        return serial_to_date(float(cell.value or 0))
    except (OverflowError, ValueError):
        return None


def unexpected_date(cell: CellValue, calendar: Calendar, *, wrong_era: bool = False) -> Answer:
    """The answer for a number shown as a date in a field that is no date, or with an A.D. year that is really B.E.

    The facts are the date (``value_th``, ``value_en``) and, for a wrong era, the day that is probably meant: in words
    as ``proposal_th`` and ``proposal_en``, and as ``proposal`` YYYY-MM-DD (A.D.).
    """
    if cell.shown is Shown.TIME:
        return refused(cell, "unexpected-date", value_th=cell.display, value_en=cell.display)
    date = date_of(cell)
    if date is None:
        return refused(cell, "unexpected-date")
    facts = in_words("value", date, Calendar.CE if wrong_era else calendar)
    if wrong_era:
        try:
            meant = date.replace(year=christian_year(date.year))
        except ValueError:  # 29 February of a year that is a leap year only as an A.D. year
            return refused(cell, "unexpected-date", **facts)
        facts |= {"proposal": meant.isoformat(), **in_words("proposal", meant, calendar)}
    return refused(cell, "unexpected-date", **facts)
