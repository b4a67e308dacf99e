"""The sheet that lists what to correct, only in a workbook sent back for correction."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.format import Format

from pmqa_xlsx.cells import CellRef, quoted_sheet
from pmqa_xlsx.generator.book import Strict
from pmqa_xlsx.generator.pages import set_up_list
from pmqa_xlsx.generator.styles import BLUE, Styles
from pmqa_xlsx.generator.workbook_copy import Copy, Correction, MarkedFault
from pmqa_xlsx.layout import Role
from pmqa_xlsx.layout import correction as places
from pmqa_xlsx.layout import words as wording
from pmqa_xlsx.layout.correction import CorrectionPart
from pmqa_xlsx.layout.digests import mark_of
from pmqa_xlsx.layout.sheets import filled_in
from pmqa_xlsx.layout.sizes import BODY, INDENT, LEAST_HEIGHT, ONE_LINE, TITLE, wrapped_height
from pmqa_xlsx.text.excel_text import excel_text
from pmqa_xlsx.text.typography import MAX_ROW_HEIGHT


def write_correction_sheet(target: Strict, copy: Copy, correction: Correction, styles: Styles) -> None:
    """Write the list with its title and steps, and in hidden columns the marks by which the reader recognises it."""
    rows = _Rows(target, copy, styles)
    whose = filled_in(copy.say(wording.OF_UNIT), copy.own_texts.facts)
    rows.add_across(places.TITLE_ROW, f"{copy.say(wording.CORRECTION_SHEET)} · {whose}", styles.role(Role.TITLE),
                    LEAST_HEIGHT[Role.TITLE])
    rows.add(places.HEADER_ROW, [copy.say(text) for text in wording.CORRECTION_HEADINGS], styles.role(Role.HEADING),
             LEAST_HEIGHT[Role.HEADING])
    row, number = places.HEADER_ROW, 0
    for step in wording.CORRECTION_STEPS:
        row, text = row + 1, filled_in(copy.say(step), copy.own_texts.facts)
        rows.add_across(row, text, styles.role(Role.INTRO), _height([text], [sum(places.WIDTHS)]))
    for heading, faults in correction.groups:
        row += 1
        rows.add_across(row, heading, styles.look("group"), ONE_LINE[TITLE])
        for fault in faults:
            row, number = row + 1, number + 1
            rows.add_fault(row, number, fault)
    _write_marks(target, copy, correction)
    _set_up(target, copy, CellRef(row, CorrectionPart.FIX))


def _set_up(target: Strict, copy: Copy, last: CellRef) -> None:
    for column, width in enumerate(places.WIDTHS):
        target.set_column(column, column, width)
    target.set_column(CorrectionPart.ROW_MARK, CorrectionPart.ANSWERS_MARK, 3, None, {"hidden": True})
    set_up_list(target, copy, places.HEADER_ROW, last)
    first = CellRef(min(places.FIRST_STEP_ROW + len(wording.CORRECTION_STEPS) + 1, last.row), CorrectionPart.PLACE)
    target.set_selection(*first, *first)


class _Rows:
    """Writes rows of the sheet, each with its mark."""

    def __init__(self, target: Strict, copy: Copy, styles: Styles) -> None:
        self._target, self._copy, self._styles = target, copy, styles

    def add(self, row: int, texts: Sequence[str], style: Format, height: float) -> None:
        """Add a row of texts in one format."""
        self._target.set_row(row, height)
        for column, text in enumerate(texts):
            if text:
                self._target.write_string(row, column, text, style)
            else:
                self._target.write_blank(row, column, None, style)
        self._mark(row, texts)

    def add_across(self, row: int, text: str, style: Format, height: float) -> None:
        """Add a text across all columns."""
        self._target.merge_range(row, 0, row, CorrectionPart.FIX, "", style)
        self.add(row, [text], style, height)

    def add_fault(self, row: int, number: int, fault: MarkedFault) -> None:
        """Add a line of the list; its place is a link."""
        texts = [str(number), fault.place, fault.item, fault.typed, fault.message, fault.fix]
        texts = [excel_text(text) for text in texts]
        self.add(row, texts, self._styles.listed(), _height(texts, places.WIDTHS))
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
        self._target.write_string(row, CorrectionPart.ROW_MARK, mark_of(text for text in texts if text.strip()))


def _height(texts: Sequence[str], widths: Sequence[float]) -> float:
    return min(MAX_ROW_HEIGHT, max(wrapped_height(text, width - INDENT, BODY)
                                   for text, width in zip(texts, widths, strict=True)))


def _write_marks(target: Strict, copy: Copy, correction: Correction) -> None:
    answers = mark_of(copy.answer(slot).raw for slot in copy.layout.slots)
    target.write_string(*places.ANSWERS_MARK, places.MARK + answers)
    marks = {mark_of([excel_text(note)]) for note in correction.notes.values()}
    for row, mark in enumerate(sorted(marks)):
        target.write_string(row, CorrectionPart.NOTE_MARK, mark)
