"""What the entries of a ledger mean: decisions, extensions and letters as facts, and such facts as entries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from pmqa_xlsx.consolidate.decisions import Decision, Extension, Ruling
from pmqa_xlsx.consolidate.letters import Letter, LetterKind, LetterState, Matter, Recipient
from pmqa_xlsx.consolidate.schema import EventKind
from pmqa_xlsx.ledger.ledger_file import Arrival, Event


def decisions_of(events: Iterable[Event]) -> list[Decision]:
    """The decisions in force: those that were not undone; an undo reverts the last one on its return.

    :param events: of the kinds ``decision`` and ``undo``, in their order.
    """
    in_force: list[Decision] = []
    for event in events:
        data = event.data
        if event.kind is EventKind.UNDO:
            last = next((one for one in reversed(in_force) if one.sha256 == event.sha256), None)
            if last is not None:
                in_force.remove(last)
        elif event.kind is EventKind.DECISION:
            matters = data.get("matters")
            in_force.append(Decision(
                event.sha256, Ruling(data["verdict"]), reason=data.get("reason", ""), decided_by=event.by,
                at=event.at, unit_code=data.get("unit", ""), number=event.number,
                matters=None if matters is None else frozenset(Matter(*one) for one in matters),
                carried_from=dt.datetime.fromisoformat(data["carried_from"]) if "carried_from" in data else None))
    return in_force


def extensions_of(events: Iterable[Event]) -> list[Extension]:
    """The extensions granted.

    :param events: of any kind.
    """
    return [Extension(event.unit_code, dt.date.fromisoformat(event.data["due_date"]), event.at)
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
        data = event.data
        if event.kind is not EventKind.LETTER:
            continue
        number, state = data["number"], LetterState(data["state"])
        if state is LetterState.DRAFT:
            letters[number] = Letter(
                number, LetterKind(data["letter"]), event.unit_code, event.at, to=Recipient(**data["to"]),
                matters=tuple(Matter(*one) for one in data["matters"]), about=tuple(data["about"]),
                files=tuple(data["files"]))
        elif number in letters and state is LetterState.SENT:
            letters[number] = replace(letters[number], sent_at=dt.datetime.fromisoformat(data["on"]),
                                      ref=data.get("reason", ""))
        elif number in letters:
            letters[number] = replace(letters[number], withdrawn_at=event.at)
    return list(letters.values())


def arrival_event(arrival: Arrival) -> Event:
    """An arrival as an event: with all that is needed to take it in again from the originals."""
    one = arrival.origin
    assert one.received_at is not None  # noqa: S101  the ledger knows when
    return Event(one.received_at, EventKind.ARRIVAL, sha256=one.sha256, data={
        "container": arrival.container, "name": arrival.name, "way": arrival.way, "label": one.file,
        "modified_at": one.modified_at.isoformat() if one.modified_at else "",
        "beside": one.beside_manifest})
