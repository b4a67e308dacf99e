"""What the sheets of the consolidated workbook list: frames' rows put into a person's words and order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pmqa_xlsx.catalogue import Severity
from pmqa_xlsx.consolidate.when import thai_time
from pmqa_xlsx.form import Field, Lang, Level, Text
from pmqa_xlsx.report import words
from pmqa_xlsx.report.source import COUNTED, LATE, MISSING, Edition, FormIndex, rows_of
from pmqa_xlsx.report.tables import Column, Kind, TableSheet, Toned

if TYPE_CHECKING:
    from pmqa_xlsx.consolidate import Consolidation

Row = dict[str, Any]
Cells = Callable[[Row], Sequence[object]]
_SEVERITIES = {severity.value: severity.label for severity in Severity}


@dataclass(frozen=True)
class Round:
    """The rows of a round with what is needed to put them into words."""

    source: Consolidation
    lang: Lang

    @cached_property
    def index(self) -> FormIndex:
        """The forms by code."""
        return FormIndex(self.source.forms)

    @cached_property
    def returns(self) -> list[Row]:
        """The returns, and nothing for the missing units."""
        return rows_of(self.source.returns)

    @cached_property
    def missing(self) -> list[Row]:
        """The missing units in the forms' order."""
        return sorted(rows_of(self.source.missing), key=self.place)

    @cached_property
    def several_editions(self) -> bool:
        """Whether rows must say which form and year they belong to."""
        rows = [row for row in self.returns if row["status"] in COUNTED] + self.missing
        return len({Edition.of(row) for row in rows}) > 1

    def place(self, row: Row) -> tuple[int, int, int, str]:
        """Where the row's unit stands in the forms' order."""
        return self.index.unit_place(Edition.of(row), row["unit_code"] or "")

    def who(self) -> list[Column]:
        """The columns that say whose row it is; with several editions also of which."""
        edition = [Column(words.YEAR, 11, Kind.TEXT), Column(words.FORM, 24)] if self.several_editions else []
        return [Column(words.UNIT_CODE, 8), Column(words.UNIT, 22), *edition]

    def who_cells(self, row: Row) -> list[object]:
        """The cells of :meth:`who`."""
        edition = Edition.of(row)
        cells: list[object] = [row["unit_code"], self.index.unit_name(row).of(self.lang)]
        if self.several_editions:
            cells += [str(edition.fiscal_year or ""), edition.name]
        return cells

    def group(self, row: Row) -> str:
        """The group of the row's unit."""
        unit = self.index.unit(Edition.of(row), row["unit_code"] or "")
        return unit.group if unit else ""

    def word(self, known: dict[str, Text], code: str | None) -> str:
        """The word for a code of the frames; the code itself where there is none."""
        return known[code].of(self.lang) if code in known else code or ""

    def category(self, row: Row) -> str:
        """The category that an answer belongs to, or the name of the cover."""
        if row["level"] == Level.COVER:
            return words.COVER.of(self.lang)
        return self.index.category_name(Edition.of(row), row["category"]).of(self.lang)

    @cached_property
    def _fields(self) -> dict[tuple[str, str, str, str, str], Field]:
        known: dict[tuple[str, str, str, str, str], Field] = {}
        for form in self.source.forms:
            key = (form.form_id, form.form_version)
            known |= {(*key, Level.COVER.value, "", field.name): field for field in form.cover}
            known |= {(*key, field.level.value, category.code, field.name): field
                      for category in form.categories for field in form.fields.get(category.kind, ())}
        return known

    def field(self, row: Row) -> Field | None:
        """The field that an answer belongs to, if its form has it."""
        edition = Edition.of(row)
        return self._fields.get((*edition[:2], row["level"] or "", row["category"] or "", row["field"] or ""))

    def question(self, row: Row) -> str:
        """The label of the field; its name where its form does not have it."""
        field = self.field(row)
        return field.label.of(self.lang) if field else row["field"] or ""


def returns_sheet(round_: Round) -> TableSheet:
    """Who has returned and who has not: a row for each file and for each missing unit."""
    late = {row["file"] for row in rows_of(round_.source.findings[round_.source.findings["code"] == LATE])}
    columns = [
        *round_.who(), Column(words.GROUP, 27), Column(words.STATUS_HEADING, 14), Column(words.LATE, 8),
        Column(words.SENT_AT, 18, Kind.MOMENT), Column(words.COMPLETENESS, 13, Kind.SHARE),
        Column(words.REQUIRED, 11, Kind.WHOLE), Column(words.ANSWERED, 11, Kind.WHOLE),
        Column(words.ERRORS, 9, Kind.WHOLE), Column(words.WARNINGS, 9, Kind.WHOLE), Column(words.SEAL_HEADING, 10),
        Column(words.FILE, 36, Kind.WRAPPED), Column(words.SOURCE, 8), Column(words.SENDER, 24, Kind.WRAPPED),
        Column(words.SUPERSEDED_BY, 16), Column(words.SHA256, 16),
    ]

    def head(row: Row, status: str, is_late: bool) -> list[object]:
        return [*round_.who_cells(row), round_.group(row), Toned(round_.word(words.STATUS, status), status),
                words.YES.of(round_.lang) if is_late else None]

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
        *round_.who(), Column(words.CATEGORY, 26), Column(words.CRITERION, 8), Column(words.QUESTION, 22),
        Column(words.SLOT, 7, Kind.WHOLE), Column(words.ANSWER, 62, Kind.WRAPPED), Column(words.STATE_HEADING, 15),
        Column(words.TYPED, 30, Kind.WRAPPED), Column(words.PLACE, 20),
    ]

    def cells(row: Row) -> list[object]:
        state = row["state"]
        as_typed = row["raw"] if state != "ok" else None
        return [*round_.who_cells(row), round_.category(row), row["criterion"], round_.question(row), row["slot"],
                _answer(round_, row), Toned(round_.word(words.STATE, state), state), as_typed,
                f"{row['sheet']}!{row['cell']}" if row["cell"] else None]

    rows = rows_of(frame[frame["state"] != "empty"])
    return TableSheet(words.ANSWERS, "answers", "answers", columns, _by_unit(round_, rows, cells))


def contacts_sheet(round_: Round) -> TableSheet:
    """The directory: a row for each e-mail address and what its owner is responsible for."""
    columns = [*round_.who(), Column(words.CATEGORY, 44, Kind.WRAPPED), Column(words.CRITERION, 8),
               Column(words.QUESTION, 26), Column(words.SLOT, 7, Kind.WHOLE), Column(words.EMAIL, 38, Kind.WRAPPED)]

    def cells(row: Row) -> list[object]:
        return [*round_.who_cells(row), round_.category(row), row["criterion"], round_.question(row), row["slot"],
                row["email"]]

    return TableSheet(words.CONTACTS, "contacts", "contacts", columns,
                      _by_unit(round_, rows_of(round_.source.contacts), cells))


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
    columns = [*round_.who(), Column(words.GROUP, 30), Column(words.EMAIL, 30, Kind.WRAPPED),
               Column(words.DUE_DATE, 16, Kind.DAY), Column(words.OVERDUE_DAYS, 13, Kind.WHOLE),
               Column(words.ATTEMPTS, 15, Kind.WHOLE)]

    def cells(row: Row) -> list[object]:
        return [*round_.who_cells(row), row["group"], row["email"], _day(row["due_date"]), row["days_late"],
                row["attempts"]]

    return TableSheet(words.MISSING, "missing", "missing", columns, [cells(row) for row in round_.missing])


def _by_unit(round_: Round, rows: Iterable[Row], cells: Cells) -> list[Sequence[object]]:
    return [cells(row) for row in sorted(rows, key=round_.place)]  # the sort keeps each unit's own order


def _answer(round_: Round, row: Row) -> object:
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
