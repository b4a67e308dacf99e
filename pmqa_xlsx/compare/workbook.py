"""The workbook of a comparison."""

from __future__ import annotations

import datetime as dt

from pmqa_xlsx.cells import MAX_ROWS
from pmqa_xlsx.compare import words as own
from pmqa_xlsx.compare.model import Comparison
from pmqa_xlsx.compare.overview import write_overview
from pmqa_xlsx.compare.sheets import (
    Pages,
    answers_sheet,
    contacts_sheet,
    differences_sheet,
    units_sheet,
    write_score_changes,
)
from pmqa_xlsx.report.book import ReportBook
from pmqa_xlsx.report.consolidated import state_text, titles_of
from pmqa_xlsx.report.tables import write_table_sheet
from pmqa_xlsx.text.calendar import thai_time
from pmqa_xlsx.text.language import Lang


def write_comparison(comparison: Comparison, lang: Lang = "th", *, max_rows: int = MAX_ROWS) -> bytes:
    """Write a comparison as a workbook: overview, score changes, units, answers, contacts, differences of the forms.

    All text typed by units is written as text, never as a formula or a link. The same rounds give the same bytes.

    :param lang: language of the headings and labels.
    :param max_rows: most rows of a sheet; one that is truncated says so.
    :returns: the bytes of an .xlsx file.
    """
    pages = Pages(comparison, lang)
    old, new = comparison.old, comparison.new
    subtitle = own.SUBTITLE.say(
        lang, form=titles_of((*new.forms, *old.forms), lang), old=state_text(old, lang), new=state_text(new, lang))
    book = ReportBook(lang, subtitle, max_rows, new.calendar)
    book.workbook.set_properties({
        "title": f"{book.say(own.TITLE)} · {book.subtitle}"[:255],
        "created": thai_time(new.as_of).astimezone(dt.UTC).replace(tzinfo=None)})
    write_overview(book, pages)
    write_score_changes(book, pages)
    for sheet in (units_sheet, answers_sheet, contacts_sheet, differences_sheet):
        write_table_sheet(book, sheet(pages))
    return book.close()
