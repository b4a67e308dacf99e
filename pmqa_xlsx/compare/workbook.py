"""The workbook of a comparison: numbers of changes and category means on its first sheet, and the file it goes to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from pmqa_xlsx.cells import MAX_ROWS, CellRef
from pmqa_xlsx.compare import sheets
from pmqa_xlsx.compare import words as own
from pmqa_xlsx.compare.model import Aspect, Change, Comparison, MeanChange, Presence
from pmqa_xlsx.consolidate import output
from pmqa_xlsx.errors import OutputNotWritable
from pmqa_xlsx.form.model import TOTAL
from pmqa_xlsx.report import words
from pmqa_xlsx.report.book import BLUE, GREY, LINE, PALE, ReportBook, TableWorksheet
from pmqa_xlsx.report.charts import Box, ChartSeries, paired_columns
from pmqa_xlsx.report.consolidated import state_text, titles_of
from pmqa_xlsx.report.tables import ColumnKind, SheetColumn, write_table, write_table_sheet
from pmqa_xlsx.system.atomic import check_replaceable, replace_files
from pmqa_xlsx.system.write_errors import check_workbook_name
from pmqa_xlsx.text.calendar import thai_time
from pmqa_xlsx.text.language import Lang, Text

_WIDE, _NARROW = 46.0, 13.0
_WIDTHS = (_WIDE, *[_NARROW] * 8)
_LAST = len(_WIDTHS) - 1
_ROW = 21.0
_CHART_ROWS = 16
_PIXELS = sum(int(width * 7 + 5) for width in _WIDTHS)
_COUNTS_ROW = 3


def write_overview(book: ReportBook, pages: sheets.Pages) -> None:
    """Write the overview."""
    sheet = book.add_sheet(words.OVERVIEW, _WIDTHS)
    sheet.set_default_row(_ROW)
    sheet.fit_to_pages(1, 0 if pages.several else 1)
    sheet.center_horizontally()
    book.title(sheet, _LAST, own.TITLE)
    below = _counts(book, sheet, pages, _COUNTS_ROW)
    below = _means(book, sheet, pages, below)
    if pages.comparison.withheld:
        sheet.write_string(below, 0, book.say(own.WITHHELD), book.style(bold=True, font_color="#A33C00"))


def _counts(book: ReportBook, sheet: TableWorksheet, pages: sheets.Pages, top: int) -> int:
    """Write how many units, answers and contacts are the same, new or removed; returns the next free row."""
    comparison = pages.comparison
    counts = comparison.presence()
    answers = [one.change for one in comparison.answers]
    contacts = [one.change for one in comparison.contacts]
    aspects = [one.aspect for one in comparison.differences]
    edition = [Aspect.ONLY_OLD, Aspect.ONLY_NEW]
    lines: list[tuple[str, Sequence[tuple[Text, int]]]] = [
        (book.say(own.UNITS_COUNT), [(own.PRESENCE[one], counts[one]) for one in Presence]),
        (book.say(own.ANSWERS_COUNT, compared=f"{comparison.compared:,}"),
         [(own.CHANGE[one], answers.count(one)) for one in (Change.CHANGED, Change.ADDED, Change.REMOVED)]),
        (book.say(own.CONTACTS_COUNT),
         [(own.CHANGE[one], contacts.count(one)) for one in (Change.ADDED, Change.REMOVED, Change.MOVED)]),
        (book.say(own.FORM_COUNT),
         [*((own.ASPECT[one], aspects.count(one)) for one in edition),
          (own.OTHERWISE, sum(one not in edition for one in aspects))]),
    ]
    row = book.section(sheet, top, _LAST, book.say(own.COUNTS_SECTION))
    title = book.style(bold=True, indent=1, border=1, border_color=LINE, bg_color=PALE)
    label = book.style(border=1, border_color=LINE, align="right", shrink=True, font_color="#444444")
    figure = book.style(border=1, border_color=LINE, bold=True, num_format="#,##0", align="left", indent=1)
    for name, figures in lines:
        sheet.write_string(row, 0, name, title)
        for place, (text, count) in enumerate(figures):
            sheet.write_string(row, 1 + 2 * place, book.say(text), label)
            sheet.write_number(row, 2 + 2 * place, count, figure)
        row += 1
    return row + 1


def _means(book: ReportBook, sheet: TableWorksheet, pages: sheets.Pages, top: int) -> int:
    """Write each category's means in both rounds as a table with a chart below it; returns the next free row."""
    means = sorted(pages.comparison.means, key=lambda mean: (mean.pair, mean.code == TOTAL))
    header = book.section(sheet, top, _LAST, book.say(own.MEANS_SECTION))
    if not any(mean.move.paired_units for mean in means):
        sheet.write_string(header, 0, book.say(own.NOTHING_IN_COMMON), book.style(font_color="#A33C00"))
        header += 1
    columns = [
        SheetColumn(words.CATEGORY, _WIDE, ColumnKind.WRAPPED), SheetColumn(own.OLD_MEAN, _NARROW, ColumnKind.POINTS),
        SheetColumn(own.NEW_MEAN, _NARROW, ColumnKind.POINTS), SheetColumn(own.MEAN_CHANGE, _NARROW, ColumnKind.CHANGE),
        SheetColumn(own.OLD_UNITS, _NARROW, ColumnKind.WHOLE), SheetColumn(own.NEW_UNITS, _NARROW, ColumnKind.WHOLE),
        SheetColumn(own.PAIRED_UNITS, _NARROW, ColumnKind.WHOLE),
        SheetColumn(own.PAIRED_CHANGE, _NARROW, ColumnKind.CHANGE)]
    rows = [[_name(pages, mean), move.old, move.new, move.change, move.old_units, move.new_units, move.paired_units,
             move.paired] for mean in means for move in [mean.move]]
    last = write_table(book, sheet, CellRef(header, 0), "means", columns, rows, "scores")
    for place in (3, 7):
        sheet.conditional_format(header + 1, place, last, place, sheets.CHANGE_SCALE)
    row = last + 1
    for note in _notes(book, pages):
        sheet.write_string(row, 0, note, book.style(font_color="#444444"))
        row += 1
    if any(mean.move.old_units or mean.move.new_units for mean in means):
        paired_columns(
            book, sheet, Box(CellRef(row + 1, 0), _PIXELS, _CHART_ROWS * _ROW * 4 / 3),
            [(book.say(name), ChartSeries(book.say(words.OVERVIEW), header + 1, last, 0, place), colour)
             for name, place, colour in ((own.OLD, 1, GREY), (own.NEW, 2, BLUE))],
            book.say(own.CHART), book.say(own.CHART_ALT))
        row += _CHART_ROWS + 2
    return row


def _notes(book: ReportBook, pages: sheets.Pages) -> list[str]:
    notes = [book.say(words.SELF_ASSESSED), book.say(own.COLOURS)]
    if any(one.about.category for one in pages.comparison.differences):
        notes.append(book.say(own.ALTERED_NOTE, sheet=book.say(own.DIFFERENCES)))
    return notes


def _name(pages: sheets.Pages, mean: MeanChange) -> str:
    """A category's name, marked if the forms differ in it; with several pairs also the pair's name."""
    name = mean.name.of(pages.lang)
    if mean.code in pages.comparison.altered_categories(mean.pair):
        name = own.ALTERED.format(name=name)
    return f"{name} ({pages.pair_name(mean.pair)})" if pages.several else name


def write_comparison(comparison: Comparison, lang: Lang = "th", *, max_rows: int = MAX_ROWS) -> bytes:
    """Write a comparison as a workbook: overview, score changes, units, answers, contacts, differences of the forms.

    All text typed by units is written as text, never as a formula or a link. The same rounds give the same bytes.

    :param lang: language of the headings and labels.
    :param max_rows: most rows of a sheet; one that is truncated says so.
    :returns: the bytes of an .xlsx file.
    """
    pages = sheets.Pages(comparison, lang)
    old, new = comparison.old, comparison.new
    subtitle = own.SUBTITLE.say(
        lang, form=titles_of((*new.forms, *old.forms), lang), old=state_text(old, lang), new=state_text(new, lang))
    book = ReportBook(lang, subtitle, max_rows, new.calendar)
    book.workbook.set_properties({
        "title": f"{book.say(own.TITLE)} · {book.subtitle}"[:255],
        "created": thai_time(new.as_of).astimezone(dt.UTC).replace(tzinfo=None)})
    write_overview(book, pages)
    sheets.write_score_changes(book, pages)
    for sheet in (sheets.units_sheet, sheets.answers_sheet, sheets.contacts_sheet, sheets.differences_sheet):
        write_table_sheet(book, sheet(pages))
    return bytes(book.close())


def check_target(path: Path) -> None:
    """Check before any work is done that the comparison can be written.

    :raises OptionNotValid: the name does not end in ``.xlsx``.
    :raises OutputNotWritable: it is a folder, write-protected, open in another program, or part of a result of
        ``ingest``, which it would damage.
    """
    if path.is_dir():
        raise OutputNotWritable("is-a-folder", path=path)
    check_workbook_name(path)
    summary = output.read_summary(path.parent) or {}
    outputs = summary.get("outputs")
    if isinstance(outputs, dict) and path.name in outputs:
        raise OutputNotWritable("part-of-results", path=path)
    check_replaceable([path])


def write_target(path: Path, content: bytes) -> None:
    """Write the comparison atomically; it replaces an earlier one. Its folder is created if missing.

    :raises OutputNotWritable: it cannot be written, or is open in another program.
    """
    replace_files(path.parent, {path.name: content})
