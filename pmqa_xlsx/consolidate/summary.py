"""What ``summary.json`` says: what was done, with what outcome, and which files belong to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from pmqa_xlsx.consolidate.missing import owed_returns
from pmqa_xlsx.consolidate.model import RoundFrames
from pmqa_xlsx.consolidate.output import PROGRAM, form_folder
from pmqa_xlsx.consolidate.schema import FORMAT
from pmqa_xlsx.consolidate.standing import Status
from pmqa_xlsx.system.build import package_version
from pmqa_xlsx.text.calendar import iso_text


def summarise(result: RoundFrames, outputs: Mapping[str, str] | None = None) -> dict[str, object]:
    """The summary of a result, ready for JSON; it depends on the result alone, never on the clock.

    :param outputs: SHA-256 by path in the output folder; none for a result that is not saved.
    """
    statuses = Counter(result.returns["status"].tolist())
    codes = Counter(result.findings["code"].tolist())
    expected = Counter((owed.form.form_id, owed.form.form_version) for owed in owed_returns(result.forms, result.year))
    return {
        "program": {"name": PROGRAM, "version": package_version()},
        "format": FORMAT,
        "run": result.run,
        "since": dict(result.since),
        "as_of": iso_text(result.as_of),
        "year": result.year,
        "forms": [
            {"form_id": form.form_id, "form_version": form.form_version, "fiscal_year": form.fiscal_year,
             "folder": form_folder(form), "units_expected": expected[form.form_id, form.form_version]}
            for form in result.forms
        ],
        "units_expected": sum(expected.values()),
        "units_missing": len(result.missing),
        "returns": {status.value: statuses[status.value] for status in Status},
        "answers": dict(sorted(result.states.items())),
        "findings": dict(sorted(codes.items())),
        "skipped": dict(sorted(result.skipped.items())),
        "decisions": [settled.as_json() for settled in result.decisions],
        "outputs": dict(sorted((outputs or {}).items())),
    }
