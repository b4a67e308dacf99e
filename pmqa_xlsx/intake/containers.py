"""Containers and their members: zips, mails, Outlook's mails and signed files.

The modules for mails are imported for the first mail.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING
from zipfile import ZipInfo

from pmqa_xlsx.catalogue.reasons import (
    BAD_MEMBER,
    COMPRESS_PICTURES,
    GROWS,
    LINK,
    SEND_FEWER_AT_ONCE,
    TOO_LARGE,
    TOO_MANY,
)
from pmqa_xlsx.files.archive import Archive, ArchiveError, ArchiveLimits
from pmqa_xlsx.files.file_kinds import FileKind
from pmqa_xlsx.intake import zips
from pmqa_xlsx.intake.members import Container, Member

if TYPE_CHECKING:
    from pmqa_xlsx.intake.mail.mime import Mail, MimePart

#: Largest container that is opened, largest member, and all members of one zip together, in decompressed bytes; most
#: members of one zip.
MAX_CONTAINER = 256 * 2**20
MAX_MEMBER = 64 * 2**20
MAX_TOTAL = 512 * 2**20
MAX_ENTRIES = 5_000
#: Most members of one file, in all its containers together.
MAX_MEMBERS = 2 * MAX_ENTRIES
#: Blank scans are compressed a thousand times; the ratio is meaningful only for large members.
ZIP_LIMITS = ArchiveLimits(file=MAX_CONTAINER, entries=MAX_ENTRIES, member=MAX_MEMBER, total=MAX_TOTAL,
                           ratio_floor=16 * 2**20)
#: Most parts of a mail's text that are searched for a link, and the longest of them in encoded bytes.
_TEXTS, _LONGEST_TEXT = 4, 2**21


class Budget:
    """The remaining limits of one file, for all its containers together.

    :ivar members: remaining number of members.
    :ivar inflated: remaining decompressed bytes from zips.
    """

    def __init__(self, members: int = MAX_MEMBERS, inflated: int = MAX_TOTAL) -> None:
        self.members = members
        self.inflated = inflated

    def take(self, members: int, inflated: int = 0) -> None:
        """Reserve a container's stated members and bytes, before any of it is read.

        :raises ArchiveError: ``file-unsafe``; then nothing is reserved.
        """
        if members > self.members:
            raise ArchiveError("file-unsafe", TOO_MANY, advice=SEND_FEWER_AT_ONCE)
        if inflated > self.inflated:
            raise ArchiveError("file-unsafe", GROWS, advice=SEND_FEWER_AT_ONCE)
        self.members -= members
        self.inflated -= inflated


def open_container(kind: FileKind, data: bytes, budget: Budget, passwords: Sequence[str] = ()) -> Container:
    """Open a container; a member is decompressed or decoded only when it is read.

    :param kind: a kind with the role container, except a mailbox.
    :param passwords: passwords to try on a zip.
    :raises ArchiveError: ``file-damaged`` or ``file-unsafe``.
    """
    if len(data) > MAX_CONTAINER:
        raise ArchiveError("file-unsafe", TOO_LARGE, advice=SEND_FEWER_AT_ONCE)
    return _zip(data, budget, passwords) if kind is FileKind.ZIP else _OPENERS[kind](data, budget)


def _zip(data: bytes, budget: Budget, passwords: Sequence[str]) -> Container:
    archive = Archive(data, ZIP_LIMITS, passwords)
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
    from pmqa_xlsx.intake.mail.mime import read_mail

    return _container_of(read_mail(data), budget)


def _container_of(mail: Mail, budget: Budget) -> Container:
    from pmqa_xlsx.intake.mail import headers

    members = [
        Member((_part_name(part, number),), partial(_read_part, part), part.kind)
        for number, part in enumerate(mail.parts, start=1) if not part.is_body
    ]
    budget.take(len(members))
    return Container(members, headers.sender(mail.headers), headers.sent_at(mail.headers),
                     headers.subject(mail.headers), _link(mail.parts))


def _link(parts: Sequence[MimePart]) -> str:
    from pmqa_xlsx.intake.mail.links import cloud_link

    texts = [part for part in parts if part.is_body and part.body[2] - part.body[1] <= _LONGEST_TEXT][:_TEXTS]
    return next(filter(None, (cloud_link(part.content().decode("latin-1")) for part in texts)), "")


def _part_name(part: MimePart, number: int) -> str:
    if part.name:
        return part.name
    if part.kind is FileKind.EML:
        from pmqa_xlsx.intake.mail import headers

        return f"{headers.subject(headers.read_headers(part.content())[0]) or f'mail-{number}'}.eml"
    return f"part-{number}"


def _read_part(part: MimePart) -> bytes:
    data = part.content()
    if len(data) > MAX_MEMBER:
        raise ArchiveError("file-unsafe", TOO_LARGE, advice=COMPRESS_PICTURES)
    return data


def _outlook(data: bytes, budget: Budget) -> Container:
    from pmqa_xlsx.intake.mail.outlook import read_msg

    mail = read_msg(data)
    budget.take(len(mail.members))
    return mail


def _signed(data: bytes, budget: Budget) -> Container:
    """Open a signed file: the text of a mail with its attachments, or a file."""
    from pmqa_xlsx.files.pkcs7 import signed_content
    from pmqa_xlsx.files.sniffing import sniff
    from pmqa_xlsx.intake.mail.mime import is_entity, read_mail

    content = signed_content(data)
    if content is None:
        raise ArchiveError("file-damaged", BAD_MEMBER)
    if is_entity(content):
        return _container_of(read_mail(content), budget)
    budget.take(1)
    kind = sniff(content)
    return Container([Member((f"signed.{kind.extension}",), lambda: content, kind)])


_OPENERS: dict[FileKind, Callable[[bytes, Budget], Container]] = {
    FileKind.EML: _mail, FileKind.MSG: _outlook, FileKind.SIGNED: _signed,
}
