"""The result of a round, which can be saved to a folder and loaded from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pmqa_xlsx import arguments
from pmqa_xlsx.consolidate.load import load_frames
from pmqa_xlsx.consolidate.model import ReportFile, RoundFrames
from pmqa_xlsx.consolidate.output import check_writable, output_lock
from pmqa_xlsx.consolidate.save import save_frames


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
        return cls(**vars(load_frames(arguments.one_path(directory, "directory"))))
