"""The sheet that lists what to correct, and the notes on cells: only in a workbook sent back for correction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pmqa_xlsx.cells import CellRef, quoted_sheet
from pmqa_xlsx.generator.book import Strict
from pmqa_xlsx.generator.copy import Copy
from pmqa_xlsx.generator.correction import MarkedFault
from pmqa_xlsx.generator.paper import set_up_list
from pmqa_xlsx.generator.styles import BLUE, Styles
from pmqa_xlsx.layout import Role
from pmqa_xlsx.layout import correction as lies
from pmqa_xlsx.layout import identity as known
from pmqa_xlsx.layout import words as wording
from pmqa_xlsx.layout.correction import CorrectionPart
from pmqa_xlsx.layout.heights import BODY, LINE, ONE_LINE, TITLE
from pmqa_xlsx.text.excel_text import excel_text
from pmqa_xlsx.text.typography import MAX_ROW_HEIGHT, line_count, row_height

_TITLE_HEIGHT = 33.0
#: If TH Sarabun is missing, a wider font replaces it: assume narrower columns, and one more line in long texts.
_SAFE_WIDTH, _INDENT, _LONG_TEXT = 0.85, 1.5, 4
#: Most lines that a typed text gets in the list; its own cell in the form holds the whole text.
_MOST_LINES = 12
_NOTE = {"author": wording.NOTE_AUTHOR, "font_name": "Tahoma", "font_size": 9, "width": 300}
_NOTE_COLUMNS, _NOTE_LINES, _NOTE_LINE, _NOTE_SPARE = 46, 30, 17, 24


def add_correction_sheet(book: Strict, copy: Copy) -> Strict | None:
    """Add the sheet before all others; ``None`` if the workbook has no faults to list."""
    return Strict(book.add_worksheet(copy.say(wording.CORRECTION_SHEET))) if copy.correction else None


def write_note(target: Any, cell: CellRef, text: str) -> None:
    """Write a note by this program on a cell, as large as its text needs."""
    lines = sum(1 + len(line) // _NOTE_COLUMNS for line in text.split("\n"))
    target.write_comment(*cell, excel_text(text), {**_NOTE, "height": _NOTE_SPARE + _NOTE_LINE * min(lines,
                         _NOTE_LINES)})


def write_correction_sheet(target: Strict, copy: Copy, styles: Styles) -> None:
    """Write the list with its title and steps, and in hidden columns the marks by which the reader recognises it."""
    assert copy.correction is not None  # noqa: S101  the sheet was added for it
    rows = _Rows(target, copy, styles)
    facts = known.facts(copy.layout.form, copy.identity)
    rows.add_across(lies.TITLE.row, copy.say(wording.CORRECTION_SHEET), styles.role(Role.TITLE), _TITLE_HEIGHT)
    whose = f"{_filled(copy.say(wording.WORKBOOK_OF), facts)} · {copy.say(copy.layout.form.title)}"
    rows.add_across(lies.SUBTITLE.row, whose, styles.role(Role.SUBTITLE), ONE_LINE[TITLE])
    for number, step in enumerate(wording.CORRECTION_STEPS):
        text = f"{number + 1}. {_filled(copy.say(step), facts)}"
        rows.add_across(lies.FIRST_STEP.row + number, text, styles.role(Role.STEP), _height([text], [sum(lies.WIDTHS)]))
    header = lies.header_row(len(wording.CORRECTION_STEPS))
    rows.add(header, [copy.say(text) for text in wording.CORRECTION_HEADINGS], styles.role(Role.HEADING), LINE)
    row, number = header, 0
    for heading, faults in copy.correction.groups:
        row += 1
        rows.add_across(row, f"{heading} ({len(faults)})", styles.group(), ONE_LINE[TITLE])
        for fault in faults:
            row, number = row + 1, number + 1
            rows.add_fault(row, number, fault)
    _write_marks(target, copy)
    for column, width in enumerate(lies.WIDTHS):
        target.set_column(column, column, width)
    target.set_column(CorrectionPart.ROW_MARK, CorrectionPart.ANSWERS_MARK, 3, None, {"hidden": True})
    set_up_list(target, copy, header, CellRef(row, CorrectionPart.FIX))
    first = CellRef(min(header + 2, row), CorrectionPart.PLACE)
    target.set_selection(*first, *first)


def _filled(text: str, facts: Any) -> str:
    for name, fact in facts.items():
        text = text.replace("{" + name + "}", fact)
    return text


class _Rows:
    """Writes rows of the sheet, each with its mark."""

    def __init__(self, target: Strict, copy: Copy, styles: Styles) -> None:
        self._target, self._copy, self._styles = target, copy, styles

    def add(self, row: int, texts: Sequence[str], style: Any, height: float) -> None:
        """Add a row of texts in one format."""
        self._target.set_row(row, height)
        for column, text in enumerate(texts):
            if text:
                self._target.write_string(row, column, excel_text(text), style)
            else:
                self._target.write_blank(row, column, None, style)
        self._mark(row, texts)

    def add_across(self, row: int, text: str, style: Any, height: float) -> None:
        """Add a text across all columns."""
        self._target.merge_range(row, 0, row, CorrectionPart.FIX, "", style)
        self.add(row, [text], style, height)

    def add_fault(self, row: int, number: int, fault: MarkedFault) -> None:
        """Add a line of the list; its place is a link."""
        texts = [str(number), fault.place, fault.item, fault.typed, fault.message, fault.fix]
        texts = [excel_text(text) for text in texts]
        self.add(row, texts, self._styles.listed(), _height(texts, lies.WIDTHS))
        self._target.write_number(row, CorrectionPart.NUMBER, number, self._styles.listed(align="center", indent=0))
        if texts[CorrectionPart.TYPED]:
            self._target.write_string(row, CorrectionPart.TYPED, texts[CorrectionPart.TYPED],
                                      self._styles.listed(bold=True))
        if fault.spot:
            sheet, cell = fault.spot
            goal = f"internal:{quoted_sheet(self._copy.name_of(sheet))}!{cell}"
            style = self._styles.listed(underline=1, font_color=BLUE)
            self._target.write_url(row, CorrectionPart.PLACE, goal, style, texts[CorrectionPart.PLACE])

    def _mark(self, row: int, texts: Sequence[str]) -> None:
        self._target.write_string(row, CorrectionPart.ROW_MARK, lies.mark_of(text for text in texts if text.strip()))


def _height(texts: Sequence[str], widths: Sequence[float]) -> float:
    lines = max(line_count(text, (width - _INDENT) * _SAFE_WIDTH, BODY)
                for text, width in zip(texts, widths, strict=True))
    lines = min(lines + (lines >= _LONG_TEXT), _MOST_LINES)
    return LINE if lines == 1 else min(MAX_ROW_HEIGHT, row_height(lines, BODY))


def _write_marks(target: Strict, copy: Copy) -> None:
    assert copy.correction is not None  # noqa: S101  the sheet was added for it
    answers = lies.mark_of(copy.answer(slot).raw for slot in copy.layout.slots)
    target.write_string(*lies.ANSWERS_MARK, lies.MARK + answers)
    marks = {lies.mark_of([excel_text(note)]) for note in copy.correction.notes.values()}
    for row, mark in enumerate(sorted(marks)):
        target.write_string(row, CorrectionPart.NOTE_MARK, mark)
