"""``consolidated.xlsx``: the workbook for the central office."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pmqa_xlsx.cells import MAX_ROWS
from pmqa_xlsx.layout.words import ERA
from pmqa_xlsx.report import words
from pmqa_xlsx.report.book import ReportBook
from pmqa_xlsx.report.figure_sheets import changes_sheet, dictionary_sheet, groups_sheet, targets_sheet
from pmqa_xlsx.report.overview import write_overview
from pmqa_xlsx.report.round import RoundRows, with_form_texts
from pmqa_xlsx.report.sheets import (
    contacts_sheet,
    decisions_sheet,
    findings_sheet,
    missing_sheet,
    open_sheet,
    returns_sheet,
)
from pmqa_xlsx.report.tables import write_table_sheet
from pmqa_xlsx.report.wide import (
    answers_wide,
    choice_scores_wide,
    write_category_scores,
    write_criterion_scores,
    write_section_scores,
)
from pmqa_xlsx.text.calendar import thai_time
from pmqa_xlsx.text.language import Lang

if TYPE_CHECKING:
    from pmqa_xlsx.consolidate import Consolidation
    from pmqa_xlsx.form.model import Form


def write_consolidated(consolidation: Consolidation, lang: Lang = "th", *, max_rows: int = MAX_ROWS) -> bytes:
    """Write a consolidated round as a workbook: what an office reads first, then the lists, and what columns mean.

    All text typed by units is written as text, never as a formula or a link. The same frames give the same bytes.

    :param consolidation: the frames of a round, with its forms, year (B.E.) and day.
    :param lang: language of the headings, messages and labels.
    :param max_rows: most rows of a sheet; one that is truncated says so and names the file with all rows.
    :returns: the bytes of an .xlsx file.
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
    for sheet in (open_sheet, missing_sheet, changes_sheet, returns_sheet):
        write_table_sheet(book, sheet(round_))
    write_category_scores(book, round_)
    write_section_scores(book, round_)
    write_criterion_scores(book, round_)
    for wide in (choice_scores_wide, answers_wide):
        write_table_sheet(book, wide(book, round_))
    targets = targets_sheet(round_)
    if targets:
        write_table_sheet(book, targets)
    for sheet in (contacts_sheet, findings_sheet):
        write_table_sheet(book, sheet(round_))
    if consolidation.decisions:
        write_table_sheet(book, decisions_sheet(round_))
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
    as_of = words.moment_text(consolidation.as_of, lang, consolidation.calendar)
    return " · ".join([*([words.OF_YEAR.say(lang, year=year)] if len(years) == 1 else []),
                       words.AS_OF.say(lang, as_of=as_of)])
