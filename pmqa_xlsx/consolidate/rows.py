"""From judged returns to the columns of the frames with a row for a return, a finding or a unit: plain lists."""

from __future__ import annotations

from collections.abc import Iterable

from pmqa_xlsx.catalogue import Severity
from pmqa_xlsx.consolidate.privacy import personal_positions, without_addresses
from pmqa_xlsx.consolidate.schema import COLUMNS
from pmqa_xlsx.consolidate.verdicts import Verdicted
from pmqa_xlsx.findings import Finding
from pmqa_xlsx.layout import Slot
from pmqa_xlsx.text.calendar import iso_text

Columns = dict[str, list[object]]


def empty_columns(name: str) -> Columns:
    """An empty list for each column of a frame."""
    return {column: [] for column in COLUMNS[name]}


def add_row(columns: Columns, *values: object) -> None:
    """Append one row: a value for each column, in the frame's order."""
    for column, value in zip(columns.values(), values, strict=True):
        column.append(value)


def return_columns(standings: Iterable[Verdicted], *, contacts: bool) -> Columns:
    """The ``returns`` frame's columns, in the order of the standings.

    :param contacts: whether to say who sent a mail.
    """
    columns = empty_columns("returns")
    for standing in standings:
        if standing.status is None:
            continue
        one = standing.measured
        code, name, year, form_id, form_version = one.whose
        add_row(
            columns, one.origin.file, one.origin.sha256, one.origin.source, one.origin.sender if contacts else "",
            iso_text(one.origin.sent_at), form_id, form_version, year, code, name, standing.status.value,
            standing.superseded_by, one.reading.seal.value, one.required, one.answered, one.completeness,
            standing.count(Severity.ERROR), standing.count(Severity.WARNING),
        )
    return columns


def finding_columns(standings: Iterable[Verdicted], *, contacts: bool) -> Columns:
    """The ``findings`` frame's columns: those of every file, in the reader's order.

    :param contacts: whether to quote answers that are personal data.
    """
    columns = empty_columns("findings")
    for standing in standings:
        one = standing.measured
        personal = set() if contacts or one.layout is None else {
            _question(one.layout.slots[position]) for position in personal_positions(one.layout)}
        for found in standing.findings:
            place = found.place
            quotes = (place.level, place.category, place.criterion, place.field) in personal
            # Value and facts may both quote what was typed; without them a sentence still reads well.
            finding = Finding(found.code, place) if quotes else found
            words = (finding.value, finding.message("th"), finding.message("en"), finding.fix("th"), finding.fix("en"))
            add_row(
                columns, one.origin.file, one.origin.sha256, one.reading.unit_code, standing.status or "",
                place.sheet, place.cell, place.level, place.category, place.criterion, place.field, place.slot or None,
                finding.code, finding.severity.value, *(words if contacts else map(without_addresses, words)),
            )
    return columns


def _question(slot: Slot) -> tuple[str, str, str, str]:
    return slot.level.value, slot.category, slot.criterion, slot.field.name
