"""Read workbooks in worker processes of this computer, so that none can stop the others.

Few modules are imported at the top, so that the first worker starts before this process imports the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pmqa_xlsx.workers import Pool

if TYPE_CHECKING:
    from pmqa_xlsx.form.model import Form
    from pmqa_xlsx.ingester.model import Reading
    from pmqa_xlsx.ingester.read_return import LoadedRequest

READER = "pmqa_xlsx.ingester.read_return:read_packed"
#: Limits for one file before its reader is stopped: seconds, and bytes of memory.
SECONDS_A_FILE = 10.0
MEMORY_A_FILE = 2**30


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


def reading_pool(jobs: int, *, ahead: bool = True) -> Pool:
    """Worker processes that read workbooks; the request is given later with ``set_up``."""
    return Pool(READER, jobs=jobs, ahead=ahead, timeout=SECONDS_A_FILE, memory=MEMORY_A_FILE)


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
    return Reading(findings=(Finding("file-unreadable", facts=reason.facts("reason")),),
                   trace=trace)
