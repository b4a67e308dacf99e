"""A round for callers from Python and for the commands: add what came, see its state on a day, keep it by name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pmqa_xlsx import arguments
from pmqa_xlsx.consolidate.output import ORIGINALS, read_summary
from pmqa_xlsx.consolidate.round_facts import RoundFacts
from pmqa_xlsx.errors import InputNotFound, LedgerNotUsable, OptionNotValid, RoundNotValid
from pmqa_xlsx.ledger.coming_in import IngestOptions
from pmqa_xlsx.ledger.office_word import Decider, DecisionRequest, extension_event, note_event
from pmqa_xlsx.ledger.request_list import read_requests
from pmqa_xlsx.ledger.round_folder import RoundFolder, keeps_contacts
from pmqa_xlsx.ledger.snapshots import SNAPSHOTS, checked_name, folders_in, snapshot_at
from pmqa_xlsx.ledger.store import LEDGER, Event, Ledger
from pmqa_xlsx.system.clock import now

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from pmqa_xlsx.consolidate import Consolidation
    from pmqa_xlsx.feedback import FeedbackFile
    from pmqa_xlsx.form.model import Form
    from pmqa_xlsx.text.language import Lang, Text


class Round:
    """One collection of one form in one year, in its folder; nothing is read before it is asked for.

    :param directory: the round's folder; it is made by the first :meth:`ingest`.
    :param lang: language of the files for people, ``th`` or ``en``.
    """

    def __init__(self, directory: str | Path, *, lang: Lang = "th") -> None:
        self.directory = arguments.several_paths(directory, "directory")[0]
        self._lang = lang
        self._folder = RoundFolder(self.directory)

    def __repr__(self) -> str:
        return f"<Round in {self.directory}>"

    @property
    def said(self) -> Sequence[tuple[str, str]]:
        """What happened to the ledger that somebody should know, in Thai and English: that it was made again."""
        return self._folder.said

    @property
    def unread(self) -> Sequence[Text]:
        """A line for each file that this computer did not let be read in the last :meth:`ingest` or :meth:`check`."""
        return self._folder.unread

    def ingest(
        self, paths: str | Path | Iterable[str | Path], *,
        forms: Form | str | Path | Iterable[Form | str | Path] | None = None, year: int | str | None = None,
        received: dt.date | str | None = None, as_of: dt.date | str | None = None, jobs: int = 1,
        executor: Executor | None = None, open_passwords: str | Iterable[str] = (), seal_key: bytes | None = None,
        contacts: bool | None = None, on_progress: Callable[[int], None] | None = None,
    ) -> Consolidation:
        """Add what lies under the paths to the round and write its results.

        What came before still counts; what is known is not read again. The first call settles form, year and contacts.

        :param forms: the form, or further versions of it; default: the round's, at first the shipped one.
        :param year: the fiscal year (B.E.); default: the round's, at first the form's own.
        :param received: when what comes now was received (A.D.); default: now.
        :param as_of: the day (A.D.) that the results are of; default: today.
        :param contacts: ``False`` for a round that keeps no personal data and no originals; default: as settled.
        :returns: the state of the round.
        :raises OperatorError: as :func:`pmqa_xlsx.ingest`, and where the round is of another form or year, its ledger
            cannot be used, or another run writes to the folder.
        """
        given = [*_loaded(forms)] if forms is not None else []
        options = IngestOptions(
            arguments.number_of_jobs(jobs), executor, arguments.several_texts(open_passwords, "open_passwords"),
            arguments.optional_key(seal_key), None if received is None else arguments.moment(received, "received"),
            on_progress)
        moment = None if as_of is None else arguments.moment(as_of)
        with self._folder.opened(new=True) as ledger:
            came = self._folder.add(ledger, arguments.several_paths(paths), forms=given,
                                    year=arguments.fiscal_year(year), contacts=contacts, options=options)
            result = self._folder.results(ledger, moment, came=came, record=True)
            log = "\n".join(filter(None, (result.error_log, self._folder.opening_log)))
            return self._write(replace(result, unread=tuple(self.unread), error_log=log))

    def results(self, as_of: dt.date | str | None = None, *, contacts: bool = True) -> Consolidation:
        """The state of the round on a day, without writing anything.

        :param as_of: the day (A.D.), as date or ISO 8601 text; default: today.
        :param contacts: whether to give personal data.
        """
        with self._folder.opened() as ledger:
            return self._folder.results(ledger, None if as_of is None else arguments.moment(as_of), contacts=contacts)

    def write_results(
        self, into: str | Path | None = None, *, as_of: dt.date | str | None = None,
        forms: Form | str | Path | Iterable[Form | str | Path] | None = None, contacts: bool = True,
    ) -> Consolidation:
        """Write the results again.

        :param into: another folder; a past day, and results without contacts, are written only there.
        :param forms: definitions that rule from now on.
        :raises OptionNotValid: a past day or results without contacts into the round's own folder.
        """
        moment = None if as_of is None else arguments.moment(as_of)
        other = None if into is None else arguments.several_paths(into, "into")[0]
        past = moment is not None and moment.date() < now().date()
        if other is None and (past or not contacts):
            raise OptionNotValid(
                "results of a past day, or without contacts, are written into another folder: name it with -o",
                "ผลลัพธ์ของวันก่อน หรือที่ไม่มีข้อมูลผู้ติดต่อ ต้องเขียนลงโฟลเดอร์อื่น โปรดระบุด้วย -o")
        with self._folder.opened() as ledger:
            if forms is not None:
                self._folder.rule(ledger, [*_loaded(forms)])
            result = self._folder.results(ledger, moment, contacts=contacts, record=other is None)
            return self._write(result) if other is None else self._give_away(result, other)

    def check(
        self, paths: str | Path | Iterable[str | Path], options: IngestOptions | None = None,
    ) -> tuple[RoundFacts, RoundFacts]:
        """What the round's facts are, and what they would be with what lies under the paths; nothing is written."""
        with self._folder.opened() as ledger:
            before = self._folder.facts(ledger, None)
            return before, self._folder.with_more(ledger, before, arguments.several_paths(paths),
                                                  options or IngestOptions())

    def history(self, unit: str | int | None = None, *, run: dt.date | str | None = None) -> Any:
        """What happened, oldest first, as rows of the frame ``events``; of one unit, or with ``run`` what counted then.

        :param unit: the unit's code; ``None`` for the whole round.
        :param run: a day (A.D.): what counted in its last run, or in the last one before it, by unit.
        :raises InputNotFound: there was no run by that day.
        """
        with self._folder.opened() as ledger:
            if run is not None:
                return self._run_of(ledger, arguments.moment(run, "run"))
            events = self._folder.results(ledger, None).events
            form = self._folder.forms(ledger)[0]
        code = arguments.unit_code(form, unit)
        return events if code is None else events[events["unit_code"] == code]

    def _run_of(self, ledger: Ledger, moment: dt.datetime) -> Mapping[str, Any]:
        runs = [event for event in ledger.events("run") if event.at <= moment]
        if not runs:
            raise InputNotFound(f"{self.directory}: there was no run by {moment.date()}.",
                                f"{self.directory}: ยังไม่มีการประมวลผลจนถึงวันที่ {moment.date()}")
        return {"at": runs[-1].at.isoformat(), "run": len(runs), **(runs[-1].data or {})}

    def snapshot(self, name: str) -> Path:
        """Keep the results as they are by name; ``compare`` takes them as ``DIR@NAME``.

        :returns: the folder of the snapshot.
        :raises OptionNotValid: the name cannot be used.
        :raises RoundNotValid: there is a state of that name, or the results are not those of the last run.
        """
        name = checked_name(name)
        with self._folder.opened() as ledger:
            self._current(ledger)
            target = self.directory / SNAPSHOTS / name
            if any(path.name.casefold() == name.casefold() for path in folders_in(target.parent)):
                raise RoundNotValid(f"{self.directory}: there is a state “{name}” already; choose another name.",
                                    f"{self.directory}: มีสถานะชื่อ “{name}” อยู่แล้ว โปรดใช้ชื่ออื่น")
            with snapshot_at(self.directory, target) as take_place, ledger.transaction():
                ledger.add_event(Event(now(), "snapshot", data={"name": name}))
                take_place()
            return target

    def decide(self, which: str, verdict: str, unit: str | int | None = None, *, reason: str, by: str) -> Consolidation:
        """Decide about a return, and write the results again.

        It concerns what has been received so far; what is received later counts by the normal rule.

        :param which: the beginning of the return's SHA-256, its file's name, or a unit: its return that counts, else
            its only held or rejected one.
        :param verdict: ``accept``, ``reject``, ``prefer``, ``alone``, ``join``, ``is-unit`` or ``undo``.
        :param unit: whose it is, for ``is-unit``.
        :raises ReturnNotFound: no return fits, or several do; the message lists them.
        :raises UnitNotFound: the form lists no such unit.
        :raises OptionNotValid: there is no such verdict, or a reason or who decides is missing.
        """
        return self._decided([DecisionRequest(str(which), str(verdict), "" if unit is None else unit, reason, by)])

    def decide_from(self, path: str | Path, *, reason: str = "", by: str = "") -> Consolidation:
        """Take all decisions of a CSV file (return, verdict, unit, reason, by), or none; see :meth:`decide`.

        :param reason: for lines that state none; ``by`` likewise.
        """
        return self._decided(read_requests(arguments.several_paths(path, "path")[0], reason, by))

    def extend(self, unit: str | int, due_date: dt.date | str, *, reason: str, by: str) -> Consolidation:
        """Give a unit a new due date (A.D.), also one that is past, and write the results again.

        :raises UnitNotFound: the form lists no such unit in the round's year.
        """
        day = arguments.moment(due_date, "due_date").date()
        with self._folder.opened() as ledger:
            event, said = extension_event(self._folder.facts(ledger, None), unit, day, reason, by,
                                          contacts=keeps_contacts(ledger))
            self._folder.said += said
            return self._keep(ledger, [event])

    def note(self, unit: str | int, text: str, *, by: str) -> Consolidation:
        """Write a line into a unit's story, and the results again.

        :raises UnitNotFound: the form lists no such unit in the round's year.
        """
        with self._folder.opened() as ledger:
            return self._keep(ledger, [note_event(self._folder.facts(ledger, None), unit, text, by,
                                                  contacts=keeps_contacts(ledger))])

    def feedback(
        self, into: str | Path, *, units: str | Iterable[str] = (),
        on_progress: Callable[[int, int], None] | None = None,
    ) -> list[FeedbackFile]:
        """Write correction workbooks and mail drafts from the results of the last run.

        :param into: a folder: empty, new, or written by an earlier call.
        :param units: codes of the units that get feedback; default: all, and the senders of files of unknown units.
        :returns: the files written.
        :raises OperatorError: a unit is not listed, the round keeps no contacts, or the folder cannot be written.
        """
        from pmqa_xlsx.feedback import write_feedback

        return write_feedback(self.current(), arguments.several_paths(into, "into")[0],
                              units=arguments.several_texts(units, "units"), lang=self._lang, on_progress=on_progress,
                              where=str(self.directory))

    def current(self) -> Consolidation:
        """The results in the folder, written again where they are not those of the last run.

        A folder of results without a ledger is read as it is.

        :raises InputNotFound: there are no results, or they are not whole.
        """
        from pmqa_xlsx.consolidate import Consolidation

        if (self.directory / LEDGER).is_file() and self._behind():
            with self._folder.opened() as ledger:
                self._current(ledger)
        return Consolidation.load(self.directory)

    def _behind(self) -> bool:
        """Whether the results are not those of the last run; asked without a lock, for they may be open elsewhere."""
        try:
            with Ledger.open(self.directory) as ledger:
                return (read_summary(self.directory) or {}).get("run") != len(ledger.events("run"))
        except LedgerNotUsable:
            return True

    def _decided(self, requests: Sequence[DecisionRequest]) -> Consolidation:
        with self._folder.opened() as ledger:
            decider = Decider(self._folder.facts(ledger, None), ledger.events("decision", "undo"),
                              contacts=keeps_contacts(ledger))
            events = decider.events(requests)
            self._folder.said += decider.said
            return self._keep(ledger, events)

    def _keep(self, ledger: Ledger, events: Iterable[Event]) -> Consolidation:
        with ledger.transaction():
            for event in events:
                ledger.add_event(event)
        return self._write(self._folder.results(ledger, None, record=True))

    def _current(self, ledger: Ledger) -> None:
        """Make sure that the results in the folder are those of the last run."""
        summary = read_summary(self.directory) or {}
        if summary.get("run") != len(ledger.events("run")):
            self._folder.said.append((
                "ผลลัพธ์ในโฟลเดอร์ไม่ใช่ของการประมวลผลครั้งล่าสุด จึงเขียนใหม่จากทะเบียนรอบ",
                "The results in the folder were not those of the last run; they were written again from the ledger."))
            self._write(self._folder.results(ledger, None, record=True))

    def _write(self, result: Consolidation) -> Consolidation:
        from pmqa_xlsx.report.files import report_files

        kept = [path.name for path in (self.directory / ORIGINALS).glob("*.*") if len(path.stem) == _SHA256]
        result.save(self.directory, report_files(result, self._lang), sorted(kept))
        return result

    def _give_away(self, result: Consolidation, directory: Path) -> Consolidation:
        from pmqa_xlsx.report.files import report_files

        result.save(directory, report_files(result, self._lang), ())
        return result


#: Hex digits of a SHA-256.
_SHA256 = 64


def _loaded(forms: object) -> Iterator[Form]:
    from pmqa_xlsx.definition import load_form
    from pmqa_xlsx.form.model import Form

    for source in arguments.several_forms(forms):
        yield source if isinstance(source, Form) else load_form(source)
