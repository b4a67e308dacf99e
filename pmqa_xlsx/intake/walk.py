"""Walk through everything in one file; nested containers are opened, each by a worker."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from pmqa_xlsx.catalogue.reasons import (
    COMPRESS_PICTURES,
    EXPORT_IN_PARTS,
    SEND_FEWER_AT_ONCE,
    TOO_DEEP,
    TOO_LARGE,
    TOO_MANY,
)
from pmqa_xlsx.files.file_kinds import FileKind, FileRole
from pmqa_xlsx.files.refusal import ArchiveError
from pmqa_xlsx.findings import Finding
from pmqa_xlsx.intake.containers import MAX_MEMBER, Budget
from pmqa_xlsx.intake.unpack import Opened, Piece, Spans, UnpackTask, not_opened, store
from pmqa_xlsx.light_dataclass import dataclass, field, replace

#: Most containers around a member; a workbook in a zip in a mail in a zip has three.
MAX_DEPTH = 5
#: Most mails, and bytes of mails, that one worker reads from a mailbox at a time.
MAILS_AT_ONCE, BYTES_AT_ONCE = 200, 8 * 2**20
#: Workers lost over one file, and seconds spent on its containers, after which no more of them are opened. The mails
#: of a mailbox each count as a file.
MAX_LOST, MAX_SECONDS = 5, 60.0
#: Why they are not opened.
_GIVEN_UP = "timeout"

#: Opens a container; a lost worker or an unforeseen exception is reported as ``trouble``.
Opener = Callable[[UnpackTask], Opened]
#: Bytes, or the path of a file with them.
Content = bytes | Path


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a file: the file itself, a container in it, or a member of one.

    :ivar parent: position of its container among the items of the file; -1 for the file itself.
    :ivar steps: labels of the members on the path to it; empty for the file itself.
    :ivar content: its bytes, or a file with them; ``None`` if they could not be read; see ``trouble``.
    :ivar sha256: of its bytes; empty if they could not be read.
    :ivar sender: of the innermost mail around it; also ``mailed_at`` and ``subject``.
    :ivar trouble: the reason why it was not opened, and ``trace`` the traceback of an unforeseen exception.
    :ivar link: for a mail the first link to a file in the cloud in its text.
    """

    parent: int
    steps: tuple[str, ...]
    kind: FileKind
    content: Content | None
    sha256: str
    sender: str = ""
    mailed_at: dt.datetime | None = None
    modified_at: dt.datetime | None = None
    trouble: Finding | None = None
    subject: str = ""
    link: str = ""
    trace: str = ""

    @property
    def data(self) -> bytes | None:
        """Its bytes."""
        return self.content.read_bytes() if isinstance(self.content, Path) else self.content


@dataclass(slots=True)
class Walk:
    """Walks through the items of one file, a container before its content.

    :ivar opener: opens one container.
    :ivar folder: folder for the bytes of members.
    :ivar keep_all: whether the bytes of all members are needed, or only those that are read; and ``keep_mails``
        whether those of all mails of a mailbox are.
    :ivar ignored: number of skipped files of clutter inside containers.
    :ivar own_outputs: number of skipped own lists of this program inside containers.
    """

    opener: Opener
    folder: Path
    keep_all: bool
    keep_mails: bool = True
    ignored: int = 0
    own_outputs: int = 0
    _count: int = 0
    _lost: int = 0
    _seconds: float = 0.0
    _budget: Budget = field(default_factory=Budget)

    def items(
        self, content: Content, sha256: str, kind: FileKind | None, modified_at: dt.datetime | None,
    ) -> Iterator[Item]:
        """Everything in a file, the file itself first.

        :param kind: of the file; ``None`` if it is too large to be sniffed here.
        :param modified_at: the file's own time.
        """
        around = Item(-1, (), FileKind.UNKNOWN, None, "", modified_at=modified_at)
        return self._item(content, sha256, kind, around, -1, 0, None)

    def mails(self, mailbox: Path, spans: Spans) -> Iterator[Sequence[Piece]]:
        """The mails of a mailbox with their content, a few at a time.

        If the worker is lost while reading several mails, each of them is tried separately.
        """
        for batch in _batches(spans):
            if self._lost >= MAX_LOST and len(batch) > 1:
                trouble = not_opened(None, _GIVEN_UP).trouble
                yield [Piece((f"{batch[0][0]}-{spans[-1][0]}",), FileKind.EML, "", trouble=trouble)]
                return
            opened = self._open(mailbox, FileKind.MBOX, batch)
            if opened.trouble is None:
                self.own_outputs += opened.own_outputs
                yield opened.pieces
            elif len(batch) == 1:
                yield [Piece((str(batch[0][0]),), FileKind.EML, "", trouble=opened.trouble, trace=opened.trace)]
            else:
                for span in batch:
                    yield from self.mails(mailbox, (span,))

    def mail_items(self, mail: Piece, modified_at: dt.datetime | None) -> Iterator[Item]:
        """Everything in one mail of a mailbox, the mail itself first; it has its own limits."""
        self._count, self._budget, self._seconds = 0, Budget(), 0.0
        around = Item(-1, (), FileKind.UNKNOWN, None, "", modified_at=modified_at)
        return self._piece(mail, around, -1, 1)

    def _item(
        self, content: Content, sha256: str, kind: FileKind | None, like: Item, parent: int, depth: int,
        opened: Opened | None,
    ) -> Iterator[Item]:
        position, self._count = self._count, self._count + 1
        if opened is None:
            opened = self._opened(content, sha256, kind, depth)
        item = replace(like, parent=parent, kind=opened.kind, content=content, sha256=sha256,
                       sender=opened.sender or like.sender, mailed_at=opened.mailed_at or like.mailed_at,
                       subject=opened.subject or like.subject, link=opened.link, trouble=opened.trouble,
                       trace=opened.trace)
        yield item
        self.ignored += opened.ignored
        self.own_outputs += opened.own_outputs
        for piece in opened.pieces:
            yield from self._piece(piece, item, position, depth + 1)

    def _piece(self, piece: Piece, around: Item, parent: int, depth: int) -> Iterator[Item]:
        place = Item(
            parent, (*around.steps, *piece.labels), piece.kind, None, piece.sha256,
            sender=piece.sender or around.sender, mailed_at=piece.mailed_at or around.mailed_at,
            modified_at=piece.modified_at or around.modified_at, trouble=piece.trouble,
            subject=piece.subject or around.subject, trace=piece.trace)
        if piece.trouble or not piece.sha256:
            self._count += 1
            yield place
        else:
            yield from self._item(self.folder / piece.sha256, piece.sha256, piece.kind, place, parent, depth,
                                  piece.opened)

    def _opened(self, content: Content, sha256: str, kind: FileKind | None, depth: int) -> Opened:
        """Open a container; for any other item an empty result, or the report that it is too large."""
        if kind is not None and kind.role is not FileRole.CONTAINER:
            return Opened(kind)
        if depth >= MAX_DEPTH:
            return _refused(kind or FileKind.UNKNOWN, ArchiveError("file-unsafe", TOO_DEEP, advice=SEND_FEWER_AT_ONCE))
        if isinstance(content, bytes):
            path = self.folder / sha256
            store(path, content)
        else:
            path = content
        opened = self._open(path, kind, ())
        if opened.kind is FileKind.MBOX and opened.trouble is None:
            return self._nested_mailbox(path, opened)
        try:
            self._budget.take(len(opened.pieces), opened.inflated)
        except ArchiveError as error:
            return _refused(opened.kind, error)
        if kind is None and opened.kind.role is FileRole.WORKBOOK and path.stat().st_size > MAX_MEMBER:
            return _refused(opened.kind, too_large(opened.kind))
        return opened

    def _nested_mailbox(self, path: Path, opened: Opened) -> Opened:
        """The mails of a mailbox inside another container, which count as its members."""
        if len(opened.spans) > self._budget.members:
            return _refused(FileKind.MBOX, ArchiveError("file-unsafe", TOO_MANY, advice=SEND_FEWER_AT_ONCE))
        self._budget.take(len(opened.spans))
        return replace(opened, pieces=tuple(chain.from_iterable(self.mails(path, opened.spans))), spans=())

    def _open(self, path: Path, kind: FileKind | None, spans: Spans) -> Opened:
        if self._lost >= MAX_LOST or self._seconds > MAX_SECONDS:
            return not_opened(kind, _GIVEN_UP)
        began = time.monotonic()
        opened = self.opener(
            UnpackTask(path, kind, self.folder, self._budget.members, self._budget.inflated, spans,
                       self.keep_all and (self.keep_mails or not spans)))
        if not spans:
            self._seconds += time.monotonic() - began
        if len(spans) <= 1 and opened.trouble is not None and opened.trouble.code == "file-unreadable":
            self._lost += 1
        return opened


def too_large(kind: FileKind) -> ArchiveError:
    """The reason why a file of that kind is not read."""
    advice = (EXPORT_IN_PARTS if kind is FileKind.MBOX else
              COMPRESS_PICTURES if kind.role is FileRole.WORKBOOK else SEND_FEWER_AT_ONCE)
    return ArchiveError("file-unsafe", TOO_LARGE, advice=advice)


def _refused(kind: FileKind, error: ArchiveError) -> Opened:
    return Opened(kind, trouble=Finding(error.code, facts=error.facts))


def _batches(spans: Spans) -> Iterator[Spans]:
    """Mails to read together: a few, or a large one by itself."""
    first, size = 0, 0
    for position, (_, start, end) in enumerate(spans):
        if position > first and (position - first == MAILS_AT_ONCE or size + end - start > BYTES_AT_ONCE):
            yield spans[first:position]
            first, size = position, 0
        size += end - start
    if first < len(spans):
        yield spans[first:]
