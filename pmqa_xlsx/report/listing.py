"""The findings of a round as lines to read and as one JSON document."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pmqa_xlsx.form import Lang

if TYPE_CHECKING:
    from pmqa_xlsx.consolidate import Consolidation


def finding_lines(consolidation: Consolidation, lang: Lang) -> Iterator[str]:
    """Each return with its findings below it, one a line; no return without a finding is listed.

    What somebody typed is not repeated here, since answers may hold personal data and screens are shared.
    """
    returns = consolidation.returns[["file", "unit_code", "unit_name", "status"]].itertuples(index=False)
    findings: dict[str, list[Any]] = {}
    for row in consolidation.findings.itertuples(index=False):
        findings.setdefault(str(row.file), []).append(row)
    for file, unit_code, unit_name, status in returns:
        if file in findings:
            yield f"{file}  [{' '.join(part for part in (unit_code, unit_name, status) if part)}]"
            for row in findings[file]:
                place = "!".join(part for part in (row.sheet, row.cell) if part)
                yield f"  {row.severity:<7} {row.code}{f' {place}' if place else ''}: {getattr(row, f'fix_{lang}')}"


def as_document(consolidation: Consolidation) -> dict[str, Any]:
    """The summary, and the frames ``returns``, ``findings`` and ``missing`` as lists of records, ready for JSON."""
    from pmqa_xlsx.consolidate.summary import summarise

    document: dict[str, Any] = {"summary": summarise(consolidation, {})}
    for name in ("returns", "findings", "missing"):
        document[name] = json.loads(consolidation.frames[name].to_json(orient="records", force_ascii=False))
    return document
