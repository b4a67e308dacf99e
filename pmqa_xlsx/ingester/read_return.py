"""Reads one return: from its bytes and the forms to a small plain value. Nothing is written, fetched or stored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from pmqa_xlsx.files.book import WorkbookContent
from pmqa_xlsx.files.open_workbook import read_workbook
from pmqa_xlsx.files.refusal import Unreadable
from pmqa_xlsx.findings import Finding
from pmqa_xlsx.ingester.besides_answers import extra_content, origin
from pmqa_xlsx.ingester.bounds import Allowance, bounded_findings, bounded_names
from pmqa_xlsx.ingester.conflicts import trusting_texts
from pmqa_xlsx.ingester.identify import IdentityEvidence, identity_evidence, unit_of, year_of
from pmqa_xlsx.ingester.model import Reading, Seal
from pmqa_xlsx.ingester.packed_slots import PackedSlots
from pmqa_xlsx.ingester.relocation import locate
from pmqa_xlsx.ingester.request import ReadingRequest
from pmqa_xlsx.ingester.sent_out import changed_labels, check_formulas, check_seal, check_texts, sent_lists
from pmqa_xlsx.ingester.slots import read_slots
from pmqa_xlsx.layout import words as wording
from pmqa_xlsx.layout.digests import prefilled_digests
from pmqa_xlsx.layout.identity import STAMP, Identity, WorkbookTexts
from pmqa_xlsx.layout.model import Layout
from pmqa_xlsx.light_dataclass import replace

#: The hidden sheet with the program's formulas, in which a unit cannot have typed anything.
_UNREAD_SHEETS = (wording.CHECKS_SHEET,)


def read_return(request: ReadingRequest, data: bytes) -> Reading:
    """Read one workbook's bytes with the expected forms; never raises for any bytes."""
    try:
        book = bounded_names(read_workbook(data, request.open_passwords, _UNREAD_SHEETS))
    except Unreadable as error:
        return Reading(findings=(Finding(error.code, facts=error.facts),))
    evidence = identity_evidence(book)
    if evidence is None:
        return Reading(findings=(Finding("not-our-form"),), saved_at=_saved_at(book))
    layout = request.layouts.get((evidence["form"], evidence["edition"]))
    if layout is None:
        return _unknown_form(book, evidence, request)
    return _read_known(book, evidence, layout, request)


def read_packed(request: ReadingRequest, data: bytes) -> Reading:
    """Like :func:`read_return`, with the slots packed, as a worker sends them."""
    reading = read_return(request, data)
    if not reading.slots:
        return reading
    layout = request.layouts[reading.form_id, reading.form_version]
    return replace(reading, slots=PackedSlots.pack(reading.slots, layout, reading.unit_code))


def _unknown_form(book: WorkbookContent, evidence: IdentityEvidence, request: ReadingRequest) -> Reading:
    known = ", ".join(form.edition for form in request.forms)
    finding = Finding("form-unknown", facts={"form": f"{evidence['form']}-{evidence['edition']}", "known": known})
    return Reading(evidence["form"], evidence["edition"], evidence["unit"], fiscal_year=evidence.fiscal_year,
                   lang=evidence.lang, findings=(finding,), saved_at=_saved_at(book))


def _read_known(book: WorkbookContent, evidence: IdentityEvidence, layout: Layout, request: ReadingRequest) -> Reading:
    form = layout.form
    maps, findings = locate(book, layout, evidence.lang)
    expected = request.year or form.fiscal_year
    unit = unit_of(layout, evidence, maps, expected)
    year, year_findings = year_of(layout, evidence, maps, expected)
    identity = Identity(
        form.form_id, form.form_version, "" if evidence.blank else evidence["unit"],
        fiscal_year=evidence.fiscal_year or form.fiscal_year, lang=evidence.lang, blank=evidence.blank)
    texts = WorkbookTexts(layout, identity, chosen=unit.code)
    changed, text_findings = check_texts(texts, maps)
    seal = check_seal(book, texts, evidence, changed, maps, request.seal_key)
    unit_findings = unit.findings
    if seal is Seal.INTACT:
        text_findings = []  # the texts are as they were sent, even if the definition has changed since
        maps, findings = trusting_texts(maps, findings)
        if unit.unlisted and any(text and unit.unlisted in text for text in changed.values()):
            unit_findings = []  # the texts sent out show the same name: the unit was renamed since
    as_sent = seal is Seal.INTACT and evidence["layout"] == layout.fingerprint
    lists = sent_lists(book, layout, evidence.lang) if as_sent else {}
    if lists:
        findings.append(changed_labels(layout, lists, evidence.lang))
    slots, slot_findings = read_slots(layout, maps, evidence.lang, unit.code, lists)
    allowance = Allowance()
    findings += [*origin(book, layout, maps), *_seal_findings(seal, evidence), *text_findings,
                 *unit_findings, *year_findings, *slot_findings, *check_formulas(layout, evidence["formulas"], maps),
                 *extra_content(book, layout, texts.fixed, maps, allowance)]
    return Reading(
        form.form_id, form.form_version, unit_code=unit.text, unit_name=unit.unit.name.th if unit.unit else "",
        fiscal_year=year, lang=evidence.lang, seal=seal, slots=slots,
        findings=tuple(bounded_findings(findings, allowance)), saved_at=_saved_at(book), saved_by=book.application,
        handed_out=evidence["handed"] or prefilled_digests(layout, unit.text), trace=book.trace)


def _saved_at(book: WorkbookContent) -> dt.datetime | None:
    """When an editor saved the workbook; ``None`` if the time is still the generator's."""
    return None if book.saved_at == STAMP else book.saved_at


def _seal_findings(seal: Seal, evidence: IdentityEvidence) -> Sequence[Finding]:
    if seal is Seal.ALTERED:
        return [Finding("seal-altered", facts={"differs": ", ".join(evidence.contradicted)})]
    return [Finding("seal-absent")] if seal is Seal.ABSENT else []

