"""The cells of one worksheet in SpreadsheetML, element by element.

Rows may be in any order and without numbers, cells without addresses; the dimension given in the file is ignored.
Elements are cleared after reading, so that a sheet with a million empty rows needs little memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element

from pmqa_xlsx.catalogue.reasons import BAD_ADDRESS, BAD_VALUE, BROKEN_XML
from pmqa_xlsx.cells import MAX_COLUMNS, MAX_ROWS, CellArea, CellKind, CellRef, CellValue
from pmqa_xlsx.files.ooxml.notation import (
    STRICT,
    TRANSITIONAL,
    TRUE,
    Shared,
    cell_at,
    relation_id,
    rich_text,
    unescape,
    value_of,
)
from pmqa_xlsx.files.refusal import damaged
from pmqa_xlsx.files.values import link_area, put
from pmqa_xlsx.light_dataclass import dataclass, field


class SheetLink(NamedTuple):
    """A link to another file or address; links inside the workbook are left out.

    :ivar relation: the id of the relation with the address.
    :ivar location: the place inside the target; empty if none is given.
    """

    area: CellArea
    relation: str
    location: str


def put_links(cells: dict[CellRef, CellValue], links: Iterable[SheetLink], addresses: Mapping[str, str]) -> None:
    """Store the addresses of a sheet's links in their cells.

    :param addresses: the addresses by relation id.
    """
    for link in links:
        address = addresses.get(link.relation, "")
        if address:
            link_area(cells, link.area, f"{address}#{link.location}" if link.location else address)


@dataclass(frozen=True, slots=True)
class _Names:
    """The names of the elements that are read, in one of the two namespaces."""

    row: str
    value: str
    formula: str
    inline: str
    protection: str
    footer: str
    link: str
    merge: str
    root: str


_NAMES = tuple(
    _Names(*(namespace + name for name in ("row", "v", "f", "is", "sheetProtection", "oddFooter", "hyperlink",
                                           "mergeCell", "worksheet")))
    for namespace in (TRANSITIONAL, STRICT))
#: The name of a row in both namespaces.
ROWS = frozenset(names.row for names in _NAMES)
_WANTED = {name: names for names in _NAMES
           for name in (names.row, names.protection, names.footer, names.link, names.merge, names.root)}


@dataclass(slots=True)
class Worksheet:
    """The content of a worksheet part."""

    cells: dict[CellRef, CellValue] = field(default_factory=dict)
    protected: bool = False
    footer: str = ""
    links: list[SheetLink] = field(default_factory=list)
    merged: list[CellArea] = field(default_factory=list)


def read_elements(elements: Iterable[Element], shared: Shared) -> Worksheet:
    """Read a worksheet part.

    :param elements: the elements of a checked part, each with its content.
    :raises Unreadable: ``file-damaged`` or ``file-unsafe``.
    """
    sheet = Worksheet()
    row_number = -1
    is_worksheet = False
    for element in elements:
        names = _WANTED.get(element.tag)
        if names is None:
            continue
        if element.tag == names.row:
            row_number = _row_number(element.get("r"), row_number)
            _read_row(element, names, row_number, sheet.cells, shared)
            shared.room.check(sheet.cells)
            element.clear()
        elif element.tag == names.protection:
            sheet.protected = element.get("sheet") in TRUE
        elif element.tag == names.footer:
            sheet.footer = unescape(element.text or "")
        elif element.tag in (names.link, names.merge):
            _take_area(sheet, element, names)
        else:
            is_worksheet = True
    if not is_worksheet:
        raise damaged(BROKEN_XML)
    shared.room.take(sheet.cells)
    return sheet


def _take_area(sheet: Worksheet, element: Element, names: _Names) -> None:
    """Add a merged area or a link; one without a valid address is skipped."""
    try:
        area = CellArea.parse(element.get("ref", "").upper())
    except ValueError:
        return
    if element.tag == names.merge:
        sheet.merged.append(area)
    elif relation := relation_id(element):
        sheet.links.append(SheetLink(area, relation, element.get("location", "")))


def _row_number(stated: str | None, before: int) -> int:
    if stated is None:
        number = before + 1
    elif stated.isascii() and stated.isdigit() and len(stated) < 9:
        number = int(stated) - 1
    else:
        raise damaged(BAD_ADDRESS)
    if not 0 <= number < MAX_ROWS:
        raise damaged(BAD_ADDRESS)
    return number


def _read_row(row: Element, names: _Names, number: int, cells: dict[CellRef, CellValue], shared: Shared) -> None:
    column = -1
    for cell in row:
        address = cell.get("r")
        ref = cell_at(address) if address else CellRef(number, column + 1)
        column = ref.column
        if column >= MAX_COLUMNS:
            raise damaged(BAD_ADDRESS)
        if len(cell):
            if len(cell) > 1 and len({child.tag for child in cell}) < len(cell):
                raise damaged(BAD_VALUE)  # two values, either of which may be meant
            text = cell.findtext(names.value)
            kind = cell.get("t", "n")
            inline = cell.find(names.inline) if text is None or kind == "inlineStr" else None
            stated = cell.find(names.formula)
            formula = None if stated is None else stated.text or ""
            if text is None and inline is None and stated is None and not all(map(_is_extension, cell)):
                raise damaged(BAD_VALUE)  # an unknown notation must not be read as empty
            value = value_of(kind, text, rich_text(inline) if inline is not None else None, formula,
                           cell.get("s", ""), shared)
            if value is not None:
                if shared.pictures and value.kind is CellKind.ERROR and cell.get("vm"):
                    value = CellValue(CellKind.PICTURE, "", link=value.link)
                put(cells, ref, value)


def _is_extension(element: Element) -> bool:
    return element.tag.endswith("}extLst")
