"""What a run keeps: where every unit was, with its total, so that later runs can be compared; and ``errors.log``.

The log has the tracebacks of exceptions that nobody expected, each with the file that raised it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from pmqa_xlsx.consolidate.event_data import EventData
from pmqa_xlsx.consolidate.frame_rows import EachRow
from pmqa_xlsx.consolidate.schema import RETURNED, ReturnRow, Standing, StandingRow
from pmqa_xlsx.ingester.model import Return
from pmqa_xlsx.light_dataclass import dataclass
from pmqa_xlsx.text.calendar import iso_text, thai_time

if TYPE_CHECKING:
    from pmqa_xlsx.consolidate.model import RoundFrames


#: The statuses of returns of which answers count.
WHOSE_ANSWERS_COUNT = ("accepted", "needs_correction", "joined")


@dataclass(frozen=True, slots=True)
class RunRecord:
    """The state of a round in one run.

    :ivar at: when it ran; of results, which do not keep that, their ``as_of``, the moment that they are of.
    :ivar standing: by unit, as in the frame ``units``; ``percent`` the total, 0–100, of units that have one.
    :ivar counted: the SHA-256 of every return whose answers counted.
    :ivar number: which run it was, from 1; 0 where that is not known.
    """

    at: dt.datetime
    as_of: dt.datetime
    standing: Mapping[str, str]
    percent: Mapping[str, float]
    counted: frozenset[str] = frozenset()
    number: int = 0

    @classmethod
    def of(cls, frames: RoundFrames) -> RunRecord:
        """The state of a result."""
        units = [*EachRow(frames, StandingRow)]
        totals = {row.unit_code: row.percent for row in units if row.percent is not None}
        counted = (row.sha256 for row in EachRow(frames, ReturnRow) if row.status in WHOSE_ANSWERS_COUNT)
        return cls(frames.as_of, frames.as_of, {row.unit_code: row.standing for row in units}, totals,
                   counted=frozenset(counted), number=frames.run)

    @classmethod
    def of_event(cls, at: str, data: EventData, number: int) -> RunRecord:
        """The state that an event of kind ``run`` keeps."""
        moment = thai_time(dt.datetime.fromisoformat(at))
        as_of = data.get("as_of") or at
        return cls(moment, thai_time(dt.datetime.fromisoformat(as_of)), data.get("standing") or {},
                   data.get("percent") or {}, frozenset(_hashes(data.get("counted") or {})), number)

    def data(self) -> EventData:
        """What the event keeps."""
        return {"as_of": iso_text(self.as_of), "standing": dict(self.standing), "units": len(self.standing),
                "returned": self.returned, "percent": {code: round(total, 6) for code, total in self.percent.items()}}

    @property
    def returned(self) -> int:
        """How many units had returned."""
        return sum(word in RETURNED for word in self.standing.values())

    @property
    def complete_percents(self) -> Mapping[str, float]:
        """The totals of the units that were complete."""
        return {code: total for code, total in self.percent.items() if self.standing.get(code) == Standing.COMPLETE}


def _hashes(counted: Mapping[str, str | Mapping[str, Sequence[str]]]) -> Iterator[str]:
    """The SHA-256s that a run's event names: one a unit, or several for each part of it."""
    for one in counted.values():
        if isinstance(one, str):
            yield one
        else:
            for part in one.values():
                yield from part


LOG_NAME = "errors.log"
#: The lines of a traceback that hold nothing of the file that was read.
_PLACE = re.compile(r"Traceback \(.*|  File \".*\", line \d+, in .*")


def error_log(returns: Iterable[Return], *, contacts: bool = True) -> str:
    """The log of a round; empty if every file was read or refused as foreseen.

    :param contacts: whether personal data may be included; without it files are named by their SHA-256, and what an
        exception said is left out.
    """
    entries = []
    for origin in returns:
        if trace := origin.reading.trace.strip():
            if not contacts:
                trace = "\n".join(line for line in trace.splitlines() if _PLACE.fullmatch(line))
            entries.append(f"{origin.file if contacts else origin.sha256}\n{trace}\n")
    return "\n".join(entries)
