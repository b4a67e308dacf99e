"""The Python interface: one call each for a form, its workbooks and a round, with defaults for a notebook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pmqa_xlsx import arguments
from pmqa_xlsx.system.lazy_names import import_ahead

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from pmqa_xlsx.consolidate.consolidation import Consolidation
    from pmqa_xlsx.consolidate.model import ReportFile
    from pmqa_xlsx.consolidate.output import OriginalsAside
    from pmqa_xlsx.form.model import Form
    from pmqa_xlsx.intake.sources import RemoteFile, Source
    from pmqa_xlsx.text.language import Lang


def load_form(source: Form | str | Path | None = None) -> Form:
    """The form of a definition.

    :param source: a shipped form's id, an .xlsx file or a folder of CSV files; ``None`` for the default form. A form is
        returned unchanged.
    :raises FormNotFound: it does not exist, or is no definition that can be opened.
    :raises DefinitionError: the definition has mistakes; the exception lists them all.
    :raises OptionNotValid: the argument has a wrong type.
    """
    return next(_loaded(arguments.several_forms(source, "source")))


def generate(
    form: Form, unit: str | int | None = None, *, year: int | str | None = None, lang: Lang | None = None,
    password: str | None = None, seal_key: bytes | None = None,
) -> bytes:
    """The locked workbook (.xlsx) that a unit fills in; the same input always gives the same bytes.

    It may be called from several threads at once.

    :param form: a form from :func:`load_form`.
    :param unit: the unit's code, also as a number, its whole name or an alias; ``None`` for one workbook in which
        the unit is chosen.
    :param year: fiscal year, in the form's calendar; ``None`` for the form's own.
    :param lang: ``th`` or ``en``, the language of all visible texts; ``None`` for the form's.
    :param password: of the sheets and the workbook's structure, printable ASCII; ``None`` to derive one from edition,
        year and key. It prevents mistakes and is no secret.
    :param seal_key: key of the seal, at least 16 bytes; ``None`` for a seal that is a plain digest.
    :returns: the content of the file.
    :raises UnitNotFound: the form lists no such unit in that year, or it is the name of several.
    :raises YearNotValid: the year is none of the form's calendar, or the form has no units in it.
    :raises OptionNotValid: an argument has a wrong type, or the language, the password or the key cannot be used.
    """
    from pmqa_xlsx.generator.workbook import prepare

    form = load_form(form)
    run = prepare(form, year=arguments.fiscal_year(year), lang=lang,
                  password=arguments.optional(password, str, "password"),
                  seal_key=arguments.optional(seal_key, bytes, "seal_key"))
    return run.workbook(unit)


def ingest(
    paths: Source | Iterable[Source],
    *,
    forms: Form | str | Path | Iterable[Form | str | Path] | None = None,
    year: int | str | None = None,
    as_of: dt.date | str | None = None,
    jobs: int = 1,
    executor: Executor | None = None,
    open_passwords: str | Iterable[str] = (),
    seal_key: bytes | None = None,
    on_progress: Callable[[int], None] | None = None,
) -> Consolidation:
    """Read every return under the paths: folders, files, zips and mails.

    Nothing is written; :meth:`Consolidation.save` writes the results and the bytes that were read, even if the files
    have changed since. A damaged or faulty return is a row with findings, never an exception. It works from a plain
    script without a ``__main__`` guard and from a notebook.

    :param paths: files and folders; a single path is allowed. Also addresses that fsspec understands, such as
        ``s3://bucket/inbox``, and files in memory or elsewhere: a name, the bytes or a function that opens the file,
        and its time. Workbooks at an address are opened by the process that reads them, with an executor on its
        machine; all others in this process, one after the other.
    :param forms: the expected forms, one or several, each a form or a source for :func:`load_form`; default: the
        shipped one. Of several versions of a form the last one rules texts, dates and units.
    :param year: the fiscal year expected (in the form's calendar); default: each form's own.
    :param as_of: the day (A.D.), or the moment with time zone, by which returns are judged as late; also as ISO 8601
        text; default: now.
    :param jobs: number of worker processes.
    :param executor: any ``concurrent.futures.Executor``, to read on other machines.
    :param open_passwords: one or several passwords to try on encrypted workbooks and zips.
    :param seal_key: the key with which the workbooks were sealed.
    :param on_progress: called with the number of files read so far.
    :returns: the frames of :mod:`pmqa_xlsx.consolidate.schema`; those about a round's course are empty.
    :raises OperatorError: a path does not exist, there are no files under the paths, a form has mistakes, or an
        argument has a wrong type.
    """
    from pmqa_xlsx.consolidate.output import OriginalsAside
    from pmqa_xlsx.intake.sources import sources_of

    originals = OriginalsAside()
    result = read_round(
        sources_of(paths),
        arguments.ReadOptions.given(jobs, executor, open_passwords, seal_key, on_progress),
        forms=_loaded(arguments.several_forms(forms)), year=arguments.fiscal_year(year),
        as_of=arguments.moment(as_of), on_original=originals.add)
    return replace(result, companions=partial(_companions, originals))


def read_round(
    paths: Iterable[str | Path | RemoteFile], options: arguments.ReadOptions, *, forms: Iterable[Form],
    year: int | None = None, as_of: dt.datetime, on_original: Callable[[str, bytes | Path, str], object] | None = None,
) -> Consolidation:
    """Read every return under the paths and consolidate them.

    :param as_of: the moment by which returns are judged as late, with time zone.

    The other parameters, and the exceptions, are those of :func:`~pmqa_xlsx.workers.read_paths.read_returns`.
    """
    from pmqa_xlsx.workers.read_paths import read_returns

    came = read_returns(paths, options, forms=forms, year=year, on_original=on_original,
                        meanwhile=partial(import_ahead, "pandas"))
    from pmqa_xlsx.consolidate.frames import consolidate

    result = consolidate(came.returns, came.forms[::-1], year=year, as_of=as_of, skipped=came.skipped)
    return replace(result, unread=came.unread)


def _loaded(sources: Sequence[Form | str | Path]) -> Iterator[Form]:
    """The forms, each loaded when requested; the shipped one where none is given."""
    from pmqa_xlsx.definition import loading  # while a worker starts

    yield from loading.load_forms(sources or [None])


def _companions(
    kept: OriginalsAside, result: Consolidation, directory: Path,
) -> tuple[Sequence[ReportFile], Iterable[str]]:
    """The files saved beside the frames: the reports, and the originals as read."""
    from pmqa_xlsx.report import report_files

    return report_files(result), kept.copy_to(directory)
