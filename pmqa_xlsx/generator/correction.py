"""Content of a workbook sent back for correction: the answers so far, notes on cells, the list of faults."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from pmqa_xlsx.cells import CellRef, CellValue
from pmqa_xlsx.light_dataclass import dataclass, field

#: A cell by its sheet's key and address.
Spot = tuple[str, CellRef]
#: Between a criterion's code and the heading of a column in what a fault is about.
ITEM_SEPARATOR = " · "


@dataclass(frozen=True, slots=True)
class MarkedFault:
    """One line of the list of faults.

    :ivar place: where it is, in words.
    :ivar spot: the cell that the place links to; ``None`` if the fault concerns the whole file.
    :ivar item: what is asked there.
    :ivar typed: the text as typed, unchanged.
    """

    place: str
    spot: Spot | None
    item: str
    typed: str
    message: str
    fix: str


@dataclass(frozen=True, slots=True)
class Correction:
    """What a workbook for correction has in addition.

    :ivar answers: content of the slots; a slot that is not named is empty.
    :ivar notes: the notes on cells.
    :ivar faulty: the slots that are marked.
    :ivar groups: the list of faults: a heading and its faults for each group.
    :ivar answer_by: the day (A.D.) by which the workbook should come back; ``None`` for the form's due date.
    """

    answers: Mapping[Spot, CellValue] = field(default_factory=dict)
    notes: Mapping[Spot, str] = field(default_factory=dict)
    faulty: frozenset[Spot] = frozenset()
    groups: Sequence[tuple[str, Sequence[MarkedFault]]] = ()
    answer_by: dt.date | None = None
