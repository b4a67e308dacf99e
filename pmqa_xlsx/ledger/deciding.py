"""What the office does with a round: decisions on returns and units, extensions, notes, and forgetting for good."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pmqa_xlsx import arguments
from pmqa_xlsx.errors import OptionNotValid, notice
from pmqa_xlsx.ledger.correspondence import Correspondence
from pmqa_xlsx.ledger.erasure import Erasure, ErasureRequest
from pmqa_xlsx.ledger.ledger_view import keeps_contacts
from pmqa_xlsx.ledger.office_events import Decider, DecisionRequest, extension_event, note_event, read_requests
from pmqa_xlsx.ledger.which_return import unit_meant
from pmqa_xlsx.system.clock import start_of_day

if TYPE_CHECKING:
    from pmqa_xlsx.consolidate.consolidation import Consolidation
    from pmqa_xlsx.ledger.ledger_file import Event
    from pmqa_xlsx.ledger.store import Ledger


class Deciding(Correspondence):
    """What the office does with a round's returns and units."""

    def decide(
        self, which: str | int, verdict: str, unit: str | int | None = None, *, reason: str, by: str,
    ) -> Consolidation:
        """Decide about a return, and write the results again.

        It concerns what has been received so far; what is received later counts by the normal rule.

        :param which: the beginning of the return's SHA-256, its file's name, or a unit: its return that counts, else
            its only held or rejected one. A number is a unit's code.
        :param verdict: ``accept``, ``reject``, ``prefer``, ``alone``, ``join``, ``is-unit`` or ``undo``.
        :param unit: whose it is, for ``is-unit``.
        :raises ReturnNotFound: no return fits, or several do; the message lists them.
        :raises UnitNotFound: the form lists no such unit.
        :raises OptionNotValid: there is no such verdict, or a reason or who decides is missing.
        """
        request = DecisionRequest(which if isinstance(which, int) else arguments.text(which, "which"),
                                  arguments.text(verdict, "verdict"), "" if unit is None else unit, reason, by)
        return self._decided([request])

    def decide_from(self, path: str | Path, *, reason: str = "", by: str = "") -> Consolidation:
        """Take all decisions of a CSV file (return, verdict, unit, reason, by), or none; see :meth:`decide`.

        :param reason: for lines that state none; ``by`` likewise.
        """
        return self._decided(read_requests(arguments.one_path(path, "path"), reason, by))

    def extend(self, unit: str | int, due_date: dt.date | str, *, reason: str, by: str) -> Consolidation:
        """Give a unit a new due date (A.D.), also one that is past, and write the results again.

        :raises UnitNotFound: the form lists no such unit in the round's year.
        """
        day = arguments.day(due_date, "due_date")
        with self._folder.opened() as ledger:
            event, said = extension_event(self._folder.facts(ledger, None), unit, day, reason, by,
                                          contacts=keeps_contacts(ledger))
            self._folder.messages += said
            before = [one.at for one in ledger.events("extension")]  # the last one holds, whatever the clock says
            return self._decided_so(ledger, [replace(event, at=max([event.at, *before]))])

    def note(self, unit: str | int, text: str, *, by: str) -> Consolidation:
        """Write a line into a unit's history, and the results again.

        :raises UnitNotFound: the form lists no such unit in the round's year.
        """
        with self._folder.opened() as ledger:
            return self._decided_so(ledger, [note_event(self._folder.facts(ledger, None), unit, text, by,
                                                        contacts=keeps_contacts(ledger))])

    def _decided(self, requests: Sequence[DecisionRequest]) -> Consolidation:
        with self._folder.opened() as ledger:
            decider = Decider(self._folder.facts(ledger, None), ledger.events("decision", "undo"),
                              contacts=keeps_contacts(ledger))
            events = decider.events(requests)
            self._folder.messages += decider.messages
            return self._decided_so(ledger, events)

    def _decided_so(self, ledger: Ledger, events: Sequence[Event]) -> Consolidation:
        if not keeps_contacts(ledger):
            self._folder.messages.append(notice("words-not-kept"))
        return self._keep(ledger, events)

    def forget(
        self, unit: str | int | None = None, *, contacts: bool = False, before: dt.date | str | None = None,
    ) -> Consolidation:
        """Erase what was typed, for good, and write the results again: answers keep their state, number and score.

        It goes through the ledger, the files received with all that contained them, letters, states kept by name and
        damaged ledgers that were set aside. What was forgotten is never read again, whoever sends it.

        :param unit: of one unit; default: of all.
        :param contacts: only what is personal: such fields, senders, subjects, names of files; default: all texts.
        :param before: only of what was sent before that day (A.D.).
        :raises OptionNotValid: none of these is given.
        :raises UnitNotFound: the form lists no such unit in the round's year.
        """
        if unit is None and not contacts and before is None:
            raise OptionNotValid("nothing-to-forget")
        day = None if before is None else start_of_day(arguments.moment(before, "before").date())
        with self._folder.opened() as ledger:
            facts = self._folder.facts(ledger, None)
            code = "" if unit is None else unit_meant(facts.forms, unit, int(facts.year or 0))
            if keeps_contacts(ledger) or not contacts:
                Erasure(self.directory, ledger, facts, ErasureRequest(contacts, code, day)).run(self._lang(facts.forms))
            result = self._keep(ledger, ())
            self._write_lists(ledger)
            return result
