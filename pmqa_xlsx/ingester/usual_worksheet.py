"""The cells of one worksheet as nearly every program writes it, with what stood there before remembered.

A return's worksheets are those of the form with some cells filled in, so nearly every cell and all around the rows
was met in the return before, byte for byte. What is remembered is what these bytes were found to mean; a part that
is not spelled as usual is read element by element (:mod:`pmqa_xlsx.ingester.worksheet`), with the same result.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple

from pmqa_xlsx.cells import CellRef, CellValue
from pmqa_xlsx.ingester.book import Unreadable
from pmqa_xlsx.ingester.cell_content import Shared, cell_at, number_of, value_of
from pmqa_xlsx.ingester.package import elements_of
from pmqa_xlsx.ingester.strings import TRANSITIONAL, unescape
from pmqa_xlsx.ingester.usual_frame import CUT_NAME, UnusualError, frame_of
from pmqa_xlsx.ingester.usual_rows import cells_of, cut_rows, pieces_of
from pmqa_xlsx.ingester.values import Room
from pmqa_xlsx.ingester.worksheet import ROWS, Worksheet, read_elements

#: Rows and cells that take up to this many bytes in the file are remembered.
_REMEMBERED = 4_000
_NOTHING_SHARED = Shared((), (), 0, Room(0))
_ROOT, _SHEET_DATA, _FOOTER, _CUT = (
    TRANSITIONAL + name for name in ("worksheet", "sheetData", "oddFooter", CUT_NAME))


class _Unsettled(NamedTuple):
    """A cell whose value depends on what the workbook's cells share: type, text, whether a formula, style."""

    kind: str
    text: str
    formula: bool
    style: str


def read_usual(data: bytes, shared: Shared) -> Worksheet | None:
    """Read a part whose rows are spelled as usual; ``None`` where it must be read element by element.

    Nothing is refused here: what a row or cell may not be is told by the other way through.
    """
    try:
        rest, rows = cut_rows(data)
        frame = frame_of(rest)
        protected, footer = _remembered_frame(frame.rest, frame.blocks, frame.footer is not None)
        if frame.footer is not None:
            footer = unescape(frame.footer)
        cells: dict[CellRef, Any] = dict(chain.from_iterable(
            (_remembered_row if len(row) <= _REMEMBERED else _usual_row)(row) for row in rows))
        for ref, value in cells.items():
            if type(value) is int:
                cells[ref] = shared.texts[value]
            elif type(value) is _Unsettled:
                cells[ref] = value_of(value.kind, value.text, None, value.formula, value.style, shared)
        shared.room.take(cells)
    except (UnusualError, Unreadable, IndexError):
        return None
    return Worksheet(cells, protected, footer)


@lru_cache(maxsize=128)
def _remembered_frame(rest: bytes, blocks: int, footer: bool) -> tuple[bool, str]:
    """Whether a worksheet is protected, and its footer, as far as they are said around the rows.

    :param blocks: how many blocks were cut out, and ``footer``: whether the footer's text was.
    :raises UnusualError: what was cut out stood elsewhere than it belongs.
    :raises Unreadable: it is malformed.
    """
    elements = list(elements_of(rest))
    root = elements[0]
    named = Counter(element.tag.rpartition("}")[2] for element in elements)
    if root.tag != _ROOT or any(element.tag in ROWS for element in elements):
        raise UnusualError
    if named["sheetData"] != 1 or root.find(f"{_SHEET_DATA}/{_CUT}") is None:
        raise UnusualError
    if footer and (named["oddFooter"] != 1 or root.find(f".//{_FOOTER}/{_CUT}") is None):
        raise UnusualError
    if len(root.findall(_CUT)) != blocks or named[CUT_NAME] != blocks + 1 + footer:
        raise UnusualError
    sheet = read_elements(elements, _NOTHING_SHARED)
    return sheet.protected, sheet.footer


def _usual_row(row: bytes) -> tuple[tuple[CellRef, Any], ...]:
    """The cells of a row that hold something."""
    cells = cells_of(row)
    if len(row) <= _REMEMBERED:
        return tuple(filter(None, map(_remembered_cell, cells)))
    return tuple(filter(None, ((_remembered_cell if len(cell) <= _REMEMBERED else _usual_cell)(cell)
                               for cell in cells)))


def _usual_cell(cell: bytes) -> tuple[CellRef, CellValue | int | _Unsettled] | None:
    """Where a cell stands and what it holds, as far as that can be said without the other parts of the workbook.

    :returns: for a shared text its number; ``None`` for a cell with a style alone.
    :raises UnusualError: it must be left to the parser.
    :raises Unreadable: the parser would refuse it.
    """
    pieces = pieces_of(cell)
    ref, kind, text = cell_at(pieces.address), pieces.kind or "n", pieces.value
    if text and kind == "s" and not pieces.formula:
        return ref, number_of(text)
    if text and kind in ("s", "n"):
        return ref, _Unsettled(kind, text, pieces.formula, pieces.style)
    inline = None if pieces.inline is None else unescape(pieces.inline)
    value = value_of(kind, text, inline, pieces.formula, pieces.style, _NOTHING_SHARED)
    return None if value is None else (ref, value)


_remembered_row = lru_cache(maxsize=4_096)(_usual_row)
_remembered_cell = lru_cache(maxsize=16_384)(_usual_cell)
