"""The frames of a round as typed rows, read once for each run."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Mapping, Sequence, Set
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pmqa_xlsx.consolidate import schema
from pmqa_xlsx.consolidate.event_data import EventData, data_of
from pmqa_xlsx.consolidate.frame_rows import COUNTED, findings_by_file
from pmqa_xlsx.light_dataclass import replace
from pmqa_xlsx.system.file_names import SUMMARY
from pmqa_xlsx.text.calendar import thai_time

if TYPE_CHECKING:
    from pmqa_xlsx.consolidate.consolidation import SavedRound
    from pmqa_xlsx.form.model import Form
    from pmqa_xlsx.report.answer_words import AnswerWords
    from pmqa_xlsx.text.language import Lang

#: Letters of the text that a finding is about; no page shows it, its sentence quotes enough.
_MOST_OF_VALUE = 200


class RoundView:
    """What the last run of a round wrote.

    :ivar source: its frames, and its forms with the year in their texts.
    """

    def __init__(self, source: SavedRound) -> None:
        self.source = source.in_words

    @property
    def form(self) -> Form:
        """The form given last."""
        return self.source.forms[0]

    @property
    def as_of(self) -> dt.datetime:
        """The moment that the results are of."""
        return self.source.as_of

    @property
    def today(self) -> dt.date:
        """The day of the data (A.D., in Thailand)."""
        return thai_time(self.source.as_of).date()

    @cached_property
    def units(self) -> list[schema.StandingRow]:
        """Every unit of the year."""
        return self.source.rows(schema.StandingRow)

    @cached_property
    def unit_by_code(self) -> Mapping[str, schema.StandingRow]:
        """The units by code."""
        return {row.unit_code: row for row in self.units}

    @cached_property
    def returns(self) -> list[schema.ReturnRow]:
        """Every return, and every file without one, the newest first."""
        return sorted(self.source.rows(schema.ReturnRow), key=lambda row: (row.sent_at, row.received_at), reverse=True)

    @cached_property
    def counted(self) -> Mapping[str, schema.ReturnRow]:
        """The return that counts, of each unit that has one, by the unit's code."""
        return {row.unit_code: row for row in reversed(self.returns) if row.status in COUNTED}

    @cached_property
    def events(self) -> list[schema.EventRow]:
        """What happened, the newest first."""
        return self.source.rows(schema.EventRow)[::-1]

    @cached_property
    def letters(self) -> list[schema.LetterRow]:
        """The letters, the newest first."""
        return self.source.rows(schema.LetterRow)[::-1]

    @cached_property
    def drafts(self) -> Mapping[str, EventData]:
        """What the draft of each letter recorded, by number: its files, and the owners of its matters."""
        data = [data_of(event) for event in reversed(self.events) if event.kind == schema.EventKind.LETTER]
        return {one["number"]: one for one in data if "files" in one}

    def asked_about(self, letter: schema.LetterRow) -> Set[str]:
        """The units, and the SHA-256 of the files, that a letter is about."""
        return {owner for owner, *_ in self.drafts.get(letter.number, EventData()).get("matters", ())}

    @cached_property
    def missing(self) -> list[schema.MissingRow]:
        """The units without a return that counts."""
        return self.source.rows(schema.MissingRow)

    @cached_property
    def findings(self) -> Mapping[schema.FileKey, list[schema.FindingRow]]:
        """The findings by the key of their file; the text that one is about is cut if it is longer than a name."""
        return findings_by_file(
            row if len(row.value) <= _MOST_OF_VALUE else replace(row, value=row.value[:_MOST_OF_VALUE])
            for row in self.source.each_row(schema.FindingRow))

    def findings_of(self, one: schema.ReturnRow) -> Sequence[schema.FindingRow]:
        """The findings about a return."""
        return self.findings.get(one.key, ())

    def words(self, lang: Lang) -> AnswerWords:
        """The words of questions and answers."""
        from pmqa_xlsx.report.answer_words import AnswerWords

        return AnswerWords(self.source.forms, lang)

    def answers_of(self, unit: str) -> list[schema.AnswerRow]:
        """The answers of a unit."""
        return self.source.rows(schema.AnswerRow, unit=unit)

    def contacts_of(self, unit: str) -> list[schema.ContactRow]:
        """The people of a unit."""
        return self.source.rows(schema.ContactRow, unit=unit)

    def changes_of(self, unit: str) -> list[schema.ChangeRow]:
        """The answers that a later return of a unit changed, the newest first."""
        return self.source.rows(schema.ChangeRow, unit=unit)[::-1]


class LatestRun:
    """The rows of the last run, read again when another run has written its results.

    :param directory: the round's folder.
    """

    def __init__(self, directory: Path) -> None:
        self._summary = directory / SUMMARY
        self._directory = directory
        self._reading = threading.Lock()
        self._kept: tuple[tuple[int, int], RoundView] | None = None

    def read(self) -> RoundView | None:
        """The rows; ``None`` where no run has written results yet.

        :raises InputNotFound: the results are not whole.
        """
        from pmqa_xlsx.consolidate.consolidation import read_saved

        with self._reading:
            try:
                state = self._summary.stat()
            except OSError:
                return None
            mark = (state.st_mtime_ns, state.st_size)
            if self._kept is None or self._kept[0] != mark:
                self._kept = mark, RoundView(read_saved(self._directory))
            return self._kept[1]
