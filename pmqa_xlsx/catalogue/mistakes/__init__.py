"""Every possible mistake of a definition: what is wrong and how to correct it, in Thai and English.

The sentences show the facts of a mistake; ``{value}`` is the cell's content and ``{column}`` the column's name.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from pmqa_xlsx.catalogue.mistakes import cells, codes, expressions, fields, limits, oddities, sheets, tables
from pmqa_xlsx.catalogue.model import CatalogueEntry

#: All entries by code.
MISTAKES: Mapping[str, CatalogueEntry] = MappingProxyType({
    entry.code: entry for module in (sheets, cells, codes, fields, tables, expressions, limits, oddities)
    for entry in module.ENTRIES})
