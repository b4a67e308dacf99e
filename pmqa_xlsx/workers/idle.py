"""The worker processes of this process that no pool is using: the next pool of their kind need not start any."""

from __future__ import annotations

import atexit
import hashlib
import os
import threading
from collections.abc import Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pmqa_xlsx.workers.process import Worker

#: Seconds without use after which they are ended.
IDLE_SECONDS = 60.0


class _Idle:
    """Idle workers, which nothing watches since they have nothing to do."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._workers: list[Worker] = []
        self._inherited: list[Worker] = []
        self._timer: threading.Timer | None = None

    def take(self, kind: tuple[object, ...]) -> Worker | None:
        """A worker of that kind that still runs; it is then the caller's. Those with the same target alone are ended.

        :param kind: see :func:`~pmqa_xlsx.workers.process.kind_of`.
        """
        with self._lock:
            same = [worker for worker in self._workers if worker.kind[0] == kind[0]]
            found = [worker for worker in same if worker.kind == kind and worker.alive]
            taken = found.pop() if found else None
            self._workers = [worker for worker in self._workers if worker not in same or worker in found]
        for worker in same:
            if worker is not taken and worker not in found:
                worker.discard()
        return taken

    def keep(self, workers: Collection[Worker]) -> None:
        """Keep workers for the next pools."""
        if not workers:
            return
        with self._lock:
            self._workers += workers
            if self._timer is not None:
                self._timer.cancel()
            self._timer = threading.Timer(IDLE_SECONDS, self.close)
            self._timer.daemon = True
            self._timer.start()

    def setup(self, digest: str) -> bytes | None:
        """The setup with this SHA-256, if one of them has it."""
        with self._lock:
            setups = [worker.setup for worker in self._workers]
        return next((setup for setup in setups if setup and hashlib.sha256(setup).hexdigest() == digest), None)

    def close(self) -> None:
        """End all of them."""
        with self._lock:
            workers, self._workers = self._workers, []
        for worker in workers:
            worker.discard()

    def forget(self) -> None:
        """Leave them to the process from which this one was forked, and do not say that they still run."""
        self._inherited = self._workers
        self._lock, self._workers, self._timer = threading.Lock(), [], None


IDLE = _Idle()
atexit.register(IDLE.close)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=IDLE.forget)
