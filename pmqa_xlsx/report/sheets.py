"""What the sheets of the consolidated workbook list: frames' rows put into a person's words and order."""

from __future__ import annotations

import datetime as dt

from pmqa_xlsx.catalogue import Severity
from pmqa_xlsx.consolidate.decisions import Outcome, Settled
from pmqa_xlsx.consolidate.verdicts import Status
from pmqa_xlsx.report import words
from pmqa_xlsx.report.long_lists import by_unit
from pmqa_xlsx.report.round import Round, Row
from pmqa_xlsx.report.source import LATE, MISSING, rows_of
from pmqa_xlsx.report.tables import Column, Kind, TableSheet, Toned
from pmqa_xlsx.text.calendar import thai_time

_SEVERITIES = {severity.value: severity.label for severity in Severity}


def returns_sheet(round_: Round) -> TableSheet:
    """Who has returned and who has not: a row for each file and for each missing unit."""
    late = {row["file"] for row in rows_of(round_.source.findings[round_.source.findings["code"] == LATE])}
    columns = [
        *round_.who(), round_.group_column, Column(words.STATUS_HEADING, 14), Column(words.LATE, 9),
        Column(words.SENT_AT, 18, Kind.MOMENT), Column(words.COMPLETENESS, 15, Kind.SHARE),
        Column(words.REQUIRED, 11, Kind.WHOLE), Column(words.ANSWERED, 11, Kind.WHOLE),
        Column(words.ERRORS, 10, Kind.WHOLE), Column(words.WARNINGS, 11, Kind.WHOLE), Column(words.SEAL_HEADING, 12),
        Column(words.FILE, 36, Kind.WRAPPED), Column(words.SOURCE, 8), Column(words.SENDER, 24, Kind.WRAPPED),
        Column(words.SUPERSEDED_BY, 16), Column(words.SHA256, 16),
    ]

    def head(row: Row, status: str, is_late: bool) -> list[object]:
        return [*round_.who_cells(row), round_.group(row), Toned(round_.word(words.STATUS, status), status),
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


def answers_sheet(round_: Round) -> TableSheet:
    """Every slot that holds something, numbers as numbers, choices by their labels."""
    frame = round_.source.answers
    columns = [
        *round_.who(), Column(words.CATEGORY, 13), Column(words.CRITERION, 8), Column(words.QUESTION, 24),
        Column(words.SLOT, 10, Kind.WHOLE), Column(words.ANSWER, 62, Kind.WRAPPED), Column(words.STATE_HEADING, 15),
        Column(words.TYPED, 30, Kind.WRAPPED), Column(words.PLACE, 20),
    ]

    def cells(row: Row) -> list[object]:
        state = row["state"]
        as_typed = row["raw"] if state != "ok" else None
        return [*round_.who_cells(row), round_.category(row, short=True), row["criterion"], round_.question(row),
                row["slot"], shown_answer(round_, row), Toned(round_.word(words.STATE, state), state), as_typed,
                f"{row['sheet']}!{row['cell']}" if row["cell"] else None]

    filled = (frame["state"] != "empty").to_numpy().nonzero()[0]
    return TableSheet(words.ANSWERS, "answers", "answers", columns, by_unit(round_, frame, cells, filled))


def contacts_sheet(round_: Round) -> TableSheet:
    """The directory: a row for each e-mail address and what its owner is responsible for."""
    columns = [*round_.who(), round_.category_column, Column(words.CRITERION, 8),
               Column(words.QUESTION, 26), Column(words.SLOT, 10, Kind.WHOLE), Column(words.EMAIL, 38, Kind.WRAPPED)]

    def cells(row: Row) -> list[object]:
        return [*round_.who_cells(row), round_.category(row), row["criterion"], round_.question(row), row["slot"],
                row["email"]]

    return TableSheet(words.CONTACTS, "contacts", "contacts", columns,
                      by_unit(round_, round_.source.contacts, cells))


def findings_sheet(round_: Round) -> TableSheet:
    """What must be mended: errors first, then warnings, then notices."""
    columns = [
        Column(words.UNIT_CODE, 8), Column(words.UNIT, 18), Column(words.SEVERITY_HEADING, 13),
        Column(words.MESSAGE, 48, Kind.WRAPPED), Column(words.FIX, 48, Kind.WRAPPED), Column(words.SHEET, 14),
        Column(words.CELL, 8), Column(words.CRITERION, 9), Column(words.TYPED, 24, Kind.WRAPPED),
        Column(words.STATUS_HEADING, 14), Column(words.FILE, 28, Kind.WRAPPED), Column(words.CODE, 18),
    ]
    returned = {row["file"]: row for row in round_.returns}

    def cells(row: Row) -> list[object]:
        known = returned.get(row["file"])
        unit_name = round_.index.unit_name(known).of(round_.lang) if known else None
        severity, about = row["severity"], row["criterion"] or row["category"]
        return [row["unit_code"], unit_name, Toned(round_.word(_SEVERITIES, severity), severity),
                row[f"message_{round_.lang}"], row[f"fix_{round_.lang}"], row["sheet"], row["cell"], about,
                row["value"], round_.word(words.STATUS, row["status"]), row["file"], row["code"]]

    def weight(row: Row) -> tuple[object, ...]:
        known = returned.get(row["file"])
        severity = row["severity"]
        place = list(_SEVERITIES).index(severity)
        return (place, *(round_.place(known) if known else (len(round_.source.forms), 0, 0, "")))

    rows = sorted(rows_of(round_.source.findings), key=weight)
    return TableSheet(words.FINDINGS, "findings", "findings", columns, [cells(row) for row in rows])


def missing_sheet(round_: Round) -> TableSheet:
    """The units with no counted return."""
    columns = [*round_.who(), round_.group_column, Column(words.EMAIL, 30, Kind.WRAPPED),
               Column(words.DUE_DATE, 16, Kind.DAY), Column(words.OVERDUE_DAYS, 13, Kind.WHOLE),
               Column(words.ATTEMPTS, 15, Kind.WHOLE)]

    def cells(row: Row) -> list[object]:
        return [*round_.who_cells(row), row["group"], row["email"], _day(row["due_date"]), row["days_late"],
                row["attempts"]]

    return TableSheet(words.MISSING, "missing", "missing", columns, [cells(row) for row in round_.missing])


def decisions_sheet(round_: Round) -> TableSheet:
    """What the office decided about single returns, in the order of its list, and what came of each decision."""
    columns = [
        Column(words.UNIT_CODE, 8), Column(words.UNIT, 18), Column(words.DECISION, 16),
        Column(words.OUTCOME_HEADING, 32), Column(words.REASON, 48, Kind.WRAPPED), Column(words.DECIDED_BY, 22),
        Column(words.STATUS_HEADING, 14), Column(words.FILE, 36, Kind.WRAPPED), Column(words.SHA256, 16),
        Column(words.LINE, 9, Kind.WHOLE),
    ]
    returned = {row["sha256"]: row for row in reversed(round_.returns) if row["status"] != Status.DUPLICATE}

    def cells(settled: Settled) -> list[object]:
        one, outcome = settled.decision, settled.outcome
        known = returned.get(one.sha256)
        whose = [known["unit_code"], round_.index.unit_name(known).of(round_.lang)] if known else [None, None]
        became = [Toned(round_.word(words.STATUS, known["status"]), known["status"]), known["file"]] if known else (
            [None, None])
        told = Toned(round_.word(words.OUTCOME, outcome), "" if outcome is Outcome.USED else Severity.WARNING)
        return [*whose, round_.word(words.RULING, one.ruling), told, one.reason, one.decided_by, *became,
                one.sha256, one.line]

    return TableSheet(words.DECISIONS, "returns", "decisions", columns,
                      [cells(settled) for settled in round_.source.decisions])


def shown_answer(round_: Round, row: Row) -> object:
    """An answer as people read it: a number, a choice's label, a text; an invalid one as it was typed."""
    if row["state"] == "invalid":
        return row["raw"]
    if row["number"] is not None:
        return row["number"]
    field = round_.field(row)
    for choice in field.choices.choices if field and field.choices else ():
        if choice.value == row["value"]:
            return choice.label.of(round_.lang)
    return row["value"]


def _moment(value: object) -> object:
    """A moment as Thai wall-clock time, which is what a cell can hold; a text that is none stays as it is."""
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
