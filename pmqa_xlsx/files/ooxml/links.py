"""The link addresses of the cells of an Open XML worksheet, which are in the sheet's relations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from pmqa_xlsx.cells import CellArea, CellRef, CellValue
from pmqa_xlsx.files.values import link_area


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
