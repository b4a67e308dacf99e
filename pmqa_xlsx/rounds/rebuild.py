"""Rebuild a lost or damaged ledger from the originals and the events, and report what is lost."""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from pmqa_xlsx.consolidate.arrivals import file_name
from pmqa_xlsx.consolidate.event_data import EventData, data_of
from pmqa_xlsx.consolidate.output import EVENTS, FORMS, kept_originals, read_summary
from pmqa_xlsx.consolidate.schema import COLUMNS, EventKind, EventRow
from pmqa_xlsx.errors import notice
from pmqa_xlsx.form.model import Form
from pmqa_xlsx.intake.sources import RemoteFile
from pmqa_xlsx.ledger.definitions import definition_of
from pmqa_xlsx.ledger.ledger_file import LEDGER, Event, LedgerDamaged
from pmqa_xlsx.ledger.store import Ledger
from pmqa_xlsx.rounds.coming_in import as_received
from pmqa_xlsx.rounds.snapshots import SNAPSHOTS, folders_in
from pmqa_xlsx.system.atomic import move, not_writable, remove
from pmqa_xlsx.system.clock import now
from pmqa_xlsx.system.file_names import SUMMARY
from pmqa_xlsx.text.calendar import THAI_TIME, day_of
from pmqa_xlsx.text.excel_text import without_guard
from pmqa_xlsx.text.language import Text

#: What the event of an arrival states, with its data.
Stated = Mapping[str, Any]
#: The setting of a round that says whether the rebuilding of its ledger came to an end.
_REBUILT = "rebuilt"
#: Endings of originals that are mails or mailboxes.
_MAILS = frozenset({".eml", ".msg", ".mbox", ".p7m"})
#: How many units a message lists.
_LISTED = 20


class CanAdd(Protocol):
    """The part of a round's folder that rebuilding needs."""

    directory: Path
    messages: list[Text]
    taken: set[str]

    def add(self, ledger: Ledger, paths: Iterable[RemoteFile], *, received: dt.datetime | None) -> object:
        """Add the files under the paths to the ledger."""


def open_or_rebuild(folder: CanAdd) -> Ledger:
    """Open a round's ledger; a damaged one is set aside, and a missing one is rebuilt.

    :raises LedgerNotUsable: it cannot be used for another reason.
    """
    path = folder.directory / LEDGER
    lost = False
    try:
        ledger = Ledger.open(folder.directory)
        begun = (folder.directory / SUMMARY).is_file() or (folder.directory / EVENTS).is_file()
        lost = begun and not ledger.settings()  # the file is gone, or is there without a byte
        if ledger.settings().get(_REBUILT) == "begun":  # and was cut short
            ledger.close()
            remove(path)
            ledger, lost = Ledger.open(folder.directory), True
    except LedgerDamaged:
        aside = path.with_name(f"ledger.damaged-{now():%Y%m%d-%H%M%S}.sqlite")
        with not_writable(path):
            move(path, aside)
            remove(path.with_name(path.name + "-journal"))
        folder.messages.append(notice("ledger-set-aside", name=aside.name))
        ledger, lost = Ledger.open(folder.directory), True
    if lost:
        try:
            _rebuild(folder, ledger)
        except BaseException:
            ledger.close()
            remove(path)
            raise
    return ledger


def _rebuild(folder: CanAdd, ledger: Ledger) -> None:
    """Add the kept originals again, each with the receipt that the events state."""
    folder.taken.clear()  # what was taken in before is gone with the ledger
    events, unreadable = _events(folder.directory)
    begun = next((data_of(row) for row in events if row.kind == EventKind.ROUND), None)
    kept = kept_originals(folder.directory)
    if begun is None and not kept:
        return
    if not kept:
        folder.messages.append(notice("no-originals"))
    arrivals: dict[tuple[str, str], list[Stated]] = {}
    for row in events:
        if row.kind == EventKind.ARRIVAL and (data := data_of(row)):
            arrivals.setdefault((data.get("container", ""), data.get("name", "")), []).append({**vars(row), **data})
    with ledger.transaction():
        _begin(ledger, folder.directory, events, begun)
    if begun is None or begun.get("contacts") != "no":
        for (container, _), those in arrivals.items():
            if container in kept:
                _add_original(folder, ledger, kept[container], those[0])
        for sha256, path in sorted(kept.items(), key=_outer_first):
            if sha256 not in folder.taken:  # no event speaks of it, or it was in a file that needs a password
                stated = next((row for those in arrivals.values() for row in those if row["sha256"] == sha256), {})
                label = stated.get("label", path.name).rpartition("!")[2]
                _add_original(folder, ledger, path, {**stated, "label": label, "name": file_name(label)})
                arrivals[path.name, path.name] = []
    gone = [those for (container, _), those in arrivals.items() if those and container not in kept]
    with ledger.transaction():
        for row in events:
            if row.kind not in (EventKind.ARRIVAL, EventKind.ROUND):
                ledger.add_event(Event(dt.datetime.fromisoformat(row.at), EventKind(row.kind), row.unit_code,
                                       sha256=row.sha256, by=row.by, data=data_of(row)))
        for event in _later_snapshots(folder.directory, events):
            ledger.add_event(event)
        ledger.settle(**{_REBUILT: "yes"})
    units = sorted({row["unit_code"] for those in gone for row in those} - {""})
    runs = sum(row.kind == EventKind.RUN for row in events)
    lost: Text | str = "" if events else notice("events-lost")
    if events and _last_run(folder.directory) > runs + unreadable:
        lost = notice("later-events-lost", day=day_of(events[-1].at))
    folder.messages.append(notice(
        "ledger-rebuilt", files=len(arrivals) - len(gone), events=len(events), gone=len(gone), lost=lost,
        whose=f" ({', '.join(units[:_LISTED])}{', …' * (len(units) > _LISTED)})" if units else "",
        unreadable=notice("lines-unreadable", lines=unreadable) if unreadable else ""))


def _begin(ledger: Ledger, directory: Path, events: Sequence[EventRow], begun: EventData | None) -> None:
    """Begin the round again: its settings, forms, and what must not be read again."""
    if begun is not None:
        ledger.settle(**{name: str(value) for name, value in begun.items()}, **{_REBUILT: "begun"})
    for form in _forms(directory):
        ledger.add_definition(form.form_id, form.form_version, definition_of(form), now())
    for row in events:
        data = data_of(row)
        if row.kind == EventKind.ROUND:
            ledger.add_event(Event(dt.datetime.fromisoformat(row.at), EventKind.ROUND, data=data))
        elif row.kind == EventKind.FORGOTTEN:
            ledger.forget(data.get("digests", ()))


def _outer_first(original: tuple[str, Path]) -> tuple[bool, bool, str]:
    """Sorts mails and mailboxes before zips, and these before what may have been in one."""
    sha256, path = original
    return path.suffix not in _MAILS, path.suffix != ".zip", sha256


def _add_original(folder: CanAdd, ledger: Ledger, path: Path, stated: Stated) -> None:
    """Add one file again under the name, time and day of receipt that its first arrival states; now, if none does."""
    modified, received = (dt.datetime.fromisoformat(stated[name]) if stated.get(name) else None
                          for name in ("modified_at", "at"))
    folder.add(ledger, [as_received(path, path.name, modified)], received=received)
    name = stated.get("name") or path.name
    label = stated.get("label", name).partition("!")[0]
    ledger.relabel((path.name.partition(".")[0], path.name), name, label, beside=bool(stated.get("beside")))


def _later_snapshots(directory: Path, events: Iterable[EventRow]) -> Iterator[Event]:
    """The states kept by name after the events were written."""
    named = {data_of(row).get("name") for row in events if row.kind == EventKind.SNAPSHOT}
    for path in folders_in(directory / SNAPSHOTS):
        if path.name not in named and not path.name.startswith("."):
            at = dt.datetime.fromtimestamp(path.stat().st_mtime, THAI_TIME).replace(microsecond=0)
            yield Event(at, EventKind.SNAPSHOT, data={"name": path.name})


def _forms(directory: Path) -> list[Form]:
    """The definitions among the results, the one given last last."""
    from pmqa_xlsx.definition.loading import load_form

    if not (directory / FORMS).is_dir():
        return []
    stated: Any = (read_summary(directory) or {}).get("forms", ())
    order = [Path(one["folder"]).name for one in reversed(stated)]
    return [load_form(path) for path in sorted(filter(Path.is_dir, (directory / FORMS).iterdir()), key=lambda path: (
        order.index(path.name) if path.name in order else -1, path.name))]


def _last_run(directory: Path) -> int:
    """The number of the run that wrote the results."""
    run: Any = (read_summary(directory) or {}).get("run", 0)
    return int(run)


def _events(directory: Path) -> tuple[list[EventRow], int]:
    """The rows of ``events`` among the results, and how many lines cannot be read, as in a truncated file."""
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    path = directory / EVENTS
    rows: list[EventRow] = []
    unreadable = 0
    with contextlib.suppress(FileNotFoundError), path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        for row in csv.DictReader(line.replace("\0", "") for line in file):
            texts = {name: without_guard(value) for name, value in row.items() if name and value is not None}
            if (event := _whole(texts)) is None:
                unreadable += 1
            else:
                rows.append(event)
    return rows, unreadable


def _whole(texts: Mapping[str, str]) -> EventRow | None:
    """The event of a line; ``None`` if it cannot be read."""
    try:
        row = EventRow(*(texts[name] for name in COLUMNS["events"]))
        dt.datetime.fromisoformat(row.at)
        EventKind(row.kind)
        return row if isinstance(data_of(row), dict) else None
    except (KeyError, ValueError):
        return None
