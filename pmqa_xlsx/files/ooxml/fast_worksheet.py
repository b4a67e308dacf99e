"""The cells of one worksheet, in the form written by nearly every program, with caches.

A return's worksheets are those of the form with some cells filled in, so nearly every cell, and the XML around the
rows, has the same bytes as in an earlier return. The meaning of these bytes is cached; a part in another form is read
element by element (:mod:`pmqa_xlsx.files.ooxml.worksheet`), with the same result.
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

#: Most bytes of a cached cell, and of cached XML around the rows.
_LONGEST_CELL, _LONGEST_FRAME = 2_000, 2**17
_NOTHING_SHARED = Shared((), (), 0, Room(0))
_ROOT, _SHEET_DATA, _FOOTER, _CUT = (
    TRANSITIONAL + name for name in ("worksheet", "sheetData", "oddFooter", CUT_NAME))
#: A cell's address with its value, or with the data to resolve it from the workbook's shared parts.
_Found = tuple[CellRef, Any]


class _Unresolved(NamedTuple):
    """A cell with a value that depends on the workbook's shared parts: type, text, formula, style."""

    kind: str
    text: str
    formula: str | None
    style: str


def read_fast(data: bytes, shared: Shared) -> Worksheet | None:
    """Read a part with rows in the usual form; ``None`` if it must be read element by element.

    Nothing is rejected here: errors in rows and cells are reported by the other reader.
    """
    try:
        rows = cut_rows(data)
        around, stated_footer = without_footer(rows.around)
        frame = (_cached_frame if len(around) <= _LONGEST_FRAME else _frame)(around, stated_footer is not None)
        found = [*filter(None, _found(rows))]
        cells: dict[CellRef, Any] = dict(found)
        if len(cells) < len(found):
            raise NotFastPath  # the part contains a cell twice
        for ref, value in cells.items():
            if type(value) is not CellValue:
                cells[ref] = _resolved(value, shared)
        shared.room.take(cells)
    except (NotFastPath, Unreadable, IndexError):
        return None
    return replace(frame, cells=cells, footer=frame.footer if stated_footer is None else unescape(stated_footer))


def _frame(around: bytes, footer: bool) -> Worksheet:
    """A worksheet's properties in the XML around its rows; the result must not be changed.

    :param footer: whether the footer's text was cut out.
    :raises NotFastPath: the content cut out was in a wrong position.
    :raises Unreadable: it is malformed.
    """
    # With markup that can contain a false tag, the rows may not have been rows.
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


_cached_frame = lru_cache(maxsize=128)(_frame)


def _found(rows: Rows) -> Iterable[_Found | None]:
    """The content of each cell."""
    if not rows.cells:
        return ()
    cached_cell = _CACHED_CELL[rows.prefixed]
    *cells, last = rows.cells
    end = _fast_cell(last, prefixed=rows.prefixed, last=True)
    if len(max(rows.cells, key=len)) <= _LONGEST_CELL:
        return (*map(cached_cell, cells), end)
    short = (cached_cell(cell) if len(cell) <= _LONGEST_CELL else _fast_cell(cell, prefixed=rows.prefixed)
             for cell in cells)
    return (*short, end)


def _fast_cell(cell: bytes, *, prefixed: bool, last: bool = False) -> _Found | None:
    """A cell's address and content, as far as they are known without the other parts of the workbook.

    :returns: for a shared text its number; ``None`` for a cell with only a style.
    :raises NotFastPath: it must be left to the parser.
    :raises Unreadable: the parser would reject it.
    """
    address, style, kind, inline, formula, text = pieces_of(cell, prefixed=prefixed, last=last)
    ref = cell_at(address)
    if text and kind == "s" and not formula:
        return ref, number_of(text)
    if text and kind in ("s", "n", ""):
        return ref, _Unresolved(kind or "n", text, formula, style)
    value = value_of(kind or "n", text, None if inline is None else unescape(inline), formula, style, _NOTHING_SHARED)
    return None if value is None else (ref, value)


#: By whether rows use the prefix.
_CACHED_CELL = {
    prefixed: lru_cache(maxsize=16_384)(partial(_fast_cell, prefixed=prefixed)) for prefixed in (False, True)}


def _resolved(found: int | _Unresolved, shared: Shared) -> CellValue | None:
    if isinstance(found, int):
        return shared.texts[found]
    return value_of(found.kind, found.text, None, found.formula, found.style, shared)
