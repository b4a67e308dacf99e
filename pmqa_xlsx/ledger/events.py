"""The events of a round: the office's entries as facts for the frames, and each event in plain sentences."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pmqa_xlsx.consolidate.arrivals import file_name
from pmqa_xlsx.consolidate.correspondence import Letter, LetterKind, LetterState, Matter, Recipient
from pmqa_xlsx.consolidate.decisions import Decision, Extension, Ruling
from pmqa_xlsx.consolidate.schema import EventKind, EventRow
from pmqa_xlsx.ledger import words
from pmqa_xlsx.ledger.ledger_file import Arrival, Event
from pmqa_xlsx.text.calendar import Calendar, iso_text
from pmqa_xlsx.text.language import Lang
from pmqa_xlsx.text.thai import long_date


def decisions_of(events: Iterable[Event]) -> list[Decision]:
    """The decisions in force: those that were not undone; an undo reverts the last one on its return.

    :param events: of the kinds ``decision`` and ``undo``, in their order.
    """
    in_force: list[Decision] = []
    for event in events:
        data = event.data or {}
        if event.kind is EventKind.UNDO:
            last = next((one for one in reversed(in_force) if one.sha256 == event.sha256), None)
            if last is not None:
                in_force.remove(last)
        elif event.kind is EventKind.DECISION:
            matters: Any = data.get("matters")
            in_force.append(Decision(
                event.sha256, Ruling(str(data["verdict"])), reason=str(data.get("reason", "")), decided_by=event.by,
                at=event.at, unit_code=str(data.get("unit", "")), number=event.number,
                matters=None if matters is None else frozenset(Matter(*one) for one in matters),
                carried_from=dt.datetime.fromisoformat(str(data["carried_from"])) if "carried_from" in data else None))
    return in_force


def extensions_of(events: Iterable[Event]) -> list[Extension]:
    """The extensions granted.

    :param events: of any kind.
    """
    return [Extension(event.unit_code, dt.date.fromisoformat(str((event.data or {})["due_date"])), event.at)
            for event in events if event.kind is EventKind.EXTENSION]


def letter_drafted(letter: Letter) -> Event:
    """The event that a letter was drafted."""
    return Event(letter.created_at, EventKind.LETTER, letter.unit_code, data={
        "number": letter.number, "state": LetterState.DRAFT.value, "letter": letter.kind.value,
        "to": {"source": letter.to.source, "sha256": letter.to.sha256},
        "matters": [list(one) for one in letter.matters], "about": list(letter.about), "files": list(letter.files)})


def letters_of(events: Iterable[Event]) -> list[Letter]:
    """The letters of a round with what the office did with each, in the order in which they were drafted.

    :param events: of any kind, in their order.
    """
    letters: dict[str, Letter] = {}
    for event in events:
        data: Mapping[str, Any] = event.data or {}
        if event.kind is not EventKind.LETTER:
            continue
        number, state = str(data["number"]), LetterState(data["state"])
        if state is LetterState.DRAFT:
            letters[number] = Letter(
                number, LetterKind(data["letter"]), event.unit_code, event.at, to=Recipient(**data["to"]),
                matters=tuple(Matter(*one) for one in data["matters"]), about=tuple(data["about"]),
                files=tuple(data["files"]))
        elif number in letters and state is LetterState.SENT:
            letters[number] = replace(letters[number], sent_at=dt.datetime.fromisoformat(data["on"]),
                                      ref=str(data.get("reason", "")))
        elif number in letters:
            letters[number] = replace(letters[number], withdrawn_at=event.at)
    return list(letters.values())


def event_rows(
    events: Sequence[Event], arrivals: Sequence[Arrival], units: Mapping[tuple[str, str], str],
    files: Mapping[str, str], calendar: Calendar, *, contacts: bool,
) -> Iterator[EventRow]:
    """The rows of ``events``, by time.

    :param events: in the order in which they were kept, which numbers the runs, whatever the clock said.
    :param units: the unit of each arrival, by its file and SHA-256 as in ``returns``.
    :param files: the file that is the row of each return, by its SHA-256.
    :param calendar: of the years in Thai sentences.
    :param contacts: whether to name files and people.
    """
    labels = {**{one.origin.sha256: one.origin.file for one in arrivals}, **files}
    every = [*events, *(arrival_event(one) for one in arrivals)]
    of_runs = (event.number for event in events if event.kind is EventKind.RUN)
    runs = {number: run for run, number in enumerate(of_runs, start=1)}
    for event in sorted(every, key=lambda event: (event.at, _RANK.get(event.kind, 2), event.number)):
        shown = event.data or {}
        if not contacts and event.kind is not EventKind.SNAPSHOT:  # the office's own word
            shown = {name: value for name, value in shown.items() if name not in _PERSONAL}
        run, own = runs.get(event.number, 0), files.get(event.sha256, "")
        unit = units.get((str(shown.get("label", own)), event.sha256)) or units.get((own, event.sha256), "")
        th, en = (_sentence(event, labels, shown, run, lang, calendar, contacts=contacts) for lang in ("th", "en"))
        yield EventRow(
            at=iso_text(event.at), kind=event.kind, unit_code=event.unit_code or unit,
            sha256=event.sha256, by=event.by if contacts else "", detail_th=th, detail_en=en,
            data=json.dumps(shown, ensure_ascii=False, sort_keys=True))


#: Which of several events of one moment comes first.
_RANK = {EventKind.ROUND: 0, EventKind.ARRIVAL: 1}
#: What is left out of the events of an export without contacts, but for the name of a state.
_PERSONAL = frozenset({"name", "label", "text", "reason", "way"})


def arrival_event(arrival: Arrival) -> Event:
    """An arrival as an event: with all that is needed to take it in again from the originals."""
    one = arrival.origin
    assert one.received_at is not None  # noqa: S101  the ledger knows when
    return Event(one.received_at, EventKind.ARRIVAL, sha256=one.sha256, data={
        "container": arrival.container, "name": arrival.name, "way": arrival.way, "label": one.file,
        "modified_at": one.modified_at.isoformat() if one.modified_at else "",
        "beside": one.beside_manifest})


def _sentence(
    event: Event, labels: Mapping[str, str], data: Mapping[str, object], run: int, lang: Lang, calendar: Calendar,
    *, contacts: bool,
) -> str:
    facts = defaultdict(str, {name: str(value) for name, value in data.items() if not isinstance(value, list | dict)})
    reason = str(data.get("reason", ""))
    named = file_name(str(data.get("label", "")) or labels.get(event.sha256, ""))
    facts |= {
        "run": str(run), "file": named if contacts and named else event.sha256[:12],
        "because": words.BECAUSE.say("en" if event.kind is EventKind.LETTER else lang, reason=reason) if reason else "",
        "verdict": (words.RULINGS[str(data["verdict"])].say(lang, unit=data.get("unit", ""))
                    if "verdict" in data else ""),
        "letter": LetterKind(str(data["letter"])).label.of(lang) if "letter" in data else "",
        **{name: long_date(dt.date.fromisoformat(str(data[name])[:10]), lang, calendar)
           for name in ("on", "due_date") if data.get(name)}}
    kind = f"{event.kind} {data['state']}" if event.kind is EventKind.LETTER else str(event.kind)
    kind += " without words" * (event.kind is EventKind.NOTE and not data.get("text"))
    return words.SENTENCES[kind].of(lang).format_map(facts)
