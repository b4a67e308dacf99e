"""From judged returns to the rows of the frames ``returns`` and ``findings``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pmqa_xlsx.catalogue import Severity
from pmqa_xlsx.consolidate.privacy import personal_positions, without_addresses
from pmqa_xlsx.consolidate.schema import FindingRow, ReturnRow
from pmqa_xlsx.consolidate.verdicts import Verdicted
from pmqa_xlsx.findings import Finding
from pmqa_xlsx.text.calendar import iso_text


def return_rows(standings: Iterable[Verdicted], *, contacts: bool) -> Iterator[ReturnRow]:
    """The rows of ``returns``, in the order of the standings.

    :param contacts: whether to say who sent a mail.
    """
    for standing in standings:
        if standing.status is None:
            continue
        one = standing.measured
        whose = one.whose
        yield ReturnRow(
            unit_code=whose.unit_code, unit_name=whose.unit_name, fiscal_year=whose.fiscal_year,
            form_id=whose.form_id, form_version=whose.form_version,
            file=one.origin.file, sha256=one.origin.sha256, source=one.origin.source,
            sender=one.origin.sender if contacts else "", sent_at=iso_text(one.origin.sent_at),
            status=standing.status.value, superseded_by=standing.superseded_by, seal=one.reading.seal.value,
            required=one.required, answered=one.answered, completeness=one.completeness,
            errors=standing.count(Severity.ERROR), warnings=standing.count(Severity.WARNING),
        )


def finding_rows(standings: Iterable[Verdicted], *, contacts: bool) -> Iterator[FindingRow]:
    """The rows of ``findings``: those of every file, in the reader's order.

    :param contacts: whether to quote answers that are personal data.
    """
    for standing in standings:
        one = standing.measured
        personal = set() if contacts or one.layout is None else {
            one.layout.slots[position].question.any_slot for position in personal_positions(one.layout)}
        for found in standing.findings:
            place, about = found.place, found.place.question
            quotes = about.any_slot in personal
            # Value and facts may both quote what was typed; without them a sentence still reads well.
            finding = Finding(found.code, place) if quotes else found
            shown = str if contacts else without_addresses
            yield FindingRow(
                file=one.origin.file, sha256=one.origin.sha256, unit_code=one.reading.unit_code,
                status=standing.status or "", sheet=place.sheet, cell=place.cell, level=about.level,
                category=about.category, criterion=about.criterion, field=about.field, slot=about.slot or None,
                code=finding.code, severity=finding.severity.value, value=shown(finding.value),
                message_th=shown(finding.message("th")), message_en=shown(finding.message("en")),
                fix_th=shown(finding.fix("th")), fix_en=shown(finding.fix("en")),
            )
