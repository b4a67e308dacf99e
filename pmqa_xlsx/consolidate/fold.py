"""One state of a unit's answers out of all its returns: folded oldest first, part by part, the cover slot by slot.

A province sends its form in parts, corrects it, and sends old files again. In a return a part is

- *absent*: its sheet or rows are not in the file; the return says nothing about it;
- *untouched*: each slot holds what it was handed out with;
- *cleared*: it was handed out with answers and is empty now;
- *typed*: anything else, valid or not.

Typed replaces the part before, cleared empties it. Untouched with answers never replaces a typed or cleared one;
alone it is taken. Untouched and empty keeps the older answers, unless the newer return has typed more than half, and
at least two, of the other parts of the same table that the return which gave these answers had typed: then the unit
withdrew the part. On the cover a blank keeps the older answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from pmqa_xlsx.consolidate.privacy import FORGOTTEN
from pmqa_xlsx.layout import Layout
from pmqa_xlsx.layout.digests import COVER, EMPTY_PART, FormPart, parse_handed_out, part_digest, parts_of
from pmqa_xlsx.light_dataclass import dataclass, field


class PartState(StrEnum):
    """The state of a part in a return."""

    ABSENT = "absent"
    BLANK = "blank"  #: untouched, and handed out empty
    UNTOUCHED = "untouched"  #: untouched, and handed out with answers
    CLEARED = "cleared"
    TYPED = "typed"


class FoldMode(StrEnum):
    """How a return is combined with older ones; all but the first by an office decision."""

    NORMAL = "normal"
    ALONE = "alone"  #: nothing is joined to it
    JOIN = "join"  #: its empty slots are filled from the older returns


@dataclass(frozen=True, slots=True)
class Version:
    """The content of one return of a unit; all sequences are parallel to ``layout.slots``.

    :ivar contents: what each slot holds, as :attr:`pmqa_xlsx.answers.model.Answer.content`.
    :ivar present: whether the slot's cell is in the file.
    :ivar states: the state of each part in it.
    """

    contents: Sequence[str]
    present: Sequence[bool]
    states: Mapping[FormPart, PartState]
    mode: FoldMode = FoldMode.NORMAL

    @classmethod
    def of(
        cls, layout: Layout, contents: Sequence[str], cells: Sequence[str], handed_out: str,
        mode: FoldMode = FoldMode.NORMAL,
    ) -> Version:
        """The version that a return is.

        :param cells: the address of each slot in the file; empty where it is not there.
        :param handed_out: the digests that the workbook carries; see :mod:`pmqa_xlsx.layout.digests`.
        """
        handed = parse_handed_out(layout, handed_out)
        present = [bool(cell) for cell in cells]
        states = {part: _state(layout, part, contents, any(present[position] for position in positions), handed[part])
                  for part, positions in parts_of(layout).items()}
        return cls(contents, present, states, mode)

    @property
    def says_nothing(self) -> bool:
        """Whether no part differs from what was handed out."""
        return not {PartState.TYPED, PartState.CLEARED} & set(self.states.values())


def _state(layout: Layout, part: FormPart, contents: Sequence[str], present: bool, handed: str) -> PartState:
    if not present:
        return PartState.ABSENT
    now = part_digest(layout, part, contents)
    if now == handed:
        return PartState.BLANK if handed == EMPTY_PART else PartState.UNTOUCHED
    return PartState.CLEARED if now == EMPTY_PART else PartState.TYPED


class SlotChange(NamedTuple):
    """A return answers a slot otherwise than its last known answer.

    :ivar position: of the slot in ``layout.slots``.
    :ivar old: which version gave the last known answer; ``new``: which one gives another.
    """

    position: int
    old: int
    new: int


@dataclass(slots=True)
class Folded:
    """The state after all versions; versions are numbered from 0, oldest first.

    :ivar sources: for each slot, which version it is from; -1 where none has it.
    :ivar last_known: for each slot that was ever answered, which version gave the last answer.
    :ivar changes: in the versions' order.
    :ivar reverted: the slots whose answer is one that an earlier state had, with another one between.
    :ivar joined: the parts of which an older version gives answers because the last one was handed out and left empty
        there, or lacks their cells; each with that version.
    """

    sources: list[int]
    last_known: dict[int, int] = field(default_factory=dict)
    changes: list[SlotChange] = field(default_factory=list)
    reverted: set[int] = field(default_factory=set)
    joined: dict[FormPart, int] = field(default_factory=dict)

    def dropped(self, versions: Sequence[Version]) -> list[tuple[int, int]]:
        """The slots that are empty now and were answered in an earlier state, each with the last version to answer."""
        return [(position, known) for position, known in sorted(self.last_known.items())
                if not versions[self.sources[position]].contents[position]]

    def sources_used(self, versions: Sequence[Version]) -> set[int]:
        """The versions that give an answer to the state."""
        return {source for position, source in enumerate(self.sources) if versions[source].contents[position]}


def fold(layout: Layout, versions: Sequence[Version]) -> Folded:
    """Fold a unit's returns.

    :param versions: oldest first; not empty.
    """
    parts = parts_of(layout)
    folded = Folded([-1] * len(layout.slots))
    settled: set[FormPart] = set()  # what people typed, cleared or withdrew: no workbook as handed out replaces it
    seen: dict[int, set[str]] = {}
    for number, version in enumerate(versions):
        for part, positions in parts.items():
            taken = _taken(part, positions, number, versions, folded.sources, part in settled)
            emptied = version.states[part] is PartState.BLANK and number and any(
                versions[folded.sources[position]].contents[position] for position in taken)
            if taken and (emptied or version.states[part] in (PartState.TYPED, PartState.CLEARED)):
                settled.add(part)
            for position in taken:
                folded.sources[position] = number
                _note(folded, seen, position, number, versions)
    last = len(versions) - 1
    for part, positions in parts.items():
        source = max((folded.sources[position] for position in positions if folded.sources[position] != last
                     and versions[folded.sources[position]].contents[position]), default=last)
        if part != COVER and source != last and versions[last].states[part] is not PartState.UNTOUCHED:
            folded.joined[part] = source
    return folded


def _taken(
    part: FormPart, positions: Sequence[int], number: int, versions: Sequence[Version], sources: Sequence[int],
    settled: bool,
) -> Sequence[int]:
    """The slots of a part that a version gives to the state.

    :param settled: whether people typed, cleared or withdrew what the part holds so far.
    """
    version = versions[number]
    if version.mode is FoldMode.ALONE or number == 0:
        return positions
    here = [position for position in positions if version.present[position]]
    state = version.states[part]
    if state is PartState.UNTOUCHED and settled:
        return []
    if part == COVER or version.mode is FoldMode.JOIN:
        return [position for position in here if version.contents[position]]
    if state is not PartState.BLANK:
        return here
    answering = [sources[position] for position in positions if versions[sources[position]].contents[position]]
    return here if not answering or _withdrew(part, version, versions[max(answering)]) else []


def _withdrew(part: FormPart, newer: Version, source: Version) -> bool:
    """Whether a part that is empty in the newer version was withdrawn by the unit."""
    others = [other for other, state in source.states.items()
              if other.table == part.table and other not in (part, COVER) and state is PartState.TYPED]
    typed = sum(newer.states[other] is PartState.TYPED for other in others)
    return typed >= 2 and 2 * typed > len(others)


def _differs(old: str, new: str) -> bool:
    """Whether two answers are known to differ: of a forgotten one and one that is kept nobody can say it."""
    return old != new and (FORGOTTEN in old) == (FORGOTTEN in new)


def _note(
    folded: Folded, seen: dict[int, set[str]], position: int, number: int, versions: Sequence[Version],
) -> None:
    """Remember what a version gives to a slot, and whether that differs from the last answer known."""
    new = versions[number].contents[position]
    if not new:
        return
    known = folded.last_known.get(position)
    if known is not None and _differs(versions[known].contents[position], new):
        folded.changes.append(SlotChange(position, known, number))
        (folded.reverted.add if new in seen[position] else folded.reverted.discard)(position)
    folded.last_known[position] = number
    seen.setdefault(position, set()).add(new)
