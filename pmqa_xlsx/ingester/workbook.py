"""One way into every workbook format: the bytes decide which reader is used, never a name."""

from __future__ import annotations

from collections.abc import Sequence

from pmqa_xlsx.ingester.book import Book, Unreadable
from pmqa_xlsx.ingester.package import is_zip
from pmqa_xlsx.ingester.xlsx import read_xlsx

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_workbook(data: bytes, open_passwords: Sequence[str] = ()) -> Book:
    """Read a workbook of any format that is understood.

    :param open_passwords: passwords to try on an encrypted workbook.
    :raises Unreadable: the one error of a reader, with the finding's code.
    """
    if not data or not data.strip(b"\0"):
        raise Unreadable("file-damaged", why="empty")
    if is_zip(data):
        return read_xlsx(data)
    if data.startswith(b"PK\x03\x04"):
        raise Unreadable("file-damaged", why="truncated")
    raise Unreadable("not-a-workbook", kind="?")
