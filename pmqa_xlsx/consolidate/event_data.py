"""What an event of a round states besides its moment, unit, return and author: in the ledger and its frame."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TypedDict, cast

from pmqa_xlsx.consolidate.schema import EventRow


class EventData(TypedDict, total=False):
    """All that is needed to repeat the entry, as JSON. An event has the keys of its kind; moments are ISO 8601, A.D."""

    # the round begun; ``contacts`` is yes or no there, and of what was forgotten whether it was contacts alone
    form_id: str
    year: str
    contacts: str | bool
    # a run; by unit the standing, the total (0–100), and the SHA-256 of what counted, of all or of each part
    as_of: str
    units: int
    returned: int
    standing: Mapping[str, str]
    percent: Mapping[str, float]
    new: int
    known: int
    statuses: Mapping[str, int]
    counted: Mapping[str, str | Mapping[str, Sequence[str]]]
    # an arrival: the outermost file's SHA-256 and name, the way inside it, the path given
    container: str
    name: str  # also of a state that was kept
    way: str
    label: str
    modified_at: str
    beside: bool
    # a decision and its undo; the matters that were open when a return was accepted
    verdict: str
    unit: str
    reason: str  # also of an extension; of a letter the office's own reference
    matters: Sequence[Sequence[str]]  # also of a letter
    carried_from: str
    # an extension, a note
    due_date: str
    text: str
    # a letter: which, what became of it when, its kind, to whom, about which returns, in which files
    number: str
    state: str
    on: str
    letter: str
    to: Mapping[str, str]
    about: Sequence[str]
    files: Sequence[str]
    # what was forgotten: of what was sent before when, of how many returns, the SHA-256 that are never read again
    before: str
    returns: int
    digests: Sequence[str]


def data_of(event: EventRow) -> EventData:
    """The data of a row of the frame ``events``."""
    return cast("EventData", json.loads(event.data or "{}"))
