"""The workbook of a comparison, and the file that takes it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

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
from pmqa_xlsx.consolidate import output
from pmqa_xlsx.errors import OptionNotValid, OutputNotWritable
from pmqa_xlsx.report.book import ReportBook
from pmqa_xlsx.report.consolidated import state_text, titles_of
from pmqa_xlsx.report.tables import write_table_sheet
from pmqa_xlsx.system.atomic import check_replaceable, replace_files
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


SUFFIX = ".xlsx"


def check_target(path: Path) -> None:
    """Check before any work is done that the comparison can be written.

    :raises OptionNotValid: the name does not end in ``.xlsx``.
    :raises OutputNotWritable: it is a folder, write-protected, open in another program, or part of a result of
        ``ingest``, which it would damage.
    """
    if path.is_dir():
        raise OutputNotWritable(f"{path} is a folder; name a file that ends in {SUFFIX}",
                                f"{path} เป็นโฟลเดอร์ โปรดระบุชื่อไฟล์ที่ลงท้ายด้วย {SUFFIX}")
    if path.suffix.lower() != SUFFIX:
        raise OptionNotValid(f"-o {path}: name a file that ends in {SUFFIX}",
                             f"-o {path}: โปรดระบุชื่อไฟล์ที่ลงท้ายด้วย {SUFFIX}")
    summary = output.read_summary(path.parent) or {}
    outputs = summary.get("outputs")
    if isinstance(outputs, dict) and path.name in outputs:
        raise OutputNotWritable(f"{path} belongs to the results in that folder; name another file",
                                f"{path} เป็นส่วนหนึ่งของผลลัพธ์ในโฟลเดอร์นั้น โปรดใช้ชื่ออื่น")
    check_replaceable([path])


def write_target(path: Path, content: bytes) -> None:
    """Write the comparison atomically; it replaces an earlier one. Its folder is created if missing.

    :raises OutputNotWritable: it cannot be written, or is open in another program.
    """
    replace_files(path.parent, {path.name: content})
