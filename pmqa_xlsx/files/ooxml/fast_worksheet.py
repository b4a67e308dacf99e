"""The cells of one worksheet, in the form written by nearly every program, with caches.

A return's worksheets are those of the form with some cells filled in, so nearly all markup, in the rows and around
them, has the same bytes as in an earlier return (:mod:`pmqa_xlsx.files.ooxml.fast_rows`). What these bytes mean is
cached.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from pmqa_xlsx.cells import CellRef, CellValue
from pmqa_xlsx.files.ooxml.fast_rows import (
    CLOSING,
    CUT_NAME,
    INSTRUCTION,
    STRANGE,
    CellPieces,
    NotFastPath,
    Rows,
    cells_of,
    checked_text,
    cut_rows,
    is_empty_row,
    pieces_of,
    without_footer,
)
from pmqa_xlsx.files.ooxml.notation import TRANSITIONAL, Shared, cell_at, unescape, value_of
from pmqa_xlsx.files.ooxml.package import elements_of
from pmqa_xlsx.files.ooxml.worksheet import ROWS, Worksheet, read_elements
from pmqa_xlsx.files.refusal import Unreadable
from pmqa_xlsx.files.values import Room, text_value

#: Most bytes of the cached markup of a row, of a cached cell or value, and of cached XML around the rows.
_LONGEST_ROW, _LONGEST_CELL, _LONGEST_FRAME = 16_000, 2_000, 2**17
#: A number of a shared text with as many digits is left to the parser.
_DIGITS = 10
_NOTHING_SHARED = Shared((), (), 0, Room(0))
_ROOT, _SHEET_DATA, _FOOTER, _CUT = (
    TRANSITIONAL + name for name in ("worksheet", "sheetData", "oddFooter", CUT_NAME))


class _Cell(NamedTuple):
    """A cell with content, as far as it is known without its value.

    :ivar value: its value if nothing was cut out.
    :ivar shared: whether the number of a shared text was cut out.
    """

    ref: CellRef
    pieces: CellPieces
    value: CellValue | None
    shared: bool


def read_fast(data: bytes, shared: Shared) -> Worksheet | None:
    """Read a part with rows in the usual form; ``None`` if it must be read element by element.

    Nothing is rejected here: errors in rows and cells are reported by the other reader.
    """
    try:
        rows = cut_rows(data)
        around, stated_footer = without_footer(rows.around)
        frame = (_cached_frame if len(around) <= _LONGEST_FRAME else _frame)(around, stated_footer is not None)
        cells = _cells(rows, shared)
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
    texts, values = shared.texts, iter(rows.values)
    found: list[tuple[CellRef, CellValue]] = []
    for row in rows.rows:
        tag, _, markup = row.partition(b">")
        if _cached_tag(tag, rows.prefixed) == bool(markup):
            raise NotFastPath
        for ref, pieces, value, is_number in (_cached_row if len(row) <= _LONGEST_ROW else _row)(markup):
            if value is None:
                text = next(values)
                if is_number and text.isdigit() and len(text) < _DIGITS:
                    value = texts[int(text)]
                elif (value := _value(text, pieces, shared)) is None:
                    continue
            found.append((ref, value))
    content = dict(found)
    if len(content) < len(found):
        raise NotFastPath
    return content


_cached_tag = lru_cache(maxsize=4_096)(is_empty_row)


def _row(markup: bytes) -> tuple[_Cell, ...]:
    """The cells of a row with content, given its markup after the tag, without values; none if it is empty.

    :raises NotFastPath: it must be left to the parser.
    :raises Unreadable: the parser would reject it.
    """
    return tuple(filter(None, map(_cell_of, cells_of(markup)))) if markup else ()


_cached_row = lru_cache(maxsize=4_096)(_row)


def _cell_of(markup: bytes) -> _Cell | None:
    return _cached_cell(markup) if len(markup) <= _LONGEST_CELL else _cell(markup)


def _cell(markup: bytes) -> _Cell | None:
    """A cell without its value; ``None`` if it has only a style. It raises like :func:`_row`."""
    pieces = pieces_of(markup)
    if pieces.valued or pieces.inline:
        is_number = pieces.kind == "s" and pieces.formula is None and not pieces.inline
        return _Cell(cell_at(pieces.address), pieces, None, is_number)
    value = value_of(pieces.kind, "" if pieces.empty else None, None, pieces.formula, pieces.style, _NOTHING_SHARED)
    return None if value is None else _Cell(cell_at(pieces.address), pieces, value, shared=False)


_cached_cell = lru_cache(maxsize=16_384)(_cell)


def _value(text: bytes, pieces: CellPieces, shared: Shared) -> CellValue | None:
    """The value of a cell that is not the number of a shared text.

    :raises NotFastPath: it must be left to the parser.
    :raises Unreadable: the parser would reject it.
    """
    if pieces.inline:
        return (_cached_text if len(text) <= _LONGEST_CELL else _text)(text)
    if pieces.kind in ("n", "s"):
        return value_of(pieces.kind, checked_text(text), None, pieces.formula, pieces.style, shared)
    return (_cached_value if len(text) <= _LONGEST_CELL else _own_value)(text, pieces.kind, pieces.formula)


def _text(text: bytes) -> CellValue:
    """An inline text; see :func:`_value`."""
    return text_value(unescape(checked_text(text)))


_cached_text = lru_cache(maxsize=16_384)(_text)


def _own_value(text: bytes, kind: str, formula: str | None) -> CellValue | None:
    """A value that depends on no other part of the workbook; see :func:`_value`."""
    return value_of(kind, checked_text(text), None, formula, "", _NOTHING_SHARED)


_cached_value = lru_cache(maxsize=16_384)(_own_value)
