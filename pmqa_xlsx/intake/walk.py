"""One file → everything in it, containers opened one inside the other; one member's bytes at a time."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from pmqa_xlsx.catalogue.reasons import TOO_DEEP
from pmqa_xlsx.files.archive import ArchiveError
from pmqa_xlsx.files.file_kinds import FileKind, FileRole
from pmqa_xlsx.files.sniffing import sniff
from pmqa_xlsx.findings import Finding
from pmqa_xlsx.intake.containers import Budget, Container, Member, open_container
from pmqa_xlsx.intake.folder import in_clutter_folder, is_clutter
from pmqa_xlsx.intake.own import is_own_manifest
from pmqa_xlsx.text.untrusted import member_label

#: Most containers around a member: a workbook in a zip in a mail in a zip has three.
MAX_DEPTH = 5


@dataclass(frozen=True, slots=True)
class Item:
    """One thing met on the way: the file itself, a container in it, or something in one.

    :ivar parent: position of the container that it lies in, among the items of the file; -1 for the file itself.
    :ivar steps: labels of the members that lead to it; empty for the file itself.
    :ivar data: its bytes; ``None`` where they could not be had, as ``trouble`` says.
    :ivar sha256: of its bytes; empty where they could not be had.
    :ivar sender: of the innermost mail around it, as ``mailed_at`` and ``subject``.
    :ivar trouble: why it was not opened.
    """

    parent: int
    steps: tuple[str, ...]
    kind: FileKind
    data: bytes | None
    sha256: str
    sender: str = ""
    mailed_at: dt.datetime | None = None
    modified_at: dt.datetime | None = None
    trouble: Finding | None = None
    subject: str = ""


@dataclass(slots=True)
class Walk:
    """The items of one file, a container before what lies in it; each walk over the same bytes gives the same items.

    :ivar keep: called with the bytes, SHA-256 and kind of each item before it is opened; ``None`` for nothing.
    :ivar ignored: clutter passed over inside containers.
    :ivar own_outputs: this program's own lists passed over inside containers.
    """

    keep: Callable[[bytes, str, FileKind], None] | None = None
    ignored: int = 0
    own_outputs: int = 0
    _count: int = 0
    _budget: Budget = field(default_factory=Budget)

    def items(self, data: bytes, modified_at: dt.datetime | None) -> Iterator[Item]:
        """Everything in a file, the file itself first.

        :param modified_at: the file's own time.
        """
        around = Item(-1, (), FileKind.UNKNOWN, None, "", modified_at=modified_at)
        return self._item(data, sniff(data), around, -1, 0)

    def _item(self, data: bytes, kind: FileKind, like: Item, parent: int, depth: int) -> Iterator[Item]:
        position, self._count = self._count, self._count + 1
        sha256 = hashlib.sha256(data).hexdigest()
        if self.keep:
            self.keep(data, sha256, kind)
        container, trouble = Container(()), None
        if kind.role is FileRole.CONTAINER:
            try:
                if depth >= MAX_DEPTH:
                    raise ArchiveError("file-unsafe", TOO_DEEP)
                container = open_container(kind, data, self._budget)
            except ArchiveError as error:
                trouble = Finding(error.code, facts=error.facts)
        item = Item(parent, like.steps, kind, data, sha256, container.sender or like.sender,
                    container.mailed_at or like.mailed_at, like.modified_at, trouble,
                    container.subject or like.subject)
        yield item
        seen: Counter[tuple[str, ...]] = Counter()
        for member in container.members:
            labels = tuple(member_label(name) for name in member.names)
            steps = labels[-1].split("/")
            if is_clutter(steps[-1]) or in_clutter_folder(steps[:-1]):
                self.ignored += 1
                continue
            seen[labels] += 1
            if seen[labels] > 1:
                labels = (*labels[:-1], f"{labels[-1]} ({seen[labels]})")
            yield from self._member(member, steps[-1], labels, item, position, depth)

    def _member(
        self, member: Member, name: str, labels: tuple[str, ...], around: Item, parent: int, depth: int,
    ) -> Iterator[Item]:
        place = Item(parent, (*around.steps, *labels), FileKind.UNKNOWN, None, "", member.sender or around.sender,
                     member.mailed_at or around.mailed_at, member.modified_at or around.modified_at,
                     subject=member.subject or around.subject)
        try:
            data = member.read()
        except ArchiveError as error:
            self._count += 1
            yield replace(place, trouble=Finding(error.code, facts={**error.facts, "name": labels[-1]}))
            return
        if is_own_manifest(name, data):
            self.own_outputs += 1
            return
        yield from self._item(data, member.kind or sniff(data), place, parent, depth + 1)
