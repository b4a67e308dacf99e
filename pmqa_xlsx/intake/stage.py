"""The whole intake: list the files, open containers, return one candidate return after the other."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from pmqa_xlsx.files.file_kinds import FileKind, FileRole
from pmqa_xlsx.files.mail_marks import is_mailbox
from pmqa_xlsx.files.sniffing import sniff
from pmqa_xlsx.findings import Finding
from pmqa_xlsx.intake.containers import MAX_CONTAINER
from pmqa_xlsx.intake.folder import FoundFile, UnreadFile, list_files
from pmqa_xlsx.intake.own import has_manifest, is_own_draft
from pmqa_xlsx.intake.received import Received, Sighting
from pmqa_xlsx.intake.sources import MAX_FILE, FileError, RemoteFile, Spool, UnreadError, copy_file, read_file
from pmqa_xlsx.intake.unpack import Opened, UnpackTask, store, unpack
from pmqa_xlsx.intake.verdicts import WORKBOOK_EXTENSIONS, Verdict, judge
from pmqa_xlsx.intake.walk import Content, Item, Opener, Walk, too_large
from pmqa_xlsx.light_dataclass import dataclass, replace
from pmqa_xlsx.system.atomic import remove
from pmqa_xlsx.text.untrusted import extension

#: Largest mailbox, in bytes; of other containers it is :data:`~pmqa_xlsx.intake.containers.MAX_CONTAINER`.
MAX_MAILBOX = 512 * 2**20
#: Most files and mails without a workbook in one mailbox or archive that get their own row; further ones are counted.
MAX_BARREN = 1_000
#: Bytes read from the beginning of a file that is too large for memory.
_HEAD = 2**18
#: Seconds for retrying a locked file, and the number of such files to wait for: many of them would take too long.
_PATIENCE, _WAITED_FOR = 1.0, 10

OnOriginal = Callable[[str, Content, str], object]
#: Whether a file with that SHA-256 and name need not be opened, since its content is known.
Known = Callable[[str, str], bool]


@dataclass(frozen=True, slots=True)
class _Root:
    """A file under the paths.

    :ivar content: its bytes, or a copy of it if it is too large for memory.
    :ivar kind: ``None`` if it is too large to be sniffed here.
    """

    found: FoundFile
    content: Content
    sha256: str
    kind: FileKind | None
    modified_at: dt.datetime


class Intake:
    """The received items: iterate to get them; the counts are complete afterwards. Made by :func:`receive`.

    :ivar ignored: number of skipped files of clutter, such as ``~$50.xlsx`` and ``.DS_Store``.
    :ivar own_outputs: number of skipped files written by this program.
    :ivar unread: files and folders that could not be read on this computer.
    :ivar known: the files not opened because ``known`` returned true.
    """

    def __init__(
        self, paths: Sequence[Path | RemoteFile], on_original: OnOriginal | None, known: Known | None, opener: Opener,
        *, readers_open: bool,
    ) -> None:
        listing = list_files(paths)
        self._found, self._not_listed = listing.files, listing.unread
        self._passed_over = (listing.ignored, listing.own_outputs)
        self._on_original = on_original
        self._stored: set[bytes] = set()
        self._is_known = known
        self._opener, self._readers_open = partial(_opened, opener), readers_open
        self._with_manifest: dict[Path, bool] = {}
        self.unread = list(listing.unread)
        self.ignored, self.own_outputs = self._passed_over
        self.known: list[Sighting] = []
        self._barren = 0  # items of the current file without a workbook

    def __iter__(self) -> Iterator[Received]:
        """Read everything, one file after the other; a second iteration reads everything again."""
        self.ignored, self.own_outputs = self._passed_over
        self.unread = list(self._not_listed)
        self.known = []
        for found in self._found:
            with Spool() as spool:
                yield from self._take(found, spool)

    def _take(self, found: FoundFile, spool: Spool) -> Iterator[Received]:
        source = found.source
        if source and source.stored and self._readers_open and extension(source.name) in WORKBOOK_EXTENSIONS:
            yield Received(found.label, "file", None, "", modified_at=source.modified_at, remote=source)
            return
        try:
            root = self._root(found, spool)
        except UnreadError as error:
            self.unread.append(UnreadFile(found.label, error.reason))
            return
        except FileError as error:
            finding = Finding("file-unreadable", facts=error.reason.facts("reason"))
            yield Received(found.label, "file", None, "", findings=(finding,))
            return
        if isinstance(root, Received):
            yield root
            return
        if isinstance(root, Sighting):
            self.known.append(root)
            return
        head = root.content[:_HEAD] if isinstance(root.content, bytes) else _beginning(root.content)
        if is_own_draft(head):
            self.own_outputs += 1
        elif root.kind is FileKind.MBOX:
            yield from self._rows(root, self._mailbox(root, spool.folder))
        elif root.kind is None or root.kind.role is FileRole.CONTAINER:
            yield from self._rows(root, self._container(root, spool.folder))
        else:
            for one in self._rows(root, [[self._root_item(root)]]):
                yield replace(one, beside_manifest=self._beside_manifest(found))

    def _root(self, found: FoundFile, spool: Spool) -> _Root | Received | Sighting:
        """A file with its bytes; or a row if it is too large to be opened; of a known one, that it is there again.

        :raises FileError: it cannot be read.
        """
        if found.trouble:
            raise FileError(found.trouble)
        source = found.source or found.path
        data, modified_at = read_file(source, _PATIENCE if len(self.unread) < _WAITED_FOR else 0.0)
        if len(data) <= MAX_FILE:
            sha256 = hashlib.sha256(data).hexdigest()
            return self._again(found, sha256, modified_at) or _Root(found, data, sha256, sniff(data), modified_at)
        kind = FileKind.MBOX if is_mailbox(data[:_HEAD]) else None
        del data
        most = MAX_MAILBOX if kind else MAX_CONTAINER
        copy = spool.folder / "file"
        size, sha256 = copy_file(source, copy, most)
        if size <= most:
            return self._again(found, sha256, modified_at) or _Root(found, copy, sha256, kind, modified_at)
        meant = FileKind.XLSX if extension(found.path.name) in WORKBOOK_EXTENSIONS else kind or FileKind.ZIP
        refusal = too_large(meant)
        return Received(found.label, "file", None, "", modified_at=modified_at,
                        findings=(Finding(refusal.code, facts=refusal.facts),))

    def _again(self, found: FoundFile, sha256: str, modified_at: dt.datetime) -> Sighting | None:
        if self._is_known and self._is_known(sha256, found.path.name):
            return Sighting(sha256, found.path.name, modified_at, self._beside_manifest(found))
        return None

    def _container(self, root: _Root, folder: Path) -> Iterator[Sequence[Item]]:
        """The items in a file that is no mailbox."""
        walk = Walk(self._opener, folder, self._on_original is not None)
        items = list(walk.items(root.content, root.sha256, root.kind, root.modified_at))
        self._count(walk)
        yield items

    def _mailbox(self, root: _Root, folder: Path) -> Iterator[Sequence[Item]]:
        """The items in a mailbox: one mail after the other, with only a few on disk at a time."""
        path = root.content if isinstance(root.content, Path) else folder / root.sha256
        if isinstance(root.content, bytes):
            store(path, root.content)
        box = self._root_item(root)
        listed = self._opener(UnpackTask(path, FileKind.MBOX, folder, 0, 0))
        if listed.trouble:
            yield [replace(box, trouble=listed.trouble, trace=listed.trace)]
            return
        self._keep(box)
        walk = Walk(self._opener, folder, self._on_original is not None)
        for mails in walk.mails(path, listed.spans):
            for mail in mails:
                yield list(walk.mail_items(mail, root.modified_at))
            walk.keep_mails = self._barren < MAX_BARREN
            for used in folder.iterdir():
                if used != path:
                    with suppress(OSError):  # it goes with the folder
                        remove(used)
        self._count(walk)

    def _rows(self, root: _Root, groups: Iterable[Sequence[Item]]) -> Iterator[Received]:
        """The rows of one file, whose items are stored first.

        Items without a workbook above :data:`MAX_BARREN` get one row together; mails above it are stored only as a
        part of their mailbox.

        :param groups: its items; each group is judged by itself.
        """
        rows = self._barren = 0
        kind = root.kind
        for items in groups:
            kind = kind or items[0].kind
            verdicts = judge(items, root.found.path.name)
            found = [(item, verdict) for item, verdict in zip(items, verdicts, strict=True) if verdict.row]
            if self._barren < MAX_BARREN or any(_is_workbook(*row) for row in found):
                for item in items:
                    self._keep(item)
            for item, verdict in found:
                rows += 1
                self._barren += not _is_workbook(item, verdict)
                if self._barren <= MAX_BARREN or _is_workbook(item, verdict):
                    yield _received(root, kind, item, verdict)
        box = self._root_item(root)
        if self._barren > MAX_BARREN:
            more = f"{self._barren - MAX_BARREN:,}"
            finding = Finding("no-workbook", facts={"items_th": f"อีเมลหรือไฟล์อื่นอีก {more} รายการที่ไม่มีไฟล์ Excel",
                                                    "items_en": f"{more} more mails or files without a workbook"})
            yield _received(root, kind, box, Verdict(True, [finding]))
        elif not rows:
            yield _received(root, kind, box, Verdict(True, [Finding("no-workbook")]))

    def _count(self, walk: Walk) -> None:
        self.ignored += walk.ignored
        self.own_outputs += walk.own_outputs

    def _beside_manifest(self, found: FoundFile) -> bool:
        if found.source is not None:
            return False
        folder = found.path.parent
        if folder not in self._with_manifest:
            self._with_manifest[folder] = has_manifest(folder)
        return self._with_manifest[folder]

    def _keep(self, item: Item) -> None:
        """Pass each distinct content on to be stored."""
        digest = bytes.fromhex(item.sha256)
        if self._on_original and item.content is not None and digest not in self._stored:
            self._stored.add(digest)
            small = isinstance(item.content, Path) and item.content.stat().st_size <= MAX_FILE
            content = item.content.read_bytes() if small else item.content  # type: ignore[union-attr]
            self._on_original(item.sha256, content, item.kind.extension)

    @staticmethod
    def _root_item(root: _Root) -> Item:
        return Item(-1, (), root.kind or FileKind.UNKNOWN, root.content, root.sha256, modified_at=root.modified_at)


def _opened(opener: Opener, task: UnpackTask) -> Opened:
    """An opened container.

    :raises OutputNotWritable: what is in it could not be written, perhaps by another process.
    """
    opened = opener(task)
    if opened.refused is not None:
        raise opened.refused
    return opened


def _beginning(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEAD)


def _is_workbook(item: Item, verdict: Verdict) -> bool:
    return (item.kind.role is FileRole.WORKBOOK
            and all(finding.code == "other-attachment" for finding in verdict.findings))


def _received(root: _Root, kind: FileKind | None, item: Item, verdict: Verdict) -> Received:
    source = kind.extension if kind and kind.role is FileRole.CONTAINER else "file"
    return Received(
        file="!".join((root.found.label, *item.steps)), source=source,
        data=item.data if _is_workbook(item, verdict) else None, sha256=item.sha256, sender=item.sender,
        mailed_at=item.mailed_at, modified_at=item.modified_at, findings=tuple(verdict.findings), subject=item.subject,
        container=root.sha256, trace=item.trace)


def receive(
    paths: Sequence[Path | RemoteFile], *, on_original: OnOriginal | None = None, known: Known | None = None,
    passwords: Sequence[str] = (), opener: Opener | None = None, readers_open: bool = False,
) -> Intake:
    """Everything under the paths that may be a return, in a fixed order: files by path, members in their given order.

    Limits: a workbook or a member of 64 MB; a container of 256 MB; in a zip 5,000 members, 512 MB together,
    decompressed; in a mail 1,000 attachments; five nested containers; a mailbox of 512 MB and 50,000 mails.

    :param paths: files and folders, which are searched recursively, and files that are on no disk.
    :param on_original: called with the SHA-256, bytes and extension of each distinct file and member, but of no mail
        that is only counted (:data:`MAX_BARREN`); with a temporary path instead of the bytes if they are too large for
        memory. The extension is that of the real kind, without a dot. An exception from it ends the iteration.
    :param known: called for each file with its SHA-256 and its name.
    :param passwords: passwords to try on zips; without effect if an opener is given.
    :param opener: opens containers instead of this process.
    :param readers_open: whether workbooks in a storage are left to their readers to open.
    :returns: an iterable that holds one file's bytes at a time. Members of containers are in a temporary folder until
        they have been returned.
    :raises InputNotFound: a path does not exist, or nothing is under the paths.
    :raises OutputNotWritable: in iterating, that a container's members find no room in the temporary folder.
    """
    return Intake(list(paths), on_original, known, opener or partial(unpack, passwords),
                  readers_open=readers_open)
