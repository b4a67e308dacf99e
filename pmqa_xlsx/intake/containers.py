"""Containers and their members: zips, mails, Outlook's mails and signed files.

The modules for mails are imported for the first mail.
"""

from __future__ import annotations

import datetime as dt
import stat
import struct
import zlib
from collections.abc import Callable, Sequence
from contextlib import suppress
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
from pmqa_xlsx.files.archive import NAME_IN_UTF8, Archive, ArchiveLimits
from pmqa_xlsx.files.file_kinds import FileKind
from pmqa_xlsx.files.refusal import ArchiveError
from pmqa_xlsx.files.zip_passwords import extra_fields
from pmqa_xlsx.intake.members import Container, Member
from pmqa_xlsx.text.calendar import THAI_TIME
from pmqa_xlsx.text.untrusted import decoded

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
_UNICODE_PATH = 0x7075
#: The year written by programs that store no time.
_NO_YEAR = 1980
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
    infos = [info for info in archive.infos if not _is_folder(info)]
    budget.take(len(infos), archive.stated_total)
    return Container([
        Member((_member_name(info),), partial(_read_zipped, archive, info), modified_at=member_time(info))
        for info in infos
    ])


def _read_zipped(archive: Archive, info: ZipInfo) -> bytes:
    if _is_link(info):
        raise ArchiveError("file-unreadable", LINK)
    return archive.read(info)


def _member_name(info: ZipInfo) -> str:
    """A member's name as it was typed.

    Without the UTF-8 flag the name is in the code page of its maker: Python decodes it as cp437, which loses nothing,
    so the bytes are restored and decoded as UTF-8 if they are valid, else as Thai.
    """
    stated = _unicode_path(info)
    if stated:
        return stated
    if info.flag_bits & NAME_IN_UTF8:
        return info.filename
    try:
        return decoded(info.filename.encode("cp437"))
    except UnicodeError:
        return info.filename


def _unicode_path(info: ZipInfo) -> str:
    """The UTF-8 name that some programs add to the other one; empty if there is none that matches it."""
    for tag, content in extra_fields(info):
        if tag == _UNICODE_PATH and len(content) > 5 and content[0] == 1:
            with suppress(UnicodeError):
                plain = info.orig_filename.encode("utf-8" if info.flag_bits & NAME_IN_UTF8 else "cp437")
                if struct.unpack_from("<I", content, 1)[0] == zlib.crc32(plain):
                    return content[5:].decode("utf-8")
    return ""


def member_time(info: ZipInfo) -> dt.datetime | None:
    """The time of the member's last change, in Thai time; ``None`` if the zip does not give it.

    Zips contain local time without a time zone; incoming ones were made in Thailand.
    """
    try:
        moment = dt.datetime(*info.date_time, tzinfo=THAI_TIME)
    except (ValueError, TypeError):
        return None
    return None if moment.year == _NO_YEAR else moment


def _is_folder(info: ZipInfo) -> bool:
    """Whether the member is only a folder; one with bytes is treated like any other member."""
    return info.filename.endswith(("/", "\\")) and info.file_size == 0


def _is_link(info: ZipInfo) -> bool:
    """Whether the member is a symbolic link; its content is only the link's target."""
    return stat.S_ISLNK(info.external_attr >> 16)


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
    sender, link = headers.sender(mail.headers), _link(mail.parts)
    return Container(members, sender, headers.sent_at(mail.headers), headers.subject(mail.headers), link,
                     headers.automatic_kind(mail.headers, sender, attached=bool(link or any(
                         part.is_carried for part in mail.parts))))


def _link(parts: Sequence[MimePart]) -> str:
    from pmqa_xlsx.intake.mail.body_text import cloud_link

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
