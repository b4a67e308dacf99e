"""The content of a round's ledger: its forms, the facts, the state on a day derived from them, the record of a run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypedDict, cast

from pmqa_xlsx.consolidate.frame_rows import COUNTED
from pmqa_xlsx.consolidate.round_facts import RoundFacts
from pmqa_xlsx.consolidate.run_record import RunRecord
from pmqa_xlsx.consolidate.schema import EventKind
from pmqa_xlsx.errors import InputNotFound
from pmqa_xlsx.form.model import Form
from pmqa_xlsx.ledger.definitions import form_of
from pmqa_xlsx.ledger.events import decisions_of, extensions_of, letters_of
from pmqa_xlsx.ledger.ledger_file import Event, unpacking
from pmqa_xlsx.ledger.store import Ledger
from pmqa_xlsx.rounds.history import event_rows
from pmqa_xlsx.rounds.outgoing import form_sent_out
from pmqa_xlsx.system.clock import now
from pmqa_xlsx.text.calendar import iso_text, thai_time

if TYPE_CHECKING:
    from pmqa_xlsx.consolidate.consolidation import Consolidation


def forms_of(ledger: Ledger, given: Sequence[Form] = ()) -> list[Form]:
    """The forms of the round, the one given last first: it rules texts, dates and units."""
    from pmqa_xlsx.definition.loading import load_form

    kept = [form_of(files, checked=True) for files in ledger.definitions()]
    mine = {(form.form_id, form.form_version): form for form in [*kept, *given]}
    order = [*reversed(given), *reversed(kept)]
    forms = [mine[key] for key in dict.fromkeys((form.form_id, form.form_version) for form in order)]
    return forms or [form_sent_out(ledger.path.parent)[0] or load_form()]


def facts_of(
    ledger: Ledger, as_of: dt.datetime | None, *, contacts: bool = True,
    forms: Sequence[Form] = (), skipped: Mapping[str, int] | None = None,
) -> RoundFacts:
    """The facts from which the round's state is derived.

    :param as_of: the moment that is asked about; ``None`` for now.
    """
    settled, moment = ledger.settings(), now()
    facts = RoundFacts(
        ledger.returns(), tuple(forms_of(ledger, forms)), int(settled["year"]),
        thai_time(as_of or moment).replace(microsecond=0), now=moment,
        contacts=contacts and keeps_contacts(ledger), skipped=skipped or {})
    end = facts.cutoff
    kinds = (EventKind.DECISION, EventKind.UNDO, EventKind.EXTENSION, EventKind.LETTER)
    entries = [event for event in ledger.events(*kinds) if end is None or event.at <= end]
    with unpacking(ledger.path):
        return replace(facts, decisions=decisions_of(entries), extensions=extensions_of(entries),
                       letters=letters_of(entries))


def results_of(
    ledger: Ledger, as_of: dt.datetime | None, *, contacts: bool = True,
    came: Mapping[str, int] | None = None, record: bool = False,
) -> Consolidation:
    """The state of the round as frames.

    :param came: how many arrivals a run added, for its record.
    :param record: whether to record this as a run, with what counted in it.
    """
    from pmqa_xlsx.consolidate.build_frame import LazyFrame
    from pmqa_xlsx.consolidate.frames import frames_of
    from pmqa_xlsx.consolidate.schema import EventRow

    skipped = {name: count for name, count in (came or {}).items() if name not in ("new", "known")}
    facts = facts_of(ledger, as_of, contacts=contacts, skipped=skipped)
    cutoff = None if record else facts.cutoff  # the round's own folder states all: the ledger is rebuilt from it
    events = [event for event in ledger.events() if cutoff is None or event.at <= cutoff]
    arrivals = [one for one in ledger.arrivals()
                if cutoff is None or one.origin.received_at is None or one.origin.received_at <= cutoff]
    result = frames_of(facts)
    event = run_event(result, facts.as_of, came or {})
    before = [event for event in events if event.kind is EventKind.RUN]  # of a past day, the runs by that day
    runs = len(ledger.events(EventKind.RUN))
    if record:
        with ledger.transaction():
            event = replace(event, number=ledger.add_event(event))
        events = [*events, event]
    columns = ("file", "sha256", "unit_code", "likely_unit", "status")
    shown = list(zip(*(result.returns[name] for name in columns), strict=True))
    units = {(file, sha256): likely or unit for file, sha256, unit, likely, _ in shown}
    files = {sha256: file for file, sha256, *_, status in shown if status != "duplicate"}
    frame = LazyFrame.of_rows(EventRow, [facts], lambda _: event_rows(
        events, arrivals, units, files, result.calendar, contacts=facts.contacts))
    return replace(result, frames=result.frames.with_frame("events", frame), run=runs + record,
                   since=since(before[-1] if before else None, event, came or {}))


def keeps_contacts(ledger: Ledger) -> bool:
    """Whether the round keeps personal data."""
    return ledger.settings().get("contacts") != "no"


class PastRun(TypedDict):
    """A run, and what counted in it; of one unit only ``counted`` and ``standing`` are narrowed to it.

    :ivar at: when it ran; ``as_of`` the moment that its results are of. Both ISO 8601, A.D.
    :ivar run: its number, from 1 on.
    :ivar standing: by unit, as in the frame ``units``; ``percent`` the total, 0–100, of units that have one.
    :ivar units: how many there are; ``returned``: of how many something counted.
    :ivar new: how many arrivals it added; ``known``: how many it met again.
    :ivar statuses: how many returns had each status.
    :ivar counted: by unit the SHA-256 of its return; where several are joined, those of each part of the form.
    """

    at: str
    as_of: str
    run: int
    standing: Mapping[str, str]
    percent: Mapping[str, float]
    units: int
    returned: int
    new: int
    known: int
    statuses: Mapping[str, int]
    counted: Mapping[str, str | Mapping[str, Sequence[str]]]


def past_run(ledger: Ledger, moment: dt.datetime, unit: str | None) -> PastRun:
    """The last run by a moment.

    :param unit: whose standing and counted returns to give; ``None`` for all.
    :raises InputNotFound: there was none.
    """
    runs = [(run, event) for run, event in enumerate(ledger.events(EventKind.RUN), start=1) if event.at <= moment]
    if not runs:
        raise InputNotFound("no-run-yet", directory=ledger.path.parent, day=moment.date())
    run, event = runs[-1]
    data: dict[str, Any] = {"at": event.at.isoformat(), "run": run, **event.data}
    if unit is not None:
        data |= {name: {unit: data.get(name, {}).get(unit, "")} for name in ("counted", "standing")}
    return cast("PastRun", data)


def run_event(result: Consolidation, as_of: dt.datetime, came: Mapping[str, int]) -> Event:
    """A run as an event: for each unit the SHA-256 of the returns that count, all of its answers or the parts.

    :param came: how many arrivals the run added or knew.
    """
    statuses = result.returns["status"].value_counts()
    data = replace(RunRecord.of(result), as_of=as_of).data()
    data |= {"new": came.get("new", 0), "known": came.get("known", 0), "statuses": {
        str(status): int(count) for status, count in sorted(statuses.items())}, "counted": _counted(result)}
    return Event(now(), EventKind.RUN, data=data)


def _counted(result: Consolidation) -> dict[str, Any]:
    """By unit, the return that all its answers are from; where several are joined, that of each category and field."""
    counted = result.returns[result.returns["status"].isin(COUNTED)]
    found: dict[str, Any] = dict(zip(counted["unit_code"], counted["sha256"], strict=True))
    joined = result.returns.loc[result.returns["status"] == "joined", "unit_code"]
    for chunk in result.frames.chunks("answers") if len(joined) else ():
        answers = chunk[chunk["unit_code"].isin(joined) & (chunk["state"] != "empty")]
        columns = (answers[name].tolist() for name in ("unit_code", "category", "field", "sha256"))
        for unit, category, field, sha256 in zip(*columns, strict=True):
            if isinstance(found[unit], str):
                found[unit] = {}
            found[unit].setdefault(f"{category} {field}".strip(), set()).add(sha256)
    return {unit: one if isinstance(one, str) else {part: sorted(those) for part, those in one.items()}
            for unit, one in found.items()}


def since(before: Event | None, event: Event, came: Mapping[str, int]) -> dict[str, Any]:
    """The differences from the run before, for ``summary.json``.

    :returns: the number of new and known arrivals, and by unit the standing before and now where it changed.
    """
    was = before.data.get("standing", {}) if before else {}
    return {
        "at": iso_text(before.at) if before else "", "new": came.get("new", 0), "known": came.get("known", 0),
        "units": {unit: [was.get(unit, ""), word] for unit, word in event.data.get("standing", {}).items()
                  if before is not None and was.get(unit, "") != word}}
