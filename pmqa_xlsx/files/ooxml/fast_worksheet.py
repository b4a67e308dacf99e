"""The cells of one worksheet, in the form written by nearly every program, with caches.

A return's worksheets are those of the form with some cells filled in, so nearly all markup, between the values and
around the rows, has the same bytes as in an earlier return (:mod:`pmqa_xlsx.files.ooxml.fast_rows`). What these bytes
mean is cached.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import lru_cache, partial
from typing import Any, NamedTuple

from pmqa_xlsx.cells import CellRef, CellValue
from pmqa_xlsx.files.ooxml.cell_content import Shared, cell_at, value_of
from pmqa_xlsx.files.ooxml.fast_frame import (
    CUT_NAME,
    INSTRUCTION,
    STRANGE,
    NotFastPath,
    checked_text,
    without_footer,
)
from pmqa_xlsx.files.ooxml.fast_rows import (
    CELL_OPENING,
    CLOSING,
    CellPieces,
    Rows,
    beginning_of,
    check_end,
    cut_rows,
    pieces_of,
)
from pmqa_xlsx.files.ooxml.package import elements_of
from pmqa_xlsx.files.ooxml.rich_text import TRANSITIONAL, unescape
from pmqa_xlsx.files.ooxml.worksheet import ROWS, Worksheet, read_elements
from pmqa_xlsx.files.refusal import Unreadable
from pmqa_xlsx.files.values import Room

#: Most bytes of cached markup between two values, of a cached cell or value, and of cached XML around the rows.
_LONGEST_MARKUP, _LONGEST_CELL, _LONGEST_FRAME = 8_000, 2_000, 2**17
#: A number of a shared text with as many digits is left to the parser.
_DIGITS = 10
_NOTHING_SHARED = Shared((), (), 0, Room(0))
_ROOT, _SHEET_DATA, _FOOTER, _CUT = (
    TRANSITIONAL + name for name in ("worksheet", "sheetData", "oddFooter", CUT_NAME))


class _Meaning(NamedTuple):
    """The meaning of the markup between two values.

    :ivar cells: the cells in it that have content.
    :ivar ref: the cell of the value after it; ``None`` at the end of the rows; ``pieces``: what is known of that cell.
    :ivar is_number: whether that value is the number of a shared text.
    """

    cells: tuple[tuple[CellRef, CellValue], ...]
    ref: CellRef | None = None
    pieces: CellPieces | None = None
    is_number: bool = False


def read_fast(data: bytes, shared: Shared) -> Worksheet | None:
    """Read a part with rows in the usual form; ``None`` if it must be read element by element.

    Nothing is rejected here: errors in rows and cells are reported by the other reader.
    """
    try:
        rows = cut_rows(data)
        around, stated_footer = without_footer(rows.around)
        frame = (_cached_frame if len(around) <= _LONGEST_FRAME else _frame)(around, stated_footer is not None)
        cells = _cells(rows, shared) if rows.first else {}
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


def _cells(rows: Rows, shared: Shared) -> dict[CellRef, CellValue]:
    """The cells with content, in the part's order.

    :raises NotFastPath: the part contains a cell twice, or something else must be left to the parser.
    :raises Unreadable: the parser would reject a value.
    :raises IndexError: there is no shared text of a number.
    """
    texts, prefixed, left = shared.texts, rows.prefixed, len(rows.pieces)
    meaning = _meaning(rows.first, prefixed, first=True, last=not left)
    found: list[tuple[CellRef | None, CellValue]] = [*meaning.cells]
    for piece in rows.pieces:
        left -= 1
        text, _, markup = piece.partition(b"<")
        _, ref, pieces, is_number = meaning
        if is_number and text.isdigit() and len(text) < _DIGITS:
            found.append((ref, texts[int(text)]))
        elif (value := _value(text, pieces, shared)) is not None:
            found.append((ref, value))
        if left and len(markup) <= _LONGEST_MARKUP:
            meaning = _cached_meaning(markup, prefixed)
        else:
            meaning = _meaning(markup, prefixed, last=not left)
        if meaning.cells:
            found += meaning.cells
    content: dict[Any, CellValue] = dict(found)
    if len(content) < len(found):
        raise NotFastPath
    return content


def _meaning(markup: bytes, prefixed: bool, *, first: bool = False, last: bool = False) -> _Meaning:
    """The meaning of markup.

    :param markup: after the ``<`` that ends the value before, up to ``<v>`` of the value after.
    :param prefixed: whether a row that begins in it may use the prefix.
    :param first: whether no value comes before it; then it begins with a cell.
    :param last: whether no value comes after it.
    :raises NotFastPath: it must be left to the parser.
    :raises Unreadable: the parser would reject it.
    """
    end, *cells = markup.split(CELL_OPENING)
    if not (last or cells):
        raise NotFastPath
    beginning = b"" if last else cells.pop()
    if not first:
        check_end(end, prefixed=prefixed, last=last and not cells)
    final = [_cell(prefixed, cells.pop(), last=True)] if last and cells else []
    known = _CACHED_CELL[prefixed]
    found = [known(cell) if len(cell) <= _LONGEST_CELL else _cell(prefixed, cell) for cell in cells]
    content = tuple(filter(None, found + final))
    if last:
        return _Meaning(content)
    pieces = beginning_of(beginning)
    return _Meaning(content, cell_at(pieces.address), pieces, pieces.kind == "s" and pieces.formula is None)


_cached_meaning = lru_cache(maxsize=16_384)(_meaning)


def _cell(prefixed: bool, markup: bytes, *, last: bool = False) -> tuple[CellRef, CellValue] | None:
    """The content of a cell without ``<v>``; ``None`` if it has only a style. It raises like :func:`_meaning`."""
    address, style, kind, formula, inline, text = pieces_of(markup, prefixed=prefixed, last=last)
    inline = None if inline is None else unescape(inline)
    value = value_of(kind, text, inline, formula, style, _NOTHING_SHARED)
    return None if value is None else (cell_at(address), value)


_CACHED_CELL = {prefixed: lru_cache(maxsize=16_384)(partial(_cell, prefixed)) for prefixed in (False, True)}


def _value(text: bytes, pieces: CellPieces | None, shared: Shared) -> CellValue | None:
    """The value of a cell that is not the number of a shared text.

    :raises NotFastPath: it must be left to the parser.
    :raises Unreadable: the parser would reject it.
    """
    if pieces is None:
        raise NotFastPath
    if pieces.kind in ("n", "s"):
        return value_of(pieces.kind, checked_text(text), None, pieces.formula, pieces.style, shared)
    return (_cached_value if len(text) <= _LONGEST_CELL else _own_value)(text, pieces.kind, pieces.formula)


def _own_value(text: bytes, kind: str, formula: str | None) -> CellValue | None:
    """A value that depends on no other part of the workbook; see :func:`_value`."""
    return value_of(kind, checked_text(text), None, formula, "", _NOTHING_SHARED)


_cached_value = lru_cache(maxsize=16_384)(_own_value)
