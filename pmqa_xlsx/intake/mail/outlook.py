"""Outlook's .msg files: who sent the mail, when, and what was attached.

An OLE compound file in which properties lie as streams ([MS-OXMSG]). A mail attached to the mail is a storage of the
same shape, not a file of its own; what is attached to it is given as this mail's, with that mail's sender and date.
"""

from __future__ import annotations

import datetime as dt
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from pmqa_xlsx.catalogue.reasons import TOO_DEEP, TOO_MANY
from pmqa_xlsx.files.archive import ArchiveError
from pmqa_xlsx.files.ole import Compound, Path
from pmqa_xlsx.intake.mail import headers
from pmqa_xlsx.text.untrusted import decoded, shown_text

#: Most attachments of one mail, and levels of mails attached to mails.
MAX_ATTACHMENTS = 1_000
MAX_LEVELS = 5
#: Most bytes of one attachment, and of one text.
MAX_ATTACHMENT = 64 * 2**20
_MAX_TEXT = 2**18

_PROPERTIES = "__properties_version1.0"
_ATTACHMENT = "__attach_version1.0_#"
_EMBEDDED = "__substg1.0_3701000D"
_DATA = "__substg1.0_37010102"
_SUBMITTED, _DELIVERED = 0x0039, 0x0E06
_SENDER_NAMES, _SENDER_ADDRESSES = (0x0C1A, 0x0042), (0x5D01, 0x5D02, 0x0C1F, 0x0065)
_TRANSPORT_HEADERS, _SUBJECT = 0x007D, 0x0037
_FILE_NAMES = (0x3707, 0x3704, 0x3001)
_TIME = 0x0040
_EPOCH = dt.datetime(1601, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Attachment:
    """One attachment.

    :ivar steps: its name, after the subjects of the attached mails that it lies in.
    :ivar sender: of the mail that it is attached to, as is ``sent_at``.
    :ivar read: gives its bytes; raises :class:`~pmqa_xlsx.files.archive.ArchiveError`.
    """

    steps: tuple[str, ...]
    sender: str
    sent_at: dt.datetime | None
    read: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class OutlookMail:
    """A mail read from a .msg file."""

    sender: str
    sent_at: dt.datetime | None
    attachments: tuple[Attachment, ...]
    subject: str = ""


def read_msg(data: bytes) -> OutlookMail:
    """Read a .msg file.

    :raises ArchiveError: it is damaged, or holds too much.
    """
    reader = _Reader(Compound(data))
    attachments = []
    for attachment in reader.attachments((), (), 0):
        attachments.append(attachment)
        if len(attachments) > MAX_ATTACHMENTS:
            raise ArchiveError("file-unsafe", TOO_MANY)
    return OutlookMail(reader.sender(()), reader.sent_at(()), tuple(attachments), reader.subject(()))


class _Reader:
    def __init__(self, file: Compound) -> None:
        self._file = file
        self._entries = file.entries

    def attachments(self, mail: Path, steps: tuple[str, ...], level: int) -> Iterator[Attachment]:
        depth = len(mail) + 1
        storages = sorted(entry for entry in self._entries if len(entry) == depth and entry[:-1] == mail
                          and entry[-1].startswith(_ATTACHMENT))
        sender, sent_at = self.sender(mail), self.sent_at(mail)
        for number, storage in enumerate(storages, start=1):
            embedded = (*storage, _EMBEDDED)
            if (*embedded, _PROPERTIES) in self._entries:
                if level >= MAX_LEVELS:
                    raise ArchiveError("file-unsafe", TOO_DEEP)
                subject = self._text(embedded, _SUBJECT) or f"mail-{number}"
                yield from self.attachments(embedded, (*steps, subject), level + 1)
            elif (*storage, _DATA) in self._entries:
                name = next(filter(None, (self._text(storage, tag) for tag in _FILE_NAMES)), f"attachment-{number}")
                yield Attachment((*steps, name), sender, sent_at,
                                 partial(self._file.read, (*storage, _DATA), MAX_ATTACHMENT))

    def sender(self, mail: Path) -> str:
        """As ``name <address>``; an address inside the sender's own Exchange has no ``@`` and is left out."""
        name = next(filter(None, (self._text(mail, tag) for tag in _SENDER_NAMES)), "")
        addresses = (self._text(mail, tag) for tag in _SENDER_ADDRESSES)
        address = next((address for address in addresses if "@" in address), "")
        if not address:
            return headers.sender(self._headers(mail)) or name
        return shown_text(f"{name} <{address}>") if name and name != address else address

    def subject(self, mail: Path) -> str:
        """What the mail says it is about."""
        return self._text(mail, _SUBJECT)

    def sent_at(self, mail: Path) -> dt.datetime | None:
        times = self._times(mail)
        return times.get(_SUBMITTED) or headers.sent_at(self._headers(mail)) or times.get(_DELIVERED)

    def _headers(self, mail: Path) -> headers.Headers:
        return headers.read_headers(self._raw_text(mail, _TRANSPORT_HEADERS).encode("utf-8", "replace"))[0]

    def _times(self, mail: Path) -> dict[int, dt.datetime]:
        content = self._file.read((*mail, _PROPERTIES), _MAX_TEXT)
        start = 24 if mail else 32
        times: dict[int, dt.datetime] = {}
        for kind, tag, ticks in struct.iter_unpack("<HH4xQ", content[start:len(content) - (len(content) - start) % 16]):
            if kind == _TIME and ticks < 2**62:
                moment = _EPOCH + dt.timedelta(microseconds=ticks // 10)
                if 1971 <= moment.year <= 2200:
                    times[tag] = moment
        return times

    def _text(self, storage: Path, tag: int) -> str:
        return shown_text(self._raw_text(storage, tag))

    def _raw_text(self, storage: Path, tag: int) -> str:
        wide = (*storage, f"__substg1.0_{tag:04X}001F")
        if wide in self._entries:
            return self._file.read(wide, _MAX_TEXT).decode("utf-16-le", "replace")
        return decoded(self._file.read((*storage, f"__substg1.0_{tag:04X}001E"), _MAX_TEXT).rstrip(b"\0"))
