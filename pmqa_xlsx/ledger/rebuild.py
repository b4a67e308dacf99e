"""Rebuild a lost or damaged ledger from the originals and the events, and report what is lost."""

from __future__ import annotations

import contextlib
import csv
import dataclasses
import datetime as dt
import json
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from pmqa_xlsx.consolidate.output import EVENTS, FORMS, ORIGINALS, SUMMARY_NAME
from pmqa_xlsx.consolidate.schema import EventRow
from pmqa_xlsx.errors import notice
from pmqa_xlsx.ledger.definitions import definition_of
from pmqa_xlsx.ledger.ledger_file import LEDGER, Event, LedgerDamaged
from pmqa_xlsx.ledger.snapshots import SNAPSHOTS, folders_in
from pmqa_xlsx.ledger.store import Ledger
from pmqa_xlsx.system.atomic import move, not_writable, remove
from pmqa_xlsx.system.clock import now
from pmqa_xlsx.text.calendar import THAI_TIME
from pmqa_xlsx.text.language import Text

if TYPE_CHECKING:
    from pmqa_xlsx.form.model import Form

Row = Mapping[str, str]


class CanAdd(Protocol):
    """The part of a round's folder that rebuilding needs."""

    directory: Path
    messages: list[Text]

    def add(
        self, ledger: Ledger, paths: Iterable[str | Path], *, forms: Sequence[Form], year: int | None,
        contacts: bool | None, received: dt.datetime | None,
    ) -> object:
        """Add the files under the paths to the ledger."""


def open_or_rebuild(folder: CanAdd) -> Ledger:
    """Open a round's ledger; a damaged one is set aside, and a missing one is rebuilt.

    :raises LedgerNotUsable: it cannot be used for another reason.
    """
    path = folder.directory / LEDGER
    lost = False
    try:
        ledger = Ledger.open(folder.directory)
        begun = (folder.directory / SUMMARY_NAME).is_file() or (folder.directory / EVENTS).is_file()
        lost = begun and not ledger.settings()  # the file is gone, or is there without a byte
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
            ledger.__exit__()
            remove(path)
            raise
    return ledger


def _rebuild(folder: CanAdd, ledger: Ledger) -> None:
    """Add the kept originals again, each with the receipt that the events state."""
    events, unreadable = _events(folder.directory)
    begun = next((json.loads(row["data"]) for row in events if row["kind"] == "round"), None)
    kept = {path.name.partition(".")[0]: path for path in (folder.directory / ORIGINALS).glob("*.*")}
    if begun is None and not kept:
        return
    if not kept:
        folder.messages.append(notice("no-originals"))
    arrivals: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in events:
        if row["kind"] == "arrival" and row["data"]:
            data = json.loads(row["data"]) | {"at": row["at"]}
            arrivals.setdefault((data.get("container", ""), data.get("name", "")), []).append(data)
    if not arrivals:
        arrivals = {(sha256, path.name): [{"container": sha256, "name": path.name, "at": ""}]
                    for sha256, path in kept.items()}
    gone = sum(container not in kept for container, _ in arrivals)
    contacts = None if begun is None else begun.get("contacts") != "no"
    for number, (key, those) in enumerate(arrivals.items()):
        if key[0] in kept and contacts is not False:
            _add_original(folder, ledger, number, kept[key[0]], those, begun, contacts=contacts)
    with ledger.transaction():
        if begun is not None and not ledger.settings():
            ledger.settle(**{name: str(value) for name, value in begun.items()})
        for form in [] if ledger.definitions() else _forms(folder.directory):
            ledger.add_definition(form.form_id, form.form_version, definition_of(form), now())
        for row in events:
            if row["kind"] not in ("arrival", "round"):
                ledger.add_event(Event(dt.datetime.fromisoformat(row["at"]), row["kind"], row["unit_code"],
                                       row["sha256"], row["by"], json.loads(row["data"] or "{}")))
        for event in _later_snapshots(folder.directory, events):
            ledger.add_event(event)
    folder.messages.append(notice(
        "ledger-rebuilt", files=len(arrivals) - gone, events=len(events), gone=gone,
        unreadable=notice("lines-unreadable", lines=unreadable) if unreadable else "",
        lost="" if events else notice("events-lost")))


def _add_original(
    folder: CanAdd, ledger: Ledger, number: int, path: Path, those: Sequence[Mapping[str, Any]],
    begun: Mapping[str, Any] | None, *, contacts: bool | None,
) -> None:
    """Add one file again under the name, time and day of receipt that the events state."""
    first = those[0]
    received = dt.datetime.fromisoformat(first["at"]) if first["at"] else None
    modified = next((one["modified_at"] for one in those if one.get("modified_at")), "")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as temporary:
        # Its own name came from outside: the system may not have it (COM1.xlsx), or may see a path in it.
        copy = Path(temporary) / path.name
        copy.write_bytes(path.read_bytes())
        moment = dt.datetime.fromisoformat(modified).timestamp() if modified else path.stat().st_mtime
        os.utime(copy, (moment, moment))
        year = None if begun is None else int(begun["year"])
        folder.add(ledger, [copy], forms=_forms(folder.directory) if number == 0 else (), year=year, contacts=contacts,
                   received=received)
        name = str(first["name"]) or path.name
        label = str(first.get("label", name)).partition("!")[0]
        ledger.relabel((path.name.partition(".")[0], path.name), name, label, beside=bool(first.get("beside")))


def _later_snapshots(directory: Path, events: Iterable[Row]) -> Iterator[Event]:
    """The states kept by name after the events were written."""
    named = {json.loads(row["data"]).get("name") for row in events if row["kind"] == "snapshot" and row["data"]}
    for path in folders_in(directory / SNAPSHOTS):
        if path.name not in named and not path.name.startswith("."):
            at = dt.datetime.fromtimestamp(path.stat().st_mtime, THAI_TIME).replace(microsecond=0)
            yield Event(at, "snapshot", data={"name": path.name})


def _forms(directory: Path) -> list[Form]:
    """The definitions among the results."""
    from pmqa_xlsx.definition.loading import load_form

    return [load_form(path) for path in sorted((directory / FORMS).iterdir())] if (directory / FORMS).is_dir() else []


def _events(directory: Path) -> tuple[list[Row], int]:
    """The rows of ``events`` among the results, and how many lines cannot be read, as in a truncated file."""
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    path = directory / EVENTS
    rows: list[Row] = []
    unreadable = 0
    with contextlib.suppress(FileNotFoundError), path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        for row in csv.DictReader(line.replace("\0", "") for line in file):
            texts = {name: value.removeprefix("'") for name, value in row.items() if name and value is not None}
            if _is_whole(texts):
                rows.append(texts)
            else:
                unreadable += 1
    return rows, unreadable


def _is_whole(row: Row) -> bool:
    try:
        dt.datetime.fromisoformat(row["at"])
        data = json.loads(row["data"] or "{}")
    except (KeyError, ValueError):
        return False
    return isinstance(data, dict) and {field.name for field in dataclasses.fields(EventRow)} <= row.keys()
