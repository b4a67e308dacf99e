"""Workbooks read on other machines: batches of them go to an executor, each with guarded workers of its own there."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from pmqa_xlsx.errors import ExecutorFailed
from pmqa_xlsx.workers.worker_client import read_isolated

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

    from pmqa_xlsx.ingester.model import Reading
    from pmqa_xlsx.ingester.read_return import LoadedRequest
    from pmqa_xlsx.workers.request import ReadingRequest

#: How many files, and how many bytes of files, go to an executor as one task, and how many tasks wait there at a time.
FILES_A_TASK = 32
BYTES_A_TASK = 4 * 2**20
TASKS_AHEAD = 64


def read_batch(expected: ReadingRequest | LoadedRequest, contents: Sequence[bytes]) -> list[Reading]:
    """One task of an executor: a batch of workbooks, read in a guarded worker of its own."""
    return list(read_isolated(expected, contents))


def read_elsewhere(executor: Executor, expected: ReadingRequest, contents: Iterable[bytes]) -> Iterator[Reading]:
    """Hand batches to an executor, a bounded number ahead, and take the readings in order."""
    waiting: deque[tuple[int, Future[list[Reading]]]] = deque()
    try:
        for batch in _batches(contents):
            waiting.append((len(batch), _submitted(executor, expected, batch)))
            if len(waiting) > TASKS_AHEAD:
                yield from _finished(*waiting.popleft())
        while waiting:
            yield from _finished(*waiting.popleft())
    finally:
        for _, future in waiting:
            future.cancel()


def _batches(contents: Iterable[bytes]) -> Iterator[list[bytes]]:
    """Batches of few files and of few bytes; a larger file is one by itself."""
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


def _submitted(
    executor: Executor, expected: ReadingRequest, batch: list[bytes],
) -> Future[list[Reading]]:
    try:
        return executor.submit(read_batch, expected, batch)
    except Exception as error:  # whatever an engine raises when it is shut down or broken
        raise _failed(error) from error


def _finished(files: int, future: Future[list[Reading]]) -> list[Reading]:
    """The readings of a task, one for each of its files."""
    try:
        readings = future.result()
    except Exception as error:  # also the engine's word for a task that was cancelled or lost with its machine
        raise _failed(error) from error
    if len(readings) != files:
        raise _failed(RuntimeError(f"{len(readings)} readings for {files} files"))
    return readings


def _failed(error: Exception) -> ExecutorFailed:
    lines = str(error).strip().splitlines()
    why = f"{type(error).__name__}: {lines[0]}" if lines else type(error).__name__
    return ExecutorFailed(f"the executor did not finish the reading ({why}); nothing was consolidated",
                          f"ตัวประมวลผลภายนอกอ่านไฟล์ไม่ครบ ({why}) จึงยังไม่ได้รวมผล")
