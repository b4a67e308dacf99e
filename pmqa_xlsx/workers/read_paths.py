"""From paths to returns: what intake finds goes through guarded readers; nothing is judged yet.

What is kept of a file in this process is where it came from and what was read; never its bytes. Little is imported
at the top, so that the first worker starts before this process loads what it needs itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from pmqa_xlsx.errors import InputNotFound
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

    :ivar returns: also files from which no return could be taken.
    :ivar forms: the editions that returns were read against.
    :ivar skipped: how many files were left out, by reason.
    :ivar unread: a line for each file or folder that this computer did not let be read, with what to do.
    """

    returns: Sequence[Return]
    forms: tuple[Form, ...]
    skipped: Mapping[str, int]
    unread: tuple[Text, ...] = ()


def read_returns(
    paths: Iterable[str | Path],
    *,
    forms: Iterable[Form],
    year: int | None = None,
    jobs: int = 1,
    executor: Executor | None = None,
    open_passwords: Sequence[str] = (),
    seal_key: bytes | None = None,
    on_original: Callable[[bytes, str], object] | None = None,
    on_progress: Callable[[int], None] | None = None,
    meanwhile: Callable[[], object] | None = None,
) -> CameIn:
    """Read every return under the paths.

    :param forms: the editions that returns may be of; taken from the iterable while the first worker starts.
    :param year: the fiscal year expected (B.E.); ``None`` for each form's own.
    :param jobs: how many worker processes read side by side; without effect when an executor is given.
    :param executor: carries batches of files elsewhere; each batch starts a guarded worker of its own there.
    :param on_original: gets the bytes and extension of each distinct file before anything parses it.
    :param on_progress: gets the number of files read so far.
    :param meanwhile: called once the first worker is starting.
    :raises InputNotFound: a path does not exist, there is nothing under the paths, or nothing that can be read.
    :raises YearNotValid: the year is no B.E. year, or a form has no units in it.
    :raises ExecutorFailed: the executor broke down or was shut down before all files were read.
    """
    with nullcontext() if executor is not None else reading_pool(jobs) as pool:
        if meanwhile:
            meanwhile()
        from pmqa_xlsx.form.fiscal_year import fiscal_year_of
        from pmqa_xlsx.intake import receive

        request = ReadingRequest(tuple(forms), year, seal_key, tuple(open_passwords))
        for form in request.forms:
            fiscal_year_of(form, year)
        intake = receive([Path(path) for path in paths], on_original=on_original)
        arrivals = _Arrivals(intake)
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
    returns = [arrivals.as_return(received, readings) for received in arrivals.received]
    unread = tuple(one.line for one in intake.unread)
    if unread and not returns:
        raise InputNotFound(*(" / ".join(line.of(lang) for line in unread[:_NAMED]) for lang in ("en", "th")))
    return CameIn(returns, request.forms, {"clutter": intake.ignored, "own-output": intake.own_outputs}, unread)


class _Arrivals:
    """The bytes to read, one at a time, each distinct workbook once; what they belong to is remembered.

    :ivar received: everything that came in so far, without its bytes.
    """

    def __init__(self, intake: Iterable[Received]) -> None:
        self._intake = intake
        self._positions: dict[str, int] = {}
        self.received: list[Received] = []

    def __iter__(self) -> Iterator[bytes]:
        for item in self._intake:
            self.received.append(replace(item, data=None))
            if item.data is not None and item.sha256 not in self._positions:
                self._positions[item.sha256] = len(self._positions)
                yield item.data

    def as_return(self, received: Received, readings: Sequence[Reading]) -> Return:
        """Join what intake and the reader know of one thing that came in."""
        from pmqa_xlsx.ingester.model import Reading, Return

        position = self._positions.get(received.sha256) if received.sha256 else None
        reading = readings[position] if position is not None else Reading()
        reading = replace(reading, findings=(*received.findings, *reading.findings))
        sent_at = received.mailed_at or reading.saved_at or received.modified_at
        return Return(received.file, received.sha256, received.source, received.sender, sent_at, reading)
