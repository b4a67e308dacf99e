"""The result of reading one return: a small plain value that is cheap to pass between processes."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from pmqa_xlsx.catalogue import rejecting_codes
from pmqa_xlsx.findings import Finding
from pmqa_xlsx.ingester.slot_columns import NO_SLOTS, Slots
from pmqa_xlsx.light_dataclass import dataclass
from pmqa_xlsx.text.language import Lang


class Seal(StrEnum):
    """The result of checking the seal of a return."""

    INTACT = "intact"
    ALTERED = "altered"
    ABSENT = "absent"
    UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything read from one return.

    :ivar form_id: as the workbook states it, even if that edition is unknown; empty if it states none.
    :ivar unit_code: the unit's code in the form, or the workbook's own text if there is no such unit.
    :ivar fiscal_year: in the form's calendar; ``None`` if none can be read.
    :ivar slots: every slot of the layout; none if the return was rejected before its slots were read.
    :ivar saved_at: when an editor saved the workbook (with time zone); ``None`` if unknown, or if the time is still
        the generator's.
    :ivar saved_by: the program that saved it, as stated in the file; empty if not stated.
    :ivar handed_out: digests of the answers with which the workbook was sent out, one for each part; empty if a
        program lost them. See :mod:`pmqa_xlsx.layout.digests`.
    :ivar trace: tracebacks of unexpected exceptions, in reading the whole file or parts besides the answers.
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
        """Whether the whole return is rejected."""
        return any(finding.code in rejecting_codes() for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Return:
    """One received return with what was read from it; also a file that contains no readable return.

    :ivar file: the path given, with ``!member`` for each step inside a zip or a mail.
    :ivar source: the outermost container: ``file``, ``zip``, ``eml``, ``msg``, ``mbox`` or ``p7m``.
    :ivar mailed_at: the date of the mail that contained it; ``None`` outside a mail. All times have a time zone.
    :ivar modified_at: the time of the file, or of the member in a zip.
    :ivar received_at: when it was first read; ``None`` outside a round.
    :ivar beside_manifest: whether it is a plain file in a folder into which this program wrote workbooks.
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
