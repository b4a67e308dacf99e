"""A round for callers from Python and for the commands: files, decisions, its state on a day, states kept by name."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, overload

from pmqa_xlsx import arguments
from pmqa_xlsx.consolidate.round_facts import RoundFacts
from pmqa_xlsx.consolidate.schema import EventKind
from pmqa_xlsx.errors import OptionNotValid, RoundNotValid, notice
from pmqa_xlsx.intake.sources import Source, sources_of
from pmqa_xlsx.ledger.ledger_file import LEDGER, Event
from pmqa_xlsx.ledger.store import Ledger
from pmqa_xlsx.rounds.correspondence import Correspondence
from pmqa_xlsx.rounds.erasure import Erasure, ErasureRequest
from pmqa_xlsx.rounds.office_events import Decider, DecisionRequest, extension_event, note_event, read_requests
from pmqa_xlsx.rounds.round_folder import Changes
from pmqa_xlsx.rounds.round_state import PastRun, facts_of, forms_of, keeps_contacts, past_run, results_of
from pmqa_xlsx.rounds.snapshots import SNAPSHOTS, checked_name, folders_in, snapshot_at
from pmqa_xlsx.rounds.which_return import unit_of
from pmqa_xlsx.system.clock import now, start_of_day

if TYPE_CHECKING:
    from concurrent.futures import Executor

    import pandas as pd

    from pmqa_xlsx.consolidate.consolidation import Consolidation
    from pmqa_xlsx.form.model import Form


class Round(Correspondence):
    """One collection of one form in one year, in its folder; nothing is read before it is asked for.

    :param directory: the round's folder; it is made by the first :meth:`ingest`.
    :param lang: language of the files for people, ``th`` or ``en``.
    """

    def ingest(
        self, paths: Source | Iterable[Source], *,
        forms: Form | str | Path | Iterable[Form | str | Path] | None = None, year: int | str | None = None,
        received: dt.date | str | None = None, as_of: dt.date | str | None = None, jobs: int = 1,
        executor: Executor | None = None, open_passwords: str | Iterable[str] = (), seal_key: bytes | None = None,
        contacts: bool | None = None, on_progress: Callable[[int], None] | None = None,
    ) -> Consolidation:
        """Add the files under the paths to the round and write its results.

        Earlier files still count; known ones are not read again. The first call fixes form, year and contacts.

        :param paths: as for :func:`pmqa_xlsx.ingest`; all files at an address are opened in this process.
        :param forms: the form, or further versions of it; default: the round's, at first the shipped one.
        :param year: the fiscal year (in the form's calendar); default: the round's, at first the form's own.
        :param received: when the files of this call were received (A.D.); default: now.
        :param as_of: the day (A.D.) that the results are of; default: today.
        :param contacts: ``False`` for a round that keeps no personal data and no originals; default: as settled.
        :returns: the state of the round.
        :raises OperatorError: as :func:`pmqa_xlsx.ingest`, and where the round is of another form or year, its ledger
            cannot be used, or another run writes to the folder.
        """
        given = _loaded(forms)
        options = arguments.ReadOptions.given(jobs, executor, open_passwords, seal_key, on_progress)
        moment = None if as_of is None else arguments.moment(as_of)
        came_at = None if received is None else arguments.moment(received, "received")
        if came_at is not None and came_at.date() > now().date():
            self._folder.messages.append(notice("receipt-in-the-future", day=came_at.date()))
        with self._folder.opened(Changes.BEGINNING) as ledger:
            came = self._folder.add(
                ledger, sources_of(paths), forms=given, year=arguments.fiscal_year(year), received=came_at,
                contacts=arguments.optional(contacts, bool, "contacts"), options=options)
            result = results_of(ledger, moment, came=came, record=True)
            log = "\n".join(filter(None, (result.error_log, self._folder.opening_log)))
            result = self._write(replace(result, unread=tuple(self.unread), error_log=log))
            self._refresh_letters(ledger)
            return result

    def results(self, as_of: dt.date | str | None = None, *, contacts: bool = True) -> Consolidation:
        """The state of the round on a day, without writing anything.

        :param as_of: the day (A.D.), as date or ISO 8601 text; default: today.
        :param contacts: whether to give personal data.
        """
        with self._folder.opened(Changes.NOTHING) as ledger:
            return results_of(ledger, None if as_of is None else arguments.moment(as_of), contacts=contacts)

    def write_results(
        self, into: str | Path | None = None, *, as_of: dt.date | str | None = None,
        forms: Form | str | Path | Iterable[Form | str | Path] | None = None, contacts: bool = True,
        against: str | Path | Iterable[str | Path] | None = None,
    ) -> Consolidation:
        """Write the results again.

        :param into: another folder; a past day, and results without contacts, are written only there.
        :param forms: definitions to use from now on; ``contacts``: whether to write personal data.
        :param against: folders of further results that the page compares with: states that were kept, last year's.
        :raises OptionNotValid: a past day or results without contacts into the round's own folder, or into that of a
            state that was kept, or of another round.
        """
        moment = None if as_of is None else arguments.moment(as_of)
        other = None if into is None else arguments.one_path(into, "into")
        past = moment is not None and moment.date() < now().date()
        if other is None and (past or not contacts):
            raise OptionNotValid("results-need-folder")
        if other is not None and ((other / LEDGER).exists() or other.resolve().is_relative_to(
                (self.directory / SNAPSHOTS).resolve())):
            raise OptionNotValid("folder-of-a-round", path=other)
        others = arguments.several_paths(against, "against") if against else []
        names = arguments.short_names(others)
        earlier = {name: Round(path).current() for name, path in zip(names, others, strict=True)}
        given = _loaded(forms)
        changes = Changes.RESULTS if other is None else Changes.LEDGER if given else Changes.NOTHING
        with self._folder.opened(changes) as ledger:
            if given:
                self._folder.add(ledger, [], forms=given)
            result = results_of(ledger, moment, contacts=contacts, record=other is None)
            result = self._write(result, earlier, other)
            if other is None:
                self._refresh_letters(ledger)
            return result

    def check(
        self, paths: Source | Iterable[Source], options: arguments.ReadOptions | None = None, *,
        forms: Form | str | Path | Iterable[Form | str | Path] | None = None, year: int | str | None = None,
        as_of: dt.date | str | None = None,
    ) -> tuple[RoundFacts, RoundFacts]:
        """The round's facts, and what they would be with the files under the paths; nothing is written.

        The parameters are those of :meth:`ingest`; files that are known are in :attr:`known`.
        """
        given = _loaded(forms)
        moment = None if as_of is None else arguments.moment(as_of)
        with self._folder.opened(Changes.NOTHING) as ledger:
            self._folder.settle(ledger, given, arguments.fiscal_year(year), contacts=None)
            if self._folder.by_other_layouts(ledger, forms_of(ledger, given)):
                raise RoundNotValid("form-not-of-round", directory=self.directory)
            before = facts_of(ledger, moment, forms=given)
            return before, self._folder.with_more(ledger, before, sources_of(paths),
                                                  options or arguments.ReadOptions())

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
            event, said = extension_event(facts_of(ledger, None), unit, day, reason, by)
            self._folder.messages += said
            latest = max([event.at, *(one.at for one in ledger.events(EventKind.EXTENSION))])  # the last one holds
            return self._decided_so(ledger, [replace(event, at=latest)])

    def note(self, unit: str | int, text: str, *, by: str) -> Consolidation:
        """Write a line into a unit's history, and the results again.

        :raises UnitNotFound: the form lists no such unit in the round's year.
        """
        with self._folder.opened() as ledger:
            return self._decided_so(ledger, [note_event(facts_of(ledger, None), unit, text, by)])

    def _decided(self, requests: Sequence[DecisionRequest]) -> Consolidation:
        with self._folder.opened() as ledger:
            decider = Decider(facts_of(ledger, None), ledger.events(EventKind.DECISION, EventKind.UNDO))
            events = decider.events(requests)
            self._folder.messages += decider.messages
            return self._decided_so(ledger, events)

    def _decided_so(self, ledger: Ledger, events: Sequence[Event]) -> Consolidation:
        if not keeps_contacts(ledger):
            self._folder.messages.append(notice("words-not-kept"))
        return self._kept(ledger, events)

    def _kept(self, ledger: Ledger, events: Sequence[Event]) -> Consolidation:
        result = self._keep(ledger, events)
        self._refresh_letters(ledger)
        return result

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
            facts = facts_of(ledger, None)
            code = "" if unit is None else unit_of(facts, unit)
            if facts.contacts or not contacts:
                Erasure(self.directory, ledger, facts, ErasureRequest(contacts, code, day)).run(self._lang(facts.forms))
            return self._kept(ledger, ())

    @overload
    def history(self, unit: str | int | None = None, *, run: None = None) -> pd.DataFrame: ...

    @overload
    def history(self, unit: str | int | None = None, *, run: dt.date | str) -> PastRun: ...

    def history(
        self, unit: str | int | None = None, *, run: dt.date | str | None = None,
    ) -> pd.DataFrame | PastRun:
        """What happened, oldest first, as rows of the frame ``events``; of one unit, or with ``run`` what counted then.

        :param unit: the unit's code, also as a number, or its name; ``None`` for the whole round.
        :param run: a day (A.D.): what counted in its last run, or in the last one before it, by unit.
        :raises InputNotFound: there was no run by that day.
        :raises UnitNotFound: the form lists no such unit in the round's year, and nothing happened about one.
        """
        if run is None:
            return self.story(unit)[1]
        with self._folder.opened(Changes.NOTHING) as ledger:
            code = None if unit is None else self._code(ledger, unit, results_of(ledger, None))
            return past_run(ledger, arguments.moment(run, "run"), code)

    def story(self, unit: str | int | None = None) -> tuple[Consolidation, pd.DataFrame]:
        """The state of the round, and what happened as :meth:`history` gives it.

        What happened of a unit includes what is about the files that may be of it, and the letters about these.
        """
        with self._folder.opened(Changes.NOTHING) as ledger:
            result = results_of(ledger, None)
            events, returns = result.events, result.returns
            if unit is None:
                return result, events
            code = self._code(ledger, unit, result)
        own = (returns["unit_code"] == code) | (returns["likely_unit"] == code)
        files = set(returns.loc[own & (returns["status"] != "duplicate"), "sha256"])
        rows = [(whose, sha256, json.loads(one)) for whose, sha256, one in zip(
            events["unit_code"], events["sha256"], events["data"], strict=True)]
        letters = {one["number"] for whose, _, one in rows if whose in ("", code) and files & {*one.get("about", ())}}
        chosen = [code == whose or sha256 in files or one.get("number") in letters for whose, sha256, one in rows]
        return result, events[chosen]

    def _code(self, ledger: Ledger, unit: str | int, result: Consolidation) -> str:
        """The code of the unit that is meant; one about which something happened need not be listed any more."""
        known = set(result.events["unit_code"]) - {""}
        return str(unit) if str(unit) in known else arguments.unit_meant(
            forms_of(ledger), unit, int(ledger.settings()["year"]))

    def snapshot(self, name: str) -> Path:
        """Keep the results as they are by name; ``compare`` takes them as ``DIR@NAME``.

        :returns: the folder of the snapshot.
        :raises OptionNotValid: the name cannot be used.
        :raises RoundNotValid: there is a state of that name, or the results are not those of the last run.
        """
        name = checked_name(arguments.text(name, "name"))
        with self._folder.opened(Changes.LEDGER) as ledger:
            self._current(ledger)
            target = self.directory / SNAPSHOTS / name
            if any(path.name.casefold() == name.casefold() for path in folders_in(target.parent)):
                raise RoundNotValid("state-exists", directory=self.directory, name=name)
            with snapshot_at(self.directory, target) as commit, ledger.transaction():
                ledger.add_event(Event(now(), EventKind.SNAPSHOT, data={"name": name}))
                commit()
            return target


def _loaded(given: object) -> list[Form]:
    from pmqa_xlsx.definition.loading import load_forms

    return [*load_forms(arguments.several_forms(given))]
