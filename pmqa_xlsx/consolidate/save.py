"""Writing a result to its folder, with a summary of what was done, so that it is complete or detectably incomplete."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import ExitStack
from pathlib import Path, PurePosixPath

from pmqa_xlsx.consolidate import output
from pmqa_xlsx.consolidate.columns import DATAPACKAGE, datapackage
from pmqa_xlsx.consolidate.formats import csv_pieces, parquet_pieces
from pmqa_xlsx.consolidate.missing import owed_returns
from pmqa_xlsx.consolidate.model import ReportFile, RoundFrames
from pmqa_xlsx.consolidate.output import PROGRAM, form_folder
from pmqa_xlsx.consolidate.run_record import LOG_NAME
from pmqa_xlsx.consolidate.schema import FORMAT
from pmqa_xlsx.consolidate.status import Status
from pmqa_xlsx.form.model import Form
from pmqa_xlsx.system.atomic import PART_SUFFIX, AtomicFile, replace_all
from pmqa_xlsx.system.build import package_version
from pmqa_xlsx.system.file_names import SUMMARY
from pmqa_xlsx.text.calendar import iso_text


def summarise(result: RoundFrames, outputs: Mapping[str, str] | None = None) -> dict[str, object]:
    """The summary of a result, ready for JSON; it depends on the result alone, never on the clock.

    :param outputs: SHA-256 by path in the output folder; none for a result that is not saved.
    """
    statuses = Counter(result.returns["status"].tolist())
    codes = Counter[str]()
    for own in result.finding_codes.values():
        for (_, code), count in own.items():
            codes[code] += count
    expected = Counter((owed.form.form_id, owed.form.form_version) for owed in owed_returns(result.forms, result.year))
    return {
        "program": {"name": PROGRAM, "version": package_version()},
        "format": FORMAT,
        "run": result.run,
        "since": dict(result.since),
        "as_of": iso_text(result.as_of),
        "year": result.year,
        "forms": [
            {"form_id": form.form_id, "form_version": form.form_version, "fiscal_year": form.fiscal_year,
             "folder": form_folder(form), "units_expected": expected[form.form_id, form.form_version]}
            for form in result.forms
        ],
        "units_expected": sum(expected.values()),
        "units_missing": len(result.missing),
        "returns": {status.value: statuses[status.value] for status in Status},
        "answers": dict(sorted(result.states.items())),
        "findings": dict(sorted(codes.items())),
        "skipped": dict(sorted(result.skipped.items())),
        "decisions": [settled.as_json() for settled in result.decisions],
        "outputs": dict(sorted((outputs or {}).items())),
    }


def save_frames(
    result: RoundFrames, directory: Path, files: Sequence[ReportFile] = (), originals: Iterable[str] = (),
) -> None:
    """Write everything that belongs to a result; see :meth:`~pmqa_xlsx.consolidate.consolidation.Consolidation.save`.

    All files are written beside their targets before any target is replaced, and none is replaced while another
    program has one of them open. Definitions and parquet files, which are read back, come first and the
    summary last: an interrupted run either changed nothing that counts or left a summary that does not match.

    :param directory: a folder that :func:`pmqa_xlsx.consolidate.check_writable` has found fit.
    :raises OutputNotWritable: the folder or a file in it cannot be written.
    """
    with output.output_lock(directory), ExitStack() as stack:
        def written(name: str, pieces: Iterable[bytes]) -> AtomicFile:
            if isinstance(pieces, Generator):  # it may have one of the drafts open, which Windows does not remove then
                stack.callback(pieces.close)
            return output.drafted_output(stack, directory, name, pieces)

        leftovers = _leftovers(directory)
        drafts: dict[str, AtomicFile] = {}
        for name, pieces in _contents(result, files, drafts):
            drafts[name] = written(name, pieces)
        digests = {name: draft.sha256 for name, draft in drafts.items()}
        digests |= {f"{output.ORIGINALS}/{name}": name.partition(".")[0] for name in originals}
        text = json.dumps(summarise(result, digests), ensure_ascii=False, indent=2) + "\n"
        summary = written(SUMMARY, [text.encode()])
        obsolete = [directory / name for name in [*leftovers, *_stale(directory, drafts.keys())]]
        replace_all([*drafts.values(), summary], obsolete)
        for path in obsolete:
            output.remove_if_empty(path.parent, directory)


def _contents(
    result: RoundFrames, files: Sequence[ReportFile], drafts: Mapping[str, AtomicFile],
) -> Iterator[tuple[str, Iterable[bytes]]]:
    """The name of each file with its content, in the order of writing; the summary is not among them.

    :param drafts: those written so far.
    """
    for form in result.forms:
        for name, data in _definition_files(form).items():
            yield f"{output.form_folder(form)}/{name}", [data]
    for name in result.frames:
        yield f"{output.FRAMES}/{name}.parquet", parquet_pieces(result.frames.chunks(name))
    for name in result.frames:
        yield f"{output.FRAMES}/{name}.csv", _csv_pieces(name, drafts[f"{output.FRAMES}/{name}.parquet"].beside)
    yield f"{output.FRAMES}/{DATAPACKAGE}", [datapackage(result.forms, result.year, result.as_of)]
    if result.error_log:
        yield LOG_NAME, [result.error_log.encode("utf-8", "replace")]
    for name, make in files:
        yield name, output.pieces_of(make())


def _csv_pieces(name: str, parquet_file: Path) -> Iterator[bytes]:
    """The .csv of a frame, made from its .parquet."""
    with parquet_file.open("rb") as file:  # not by Arrow, which does not open a path of any bytes
        yield from csv_pieces(name, file)


def _definition_files(form: Form) -> dict[str, bytes]:
    """A form's definition as CSV files, by name."""
    from pmqa_xlsx.definition.writing import csv_files

    return dict(sorted(csv_files(form).items()))


def _leftovers(directory: Path) -> list[str]:
    """Half-written files of interrupted runs."""
    return sorted(path.relative_to(directory).as_posix() for pattern in ("*", "*/*", "*/*/*")
                  for path in directory.glob(f"{pattern}{PART_SUFFIX}"))


def _stale(directory: Path, written: Set[str]) -> list[str]:
    """Files of earlier runs that would pass for results of this one: other forms, other reports."""
    found = {path.relative_to(directory).as_posix() for path in directory.glob(f"{output.FORMS}/*/*.csv")}
    earlier = (output.read_summary(directory) or {}).get("outputs")
    if isinstance(earlier, dict):
        # A summary is a file like any other: only plain names right in the folder are taken from it.
        found |= {name for name in earlier if PurePosixPath(name).name == name and (directory / name).is_file()}
    return sorted(found - written)
