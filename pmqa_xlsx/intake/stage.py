"""The intake stage as a whole: list the files, look into each, hand on one candidate return after the other."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from pmqa_xlsx.catalogue.reasons import TOO_LARGE
from pmqa_xlsx.files.file_kinds import FileKind, FileRole
from pmqa_xlsx.findings import Finding
from pmqa_xlsx.intake.folder import (
    MAX_FILE,
    FileError,
    FoundFile,
    UnreadError,
    UnreadFile,
    list_files,
    read_file,
)
from pmqa_xlsx.intake.own import has_manifest, is_own_draft
from pmqa_xlsx.intake.received import Received
from pmqa_xlsx.intake.verdicts import Verdict, judge
from pmqa_xlsx.intake.walk import Item, Walk
from pmqa_xlsx.text.language import Text

OnOriginal = Callable[[bytes, str], object]
#: Seconds for which a file that is held is tried again, and how many such files are waited for: a folder full of them
#: would take too long.
_PATIENCE, _WAITED_FOR = 1.0, 10
#: Whether a file with that SHA-256 and name need not be looked into, for what is in it is known.
Known = Callable[[str, str], bool]


class Intake:
    """What came in: iterate to get it; the counts are complete afterwards. Made by :func:`receive`.

    :ivar files: how many files lie under the paths, clutter and this program's own left out.
    :ivar ignored: how many files of clutter were passed over, such as ``~$50.xlsx`` and ``.DS_Store``.
    :ivar own_outputs: how many files were passed over because this program wrote them.
    :ivar unread: files and folders that this computer did not let be read; they came, but nothing is known of them.
    :ivar known: how many files were not looked into since ``known`` said so.
    :ivar attachments: how many other files came beside a workbook, or in a container without one, and were kept.
    """

    def __init__(self, paths: Sequence[Path], on_original: OnOriginal | None, known: Known | None) -> None:
        listing = list_files(paths)
        self._found, self._not_listed = listing.files, listing.unread
        self._passed_over = (listing.ignored, listing.own_outputs)
        self._on_original = on_original
        self._stored: set[bytes] = set()
        self._is_known = known
        self._with_manifest: dict[Path, bool] = {}
        self.files = len(listing.files)
        self.unread = list(listing.unread)
        self.ignored, self.own_outputs = self._passed_over
        self.attachments = self.known = 0

    def __iter__(self) -> Iterator[Received]:
        """Read everything, one file after the other; a second iteration reads everything again."""
        self.ignored, self.own_outputs = self._passed_over
        self.unread = list(self._not_listed)
        self.attachments = self.known = 0
        for found in self._found:
            yield from self._take(found)

    def _take(self, found: FoundFile) -> Iterator[Received]:
        try:
            if found.trouble:
                raise FileError(found.trouble)
            data, modified_at = read_file(found.path, _PATIENCE if len(self.unread) < _WAITED_FOR else 0.0)
        except UnreadError as error:
            self.unread.append(UnreadFile(found.label, error.reason))
            return
        except FileError as error:
            yield Received(found.label, "file", None, "", findings=(_finding("file-unreadable", error.reason),))
            return
        if len(data) > MAX_FILE:
            yield Received(found.label, "file", None, "", modified_at=modified_at,
                           findings=(_finding("file-unsafe", TOO_LARGE),))
            return
        if is_own_draft(data):
            self.own_outputs += 1
            return
        if self._is_known and self._is_known(hashlib.sha256(data).hexdigest(), found.path.name):
            self.known += 1
            return
        look = Walk(self._keep)
        # The first is the file itself, whose bytes are held here anyway.
        first, *within = (item if item.data is data else replace(item, data=None)
                          for item in look.items(data, modified_at))
        items = [first, *within]
        self.ignored += look.ignored
        self.own_outputs += look.own_outputs
        verdicts = judge(items)
        self.attachments += sum(finding.code == "other-attachment" for one in verdicts for finding in one.findings)
        source = first.kind.extension if first.kind.role is FileRole.CONTAINER else "file"
        if not within:
            one = _received(found, source, first, verdicts[0], first.sha256)
            yield replace(one, beside_manifest=source == "file" and self._beside_manifest(found.path.parent))
            return
        # Which rows there are is known only when all has been looked at, and holding all of it would take too much
        # memory: so it is gone through again.
        for item, verdict in zip(Walk().items(data, modified_at), verdicts, strict=True):
            if verdict.row:
                yield _received(found, source, item, verdict, first.sha256)

    def _beside_manifest(self, folder: Path) -> bool:
        if folder not in self._with_manifest:
            self._with_manifest[folder] = has_manifest(folder)
        return self._with_manifest[folder]

    def _keep(self, data: bytes, sha256: str, kind: FileKind) -> None:
        """Pass bytes on to be stored, once each."""
        digest = bytes.fromhex(sha256)
        if self._on_original and digest not in self._stored:
            self._stored.add(digest)
            self._on_original(data, kind.extension)


def _received(found: FoundFile, source: str, item: Item, verdict: Verdict, container: str) -> Received:
    return Received(
        file="!".join((found.label, *item.steps)), source=source,
        data=item.data if item.kind.role is FileRole.WORKBOOK else None, sha256=item.sha256, sender=item.sender,
        mailed_at=item.mailed_at, modified_at=item.modified_at, findings=tuple(verdict.findings),
        subject=item.subject, container=container)


def _finding(code: str, reason: Text) -> Finding:
    return Finding(code, facts={"reason_th": reason.th, "reason_en": reason.en})


def receive(
    paths: Sequence[Path], *, on_original: OnOriginal | None = None, known: Known | None = None,
) -> Intake:
    """Everything under the paths that may be a return, in a fixed order: files by path, members as they lie.

    Limits: a file of 256 MB; in a zip 5,000 members, 64 MB each and 512 MB together, inflated; in a mail 1,000
    attachments, in a mailbox 5,000 mails; five containers inside each other.

    :param paths: files and folders; folders are gone through with all below them.
    :param on_original: called with the bytes and the extension of each distinct file received and of each member
        taken out of a container. The extension tells the real kind and has no dot. An exception out of it ends the
        iteration.
    :param known: asked for each file with its SHA-256 and its name.
    :returns: to be iterated; it holds one file's bytes at a time, and those of the members that lead to a workbook.
    :raises InputNotFound: a path does not exist, or nothing lies under the paths.
    """
    return Intake(list(paths), on_original, known)
