"""From paths to returns: the files found by the intake are read by workers; nothing is judged here.

This process keeps the origin of a file and the result of reading, never its bytes. Few modules are imported at the
top, so that the first worker starts before this process imports the others.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, cast

from pmqa_xlsx.errors import InputNotFound
from pmqa_xlsx.ingester.request import ReadingRequest
from pmqa_xlsx.light_dataclass import dataclass, replace
from pmqa_xlsx.workers.guarded import Fetched, GuardedOpener, reading_pool, readings_from
from pmqa_xlsx.workers.pool import Pool

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from pmqa_xlsx.arguments import ReadOptions
    from pmqa_xlsx.form.model import Form
    from pmqa_xlsx.ingester.model import Reading, Return
    from pmqa_xlsx.intake.received import Received, Sighting
    from pmqa_xlsx.intake.sources import RemoteFile
    from pmqa_xlsx.intake.stage import Intake
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
    paths: Iterable[str | Path | RemoteFile], options: ReadOptions, *, forms: Iterable[Form], year: int | None = None,
    on_original: Callable[[str, bytes | Path, str], object] | None = None,
    meanwhile: Callable[[], object] | None = None, known: Callable[[str, str], bool] | None = None,
    read_before: Collection[str] = (), again: Iterable[tuple[str, bytes]] = (),
) -> ReadFiles:
    """Read every return under the paths.

    :param forms: the expected editions; taken from the iterable while the first worker starts.
    :param year: the fiscal year expected, in the form's calendar; ``None`` for each form's own.
    :param on_original: called with the SHA-256, bytes and extension of each distinct file before it is parsed; for a
        file that is too large for memory with a temporary path.
    :param meanwhile: called once the first worker is starting.
    :param known: whether a file with that SHA-256 and name need not be opened.
    :param read_before: SHA-256 of workbooks that need not be read.
    :param again: workbooks to read in addition to those under the paths: SHA-256 and bytes.
    :raises InputNotFound: a path does not exist, or there is nothing under the paths that can be read.
    :raises YearNotValid: the year is none of the form's calendar, or a form has no units in it.
    :raises ExecutorFailed: the executor failed before any batch was read, or has another version of this package.
    """
    likely = not read_before  # where most files are known, perhaps none needs a worker
    executor = options.executor
    with (nullcontext() if executor is not None else reading_pool(options.jobs, ahead=likely) as pool,
          GuardedOpener(options.open_passwords) as opener):
        if meanwhile:
            meanwhile()
        from pmqa_xlsx.arguments import fiscal_year_of
        from pmqa_xlsx.intake.stage import receive

        request = ReadingRequest(tuple(forms), year, options.seal_key, tuple(options.open_passwords))
        for form in request.forms:
            fiscal_year_of(form, year)
        given = [Path(path) if isinstance(path, str) else path for path in paths]
        arrivals = _Arrivals(read_before, again, on_original)
        intakes: list[Intake] = []
        while given or not intakes:
            intakes.append(receive(given, on_original=on_original, known=known, opener=opener,
                                   readers_open=not intakes))
            contents = chain(arrivals.of(intakes[-1]), _planned_ahead(request.forms))
            for result in _readings(executor if pool is None else pool, request, contents):
                arrivals.take(result)
                if options.on_progress:
                    options.on_progress(len(arrivals.readings))
            given = arrivals.not_opened()
    return _read_files(arrivals, intakes, request.forms)


def _planned_ahead(forms: Iterable[Form]) -> Iterator[bytes]:
    """No further workbook: while the last ones are read, the layouts are planned, by which readings are judged."""
    from pmqa_xlsx.layout import plan_layout

    for form in forms:
        plan_layout(form)
    yield from ()


def _readings(
    readers: Executor | Pool | None, request: ReadingRequest, contents: Iterable[bytes | RemoteFile],
) -> Iterator[Reading | Fetched]:
    """A reading for each workbook, in order, by the workers of this computer or through an executor."""
    if isinstance(readers, Pool):
        readers.set_up(request)
        return readings_from(readers, contents)
    from pmqa_xlsx.workers.executor import readings_through

    return readings_through(cast("Executor", readers), request, contents)


class _Arrivals:
    """What is handed to the readers, one at a time, each distinct workbook once; their origins and readings are stored.

    :ivar received: the files received so far, without their bytes.
    :ivar readings: the readings so far, by SHA-256 of the workbook.
    """

    def __init__(
        self, read_before: Collection[str], again: Iterable[tuple[str, bytes]],
        on_original: Callable[[str, bytes, str], object] | None,
    ) -> None:
        self._done, self._again, self._on_original = set(read_before), iter(again), on_original
        self._asked: deque[str | int] = deque()  # SHA-256, or position of a received file that a reader opens
        self.readings: dict[str, Reading] = {}
        self.received: list[Received] = []

    def of(self, intake: Iterable[Received]) -> Iterator[bytes | RemoteFile]:
        """The workbooks of an intake, then those to read again."""
        for item in intake:
            self.received.append(replace(item, data=None))
            if item.remote is not None:
                self._asked.append(len(self.received) - 1)
                yield item.remote
            elif item.data is not None:
                yield from self._once(item.sha256, item.data)
        for sha256, data in self._again:
            yield from self._once(sha256, data)

    def take(self, result: Reading | Fetched) -> None:
        """Store the result for the workbook that was handed out before all others without one."""
        from pmqa_xlsx.ingester.long_texts import with_texts_aside

        asked = self._asked.popleft()
        if isinstance(asked, str):
            self.readings[asked] = with_texts_aside(cast("Reading", result))
        elif isinstance(result, Fetched) and result.reading is not None:
            sha256 = hashlib.sha256(result.data).hexdigest()
            self.received[asked] = replace(self.received[asked], sha256=sha256, container=sha256, remote=None)
            self.readings[sha256] = with_texts_aside(result.reading)
            if self._on_original:
                self._on_original(sha256, result.data, result.extension)

    def not_opened(self) -> list[Path | RemoteFile]:
        """The files that no reader could open, or that are no workbooks; they are no longer among the received."""
        left = [one for one in self.received if one.remote is not None]
        self.received = [one for one in self.received if one.remote is None]
        return [one.remote for one in left if one.remote is not None]

    def _once(self, sha256: str, data: bytes) -> Iterator[bytes]:
        if sha256 not in self._done:
            self._done.add(sha256)
            self._asked.append(sha256)
            yield data


def _read_files(arrivals: _Arrivals, intakes: Sequence[Intake], forms: tuple[Form, ...]) -> ReadFiles:
    unread = tuple(one.line for intake in intakes for one in intake.unread)
    seen_again = [one for intake in intakes for one in intake.known]
    if unread and not arrivals.received and not seen_again:
        raise InputNotFound(*(" / ".join(line.of(lang) for line in unread[:_NAMED]) for lang in ("en", "th")))
    skipped = {"clutter": sum(one.ignored for one in intakes), "own-output": sum(one.own_outputs for one in intakes)}
    return ReadFiles(arrivals.received, arrivals.readings, forms, skipped=skipped, unread=unread, known=seen_again)


def as_return(received: Received, reading: Reading) -> Return:
    """Combine the results of intake and reader for one received file."""
    from pmqa_xlsx.ingester.model import Return

    reading = replace(reading, findings=(*received.findings, *reading.findings),
                      trace=received.trace or reading.trace)
    return Return(
        received.file, received.sha256, received.source, sender=received.sender, mailed_at=received.mailed_at,
        reading=reading, subject=received.subject, modified_at=received.modified_at,
        beside_manifest=received.beside_manifest)
