"""The record of a run: the returns that counted, and the differences from the run before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pmqa_xlsx.consolidate.run_record import RunRecord
from pmqa_xlsx.ledger.ledger_file import Event
from pmqa_xlsx.system.clock import now
from pmqa_xlsx.text.calendar import iso_text

if TYPE_CHECKING:
    from pmqa_xlsx.consolidate import Consolidation


def run_event(result: Consolidation, as_of: dt.datetime, came: Mapping[str, int]) -> Event:
    """A run as an event: for each unit the SHA-256 of the returns that count, all of its answers or the parts.

    :param came: how many arrivals the run added or knew.
    """
    statuses = result.returns["status"].value_counts()
    record = replace(RunRecord.of(result), as_of=as_of)
    return Event(now(), "run", data={
        **record.data(), "new": came.get("new", 0), "known": came.get("known", 0),
        "statuses": {status: int(count) for status, count in sorted(statuses.items())}, "counted": _counted(result)})


def _counted(result: Consolidation) -> dict[str, Any]:
    """By unit, the return that all its answers are from; where several are joined, that of each category and field."""
    counted = result.returns[result.returns["status"].isin(("accepted", "needs_correction"))]
    found: dict[str, Any] = dict(zip(counted["unit_code"], counted["sha256"], strict=True))
    joined = result.returns.loc[result.returns["status"] == "joined", "unit_code"]
    for chunk in result.frames.chunks("answers") if len(joined) else ():
        answers = chunk[chunk["unit_code"].isin(joined) & (chunk["state"] != "empty")]
        columns = (answers[name].tolist() for name in ("unit_code", "category", "field", "sha256"))
        for unit, category, field, sha256 in zip(*columns, strict=True):
            if isinstance(found[unit], str):
                found[unit] = {}
            found[unit].setdefault(f"{category} {field}".strip(), set()).add(sha256)
    return {unit: one if isinstance(one, str) else {part: sorted(those) for part, those in one.items()}
            for unit, one in found.items()}


def since(before: Event | None, event: Event, came: Mapping[str, int]) -> dict[str, Any]:
    """The differences from the run before, for ``summary.json``.

    :returns: the number of new and known arrivals, and by unit the standing before and now where it changed.
    """
    now_is: Any = (event.data or {}).get("standing", {})
    was: Any = (before.data or {}).get("standing", {}) if before else {}
    return {
        "at": iso_text(before.at) if before else "", "new": came.get("new", 0), "known": came.get("known", 0),
        "units": {unit: [was.get(unit, ""), word] for unit, word in now_is.items()
                  if before is not None and was.get(unit, "") != word}}
