"""The wide sheets, a row a unit: answers and scores of choices by question; scores by category, section, criterion."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from pmqa_xlsx.answers import type_of
from pmqa_xlsx.cells import CellRef
from pmqa_xlsx.consolidate.frame_rows import EachRow, FrameRows, OneUnit, runs_of
from pmqa_xlsx.consolidate.schema import AnswerRow, QuestionRow
from pmqa_xlsx.form.model import TOTAL
from pmqa_xlsx.form.question import Level, Question, row_label
from pmqa_xlsx.report import words
from pmqa_xlsx.report.book import PlacedRows, ReportBook, colour_scale
from pmqa_xlsx.report.figures import Basis, ScoreLine
from pmqa_xlsx.report.measures import mean_of
from pmqa_xlsx.report.round import RoundRows
from pmqa_xlsx.report.sheets import shown_answer
from pmqa_xlsx.report.tables import (
    HEADER_ROW,
    ColouredText,
    ColumnKind,
    SheetColumn,
    TableSheet,
    bands_of,
    write_table,
    write_table_sheet,
)
from pmqa_xlsx.report.units import UnitRow
from pmqa_xlsx.text.language import NO_TEXT, Text
from pmqa_xlsx.text.thai import alphabetical

_GAP = 2
#: Columns of questions on a sheet: Excel has 16,384, but so wide a table is of no use.
MOST_QUESTIONS = 4000
#: Cells on a sheet; of a larger round the first units are shown.
MOST_CELLS = 3_000_000
_TEXT_WIDTH, _VALUE_WIDTH = 30.0, 13.0


def write_category_scores(book: ReportBook, round_: RoundRows) -> None:
    """Write the sheet of units × categories, with each unit's total."""
    lines = sorted(round_.both[Basis.ALL].categories, key=lambda line: line.code == TOTAL)
    names: dict[str, Text] = {TOTAL: words.TOTAL}
    for line in lines:
        name = round_.index.category_name(line.edition, line.code)
        if names.setdefault(line.code, name) != name and line.code != TOTAL:
            names[line.code] = line.short  # editions with different titles for the code share the column
    columns = {line.code: SheetColumn(names[line.code], 15, ColumnKind.POINTS) for line in lines}
    _write_scores(book, round_, words.CATEGORY_SCORES, "category_scores", lines, columns, ())


def write_section_scores(book: ReportBook, round_: RoundRows) -> None:
    """Write the sheet of units × sections, where some section has a score."""
    if lines := round_.both[Basis.ALL].sections:
        _write_by_code(book, round_, words.SECTION_SCORES, "section_scores", lines,
                       {line.code: line.text for line in reversed(lines)})


def write_criterion_scores(book: ReportBook, round_: RoundRows) -> None:
    """Write the sheet of units × criteria."""
    _write_by_code(book, round_, words.CRITERION_SCORES, "criterion_scores", round_.both[Basis.ALL].criteria, {})


def _write_by_code(book: ReportBook, round_: RoundRows, name: Text, table: str, lines: Sequence[ScoreLine],
                   meanings: Mapping[str, Text]) -> None:
    """Write a sheet whose columns are headed by codes, with their categories above them."""
    columns = {line.code: SheetColumn(line.short, 8, ColumnKind.POINTS, meanings.get(line.code, NO_TEXT))
               for line in lines}
    owners = {line.code: book.say(round_.index.category_name(line.edition, line.category)) for line in reversed(lines)}
    _write_scores(book, round_, name, table, lines, columns,
                  bands_of([owners[code] for code in columns], len(_whose(round_))))


def _whose(round_: RoundRows) -> list[SheetColumn]:
    return [*round_.who(), SheetColumn(words.STATUS_HEADING, 18),
            SheetColumn(words.RANK_COMPLETE, 14, ColumnKind.WHOLE)]


def _write_scores(book: ReportBook, round_: RoundRows, name: Text, table: str, lines: Sequence[ScoreLine],
                  columns: Mapping[str, SheetColumn], bands: Sequence[tuple[int, int, str]]) -> None:
    whose, levels = _whose(round_), {line.code: line.level for line in lines}
    asked = [(levels[code], code) for code in columns]
    ranks = round_.both[Basis.COMPLETE].ranks
    rows = [[*round_.unit_cells(unit), ColouredText(round_.word(words.STATUS, unit.status), unit.status),
             ranks.get((unit.edition, unit.code)), *map(unit.percents.get, asked)]
            for unit in round_.both[Basis.ALL].counted if unit.percents]
    notes = [words.SELF_ASSESSED, words.COLOURS] if rows else [words.NO_RETURNS]
    sheet, last = write_table_sheet(book, TableSheet(
        name, "scores", table, [*whose, *columns.values()], rows, note=" · ".join(map(book.say, notes)), bands=bands))
    means = list(_mean_rows(round_, asked))
    if not means or not asked:
        return
    areas = [(HEADER_ROW + 1, last)]
    if last + _GAP + len(means) < book.max_rows:
        _, _, *between = whose[:-2]
        headings = [*between[:-1], SheetColumn(words.MEANS_OF, between[-1].width)] if round_.has_groups else between
        end = write_table(book, sheet, CellRef(last + _GAP, 2), f"{table}_means", [
            *headings, SheetColumn(words.BASIS, 18), SheetColumn(words.UNIT_COUNT, 14, ColumnKind.WHOLE),
            *columns.values()], means, "scores")
        areas.append((last + _GAP + 1, end))
    for first, end in areas:
        sheet.conditional_format(first, len(whose), end, len(whose) + len(asked) - 1, colour_scale(0, 50, 100))


def _mean_rows(round_: RoundRows, asked: Sequence[tuple[str, str]]) -> Iterator[list[object]]:
    """Rows of means over each basis: of all units of each edition, then of each of its groups.

    :param asked: level and code of each column.
    """
    for edition in dict.fromkeys(unit.edition for unit in round_.both[Basis.ALL].counted):
        own = [edition.fiscal_year or None, edition.name] if round_.several_editions else []
        for basis, figures in round_.both.items():
            mine = [unit for unit in figures.counted if unit.edition == edition and unit.percents]
            groups = sorted({unit.group for unit in mine}, key=alphabetical) if round_.has_groups else []
            for group in [None, *groups] if mine else []:
                those = [unit for unit in mine if group is None or unit.group == group]
                yield [*own, *_group_cells(round_, group), words.BASES[basis].of(round_.lang), len(those), *(
                    mean_of(unit.percents[one] for unit in those if one in unit.percents) for one in asked)]


def _group_cells(round_: RoundRows, group: str | None) -> list[object]:
    if not round_.has_groups:
        return []
    return [words.ALL_UNITS.of(round_.lang) if group is None else group or words.NO_GROUP.of(round_.lang)]


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
    def cell(row: AnswerRow) -> object:
        shown = shown_answer(round_, row)
        return ColouredText(str(shown), "invalid") if row.state == "invalid" else _as_number(shown)

    asked = list(_asked(round_))
    return _sheet(book, round_, asked, cell, (words.ANSWERS, "answers", words.WIDE_NOTE))


def choice_scores_wide(book: ReportBook, round_: RoundRows) -> TableSheet:
    """The score of every choice that was given in a scored field, as a number."""
    asked = [one._replace(is_text=False) for one in _asked(round_) if one.scored]
    return _sheet(book, round_, asked, lambda row: row.score,
                  (words.CHOICE_SCORES, "choice_scores", words.CHOICE_SCORES_NOTE))


def _sheet(book: ReportBook, round_: RoundRows, asked: list[_Asked], cell: Callable[[AnswerRow], object],
           named: tuple[Text, str, Text]) -> TableSheet:
    name, table, note = named
    shown = asked[:MOST_QUESTIONS]
    whose = [*round_.who(), SheetColumn(words.STATUS_HEADING, 18)]
    columns = [*whose, *(SheetColumn(one.heading, _TEXT_WIDTH if one.is_text else _VALUE_WIDTH, ColumnKind.CLIPPED,
                                     one.wording) for one in shown)]
    units = [unit for unit in round_.units if unit.counted]
    listed = units[:MOST_CELLS // max(len(columns), 1)]
    notes = [book.say(note)]
    if len(shown) < len(asked):
        notes.append(book.say(words.CUT_COLUMNS, shown=f"{len(shown):,}", columns=f"{len(asked):,}"))
    if len(listed) < len(units):
        notes.append(book.say(words.CUT, shown=f"{len(listed):,}", rows=f"{len(units):,}", frame="answers"))
    places = {one.question: place for place, one in enumerate(shown)}
    rows = PlacedRows(len(listed), lambda: _answer_rows(round_, listed, places, cell))
    return TableSheet(name, "answers", table, columns, rows, note=" · ".join(notes),
                      bands=bands_of([book.say(one.category) for one in shown], len(whose)))


def _asked(round_: RoundRows) -> Iterator[_Asked]:
    """Every question of the round's forms once, in the forms' order."""
    known: set[Question] = set()
    for row in EachRow(round_.source, QuestionRow):
        question = row.question
        if question in known:
            continue
        known.add(question)
        field = round_.field(row)
        label = Text(row.label_th, row.label_en)
        code = "" if question.level == Level.COVER else question.code
        about = row_label(code, question.row)
        heading = Text(*(f"{about} {part}".strip() for part in (label.of("th"), label.of("en"))))
        category = Text(*(round_.category(row) for _ in "ab"))
        criterion = round_.criterion(row)
        wording = Text(*(" · ".join(filter(None, (criterion.of(lang), label.of(lang)))) for lang in ("th", "en")))
        is_text = field is None or not (type_of(field).has_choices or _is_short(round_, row))
        yield _Asked(question, heading, category, wording, is_text, bool(field and field.scored and field.choices))


def _is_short(round_: RoundRows, row: QuestionRow) -> bool:
    """Whether answers to a question fit into a narrow column: numbers, days, times."""
    field = round_.field(row)
    return field is not None and not type_of(field).is_text and not type_of(field).personal


def _answer_rows(
    round_: RoundRows, units: Sequence[UnitRow], places: Mapping[Question, int], cell: Callable[[AnswerRow], object],
) -> Iterator[tuple[int, list[object]]]:
    """The row of each unit with its place among them; the answers go into the cells at their questions' places."""
    rest = {OneUnit(unit.edition, unit.code): place for place, unit in enumerate(units)}

    def row_of(place: int, answers: list[object]) -> tuple[int, list[object]]:
        status = units[place].status
        return place, [*round_.unit_cells(units[place]), ColouredText(round_.word(words.STATUS, status), status),
                       *answers]

    for answers in round_.source.frames.chunks("answers"):  # each with all answers of its units
        filled = answers[answers["state"] != "empty"]
        whose, begins = runs_of(filled)
        cells: list[list[object]] = [[None] * len(places) for _ in whose]
        owners = np.repeat(np.arange(len(whose)), np.diff([*begins, len(filled)]))
        for owner, row in zip(owners.tolist(), FrameRows(filled, AnswerRow), strict=True):
            if (place := places.get(row.question)) is not None:
                cells[owner][place] = cell(row)
        for one, own in zip(whose, cells, strict=True):
            if one in rest:
                yield row_of(rest.pop(one), own)
    yield from (row_of(place, [None] * len(places)) for place in rest.values())  # those without an answer


def _as_number(shown: object) -> object:
    """A label that is a number, as of a rating, as that number."""
    if isinstance(shown, str) and shown.isascii() and shown.isdigit() and len(shown) < 10 and str(int(shown)) == shown:
        return int(shown)
    return shown
