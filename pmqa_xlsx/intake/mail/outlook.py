"""Outlook's .msg files: sender, date and attachments.

An OLE compound file with properties as streams ([MS-OXMSG]). A mail attached to the mail is a storage with the same
structure, not a separate file; its attachments are returned as this mail's, with the attached mail's sender and date.
"""

from __future__ import annotations

import datetime as dt
import struct
from collections.abc import Iterator
from functools import partial
from itertools import islice

from pmqa_xlsx.catalogue.reasons import SEND_FEWER_AT_ONCE, TOO_DEEP, TOO_MANY
from pmqa_xlsx.files.file_kinds import FileKind
from pmqa_xlsx.files.ole import Compound, Path, filetime
from pmqa_xlsx.files.refusal import ArchiveError
from pmqa_xlsx.intake.mail import headers
from pmqa_xlsx.intake.mail.body_text import MAX_TEXT, cloud_link, link_file
from pmqa_xlsx.intake.members import Container, Member
from pmqa_xlsx.text.untrusted import decoded, shown_text

#: Most attachments of one mail, and the deepest nesting of attached mails.
MAX_ATTACHMENTS = 1_000
MAX_LEVELS = 5
#: Most bytes of one attachment, and of one text.
MAX_ATTACHMENT = 64 * 2**20
_MAX_TEXT = 2**18
_MAX_BODY = 64 * 2**20

_PROPERTIES = "__properties_version1.0"
_ATTACHMENT = "__attach_version1.0_#"
_EMBEDDED = "__substg1.0_3701000D"
_DATA = "__substg1.0_37010102"
#: The stream of an object in the text with the workbook or document itself.
_PACKAGE = "package"
_METHOD = 0x3705
#: Attachment methods without the file itself: by reference, and as a link to the cloud.
_REFERENCES = frozenset({2, 3, 4, 7})
_PLACES = (0x370D, 0x3708)
_BODY, _HTML_BODY = 0x1000, "__substg1.0_10130102"
_SUBMITTED, _DELIVERED = 0x0039, 0x0E06
_SENDER_NAMES, _SENDER_ADDRESSES = (0x0C1A, 0x0042), (0x5D01, 0x5D02, 0x0C1F, 0x0065)
_TRANSPORT_HEADERS, _SUBJECT, _CLASS = 0x007D, 0x0037, 0x001A
_FILE_NAMES = (0x3707, 0x3704, 0x3001)
_TIME, _NUMBER = 0x0040, 0x0003


def read_msg(data: bytes) -> Container:
    """Read a .msg file. Of a file attached by reference, the bytes are a link to it.

    :raises ArchiveError: it is damaged, or contains too much.
    """
    reader = _Reader(Compound(data))
    members = [*islice(reader.attachments((), (), 0), MAX_ATTACHMENTS + 1)]
    if len(members) > MAX_ATTACHMENTS:
        raise ArchiveError("file-unsafe", TOO_MANY, advice=SEND_FEWER_AT_ONCE)
    sender, link = reader.sender(()), reader.link()
    return Container(members, sender, reader.sent_at(()), reader.text((), _SUBJECT), link,
                     reader.automatic_kind(sender, attached=bool(members or link)))


class _Reader:
    def __init__(self, file: Compound) -> None:
        self._file = file
        self._entries = file.entries
        self._storages: dict[Path, list[Path]] = {}
        self._objects: dict[Path, Path] = {}
        for entry in sorted(file.entries):
            if entry[-1].startswith(_ATTACHMENT):
                self._storages.setdefault(entry[:-1], []).append(entry)
            elif len(entry) > 1 and entry[-2] == _EMBEDDED and (
                    entry[-1].lower() == _PACKAGE or entry[:-1] not in self._objects):
                self._objects[entry[:-1]] = entry

    def attachments(self, mail: Path, steps: tuple[str, ...], level: int) -> Iterator[Member]:
        storages = self._storages.get(mail, ())
        sender, sent_at, about = self.sender(mail), self.sent_at(mail), self.text(mail, _SUBJECT)
        for number, storage in enumerate(storages, start=1):
            embedded = (*storage, _EMBEDDED)
            if (*embedded, _PROPERTIES) in self._entries:
                if level >= MAX_LEVELS:
                    raise ArchiveError("file-unsafe", TOO_DEEP, advice=SEND_FEWER_AT_ONCE)
                subject = self.text(embedded, _SUBJECT) or f"mail-{number}"
                yield from self.attachments(embedded, (*steps, subject), level + 1)
                continue
            name = next(filter(None, (self.text(storage, tag) for tag in _FILE_NAMES)), f"attachment-{number}")
            data = self._objects.get(embedded, (*storage, _DATA))  # empty if there is no such stream
            read = partial(self._file.read, data, MAX_ATTACHMENT)
            if data not in self._entries and self._numbers(storage).get(_METHOD) in _REFERENCES:
                target = next(filter(None, (self.text(storage, tag) for tag in _PLACES)), name)
                read = partial(link_file, target)
            yield Member((*steps, name), read, sender=sender, mailed_at=sent_at, subject=about)

    def sender(self, mail: Path) -> str:
        """The sender as ``name <address>``; an internal Exchange address has no ``@`` and is left out."""
        name = next(filter(None, (self.text(mail, tag) for tag in _SENDER_NAMES)), "")
        addresses = (self.text(mail, tag) for tag in _SENDER_ADDRESSES)
        address = next((address for address in addresses if "@" in address), "")
        if not address:
            return headers.sender(self._headers(mail)) or name
        return headers.named_address(name, address)

    def sent_at(self, mail: Path) -> dt.datetime | None:
        times = self._times(mail)
        return times.get(_SUBMITTED) or headers.sent_at(self._headers(mail)) or times.get(_DELIVERED)

    def _headers(self, mail: Path) -> headers.Headers:
        return headers.read_headers(self._raw_text(mail, _TRANSPORT_HEADERS).encode("utf-8", "replace"))[0]

    def automatic_kind(self, sender: str, *, attached: bool) -> FileKind | None:
        """The kind of a mail that a program sent; ``None`` for any other. Parameters as of the headers' function."""
        message_class = self.text((), _CLASS).lower()
        stated = headers.automatic_kind(self._headers(()), sender, attached=attached)
        if message_class.startswith("report.") or stated is FileKind.REPORT_MAIL:
            return FileKind.REPORT_MSG
        return FileKind.AUTOMATIC_MSG if stated or message_class.startswith("ipm.note.rules.ooftemplate") else None

    def link(self) -> str:
        """The first link to a file in the cloud in the mail's text."""
        html = self._file.read((_HTML_BODY,), _MAX_BODY)[:MAX_TEXT]
        return cloud_link(self._raw_text((), _BODY, _MAX_BODY)) or cloud_link(html.decode("latin-1"))

    def _times(self, mail: Path) -> dict[int, dt.datetime]:
        moments = {tag: filetime(ticks) for tag, ticks in
                   self._properties(mail, 24 if mail else 32, _TIME).items()}
        return {tag: moment for tag, moment in moments.items() if moment and moment.year in headers.YEARS}

    def _numbers(self, attachment: Path) -> dict[int, int]:
        return {tag: value & 0xFFFFFFFF for tag, value in self._properties(attachment, 8, _NUMBER).items()}

    def _properties(self, storage: Path, start: int, wanted: int) -> dict[int, int]:
        """The fixed-size properties of one type as eight-byte numbers, after a head of ``start`` bytes."""
        content = self._file.read((*storage, _PROPERTIES), _MAX_TEXT)[start:]
        entries = struct.iter_unpack("<HH4xQ", content[:len(content) // 16 * 16])
        return {tag: value for kind, tag, value in entries if kind == wanted}

    def text(self, storage: Path, tag: int) -> str:
        """A text on one line."""
        return shown_text(self._raw_text(storage, tag))

    def _raw_text(self, storage: Path, tag: int, most: int = _MAX_TEXT) -> str:
        wide = (*storage, f"__substg1.0_{tag:04X}001F")
        if wide in self._entries:
            return self._file.read(wide, most)[:_MAX_TEXT].decode("utf-16-le", "replace")
        return decoded(self._file.read((*storage, f"__substg1.0_{tag:04X}001E"), most)[:_MAX_TEXT].rstrip(b"\0"))
