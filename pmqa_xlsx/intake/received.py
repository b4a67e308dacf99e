"""What the intake stage hands on: one candidate return, or one file from which none could be taken."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pmqa_xlsx.findings import Finding


@dataclass(frozen=True, slots=True)
class Received:
    """One thing that came in.

    :ivar file: the path given, with ``!member`` for each step inside a container.
    :ivar source: the outermost container: ``file``, ``zip``, ``eml``, ``msg``, ``mbox`` or ``p7m``.
    :ivar data: the bytes of the workbook to read; ``None`` where there is nothing to read and ``findings`` say why.
    :ivar sha256: of the workbook's bytes, or of the file from which nothing could be taken; empty where not even
        that could be read.
    :ivar sender: address or name of the mail's sender; empty outside a mail.
    :ivar mailed_at: the date the mail states, with time zone; ``None`` outside a mail.
    :ivar modified_at: the file's own time (of the outermost file, or the member's in a zip), with time zone.
    :ivar subject: of the mail, as ``sender``.
    :ivar container: SHA-256 of the outermost file; empty where it could not be read.
    :ivar beside_manifest: whether it is a plain file in a folder to which this program wrote workbooks.
    :ivar trace: the traceback of an exception that nobody foresaw, raised while it was unpacked.
    :ivar findings: what intake has to say about it, such as ``archive-unsupported``.
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
