"""Workbooks read in worker processes: one that kills, hangs or bloats its reader costs itself alone.

Little is imported at the top, so that the first worker starts before this process loads what it needs itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from pmqa_xlsx.workers import Pool

if TYPE_CHECKING:
    from pmqa_xlsx.ingester.model import Reading
    from pmqa_xlsx.ingester.read_return import LoadedRequest
    from pmqa_xlsx.workers.request import ReadingRequest

READER = "pmqa_xlsx.ingester.read_return:read_packed"
#: What one file may take before its reader is stopped: seconds, and bytes of memory.
SECONDS_A_FILE = 10.0
MEMORY_A_FILE = 2**30


def read_isolated(
    expected: ReadingRequest | LoadedRequest, contents: Iterable[bytes], jobs: int = 1,
) -> Iterator[Reading]:
    """Read workbooks in worker processes; one whose reader dies, raises or is stopped becomes ``file-unreadable``.

    :returns: a reading for each workbook, in their order.
    """
    with reading_pool(jobs) as pool:
        pool.set_up(expected)
        yield from readings_from(pool, contents)


def reading_pool(jobs: int) -> Pool:
    """Worker processes that read workbooks; what they are read against is stated by ``set_up``."""
    return Pool(READER, jobs=jobs, timeout=SECONDS_A_FILE, memory=MEMORY_A_FILE)


def readings_from(pool: Pool, contents: Iterable[bytes]) -> Iterator[Reading]:
    """A reading for each workbook, in their order; ``file-unreadable`` where its reader was lost or raised."""
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
