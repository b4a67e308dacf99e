"""Erasing what is personal, or all that was typed, from everything that is in a round's folder."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path

from pmqa_xlsx.consolidate.arrivals import comparable
from pmqa_xlsx.consolidate.decisions import Ruling
from pmqa_xlsx.consolidate.letters import LetterState
from pmqa_xlsx.consolidate.output import ORIGINALS, named_originals
from pmqa_xlsx.consolidate.privacy import without_addresses
from pmqa_xlsx.consolidate.round_facts import RoundFacts
from pmqa_xlsx.consolidate.schema import EventKind
from pmqa_xlsx.consolidate.status import Status
from pmqa_xlsx.consolidate.verdicts import judge_round
from pmqa_xlsx.errors import InputNotFound, RoundNotValid
from pmqa_xlsx.intake.own import LETTERS_LIST
from pmqa_xlsx.layout import plan_layout
from pmqa_xlsx.ledger.definitions import key_of_layout
from pmqa_xlsx.ledger.ledger_file import Arrival, Event
from pmqa_xlsx.ledger.redaction import Tokens, forgotten_arrival, forgotten_reading
from pmqa_xlsx.ledger.store import Ledger
from pmqa_xlsx.light_dataclass import dataclass, replace
from pmqa_xlsx.rounds.letters_folder import ASIDE, LettersFolder, erase
from pmqa_xlsx.rounds.snapshots import SNAPSHOTS, folders_in
from pmqa_xlsx.system.atomic import check_replaceable, not_writable
from pmqa_xlsx.system.clock import now
from pmqa_xlsx.system.folders import remove_folder
from pmqa_xlsx.text.calendar import iso_text
from pmqa_xlsx.text.language import Lang

#: How a return that has been forgotten was read: it is never read again.
FORGOTTEN_READING = "forgotten"


@dataclass(frozen=True, slots=True)
class ErasureRequest:
    """What is to be forgotten.

    :ivar contacts: only what is personal; else all that was typed.
    :ivar unit: the code of the unit; empty for all.
    :ivar before: what was sent before that moment; ``None`` whenever it was sent.
    """

    contacts: bool
    unit: str = ""
    before: dt.datetime | None = None


class Erasure:
    """One erasure.

    :param facts: the round as it is.
    """

    def __init__(self, directory: Path, ledger: Ledger, facts: RoundFacts, request: ErasureRequest) -> None:
        self._directory, self._ledger, self._facts, self._request = directory, ledger, facts, request
        self._arrivals = list(ledger.arrivals())
        self._judged = judge_round(facts).arrivals
        self.chosen = self._chosen()
        mails = {_mail(one) for one in self._arrivals if one.origin.sha256 in self.chosen} - {None}
        self._unnamed = [one for one in self._arrivals if one.origin.sha256 in self.chosen or _mail(one) in mails]
        #: The SHA-256 of each return that is to be forgotten, and of what came in the same mails.
        self._with_companions = {one.origin.sha256 for one in self._unnamed}
        self._digests = self.chosen | {one.container for one in self._arrivals if one.origin.sha256 in self.chosen}
        self._snapshots = [*folders_in(directory / SNAPSHOTS)]

    def _chosen(self) -> set[str]:
        """The SHA-256 of each return that is to be forgotten."""
        found = set()
        for one in self._judged:
            units = {one.stats.ownership.unit_code, *one.possible_units}
            sent = one.stats.distinct.sent_at
            in_time = self._request.before is None or comparable(sent) < self._request.before
            if in_time and self._request.unit in {"", *units}:
                found.add(one.origin.sha256)
        return found

    def letters(self) -> list[str]:
        """The numbers of the letters about what is forgotten, or to the sender of a mail that is."""
        return [one.number for one in self._facts.letters if set(one.about) & self.chosen
                or (one.to.source == "sender" and one.to.sha256 in self._with_companions)
                or (self._request.before is None and self._request.unit in ("", one.unit_code))]

    def run(self, lang: Lang) -> None:
        """Erase: the ledger's changes become final last, so that it never says that something is erased which is not.

        :raises OutputNotWritable: one of them is open in another program; nothing is erased then.
        :raises LedgerNotUsable: the ledger cannot be written, likewise.
        :raises RoundNotValid: a state that was kept cannot be read, likewise.
        """
        files = [*self._files()]
        check_replaceable([*files, *(path for folder in self._snapshots for path in folder.rglob("*"))])
        self._check_snapshots()
        tokens = Tokens(secrets.token_bytes(32))
        layouts = {(form.form_id, form.form_version): plan_layout(form) for form in self._facts.forms}
        with self._ledger.transaction():
            for sha256, reading in self._ledger.readings(self.chosen):
                layout = layouts.get((reading.form_id, reading.form_version)) if reading.slots else None
                bare = forgotten_reading(reading, layout, tokens, contacts_only=self._request.contacts)
                self._ledger.add_reading(sha256, bare, FORGOTTEN_READING + key_of_layout(layout), layout)
            form = self._facts.forms[0]
            self._ledger.replace_arrivals((one, forgotten_arrival(one.origin, form, tokens))
                                          for one in self._unnamed)
            self._ledger.forget(self._digests)
            self._ledger.replace_events(self._rewritten(self._ledger.events()))
            for event in self._events():
                self._ledger.add_event(event)
            self._forget_in_snapshots(lang)
            erase(files)
        self._ledger.vacuum()

    def _files(self) -> Iterator[Path]:
        letters = LettersFolder(self._directory)
        known = {sha256 for one in self._arrivals for sha256 in (one.container, one.origin.sha256)}
        nested = any("!" in one.way for one in self._arrivals if one.origin.sha256 in self.chosen)
        for sha256, path in named_originals(self._directory):
            if sha256 in self._digests or (nested and sha256 not in known):  # what is between: a zip in a mail, say
                yield path
        numbers = set(self.letters())
        for one in self._facts.letters:
            if one.number in numbers:
                yield letters.path / LETTERS_LIST
                yield from (folder / name for name in one.files for folder in (letters.path, letters.path / ASIDE))
        yield from self._directory.glob("ledger.damaged-*")

    def _rewritten(self, events: Iterable[Event]) -> Iterator[Event]:
        """The events whose notes or reasons may name a person, without addresses and numbers.

        Whose a return is said to be is carried over by senders: from now on only to what is received later.
        """
        for event in events:
            about = event.sha256 in self.chosen or (event.unit_code and event.unit_code == self._request.unit)
            data = event.data.copy()
            if data.get("verdict") == Ruling.IS_UNIT:
                data["carried_from"] = now().isoformat()
            if about or not self._request.unit:
                if "text" in data:
                    data["text"] = without_addresses(data["text"])
                if "reason" in data:
                    data["reason"] = without_addresses(data["reason"])
            if data != event.data:
                yield replace(event, data=data)

    def _events(self) -> Iterator[Event]:
        """What was carried over, as decisions of their own; that drafts without files are withdrawn; the erasure."""
        at, numbers = now(), set(self.letters())
        for arrival in self._judged:
            decision, sha256 = arrival.stats.ownership.decision, arrival.origin.sha256
            if decision is not None and decision.sha256 != sha256 and arrival.status is not Status.DUPLICATE:
                yield Event(decision.at, EventKind.DECISION, sha256=sha256, by=decision.decided_by, data={
                    "verdict": Ruling.IS_UNIT.value, "unit": decision.unit_code, "carried_from": at.isoformat(),
                    "reason": without_addresses(decision.reason)})
        for one in self._facts.letters:
            if one.number in numbers and one.sent_at is None and one.withdrawn_at is None:
                yield Event(max(at, one.created_at), EventKind.LETTER, one.unit_code, data={
                    "number": one.number, "state": LetterState.WITHDRAWN.value})
        yield Event(at, EventKind.FORGOTTEN, self._request.unit, data={
            "contacts": self._request.contacts, "before": iso_text(self._request.before), "returns": len(self.chosen),
            "digests": sorted(self._digests)})

    def _check_snapshots(self) -> None:
        """Make sure that all states kept by name can be read; drafts of ones that were cut short go."""
        from pmqa_xlsx.consolidate.consolidation import read_saved

        for folder in self._snapshots:
            if folder.name.startswith("."):
                with not_writable(folder):
                    remove_folder(folder)
                continue
            try:
                read_saved(folder)
            except InputNotFound as error:
                raise RoundNotValid("state-incomplete", folder=folder) from error

    def _forget_in_snapshots(self, lang: Lang) -> None:
        from pmqa_xlsx.consolidate.consolidation import Consolidation
        from pmqa_xlsx.consolidate.forget_frames import without_typed
        from pmqa_xlsx.report import report_files

        for folder in filter(Path.is_dir, self._snapshots):
            result = without_typed(Consolidation.load(folder), self.chosen, self._with_companions,
                                   contacts_only=self._request.contacts)
            result.save(folder, report_files(result, lang), ())


def _mail(one: Arrival) -> tuple[object, ...] | None:
    """What the returns of one mail have in common, also of a mail in a mailbox or zip; ``None`` outside a mail."""
    of_mail = (one.origin.sender, one.origin.subject, one.origin.mailed_at)
    return (one.container, *of_mail) if any(of_mail) or one.origin.source in ("eml", "msg", "p7m") else None


def not_forgotten(arrivals: Iterable[Arrival], ledger: Ledger, directory: Path) -> Iterator[Arrival]:
    """What comes in, without what was forgotten: its bytes may come again in another mail or zip, and are not kept."""
    forgotten = ledger.forgotten()
    for arrival in arrivals:
        if arrival.origin.sha256 not in forgotten:
            yield arrival
            continue
        ledger.forget([arrival.container])
        for sha256 in (arrival.container, arrival.origin.sha256):
            erase((directory / ORIGINALS).glob(f"{sha256}.*"))
