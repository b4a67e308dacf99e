"""What reading one return yields: a small plain value that crosses process borders cheaply."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from pmqa_xlsx.findings import Finding
from pmqa_xlsx.ingester.slot_columns import NO_SLOTS, Slots
from pmqa_xlsx.text.language import Lang

#: Error codes after which nothing of a return counts (contract: what ``ingest`` writes).
REJECTING = frozenset({
    "file-encrypted", "file-damaged", "file-unsafe", "file-unreadable", "not-a-workbook", "archive-unsupported",
    "not-our-form", "form-unknown", "unit-unknown", "unit-mismatch", "year-mismatch", "office-rejected",
    "nothing-filled-in",
})


class Seal(StrEnum):
    """What the seal of a return says."""

    INTACT = "intact"
    ALTERED = "altered"
    ABSENT = "absent"
    UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything one return says.

    :ivar form_id: as the workbook says it is, also where that edition is unknown; empty when it says nothing.
    :ivar unit_code: the unit's code in the form, or what the workbook says where there is no such unit.
    :ivar fiscal_year: B.E.; ``None`` where none can be read.
    :ivar slots: every slot of the layout; none for a return that is not read so far.
    :ivar saved_at: when an editor saved the workbook (with time zone); ``None`` where that is not known or where the
        stamp is still the generator's.
    :ivar saved_by: the program that saved it, as the file says; empty where it does not.
    :ivar handed_out: what the workbook was handed out with, part by part; empty where a program lost it. See
        :mod:`pmqa_xlsx.layout.parts`.
    :ivar trace: tracebacks of exceptions that nobody foresaw, in reading the whole file or parts besides the answers.
    """

    form_id: str = ""
    form_version: str = ""
    unit_code: str = ""
    unit_name: str = ""
    fiscal_year: int | None = None
    lang: Lang = "th"
    seal: Seal = Seal.ABSENT
    slots: Slots = NO_SLOTS
    findings: tuple[Finding, ...] = ()
    saved_at: dt.datetime | None = None
    saved_by: str = ""
    handed_out: str = ""
    trace: str = ""

    @property
    def rejected(self) -> bool:
        """Whether nothing of the return may count."""
        return any(finding.code in REJECTING for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Return:
    """One arrival of a return with what was read; also a file from which no return could be taken.

    :ivar file: the path given, with ``!member`` for each step inside a zip or a mail.
    :ivar source: the outermost container: ``file``, ``zip``, ``eml``, ``msg`` or ``mbox``.
    :ivar mailed_at: the date of the mail that carried it; ``None`` outside a mail. All moments have a time zone.
    :ivar modified_at: the time of the file, or of the member in a zip.
    :ivar received_at: when it was first seen; ``None`` where nobody keeps that.
    :ivar beside_manifest: whether it is a plain file in a folder to which this program wrote workbooks.
    """

    file: str
    sha256: str
    source: str
    sender: str
    mailed_at: dt.datetime | None
    reading: Reading
    subject: str = ""
    modified_at: dt.datetime | None = None
    received_at: dt.datetime | None = None
    beside_manifest: bool = False
