"""Open a workbook of any format: the bytes decide which reader is used, never the name.

A file is opened here, as a package or a compound file; the readers read from what is open. Those of rarer formats are
imported when needed: most rounds have none.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from pmqa_xlsx.catalogue.reasons import DOUBLED, OTHER_OFFICE
from pmqa_xlsx.files.book import WorkbookContent
from pmqa_xlsx.files.file_kinds import FileKind, FileRole
from pmqa_xlsx.files.ooxml.package import Package
from pmqa_xlsx.files.ooxml.xlsx import read_xlsx
from pmqa_xlsx.files.refusal import Unreadable, damaged, no_workbook
from pmqa_xlsx.files.sniffing import sniff

#: Where programs put the workbook's own part; asked where no relation leads to it.
_USUAL_PARTS = ("xl/workbook.xml", "xl/workbook.bin")
_OPEN_XML = (FileKind.XLSX, FileKind.XLSM, FileKind.XLSB)


def read_workbook(
    data: bytes, open_passwords: Sequence[str] = (), skip_sheets: Collection[str] = (),
) -> WorkbookContent:
    """Read a workbook of any supported format.

    :param open_passwords: passwords to try on an encrypted workbook, after Excel's own.
    :param skip_sheets: names of sheets to return without cells.
    :raises Unreadable: the one error of a reader, with the finding's code.
    """
    kind = sniff(data)
    if kind is FileKind.ENCRYPTED:
        from pmqa_xlsx.files.encrypted import decrypted

        data = decrypted(data, open_passwords)
        kind = sniff(data)
    if kind in _OPEN_XML:
        return _read_open_xml(data, skip_sheets)
    if kind is FileKind.ODS:
        from pmqa_xlsx.files.ods.document import read_ods

        package = Package(data)
        return read_ods(package, skip_sheets)
    if kind is FileKind.XLS:
        return _read_xls(data, open_passwords, skip_sheets)
    raise _refusal(kind, data)


def _read_open_xml(data: bytes, skip_sheets: Collection[str]) -> WorkbookContent:
    """Read an Open XML package with an XML or binary workbook."""
    package = Package(data)
    relations = package.side.read("_rels/.rels", dict, package.relations, "")
    stated = [part for kind, part in relations.values() if kind == "officeDocument"]
    there = {part: None for part in stated if part in package}
    if len(there) > 1:
        raise damaged(DOUBLED)
    part = next((part for part in (*there, *_USUAL_PARTS) if part in package), None)
    if part is None:
        raise no_workbook(OTHER_OFFICE)
    if not part.lower().endswith(".bin"):
        return read_xlsx(package, part, skip_sheets)
    from pmqa_xlsx.files.xlsb import read_xlsb

    return read_xlsb(package, part, skip_sheets)


def _read_xls(data: bytes, passwords: Sequence[str], skip_sheets: Collection[str]) -> WorkbookContent:
    """Read an .xls; only its content shows whether it is encrypted."""
    from pmqa_xlsx.files.ole import Compound
    from pmqa_xlsx.files.xls.globals import read_xls

    compound = Compound(data)
    try:
        return read_xls(compound, skip_sheets)
    except Unreadable as refusal:
        if refusal.code != "file-encrypted":
            raise
    from pmqa_xlsx.files.encrypted import decrypted

    compound = Compound(decrypted(data, passwords))
    return read_xls(compound, skip_sheets)


def _refusal(kind: FileKind, data: bytes) -> Unreadable:
    """The error for a file of another kind."""
    if kind is FileKind.ZIP:
        Package(data)  # an unsafe archive is rejected for that reason
    return damaged(kind.label) if kind.role is FileRole.DAMAGED else no_workbook(kind.label)
