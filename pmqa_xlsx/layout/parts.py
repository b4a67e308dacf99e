"""The parts of a form, and the digest of each part's content when its workbook was handed out.

A part is the cover, or what one category has in one table. People fill in and send parts, so returns of one unit are
joined part by part. A workbook carries a digest of each part's answers as it was handed out: whether anybody has typed
there since can then be seen without trusting the save time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

from pmqa_xlsx.answers import read_answer
from pmqa_xlsx.cells import CellKind, CellValue
from pmqa_xlsx.form.model import Level
from pmqa_xlsx.form.question import Question
from pmqa_xlsx.layout.model import Layout, cached_per_layout

#: The digest of a part that was handed out empty.
EMPTY_PART = "-"
_DIGITS = 12


class FormPart(NamedTuple):
    """A part of a form.

    :ivar category: its code; empty for the cover, as ``table`` is, which is the table's heading.
    """

    category: str = ""
    table: str = ""


COVER = FormPart()


@cached_per_layout
def parts_of(layout: Layout) -> dict[FormPart, tuple[int, ...]]:
    """The parts in the layout's order, each with the positions in ``layout.slots`` of what people type into."""
    parts: dict[FormPart, list[int]] = {}
    for position, slot in enumerate(layout.slots):
        if slot.field.is_computed:
            continue
        table = slot.field.table
        part = COVER if slot.question.level is Level.COVER else FormPart(slot.question.category, table.of("th"))
        parts.setdefault(part, []).append(position)
    return {part: tuple(positions) for part, positions in parts.items()}


def part_digest(layout: Layout, part: FormPart, contents: Sequence[str]) -> str:
    """The digest of what is in a part's slots.

    :param contents: of each of ``layout.slots``, as :attr:`pmqa_xlsx.answers.model.Answer.content`.
    :returns: twelve hex digits, or ``-`` if all are empty.
    """
    lines = [f"{name}={contents[position]}" for name, position in _names(layout)[part] if contents[position]]
    if not lines:
        return EMPTY_PART
    return hashlib.sha256("\x1f".join(lines).encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def handed_out(layout: Layout, contents: Sequence[str]) -> str:
    """The digests of all parts in the layout's order, separated by spaces, as a workbook carries them.

    :param contents: as for :func:`part_digest`.
    """
    return " ".join(part_digest(layout, part, contents) for part in parts_of(layout))


def prefilled_values(layout: Layout, unit: str) -> dict[Question, str]:
    """The normalised answers that the form puts into a unit's workbook, by question."""
    given = layout.form.prefilled.get(unit, {})
    return {question: read_answer(CellValue(CellKind.TEXT, value), slot.field).value
            for question, value in given.items() if (slot := layout.slot(question)) is not None}


def prefilled_digests(layout: Layout, unit: str) -> str:
    """The digests of a unit's new workbook, for one that lost them; empty if the form prefills nothing."""
    values = prefilled_values(layout, unit)
    return handed_out(layout, [values.get(slot.question, "") for slot in layout.slots]) if values else ""


def parse_handed_out(layout: Layout, text: str) -> dict[FormPart, str]:
    """The digest of each part, as a workbook carries them; if they were lost, that of an empty part."""
    digests, parts = text.split(), parts_of(layout)
    return dict(zip(parts, digests if len(digests) == len(parts) else [EMPTY_PART] * len(parts), strict=True))


@cached_per_layout
def _names(layout: Layout) -> dict[FormPart, tuple[tuple[str, int], ...]]:
    """The name of each slot in the digest: its question, independent of its cell's position."""
    return {part: tuple((str(layout.slots[position].question), position) for position in positions)
            for part, positions in parts_of(layout).items()}
