"""The lists of the consolidated workbook: rows of the frames in words and in the forms' order."""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from operator import itemgetter

from pmqa_xlsx.answers import type_of
from pmqa_xlsx.catalogue import CATALOGUE, Severity
from pmqa_xlsx.consolidate.decisions import DecisionOutcome, Settled
from pmqa_xlsx.consolidate.frame_rows import LATE, MISSING, AskedRow, EachRow, OwnedRow
from pmqa_xlsx.consolidate.schema import AnswerRow, ContactRow, FileKey, FindingRow, MissingRow, ReturnRow
from pmqa_xlsx.consolidate.status import Status
from pmqa_xlsx.form.question import Level
from pmqa_xlsx.light_dataclass import dataclass, field
from pmqa_xlsx.report import words
from pmqa_xlsx.report.book import PlacedRows
from pmqa_xlsx.report.people_findings import FindingRenderer
from pmqa_xlsx.report.round import RoundRows
from pmqa_xlsx.report.tables import ColouredText, ColumnKind, SheetColumn, TableSheet
from pmqa_xlsx.report.units import without_folder
from pmqa_xlsx.text.calendar import thai_time

_SEVERITIES = {severity.value: severity.label for severity in Severity}
#: Wide enough for a moment and a day in words, in Excel and in LibreOffice, which draws columns wider and texts too.
_MOMENT, _DAY = 23.0, 17.0


def returns_sheet(round_: RoundRows) -> TableSheet:
    """Returns and missing units: a row for each file and for each missing unit."""
    late = {file for file, codes in round_.source.finding_codes.items() if any(code == LATE for _, code in codes)}
    columns = [
        *round_.who(), SheetColumn(words.STATUS_HEADING, 18), SheetColumn(words.LATE, 10),
        SheetColumn(words.SENT_AT, _MOMENT, ColumnKind.MOMENT), SheetColumn(words.COMPLETENESS, 16, ColumnKind.SHARE),
        SheetColumn(words.REQUIRED, 12, ColumnKind.WHOLE), SheetColumn(words.ANSWERED, 12, ColumnKind.WHOLE),
        SheetColumn(words.ERRORS, 13, ColumnKind.WHOLE), SheetColumn(words.WARNINGS, 13, ColumnKind.WHOLE),
        SheetColumn(words.SEAL_HEADING, 14),
        SheetColumn(words.FILE, 44, ColumnKind.WRAPPED), SheetColumn(words.SOURCE, 19),
        SheetColumn(words.SENDER, 30, ColumnKind.WRAPPED),
        SheetColumn(words.SUPERSEDED_BY, 21), SheetColumn(words.SHA256, 21),
    ]

    def head(row: OwnedRow, status: str, is_late: bool) -> list[object]:
        return [*round_.who_cells(row), ColouredText(round_.word(words.STATUS, status), status),
                words.LATE_MARK.of(round_.lang) if is_late else None]

    def of_return(row: ReturnRow) -> list[object]:
        return [*head(row, row.status, row.key in late), _moment(row.sent_at), row.completeness,
                row.required, row.answered, row.errors, row.warnings, round_.word(words.SEAL, row.seal),
                without_folder(row.file), round_.word(words.CAME_AS, row.source), row.sender,
                row.superseded_by[:16], row.sha256[:16]]

    def of_missing(row: MissingRow) -> list[object]:
        cells = head(row, MISSING, row.days_late > 0)
        return [*cells, *[None] * (len(columns) - len(cells))]

    placed = [(round_.place(row), of_return(row)) for row in round_.returns]
    placed += [(round_.place(row), of_missing(row)) for row in round_.missing]
    return TableSheet(words.RETURNS, "returns", "returns", columns,
                      [cells for _, cells in sorted(placed, key=lambda pair: pair[0])])


def missing_sheet(round_: RoundRows) -> TableSheet:
    """The units with no counted return: how late, what came in vain, whom to write to."""
    columns = [*round_.who(), SheetColumn(words.EMAIL, 30, ColumnKind.WRAPPED),
               SheetColumn(words.DUE_DATE, _DAY, ColumnKind.DAY), SheetColumn(words.OVERDUE_DAYS, 14, ColumnKind.WHOLE),
               SheetColumn(words.ATTEMPTS, 15, ColumnKind.WHOLE),
               SheetColumn(words.LAST_ATTEMPT, 36, ColumnKind.WRAPPED),
               SheetColumn(words.LAST_ATTEMPT_AT, _DAY, ColumnKind.DAY),
               SheetColumn(words.LAST_ATTEMPT_BY, 30, ColumnKind.WRAPPED),
               SheetColumn(words.LAST_ATTEMPT_WHY, 36, ColumnKind.WRAPPED),
               SheetColumn(words.LETTERS, 14, ColumnKind.WHOLE)]
    rows: list[list[object]] = []
    for unit in round_.units:
        if not unit.counted:
            last = unit.last_attempt
            why = [CATALOGUE[code].title.of(round_.lang) for code in (last.codes if last else ()) if code in CATALOGUE]
            rows.append([*round_.unit_cells(unit), unit.email, unit.due, unit.days_late, unit.attempts,
                         without_folder(last.file) if last else None, last.day if last else None,
                         last.sender if last else None, ", ".join(why), unit.letters])
    return TableSheet(words.MISSING, "missing", "missing", columns, rows)


def open_sheet(round_: RoundRows) -> TableSheet:
    """What is to be corrected in the returns that count, with whom to call; a sheet nobody began is one row."""
    columns = [
        *round_.who(), SheetColumn(words.MESSAGE, 48, ColumnKind.WRAPPED),
        SheetColumn(words.FIX, 48, ColumnKind.WRAPPED),
        SheetColumn(words.PLACE, 26, ColumnKind.WRAPPED), SheetColumn(words.COUNT, 10, ColumnKind.WHOLE),
        SheetColumn(words.NAME, 24, ColumnKind.WRAPPED), SheetColumn(words.PHONE, 16),
        SheetColumn(words.EMAIL, 30, ColumnKind.WRAPPED), SheetColumn(words.CODE, 20)]
    joined: dict[str, list[FileKey]] = {}
    for row in round_.returns:
        if row.status == Status.JOINED:
            joined.setdefault(row.unit_code, []).append(row.key)
    owing = [(unit, [unit.key, *joined.get(unit.code, ())])
             for unit in round_.units if unit.key and not unit.complete]
    renderer = FindingRenderer(round_.source, round_.index, round_.lang, (file for _, files in owing for file in files))
    rows: list[list[object]] = []
    for unit, files in owing:
        for one in (found for file in files for found in renderer.render(file)):
            if one.severity == Severity.ERROR:
                rows.append([*round_.unit_cells(unit), one.message, one.fix, one.place, one.count, unit.person.name,
                             unit.person.phone, unit.person.email, one.code])
    return TableSheet(words.OPEN, "findings", "open_matters", columns, rows, note=words.OPEN_NOTE.of(round_.lang))


def findings_sheet(round_: RoundRows) -> TableSheet:
    """All findings, also of returns that do not count: errors first, then warnings, then notices."""
    columns = [
        *round_.who(), SheetColumn(words.SEVERITY_HEADING, 15),
        SheetColumn(words.MESSAGE, 48, ColumnKind.WRAPPED), SheetColumn(words.FIX, 48, ColumnKind.WRAPPED),
        SheetColumn(words.SHEET, 16), SheetColumn(words.CELL, 9), SheetColumn(words.CRITERION, 10),
        SheetColumn(words.TYPED, 24, ColumnKind.WRAPPED), SheetColumn(words.STATUS_HEADING, 18),
        SheetColumn(words.FILE, 28, ColumnKind.WRAPPED), SheetColumn(words.CODE, 20),
    ]
    returned = {row.key: row for row in round_.returns}
    nobody = [None] * len(round_.who())

    def cells(row: FindingRow) -> list[object]:
        known = returned.get(row.key)
        return [*(round_.who_cells(known) if known else nobody),
                ColouredText(round_.word(_SEVERITIES, row.severity), row.severity),
                row.message(round_.lang), row.fix(round_.lang), row.sheet, row.cell, row.criterion or row.category,
                row.value, round_.word(words.STATUS, row.status), without_folder(row.file), row.code]

    def weight(row: FindingRow) -> tuple[int, int, int, int, str]:
        known = returned.get(row.key)
        place = list(_SEVERITIES).index(row.severity)
        return (place, *(round_.place(known) if known else (len(round_.source.forms), 0, 0, "")))

    weights = [weight(row) for row in EachRow(round_.source, FindingRow)]
    order = sorted(range(len(weights)), key=weights.__getitem__)
    place_of = {number: place for place, number in enumerate(order)}
    return TableSheet(words.FINDINGS, "findings", "findings", columns, PlacedRows(len(order), lambda: (
        (place_of[number], cells(row)) for number, row in enumerate(EachRow(round_.source, FindingRow)))))


@dataclass
class _Reached:
    """A person of a unit, with the parts of the form that name the person."""

    who: list[object]
    email: str
    name: str = ""
    position: str = ""
    phone: str = ""
    parts: dict[str, None] = field(default_factory=dict)


def contacts_sheet(round_: RoundRows) -> TableSheet:
    """The directory: a row for each unit and person, with all that the person is responsible for."""
    placed: list[tuple[tuple[int, int, int, str], list[object]]] = []
    for place, rows in groupby(EachRow(round_.source, ContactRow), round_.place):
        persons: dict[str, _Reached] = {}
        for row in rows:
            known = persons.setdefault(row.email.casefold(), _Reached(round_.who_cells(row), row.email))
            known.name = known.name or row.name
            known.position = known.position or row.position
            known.phone = known.phone or row.phone
            known.parts[_part(round_, row)] = None
        placed += [(place, [*one.who, one.name, one.position, one.phone, one.email, ", ".join(one.parts)])
                   for one in persons.values()]
    columns = [*round_.who(), SheetColumn(words.NAME, 26, ColumnKind.WRAPPED),
               SheetColumn(words.POSITION, 26, ColumnKind.WRAPPED), SheetColumn(words.PHONE, 18),
               SheetColumn(words.EMAIL, 36, ColumnKind.WRAPPED), SheetColumn(words.RESPONSIBLE, 44, ColumnKind.WRAPPED)]
    ordered = sorted(placed, key=itemgetter(0))
    return TableSheet(words.CONTACTS, "contacts", "contacts", columns, [cells for _, cells in ordered])


def _part(round_: RoundRows, row: ContactRow) -> str:
    """What a contact is responsible for: the general sheet, a category, a criterion."""
    if row.level == Level.CRITERION:
        return row.criterion
    return round_.category(row, short=True)


def decisions_sheet(round_: RoundRows) -> TableSheet:
    """The office's decisions about single returns, in the order of its list, with the outcome of each."""
    columns = [
        *round_.who(), SheetColumn(words.DECISION, 18),
        SheetColumn(words.OUTCOME_HEADING, 34), SheetColumn(words.REASON, 48, ColumnKind.WRAPPED),
        SheetColumn(words.DECIDED_BY, 22),
        SheetColumn(words.STATUS_HEADING, 18), SheetColumn(words.FILE, 36, ColumnKind.WRAPPED),
        SheetColumn(words.SHA256, 21),
        SheetColumn(words.LINE, 10, ColumnKind.WHOLE),
    ]
    returned = {row.sha256: row for row in reversed(round_.returns) if row.status != Status.DUPLICATE}
    nobody = [None] * len(round_.who())

    def cells(settled: Settled) -> list[object]:
        one, outcome = settled.decision, settled.outcome
        known = returned.get(one.sha256)
        became = ([ColouredText(round_.word(words.STATUS, known.status), known.status), without_folder(known.file)]
                  if known else [None, None])
        result = ColouredText(round_.word(words.OUTCOME, outcome),
                              "" if outcome is DecisionOutcome.USED else Severity.WARNING)
        return [*(round_.who_cells(known) if known else nobody), round_.word(words.RULING, one.ruling), result,
                one.reason, one.decided_by, *became, one.sha256[:16], one.number or None]

    return TableSheet(words.DECISIONS, "returns", "decisions", columns,
                      [cells(settled) for settled in round_.source.decisions])


def shown_answer(round_: RoundRows, row: AnswerRow) -> object:
    """An answer for people: a number, a choice's label, a text; an invalid one as it was typed."""
    return row.raw if row.state == "invalid" else shown_value(round_, row, row.value, row.number)


def shown_value(round_: RoundRows, row: AskedRow, value: str, number: float | None = None) -> object:
    """A value for people, of the question that a row is about."""
    asked = round_.field(row)
    if asked is None:
        return value if number is None else number
    return type_of(asked).report(value, number, round_.rules(asked))


def _moment(value: object) -> object:
    """A moment as Thai wall-clock time, for a cell without time zone; a text that is no moment is not changed."""
    try:
        moment = value if isinstance(value, dt.datetime) else dt.datetime.fromisoformat(str(value or ""))
    except ValueError:
        return value
    return thai_time(moment).replace(tzinfo=None)
