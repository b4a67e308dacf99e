"""Unpack one container, each member to its own file: the part of the intake that runs in a worker.

It returns only small plain values: a member's name and kind, and the name of the file with its bytes.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import struct
from collections import Counter
from collections.abc import Sequence
from mmap import ACCESS_READ, mmap
from pathlib import Path

from pmqa_xlsx.catalogue.reasons import COMPRESS_PICTURES, READER_FAILED, TOO_LARGE
from pmqa_xlsx.errors import OutputNotWritable
from pmqa_xlsx.files.file_kinds import FileKind, FileRole
from pmqa_xlsx.files.refusal import ArchiveError
from pmqa_xlsx.files.sniffing import sniff
from pmqa_xlsx.findings import Finding
from pmqa_xlsx.intake.containers import MAX_MEMBER, Budget, open_container
from pmqa_xlsx.intake.folder import in_clutter_folder, is_clutter
from pmqa_xlsx.intake.members import Container, Member
from pmqa_xlsx.intake.own import is_own_draft, is_own_manifest
from pmqa_xlsx.light_dataclass import dataclass, replace
from pmqa_xlsx.system.atomic import not_writable
from pmqa_xlsx.text.untrusted import member_label

#: How a Mac's wrapper of a file begins (AppleSingle, RFC 1740), the size of its head, and an entry in its list.
_APPLE_SINGLE, _APPLE_HEAD, _APPLE_ENTRY = b"\0\x05\x16\0", 26, struct.Struct(">III")
_QUOTED = re.compile(rb"(?m)^>(>*From )")
#: Kinds of members whose bytes are always stored.
_TO_READ = frozenset({FileRole.WORKBOOK, FileRole.CONTAINER})
#: Mails in a mailbox: number, from 1, and offsets of begin and end.
Spans = tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class UnpackTask:
    """One container to open.

    :ivar path: path of the file with its bytes.
    :ivar kind: its kind; ``None`` if its bytes must be sniffed.
    :ivar folder: folder for its members' bytes, each in a file named by its SHA-256.
    :ivar spans: for a mailbox the mails to read; empty to list all of them.
    :ivar members: remaining number of members, and ``inflated`` of decompressed bytes.
    :ivar keep_all: whether to store the bytes of all members, or only those of workbooks and containers, and of mails
        of a mailbox with any of these.
    """

    path: Path
    kind: FileKind | None
    folder: Path
    members: int
    inflated: int
    spans: Spans = ()
    keep_all: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """One member of a container.

    :ivar labels: its name, after those of the attached mails in a .msg around it.
    :ivar sha256: of its bytes, and the name of the file with them; empty if ``trouble`` gives a reason.
    :ivar opened: its own content, if that is already known.
    """

    labels: tuple[str, ...]
    kind: FileKind
    sha256: str
    modified_at: dt.datetime | None = None
    sender: str = ""
    mailed_at: dt.datetime | None = None
    subject: str = ""
    trouble: Finding | None = None
    opened: Opened | None = None
    trace: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """An opened container.

    :ivar kind: its kind; it may be no container.
    :ivar pieces: its members, without clutter and this program's own outputs, which are counted.
    :ivar spans: for a mailbox the offsets of its mails.
    :ivar link: the first link to a file in the cloud in a mail's text.
    :ivar trouble: the reason why it was not opened, and ``trace`` the traceback of an unforeseen exception.
    :ivar refused: why what is in it could not be written on this computer; its sender is not responsible.
    """

    kind: FileKind
    pieces: tuple[Piece, ...] = ()
    spans: Spans = ()
    sender: str = ""
    mailed_at: dt.datetime | None = None
    subject: str = ""
    link: str = ""
    ignored: int = 0
    own_outputs: int = 0
    inflated: int = 0
    trouble: Finding | None = None
    trace: str = ""
    refused: OutputNotWritable | None = None


def not_opened(kind: FileKind | None, failure: str, trace: str = "") -> Opened:
    """The result for a container that a worker could not open.

    :param failure: a key of :data:`~pmqa_xlsx.catalogue.reasons.READER_FAILED`.
    :param trace: the traceback of an unforeseen exception.
    """
    finding = Finding("file-unreadable", facts=READER_FAILED[failure].facts("reason"))
    return Opened(kind or FileKind.UNKNOWN, trouble=finding, trace=trace)


def unpack(passwords: Sequence[str], task: UnpackTask) -> Opened:
    """Open a container and write its members' bytes to files; of containers in it, open only the mails of a mailbox.

    Never raises for any bytes.

    :param passwords: passwords to try on zips.
    """
    kind = task.kind or FileKind.UNKNOWN
    try:
        if kind is FileKind.MBOX:
            return _mailbox(task)
        data = task.path.read_bytes()
        if task.kind is None:
            kind = sniff(data)
        if kind.role is not FileRole.CONTAINER:
            return Opened(kind)
        return _opened(task, kind, data, Budget(task.members, task.inflated), passwords)
    except ArchiveError as error:
        return Opened(kind, trouble=Finding(error.code, facts=error.facts))
    except OutputNotWritable as error:
        return Opened(kind, refused=error)


def _opened(
    task: UnpackTask, kind: FileKind, data: bytes, budget: Budget, passwords: Sequence[str] = (),
) -> Opened:
    before = budget.inflated
    container = open_container(kind, data, budget, passwords)
    pieces, ignored, own_outputs = _taken(task, container)
    return Opened(container.kind or kind, tuple(pieces), sender=container.sender, mailed_at=container.mailed_at,
                  subject=container.subject, link=container.link, ignored=ignored, own_outputs=own_outputs,
                  inflated=before - budget.inflated)


def _taken(task: UnpackTask, container: Container) -> tuple[list[Piece], int, int]:
    """The members of a container; the number of clutter, and of this program's own files."""
    pieces: list[Piece] = []
    ignored = own_outputs = 0
    seen: Counter[tuple[str, ...]] = Counter()
    stored: set[str] = set()
    for member in container.members:
        labels = tuple(map(member_label, member.names))
        steps = labels[-1].split("/")
        if is_clutter(steps[-1]) or in_clutter_folder(steps[:-1]):
            ignored += 1
            continue
        seen[labels] += 1
        number = f" ({seen[labels]})" if seen[labels] > 1 else ""
        piece = _piece(task, member, (*labels[:-1], labels[-1] + number), stored)
        if piece is None:
            own_outputs += 1
            continue
        pieces.append(piece)
        if piece.kind is FileKind.RESOURCE_FORK:  # a Mac sends it before the file itself, under the same name
            seen[labels] -= 1
    return pieces, ignored, own_outputs


def _piece(task: UnpackTask, member: Member, labels: tuple[str, ...], stored: set[str]) -> Piece | None:
    """Write a member's bytes to a file; ``None`` for a file written by this program.

    :param stored: the SHA-256 of the files already written; asking the system for thousands of files takes long.
    """
    place = Piece(labels, FileKind.UNKNOWN, "", member.modified_at, member.sender, member.mailed_at, member.subject)
    try:
        data = data_fork(member.read())
    except ArchiveError as error:
        return replace(place, trouble=Finding(error.code, facts={**error.facts, "name": labels[-1]}))
    kind = member.kind or sniff(data)
    name = member_label(member.names[-1]).rpartition("/")[2]
    if is_own_manifest(name, data) or (kind is FileKind.EML and is_own_draft(data)):
        return None
    sha256 = hashlib.sha256(data).hexdigest()
    if (task.keep_all or kind.role in _TO_READ) and sha256 not in stored:
        stored.add(sha256)
        store(task.folder / sha256, data)
    return replace(place, kind=kind, sha256=sha256)


def data_fork(data: bytes) -> bytes:
    """The file inside an AppleSingle file; other bytes unchanged."""
    if not data.startswith(_APPLE_SINGLE) or len(data) < _APPLE_HEAD:
        return data
    count = int.from_bytes(data[_APPLE_HEAD - 2:_APPLE_HEAD], "big")
    entries = data[_APPLE_HEAD:_APPLE_HEAD + count * _APPLE_ENTRY.size]
    whole = entries[:len(entries) // _APPLE_ENTRY.size * _APPLE_ENTRY.size]
    return next((data[offset:offset + length] for number, offset, length in _APPLE_ENTRY.iter_unpack(whole)
                 if number == 1), data)


def _mailbox(task: UnpackTask) -> Opened:
    """The offsets of a mailbox's mails, or some of its mails, each parsed."""
    from pmqa_xlsx.intake.mail.mbox import message_spans

    with task.path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
        if not task.spans:
            spans = message_spans(data)
            return Opened(FileKind.MBOX, spans=tuple((n, *span) for n, span in enumerate(spans, start=1)))
        mails = [_mail(task, data, *span) for span in task.spans]
    pieces = tuple(mail for mail in mails if mail is not None)
    return Opened(FileKind.MBOX, pieces, own_outputs=len(mails) - len(pieces))


def _mail(task: UnpackTask, mailbox: mmap, number: int, start: int, end: int) -> Piece | None:
    """A mail of a mailbox with its content; ``None`` for this program's own draft."""
    labels = (str(number),)
    if end - start > MAX_MEMBER:
        reason = ArchiveError("file-unsafe", TOO_LARGE, advice=COMPRESS_PICTURES)
        return Piece(labels, FileKind.EML, "", trouble=Finding(reason.code, facts={**reason.facts, "name": labels[0]}))
    data = _unquoted(mailbox[start:end])
    if is_own_draft(data):
        return None
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        opened = _opened(task, FileKind.EML, data, Budget())
        if not task.keep_all and any(piece.kind.role in _TO_READ for piece in opened.pieces):
            opened = _opened(task := replace(task, keep_all=True), FileKind.EML, data, Budget())
    except ArchiveError as error:
        opened = Opened(FileKind.EML, trouble=Finding(error.code, facts=error.facts))
    if task.keep_all:
        store(task.folder / sha256, data)
    return Piece(labels, FileKind.EML, sha256, opened=opened)


def store(path: Path, data: bytes) -> None:
    """Write bytes to a file of the temporary folder.

    :raises OutputNotWritable: there is no room for them, for example.
    """
    with not_writable(path):
        path.write_bytes(data)


def _unquoted(data: bytes) -> bytes:
    """A mail with lines that begin with ``From `` as they were sent: in a mailbox they have a ``>`` before it."""
    return _QUOTED.sub(rb"\1", data) if b"\n>" in data else data
