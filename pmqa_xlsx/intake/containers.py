"""Containers and what lies in them: zips, mails, mailboxes and Outlook's mails, all as the same plain members.

What takes a mail apart is loaded when the first mail comes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from zipfile import ZipInfo

from pmqa_xlsx.catalogue.reasons import GROWS, LINK, TOO_LARGE, TOO_MANY
from pmqa_xlsx.files.archive import Archive, ArchiveError, ArchiveLimits
from pmqa_xlsx.files.file_kinds import FileKind
from pmqa_xlsx.intake import zips
from pmqa_xlsx.intake.folder import MAX_FILE

if TYPE_CHECKING:
    from pmqa_xlsx.intake.mail import mime

#: Largest member, and all members of one zip together, in bytes when inflated; most members of one zip.
MAX_MEMBER = 64 * 2**20
MAX_TOTAL = 512 * 2**20
MAX_ENTRIES = 5_000
#: Blank scans grow a thousand times; the ratio says something only of large members.
ZIP_LIMITS = ArchiveLimits(file=MAX_FILE, entries=MAX_ENTRIES, member=MAX_MEMBER, total=MAX_TOTAL,
                           ratio_floor=16 * 2**20)


@dataclass(frozen=True, slots=True)
class Member:
    """Something that lies in a container.

    :ivar names: its name as stated, after the names of what it lies in that is no file of its own.
    :ivar read: gives its bytes; raises :class:`~pmqa_xlsx.files.archive.ArchiveError`.
    :ivar kind: its kind where the container knows it; ``None`` where its content is to be looked at.
    :ivar modified_at: its own time, where the container states one.
    :ivar sender: of a mail right around it that is no file of its own; else empty, as ``mailed_at`` is ``None``.
    :ivar subject: likewise.
    """

    names: tuple[str, ...]
    read: Callable[[], bytes]
    kind: FileKind | None = None
    modified_at: dt.datetime | None = None
    sender: str = ""
    mailed_at: dt.datetime | None = None
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Container:
    """An opened container.

    :ivar sender: of a mail; empty for other containers, as ``mailed_at`` is ``None`` and ``subject`` is empty.
    """

    members: Sequence[Member]
    sender: str = ""
    mailed_at: dt.datetime | None = None
    subject: str = ""


class Budget:
    """What may come out of one file, all containers in it together.

    :ivar members: how many more members.
    :ivar inflated: how many more bytes may come out of zips.
    """

    def __init__(self) -> None:
        self.members = 2 * MAX_ENTRIES
        self.inflated = MAX_TOTAL

    def take(self, members: int, inflated: int = 0) -> None:
        """Reserve what a container says it holds, before any of it is read.

        :raises ArchiveError: ``file-unsafe``; nothing is reserved then.
        """
        if members > self.members:
            raise ArchiveError("file-unsafe", TOO_MANY)
        if inflated > self.inflated:
            raise ArchiveError("file-unsafe", GROWS)
        self.members -= members
        self.inflated -= inflated


def open_container(kind: FileKind, data: bytes, budget: Budget) -> Container:
    """What lies in a container; nothing of it is inflated or decoded before it is read.

    :param kind: one whose role is a container.
    :raises ArchiveError: ``file-damaged`` or ``file-unsafe``.
    """
    return _OPENERS[kind](data, budget)


def _zip(data: bytes, budget: Budget) -> Container:
    archive = Archive(data, ZIP_LIMITS)
    infos = [info for info in archive.infos if not zips.is_folder(info)]
    budget.take(len(infos), archive.stated_total)
    return Container([
        Member((zips.member_name(info),), partial(_read_zipped, archive, info), modified_at=zips.member_time(info))
        for info in infos
    ])


def _read_zipped(archive: Archive, info: ZipInfo) -> bytes:
    if zips.is_link(info):
        raise ArchiveError("file-unreadable", LINK)
    return archive.read(info)


def _mail(data: bytes, budget: Budget) -> Container:
    from pmqa_xlsx.intake.mail import headers, mime

    stated, _ = headers.read_headers(data)
    members = [
        Member((_part_name(part, number),), partial(_read_part, part), _part_kind(part))
        for number, part in enumerate(mime.parts(data), start=1) if not _is_body(part)
    ]
    budget.take(len(members))
    return Container(members, headers.sender(stated), headers.sent_at(stated),
                     headers.header_text(headers.first(stated, "subject")))


def _is_body(part: mime.MimePart) -> bool:
    """Whether a part is what the mail says rather than something attached to it."""
    return (not part.name and not part.attached and part.content_type.startswith(("text/", "message/", "multipart/"))
            and part.content_type != "message/rfc822")


def _part_name(part: mime.MimePart, number: int) -> str:
    if part.name:
        return part.name
    if part.content_type == "message/rfc822":
        from pmqa_xlsx.intake.mail import headers

        subject = headers.header_text(headers.first(headers.read_headers(part.content())[0], "subject"))
        return f"{subject or f'mail-{number}'}.eml"
    return f"part-{number}"


def _part_kind(part: mime.MimePart) -> FileKind | None:
    return FileKind.EML if part.content_type == "message/rfc822" else None


def _read_part(part: mime.MimePart) -> bytes:
    data = part.content()
    if len(data) > MAX_MEMBER:
        raise ArchiveError("file-unsafe", TOO_LARGE)
    return data


def _mailbox(data: bytes, budget: Budget) -> Container:
    from pmqa_xlsx.intake.mail import mime

    spans = mime.messages(data)
    budget.take(len(spans))
    return Container([Member((str(number),), partial(_slice, data, start, end), FileKind.EML)
                      for number, (start, end) in enumerate(spans, start=1)])


def _slice(data: bytes, start: int, end: int) -> bytes:
    if end - start > MAX_MEMBER:
        raise ArchiveError("file-unsafe", TOO_LARGE)
    return data[start:end]


def _outlook(data: bytes, budget: Budget) -> Container:
    from pmqa_xlsx.intake.mail.outlook import read_msg

    mail = read_msg(data)
    budget.take(len(mail.attachments))
    members = [Member(attachment.steps, attachment.read, sender=attachment.sender, mailed_at=attachment.sent_at)
               for attachment in mail.attachments]
    return Container(members, mail.sender, mail.sent_at, mail.subject)


_OPENERS: dict[FileKind, Callable[[bytes, Budget], Container]] = {
    FileKind.ZIP: _zip, FileKind.EML: _mail, FileKind.MBOX: _mailbox, FileKind.MSG: _outlook,
}
