"""The cells of one worksheet as nearly every program writes it, with what stood there before remembered.

A return's worksheets are those of the form with some cells filled in, so nearly every cell and all around the rows
was met in the return before, byte for byte. What is remembered is what these bytes were found to mean; a part that
is not spelled as usual is read element by element (:mod:`pmqa_xlsx.files.ooxml.worksheet`), with the same result.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache, partial
from typing import Any, NamedTuple

from pmqa_xlsx.cells import CellRef, CellValue
from pmqa_xlsx.files.ooxml.cell_content import Shared, cell_at, number_of, value_of
from pmqa_xlsx.files.ooxml.fast_frame import CUT_NAME, INSTRUCTION, STRANGE, NotFastPath, without_footer
from pmqa_xlsx.files.ooxml.fast_rows import CLOSING, Rows, cut_rows, pieces_of
from pmqa_xlsx.files.ooxml.package import elements_of
from pmqa_xlsx.files.ooxml.rich_text import TRANSITIONAL, unescape
from pmqa_xlsx.files.ooxml.worksheet import ROWS, Worksheet, read_elements
from pmqa_xlsx.files.refusal import Unreadable
from pmqa_xlsx.files.values import Room

#: Cells that take up to this many bytes in the file are remembered, and what stands around the rows up to so many.
_LONGEST_CELL, _LONGEST_FRAME = 2_000, 2**17
_NOTHING_SHARED = Shared((), (), 0, Room(0))
_ROOT, _SHEET_DATA, _FOOTER, _CUT = (
    TRANSITIONAL + name for name in ("worksheet", "sheetData", "oddFooter", CUT_NAME))
#: A cell's address with its value, or with what tells it once the workbook's shared parts are known.
_Found = tuple[CellRef, Any]


class _Unsettled(NamedTuple):
    """A cell whose value depends on what the workbook's cells share: type, text, formula, style."""

    kind: str
    text: str
    formula: str | None
    style: str


def read_usual(data: bytes, shared: Shared) -> Worksheet | None:
    """Read a part whose rows are spelled as usual; ``None`` where it must be read element by element.

    Nothing is refused here: what a row or cell may not be is told by the other way through.
    """
    try:
        rows = cut_rows(data)
        around, stated_footer = without_footer(rows.around)
        frame = (_remembered_frame if len(around) <= _LONGEST_FRAME else _frame)(around, stated_footer is not None)
        found = [*filter(None, _found(rows))]
        cells: dict[CellRef, Any] = dict(found)
        if len(cells) < len(found):
            raise NotFastPath  # a cell is stated twice
        for ref, value in cells.items():
            if type(value) is not CellValue:
                cells[ref] = _settled(value, shared)
        shared.room.take(cells)
    except (NotFastPath, Unreadable, IndexError):
        return None
    return replace(frame, cells=cells, footer=frame.footer if stated_footer is None else unescape(stated_footer))


def _frame(around: bytes, footer: bool) -> Worksheet:
    """What a worksheet says around its rows; nobody may change it.

    :param footer: whether the footer's text was cut out.
    :raises NotFastPath: what was cut out stood elsewhere than it belongs.
    :raises Unreadable: it is malformed.
    """
    # Where a tag may stand that is none, the rows may not have been rows.
    if around.count(CLOSING) != 1 or STRANGE in around or around.count(INSTRUCTION) > 1:
        raise NotFastPath
    elements = list(elements_of(around))
    root = elements[0]
    named = Counter(element.tag.rpartition("}")[2] for element in elements)
    if root.tag != _ROOT or any(element.tag in ROWS for element in elements):
        raise NotFastPath
    if named["worksheet"] != 1 or named["sheetData"] != 1 or root.find(f"{_SHEET_DATA}/{_CUT}") is None:
        raise NotFastPath
    if footer and (named["oddFooter"] != 1 or root.find(f".//{_FOOTER}/{_CUT}") is None):
        raise NotFastPath
    if named[CUT_NAME] != 1 + footer:
        raise NotFastPath
    return read_elements(elements, _NOTHING_SHARED)


_remembered_frame = lru_cache(maxsize=128)(_frame)


def _found(rows: Rows) -> Iterable[_Found | None]:
    """What stands in each cell."""
    if not rows.cells:
        return ()
    remembered = _REMEMBERED_CELL[rows.prefixed]
    *cells, last = rows.cells
    end = _usual_cell(last, prefixed=rows.prefixed, last=True)
    if len(max(rows.cells, key=len)) <= _LONGEST_CELL:
        return (*map(remembered, cells), end)
    short = (remembered(cell) if len(cell) <= _LONGEST_CELL else _usual_cell(cell, prefixed=rows.prefixed)
             for cell in cells)
    return (*short, end)


def _usual_cell(cell: bytes, *, prefixed: bool, last: bool = False) -> _Found | None:
    """Where a cell stands and what it holds, as far as that can be said without the other parts of the workbook.

    :returns: for a shared text its number; ``None`` for a cell with a style alone.
    :raises NotFastPath: it must be left to the parser.
    :raises Unreadable: the parser would refuse it.
    """
    address, style, kind, inline, formula, text = pieces_of(cell, prefixed=prefixed, last=last)
    ref = cell_at(address)
    if text and kind == "s" and not formula:
        return ref, number_of(text)
    if text and kind in ("s", "n", ""):
        return ref, _Unsettled(kind or "n", text, formula, style)
    value = value_of(kind or "n", text, None if inline is None else unescape(inline), formula, style, _NOTHING_SHARED)
    return None if value is None else (ref, value)


#: By whether rows use the prefix.
_REMEMBERED_CELL = {
    prefixed: lru_cache(maxsize=16_384)(partial(_usual_cell, prefixed=prefixed)) for prefixed in (False, True)}


def _settled(found: int | _Unsettled, shared: Shared) -> CellValue | None:
    if isinstance(found, int):
        return shared.texts[found]
    return value_of(found.kind, found.text, None, found.formula, found.style, shared)
