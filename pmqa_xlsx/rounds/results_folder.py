"""A round's folder with its results: written again from the ledger if they are not those of the last run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pmqa_xlsx import arguments
from pmqa_xlsx.consolidate.output import named_originals, read_summary
from pmqa_xlsx.consolidate.schema import EventKind
from pmqa_xlsx.errors import LedgerNotUsable, notice
from pmqa_xlsx.ledger.ledger_file import LEDGER, Event
from pmqa_xlsx.ledger.store import Ledger
from pmqa_xlsx.rounds.round_folder import Changes, RoundFolder
from pmqa_xlsx.rounds.round_state import forms_of, results_of

if TYPE_CHECKING:
    from pmqa_xlsx.consolidate.consolidation import Consolidation
    from pmqa_xlsx.consolidate.schema import FileKey
    from pmqa_xlsx.form.model import Form
    from pmqa_xlsx.text.calendar import Calendar
    from pmqa_xlsx.text.language import Lang, Text


class ResultsFolder:
    """The base of all that is done with a round.

    :param directory: the round's folder.
    :param lang: language of the files for people, ``th`` or ``en``; default: the form's.
    """

    def __init__(self, directory: str | Path, *, lang: Lang | None = None) -> None:
        self.directory = arguments.one_path(directory, "directory")
        self._given_lang = None if lang is None else arguments.language(lang)
        self._folder = RoundFolder(self.directory)

    def _lang(self, forms: Sequence[Form]) -> Lang:
        """The language of the files: the one that was asked for, else that of the form given last.

        :param forms: the form given last first.
        """
        return self._given_lang or (forms[0].lang if forms else "th")

    def __repr__(self) -> str:
        return f"<Round in {self.directory}>"

    @property
    def messages(self) -> Sequence[Text]:
        """Messages of the calls so far, oldest first, such as that the ledger was rebuilt."""
        return self._folder.messages

    @property
    def calendar(self) -> Calendar:
        """The calendar of the form given last, in which days and years are shown."""
        with self._folder.opened(Changes.NOTHING) as ledger:
            return forms_of(ledger)[0].calendar

    @property
    def unread(self) -> Sequence[Text]:
        """A line for each file that could not be read in the last :meth:`ingest` or :meth:`check`."""
        return self._folder.unread

    @property
    def error_log(self) -> str:
        """Of the last :meth:`check`, the tracebacks of files on which the program itself failed."""
        return self._folder.opening_log

    @property
    def known(self) -> Sequence[FileKey]:
        """The files, by label and SHA-256 as in the frames, that :meth:`check` was given and the round has."""
        return self._folder.known

    def current(self) -> Consolidation:
        """The results in the folder, written again if they are not those of the last run.

        A folder of results without a ledger is read as it is.

        :raises InputNotFound: there are no results, or they are incomplete.
        """
        from pmqa_xlsx.consolidate.consolidation import Consolidation

        if (self.directory / LEDGER).is_file() and self._is_outdated():
            with self._folder.opened() as ledger:
                self._current(ledger)
        return Consolidation.load(self.directory)

    def _is_outdated(self) -> bool:
        """Whether the results are not those of the last run; read without a lock: they may be open elsewhere."""
        try:
            with Ledger.open(self.directory) as ledger:
                return (read_summary(self.directory) or {}).get("run") != len(ledger.events(EventKind.RUN))
        except LedgerNotUsable:
            return True

    def _keep(self, ledger: Ledger, events: Iterable[Event]) -> Consolidation:
        with ledger.transaction():
            for event in events:
                ledger.add_event(event)
        return self._write(results_of(ledger, None, record=True))

    def _current(self, ledger: Ledger) -> None:
        """Make sure that the results in the folder are those of the last run."""
        summary = read_summary(self.directory) or {}
        if summary.get("run") != len(ledger.events(EventKind.RUN)):
            self._folder.messages.append(notice("results-written-again"))
            self._write(results_of(ledger, None, record=True))

    def _write(self, result: Consolidation, against: Mapping[str, Consolidation] | None = None,
               into: Path | None = None) -> Consolidation:
        """Write results into the round's folder, or as a copy without originals into another one.

        :param against: further results that the page compares with, by name.
        """
        from pmqa_xlsx.report import report_files

        kept = [] if into else [path.name for _, path in named_originals(self.directory)]
        result.save(into or self.directory, report_files(result, self._lang(result.forms), against), kept)
        return result
