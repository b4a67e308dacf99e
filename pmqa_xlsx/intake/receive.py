"""The intake stage as a whole: list the files, look into each, hand on one candidate return after the other."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from pmqa_xlsx.findings import Finding
from pmqa_xlsx.intake.folder import FileError, FoundFile, list_files, read_file
from pmqa_xlsx.intake.received import Received

OnOriginal = Callable[[bytes, str], object]


class Intake:
    """What came in, to be gone through once, with counts that are complete afterwards.

    :ivar files: how many files lie under the paths, clutter and this program's own left out.
    :ivar ignored: clutter passed over, such as ``~$50.xlsx`` and ``.DS_Store``.
    :ivar own_outputs: files passed over because this program wrote them.
    :ivar attachments: other files that came beside a workbook and were kept; counted as they are met.
    """

    def __init__(self, paths: Sequence[Path], on_original: OnOriginal | None) -> None:
        listing = list_files(paths)
        self._found = listing.files
        self._on_original = on_original
        self.files = len(listing.files)
        self.ignored = listing.ignored
        self.own_outputs = listing.own_outputs
        self.attachments = 0

    def __iter__(self) -> Iterator[Received]:
        for found in self._found:
            yield from self._take(found)

    def _take(self, found: FoundFile) -> Iterator[Received]:
        try:
            if found.trouble:
                raise FileError(found.trouble)
            data, modified_at = read_file(found.path)
        except FileError as trouble:
            facts = {"reason_th": trouble.reason.th, "reason_en": trouble.reason.en}
            yield Received(found.label, "file", None, "", findings=(Finding("file-unreadable", facts=facts),))
            return
        if self._on_original:
            self._on_original(data, "xlsx")
        yield Received(found.label, "file", data, hashlib.sha256(data).hexdigest(), modified_at=modified_at)


def receive(paths: Sequence[Path], *, on_original: OnOriginal | None = None) -> Intake:
    """Everything under the paths that may be a return, in a fixed order.

    :param paths: files and folders; folders are gone through with all below them.
    :param on_original: called with the bytes and the extension of each distinct file received and of each member
        taken out of a container, before anything parses it. The extension tells the real kind, without a dot.
    :returns: to be iterated; it holds the bytes of one file at a time.
    :raises InputNotFound: a path does not exist, or nothing lies under the paths.
    """
    return Intake(list(paths), on_original)
