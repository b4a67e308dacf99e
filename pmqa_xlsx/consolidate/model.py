"""The result of a round: the frames, with what they were made from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pmqa_xlsx.consolidate.decisions import Settled
from pmqa_xlsx.consolidate.schema import COLUMNS
from pmqa_xlsx.consolidate.verdicts import Status
from pmqa_xlsx.form.model import Form

if TYPE_CHECKING:
    import pandas as pd

#: A file to save beside the frames: its name in the output folder, and what makes its bytes.
ReportFile = tuple[str, Callable[[], bytes]]


@dataclass(eq=False, repr=False)
class Consolidation:
    """All returns of a round as tables; columns and meanings are those of the saved frames of the same names.

    Text columns are pandas ``string`` without missing values ("" where nothing applies), whole numbers are
    ``Int64``, others ``float64``; fiscal years are B.E., dates and moments A.D. as ISO 8601 text, slots count from 1.
    In ``answers`` the text columns other than ``value`` and ``raw`` are ``category``, ordered as texts are.

    :ivar returns: one row for each return, and for each file from which none could be taken.
    :ivar answers: one row for each slot of each counted return.
    :ivar contacts: one row for each e-mail address; empty when contacts were left out.
    :ivar scores: percent (0–100) by unit and criterion, category or total.
    :ivar findings: one row for each finding, also of returns that do not count.
    :ivar missing: one row for each unit without a counted return.
    :ivar forms: the forms that were asked for.
    :ivar year: the fiscal year (B.E.) asked for; ``None`` for each form's own.
    :ivar as_of: the moment that "late" is reckoned from.
    :ivar skipped: how many files were recognised and left out, by reason.
    :ivar decisions: what the office decided about single returns, and what came of each decision.
    :ivar error_log: tracebacks of exceptions that nobody foresaw, for ``errors.log``; not part of a loaded result.
    :ivar companions: gives what :meth:`save` writes beside the frames when it is not told: the reports, and the names
        of the originals, which it puts into the folder that it is given; ``None`` for a result that was loaded.
    """

    returns: pd.DataFrame
    answers: pd.DataFrame
    contacts: pd.DataFrame
    scores: pd.DataFrame
    findings: pd.DataFrame
    missing: pd.DataFrame
    forms: tuple[Form, ...]
    year: int | None
    as_of: dt.datetime
    skipped: Mapping[str, int] = field(default_factory=dict)
    decisions: tuple[Settled, ...] = ()
    error_log: str = field(default="", repr=False)
    companions: Callable[[Consolidation, Path], tuple[Sequence[ReportFile], Iterable[str]]] | None = None

    def __repr__(self) -> str:
        counts = {status.value: int((self.returns["status"] == status.value).sum()) for status in Status}
        said = ", ".join(f"{count} {status}" for status, count in counts.items() if count)
        forms = ", ".join(form.edition for form in self.forms)
        year = f" {self.year}" if self.year else ""
        return (f"<Consolidation of {forms}{year}: {len(self.returns)} returns{f' ({said})' if said else ''}, "
                f"{len(self.missing)} missing, {len(self.findings)} findings>")

    @property
    def frames(self) -> dict[str, pd.DataFrame]:
        """The frames by name, in the contract's order."""
        return {name: getattr(self, name) for name in COLUMNS}

    @property
    def has_errors(self) -> bool:
        """Whether a counted or rejected return has a finding of severity ``error``."""
        concerned = [status.value for status in Status if status.counted or status is Status.REJECTED]
        return bool((self.returns["status"].isin(concerned) & (self.returns["errors"] > 0)).any())

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
        from pmqa_xlsx.consolidate.output import check_writable, output_lock
        from pmqa_xlsx.consolidate.save import save_consolidation

        folder = Path(directory)
        check_writable(folder)
        with output_lock(folder):
            if files is None and originals is None and self.companions is not None:
                files, originals = self.companions(self, folder)
            save_consolidation(self, folder, files or (), originals or ())

    @classmethod
    def load(cls, directory: str | Path) -> Consolidation:
        """Read back what :meth:`save` wrote.

        :raises InputNotFound: the folder holds no result, one of an incompatible version, or one that was cut short
            or changed since.
        """
        from pmqa_xlsx.consolidate.load import load_consolidation

        return load_consolidation(Path(directory))
