"""Properties of an Open XML package: save time, program and custom properties."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from pmqa_xlsx.files.ooxml.package import Package
from pmqa_xlsx.files.ooxml.rich_text import unescape

#: Time zone of the units, for save times without a time zone.
THAI_TIME = dt.timezone(dt.timedelta(hours=7))
_CUSTOM = "docProps/custom.xml"
#: A property written by WPS Office, which otherwise claims to be Microsoft Excel.
_WPS_MARK = "KSOProductBuildVer"


@dataclass(frozen=True, slots=True)
class Properties:
    """A document's properties; their meaning is described in :class:`~pmqa_xlsx.files.book.WorkbookContent`."""

    saved_at: dt.datetime | None = None
    application: str = ""
    custom: dict[str, str] = field(default_factory=dict)


def read_properties(package: Package) -> Properties:
    """Read the three parts with a document's properties; each may be absent."""
    custom = package.side.read(_CUSTOM, dict, _custom, package)
    application, saved_at = (package.side.read(part, dict, _texts, package, part).get(name, "")
                             for part, name in (("docProps/app.xml", "Application"), ("docProps/core.xml", "modified")))
    return Properties(moment(saved_at), "WPS Office" if _WPS_MARK in custom else application, custom)


def moment(text: str) -> dt.datetime | None:
    """Parse a moment in XML notation, with time zone; ``None`` for anything else."""
    try:
        return plausible(dt.datetime.fromisoformat(text.strip()))
    except ValueError:
        return None


def plausible(read: dt.datetime) -> dt.datetime | None:
    """A save time with time zone; ``None`` if it is implausible."""
    if not 1980 <= read.year <= 2200:
        return None
    return read if read.tzinfo else read.replace(tzinfo=THAI_TIME)


def _texts(package: Package, part: str) -> dict[str, str]:
    if part not in package:
        return {}
    return {child.tag.rpartition("}")[2]: (child.text or "").strip() for child in package.xml(part)}


def _custom(package: Package) -> dict[str, str]:
    if _CUSTOM not in package:
        return {}
    # Some programs write each value on a line of its own.
    return {unescape(child.get("name", "")): unescape("".join(child.itertext()).strip())
            for child in package.xml(_CUSTOM)}
