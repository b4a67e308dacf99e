"""Open containers in a worker process: a hostile archive or mail affects only that process."""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Self

from pmqa_xlsx.workers import Pool
from pmqa_xlsx.workers.guarded_reading import MEMORY_A_FILE, SECONDS_A_FILE

if TYPE_CHECKING:
    from pmqa_xlsx.intake.unpack import Opened, UnpackTask

UNPACKER = "pmqa_xlsx.intake.unpack:unpack"


class GuardedOpener:
    """Opens one container after the other, under the limits of a workbook; a context manager.

    The process is started for the first container.

    :param passwords: passwords to try on zips.
    """

    def __init__(self, passwords: Sequence[str]) -> None:
        self._passwords = tuple(passwords)
        self._pool: Pool | None = None

    def __call__(self, task: UnpackTask) -> Opened:
        """Open a container; the result is ``file-unreadable`` if the worker was lost or raised."""
        from pmqa_xlsx.intake.unpack import not_opened

        if self._pool is None:
            self._pool = Pool(UNPACKER, setup=self._passwords, timeout=SECONDS_A_FILE,
                              memory=MEMORY_A_FILE)
        (_, outcome), = self._pool.map([task])
        opened: Opened | None = outcome.value
        return not_opened(task.kind, outcome.failure or "died", outcome.trace) if opened is None else opened

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.close()
