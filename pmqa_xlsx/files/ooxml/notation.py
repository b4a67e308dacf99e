"""The notation of SpreadsheetML: texts with runs and escapes, addresses, and the value of a cell.

Used by all readers of its parts, so that the meaning of a cell is decided in one place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from xml.etree.ElementTree import Element

from pmqa_xlsx.catalogue.reasons import BAD_ADDRESS, BAD_VALUE
from pmqa_xlsx.cells import CellRef, CellValue
from pmqa_xlsx.files import values
from pmqa_xlsx.files.number_formats import ExcelFormat
from pmqa_xlsx.files.refusal import damaged
from pmqa_xlsx.light_dataclass import dataclass

#: The namespaces of SpreadsheetML: the transitional one, written by Excel, and that of Strict Open XML.
TRANSITIONAL = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
TRUE = ("1", "true")
#: Values of boolean cells by their text in lower case.
_BOOLEANS = {"1": True, "true": True, "0": False, "false": False}


def unescape(text: str) -> str:
    """Decode ``_x000D_`` escapes, by which the format stores characters that XML does not allow."""
    if "_x" not in text:
        return text
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)


def rich_text(item: Element) -> str:
    """The text of a string item: its runs joined, without phonetic hints."""
    if len(item) == 1 and item[0].tag.endswith("}t"):  # true for nearly all
        return unescape(item[0].text or "")
    namespace = namespace_of(item)
    text, run = f"{namespace}t", f"{namespace}r"
    parts: list[str] = []
    for child in item:
        if child.tag == text:
            parts.append(child.text or "")
        elif child.tag == run:
            parts += [part.text or "" for part in child.iterfind(text)]
    return unescape("".join(parts))


def relation_id(element: Element) -> str:
    """The attribute ``r:id``, whose namespace differs between the two editions of the format."""
    return next((value for key, value in element.items() if key.endswith("}id")), "")


def namespace_of(element: Element) -> str:
    """The namespace of an element's name, in braces; empty if it has none."""
    return element.tag[:element.tag.rfind("}") + 1]


@lru_cache(maxsize=20_000)
def _address(text: str) -> CellRef:
    return CellRef.parse(text.upper())  # some programs write the columns' letters small


@dataclass(frozen=True, slots=True)
class Shared:
    """Data shared by the cells of all sheets of a workbook.

    :ivar texts: the shared strings, as values ready for use.
    :ivar formats: the number format of each cell style; ``None`` for General.
    :ivar days: days to add to the workbook's dates.
    :ivar room: the remaining number of filled cells allowed.
    :ivar pictures: whether cells can have a picture as value, which is stored as an error value.
    """

    texts: Sequence[CellValue]
    formats: Sequence[ExcelFormat | None]
    days: int
    room: values.Room
    pictures: bool = False


def cell_at(address: str) -> CellRef:
    """Parse a cell's address.

    :raises Unreadable: ``file-damaged``.
    """
    try:
        return _address(address)
    except ValueError as error:
        raise damaged(BAD_ADDRESS) from error


def value_of(
    kind: str, text: str | None, inline: str | None, formula: str | None, style: str, shared: Shared,
) -> CellValue | None:
    """The value of one cell; ``None`` for a cell with only a style.

    :param kind: the cell's type.
    :param text: content of ``v``, unchanged; ``None`` without that element.
    :param inline: content of ``is``; ``None`` without that element.
    :param formula: content of ``f``, may be empty; ``None`` without that element.
    :raises Unreadable: ``file-damaged``.
    """
    if formula is None:
        if kind == "s" and text:
            return _shared_text(text, shared.texts)
        return _value(kind, text, inline, style, shared, formula=False)
    value = _value(kind, text, inline, style, shared, formula=True)
    if value is None:
        return None
    return CellValue(*values.by_formula(value, formula)[:-1], formula)


def _value(
    kind: str, text: str | None, inline: str | None, style: str, shared: Shared, *, formula: bool,
) -> CellValue | None:
    if inline is not None and (text is None or kind == "inlineStr"):
        return values.text_value(inline, formula)
    if text is None or (kind != "str" and not text.strip()):
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
