"""From paths to returns: the files found by the intake are read by workers; nothing is judged here.

This process keeps the origin of a file and the result of reading, never its bytes. Few modules are imported at the
top, so that the first worker starts before this process imports the others.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from pmqa_xlsx.errors import InputNotFound
from pmqa_xlsx.workers import Pool
from pmqa_xlsx.workers.guarded import GuardedOpener, ReadingRequest, reading_pool, readings_from

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from pmqa_xlsx.form.model import Form
    from pmqa_xlsx.ingester.model import Reading, Return
    from pmqa_xlsx.intake import Received
    from pmqa_xlsx.intake.received import Sighting
    from pmqa_xlsx.intake.remote_file import RemoteFile
    from pmqa_xlsx.text.language import Text

#: Most unread files named in an error.
_NAMED = 5


@dataclass(frozen=True, slots=True)
class ReadFiles:
    """The received files, with the results of reading.

    :ivar received: all received files, without their bytes.
    :ivar readings: the results by SHA-256 of the workbook.
    :ivar forms: the editions that returns were read against.
    :ivar skipped: number of skipped files, by reason.
    :ivar unread: a line for each file or folder that could not be read on this computer, with what to do.
    :ivar known: the known files that are there again; they were not opened.
    """

    received: Sequence[Received]
    readings: Mapping[str, Reading]
    forms: tuple[Form, ...]
    skipped: Mapping[str, int]
    unread: tuple[Text, ...] = ()
    known: Sequence[Sighting] = ()

    @property
    def returns(self) -> list[Return]:
        """The received files with their results, including files in which no return was found."""
        from pmqa_xlsx.ingester.model import Reading

        return [as_return(one, self.readings.get(one.sha256, Reading())) for one in self.received]


def read_returns(
    paths: Iterable[str | Path | RemoteFile],
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
) -> ReadFiles:
    """Read every return under the paths.

    :param forms: the expected editions; taken from the iterable while the first worker starts.
    :param year: the fiscal year expected (B.E.); ``None`` for each form's own.
    :param jobs: number of worker processes; without effect if an executor is given.
    :param executor: runs batches of files elsewhere, each in a guarded worker that stays for the next one.
    :param on_original: called with the bytes and extension of each distinct file before it is parsed; for a file that
        is too large for memory with a temporary path.
    :param on_progress: called with the number of files read so far.
    :param meanwhile: called once the first worker is starting.
    :param known: whether a file with that SHA-256 and name need not be opened.
    :param read_before: SHA-256 of workbooks that need not be read.
    :param again: workbooks to read in addition to those under the paths: SHA-256 and bytes.
    :raises InputNotFound: a path does not exist, or there is nothing under the paths that can be read.
    :raises YearNotValid: the year is no B.E. year, or a form has no units in it.
    :raises ExecutorFailed: the executor failed before any batch was read, or has another version of this package.
    """
    likely = not read_before  # where most files are known, perhaps none needs a worker
    with (nullcontext() if executor is not None else reading_pool(jobs, ahead=likely) as pool,
          GuardedOpener(open_passwords) as opener):
        if meanwhile:
            meanwhile()
        from pmqa_xlsx.form.fiscal_year import fiscal_year_of
        from pmqa_xlsx.intake import receive

        request = ReadingRequest(tuple(forms), year, seal_key, tuple(open_passwords))
        for form in request.forms:
            fiscal_year_of(form, year)
        given = [Path(path) if isinstance(path, str) else path for path in paths]
        intake = receive(given, on_original=on_original, known=known, opener=opener)
        arrivals = _Arrivals(intake, read_before, again)
        readings: list[Reading] = []
        for reading in _readings(executor if pool is None else pool, request, arrivals):
            readings.append(reading)
            if on_progress:
                on_progress(len(readings))
    unread = tuple(one.line for one in intake.unread)
    if unread and not arrivals.received and not intake.known:
        raise InputNotFound(*(" / ".join(line.of(lang) for line in unread[:_NAMED]) for lang in ("en", "th")))
    return ReadFiles(arrivals.received, dict(zip(arrivals.order, readings, strict=True)), request.forms,
                  {"clutter": intake.ignored, "own-output": intake.own_outputs}, unread, intake.known)


def _readings(
    readers: Executor | Pool | None, request: ReadingRequest, contents: Iterable[bytes],
) -> Iterator[Reading]:
    """A reading for each workbook, in order, by the workers of this computer or through an executor."""
    if isinstance(readers, Pool):
        readers.set_up(request)
        return readings_from(readers, contents)
    from pmqa_xlsx.workers.executor import readings_through

    return readings_through(cast("Executor", readers), request, contents)


class _Arrivals:
    """The bytes to read, one at a time, each distinct workbook once; their origins are stored.

    :ivar received: the files received so far, without their bytes.
    :ivar order: SHA-256 of the workbooks to read so far, in order.
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
    """Combine the results of intake and reader for one received file."""
    from pmqa_xlsx.ingester.model import Return

    reading = replace(reading, findings=(*received.findings, *reading.findings),
                      trace=received.trace or reading.trace)
    return Return(received.file, received.sha256, received.source, received.sender, received.mailed_at, reading,
                  received.subject, received.modified_at, beside_manifest=received.beside_manifest)
