"""Read workbooks in worker processes, here or on an executor's machines, so that none can stop the others.

Few modules are imported at the top, so that the first worker starts before this process imports the others.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from pmqa_xlsx.errors import ExecutorFailed
from pmqa_xlsx.workers import Pool
from pmqa_xlsx.workers.waiting import wait_for

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

    from pmqa_xlsx.form.model import Form
    from pmqa_xlsx.ingester.model import Reading
    from pmqa_xlsx.ingester.read_return import LoadedRequest

READER = "pmqa_xlsx.ingester.read_return:read_packed"
#: Limits for one file before its reader is stopped: seconds, and bytes of memory.
SECONDS_A_FILE = 10.0
MEMORY_A_FILE = 2**30
#: Most files and bytes of one task for an executor, and most tasks waiting there at a time.
FILES_A_TASK = 32
BYTES_A_TASK = 4 * 2**20
TASKS_AHEAD = 64
#: Bytes of files in tasks that wait: what this process holds.
BYTES_AHEAD = 2**26


@dataclass(frozen=True, slots=True)
class ReadingRequest:
    """A request that becomes a :class:`~pmqa_xlsx.ingester.read_return.LoadedRequest` when it is unpickled.

    So a process that only passes returns to readers need not import the reader.
    """

    forms: tuple[Form, ...]
    year: int | None = None
    seal_key: bytes | None = field(default=None, repr=False)
    open_passwords: tuple[str, ...] = field(default=(), repr=False)

    def __reduce__(self) -> tuple[Callable[..., LoadedRequest], tuple[Any, ...]]:
        return _load_request, (self.forms, self.year, self.seal_key, self.open_passwords)


def _load_request(*parts: Any) -> LoadedRequest:
    from pmqa_xlsx.ingester.read_return import LoadedRequest

    return LoadedRequest(*parts)


def reading_pool(jobs: int) -> Pool:
    """Worker processes that read workbooks; the request is given later with ``set_up``."""
    return Pool(READER, jobs=jobs, timeout=SECONDS_A_FILE, memory=MEMORY_A_FILE)


def readings_from(pool: Pool, contents: Iterable[bytes]) -> Iterator[Reading]:
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
    return Reading(findings=(Finding("file-unreadable", facts={"reason_th": reason.th, "reason_en": reason.en}),),
                   trace=trace)


class _Task(NamedTuple):
    """A batch that an executor has: how many files it has, and how many bytes they are."""

    files: int
    size: int
    future: Future[list[Reading]]


def read_batch(request: ReadingRequest | LoadedRequest, contents: Sequence[bytes]) -> list[Reading]:
    """One task of an executor: read a batch of workbooks in its own worker."""
    with reading_pool(1) as pool:
        pool.set_up(request)
        return list(readings_from(pool, contents))


def readings_through(executor: Executor, request: ReadingRequest, contents: Iterable[bytes]) -> Iterator[Reading]:
    """Submit batches to an executor, a limited number ahead, and return the readings in order.

    :raises ExecutorFailed: the executor failed or was shut down before all were read.
    """
    waiting: deque[_Task] = deque()
    try:
        for batch in _batches(contents):
            size = sum(map(len, batch))
            waiting.append(_Task(len(batch), size, _submitted(executor, request, batch)))
            while len(waiting) > TASKS_AHEAD or (waiting and sum(task.size for task in waiting) > BYTES_AHEAD):
                yield from _finished(waiting.popleft())
        while waiting:
            yield from _finished(waiting.popleft())
    finally:
        for task in waiting:
            task.future.cancel()


def _batches(contents: Iterable[bytes]) -> Iterator[list[bytes]]:
    """Batches with limited files and bytes; a large file is a batch by itself."""
    batch: list[bytes] = []
    size = 0
    for content in contents:
        if batch and (len(batch) == FILES_A_TASK or size + len(content) > BYTES_A_TASK):
            yield batch
            batch, size = [], 0
        batch.append(content)
        size += len(content)
    if batch:
        yield batch


def _submitted(executor: Executor, request: ReadingRequest, batch: list[bytes]) -> Future[list[Reading]]:
    try:
        return executor.submit(read_batch, request, batch)
    except Exception as error:  # any exception of an engine that is shut down or broken
        raise _failed(error) from error


def _finished(task: _Task) -> list[Reading]:
    """The readings of a task, one for each of its files."""
    try:
        wait_for(task.future)
        readings = task.future.result()
    except Exception as error:  # also an engine's exception for a task that was cancelled or lost with its machine
        raise _failed(error) from error
    if len(readings) != task.files:
        raise _failed(RuntimeError(f"{len(readings)} readings for {task.files} files"))
    return readings


def _failed(error: Exception) -> ExecutorFailed:
    lines = str(error).strip().splitlines()
    why = f"{type(error).__name__}: {lines[0]}" if lines else type(error).__name__
    return ExecutorFailed(f"the executor did not finish the reading ({why}); nothing was consolidated",
                          f"ตัวประมวลผลภายนอกอ่านไฟล์ไม่ครบ ({why}) จึงยังไม่ได้รวมผล")
