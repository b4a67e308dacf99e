"""One wide sheet of all answers, a row a unit and a column a question, and the same of the scores of choices."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from pmqa_xlsx.answers import type_of
from pmqa_xlsx.consolidate.frame_rows import Edition, FrameRows, runs_of
from pmqa_xlsx.form.question import Level, Question
from pmqa_xlsx.report import words
from pmqa_xlsx.report.book import ReportBook
from pmqa_xlsx.report.round import RoundRows, Row
from pmqa_xlsx.report.sheets import shown_answer
from pmqa_xlsx.report.tables import ColouredText, ColumnKind, SheetColumn, TableSheet, bands_of
from pmqa_xlsx.text.language import Text

#: Columns of questions on a sheet: Excel has 16,384, and a table of so many is no longer of use.
MOST_QUESTIONS = 4000
#: Cells on a sheet; of a larger round the first units are shown.
MOST_CELLS = 3_000_000
_TEXT_WIDTH, _VALUE_WIDTH = 30.0, 13.0
#: The columns of ``answers`` that are read.
_READ = ("form_id", "form_version", "fiscal_year", "unit_code", "level", "category", "section", "criterion", "row",
         "field", "slot", "value", "number", "score", "raw", "state")


class _Asked(NamedTuple):
    """A column: the question, the heading above it, its category, its wording, and whether its answers are texts."""

    question: Question
    heading: Text
    category: Text
    wording: Text
    is_text: bool
    scored: bool


def answers_wide(book: ReportBook, round_: RoundRows) -> TableSheet:
    """Every answer: numbers as numbers, choices as their labels, what is not valid as it was typed."""
    def cell(row: Row) -> object:
        shown = shown_answer(round_, row)
        return ColouredText(str(shown), "invalid") if row["state"] == "invalid" else _as_number(shown)

    asked = list(_asked(round_))
    return _sheet(book, round_, asked, cell, (words.ANSWERS, "answers", words.WIDE_NOTE))


def choice_scores_wide(book: ReportBook, round_: RoundRows) -> TableSheet:
    """The score of every choice that was given in a scored field, as a number."""
    asked = [one._replace(is_text=False) for one in _asked(round_) if one.scored]
    return _sheet(book, round_, asked, lambda row: row["score"],
                  (words.CHOICE_SCORES, "choice_scores", words.CHOICE_SCORES_NOTE))


def _sheet(book: ReportBook, round_: RoundRows, asked: list[_Asked], cell: Callable[[Row], object],
           named: tuple[Text, str, Text]) -> TableSheet:
    name, table, note = named
    shown = asked[:MOST_QUESTIONS]
    whose = [*round_.who(), SheetColumn(words.STATUS_HEADING, 18)]
    columns = [*whose, *(SheetColumn(one.heading, _TEXT_WIDTH if one.is_text else _VALUE_WIDTH, ColumnKind.CLIPPED,
                                     one.wording) for one in shown)]
    rows = _UnitAnswers(round_, {one.question: place for place, one in enumerate(shown)}, cell)
    notes = [book.say(note)]
    if len(shown) < len(asked):
        notes.append(book.say(words.CUT_COLUMNS, shown=f"{len(shown):,}", columns=f"{len(asked):,}"))
    listed = rows.listed(MOST_CELLS // max(len(columns), 1))
    if len(listed) < rows.count:
        notes.append(book.say(words.CUT, shown=f"{len(listed):,}", rows=f"{rows.count:,}", frame="answers"))
    return TableSheet(name, "answers", table, columns, listed, note=" · ".join(notes),
                      bands=bands_of([book.say(one.category) for one in shown], len(whose)))


def _asked(round_: RoundRows) -> Iterator[_Asked]:
    """Every question of the round's forms once, in the forms' order."""
    known: set[Question] = set()
    for row in FrameRows(round_.source.questions).each():
        question = Question.of(row)
        if question in known:
            continue
        known.add(question)
        row = {**row, "fiscal_year": None}
        field = round_.field(row)
        label = Text(row["label_th"], row["label_en"])
        code = "" if question.level == Level.COVER else question.code
        repeat = f" [{question.row}]" if question.row else ""
        heading = Text(*(f"{code}{repeat} {part}".strip() for part in (label.of("th"), label.of("en"))))
        category = Text(*(round_.category(row) for _ in "ab"))
        criterion = round_.criterion(row)
        wording = Text(*(" · ".join(filter(None, (criterion.of(lang), label.of(lang)))) for lang in ("th", "en")))
        is_text = field is None or not (type_of(field).has_choices or _is_short(round_, row))
        yield _Asked(question, heading, category, wording, is_text, bool(field and field.scored and field.choices))


def _is_short(round_: RoundRows, row: Row) -> bool:
    """Whether answers to a question fit into a narrow column: numbers, days, times."""
    field = round_.field(row)
    return field is not None and not type_of(field).is_text and not type_of(field).personal


class _UnitAnswers:
    """The cells of each unit's answers, in the forms' order of units."""

    def __init__(self, round_: RoundRows, places: dict[Question, int], cell: Callable[[Row], object]) -> None:
        self._round, self._places, self._cell = round_, places, cell
        answers = round_.source.answers
        self._whose, self._begins = runs_of(answers)
        self._filled = np.flatnonzero((answers["state"] != "empty").to_numpy())
        self._ends = np.searchsorted(self._filled, np.append(self._begins, len(answers)))
        self._rows = FrameRows(answers[[*_READ]])
        self._status = {(unit.edition, unit.code): unit for unit in round_.units}

    @property
    def count(self) -> int:
        """How many units have answers."""
        return len(self._whose)

    def listed(self, most: int) -> list[list[object]]:
        """The rows of the first units."""
        order = sorted(range(self.count), key=lambda number: self._round.place(self._whose[number]))[:most]
        listed = [self._head(number) + [None] * len(self._places) for number in order]
        parts = [self._filled[self._ends[number]:self._ends[number + 1]] for number in order]
        if not parts:
            return []
        owners = np.repeat(np.arange(len(order)), [len(part) for part in parts])
        for owner, row in zip(owners.tolist(), self._rows.each(np.concatenate(parts)), strict=True):
            place = self._places.get(Question.of(row))
            if place is not None:
                listed[owner][place - len(self._places)] = self._cell(row)
        return listed

    def _head(self, number: int) -> list[object]:
        unit = self._status[Edition.of(self._whose[number]), self._whose[number]["unit_code"]]
        status = ColouredText(self._round.word(words.STATUS, unit.status), unit.status)
        return [*self._round.unit_cells(unit), status]


def _as_number(shown: object) -> object:
    """A label that is a number, as of a rating, as that number."""
    if isinstance(shown, str) and shown.isascii() and shown.isdigit() and len(shown) < 10 and str(int(shown)) == shown:
        return int(shown)
    return shown
