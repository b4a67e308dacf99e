"""One return with what can be said of it alone, before it is put beside the others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from pmqa_xlsx.catalogue import Severity
from pmqa_xlsx.ingester.model import Reading, Return
from pmqa_xlsx.ingester.slot_columns import SlotReading
from pmqa_xlsx.layout import Layout, Slot
from pmqa_xlsx.layout.completeness import completeness
from pmqa_xlsx.text.calendar import LONG_AGO, thai_time


class UnitKey(NamedTuple):
    """UnitKey return it is: the columns that the frames of counted returns begin with.

    :ivar unit_name: the definition's Thai one, whatever language the workbook is in.
    :ivar fiscal_year: B.E.
    """

    unit_code: str
    unit_name: str
    fiscal_year: int | None
    form_id: str
    form_version: str


@dataclass(frozen=True, slots=True)
class ReturnStats:
    """A return with what can be said of it alone.

    :ivar layout: the layout it was read by; ``None`` where nothing was read.
    :ivar year: its fiscal year (B.E.); for a return that says none but is readable, the year asked for.
    :ivar required: how many slots it must answer; ``None`` where nothing was read. ``answered``: how many it does.
    :ivar filled: how many of all its slots are answered.
    """

    origin: Return
    layout: Layout | None
    year: int | None
    required: int | None
    answered: int | None
    filled: int

    @property
    def reading(self) -> Reading:
        """What the return says."""
        return self.origin.reading

    @property
    def whose(self) -> UnitKey:
        """UnitKey return it is."""
        reading = self.reading
        unit = self.layout.form.unit_by_code.get(reading.unit_code) if self.layout else None
        name = unit.name.th if unit else reading.unit_name
        return UnitKey(reading.unit_code, name, self.year, reading.form_id, reading.form_version)

    @property
    def completeness(self) -> float | None:
        """Answered required slots ÷ required slots, 0–1; ``None`` where nothing was read."""
        if self.required is None or self.answered is None:
            return None
        return completeness(self.required, self.answered)

    @property
    def rejected(self) -> bool:
        """Whether nothing of it may count, for what it is or because nothing could be taken from it."""
        return self.layout is None or self.reading.rejected

    @property
    def is_row(self) -> bool:
        """Whether it is a return, or a file from which one was expected.

        A file of which there is nothing to say but notices (a letter beside a workbook) is neither.
        """
        return self.layout is not None or any(f.severity is not Severity.NOTICE for f in self.reading.findings)


def answered_slots(one: ReturnStats) -> Iterator[tuple[Slot, SlotReading]]:
    """The slots that a return answers, in the layout's order."""
    if one.layout is not None:
        for slot, read in zip(one.layout.slots, one.reading.slots, strict=True):
            if read.answer.state.answered:
                yield slot, read


def comparable(moment: dt.datetime | None) -> dt.datetime:
    """A moment in Thai time that can be compared also when it is not known."""
    return LONG_AGO if moment is None else thai_time(moment)


def measure(origin: Return, layouts: Mapping[tuple[str, str], Layout], year: int | None) -> ReturnStats:
    """Count what a return must answer and what it does.

    :param layouts: by form id and version.
    :param year: the fiscal year (B.E.) asked for; ``None`` for the form's own.
    :raises KeyError: the return has answers, is not rejected, and was read by none of the layouts.
    """
    reading = origin.reading
    edition = (reading.form_id, reading.form_version)
    if not reading.slots or (reading.rejected and edition not in layouts):
        return ReturnStats(origin, None, reading.fiscal_year, None, None, 0)
    layout = layouts[edition]
    asked = layout.form.fiscal_year if year is None else year
    return ReturnStats(origin, layout, asked if reading.fiscal_year is None else reading.fiscal_year,
                    *reading.slots.counts(layout))
