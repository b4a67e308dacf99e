"""A round's folder: new arrivals are added to its ledger."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import Enum, auto
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pmqa_xlsx.arguments import ReadOptions
from pmqa_xlsx.consolidate.output import (
    EVENTS,
    ORIGINALS,
    Originals,
    check_writable,
    kept_originals,
    output_lock,
)
from pmqa_xlsx.consolidate.round_facts import RoundFacts
from pmqa_xlsx.consolidate.run_record import error_log
from pmqa_xlsx.consolidate.schema import EventKind
from pmqa_xlsx.errors import InputNotFound, LedgerNotUsable, OutputNotWritable, RoundNotValid
from pmqa_xlsx.form.model import Form
from pmqa_xlsx.intake.sources import RemoteFile
from pmqa_xlsx.ledger.definitions import (
    definition_of,
    key_of_layout,
    key_of_seal,
    reader_key,
)
from pmqa_xlsx.ledger.ledger_file import LEDGER, Event, explained
from pmqa_xlsx.ledger.redaction import reading_without_contacts
from pmqa_xlsx.ledger.store import Ledger
from pmqa_xlsx.rounds.coming_in import LockedFiles, arrivals_of, unread_container
from pmqa_xlsx.rounds.erasure import not_forgotten
from pmqa_xlsx.rounds.outgoing import form_sent_out
from pmqa_xlsx.rounds.round_state import forms_of, keeps_contacts
from pmqa_xlsx.system.atomic import remove
from pmqa_xlsx.system.clock import now
from pmqa_xlsx.system.lazy_names import import_ahead
from pmqa_xlsx.text.language import Text

if TYPE_CHECKING:
    from pmqa_xlsx.consolidate.schema import FileKey
    from pmqa_xlsx.layout import Layout
    from pmqa_xlsx.workers.read_paths import ReadFiles


class Changes(Enum):
    """What is going to be changed by somebody who opens a round."""

    NOTHING = auto()  #: of a folder that cannot be written, a copy of its ledger will do
    LEDGER = auto()  #: the results stay as they are, and may be open in other programs
    RESULTS = auto()  #: the ledger, and its results are replaced: none may be open in another program
    BEGINNING = auto()  #: the same, and a round may begin here


class RoundFolder:
    """A round in its folder: new arrivals are added to its ledger.

    :ivar directory: the round's folder.
    :ivar taken: the SHA-256 of each original that has been added, and of all that was taken out of them.
    :ivar unread: a line for each file that could not be read here.
    :ivar known: of a preview, the keys of the files under the paths that the round already has.
    :ivar opening_log: for ``errors.log``, what was raised over containers that came just now; of a preview over all.
    :ivar messages: messages for the operator of the calls so far, such as that the ledger was rebuilt.
    """

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.messages: list[Text] = []
        self.taken: set[str] = set()
        self.unread: tuple[Text, ...] = ()
        self.known: Sequence[FileKey] = ()
        self.opening_log = ""

    @contextlib.contextmanager
    def opened(self, changes: Changes = Changes.RESULTS) -> Iterator[Ledger]:
        """The ledger, for one writer at a time.

        :raises InputNotFound: there is no round.
        :raises LedgerNotUsable: the ledger cannot be used.
        """
        from pmqa_xlsx.rounds.rebuild import open_or_rebuild

        nothing, new = InputNotFound("no-round", directory=self.directory), changes is Changes.BEGINNING
        if not new and not any((self.directory / name).exists() for name in (LEDGER, ORIGINALS, EVENTS)):
            raise nothing
        path = self.directory / LEDGER
        try:
            check_writable(self.directory, replaces=changes in (Changes.RESULTS, Changes.BEGINNING))
        except OutputNotWritable:
            if changes is not Changes.NOTHING or not path.is_file():
                raise
            with Ledger.copy_of(self.directory) as ledger:
                if not ledger.settings() or self.by_other_layouts(ledger, forms_of(ledger)):
                    raise
                yield ledger
            return
        with output_lock(self.directory):
            there = path.is_file()
            try:
                with explained(path), open_or_rebuild(self) as ledger:
                    if not new and not ledger.settings():
                        raise nothing
                    if not new and self.by_other_layouts(ledger, forms_of(ledger)):
                        self.add(ledger, [])  # a newer program places the slots otherwise
                    yield ledger
                    there = True
            finally:
                if not there:  # a first run that failed before anything was kept leaves no trace
                    _remove_unused(path)

    def add(
        self, ledger: Ledger, paths: Iterable[Path | RemoteFile], *, forms: Sequence[Form] = (),
        year: int | None = None, contacts: bool | None = None, received: dt.datetime | None = None,
        options: ReadOptions | None = None,
    ) -> dict[str, int]:
        """Add the files under the paths to the ledger, and read originals again if their readings are outdated.

        :param forms: those given now; empty for those of the round.
        :param contacts: whether the round keeps personal data; ``None`` for the round's setting, else yes.
        :param received: when the files were received; ``None`` for now.
        :returns: how many arrivals are new, how many files were known, and how many were left out, by reason.
        :raises RoundNotValid: another form, year or setting for contacts than the round's; or returns that must be read
            again are neither kept nor under the paths.
        """
        options = options or ReadOptions()
        settled, every = self.settle(ledger, forms, year, contacts=contacts), forms_of(ledger, forms)
        key, stale = self._stale(ledger, every, settled, options)
        keeps = settled["contacts"] == "yes"
        locked = LockedFiles(ledger, wanted=bool(options.open_passwords))
        came = self._read(ledger, [*paths, *locked.kept(self.directory)], every, settled, stale, options, locked,
                          keeps=keeps)
        self.unread = came.unread
        self.opening_log = error_log((one for one in came.returns if one.sha256 not in came.readings), contacts=keeps)
        layouts = _layouts(every)
        if gone := _by_other_layouts(ledger, layouts) - came.readings.keys():
            raise RoundNotValid("form-asks-otherwise", directory=self.directory, returns=len(gone))
        moment = now()
        for decision in ledger.events(EventKind.DECISION, EventKind.UNDO)[-1:]:
            if moment < decision.at:  # the clock went back; what comes now comes after what was decided
                moment = decision.at + dt.timedelta(seconds=1)
        received = received or moment
        if received.date() == moment.date():  # a day means its end, and a decision made today comes after what is here
            received = min(received, moment)
        fresh = 0
        with ledger.transaction():
            self._begin(ledger, settled, forms or ([] if ledger.definitions() else every), received)
            for sha256, reading in came.readings.items():  # of none that was forgotten
                layout = layouts.get(f"{reading.form_id}-{reading.form_version}") if reading.slots else None
                ledger.add_reading(sha256, reading if keeps else reading_without_contacts(reading, layout),
                                   key + key_of_layout(layout) + key_of_seal(options.seal_key), layout)
            for arrival in not_forgotten(arrivals_of(came, received, every[0], keeps=keeps), ledger, self.directory):
                if arrival.origin.sha256:  # perhaps it could not be read before
                    ledger.forget_arrivals(unread_container(arrival.origin.file), arrival.name)
                fresh += ledger.add_arrival(locked.as_before(arrival))
            for seen in came.known:
                ledger.see_again(seen.sha256, seen.name if keeps else "", seen.modified_at, beside=seen.beside_manifest)
        return {"new": fresh, "known": len(came.known), **came.skipped}

    def begin(self, ledger: Ledger) -> None:
        """Begin the round with the form and year of the workbooks sent out, unless it has begun."""
        if not ledger.settings():
            settled = self.settle(ledger, (), None, contacts=None)
            with ledger.transaction():
                self._begin(ledger, settled, forms_of(ledger), now())

    @staticmethod
    def _begin(ledger: Ledger, settled: Mapping[str, str], forms: Iterable[Form], at: dt.datetime) -> None:
        if not ledger.settings():
            ledger.settle(**settled)
            ledger.add_event(Event(at, EventKind.ROUND, data={
                "form_id": settled["form_id"], "year": settled["year"], "contacts": settled["contacts"]}))
        for form in forms:
            ledger.add_definition(form.form_id, form.form_version, definition_of(form), at)

    def settle(
        self, ledger: Ledger, forms: Sequence[Form], year: int | None, *, contacts: bool | None,
    ) -> dict[str, str]:
        """The round's form, year and setting for contacts, which its first ingest fixes."""
        known = ledger.settings()
        every = forms_of(ledger, forms)
        ids = {form.form_id for form in every}
        if len(ids) > 1:
            names = ", ".join(sorted(ids))
            raise RoundNotValid("several-forms", directory=self.directory, names=names)
        stated = year if year is not None else int(
            known["year"]) if known else form_sent_out(self.directory)[1] or every[0].fiscal_year
        if known and str(stated) != known["year"]:
            raise RoundNotValid("other-year", directory=self.directory, year=known["year"], stated=stated)
        if known and contacts is not None and contacts != (known["contacts"] == "yes"):
            raise RoundNotValid("contacts-settled", directory=self.directory, settled=known["contacts"])
        return known or {"form_id": every[0].form_id, "year": str(stated),
                         "contacts": "no" if contacts is False else "yes"}

    def _stale(
        self, ledger: Ledger, forms: Sequence[Form], settled: Mapping[str, str], options: ReadOptions,
    ) -> tuple[str, set[str]]:
        """The key of current readings, and the returns that must be read again."""
        key = reader_key(forms, int(settled["year"]))
        sealed = key_of_seal(options.seal_key)
        codes = ledger.codes() if options.open_passwords else {}
        forgotten = ledger.forgotten()
        return key, {sha256 for sha256, read_by in ledger.read_by().items() if sha256 not in forgotten
                     and (not read_by.startswith(key) or (sealed and not read_by.endswith(sealed))
                          or " file-encrypted " in codes.get(sha256, ""))}

    def _read(
        self, ledger: Ledger, paths: Iterable[Path | RemoteFile], forms: Sequence[Form], settled: Mapping[str, str],
        stale: set[str], options: ReadOptions, locked: LockedFiles, *, keeps: bool,
    ) -> ReadFiles:
        from pmqa_xlsx.workers.read_paths import read_returns

        forgotten = ledger.forgotten()
        kept = kept_originals(self.directory, stale) if stale else {}
        files = ledger.known_files() if stale <= kept.keys() else set()  # else whatever is given may be what is gone
        with Originals(self.directory) as originals:
            came = read_returns(
                _opened_here(paths), options, forms=forms, year=int(settled["year"]),
                on_original=originals.add if keeps else None, meanwhile=partial(import_ahead, "pandas"),
                known=lambda sha256, name: sha256 in forgotten or (
                    (key := (sha256, name if keeps else "")) in files and key not in locked),
                read_before=ledger.read_by().keys() - stale,
                again=((sha256, kept[sha256].read_bytes()) for sha256 in sorted(stale & kept.keys())))
            self.taken.update(name.partition(".")[0] for name in originals.names)
            return came

    def by_other_layouts(self, ledger: Ledger, forms: Sequence[Form]) -> set[str]:
        """The returns whose answers were read by other slots than their edition has now."""
        return _by_other_layouts(ledger, _layouts(forms))

    def with_more(
        self, ledger: Ledger, facts: RoundFacts, paths: Iterable[Path | RemoteFile], options: ReadOptions,
    ) -> RoundFacts:
        """The facts as they would be with the files under the paths; nothing is written."""
        from pmqa_xlsx.ingester.model import Reading
        from pmqa_xlsx.workers.read_paths import as_return, read_returns

        files, keeps, forgotten = ledger.known_files(), keeps_contacts(ledger), ledger.forgotten()
        known = {one.sha256: one.reading for one in facts.returns}
        came = read_returns(_opened_here(paths), options, forms=facts.forms, year=facts.year,
                            known=lambda sha256, name: sha256 in forgotten or (
                                sha256, name if keeps else "") in files)
        more = [replace(as_return(one, came.readings.get(one.sha256) or known.get(one.sha256, Reading())),
                        received_at=now()) for one in came.received if one.sha256 not in forgotten]
        self.unread, self.opening_log = came.unread, error_log(more, contacts=keeps)
        again = {(seen.sha256, seen.name if keeps else "") for seen in came.known}
        self.known = [(one.origin.file, one.origin.sha256) for one in ledger.arrivals()
                      if (one.container, one.name) in again]
        return replace(facts, returns=[*facts.returns, *more], skipped=came.skipped)


def _opened_here(paths: Iterable[Path | RemoteFile]) -> list[Path | RemoteFile]:
    """The same, without files that a reader opens: what is known or was forgotten must be recognised before."""
    return [replace(one, stored=False) if isinstance(one, RemoteFile) else one for one in paths]


def _remove_unused(path: Path) -> None:
    if not path.is_file():
        return
    with contextlib.suppress(LedgerNotUsable), Ledger.open(path.parent) as ledger:
        if ledger.settings():
            return
    remove(path)


def _layouts(forms: Iterable[Form]) -> dict[str, Layout]:
    """The layout of each edition."""
    from pmqa_xlsx.layout import plan_layout

    return {form.edition: plan_layout(form) for form in forms}


def _by_other_layouts(ledger: Ledger, layouts: Mapping[str, Layout]) -> set[str]:
    keys, editions = {edition: key_of_layout(layout) for edition, layout in layouts.items()}, ledger.editions()
    return {sha256 for sha256, read_by in ledger.read_by().items()
            if "." in read_by and keys.get(editions[sha256], "") not in read_by}
