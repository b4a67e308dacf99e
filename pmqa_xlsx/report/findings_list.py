"""The findings of a round as lines to read and as one JSON document."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from pmqa_xlsx.catalogue import CATALOGUE
from pmqa_xlsx.consolidate.privacy import without_addresses
from pmqa_xlsx.consolidate.schema import FindingRow
from pmqa_xlsx.report.brief import Brief
from pmqa_xlsx.text.language import Lang

if TYPE_CHECKING:
    from pmqa_xlsx.consolidate import Consolidation

#: Most findings of one code on one sheet that are listed one by one.
FOLDED = 3


def finding_lines(brief: Brief, lang: Lang) -> Iterator[str]:
    """Each return with its findings below it: what is wrong and what to do; returns without findings are not listed.

    More than :data:`FOLDED` findings of one code on one sheet are one line that names their cells. E-mail addresses
    are not repeated, since screens are shared.
    """
    findings: dict[str, list[FindingRow]] = {}
    for row in brief.findings:
        findings.setdefault(row.file, []).append(row)
    for one in brief.returns:
        if one.file in findings:
            yield f"{one.file}  [{' '.join(part for part in (one.unit_code, one.unit_name, one.status) if part)}]"
            yield from _folded(findings[one.file], lang)


def _folded(rows: Sequence[FindingRow], lang: Lang) -> Iterator[str]:
    """The lines of one return; findings folded into one line are at the place of the first of them."""
    alike: dict[tuple[str, str], list[FindingRow]] = {}
    for row in rows:
        alike.setdefault((row.code, row.sheet), []).append(row)
    for (code, sheet), group in alike.items():
        if len(group) > FOLDED:
            cells = " ".join(row.cell for row in group if row.cell)
            title = CATALOGUE[code].title.of(lang)
            yield f"  {group[0].severity:<7} {code} × {len(group)} {sheet}: {title}{f' ({cells})' if cells else ''}"
            continue
        for row in group:
            place = without_addresses("!".join(part for part in (row.sheet, row.cell) if part))
            yield f"  {row.severity:<7} {code}{f' {place}' if place else ''}: {_sentences(row, lang)}"


def _sentences(row: FindingRow, lang: Lang) -> str:
    """What is wrong and what to do; if a sentence contains an e-mail address, without the facts of the case."""
    sentences = [str(getattr(row, f"message_{lang}")), str(getattr(row, f"fix_{lang}"))]
    if any(without_addresses(text) != text for text in sentences):
        entry, facts = CATALOGUE[row.code], {name: without_addresses(getattr(row, name)) for name in ("sheet", "cell")}
        sentences = [entry.message.of(lang, facts), entry.fix.of(lang, facts)]
    return " ".join(sentences)


def as_document(consolidation: Consolidation) -> dict[str, Any]:
    """The summary, and the frames ``returns``, ``findings`` and ``missing`` as lists of records, ready for JSON."""
    from pmqa_xlsx.consolidate.summary import summarise

    document: dict[str, Any] = {"summary": summarise(consolidation, {})}
    for name in ("returns", "findings", "missing"):
        document[name] = json.loads(consolidation.frames[name].to_json(orient="records", force_ascii=False))
    return document
