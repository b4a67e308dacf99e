"""What a cell of SpreadsheetML holds, from its type, its style and the texts in it: for every way through a part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pmqa_xlsx.catalogue.reasons import BAD_ADDRESS, BAD_VALUE
from pmqa_xlsx.cells import CellRef, CellValue
from pmqa_xlsx.files import values
from pmqa_xlsx.files.number_formats import ExcelFormat
from pmqa_xlsx.files.ooxml.rich_text import unescape
from pmqa_xlsx.files.refusal import damaged

TRUE = ("1", "true")
#: What a boolean cell holds, by its text in small letters.
_BOOLEANS = {"1": True, "true": True, "0": False, "false": False}
_address = lru_cache(maxsize=20_000)(CellRef.parse)


@dataclass(frozen=True, slots=True)
class Shared:
    """What the cells of all sheets of a workbook refer to.

    :ivar texts: the shared strings, as values ready for use.
    :ivar formats: how each cell style shows a number; ``None`` for General.
    :ivar days: what to add to the workbook's dates.
    :ivar room: how many more cells may be filled.
    :ivar pictures: whether there are pictures that are a cell's value, which then seems to be an error.
    """

    texts: Sequence[CellValue]
    formats: Sequence[ExcelFormat | None]
    days: int
    room: values.Room
    pictures: bool = False


def cell_at(address: str) -> CellRef:
    """Where a cell stands.

    :raises Unreadable: ``file-damaged``.
    """
    try:
        return _address(address)
    except ValueError as error:
        raise damaged(BAD_ADDRESS) from error


def value_of(
    kind: str, text: str | None, inline: str | None, formula: str | None, style: str, shared: Shared,
) -> CellValue | None:
    """What one cell holds; nothing for a cell with a style alone.

    :param kind: the cell's type.
    :param text: what ``v`` holds, as it stands there; ``None`` without that element.
    :param inline: what ``is`` holds; ``None`` without that element.
    :param formula: what ``f`` holds, which may be nothing; ``None`` without that element.
    :raises Unreadable: ``file-damaged``.
    """
    if formula is None:
        if kind == "s" and text:
            return _shared_text(text, shared.texts)
        return _value(kind, text, inline, style, shared, formula=False)
    value = _value(kind, text, inline, style, shared, formula=True)
    return value and values.by_formula(value, formula)


def _value(
    kind: str, text: str | None, inline: str | None, style: str, shared: Shared, *, formula: bool,
) -> CellValue | None:
    if inline is not None and (text is None or kind == "inlineStr"):
        return values.text_value(inline, formula)
    if text is None or (text == "" and kind != "str"):
        return values.UNCALCULATED if formula else None
    if kind in ("str", "inlineStr"):
        return values.text_value(unescape(text), formula)
    if kind == "n":
        return values.stated_number(text, _format(style, shared.formats), shared.days, formula)
    if kind == "b":
        state = _BOOLEANS.get(text.strip().lower())
        return values.text_value(text, formula) if state is None else values.boolean_value(state, formula)
    if kind == "e":
        return values.error_value(text.strip(), formula)
    if kind == "d":
        return values.stated_date(text, formula)
    if kind == "s":
        return values.text_value(_shared_text(text, shared.texts).raw, formula)
    raise damaged(BAD_VALUE)


def _shared_text(text: str, texts: Sequence[CellValue]) -> CellValue:
    number = number_of(text)
    if number < len(texts):
        return texts[number]
    raise damaged(BAD_VALUE)


def number_of(text: str) -> int:
    """The number of a shared text.

    :raises Unreadable: ``file-damaged``.
    """
    text = text.strip()
    if text.isascii() and text.isdigit() and len(text) < 10:
        return int(text)
    raise damaged(BAD_VALUE)


def _format(style: str, formats: Sequence[ExcelFormat | None]) -> ExcelFormat | None:
    index = int(style) if style.isascii() and style.isdigit() and len(style) < 9 else 0
    return formats[index] if index < len(formats) else None
