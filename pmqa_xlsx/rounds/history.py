"""The history of a round: each event and each arrival as a row of the frame ``events``, in plain sentences."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from pmqa_xlsx.consolidate.arrivals import file_name
from pmqa_xlsx.consolidate.letters import LetterKind
from pmqa_xlsx.consolidate.schema import EventKind, EventRow
from pmqa_xlsx.ledger.events import arrival_event
from pmqa_xlsx.ledger.ledger_file import Arrival, Event
from pmqa_xlsx.rounds import words
from pmqa_xlsx.text.calendar import Calendar, iso_text
from pmqa_xlsx.text.language import Lang
from pmqa_xlsx.text.thai import long_date

#: Which of several events of one moment comes first.
_RANK = {EventKind.ROUND: 0, EventKind.ARRIVAL: 1}
#: What is left out of the events of an export without contacts, but for the name of a state.
_PERSONAL = frozenset({"name", "label", "text", "reason", "way"})


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
        shown: Mapping[str, object] = event.data
        if not contacts and event.kind is not EventKind.SNAPSHOT:  # the office's own word
            shown = {name: value for name, value in shown.items() if name not in _PERSONAL}
        run, own = runs.get(event.number, 0), files.get(event.sha256, "")
        unit = units.get((str(shown.get("label", own)), event.sha256)) or units.get((own, event.sha256), "")
        th, en = (_sentence(event, labels, shown, run, lang, calendar, contacts=contacts) for lang in ("th", "en"))
        yield EventRow(
            at=iso_text(event.at), kind=event.kind, unit_code=event.unit_code or unit,
            sha256=event.sha256, by=event.by if contacts else "", detail_th=th, detail_en=en,
            data=json.dumps(shown, ensure_ascii=False, sort_keys=True))


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
