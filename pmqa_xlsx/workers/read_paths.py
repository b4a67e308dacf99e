"""From paths to returns: what intake finds goes through guarded readers; nothing is judged yet.

What is kept of a file in this process is where it came from and what was read; never its bytes. Little is imported
at the top, so that the first worker starts before this process loads what it needs itself.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from pmqa_xlsx.errors import InputNotFound
from pmqa_xlsx.workers.guarded_opening import GuardedOpener
from pmqa_xlsx.workers.guarded_reading import ReadingRequest, reading_pool, readings_from, readings_through

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from pmqa_xlsx.form.model import Form
    from pmqa_xlsx.ingester.model import Reading, Return
    from pmqa_xlsx.intake import Received
    from pmqa_xlsx.text.language import Text

#: Most unread files that an error names.
_NAMED = 5


@dataclass(frozen=True, slots=True)
class CameIn:
    """What came in, and what was read of it.

    :ivar received: everything that came in, without its bytes.
    :ivar readings: what was read, by SHA-256 of the workbook.
    :ivar forms: the editions that returns were read against.
    :ivar skipped: how many files were left out, by reason.
    :ivar unread: a line for each file or folder that this computer did not let be read, with what to do.
    :ivar known: how many files were not looked into, for they are known.
    """

    received: Sequence[Received]
    readings: Mapping[str, Reading]
    forms: tuple[Form, ...]
    skipped: Mapping[str, int]
    unread: tuple[Text, ...] = ()
    known: int = 0

    @property
    def returns(self) -> list[Return]:
        """What came in, each with what was read of it; also files from which no return could be taken."""
        from pmqa_xlsx.ingester.model import Reading

        return [as_return(one, self.readings.get(one.sha256, Reading())) for one in self.received]


def read_returns(
    paths: Iterable[str | Path],
    *,
    forms: Iterable[Form],
    year: int | None = None,
    jobs: int = 1,
    executor: Executor | None = None,
    open_passwords: Sequence[str] = (),
    seal_key: bytes | None = None,
    on_original: Callable[[bytes | Path, str], object] | None = None,
    on_progress: Callable[[int], None] | None = None,
    meanwhile: Callable[[], object] | None = None,
    known: Callable[[str, str], bool] | None = None,
    read_before: Collection[str] = (),
    again: Iterable[tuple[str, bytes]] = (),
) -> CameIn:
    """Read every return under the paths.

    :param forms: the editions that returns may be of; taken from the iterable while the first worker starts.
    :param year: the fiscal year expected (B.E.); ``None`` for each form's own.
    :param jobs: how many worker processes read side by side; without effect when an executor is given.
    :param executor: carries batches of files elsewhere; each batch starts a guarded worker of its own there.
    :param on_original: gets the bytes and extension of each distinct file before anything parses it; of one that is
        too large for the memory a path that holds for the moment.
    :param on_progress: gets the number of files read so far.
    :param meanwhile: called once the first worker is starting.
    :param known: whether a file with that SHA-256 and name need not be looked into.
    :param read_before: SHA-256 of workbooks that need not be read.
    :param again: workbooks to read beside those under the paths: SHA-256 and bytes.
    :raises InputNotFound: a path does not exist, there is nothing under the paths, or nothing that can be read.
    :raises YearNotValid: the year is no B.E. year, or a form has no units in it.
    :raises ExecutorFailed: the executor broke down or was shut down before all files were read.
    """
    with (nullcontext() if executor is not None else reading_pool(jobs) as pool,
          GuardedOpener(open_passwords, keep_all=on_original is not None) as opener):
        if meanwhile:
            meanwhile()
        from pmqa_xlsx.form.fiscal_year import fiscal_year_of
        from pmqa_xlsx.intake import receive

        request = ReadingRequest(tuple(forms), year, seal_key, tuple(open_passwords))
        for form in request.forms:
            fiscal_year_of(form, year)
        intake = receive([Path(path) for path in paths], on_original=on_original, known=known, opener=opener)
        arrivals = _Arrivals(intake, read_before, again)
        if pool is not None:
            pool.set_up(request)
            arriving = readings_from(pool, arrivals)
        else:
            arriving = readings_through(cast("Executor", executor), request, arrivals)
        readings: list[Reading] = []
        for reading in arriving:
            readings.append(reading)
            if on_progress:
                on_progress(len(readings))
    unread = tuple(one.line for one in intake.unread)
    if unread and not arrivals.received and not intake.known:
        raise InputNotFound(*(" / ".join(line.of(lang) for line in unread[:_NAMED]) for lang in ("en", "th")))
    return CameIn(arrivals.received, dict(zip(arrivals.order, readings, strict=True)), request.forms,
                  {"clutter": intake.ignored, "own-output": intake.own_outputs}, unread, intake.known)


class _Arrivals:
    """The bytes to read, one at a time, each distinct workbook once; what they belong to is remembered.

    :ivar received: everything that came in so far, without its bytes.
    :ivar order: SHA-256 of the workbooks to read so far, in their order.
    """

    def __init__(
        self, intake: Iterable[Received], read_before: Collection[str], again: Iterable[tuple[str, bytes]],
    ) -> None:
        self._intake, self._again = intake, again
        self._done = set(read_before)
        self.order: list[str] = []
        self.received: list[Received] = []

    def __iter__(self) -> Iterator[bytes]:
        for item in self._intake:
            self.received.append(replace(item, data=None))
            if item.data is not None:
                yield from self._once(item.sha256, item.data)
        for sha256, data in self._again:
            yield from self._once(sha256, data)

    def _once(self, sha256: str, data: bytes) -> Iterator[bytes]:
        if sha256 not in self._done:
            self._done.add(sha256)
            self.order.append(sha256)
            yield data


def as_return(received: Received, reading: Reading) -> Return:
    """Join what intake and the reader know of one thing that came in."""
    from pmqa_xlsx.ingester.model import Return

    reading = replace(reading, findings=(*received.findings, *reading.findings),
                      trace=received.trace or reading.trace)
    return Return(received.file, received.sha256, received.source, received.sender, received.mailed_at, reading,
                  received.subject, received.modified_at, beside_manifest=received.beside_manifest)
