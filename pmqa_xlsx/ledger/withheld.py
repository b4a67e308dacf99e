"""The part of a return kept in a round without contacts: everything except names and addresses of people."""

from __future__ import annotations

from dataclasses import replace

from pmqa_xlsx.consolidate.privacy import WITHHELD, nameless, own_places, personal_positions, without_addresses
from pmqa_xlsx.consolidate.rows import without_persons
from pmqa_xlsx.consolidate.whose import named_again, named_on_cover
from pmqa_xlsx.findings import Finding
from pmqa_xlsx.ingester.model import Reading
from pmqa_xlsx.ingester.slot_columns import PackedSlots, Slots
from pmqa_xlsx.layout import Layout


def without_contacts(reading: Reading, layout: Layout | None) -> Reading:
    """A reading without personal data; only whether a personal answer exists is kept, and which units it names.

    :param layout: the one used to read it; ``None`` if nothing was read.
    """
    findings = tuple(_without_persons(finding, layout) for finding in reading.findings)
    units = () if layout is None else layout.form.unit_by_code
    reading = replace(nameless(reading, units), findings=findings, trace="")
    if layout is None or not reading.slots:
        return reading
    personal = personal_positions(layout)
    named = named_on_cover(layout, [*reading.slots.columns.values])
    answers = [
        answer._replace(value=named.get(position, WITHHELD) if answer.value else "", number=None,
                        raw=WITHHELD if answer.raw else "", remarks=(), emails=())
        if position in personal else
        answer._replace(value=without_addresses(answer.value), raw=without_addresses(answer.raw), remarks=(), emails=())
        for position, answer in enumerate(reading.slots.answers)]
    return replace(reading, slots=PackedSlots.pack(Slots(answers, own_places(layout, reading.slots.places)), layout))


def _without_persons(finding: Finding, layout: Layout | None) -> Finding:
    """A finding without personal data; a doubt about the unit keeps the one that is named."""
    shown = without_persons(finding, layout)
    if layout is None or finding.code != "unit-doubtful":
        return shown
    return replace(shown, value=named_again(finding.value, layout.form))
