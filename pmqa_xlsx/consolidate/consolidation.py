"""The result of a round, which can be saved to a folder and loaded from it; an incomplete one is refused."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pmqa_xlsx import arguments
from pmqa_xlsx.consolidate import output
from pmqa_xlsx.consolidate.build_frame import Frames, LazyFrame
from pmqa_xlsx.consolidate.decisions import Settled
from pmqa_xlsx.consolidate.formats import count_rows, read_frame, read_rows
from pmqa_xlsx.consolidate.model import ReportFile, RoundFrames
from pmqa_xlsx.consolidate.output import check_writable, output_lock
from pmqa_xlsx.consolidate.save import save_frames
from pmqa_xlsx.consolidate.schema import COLUMNS, FORMAT, FRAMES, frame_of
from pmqa_xlsx.errors import InputNotFound, reason_of
from pmqa_xlsx.form.fiscal_year import about_all_units
from pmqa_xlsx.form.model import Form
from pmqa_xlsx.light_dataclass import dataclass, replace
from pmqa_xlsx.system.file_names import SUMMARY

if TYPE_CHECKING:
    import pandas as pd

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class SavedRound:
    """A saved result that was seen to be whole, its frames still as the bytes of their .parquet files.

    :ivar year: the fiscal year (in the form's calendar) asked for; ``None`` for each form's own.
    :ivar as_of: the moment up to which lateness is counted.
    :ivar summary: what ``summary.json`` states.
    """

    parquet: Mapping[str, bytes]
    forms: tuple[Form, ...]
    year: int | None
    as_of: dt.datetime
    summary: Mapping[str, Any]

    @property
    def in_words(self) -> SavedRound:
        """The same with the year, and the unit label, in the forms' texts instead of placeholders."""
        return replace(self, forms=about_all_units(self.forms, self.year))

    def rows(self, row: type[Row], first: int = 0, most: int | None = None, unit: str = "") -> list[Row]:
        """Some rows of a frame, with ``None`` for missing values.

        :param row: their class, one of :data:`~pmqa_xlsx.consolidate.schema.FRAMES`.
        :param first: the first of them, zero-based.
        :param most: how many at most; ``None`` for all.
        :param unit: the code of the unit whose rows among these are wanted; empty for all units.
        """
        return list(read_rows(row, self.parquet[frame_of(row)], first, most, unit))

    def each_row(self, row: type[Row]) -> Iterator[Row]:
        """Iterate over the rows of a frame, of which only a few are in memory at a time."""
        return read_rows(row, self.parquet[frame_of(row)])

    def count(self, frame: str) -> int:
        """How many rows a frame has."""
        return count_rows(self.parquet[frame])


@dataclass(eq=False, repr=False)
class Consolidation(RoundFrames):
    """All returns of a round as tables, as :class:`RoundFrames` describes them.

    :ivar companions: gives what :meth:`save` writes beside the frames when none are named: the reports, and the names
        of the originals, which it puts into the folder that it is given; ``None`` for a result that was loaded.
    """

    companions: Callable[[Consolidation, Path], tuple[Sequence[ReportFile], Iterable[str]]] | None = None

    def save(
        self, directory: str | Path, files: Sequence[ReportFile] | None = None,
        originals: Iterable[str] | None = None,
    ) -> None:
        """Write the frames, the forms, the reports, the originals, and last ``summary.json``.

        Each file replaces its predecessor in one step. While another run writes to the folder, this waits briefly.

        :param directory: the output folder; made where it does not exist.
        :param files: reports to write along: the name in the folder (``report.html``), and what makes the bytes;
            with neither files nor originals given, all that belong to a result of :func:`pmqa_xlsx.ingest`.
        :param originals: names of files in ``originals/`` that belong to this round, for the summary.
        :raises OutputNotWritable: the folder holds something else than earlier results, cannot be written, is being
            written by another run, or an output is open in another program.
        """
        folder = arguments.one_path(directory, "directory")
        check_writable(folder)
        with output_lock(folder):
            if files is None and originals is None and self.companions is not None:
                files, originals = self.companions(self, folder)
            save_frames(self, folder, files or (), originals or ())

    @classmethod
    def load(cls, directory: str | Path) -> Consolidation:
        """Read back what :meth:`save` wrote.

        :raises InputNotFound: the folder holds no result, one of an incompatible version, or one that is incomplete
            or changed since.
        """
        folder = arguments.one_path(directory, "directory")
        saved = read_saved(folder)
        summary = saved.summary
        try:
            frames = Frames({name: LazyFrame(FRAMES[name], [data], partial(_frame, name))
                             for name, data in saved.parquet.items()})
            return cls(
                frames, saved.forms, saved.year, saved.as_of, dict(summary["answers"]), dict(summary["skipped"]),
                run=int(summary.get("run", 0)), since=dict(summary.get("since", {})),
                decisions=tuple(Settled.from_json(stated) for stated in summary.get("decisions", ())))
        except (KeyError, TypeError, AttributeError, ValueError, OSError) as error:
            raise _incomplete(folder, error) from error


def _frame(name: str, parquet_files: Sequence[bytes]) -> pd.DataFrame:
    [data] = parquet_files
    return read_frame(name, data)


def read_saved(directory: Path) -> SavedRound:
    """Read what was saved, and make sure that it is whole; nothing of it becomes a frame yet.

    :raises InputNotFound: the folder holds no result, one of an incompatible version, or one that is incomplete or
        changed since.
    """
    summary: dict[str, Any] | None = output.read_summary(directory)
    if summary is None:
        raise InputNotFound("no-results", directory=directory, file=SUMMARY)
    if summary.get("format") != FORMAT:
        raise _other_format(directory, summary.get("format"))
    try:
        outputs = summary["outputs"]
        parquet = {name: _read_output(directory, outputs, f"{output.FRAMES}/{name}.parquet") for name in COLUMNS}
        forms = tuple(_load_form(directory, outputs, form["folder"]) for form in summary["forms"])
        return SavedRound(parquet, forms, summary["year"], dt.datetime.fromisoformat(summary["as_of"]), summary)
    except (KeyError, TypeError, AttributeError, ValueError, OSError) as error:
        raise _incomplete(directory, error) from error


def _incomplete(directory: Path, error: Exception) -> InputNotFound:
    return InputNotFound("results-changed", directory=directory, reason=reason_of(error))


def _other_format(directory: Path, found: object) -> InputNotFound:
    """Refuse results whose columns are others than this program's."""
    if not isinstance(found, int):
        return InputNotFound("results-without-format", directory=directory, known=FORMAT)
    return InputNotFound("results-too-new" if found > FORMAT else "results-too-old", directory=directory, found=found,
                         known=FORMAT)


def _load_form(directory: Path, outputs: Mapping[str, str], folder: str) -> Form:
    """A form from its definition among the results, once all its files are seen to be whole."""
    from pmqa_xlsx.definition.loading import load_form

    for name in outputs:
        if name.startswith(f"{folder}/"):
            _read_output(directory, outputs, name)
    return load_form(directory / folder)


def _read_output(directory: Path, outputs: Mapping[str, str], name: str) -> bytes:
    """The bytes of one output, if they are those that the summary speaks of."""
    data = (directory / name).read_bytes()
    if hashlib.sha256(data).hexdigest() != outputs[name]:
        raise ValueError(name)
    return data
