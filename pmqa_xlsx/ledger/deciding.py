"""Office decisions on returns and units, extensions and notes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pmqa_xlsx import arguments
from pmqa_xlsx.ledger.ledger_view import keeps_contacts
from pmqa_xlsx.ledger.office_events import Decider, DecisionRequest, extension_event, note_event, read_requests
from pmqa_xlsx.ledger.results_folder import ResultsFolder

if TYPE_CHECKING:
    from pmqa_xlsx.consolidate import Consolidation
    from pmqa_xlsx.ledger.ledger_file import Event
    from pmqa_xlsx.ledger.store import Ledger


class Deciding(ResultsFolder):
    """What the office decides about a round's returns and units."""

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
            self._folder.messages.append((
                "รอบนี้ไม่เก็บข้อมูลบุคคล จึงไม่เก็บข้อความที่พิมพ์และชื่อผู้ดำเนินการ เก็บเฉพาะว่ามีรายการนี้",
                "This round keeps no personal data: what was typed, and by whom, is not kept, only that it was done."))
        return self._keep(ledger, events)
