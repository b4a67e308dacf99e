"""From judged returns and forms to the rows of the frames ``returns``, ``findings``, ``changes``, ``questions``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pmqa_xlsx.answers.model import typed_text
from pmqa_xlsx.catalogue import Severity
from pmqa_xlsx.consolidate.arrivals import file_name
from pmqa_xlsx.consolidate.privacy import FORGOTTEN, is_personal, personal_positions, shown_text, without_addresses
from pmqa_xlsx.consolidate.schema import ChangeRow, FindingRow, QuestionRow, ReturnRow
from pmqa_xlsx.consolidate.status import JudgedArrival
from pmqa_xlsx.consolidate.unit_state import UnitState
from pmqa_xlsx.findings import Finding, Place
from pmqa_xlsx.form.question import NO_QUESTION, Level
from pmqa_xlsx.ingester.model import Return
from pmqa_xlsx.layout import Layout
from pmqa_xlsx.text.calendar import iso_text
from pmqa_xlsx.text.untrusted import extension


def return_rows(arrivals: Iterable[JudgedArrival], *, contacts: bool) -> Iterator[ReturnRow]:
    """The rows of ``returns``, in the order of the arrivals.

    :param contacts: whether to show who sent a mail, its subject and the files' names.
    """
    for arrival in arrivals:
        if arrival.status is None:
            continue
        one, origin = arrival.stats, arrival.origin
        yield ReturnRow(
            **one.whose._asdict(), file=label_of(origin, contacts=contacts), sha256=origin.sha256, source=origin.source,
            sender=shown_text(origin.sender) if contacts else "", subject=origin.subject if contacts else "",
            sent_at=iso_text(arrival.sent_at), received_at=iso_text(origin.received_at), saved_by=one.reading.saved_by,
            likely_unit=one.ownership.likely_unit, status=arrival.status.value,
            superseded_by=arrival.superseded_by, seal=one.reading.seal.value,
            required=one.required, answered=one.answered, completeness=one.completeness,
            errors=arrival.count(Severity.ERROR), warnings=arrival.count(Severity.WARNING),
        )


def finding_rows(arrivals: Iterable[JudgedArrival], *, contacts: bool) -> Iterator[FindingRow]:
    """The rows of ``findings``: those of every file, in the reader's order.

    :param contacts: whether to quote answers that are personal data.
    """
    for arrival in arrivals:
        one, origin = arrival.stats, arrival.origin
        for found in arrival.findings:
            finding = without_forgotten(found if contacts else without_persons(found, one.layout))
            place = finding.place
            yield FindingRow(
                file=label_of(origin, contacts=contacts), sha256=origin.sha256, unit_code=one.ownership.unit_code,
                status=arrival.status or "", sheet=place.sheet, cell=place.cell, **place.question.columns,
                code=finding.code, severity=finding.severity.value, value=finding.value,
                message_th=finding.message("th"), message_en=finding.message("en"),
                fix_th=finding.fix("th"), fix_en=finding.fix("en"),
            )


def without_forgotten(finding: Finding) -> Finding:
    """A finding without texts that were forgotten, its text in memory."""
    return Finding(finding.code, finding.place, shown_text(finding.value),
                   {name: fact for name, fact in finding.facts.items() if FORGOTTEN not in fact})


def change_rows(units: Iterable[UnitState], *, contacts: bool) -> Iterator[ChangeRow]:
    """The rows of ``changes``: each answer that a later return of a unit changed, unit by unit.

    :param contacts: whether to quote answers that are personal data.
    """
    for state in units:
        layout, folded = state.whole.layout, state.folded
        if layout is None or folded is None:
            continue
        contents = state.contents()
        for change in folded.changes:
            slot, new, old = layout.slots[change.position], state.returns[change.new], state.returns[change.old]
            values = [shown_text(typed_text(contents[number][change.position]))
                      for number in (change.old, change.new)]
            if not contacts:
                values = ["", ""] if is_personal(slot) else [*map(without_addresses, values)]
            yield ChangeRow(
                **state.whole.whose._asdict(), **slot.question.columns, old_value=values[0],
                new_value=values[1], old_sha256=old.sha256, new_sha256=new.sha256, at=iso_text(new.distinct.sent_at))


def label_of(origin: Return, *, contacts: bool) -> str:
    """The label of a file; without contacts a part of its SHA-256, because its name may be a person's."""
    if contacts:
        return origin.file
    ending = extension(file_name(origin.file))
    return (origin.sha256[:16] or "file") + (f".{ending}" if ending else "")


def without_persons(finding: Finding, layout: Layout | None) -> Finding:
    """A finding as an export without contacts shows it.

    Of what is about a question that is not personal, the addresses are left out; of all else, what was typed, the
    names of files and of sheets that are not the workbook's own. A sentence still reads well without them.
    """
    question, place = finding.place.question, finding.place
    personal = {NO_QUESTION} if layout is None else {NO_QUESTION, *(
        layout.slots[position].question.any_slot for position in personal_positions(layout))}
    own = frozenset[str]() if layout is None else layout.sheet_names
    shown = Place(place.sheet if place.sheet in own else "", place.cell, question)
    if question.any_slot in personal or not question.field or question.level == Level.COVER:
        return Finding(finding.code, shown)
    facts = {name: without_addresses(fact) for name, fact in finding.facts.items() if name != "other"}
    return Finding(finding.code, shown, without_addresses(finding.value), facts)


def question_rows(layouts: Iterable[Layout]) -> Iterator[QuestionRow]:
    """Every slot of each form, in the layout's order; sheets by their names in the form's language."""
    for layout in layouts:
        form = layout.form
        weights = {criterion.code: criterion.weight for criterion in form.criteria()}
        for slot in layout.slots:
            yield QuestionRow(
                form_id=form.form_id, form_version=form.form_version, **slot.question.columns,
                type=slot.field.type, required=str(slot.required),
                weight=weights.get(slot.question.criterion) if slot.field.scored else None, label_th=slot.heading.th,
                label_en=slot.heading.of("en"), sheet=layout.sheet_by_key[slot.sheet].name.of(form.lang),
                cell=str(slot.cell))
