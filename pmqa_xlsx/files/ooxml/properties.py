"""Properties of an Open XML package: save time, program and custom properties."""

from __future__ import annotations

import datetime as dt
from codecs import BOM_UTF8

from pmqa_xlsx.files.ooxml.notation import unescape
from pmqa_xlsx.files.ooxml.package import Package
from pmqa_xlsx.light_dataclass import dataclass, field
from pmqa_xlsx.text.calendar import THAI_TIME
from pmqa_xlsx.text.thai import in_common_era

_APP, _CORE, _CUSTOM = "docProps/app.xml", "docProps/core.xml", "docProps/custom.xml"
_EXCEL = "Microsoft Excel"
#: The version of Excel that XlsxWriter states, which no present Excel does: many libraries keep it.
_GENERATORS = "12.0000"
#: A property written by WPS Office, which otherwise claims to be Microsoft Excel.
_WPS_MARK = "KSOProductBuildVer"


@dataclass(frozen=True, slots=True)
class Properties:
    """A document's properties; their meaning is described in :class:`~pmqa_xlsx.files.book.WorkbookContent`."""

    saved_at: dt.datetime | None = None
    application: str = ""
    custom: dict[str, str] = field(default_factory=dict)


def read_properties(package: Package, workbook: str) -> Properties:
    """Read the three parts with a document's properties; each may be absent.

    :param workbook: the workbook's main part.
    """
    custom = package.side.read(_CUSTOM, dict, _custom, package)
    app, core = (package.side.read(part, dict, _texts, package, part) for part in (_APP, _CORE))
    application = "WPS Office" if _WPS_MARK in custom else app.get("Application", "")
    if application == _EXCEL:
        application = package.side.read(_APP, str, _hidden_program, package, workbook, app, core) or application
    return Properties(moment(core.get("modified", "")), application, custom)


def _hidden_program(package: Package, workbook: str, app: dict[str, str], core: dict[str, str]) -> str:
    """The program that claims to be Microsoft Excel, by what only it writes; empty if that is not known."""
    version = app.get("AppVersion", "")
    if version and "Unknown" not in (core.get("creator"), core.get("lastModifiedBy")) and version != _GENERATORS:
        return ""
    main = package.read(workbook)
    if not version:
        return "Spire.XLS" if main.startswith(BOM_UTF8) else "R openxlsx" if b"fileVersion" not in main else ""
    if version != _GENERATORS:
        return "ExcelJS" if b'rupBuild="9303"' in main and b'calcId="171027"' in main else ""
    if b"</fileVersion>" in main:
        return "Excelize"
    if core and "creator" not in core:
        return "Apache POI"
    return "Aspose.Cells" if package.names()[0].startswith("xl/worksheets/") else ""


def moment(text: str) -> dt.datetime | None:
    """Parse a moment in XML notation, with time zone; ``None`` for anything else."""
    try:
        return plausible(in_common_era(dt.datetime.fromisoformat(text.strip())))
    except ValueError:
        return None


def plausible(read: dt.datetime) -> dt.datetime | None:
    """A save time with time zone, without one in the file that of the units; ``None`` if it is implausible."""
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
