"""What a workbook carries that is sent back for correction: the answers so far, notes on cells, the list of faults."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pmqa_xlsx.cells import CellRef, CellValue

#: A cell by its sheet's key and address.
Spot = tuple[str, CellRef]


@dataclass(frozen=True, slots=True)
class MarkedFault:
    """One line of the list.

    :ivar place: where it is, for people.
    :ivar spot: where the place leads to when clicked; ``None`` for what concerns the whole file.
    :ivar item: what is asked there.
    :ivar typed: what somebody typed, to the letter.
    """

    place: str
    spot: Spot | None
    item: str
    typed: str
    message: str
    fix: str


@dataclass(frozen=True, slots=True)
class Correction:
    """What makes a workbook one for correction.

    :ivar answers: what stands in the slots; a slot that is not named is empty.
    :ivar notes: the notes on cells.
    :ivar faulty: the slots that are marked.
    :ivar groups: the list, under a heading for each group of lines.
    """

    answers: Mapping[Spot, CellValue] = field(default_factory=dict)
    notes: Mapping[Spot, str] = field(default_factory=dict)
    faulty: frozenset[Spot] = frozenset()
    groups: Sequence[tuple[str, Sequence[MarkedFault]]] = ()
