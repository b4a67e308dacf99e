"""What in a workbook can run, or fetch from elsewhere: found by the names of parts, never opened."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pmqa_xlsx.files.ooxml.package import Package

#: Macros, links to other workbooks, embedded objects, controls, data connections, add-ins; also of OpenDocument.
_ACTIVE = re.compile(
    r"vbaProject\.bin$|^xl/(externalLinks|embeddings|activeX|ctrlProps|macrosheets|dialogsheets|webextensions|"
    r"queryTables|model)/(?!_rels/)|^xl/connections\.|^customUI/(?!_rels/|images/)|^(Basic|Scripts|Dialogs)/[^/]+",
    re.IGNORECASE)
#: Storages and streams of a compound file that hold macros, embedded objects or controls.
_ACTIVE_STORAGE = re.compile(r"^(_VBA_PROJECT(_CUR)?|VBA|Macros|MBD[0-9A-F]+|Ctls)$", re.IGNORECASE)
#: How many names are listed.
_MOST = 50


def active_parts(package: Package) -> tuple[str, ...]:
    """The names of a package's parts that can run or fetch something, in order."""
    return listed(name for name in package.names() if _ACTIVE.search(name) and not name.endswith("/"))


def active_storages(names: Iterable[str]) -> tuple[str, ...]:
    """Those of a compound file's outermost storages and streams that can run or fetch something."""
    return listed(name for name in names if _ACTIVE_STORAGE.match(name))


def listed(names: Iterable[str]) -> tuple[str, ...]:
    """Names sorted, each once, not more than anybody would read."""
    return tuple(sorted(set(names))[:_MOST])
