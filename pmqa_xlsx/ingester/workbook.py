"""One way into every workbook format: the bytes decide which reader is used, never a name."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from pmqa_xlsx.ingester.book import Book, Unreadable
from pmqa_xlsx.ingester.encrypted import decrypted
from pmqa_xlsx.ingester.opendocument import read_ods
from pmqa_xlsx.ingester.package import Package
from pmqa_xlsx.ingester.reasons import damaged, encrypted, no_workbook
from pmqa_xlsx.ingester.xls import read_xls
from pmqa_xlsx.ingester.xlsb import read_xlsb
from pmqa_xlsx.ingester.xlsx import read_xlsx
from pmqa_xlsx.intake.kinds import Kind, Role
from pmqa_xlsx.intake.sniffing import sniff

_READERS: dict[Kind, Callable[[bytes, Collection[str]], Book]] = {
    Kind.XLSX: read_xlsx,
    Kind.XLSM: read_xlsx,
    Kind.XLSB: read_xlsb,
    Kind.XLS: read_xls,
}


def read_workbook(data: bytes, open_passwords: Sequence[str] = (), skip_sheets: Collection[str] = ()) -> Book:
    """Read a workbook of any format that is understood.

    :param open_passwords: passwords to try on an encrypted workbook, after the one that Excel uses by itself.
    :param skip_sheets: names of sheets whose cells the caller does not need; they come back without any.
    :raises Unreadable: the one error of a reader, with the finding's code.
    """
    kind = sniff(data)
    if kind is Kind.ODS:
        return read_ods(data, open_passwords, skip_sheets)
    if kind is Kind.ENCRYPTED:
        data = decrypted(data, open_passwords)
        kind = sniff(data)
        if kind not in _READERS:
            raise encrypted()
    reader = _READERS.get(kind)
    if reader is None:
        raise _refusal(kind, data)
    try:
        return reader(data, skip_sheets)
    except Unreadable as refusal:
        if kind is not Kind.XLS or refusal.code != "file-encrypted":
            raise
    return reader(decrypted(data, open_passwords), skip_sheets)


def _refusal(kind: Kind, data: bytes) -> Unreadable:
    """Why a file of another kind is not read."""
    if kind is Kind.ZIP:
        Package(data)  # an archive that is unsafe to open is refused for that
    return damaged(kind.label) if kind.role is Role.DAMAGED else no_workbook(kind.label)
