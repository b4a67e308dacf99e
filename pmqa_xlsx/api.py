"""The round as one Python call, with the defaults that a script or notebook wants."""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from pmqa_xlsx.consolidate import Consolidation, ReportFile
    from pmqa_xlsx.consolidate.decisions import Decision
    from pmqa_xlsx.form.model import Form


def ingest(
    paths: str | Path | Iterable[str | Path],
    *,
    forms: Sequence[Form | str | Path] | None = None,
    year: int | None = None,
    as_of: dt.date | None = None,
    jobs: int = 1,
    executor: Executor | None = None,
    open_passwords: Sequence[str] = (),
    seal_key: bytes | None = None,
    on_progress: Callable[[int], None] | None = None,
    decisions: str | Path | None = None,
) -> Consolidation:
    """Read every return under the paths: folders, files, zips and mails.

    Nothing is written; :meth:`Consolidation.save` does that. A damaged or faulty return is a row with findings and
    never an exception. It works from a plain script without a ``__main__`` guard and from a notebook.

    :param paths: files and folders; one path may be given alone.
    :param forms: the forms that returns may be of, as :func:`load_form` gives or takes them; default: the shipped one.
    :param year: the fiscal year expected (B.E.); default: each form's own.
    :param as_of: the day (A.D.), or the moment with time zone, that "late" is reckoned from; default: now.
    :param jobs: how many worker processes read side by side.
    :param executor: any ``concurrent.futures.Executor``, to read on other machines.
    :param open_passwords: passwords to try on encrypted workbooks.
    :param seal_key: the key with which the workbooks were sealed.
    :param on_progress: called with the number of files read so far.
    :param decisions: a CSV file (UTF-8) with the columns ``sha256``, ``decision`` (``accept``, ``reject`` or
        ``prefer``), ``reason`` and ``decided_by``: what the office decided about single returns.
    :returns: the frames ``returns``, ``answers``, ``contacts``, ``scores``, ``findings`` and ``missing``.
    :raises OperatorError: a path does not exist, nothing lies under the paths, a form or the decisions have mistakes.
    """
    from pmqa_xlsx.workers.round_reading import read_round

    given = [paths] if isinstance(paths, str | Path) else list(paths)
    result = read_round(
        given, forms=_loaded(forms if forms is not None else [None]), year=year, as_of=as_moment(as_of), jobs=jobs,
        executor=executor, open_passwords=open_passwords, seal_key=seal_key, on_progress=on_progress,
        decisions=_decided(decisions) if decisions is not None else (),
    )
    return replace(result, companions=partial(_companions, [Path(path) for path in given]))


def _loaded(sources: Iterable[Form | str | Path | None]) -> Iterator[Form]:
    """The forms, each loaded when it is asked for."""
    from pmqa_xlsx.definition import load_form
    from pmqa_xlsx.form.model import Form

    for source in sources:
        yield source if isinstance(source, Form) else load_form(source)


def _decided(decisions: str | Path) -> Sequence[Decision]:
    from pmqa_xlsx.consolidate.decision_file import read_decisions

    return read_decisions(decisions)


def _companions(
    paths: Sequence[Path], result: Consolidation, directory: Path,
) -> tuple[Sequence[ReportFile], Iterable[str]]:
    """What is saved beside the frames: the reports, and the originals as they lie under the paths now."""
    from pmqa_xlsx.consolidate import Originals
    from pmqa_xlsx.intake import receive
    from pmqa_xlsx.report.files import report_files

    originals = Originals(directory)
    deque(receive(paths, on_original=originals.add), maxlen=0)
    return report_files(result), originals.names


def as_moment(as_of: dt.date | None) -> dt.datetime:
    """The moment that a day stands for: its last second in Thailand; now, to the second, where none is given."""
    from pmqa_xlsx.clock import end_of_day, now
    from pmqa_xlsx.text.calendar import thai_time

    if as_of is None:
        return now()
    return thai_time(as_of) if isinstance(as_of, dt.datetime) else end_of_day(as_of)
