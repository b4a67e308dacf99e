"""The visible sheets: fixed texts, answer cells, sizes, print setup and frozen panes."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any

from xlsxwriter.format import Format

from pmqa_xlsx.answers import FORMATS, type_of
from pmqa_xlsx.cells import CellKind, CellRef, CellValue, quoted_sheet
from pmqa_xlsx.form.model import UNIT
from pmqa_xlsx.generator.book import Strict
from pmqa_xlsx.generator.check_rules import answer_address
from pmqa_xlsx.generator.check_values import InitialValues
from pmqa_xlsx.generator.guidance import write_note, write_row_guidance
from pmqa_xlsx.generator.states import write_row_state
from pmqa_xlsx.generator.styles import FRAME, Styles
from pmqa_xlsx.generator.summary import write_score
from pmqa_xlsx.generator.workbook_copy import Copy
from pmqa_xlsx.layout import FixedText, Role, Sheet, SheetKind, Slot
from pmqa_xlsx.layout import identity as known
from pmqa_xlsx.layout import words as wording
from pmqa_xlsx.layout.checks import Check, check_address, form_rows
from pmqa_xlsx.layout.plan import UNITS_LIST, own_constants_list
from pmqa_xlsx.layout.sheets import is_plain_number
from pmqa_xlsx.layout.sizes import (
    BODY,
    DEFAULT_ROW,
    INDENT,
    LINE,
    MARGINS,
    fits_one_page,
    reserve_lines,
    row_heights,
    shrinks,
    wrapped_height,
)
from pmqa_xlsx.text.excel_text import Exact, excel_text, quoted
from pmqa_xlsx.text.typography import MAX_ROW_HEIGHT

_LINES_OF_A_SHORT_ANSWER = 2
_VERDICT_HEIGHT = 33.0


def write_page(target: Strict, copy: Copy, sheet: Sheet, now: InitialValues, styles: Styles) -> None:
    """Write a visible sheet, without the summary's formulas and the rules of the answer cells."""
    for column, width in enumerate(sheet.widths):
        target.set_column(column, column, width)
    heights = row_heights(sheet, copy.texts, (cell for key, cell in copy.layout.live_cells if key == sheet.key))
    if sheet.kind is SheetKind.SUMMARY:
        plan = copy.layout.summary
        heights[plan.verdict.row] = _VERDICT_HEIGHT
        for number in range(plan.chart.row, plan.chart.row + plan.chart_rows):
            heights.setdefault(number, LINE)
    for slot in sheet.slots():
        if type_of(slot.field).wraps and (typed := copy.answer(slot).raw):
            needed = wrapped_height(typed, sheet.widths[slot.cell.column] - INDENT, BODY)
            heights[slot.cell.row] = min(max(heights[slot.cell.row], needed), MAX_ROW_HEIGHT)
    for number, height in heights.items():
        target.set_row(number, height)
    target.let_rows_grow({row.row for row in sheet.rows})
    taken = {text.cell for text in sheet.texts} | {slot.cell for slot in sheet.slots()}
    _fill_background(target, sheet, taken, styles)
    for text in sheet.texts:
        _write_text(target, copy, sheet, text, styles)
    numbers = {(known.key, row.row): number for number, (known, row) in enumerate(form_rows(copy.layout))}
    for row in sheet.rows:
        for slot in row.slots:
            if slot.field.is_computed:
                _write_computed(target, copy, slot, now, styles)
            else:
                _write_typed(target, copy, slot, styles)
        write_row_state(target, copy, sheet, row, numbers[sheet.key, row.row], now, styles,
                        one_line=heights.get(row.row, LINE) <= LINE)
        write_row_guidance(target, copy, row)
    for number, code in zip(sheet.sections, sheet.section_codes, strict=True):
        if code in copy.layout.scored_sections:
            write_score(target, copy, CellRef(number, sheet.state_column), code, now, styles)
    _mark_done(target, copy, sheet, styles)
    set_up_page(target, copy, sheet, heights)
    first = first_open_cell(copy, sheet)
    target.set_selection(*first, *first)
    target.ignore_errors({"number_stored_as_text": f"A1:{CellRef(max(heights, default=0), len(sheet.widths) - 1)}"})


def first_open_cell(copy: Copy, sheet: Sheet) -> CellRef:
    """The cell that is selected when a sheet is opened, and the target of links to the sheet."""
    return next((slot.cell for slot in sheet.slots() if not slot.is_identity or copy.unit is None), CellRef(0, 0))


def _fill_background(target: Strict, sheet: Sheet, taken: Set[CellRef], styles: Styles) -> None:
    """Fill the empty cells of a table, so that every row looks like one band.

    Between answers no cell is locked: a block of rows can only be pasted where all its cells are open.
    """
    if not sheet.columns:
        return
    answers = sheet.typed_columns
    bands = [*((row, Role.SECTION) for row in sheet.sections), *((row.row, Role.WORDING) for row in sheet.rows)]
    for row, role in bands:
        for column in range(sheet.state_column + 1):
            if (row, column) not in taken:
                style = styles.look("hole") if column in answers else styles.role(role)
                target.write_blank(row, column, None, style)


def _write_text(target: Strict, copy: Copy, sheet: Sheet, text: FixedText, styles: Styles) -> None:
    words = copy.texts.get((sheet.key, text.cell))
    if words is None:
        return
    style = styles.sample(text.look) if text.look else styles.role(text.role, **_special_style(sheet, text, words))
    if text.span > 1:
        target.merge_range(*text.cell, text.cell.row, text.cell.column + text.span - 1, "", style)
    if text.link:
        goal = copy.layout.sheet_by_key[text.link]
        place = f"internal:{quoted_sheet(copy.name_of(goal))}!{first_open_cell(copy, goal)}"
        target.write_url(*text.cell, place, style, words)
    elif copy.unit is None and text.of_unit:
        target.write_formula(*text.cell, _with_chosen_unit(copy, sheet.key, text), style, words)
    elif text.role is Role.CONSTANT and is_plain_number(words):
        target.write_number(*text.cell, Exact(float(words)), style)
    else:
        target.write_string(*text.cell, words, style)


def _with_chosen_unit(copy: Copy, sheet: str, text: FixedText) -> str:
    """A text that depends on the unit, as a formula that takes the unit's name from where it is chosen."""
    unit = answer_address(copy, copy.layout.identity_slots[UNIT])
    if text.role is Role.CONSTANT:
        own = f"INDEX({own_constants_list(text.text.th[1:-1], copy.layout.form)},MATCH(TRIM({unit}),{UNITS_LIST},0))"
        words = copy.texts[sheet, text.cell]
        default = words if is_plain_number(words) else quoted(words)
        return f'=IFERROR(IF({own}="","",{own}),{default})'
    facts = {**copy.own_texts.facts, "unit": "\0"}
    chosen = f'IF({unit}="",{quoted(copy.say(wording.UNIT_CHOSEN))},{unit})'
    return "=" + f"&{chosen}&".join(map(quoted, text.wording(copy.lang, facts).split("\0")))


def _special_style(sheet: Sheet, text: FixedText, words: str) -> dict[str, Any]:
    """Style properties in which a text differs from others of its role.

    A link has a frame in a list of sheets, and an indent beside another link under a title; a category's name in the
    code column is shrunk instead of wrapped; a sub-heading in another one is indented; numbers are at the right; the
    line for the date does not touch the room for the stamp below it.
    """
    if shrinks(text):
        return {"align": "center", "indent": 0, "text_wrap": False, "shrink": True}
    if text.depth:
        return {"indent": 1 + 2 * text.depth}
    if text.text == wording.SIGN_DATE:
        return {"valign": "vcenter"}
    if text.role is Role.CONSTANT and is_plain_number(words):
        return {"align": "right", "indent": 1}
    if text.link and any(other.role is Role.HEADING and other.cell.row < text.cell.row for other in sheet.texts):
        return {"indent": 1, **FRAME}
    return {"indent": 1} if text.link and text.cell.column else {}


def _write_computed(target: Strict, copy: Copy, slot: Slot, now: InitialValues, styles: Styles) -> None:
    """Write a calculated value, in a locked cell that shows what the checks sheet calculates."""
    row = copy.layout.check_rows[slot.sheet, slot.cell]
    kind = type_of(slot.field)
    style = styles.answer(False, False, num_format=copy.say(kind.number_format), align=kind.align,
                          indent=int(kind.align != "center"), valign="vcenter")
    value = now.slots[row].value
    target.write_formula(*slot.cell, f"={check_address(Check.VALUE, row)}", style,
                         Exact(value) if isinstance(value, float) else value or "")


def _write_typed(target: Strict, copy: Copy, slot: Slot, styles: Styles) -> None:
    unlocked = not slot.is_identity or copy.unit is None
    kind = type_of(slot.field)
    valign = "top" if reserve_lines(slot.field) > _LINES_OF_A_SHORT_ANSWER else "vcenter"
    answer, spot = copy.answer(slot), (slot.sheet, slot.cell)
    number_format = FORMATS[slot.field.calendar].get(answer.shown, kind.number_format)
    faulty = copy.correction is not None and spot in copy.correction.faulty
    style = styles.answer(slot.required.always, unlocked, faulty, num_format=copy.say(number_format), align=kind.align,
                          indent=int(kind.align != "center"), text_wrap=kind.wraps, shrink=kind.shrinks, valign=valign)
    value = copy.identity_value(slot) if slot.is_identity else None
    if isinstance(value, int):
        target.write_number(*slot.cell, value, style)
    elif value is not None:
        target.write_string(*slot.cell, value, style)
    else:
        _write_answer(target, slot.cell, answer, style)
    if copy.correction and (note := copy.correction.notes.get(spot)):
        write_note(target, slot.cell, note)


def _write_answer(target: Strict, cell: CellRef, answer: CellValue, style: Format) -> None:
    """Write a slot's initial value; an error value can only be written as a formula."""
    if answer.kind is CellKind.NUMBER:
        target.write_number(*cell, Exact(float(answer.value or 0)), style)
    elif answer.kind is CellKind.ERROR:
        target.write_formula(*cell, f"={answer.raw}", style, answer.raw)
    elif answer.raw:
        target.write_string(*cell, excel_text(answer.raw), style)
    else:
        target.write_blank(*cell, None, style)


def _mark_done(target: Strict, copy: Copy, sheet: Sheet, styles: Styles) -> None:
    """Turn state cells green when everything is answered, grey where nothing is asked."""
    done, ready = copy.say(wording.DONE), copy.say(wording.READY)
    lines = [row.row for row in sheet.rows]
    if sheet.kind is SheetKind.SUMMARY:
        lines = [line.row for line in copy.layout.summary.rows]
    if sheet.kind is SheetKind.INSTRUCTIONS:
        lines = [cell.row for cell in copy.layout.states.values()]
    if lines:
        first, last = CellRef(min(lines), sheet.state_column), CellRef(max(lines), sheet.state_column)
        target.conditional_format(*first, *last, {
            "type": "formula", "criteria": f'=OR({first}="{done}",{first}="{ready}")', "format": styles.when("done")})
        if sheet.rows:
            target.conditional_format(*first, *last, {
                "type": "formula", "criteria": f'={first}="{wording.OPTIONAL}"', "format": styles.when("optional")})
        if copy.layout.form.checks:
            only = copy.say(wording.TO_CHECK) + " "
            target.conditional_format(*first, *last, {
                "type": "formula", "criteria": f'=LEFT({first},{len(only)})="{only}"',
                "format": styles.when("to-check")})


_A4 = 9
_FOOTER_MARGIN = 0.3


def set_up_list(target: Strict, copy: Copy, header: int, last: CellRef) -> None:
    """Set up the list of faults: A4 landscape, fitted to the page's width, its headings frozen and on every page."""
    _set_up_paper(target, copy)
    target.print_area(0, 0, *last)
    target.fit_to_pages(1, 0)
    target.repeat_rows(header)
    target.freeze_panes(header + 1, 0)


def _set_up_paper(target: Strict, copy: Copy) -> None:
    target.hide_gridlines(2)
    target.set_landscape()
    target.set_paper(_A4)
    target.set_margins(**MARGINS)
    target.center_horizontally()
    target.set_footer(known.footer(copy.layout.form, copy.identity), {"margin": _FOOTER_MARGIN})


def set_up_page(target: Strict, copy: Copy, sheet: Sheet, heights: Mapping[int, float]) -> None:
    """Set paper, footer, repeated rows, page breaks and frozen rows of a visible sheet."""
    _set_up_paper(target, copy)
    plan = copy.layout.summary  # its to-do list is for the screen only
    last_row = plan.chart.row + plan.chart_rows - 1 if sheet.kind is SheetKind.SUMMARY else max(heights)
    last = CellRef(last_row, len(sheet.widths) - 1)
    target.print_area(0, 0, *last)
    total = sum(heights.get(row, DEFAULT_ROW) for row in range(last.row + 1))
    one_page = fits_one_page(sheet, total)
    target.fit_to_pages(1, int(one_page))
    if sheet.kind is SheetKind.INSTRUCTIONS and not one_page:  # how to fill it in is not cut in two
        target.set_h_pagebreaks([text.cell.row for text in sheet.texts if text.text == wording.HOW_TO])
    if sheet.kind is SheetKind.SUMMARY and not one_page:  # the total and what is signed are together on the last page
        target.set_h_pagebreaks([plan.rows[-1].row])
    target.repeat_rows(0, sheet.header_row)
    if sheet.rows:
        target.freeze_panes(sheet.header_row + 1, sheet.typed_columns.start or 1)
