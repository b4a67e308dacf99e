"""The tables of the consolidated workbook: rows of the frames in words and in the forms' order."""

from __future__ import annotations

import datetime as dt

from pmqa_xlsx.answers import type_of
from pmqa_xlsx.catalogue import Severity
from pmqa_xlsx.consolidate.decisions import DecisionOutcome, Settled
from pmqa_xlsx.consolidate.frame_rows import LATE, MISSING, rows_of
from pmqa_xlsx.consolidate.standing import Status
from pmqa_xlsx.report import words
from pmqa_xlsx.report.long_lists import by_unit
from pmqa_xlsx.report.round import RoundRows, Row
from pmqa_xlsx.report.tables import ColouredText, ColumnKind, SheetColumn, TableSheet
from pmqa_xlsx.text.calendar import thai_time

_SEVERITIES = {severity.value: severity.label for severity in Severity}


def returns_sheet(round_: RoundRows) -> TableSheet:
    """Returns and missing units: a row for each file and for each missing unit."""
    late = {row["file"] for row in rows_of(round_.source.findings[round_.source.findings["code"] == LATE])}
    columns = [
        *round_.who(), round_.group_column, SheetColumn(words.STATUS_HEADING, 14), SheetColumn(words.LATE, 9),
        SheetColumn(words.SENT_AT, 18, ColumnKind.MOMENT), SheetColumn(words.COMPLETENESS, 15, ColumnKind.SHARE),
        SheetColumn(words.REQUIRED, 11, ColumnKind.WHOLE), SheetColumn(words.ANSWERED, 11, ColumnKind.WHOLE),
        SheetColumn(words.ERRORS, 10, ColumnKind.WHOLE), SheetColumn(words.WARNINGS, 11, ColumnKind.WHOLE),
        SheetColumn(words.SEAL_HEADING, 12),
        SheetColumn(words.FILE, 36, ColumnKind.WRAPPED), SheetColumn(words.SOURCE, 8),
        SheetColumn(words.SENDER, 24, ColumnKind.WRAPPED),
        SheetColumn(words.SUPERSEDED_BY, 16), SheetColumn(words.SHA256, 16),
    ]

    def head(row: Row, status: str, is_late: bool) -> list[object]:
        return [*round_.who_cells(row), round_.group(row), ColouredText(round_.word(words.STATUS, status), status),
                words.LATE_MARK.of(round_.lang) if is_late else None]

    def of_return(row: Row) -> list[object]:
        return [*head(row, row["status"], row["file"] in late), _moment(row["sent_at"]), row["completeness"],
                row["required"], row["answered"], row["errors"], row["warnings"], round_.word(words.SEAL, row["seal"]),
                row["file"], row["source"], row["sender"], row["superseded_by"], row["sha256"]]

    def of_missing(row: Row) -> list[object]:
        cells = head(row, MISSING, (row["days_late"] or 0) > 0)
        return [*cells, *[None] * (len(columns) - len(cells))]

    placed = [(round_.place(row), of_return(row)) for row in round_.returns]
    placed += [(round_.place(row), of_missing(row)) for row in round_.missing]
    return TableSheet(words.RETURNS, "returns", "returns", columns,
                      [cells for _, cells in sorted(placed, key=lambda pair: pair[0])])


def answers_sheet(round_: RoundRows) -> TableSheet:
    """Every slot that is not empty; numbers as numbers, choices as their labels."""
    frame = round_.source.answers
    columns = [
        *round_.who(), SheetColumn(words.CATEGORY, 13), SheetColumn(words.CRITERION, 8),
        SheetColumn(words.QUESTION, 24),
        SheetColumn(words.SLOT, 10, ColumnKind.WHOLE), SheetColumn(words.ANSWER, 62, ColumnKind.WRAPPED),
        SheetColumn(words.STATE_HEADING, 15),
        SheetColumn(words.TYPED, 30, ColumnKind.WRAPPED), SheetColumn(words.PLACE, 20),
    ]

    def cells(row: Row) -> list[object]:
        state = row["state"]
        as_typed = row["raw"] if state != "ok" else None
        return [*round_.who_cells(row), round_.category(row, short=True), row["criterion"], round_.question(row),
                row["slot"], shown_answer(round_, row), ColouredText(round_.word(words.STATE, state), state), as_typed,
                f"{row['sheet']}!{row['cell']}" if row["cell"] else None]

    filled = (frame["state"] != "empty").to_numpy().nonzero()[0]
    return TableSheet(words.ANSWERS, "answers", "answers", columns, by_unit(round_, frame, cells, filled))


def contacts_sheet(round_: RoundRows) -> TableSheet:
    """The directory of contacts: a row for each e-mail address and responsibility."""
    columns = [*round_.who(), round_.category_column, SheetColumn(words.CRITERION, 8),
               SheetColumn(words.QUESTION, 26), SheetColumn(words.SLOT, 10, ColumnKind.WHOLE),
               SheetColumn(words.EMAIL, 38, ColumnKind.WRAPPED)]

    def cells(row: Row) -> list[object]:
        return [*round_.who_cells(row), round_.category(row), row["criterion"], round_.question(row), row["slot"],
                row["email"]]

    return TableSheet(words.CONTACTS, "contacts", "contacts", columns,
                      by_unit(round_, round_.source.contacts, cells))


def findings_sheet(round_: RoundRows) -> TableSheet:
    """The findings: errors first, then warnings, then notices."""
    columns = [
        SheetColumn(words.UNIT_CODE, 8), SheetColumn(words.UNIT, 18), SheetColumn(words.SEVERITY_HEADING, 13),
        SheetColumn(words.MESSAGE, 48, ColumnKind.WRAPPED), SheetColumn(words.FIX, 48, ColumnKind.WRAPPED),
        SheetColumn(words.SHEET, 14),
        SheetColumn(words.CELL, 8), SheetColumn(words.CRITERION, 9), SheetColumn(words.TYPED, 24, ColumnKind.WRAPPED),
        SheetColumn(words.STATUS_HEADING, 14), SheetColumn(words.FILE, 28, ColumnKind.WRAPPED),
        SheetColumn(words.CODE, 18),
    ]
    returned = {row["file"]: row for row in round_.returns}

    def cells(row: Row) -> list[object]:
        known = returned.get(row["file"])
        unit_name = round_.index.unit_name(known).of(round_.lang) if known else None
        severity, about = row["severity"], row["criterion"] or row["category"]
        return [row["unit_code"], unit_name, ColouredText(round_.word(_SEVERITIES, severity), severity),
                row[f"message_{round_.lang}"], row[f"fix_{round_.lang}"], row["sheet"], row["cell"], about,
                row["value"], round_.word(words.STATUS, row["status"]), row["file"], row["code"]]

    def weight(row: Row) -> tuple[object, ...]:
        known = returned.get(row["file"])
        severity = row["severity"]
        place = list(_SEVERITIES).index(severity)
        return (place, *(round_.place(known) if known else (len(round_.source.forms), 0, 0, "")))

    rows = sorted(rows_of(round_.source.findings), key=weight)
    return TableSheet(words.FINDINGS, "findings", "findings", columns, [cells(row) for row in rows])


def missing_sheet(round_: RoundRows) -> TableSheet:
    """The units with no counted return."""
    columns = [*round_.who(), round_.group_column, SheetColumn(words.EMAIL, 30, ColumnKind.WRAPPED),
               SheetColumn(words.DUE_DATE, 16, ColumnKind.DAY), SheetColumn(words.OVERDUE_DAYS, 13, ColumnKind.WHOLE),
               SheetColumn(words.ATTEMPTS, 15, ColumnKind.WHOLE)]

    def cells(row: Row) -> list[object]:
        return [*round_.who_cells(row), row["group"], row["email"], _day(row["due_date"]), row["days_late"],
                row["attempts"]]

    return TableSheet(words.MISSING, "missing", "missing", columns, [cells(row) for row in round_.missing])


def decisions_sheet(round_: RoundRows) -> TableSheet:
    """The office's decisions about single returns, in the order of its list, with the outcome of each."""
    columns = [
        SheetColumn(words.UNIT_CODE, 8), SheetColumn(words.UNIT, 18), SheetColumn(words.DECISION, 16),
        SheetColumn(words.OUTCOME_HEADING, 32), SheetColumn(words.REASON, 48, ColumnKind.WRAPPED),
        SheetColumn(words.DECIDED_BY, 22),
        SheetColumn(words.STATUS_HEADING, 14), SheetColumn(words.FILE, 36, ColumnKind.WRAPPED),
        SheetColumn(words.SHA256, 16),
        SheetColumn(words.LINE, 9, ColumnKind.WHOLE),
    ]
    returned = {row["sha256"]: row for row in reversed(round_.returns) if row["status"] != Status.DUPLICATE}

    def cells(settled: Settled) -> list[object]:
        one, outcome = settled.decision, settled.outcome
        known = returned.get(one.sha256)
        whose = [known["unit_code"], round_.index.unit_name(known).of(round_.lang)] if known else [None, None]
        became = ([ColouredText(round_.word(words.STATUS, known["status"]), known["status"]), known["file"]]
                  if known else [None, None])
        result = ColouredText(round_.word(words.OUTCOME, outcome),
                              "" if outcome is DecisionOutcome.USED else Severity.WARNING)
        return [*whose, round_.word(words.RULING, one.ruling), result, one.reason, one.decided_by, *became,
                one.sha256, one.number or None]

    return TableSheet(words.DECISIONS, "returns", "decisions", columns,
                      [cells(settled) for settled in round_.source.decisions])


def shown_answer(round_: RoundRows, row: Row) -> object:
    """An answer for people: a number, a choice's label, a text; an invalid one as it was typed."""
    if row["state"] == "invalid":
        return row["raw"]
    field = round_.field(row)
    if field is None:
        return row["value"] if row["number"] is None else row["number"]
    return type_of(field).report(row["value"], row["number"], round_.rules(field))


def _moment(value: object) -> object:
    """A moment as Thai wall-clock time, for a cell without time zone; a text that is no moment is not changed."""
    try:
        moment = value if isinstance(value, dt.datetime) else dt.datetime.fromisoformat(str(value or ""))
    except ValueError:
        return value
    return thai_time(moment).replace(tzinfo=None)


def _day(value: object) -> object:
    try:
        return value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value or "")[:10])
    except ValueError:
        return value
