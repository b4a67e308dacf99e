"""Parts of a workbook that can run or load data from elsewhere: found by their names, never opened."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pmqa_xlsx.files.ooxml.package import Package

#: Macros, links to other workbooks, embedded objects, controls, data connections, add-ins; also in OpenDocument.
_ACTIVE = re.compile(
    r"vbaProject\.bin$|^xl/(externalLinks|embeddings|activeX|ctrlProps|macrosheets|dialogsheets|webextensions|"
    r"queryTables|model)/(?!_rels/)|^xl/connections\.|^customUI/(?!_rels/|images/)|^(Basic|Scripts|Dialogs)/[^/]+",
    re.IGNORECASE)
#: Storages and streams of a compound file with macros, embedded objects or controls.
_ACTIVE_STORAGE = re.compile(r"^(_VBA_PROJECT(_CUR)?|VBA|Macros|MBD[0-9A-F]+|Ctls)$", re.IGNORECASE)
#: Most names that are listed.
_MOST = 50


def active_parts(package: Package) -> tuple[str, ...]:
    """The names of a package's active parts, in order."""
    return listed(name for name in package.names() if _ACTIVE.search(name) and not name.endswith("/"))


def active_storages(names: Iterable[str]) -> tuple[str, ...]:
    """The active ones among a compound file's top-level storages and streams."""
    return listed(name for name in names if _ACTIVE_STORAGE.match(name))


def listed(names: Iterable[str]) -> tuple[str, ...]:
    """Distinct names, sorted, at most :data:`_MOST`."""
    return tuple(sorted(set(names))[:_MOST])
