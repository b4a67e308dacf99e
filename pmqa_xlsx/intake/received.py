"""The result of the intake for one candidate return, or for one file in which no return was found."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from pmqa_xlsx.findings import Finding
from pmqa_xlsx.intake.sources import RemoteFile
from pmqa_xlsx.light_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Received:
    """One received item.

    :ivar file: the path given, with ``!member`` for each step inside a container.
    :ivar source: the outermost container: ``file``, ``zip``, ``eml``, ``msg``, ``mbox`` or ``p7m``.
    :ivar data: the bytes of the workbook to read; ``None`` if there is none; ``findings`` give the reason.
    :ivar sha256: of the workbook's bytes, or of the file in which no return was found; empty if it could not be read.
    :ivar sender: address or name of the mail's sender; empty outside a mail.
    :ivar mailed_at: the mail's date, with time zone; ``None`` outside a mail.
    :ivar modified_at: the file's own time (of the outermost file, or the member's in a zip), with time zone.
    :ivar subject: the mail's subject; empty outside a mail.
    :ivar container: SHA-256 of the outermost file; empty if it could not be read.
    :ivar beside_manifest: whether it is a plain file in a folder to which this program wrote workbooks.
    :ivar trace: the traceback of an unforeseen exception while unpacking.
    :ivar findings: findings of the intake, such as ``archive-unsupported``.
    :ivar remote: the workbook instead of its bytes if a reader is to open it; then there is no ``sha256`` yet.
    """

    file: str
    source: str
    data: bytes | None
    sha256: str
    sender: str = ""
    mailed_at: dt.datetime | None = None
    modified_at: dt.datetime | None = None
    findings: tuple[Finding, ...] = ()
    subject: str = ""
    container: str = ""
    beside_manifest: bool = False
    trace: str = ""
    remote: RemoteFile | None = None


class Sighting(NamedTuple):
    """A known file that is there again, perhaps as a copy in another folder.

    :ivar sha256: of its bytes; ``name`` the last component of its name.
    :ivar modified_at: its own time, with time zone.
    :ivar beside_manifest: whether it is in a folder to which this program wrote workbooks.
    """

    sha256: str
    name: str
    modified_at: dt.datetime
    beside_manifest: bool
