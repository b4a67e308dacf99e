"""Letters of a round as facts: what was drafted, to whom and about what, and what the office did with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from pmqa_xlsx.findings import Finding
from pmqa_xlsx.form.question import NO_QUESTION
from pmqa_xlsx.light_dataclass import dataclass
from pmqa_xlsx.text.language import Text

#: The request to a unit that has sent nothing.
NOTHING_CAME = "missing"
#: The reason to send a unit its own workbook: it filled in another unit's.
OWN_WORKBOOK = "office-unit"


class LetterKind(StrEnum):
    """What a letter is for."""

    CORRECTION = "correction"  #: what to correct in the return that counts, with a workbook for it
    WHICH_UNIT = "which-unit"  #: asks the sender of a held return whose it is
    RESEND = "resend"  #: why files cannot be counted; or the unit's own workbook, filled with what counts
    INVITATION = "invitation"  #: the unit's workbook, to be filled in
    REMINDER = "reminder"  #: nothing was received from the unit
    RECEIPT = "receipt"  #: what was received and counts

    @property
    def label(self) -> Text:
        """Its name for people."""
        return _LABELS[self]


class LetterState(StrEnum):
    """Where a letter is."""

    DRAFT = "draft"
    SENT = "sent"
    SETTLED = "settled"  #: nothing that it asks for is still open
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> Text:
        """Its name for people."""
        return _LABELS[self]


_LABELS: dict[LetterKind | LetterState, Text] = {
    LetterKind.CORRECTION: Text("ขอให้แก้ไข", "correction"),
    LetterKind.WHICH_UNIT: Text("ถามว่าเป็นของหน่วยงานใด", "question whose it is"),
    LetterKind.RESEND: Text("ขอให้ส่งใหม่", "request to send again"),
    LetterKind.INVITATION: Text("เชิญให้กรอกแบบ", "invitation"), LetterKind.REMINDER: Text("เตือนให้ส่ง", "reminder"),
    LetterKind.RECEIPT: Text("แจ้งว่าได้รับแล้ว", "receipt"),
    LetterState.DRAFT: Text("ร่างไว้", "draft"), LetterState.SENT: Text("ส่งแล้ว", "sent"),
    LetterState.SETTLED: Text("ปิดเรื่องแล้ว", "settled"), LetterState.WITHDRAWN: Text("ยกเลิกแล้ว", "withdrawn"),
}


class Matter(NamedTuple):
    """Something that somebody has to do.

    :ivar owner: the unit's code, or the SHA-256 of a file.
    :ivar question: the question's text form, see :class:`~pmqa_xlsx.form.question.Question`; empty for none.
    :ivar code: of a finding, or :data:`NOTHING_CAME`.
    """

    owner: str
    question: str
    code: str

    @classmethod
    def of(cls, owner: str, finding: Finding) -> Matter:
        """What a finding asks for."""
        question = finding.place.question
        return cls(owner, "" if question == NO_QUESTION else str(question), finding.code)


@dataclass(frozen=True, slots=True)
class Recipient:
    """Where an address is taken from, so that no address needs to be kept a second time.

    :ivar source: ``sender`` of a return, ``cover`` of a return, ``unit`` of the definition; empty for nobody known.
    :ivar sha256: of that return.
    :ivar address: an e-mail address; empty where none is known.
    """

    source: str = ""
    sha256: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter.

    :ivar number: in the round, such as ``7/2569``: counted from 1 in each year of the clock, in the form's calendar;
        never used again.
    :ivar unit_code: empty for a letter to a sender whose unit is not known.
    :ivar matters: what it asks for; none for a receipt, an invitation, or a workbook that somebody asked for.
    :ivar about: the SHA-256 of each return that it is about.
    :ivar files: names of its files in ``letters/``: the mail, then the attachments.
    :ivar sent_at: when it was sent, as the office says; ``None`` for a draft.
    :ivar ref: the office's own reference.
    """

    number: str
    kind: LetterKind
    unit_code: str
    created_at: dt.datetime
    to: Recipient = Recipient()
    matters: tuple[Matter, ...] = ()
    about: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    sent_at: dt.datetime | None = None
    ref: str = ""
    withdrawn_at: dt.datetime | None = None


def next_number(letters: Iterable[Letter], year: int) -> int:
    """The first number that no letter of a year (in the form's calendar) has."""
    used = [int(number) for number, _, of_year in (one.number.partition("/") for one in letters)
            if of_year == str(year)]
    return max(used, default=0) + 1


def letters_named(wanted: str, letters: Sequence[Letter]) -> list[Letter]:
    """The letters that a number means: ``7/2569``, ``7-2569`` as in the file's name, or ``7`` of any year."""
    text = wanted.strip().replace("-", "/")
    return [one for one in letters if text in (one.number, one.number.partition("/")[0])]


def sent_to(letters: Iterable[Letter]) -> dict[str, tuple[int, dt.datetime]]:
    """By unit, how many letters were sent to it, and when the last one."""
    found: dict[str, tuple[int, dt.datetime]] = {}
    for one in letters:
        if one.sent_at is not None and one.withdrawn_at is None and one.unit_code:
            count, last = found.get(one.unit_code, (0, one.sent_at))
            found[one.unit_code] = (count + 1, max(last, one.sent_at))
    return found
