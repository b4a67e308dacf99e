"""Digests that a workbook carries, by which the reader sees what was typed or changed since the workbook was made.

Of each part of the form: what it was handed out with. A part is the cover, or what one category has in one table.
People fill in and send parts, so returns of one unit are joined part by part; whether anybody has typed in a part
since is seen without trusting the save time. Of each formula on a visible sheet: the formula, in a form that no program
changes when it saves: what programs write in different ways (letter case, blanks, brackets, ``$``, names of sheets, the
spelling of numbers) is left out. Of each row and note of a correction sheet: its texts.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from pmqa_xlsx.answers import read_answer
from pmqa_xlsx.cells import CellKind, CellValue
from pmqa_xlsx.form.question import Level, Question
from pmqa_xlsx.layout.identity import FixedPlace
from pmqa_xlsx.layout.model import Layout, cached_per_layout
from pmqa_xlsx.text.excel_text import CELL_LIMIT, number_text

#: The digest of a part that was handed out empty.
EMPTY_PART = "-"
#: Hex digits of the digests.
_OF_A_PART, _OF_A_FORMULA, _OF_A_TEXT = 12, 4, 16
#: The mark of a cell without a formula of ours.
_NO_FORMULA = "-" * _OF_A_FORMULA
_TEXTS = re.compile(r'("(?:[^"]|"")*")')
_SHEET = re.compile(r"(?:'(?:[^']|'')*'|[^\s'(),;:!&=<>+*/^{}$-]+)!")
_PREFIX = re.compile(r"_XL(?:FN|WS|UDF)\.")
_DROPPED = re.compile(r"[\s$()=]")
#: A number that can be spelled in another way, unlike a short whole one.
_NUMBER = re.compile(r"(?<![\w.])(?!(?:0|[1-9][0-9]{0,14})(?![0-9.E]))(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:E[+-]?[0-9]+)?")


def _digest(texts: Iterable[str], digits: int) -> str:
    return hashlib.sha256("\x1f".join(texts).encode("utf-8", "surrogatepass")).hexdigest()[:digits]


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
    return _digest(lines, _OF_A_PART) if lines else EMPTY_PART


def handed_out(layout: Layout, contents: Sequence[str]) -> str:
    """The digests of all parts in the layout's order, separated by spaces, as a workbook carries them.

    :param contents: as for :func:`part_digest`.
    """
    return " ".join(part_digest(layout, part, contents) for part in parts_of(layout))


def prefilled_values(layout: Layout, unit: str) -> dict[Question, str]:
    """The normalised answers that the form puts into a unit's workbook, by question."""
    given = layout.form.prefilled.get(unit, {})
    return {question: read_answer(CellValue(CellKind.TEXT, value), layout.slots[layout.positions[question]].field).value
            for question, value in given.items() if question in layout.positions}


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


@lru_cache(maxsize=8192)  # the formulas of many rows have the same pieces
def _plain(piece: str) -> str:
    """A piece of a formula, a text or what is between two texts, without what programs write in different ways."""
    if piece.startswith('"'):
        return " ".join(piece.split())
    piece = _PREFIX.sub("", _SHEET.sub("", piece).upper())
    return _DROPPED.sub("", _NUMBER.sub(lambda number: number_text(float(number[0])), piece))


@lru_cache(maxsize=4096)  # the formulas of a round are the same in every workbook
def formula_digest(formula: str) -> str:
    """The digest of a formula in Excel's notation, with or without ``=`` at its beginning."""
    return _digest(["".join(map(_plain, _TEXTS.split(formula)))], _OF_A_FORMULA)


@cached_per_layout
def formula_places(layout: Layout) -> tuple[FixedPlace, ...]:
    """The places of the formulas in the order of their marks."""
    return tuple((sheet.key, ref) for sheet in layout.sheets
                 for ref in sorted(ref for key, ref in layout.live_cells if key == sheet.key))


def formula_marks(layout: Layout, formulas: Mapping[FixedPlace, str]) -> str:
    """The digests of the formulas on visible sheets, as a workbook carries them; empty if a cell cannot hold them.

    :param formulas: the formulas by sheet key and cell; others than those of ``layout.live_cells`` are left out.
    """
    marks = "".join(formula_digest(formulas[place]) if place in formulas else _NO_FORMULA
                    for place in formula_places(layout))
    return marks if len(marks) <= CELL_LIMIT else ""


def parse_formula_marks(layout: Layout, marks: str) -> list[str]:
    """The digest of each formula in the order of :func:`formula_places`; empty for marks that were lost."""
    if len(marks) != len(formula_places(layout)) * _OF_A_FORMULA:
        return []
    return [marks[start:start + _OF_A_FORMULA] for start in range(0, len(marks), _OF_A_FORMULA)]


def mark_of(texts: Iterable[str]) -> str:
    """The mark of some texts in their order, white space folded: sixteen hex digits."""
    return _digest((" ".join(text.split()) for text in texts), _OF_A_TEXT)
