"""The formulas of the summary: figures for each category, the verdict, the part to sign, and the chart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pmqa_xlsx.cells import CellRef, quoted_sheet
from pmqa_xlsx.form.model import TOTAL
from pmqa_xlsx.form.question import Level
from pmqa_xlsx.generator.book import Strict
from pmqa_xlsx.generator.check_rules import answer_address
from pmqa_xlsx.generator.check_values import InitialValues
from pmqa_xlsx.generator.states import initial_line_text, rows_left, write_state
from pmqa_xlsx.generator.styles import NAVY, Styles
from pmqa_xlsx.generator.workbook_copy import Copy
from pmqa_xlsx.layout import Role, SheetKind, SummaryRow
from pmqa_xlsx.layout import words as wording
from pmqa_xlsx.layout.checks import (
    TODO_RANK,
    Check,
    check_address,
    check_cell,
    form_rows,
    runs_of,
    score_rows,
    shown_states,
    used_rows,
)
from pmqa_xlsx.text.excel_text import Exact, number_text
from pmqa_xlsx.text.typography import FONT

_CHART_SIZE = {"width": 550, "height": 310}
_PLOT = {"x": 0.25, "y": 0.26, "width": 0.5, "height": 0.64}
#: A radar chart with fewer points would be a line.
LEAST_CHART_POINTS = 3
_DOTS = "." * 40


def write_summary(book: Strict, sheet: Strict, checks: Strict, copy: Copy, now: InitialValues, styles: Styles) -> None:
    """Write the summary's formulas and chart, and the chart's figures on the checks sheet."""
    for line in copy.layout.summary.rows:
        _write_line(sheet, copy, line, now, styles)
    _write_verdict(sheet, copy, now, styles)
    _write_people(sheet, copy, styles)
    _write_todo(sheet, copy, now, styles)
    _write_chart(book, sheet, checks, copy, now)


def _write_line(sheet: Strict, copy: Copy, line: SummaryRow, now: InitialValues, styles: Styles) -> None:
    plan, key = copy.layout.summary, copy.layout.sheet_of_kind(SheetKind.SUMMARY).key
    state = CellRef(line.row, plan.state_column)
    answers = [slot for slot in shown_states(copy.layout)[key, state] if not slot.is_identity]
    runs = runs_of(copy.layout, answers)
    bold = {"bold": line.code == TOTAL}
    required_now = [value for value in now.of(copy.layout, answers) if value.required]
    needed, given = len(required_now), sum(value.state > 0 for value in required_now)
    required, answered, complete = (
        CellRef(line.row, column) for column in (plan.required_column, plan.answered_column, plan.complete_column))
    sheet.write_formula(*required, "=" + _joined(runs, "SUM({required})"), styles.figure("0", **bold), needed)
    sheet.write_formula(*answered, "=" + _joined(runs, "SUMPRODUCT(({required}=1)*({state}>0))"),
                        styles.figure("0", **bold), given)
    sheet.write_formula(*complete, f"=IF({required}=0,1,{answered}/{required})", styles.figure("0.0%", **bold),
                        Exact(given / needed if needed else 1.0))
    if line.code == TOTAL:
        _write_points(sheet, copy, line, now, styles)
    if line.has_score:
        write_score(sheet, copy, CellRef(line.row, plan.score_column), line.code, now, styles, **bold)
    else:
        sheet.write_blank(line.row, plan.score_column, None, styles.figure("0.00"))
    write_state(sheet, key, state, copy, now, styles.state())


def write_score(
    target: Strict, copy: Copy, cell: CellRef, code: str, now: InitialValues, styles: Styles, **look: Any,
) -> None:
    """Write the percent of a code; an empty text where nothing counts.

    :param look: further properties of the cell's format.
    """
    row = score_rows(copy.layout)[code]
    address, score = check_address(Check.SCORE, row), now.scores[row]
    target.write_formula(*cell, f'=IF({address}<0,"",{address})', styles.figure("0.00", **look),
                         Exact(score) if score >= 0 else "")


def _write_points(sheet: Strict, copy: Copy, line: SummaryRow, now: InitialValues, styles: Styles) -> None:
    """Write how many of the form's points the total is, if these are not the percent itself."""
    style, cell = styles.role(Role.LABEL), copy.layout.summary.points
    if cell is None:
        sheet.write_blank(line.row, 1, None, style)
        return
    row, points = score_rows(copy.layout)[TOTAL], copy.layout.form.points
    before, after = copy.say(wording.POINTS).replace("{all}", number_text(points)).split("{points}")
    score = check_address(Check.SCORE, row)
    shown = number_text(round(now.scores[row] * points / 100, 2))
    figure = f"ROUND({score}*{number_text(points)}/100,2)"
    sheet.write_formula(*cell, f'=IF({score}<0,"","{before}"&{figure}&"{after}")', style,
                        f"{before}{shown}{after}" if now.scores[row] >= 0 else "")


def _joined(runs: Sequence[tuple[int, int]], pattern: str) -> str:
    """The sum of an expression over some runs of rows of the checks sheet."""
    return "+".join(pattern.format(**{column.name.lower(): check_address(column, *run) for column in Check})
                    for run in runs) or "0"


def _write_people(sheet: Strict, copy: Copy, styles: Styles) -> None:
    """Show in the part to sign whose names and positions are on the general sheet; dots where nothing is."""
    slots = {slot.field.name: slot for slot in copy.layout.slots if slot.question.level is Level.COVER}
    style = styles.role(Role.SIGNATURE)
    for person in copy.layout.summary.people:
        slot = slots[person.field]
        cell, last = person.cell, CellRef(person.cell.row, person.cell.column + person.span - 1)
        address = answer_address(copy, slot)
        sheet.merge_range(*cell, *last, "", style)
        sheet.write_formula(*cell, f'="("&IF(TRIM({address})="","{_DOTS}",TRIM({address}))&")"', style,
                            f"({' '.join(copy.answer(slot).raw.split()) or _DOTS})")


def _write_todo(sheet: Strict, copy: Copy, now: InitialValues, styles: Styles) -> None:
    """Write the list, with a line for each row of the form, so that nothing is left out of it."""
    plan, left, style = copy.layout.summary, rows_left(now), styles.look("todo")
    for line in range(plan.todo_lines):
        link, text = (check_address(column, line) for column in (Check.LINE_LINK, Check.LINE_TEXT))
        nothing = copy.say(wording.NOTHING_TO_DO) if not line else ""
        sheet.write_formula(plan.todo_first.row + line, plan.todo_first.column,
                            f'=IF({link}="","{nothing}",HYPERLINK({link},{text}))', style,
                            initial_line_text(copy, line, now) if line < len(left) else nothing)


def _write_chart(book: Strict, sheet: Strict, checks: Strict, copy: Copy, now: InitialValues) -> None:
    plan = copy.layout.summary
    scored = [line for line in plan.rows if line.has_score and line.code != TOTAL]
    if len(scored) < LEAST_CHART_POINTS:
        return
    own = quoted_sheet(copy.name_of(copy.layout.sheet_of_kind(SheetKind.SUMMARY)))
    first = used_rows(copy.layout)
    for row, line in enumerate(scored, start=first):
        checks.write_string(*check_cell(Check.CHART_LABEL, row), copy.name_of(line.sheet))
        score = CellRef(line.row, plan.score_column)
        checks.write_formula(*check_cell(Check.CHART_VALUE, row), f"=N({own}!{score.absolute})", None,
                             Exact(max(now.scores[score_rows(copy.layout)[line.code]], 0.0)))
    chart = book.add_chart({"type": "radar", "subtype": "filled"})
    last = first + len(scored) - 1
    chart.add_series({
        "name": copy.say(wording.SCORE),
        "categories": "=" + check_address(Check.CHART_LABEL, first, last),
        "values": "=" + check_address(Check.CHART_VALUE, first, last),
        "line": {"color": NAVY, "width": 2}, "fill": {"color": "#5B9BD5", "transparency": 50},
    })
    font = {"name": FONT, "size": 12}
    chart.set_title({"name": copy.say(wording.CHART_TITLE), "name_font": {**font, "size": 14, "bold": True}})
    chart.set_x_axis({"num_font": font, "major_gridlines": {"visible": True, "line": {"color": "#BFBFBF"}}})
    chart.set_y_axis({"min": 0, "max": 100, "major_unit": 20, "num_font": {**font, "size": 10}, "num_format": "0",
                      "major_gridlines": {"visible": True, "line": {"color": "#BFBFBF"}}})
    chart.set_plotarea({"layout": _PLOT})
    chart.set_legend({"none": True})
    chart.show_hidden_data()
    chart.set_size(_CHART_SIZE)
    sheet.insert_chart(*plan.chart, chart, {"description": copy.say(wording.CHART_DESCRIPTION), "object_position": 2,
                                            "x_offset": 4, "y_offset": 2})


def _write_verdict(sheet: Strict, copy: Copy, now: InitialValues, styles: Styles) -> None:
    """Write whether the workbook can be sent, and beside it how much is left to do, as a link to the list."""
    plan = copy.layout.summary
    cell = plan.verdict
    sheet.write_formula(*cell, verdict_formula(copy), styles.look("verdict"), initial_verdict(copy, now))
    sheet.conditional_format(*cell, *cell, {
        "type": "formula", "criteria": f'={cell.absolute}="{copy.say(wording.READY)}"', "format": styles.when("done")})
    count = f"COUNT({_keys(copy)})"
    before, _, after = copy.say(wording.LEFT_TO_DO).partition("{count}")
    place = f"#{quoted_sheet(copy.name_of(copy.layout.sheet_of_kind(SheetKind.SUMMARY)))}!{plan.todo_first}"
    left = len(rows_left(now))
    sheet.write_formula(*plan.left, f'=IF({count}=0,"",HYPERLINK("{place}","{before}"&{count}&"{after}"))',
                        styles.role(Role.LINK, indent=1), f"{before}{left}{after}" if left else "")


def verdict_formula(copy: Copy) -> str:
    """The formula that shows whether the workbook can be sent."""
    keys = _keys(copy)
    ready, not_ready = copy.say(wording.READY), copy.say(wording.NOT_READY)
    left = f'IF(COUNT({keys})=0,"{ready}",'
    if copy.layout.form.checks:  # what is only to be checked does not keep anybody from sending
        return f'={left}IF(SMALL({keys},1)<{2 * TODO_RANK},"{not_ready}","{ready}"))'
    return f'={left}"{not_ready}")'


def initial_verdict(copy: Copy, now: InitialValues) -> str:
    """The value of that formula in the new workbook."""
    return copy.say(wording.NOT_READY if any(0 < key < 2 * TODO_RANK for key in now.todo) else wording.READY)


def _keys(copy: Copy) -> str:
    """The cells with the to-do key of each row of the form."""
    return check_address(Check.ROW_TODO, 0, len(form_rows(copy.layout)) - 1)
