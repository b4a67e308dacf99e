"""From judged returns to the columns of the frames: plain lists, one a column."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pmqa_xlsx.answers.model import Answer
from pmqa_xlsx.catalogue import Severity
from pmqa_xlsx.consolidate.measured import Measured
from pmqa_xlsx.consolidate.privacy import is_personal, without_addresses
from pmqa_xlsx.consolidate.schema import COLUMNS
from pmqa_xlsx.consolidate.standing import Standing
from pmqa_xlsx.consolidate.when import iso_text
from pmqa_xlsx.findings import Finding
from pmqa_xlsx.ingester.packed import answers_of, places_of
from pmqa_xlsx.layout import Slot

Columns = dict[str, list[object]]


def empty_columns(name: str) -> Columns:
    """An empty list for each column of a frame."""
    return {column: [] for column in COLUMNS[name]}


def add_row(columns: Columns, *values: object) -> None:
    """Append one row: a value for each column, in the frame's order."""
    for column, value in zip(columns.values(), values, strict=True):
        column.append(value)


def identity(one: Measured) -> tuple[str, str, int | None, str, str]:
    """Whose return it is: the columns that the frames of counted returns begin with.

    The unit's name is the definition's Thai one, whatever language the workbook is in.
    """
    reading = one.reading
    unit = one.layout.unit_by_code.get(reading.unit_code) if one.layout else None
    name = unit.name.th if unit else reading.unit_name
    return reading.unit_code, name, one.year, reading.form_id, reading.form_version


def return_columns(standings: Iterable[Standing], *, contacts: bool) -> Columns:
    """The ``returns`` frame's columns, in the order of the standings.

    :param contacts: whether to say who sent a mail.
    """
    columns = empty_columns("returns")
    for standing in standings:
        if standing.status is None:
            continue
        one = standing.measured
        code, name, year, form_id, form_version = identity(one)
        add_row(
            columns, one.origin.file, one.origin.sha256, one.origin.source, one.origin.sender if contacts else "",
            iso_text(one.origin.sent_at), form_id, form_version, year, code, name, standing.status.value,
            standing.superseded_by, one.reading.seal.value, one.required, one.answered, one.completeness,
            standing.count(Severity.ERROR), standing.count(Severity.WARNING),
        )
    return columns


def answer_columns(counted: Sequence[Standing], *, contacts: bool) -> Columns:
    """The ``answers`` frame's columns: every slot of each counted return, in the layout's order.

    :param contacts: whether to show personal data; else ``value`` and ``raw`` of such answers are empty.
    """
    columns = empty_columns("answers")
    for standing in counted:
        one = standing.measured
        assert one.layout is not None  # noqa: S101  a counted return was read by a layout
        slots, answers = one.layout.slots, answers_of(one.reading.slots)
        sheets, cells = places_of(one.reading.slots)
        shown = answers if contacts else [_withheld(a, slot) for a, slot in zip(answers, slots, strict=True)]
        _repeat(columns, identity(one), len(slots))
        _extend_places(columns, slots)
        columns["value"] += [a.value for a in shown]
        columns["number"] += [a.number for a in shown]
        columns["raw"] += [a.raw for a in shown]
        columns["state"] += [a.state.value for a in answers]
        columns["sha256"] += [one.origin.sha256] * len(slots)
        columns["sheet"] += sheets
        columns["cell"] += cells
    return columns


def contact_columns(counted: Sequence[Standing]) -> Columns:
    """The ``contacts`` frame's columns: every e-mail address of each counted return, in the layout's order."""
    columns = empty_columns("contacts")
    for standing in counted:
        one = standing.measured
        assert one.layout is not None  # noqa: S101  a counted return was read by a layout
        pairs = [(slot, email) for slot, answer in zip(one.layout.slots, answers_of(one.reading.slots), strict=True)
                 for email in answer.emails]
        _repeat(columns, identity(one), len(pairs))
        _extend_places(columns, [slot for slot, _ in pairs])
        columns["email"] += [email for _, email in pairs]
    return columns


def finding_columns(standings: Iterable[Standing], *, contacts: bool) -> Columns:
    """The ``findings`` frame's columns: those of every file, in the reader's order.

    :param contacts: whether to quote answers that are personal data.
    """
    columns = empty_columns("findings")
    for standing in standings:
        one = standing.measured
        personal = set() if contacts or one.layout is None else {
            _question(slot) for slot in one.layout.slots if is_personal(slot)}
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


def _withheld(answer: Answer, slot: Slot) -> Answer:
    """What an export without contacts shows of an answer."""
    if is_personal(slot):
        return Answer("", None, "", answer.state)
    return replace(answer, value=without_addresses(answer.value), raw=without_addresses(answer.raw))


def _repeat(columns: Columns, values: Iterable[object], times: int) -> None:
    """Extend a frame's first columns, each by one value repeated."""
    for column, value in zip(columns.values(), values, strict=False):
        column += [value] * times


def _extend_places(columns: Columns, slots: Iterable[Slot]) -> None:
    """Extend the columns that say which question each slot answers."""
    for slot in slots:
        columns["level"].append(slot.level.value)
        columns["category"].append(slot.category)
        columns["criterion"].append(slot.criterion)
        columns["field"].append(slot.field.name)
        columns["slot"].append(slot.number)


def _question(slot: Slot) -> tuple[str, str, str, str]:
    return slot.level.value, slot.category, slot.criterion, slot.field.name
