"""The formulas of the summary: figures for each category, the verdict, the chart and the to-do list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pmqa_xlsx.cells import CellRef, quoted_sheet
from pmqa_xlsx.form.model import TOTAL
from pmqa_xlsx.generator.checks import CheckValues, initial_state, place_label, sections, state_formula
from pmqa_xlsx.generator.copy import Copy
from pmqa_xlsx.generator.styles import FONT, NAVY, Styles
from pmqa_xlsx.layout import Role, SheetKind, Slot, SummaryRow
from pmqa_xlsx.layout import words as wording
from pmqa_xlsx.layout.checks import Check, check_address, check_cell
from pmqa_xlsx.text.excel_text import Exact, number_text

#: Block characters in a full bar.
BAR_BLOCKS = 10
_CHART_SIZE = {"width": 490, "height": 300}
_PLOT = {"x": 0.25, "y": 0.28, "width": 0.5, "height": 0.6}
#: A radar chart with fewer points would be a line.
LEAST_CHART_POINTS = 3


def write_summary(book: Any, sheet: Any, checks: Any, copy: Copy, rows: Sequence[CheckValues], styles: Styles) -> None:
    """Write the summary's formulas and chart, and the chart's figures on the checks sheet."""
    for line in copy.layout.summary.rows:
        _write_line(sheet, copy, line, rows, styles)
    _write_total_score(sheet, copy, rows, styles)
    _write_verdict(sheet, copy, rows, styles)
    _write_left(sheet, copy, rows, styles)
    _write_todo(sheet, copy, rows, styles)
    _write_chart(book, sheet, checks, copy, rows)


def _slots_of(copy: Copy, line: SummaryRow) -> list[Slot]:
    if line.code == TOTAL:
        return list(copy.layout.all_slots)
    return list(copy.layout.sheet_by_key[line.sheet].slots())


def _initial_score(copy: Copy, line: SummaryRow, rows: Sequence[CheckValues]) -> float:
    """The score of a line in a new workbook; the total's is the weighted mean of the others."""
    if line.code != TOTAL:
        return sum(now.score for first, last in sections(copy, _slots_of(copy, line)) for now in rows[first:last + 1])
    scored = [(copy.layout.form.category(other.code).weight, _initial_score(copy, other, rows))
              for other in copy.layout.summary.rows if other.has_score and other.code != TOTAL]
    return sum(weight * score for weight, score in scored) / sum(weight for weight, _ in scored)


def _write_line(sheet: Any, copy: Copy, line: SummaryRow, rows: Sequence[CheckValues], styles: Styles) -> None:
    plan = copy.layout.summary
    slots = _slots_of(copy, line)
    answers = sections(copy, [slot for slot in slots if not slot.is_identity])
    bold = {"bold": line.code == TOTAL}
    required_now = [now for first, last in answers for now in rows[first:last + 1] if now.required]
    needed, given = len(required_now), sum(now.state == 1 for now in required_now)

    def sum_of(pattern: str) -> str:
        return "+".join(pattern.format(
            required=check_address(Check.REQUIRED, *part), state=check_address(Check.STATE, *part),
            score=check_address(Check.SCORE, *part)) for part in answers) or "0"

    required, answered, complete = (
        CellRef(line.row, column) for column in (plan.required_column, plan.answered_column, plan.complete_column))
    sheet.write_formula(*required, "=" + sum_of("SUM({required})"), styles.figure("0", **bold), needed)
    sheet.write_formula(*answered, "=" + sum_of("SUMPRODUCT(({required}=1)*({state}=1))"),
                        styles.figure("0", **bold), given)
    share = given / needed if needed else 1.0
    sheet.write_formula(*complete, f"=IF({required}=0,1,{answered}/{required})", styles.figure("0.0%", **bold),
                        Exact(share))
    _write_bar(sheet, CellRef(line.row, plan.complete_bar_column), str(complete), share, styles)
    if line.code == TOTAL:
        sheet.write_blank(line.row, 1, None, styles.role(Role.LABEL))
    if line.has_score:
        score, now = CellRef(line.row, plan.score_column), _initial_score(copy, line, rows)
        if line.code != TOTAL:
            sheet.write_formula(*score, "=" + sum_of("SUM({score})"), styles.figure("0.00"), Exact(now))
        _write_bar(sheet, CellRef(line.row, plan.score_bar_column), f"{score}/100", now / 100, styles)
    else:
        for column in (plan.score_column, plan.score_bar_column):
            sheet.write_blank(line.row, column, None, styles.figure("0.00"))
    parts = sections(copy, slots)
    sheet.write_formula(line.row, plan.state_column, state_formula(copy, parts), styles.state(),
                        initial_state(copy, parts, rows))


def _write_bar(sheet: Any, cell: CellRef, share: str, now: float, styles: Styles) -> None:
    """Write a bar of block characters: unlike a data bar it looks the same in every program."""
    sheet.write_formula(cell.row, cell.column, f'=REPT("█",ROUND({BAR_BLOCKS}*{share},0))', styles.bar(),
                        "█" * int(BAR_BLOCKS * now + 0.5))


def _write_total_score(sheet: Any, copy: Copy, rows: Sequence[CheckValues], styles: Styles) -> None:
    plan = copy.layout.summary
    total = next(line for line in plan.rows if line.code == TOTAL)
    if not total.has_score:
        return
    scored = [(CellRef(line.row, plan.score_column), copy.layout.form.category(line.code).weight)
              for line in plan.rows if line.has_score and line.code != TOTAL]
    weighted = "+".join(f"{number_text(weight)}*{cell}" for cell, weight in scored)
    everything = "+".join(number_text(weight) for _, weight in scored)
    sheet.write_formula(total.row, plan.score_column, f"=({weighted})/({everything})",
                        styles.figure("0.00", bold=True), Exact(_initial_score(copy, total, rows)))


def _problems(copy: Copy) -> str:
    """The cell that counts every problem of the workbook: the last running number."""
    return check_address(Check.RUNNING, len(copy.layout.check_slots) - 1)


def _write_verdict(sheet: Any, copy: Copy, rows: Sequence[CheckValues], styles: Styles) -> None:
    cell = copy.layout.summary.verdict
    sheet.write_formula(*cell, verdict_formula(copy), styles.verdict(), initial_verdict(copy, rows))
    sheet.conditional_format(*cell, *cell, {
        "type": "formula", "criteria": f'={cell.absolute}="{copy.say(wording.READY)}"', "format": styles.when_done()})


def _write_left(sheet: Any, copy: Copy, rows: Sequence[CheckValues], styles: Styles) -> None:
    """Write beside the verdict how much is left to do, as a link to the list."""
    count, plan = _problems(copy), copy.layout.summary
    before, _, after = copy.say(wording.LEFT_TO_DO).partition("{count}")
    place = f"#{quoted_sheet(copy.name_of(copy.layout.sheet_of_kind(SheetKind.SUMMARY)))}!{plan.todo_first}"
    left = sum(now.problem for now in rows)
    sheet.write_formula(*plan.left, f'=IF({count}=0,"",HYPERLINK("{place}","{before}"&{count}&"{after}"))',
                        styles.role(Role.LINK, indent=1), f"{before}{left}{after}" if left else "")


def verdict_formula(copy: Copy) -> str:
    """The formula that shows whether the workbook can be sent."""
    return f'=IF({_problems(copy)}=0,"{copy.say(wording.READY)}","{copy.say(wording.NOT_READY)}")'


def initial_verdict(copy: Copy, rows: Sequence[CheckValues]) -> str:
    """The value of that formula in a new workbook."""
    return copy.say(wording.NOT_READY if any(now.problem for now in rows) else wording.READY)


def _write_todo(sheet: Any, copy: Copy, rows: Sequence[CheckValues], styles: Styles) -> None:
    plan, last = copy.layout.summary, len(rows) - 1
    running, links, places, states = (
        check_address(column, 0, last) for column in (Check.RUNNING, Check.LINK, Check.PLACE, Check.STATE))
    empty, wrong = copy.say(wording.STILL_EMPTY), copy.say(wording.BREAKS_RULE)
    left = [f"{place_label(copy, slot)}: {wrong if now.state == -1 else empty}"
            for slot, now in zip(copy.layout.check_slots, rows, strict=True) if now.problem]
    count, style = _problems(copy), styles.todo()
    for line in range(plan.todo_lines):
        number = line + 1
        found = f"MATCH({number},{running},0)"
        nothing = copy.say(wording.NOTHING_TO_DO) if not line else ""
        said = f'INDEX({places},{found})&": "&IF(INDEX({states},{found})=-1,"{wrong}","{empty}")'
        formula = f'=IF({number}>{count},"{nothing}",HYPERLINK(INDEX({links},{found}),"{number}. "&{said}))'
        now = f"{number}. {left[line]}" if line < len(left) else nothing
        sheet.write_formula(plan.todo_first.row + line, plan.todo_first.column, formula, style, now)
    before, _, after = copy.say(wording.TODO_MORE).partition("{count}")
    more = len(left) - plan.todo_lines
    sheet.write_formula(
        *plan.todo_more, f'=IF({count}>{plan.todo_lines},"{before}"&({count}-{plan.todo_lines})&"{after}","")',
        styles.todo(), f"{before}{more}{after}" if more > 0 else "")


def _write_chart(book: Any, sheet: Any, checks: Any, copy: Copy, rows: Sequence[CheckValues]) -> None:
    plan = copy.layout.summary
    scored = [line for line in plan.rows if line.has_score and line.code != TOTAL]
    if len(scored) < LEAST_CHART_POINTS:
        return
    own = quoted_sheet(copy.name_of(copy.layout.sheet_of_kind(SheetKind.SUMMARY)))
    first = len(copy.layout.check_slots)
    for row, line in enumerate(scored, start=first):
        checks.write_string(*check_cell(Check.CHART_LABEL, row), copy.name_of(line.sheet))
        score = CellRef(line.row, plan.score_column)
        checks.write_formula(*check_cell(Check.CHART_VALUE, row), f"={own}!{score.absolute}", None,
                             Exact(_initial_score(copy, line, rows)))
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
