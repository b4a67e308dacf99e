"""Findings about a return that come from the other returns of its unit, and from the due date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from pmqa_xlsx.consolidate.privacy import WITHHELD, is_personal
from pmqa_xlsx.consolidate.return_stats import ReturnStats, answered_slots
from pmqa_xlsx.findings import Finding
from pmqa_xlsx.layout import Slot
from pmqa_xlsx.text.calendar import thai_time
from pmqa_xlsx.text.thai import long_date


def duplicate(first: ReturnStats) -> Finding:
    """The same bytes came as ``first``, which stays."""
    return Finding("duplicate-file", facts={"other": first.origin.file})


def superseded(one: ReturnStats, winner: ReturnStats) -> Finding:
    """Another return of the unit counts instead: a newer one, or for one without any answer one that has some."""
    emptier = {"emptier": "yes"} if not one.filled and winner.filled else {}
    return Finding("superseded", facts={"other": winner.origin.file, **_sent(winner), **emptier})


def less_complete(newer: ReturnStats, older: Sequence[ReturnStats], *, contacts: bool) -> Iterator[Finding]:
    """Say what a return lost, compared with the fullest of those that it supersedes.

    :param older: in the order of their precedence.
    :param contacts: whether answers that are personal data may be quoted.
    """
    fullest = max(reversed(older), key=lambda m: m.filled, default=None)
    if fullest is None or newer.filled >= fullest.filled:
        return
    kept = {slot.question for slot, _ in answered_slots(newer)}
    lines, places = [], []
    for slot, read in answered_slots(fullest):
        if slot.question not in kept:
            shown = contacts or not is_personal(slot)
            lines.append(f"{_question_text(slot)}: {read.answer.value if shown else WITHHELD}")
            places.append(f"{read.sheet} {read.cell} “{read.answer.raw if shown else WITHHELD}”")
    yield Finding("less-complete", value="\n".join(lines), facts={
        "other": fullest.origin.file, "count": str(len(lines)), "lost": "; ".join(places)})


def late(one: ReturnStats) -> Iterator[Finding]:
    """Say so when a return was sent after the due date (A.D.) for its fiscal year, by the calendar of Thailand."""
    if one.layout is None or one.year is None or one.origin.sent_at is None:
        return
    due = one.layout.form.due_in(one.year)
    days = (thai_time(one.origin.sent_at).date() - due).days if due else 0
    if due and days > 0:
        yield Finding("late", facts={"days": str(days), **_day("due", due), **_sent(one)})


def _sent(one: ReturnStats) -> dict[str, str]:
    """The day on which a return was sent, in words; nothing where it is not known."""
    return {} if one.origin.sent_at is None else _day("sent", thai_time(one.origin.sent_at).date())


def _day(fact: str, day: dt.date) -> dict[str, str]:
    return {f"{fact}_th": long_date(day, "th"), f"{fact}_en": long_date(day, "en")}


def _question_text(slot: Slot) -> str:
    number = f" {slot.question.slot}" if slot.field.slots > 1 else ""
    return f"{slot.question.code} {slot.question.field}{number}".strip()
