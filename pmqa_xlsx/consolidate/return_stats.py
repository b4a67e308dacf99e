"""One return with what can be said of it alone, before it is compared with the others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from pmqa_xlsx.answers.model import State, no_answer
from pmqa_xlsx.catalogue import Severity
from pmqa_xlsx.consolidate.arrivals import DistinctReturn
from pmqa_xlsx.consolidate.fold import FoldMode, Version
from pmqa_xlsx.consolidate.whose import Ownership
from pmqa_xlsx.ingester.model import Reading, Return
from pmqa_xlsx.ingester.slot_columns import STATES, Columns
from pmqa_xlsx.layout import Layout
from pmqa_xlsx.layout.rules import completeness, form_rules
from pmqa_xlsx.light_dataclass import dataclass
from pmqa_xlsx.text.calendar import Calendar

_INVALID = STATES.index(State.INVALID)


class UnitKey(NamedTuple):
    """Whose return it is: the columns that the frames of counted returns begin with.

    :ivar unit_name: the definition's Thai one, whatever language the workbook is in.
    :ivar fiscal_year: in the form's calendar.
    """

    unit_code: str
    unit_name: str
    fiscal_year: int | None
    form_id: str
    form_version: str


@dataclass(frozen=True, slots=True)
class ReturnStats:
    """A return with what can be said of it alone.

    :ivar distinct: the return, with all its arrivals.
    :ivar layout: the layout it was read by; ``None`` where nothing was read.
    :ivar year: its fiscal year, in the form's calendar; of a return that says none but is readable, the year asked for.
    :ivar required: how many slots it must answer; ``None`` where nothing was read. ``answered``: how many it does.
    :ivar filled: how many of all its slots are answered.
    """

    distinct: DistinctReturn
    reading: Reading
    layout: Layout | None
    ownership: Ownership
    year: int | None
    required: int | None
    answered: int | None
    filled: int

    @property
    def origin(self) -> Return:
        """The arrival that is its row."""
        return self.distinct.main

    @property
    def sha256(self) -> str:
        """Of its bytes."""
        return self.distinct.main.sha256

    @property
    def calendar(self) -> Calendar:
        """The calendar of its form's years."""
        return self.layout.form.calendar if self.layout else Calendar.BE

    @property
    def whose(self) -> UnitKey:
        """Whose return it is."""
        code = self.ownership.unit_code
        unit = self.layout.form.unit_by_code.get(code) if self.layout else None
        name = self.ownership.unit_name or (unit.name.th if unit else self.reading.unit_name)
        return UnitKey(code, name, self.year, self.reading.form_id, self.reading.form_version)

    @property
    def completeness(self) -> float | None:
        """Answered required slots ÷ required slots, 0–1; ``None`` where nothing was read."""
        if self.required is None or self.answered is None:
            return None
        return completeness(self.required, self.answered)

    @property
    def is_row(self) -> bool:
        """Whether it is a return, or a file from which one was expected.

        A file of which there is nothing to say but notices (a letter beside a workbook) is neither.
        """
        return self.layout is not None or any(f.severity is not Severity.NOTICE for f in self.reading.findings)

    @property
    def says_nothing(self) -> bool:
        """Whether no slot differs from what the workbook was handed out with, and nothing was added."""
        if self.layout is None or any(finding.code == "extra-content" for finding in self.reading.findings):
            return False
        if not set(self.reading.handed_out.split()) - {"-"}:
            return self.filled == 0 and not any(contents_of(self.layout, self.reading.slots.columns))
        return self.version().says_nothing

    def version(self, mode: FoldMode = FoldMode.NORMAL) -> Version:
        """What it says part by part, for joining it with the unit's other returns."""
        assert self.layout is not None  # noqa: S101  only what was read is joined
        slots = self.reading.slots
        contents = contents_of(self.layout, slots.columns)
        return Version.of(self.layout, contents, slots.places.cells, self.reading.handed_out, mode)


def contents_of(layout: Layout, columns: Columns) -> list[str]:
    """What was typed into each slot, as :attr:`pmqa_xlsx.answers.model.Answer.content`; nothing for computed ones."""
    contents = list(columns.values)
    for position in form_rules(layout).computed:
        contents[position] = ""
    position = columns.states.find(_INVALID)
    while position >= 0:
        contents[position] = no_answer(columns.raw.get(position, ""))
        position = columns.states.find(_INVALID, position + 1)
    return contents


def measure(
    one: DistinctReturn, ownership: Ownership, layouts: Mapping[tuple[str, str], Layout], year: int | None,
) -> ReturnStats:
    """Count what a return must answer and what it does.

    :param layouts: by form id and version.
    :param year: the fiscal year (in the form's calendar) asked for; ``None`` for the form's own.
    :raises KeyError: the return has answers, is not rejected, and was read by none of the layouts.
    """
    reading = one.main.reading
    edition = (reading.form_id, reading.form_version)
    if not reading.slots or (reading.rejected and edition not in layouts):
        return ReturnStats(one, reading, None, ownership, reading.fiscal_year, required=None, answered=None, filled=0)
    layout = layouts[edition]
    asked = layout.form.fiscal_year if year is None else year
    return ReturnStats(one, reading, layout, ownership, asked if reading.fiscal_year is None else reading.fiscal_year,
                       *reading.slots.counts(layout, ownership.unit_code))


