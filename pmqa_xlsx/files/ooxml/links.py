"""The addresses behind the cells of an Open XML worksheet, which stand in the sheet's relations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from pmqa_xlsx.cells import CellArea, CellRef, CellValue
from pmqa_xlsx.files.values import link_area


class SheetLink(NamedTuple):
    """A link to another file or address; links inside the workbook are left out.

    :ivar relation: the id under which the sheet's relations state the address.
    :ivar location: the place inside what is linked; empty where none is stated.
    """

    area: CellArea
    relation: str
    location: str


def put_links(cells: dict[CellRef, CellValue], links: Iterable[SheetLink], addresses: Mapping[str, str]) -> None:
    """Put the addresses of a sheet's links behind their cells.

    :param addresses: by relation id.
    """
    for link in links:
        address = addresses.get(link.relation, "")
        if address:
            link_area(cells, link.area, f"{address}#{link.location}" if link.location else address)
