"""Read workbooks on the machines of an executor: batches are submitted, a limited number ahead.

What is lost with a machine is read here, so that a round is finished; an executor on which nothing can be read is an
error, as is a machine with another version of this package, which would silently give other results. On its machine
a task reads its batch in a guarded worker, which stays between the tasks of a process, with the forms that it has
loaded: these travel once, and later tasks only name them by their digest.
"""

from __future__ import annotations

import hashlib
import pickle
import warnings
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from typing import TYPE_CHECKING, NamedTuple

from pmqa_xlsx.errors import ExecutorFailed
from pmqa_xlsx.system.build import reading_build
from pmqa_xlsx.workers.guarded import reading_pool, readings_from
from pmqa_xlsx.workers.idle import IDLE
from pmqa_xlsx.workers.pool import ITEMS_A_WORKER, wait_for

if TYPE_CHECKING:
    from pmqa_xlsx.ingester.model import Reading
    from pmqa_xlsx.ingester.request import ReadingRequest
    from pmqa_xlsx.intake.sources import RemoteFile
    from pmqa_xlsx.workers.guarded import Fetched

#: Most files and bytes of one task, and most tasks waiting at a time.
FILES_A_TASK = 32
BYTES_A_TASK = 4 * 2**20
TASKS_AHEAD = 64
#: Bytes of files in tasks that wait: what this process holds.
BYTES_AHEAD = 2**26
#: Seconds without any answer after which a warning says so.
PATIENCE = 30.0


class BatchAnswer(NamedTuple):
    """The answer of a task.

    :ivar readings: one for each workbook; ``None`` if the batch was not read.
    :ivar refused_by: the build of a machine that has another one than the sender; else empty.
    """

    readings: list[Reading | Fetched] | None = None
    refused_by: str = ""


def read_batch(
    build: str, digest: str, request: bytes | None, contents: Sequence[bytes | RemoteFile],
) -> BatchAnswer:
    """Read a batch of workbooks.

    :param build: the sender's :func:`~pmqa_xlsx.system.build.reading_build`.
    :param digest: SHA-256 of the request.
    :param request: the forms and settings, pickled; ``None`` if this process has probably received them before.
    :returns: without readings if the request is needed, or if the builds differ.
    """
    if build != reading_build():
        return BatchAnswer(refused_by=reading_build())
    setup = request or IDLE.setup(digest)
    if setup is None:
        return BatchAnswer()
    with reading_pool(1, kept_files=ITEMS_A_WORKER) as pool:
        pool.set_up_pickled(setup)
        return BatchAnswer(list(readings_from(pool, contents)))


class _Task(NamedTuple):
    """A batch that the executor has."""

    batch: list[bytes | RemoteFile]
    size: int
    future: Future[BatchAnswer]


def readings_through(
    executor: Executor, request: ReadingRequest, contents: Iterable[bytes | RemoteFile],
) -> Iterator[Reading | Fetched]:
    """Submit batches to an executor and return the readings in order.

    :raises ExecutorFailed: no batch was read there, or a machine has another version of this package.
    """
    waiting: deque[_Task] = deque()
    remote = _Remote(executor, request)
    try:
        for batch in _batches(contents):
            waiting.append(_Task(batch, sum(map(_size, batch)), remote.submit(batch)))
            while len(waiting) > TASKS_AHEAD or sum(task.size for task in waiting) > BYTES_AHEAD:
                yield from remote.finish(waiting.popleft(), waiting)
        while waiting:
            yield from remote.finish(waiting.popleft(), waiting)
    finally:
        for task in waiting:
            task.future.cancel()


def _batches(contents: Iterable[bytes | RemoteFile]) -> Iterator[list[bytes | RemoteFile]]:
    """Batches with limited files and bytes; a large file is a batch by itself."""
    batch: list[bytes | RemoteFile] = []
    size = 0
    for content in contents:
        if batch and (len(batch) == FILES_A_TASK or size + _size(content) > BYTES_A_TASK):
            yield batch
            batch, size = [], 0
        batch.append(content)
        size += _size(content)
    if batch:
        yield batch


def _size(content: bytes | RemoteFile) -> int:
    return len(content) if isinstance(content, bytes) else content.size


class _Remote:
    """An executor with the request that all its tasks share."""

    def __init__(self, executor: Executor, request: ReadingRequest) -> None:
        self._executor, self._request = executor, request
        self._pickled = pickle.dumps(request, pickle.HIGHEST_PROTOCOL)
        self._digest = hashlib.sha256(self._pickled).hexdigest()
        self._answered = False

    def submit(self, batch: list[bytes | RemoteFile], *, with_request: bool = False) -> Future[BatchAnswer]:
        """Submit a batch; after the first answer, the request is only named. A failure is the future's exception."""
        request = self._pickled if with_request or not self._answered else None
        try:
            return self._executor.submit(read_batch, reading_build(), self._digest, request, batch)
        except Exception as error:  # any exception of an engine that is shut down or broken
            failed: Future[BatchAnswer] = Future()
            failed.set_exception(error)
            return failed

    def finish(self, task: _Task, others: Iterable[_Task]) -> list[Reading | Fetched]:
        """The readings of a task, one for each of its files.

        :param others: the tasks submitted after it.
        :raises ExecutorFailed: see :func:`readings_through`.
        """
        try:
            answer = self._answer(task.future)
            if answer.readings is None and not answer.refused_by:
                answer = self._answer(self.submit(task.batch, with_request=True))
            if answer.refused_by:
                raise _other_build(answer.refused_by)
            if answer.readings is None or len(answer.readings) != len(task.batch):
                raise RuntimeError(f"{len(answer.readings or ())} readings for {len(task.batch)} files")
        except ExecutorFailed:
            raise
        except Exception as error:  # also an engine's exception for a task that was cancelled or lost with its machine
            if not self._answered and not any(map(_is_read, others)):
                raise _failed(error) from error
            return self._read_here(task.batch, error)
        self._answered = True
        return answer.readings

    def _answer(self, future: Future[BatchAnswer]) -> BatchAnswer:
        wait_for(future, PATIENCE, _say_nobody_answers)
        return future.result()

    def _read_here(self, batch: list[bytes | RemoteFile], error: Exception) -> list[Reading | Fetched]:
        warnings.warn(f"The executor did not read all files ({_why(error)}); they are read here: {len(batch)}. / "
                      f"ตัวประมวลผลภายนอกอ่าน {len(batch)} ไฟล์ไม่สำเร็จ จึงอ่านในเครื่องนี้แทน", RuntimeWarning, stacklevel=2)
        with reading_pool(1) as pool:
            pool.set_up(self._request)
            return list(readings_from(pool, batch))


def _is_read(task: _Task) -> bool:
    future = task.future
    if not future.done() or future.cancelled() or future.exception() is not None:
        return False
    return len(future.result().readings or ()) == len(task.batch)


def _say_nobody_answers() -> None:
    warnings.warn(f"No worker of the executor has answered for {PATIENCE:.0f} seconds; is any connected? / "
                  f"ยังไม่มีเครื่องใดตอบกลับมา {PATIENCE:.0f} วินาทีแล้ว โปรดตรวจสอบว่ามีเครื่องเชื่อมต่ออยู่", RuntimeWarning,
                  stacklevel=2)


def _other_build(theirs: str) -> ExecutorFailed:
    here = reading_build()
    return ExecutorFailed("versions-differ", theirs=theirs, here=here)


def _failed(error: Exception) -> ExecutorFailed:
    return ExecutorFailed("executor-lost", reason=_why(error))


def _why(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return f"{type(error).__name__}: {lines[0]}" if lines else type(error).__name__
