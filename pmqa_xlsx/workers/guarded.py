"""Read workbooks and open containers in worker processes of this computer: a hostile file affects only its process.

Few modules are imported at the top: the first worker starts before this process imports the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pmqa_xlsx.ingester.model import Reading
    from pmqa_xlsx.intake.sources import RemoteFile
    from pmqa_xlsx.intake.unpack import Opened, UnpackTask
    from pmqa_xlsx.workers.pool import Pool

READER = "pmqa_xlsx.workers.reader:read_item"
UNPACKER = "pmqa_xlsx.intake.unpack:unpack"
#: Limits for one file before its reader is stopped: seconds, and bytes of memory.
SECONDS_A_FILE = 10.0
MEMORY_A_FILE = 2**30
#: Most files after which a reader is kept for the next round of reading.
KEPT_FILES = 200


class Fetched(NamedTuple):
    """A file in a storage, opened by its reader.

    :ivar data: its bytes; ``extension`` that of their kind.
    :ivar reading: what was read; ``None`` if it is no workbook, or could not be opened: then it has no bytes either.
    """

    data: bytes = b""
    extension: str = ""
    reading: Reading | None = None


def reading_pool(jobs: int, *, ahead: bool = True, kept_files: int = KEPT_FILES) -> Pool:
    """Worker processes that read workbooks; the request is given later with ``set_up``."""
    from pmqa_xlsx.workers.pool import Pool

    return Pool(READER, jobs=jobs, ahead=ahead, timeout=SECONDS_A_FILE, memory=MEMORY_A_FILE, kept_items=kept_files)


def readings_from(pool: Pool, contents: Iterable[bytes | RemoteFile]) -> Iterator[Reading | Fetched]:
    """A reading for each workbook, in order; ``file-unreadable`` if its reader was lost or raised."""
    for _, outcome in pool.map(contents):
        if outcome.failure is None and outcome.value is not None:
            yield outcome.value
        else:
            yield _unreadable(outcome.failure or "died", outcome.trace)


def _unreadable(failure: str, trace: str) -> Reading:
    from pmqa_xlsx.catalogue.reasons import READER_FAILED
    from pmqa_xlsx.findings import Finding
    from pmqa_xlsx.ingester.model import Reading

    reason = READER_FAILED[failure]
    return Reading(findings=(Finding("file-unreadable", facts=reason.facts("reason")),),
                   trace=trace)


class GuardedOpener(ExitStack):
    """Opens one container after the other, under the limits of a workbook; a context manager.

    The process is started for the first container.

    :param passwords: passwords to try on zips.
    """

    def __init__(self, passwords: Sequence[str]) -> None:
        super().__init__()
        self._passwords = tuple(passwords)
        self._pool: Pool | None = None

    def __call__(self, task: UnpackTask) -> Opened:
        """Open a container; the result is ``file-unreadable`` if the worker was lost or raised."""
        from pmqa_xlsx.intake.unpack import not_opened
        from pmqa_xlsx.workers.pool import Pool

        if self._pool is None:
            self._pool = self.enter_context(
                Pool(UNPACKER, setup=self._passwords, timeout=SECONDS_A_FILE, memory=MEMORY_A_FILE,
                     kept_items=KEPT_FILES))
        (_, outcome), = self._pool.map([task])
        opened: Opened | None = outcome.value
        return not_opened(task.kind, outcome.failure or "died", outcome.trace) if opened is None else opened
