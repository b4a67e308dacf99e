"""What a task of an executor does on its machine: read a batch of workbooks in a guarded worker.

The worker stays between the tasks of a process, with the forms that it has loaded: these travel once, and later tasks
only name them by their digest.
"""

from __future__ import annotations

import atexit
import hashlib
import pickle
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from pmqa_xlsx.system.build import reading_build
from pmqa_xlsx.workers.guarded_reading import reading_pool, readings_from

if TYPE_CHECKING:
    from pmqa_xlsx.ingester.model import Reading
    from pmqa_xlsx.workers import Pool

#: Seconds after which a worker that no task has used is ended.
IDLE_SECONDS = 60.0


class BatchAnswer(NamedTuple):
    """The answer of a task.

    :ivar readings: one for each workbook; ``None`` if the batch was not read.
    :ivar refused_by: the build of a machine that has another one than the sender; else empty.
    """

    readings: list[Reading] | None = None
    refused_by: str = ""


def read_batch(build: str, digest: str, request: bytes | None, contents: Sequence[bytes]) -> BatchAnswer:
    """Read a batch of workbooks.

    :param build: the sender's :func:`~pmqa_xlsx.system.build.reading_build`.
    :param digest: SHA-256 of the request.
    :param request: the forms and settings, pickled; ``None`` if this process has probably received them before.
    :returns: without readings if the request is needed, or if the builds differ.
    """
    if build != reading_build():
        return BatchAnswer(refused_by=reading_build())
    with _worker(digest, request) as pool:
        return BatchAnswer() if pool is None else BatchAnswer(list(readings_from(pool, contents)))


class _Idle:
    """The workers of this process that no task is using, each with the digest of its request."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pools: list[tuple[str, Pool]] = []
        self._timer: threading.Timer | None = None

    def take(self, digest: str) -> Pool | None:
        """A worker that knows the request; those with another one are ended."""
        with self._lock:
            known = [pool for other, pool in self._pools if other == digest]
            others = [pool for other, pool in self._pools if other != digest]
            taken = known.pop() if known else None
            self._pools = [(digest, pool) for pool in known]
        for pool in others:
            pool.close()
        return taken

    def give_back(self, digest: str, pool: Pool) -> None:
        """Keep a worker for the next task."""
        with self._lock:
            self._pools.append((digest, pool))
            if self._timer is not None:
                self._timer.cancel()
            self._timer = threading.Timer(IDLE_SECONDS, self.close)
            self._timer.daemon = True
            self._timer.start()

    def close(self) -> None:
        """End all of them."""
        with self._lock:
            pools, self._pools = self._pools, []
        for _, pool in pools:
            pool.close()


_IDLE = _Idle()
#: Ends the workers of this process that no task is using.
close_idle = _IDLE.close
atexit.register(close_idle)


@contextmanager
def _worker(digest: str, request: bytes | None) -> Iterator[Pool | None]:
    """A worker for one task; ``None`` if the request is needed to start one."""
    pool = _IDLE.take(digest)
    if pool is None:
        if request is None:
            yield None
            return
        pool = reading_pool(1)
        pool.set_up_pickled(request)
    try:
        yield pool
    except BaseException:
        pool.close()
        raise
    _IDLE.give_back(digest, pool)


def pickled(request: object) -> tuple[bytes, str]:
    """A request as bytes, and its digest."""
    data = pickle.dumps(request, pickle.HIGHEST_PROTOCOL)
    return data, hashlib.sha256(data).hexdigest()
