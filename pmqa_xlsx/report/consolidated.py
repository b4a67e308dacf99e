"""``consolidated.xlsx``: the workbook for the central office, with its sheets of figures, changes and columns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pmqa_xlsx.cells import MAX_ROWS
from pmqa_xlsx.consolidate.frame_rows import EachRow
from pmqa_xlsx.consolidate.schema import ChangeRow
from pmqa_xlsx.form.question import row_label
from pmqa_xlsx.layout.words import ERA
from pmqa_xlsx.report import sheets, words
from pmqa_xlsx.report.answer_figures import Targets
from pmqa_xlsx.report.answer_words import AnswerWords
from pmqa_xlsx.report.book import ReportBook
from pmqa_xlsx.report.changes import ChangeSince, changes_of
from pmqa_xlsx.report.figures import Basis
from pmqa_xlsx.report.measures import points_text, rounded
from pmqa_xlsx.report.overview import write_overview
from pmqa_xlsx.report.round import RoundRows, with_form_texts
from pmqa_xlsx.report.tables import ColumnKind, SheetColumn, TableSheet, fitting_width, write_table_sheet
from pmqa_xlsx.report.wide import (
    answers_wide,
    choice_scores_wide,
    write_category_scores,
    write_criterion_scores,
    write_section_scores,
)
from pmqa_xlsx.system.scratch_file import KeptBytes
from pmqa_xlsx.text.calendar import thai_time
from pmqa_xlsx.text.language import Lang
from pmqa_xlsx.text.thai import long_moment

if TYPE_CHECKING:
    from pmqa_xlsx.consolidate.consolidation import Consolidation
    from pmqa_xlsx.form.model import Form


_MOST_LETTERS = 2000


def groups_sheet(round_: RoundRows) -> TableSheet:
    """The groups of units: how many have returned, and their means over complete returns and over all."""
    complete, every = round_.both[Basis.COMPLETE], round_.both[Basis.ALL]
    names = [line.name or words.NO_GROUP.of(round_.lang) for line in complete.groups]
    edition = [SheetColumn(words.FORM, 24), SheetColumn(words.YEAR, 14)] if round_.several_editions else []
    columns = [SheetColumn(words.GROUP, fitting_width(names, 18, 60), ColumnKind.WRAPPED),
               SheetColumn(words.UNIT_COUNT, 12, ColumnKind.WHOLE), SheetColumn(words.RETURNED, 11, ColumnKind.WHOLE),
               SheetColumn(words.RETURN_RATE, 13, ColumnKind.SHARE), SheetColumn(words.COMPLETE, 10, ColumnKind.WHOLE),
               SheetColumn(words.OVERDUE, 12, ColumnKind.WHOLE), *edition,
               SheetColumn(words.RANK, 10, ColumnKind.WHOLE),
               SheetColumn(words.MEAN_COMPLETE, 14, ColumnKind.POINTS),
               SheetColumn(words.N_COMPLETE, 12, ColumnKind.WHOLE),
               SheetColumn(words.DEVIATION_COMPLETE, 16, ColumnKind.POINTS),
               SheetColumn(words.MEAN_OF_ALL, 13, ColumnKind.POINTS), SheetColumn(words.N_ALL, 12, ColumnKind.WHOLE)]
    rows = []
    for line, other in zip(complete.groups, every.groups, strict=True):
        counts: list[object] = [line.units, line.returned, line.rate, line.complete, line.overdue]
        for mean, of_all in zip(line.means, other.means, strict=True):
            form = [mean.edition.name, mean.edition.fiscal_year or None] if round_.several_editions else []
            own, whole = mean.spread, of_all.spread
            rows.append([line.name or words.NO_GROUP.of(round_.lang), *counts, *form, mean.rank,
                         own.mean if own else None, own.count if own else 0, own.deviation if own else None,
                         whole.mean if whole else None, whole.count if whole else 0])
            counts = [None] * len(counts)  # a group is counted once, also where its units returned several editions
    return TableSheet(words.GROUPS, "units", "groups", columns, rows, frozen=1)


def targets_sheet(round_: RoundRows) -> TableSheet | None:
    """Each unit's targets and results; ``None`` where no form asks for them or nobody has given both."""
    columns = [*round_.who(), SheetColumn(words.CRITERION, 10), SheetColumn(words.QUESTION, 80, ColumnKind.WRAPPED),
               SheetColumn(words.TARGET, 13, ColumnKind.NUMBER), SheetColumn(words.ACTUAL, 13, ColumnKind.NUMBER),
               SheetColumn(words.DIFFERENCE, 15, ColumnKind.NUMBER), SheetColumn(words.RATIO, 15, ColumnKind.SHARE)]
    figures = round_.both[Basis.ALL]
    rows: list[list[object]] = []
    for edition in dict.fromkeys(unit.edition for unit in figures.counted):
        form = round_.index.form(edition)
        units = {unit.code: unit for unit in figures.counted if unit.edition == edition}
        if not form:
            continue
        targets = Targets(form, edition, units)
        round_.add_answers([targets])
        for one in targets.results():
            rows.append([*round_.unit_cells(units[one.unit_code]), row_label(one.criterion.code, one.row or 0),
                         one.criterion.text.of(round_.lang), one.target, one.actual, one.actual - one.target,
                         one.ratio])
    return TableSheet(words.TARGETS, "answers", "targets", columns, rows) if rows else None


def changes_sheet(round_: RoundRows) -> TableSheet:
    """What is different from the run before: where units were and are, their totals, and the answers that changed."""
    change = next((one for one in changes_of(round_.source) if one.kind == "run"), None)
    columns = [*round_.who(), SheetColumn(words.WHAT_CHANGED, 34, ColumnKind.WRAPPED),
               SheetColumn(words.BEFORE, 40, ColumnKind.WRAPPED), SheetColumn(words.NOW, 40, ColumnKind.WRAPPED),
               SheetColumn(words.CHANGED_AT, 23, ColumnKind.MOMENT)]
    note = words.NO_EARLIER_RUN.of(round_.lang)
    if change:
        at = long_moment(change.old.as_of, round_.lang, round_.source.calendar)
        note = words.SINCE_RUN.say(round_.lang, at=at)
    rows = [*_moves(round_, change), *_answers(round_, change)] if change else []
    return TableSheet(words.CHANGES, "changes", "changes", columns, rows, note=note)


def _moves(round_: RoundRows, change: ChangeSince) -> Iterator[list[object]]:
    units = {unit.code: unit for unit in round_.units}
    for move in change.moves:
        if move.code not in units:
            continue
        who = round_.unit_cells(units[move.code])
        if move.old != move.new:
            yield [*who, words.STATUS_HEADING.of(round_.lang), words.STANDING[move.old].of(round_.lang),
                   words.STANDING[move.new].of(round_.lang), None]
        if points_text(move.old_total) != points_text(move.new_total):
            yield [*who, words.SCORE.of(round_.lang), *(None if total is None else rounded(total) for total in (
                move.old_total, move.new_total)), None]


def _answers(round_: RoundRows, change: ChangeSince) -> Iterator[list[object]]:
    """The answers changed by returns that did not count in the run before."""
    said = AnswerWords(round_.source.forms, round_.lang)
    for row in EachRow(round_.source, ChangeRow):
        if row.new_sha256 not in change.old.counted:
            shown = [sheets.shown_value(round_, row, value) for value in (row.old_value, row.new_value)]
            yield [*round_.who_cells(row), said.question(row), *(str(one or "")[:_MOST_LETTERS] for one in shown),
                   thai_time(dt.datetime.fromisoformat(row.at)).replace(tzinfo=None) if row.at else None]


def dictionary_sheet(book: ReportBook) -> TableSheet:
    """What each column of the sheets written so far means, in words."""
    columns = [SheetColumn(words.SHEET_HEADING, 22), SheetColumn(words.COLUMN_HEADING, 34, ColumnKind.WRAPPED),
               SheetColumn(words.MEANING, 110, ColumnKind.WRAPPED)]
    rows: list[Sequence[object]] = []
    questions: list[Sequence[object]] = []
    for sheet in book.written:
        for column in sheet.columns:
            meaning = words.MEANINGS.get(column.heading, words.POINTS_MEANING)
            listed = questions if column.meaning else rows
            listed.append([book.say(sheet.name), book.say(column.heading), book.say(column.meaning or meaning)])
    return TableSheet(words.DICTIONARY, "questions", "columns", columns, [*rows, *questions], frozen=2,
                      printed=len(rows))


def write_consolidated(
    consolidation: Consolidation, lang: Lang = "th", *, max_rows: int = MAX_ROWS,
) -> bytes | KeptBytes:
    """Write a consolidated round as a workbook: what an office reads first, then the lists, and what columns mean.

    All text typed by units is written as text, never as a formula or a link. The same frames give the same bytes.

    :param consolidation: the frames of a round, with its forms, year (in the form's calendar) and day.
    :param lang: language of the headings, messages and labels.
    :param max_rows: most rows of a sheet; one that is truncated says so and names the file with all rows.
    :returns: the bytes of an .xlsx file, on the disk if they are many.
    """
    consolidation = with_form_texts(consolidation)
    round_ = RoundRows(consolidation, lang)
    book = ReportBook(lang, subtitle_of(consolidation, lang), max_rows, consolidation.calendar)
    book.workbook.set_properties({
        "title": f"{book.say(words.OVERVIEW_TITLE)} · {book.subtitle}"[:255],
        "created": thai_time(consolidation.as_of).astimezone(dt.UTC).replace(tzinfo=None)})
    write_overview(book, round_.both, round_.several_editions)
    if round_.has_groups:
        write_table_sheet(book, groups_sheet(round_))
    for sheet in (sheets.open_sheet, sheets.missing_sheet, changes_sheet, sheets.returns_sheet):
        write_table_sheet(book, sheet(round_))
    write_category_scores(book, round_)
    write_section_scores(book, round_)
    write_criterion_scores(book, round_)
    for wide in (choice_scores_wide, answers_wide):
        write_table_sheet(book, wide(book, round_))
    targets = targets_sheet(round_)
    if targets:
        write_table_sheet(book, targets)
    for sheet in (sheets.contacts_sheet, sheets.findings_sheet):
        write_table_sheet(book, sheet(round_))
    if consolidation.decisions:
        write_table_sheet(book, sheets.decisions_sheet(round_))
    write_table_sheet(book, dictionary_sheet(book))
    return book.close()


def subtitle_of(consolidation: Consolidation, lang: Lang) -> str:
    """The line under every title: form, fiscal year and day."""
    return f"{titles_of(consolidation.forms, lang)} · {state_text(consolidation, lang)}"


def titles_of(forms: Sequence[Form], lang: Lang) -> str:
    """The titles of some forms, each once."""
    return " / ".join(dict.fromkeys(form.title.of(lang) for form in forms))


def state_text(consolidation: Consolidation, lang: Lang) -> str:
    """What results are of: the fiscal year, in the form's calendar, and the day."""
    years = {consolidation.year} if consolidation.year else {form.fiscal_year for form in consolidation.forms}
    year = f"{ERA[consolidation.calendar][lang]}{next(iter(years), '')}"
    as_of = long_moment(consolidation.as_of, lang, consolidation.calendar)
    return " · ".join([*([words.OF_YEAR.say(lang, year=year)] if len(years) == 1 else []),
                       words.AS_OF.say(lang, as_of=as_of)])
