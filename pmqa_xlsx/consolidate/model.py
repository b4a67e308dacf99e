"""The frames of a round, with what they were made from: what is saved and loaded."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pmqa_xlsx.consolidate.build_frame import Frames
from pmqa_xlsx.consolidate.decisions import Settled
from pmqa_xlsx.consolidate.frame_rows import EachRow
from pmqa_xlsx.consolidate.schema import FRAMES, FileKey, ReturnRow
from pmqa_xlsx.consolidate.status import Status, any_open_error
from pmqa_xlsx.form.model import Form
from pmqa_xlsx.light_dataclass import dataclass, field
from pmqa_xlsx.system.scratch_file import KeptBytes
from pmqa_xlsx.text.calendar import Calendar
from pmqa_xlsx.text.language import Text

if TYPE_CHECKING:
    import pandas as pd

#: A file to save beside the frames: its name in the output folder, and what makes its bytes.
ReportFile = tuple[str, Callable[[], bytes | KeptBytes]]


class NamedFrames:
    """The frames of a round as attributes.

    :ivar returns: one row for each return, and for each file from which none could be taken.
    :ivar answers: one row for each slot of each counted return.
    :ivar contacts: one row for each e-mail address; empty when contacts were left out.
    :ivar scores: percent (0–100) by unit and criterion, section, category or total.
    :ivar findings: one row for each finding, also of returns that do not count.
    :ivar missing: one row for each unit without a counted return.
    :ivar changes: one row for each answer that a later return of a unit changed.
    :ivar events: one row for each thing that happened in the round; empty outside a round.
    :ivar units: one row for each unit of the year, with its state.
    :ivar letters: one row for each letter; empty outside a round.
    :ivar questions: one row for each slot of each form: the dictionary.
    :ivar frames: all of them by name, in the contract's order; each is made when it is first looked at.
    """

    returns: pd.DataFrame
    answers: pd.DataFrame
    contacts: pd.DataFrame
    scores: pd.DataFrame
    findings: pd.DataFrame
    missing: pd.DataFrame
    changes: pd.DataFrame
    events: pd.DataFrame
    units: pd.DataFrame
    letters: pd.DataFrame
    questions: pd.DataFrame
    frames: Frames

    def __getattr__(self, name: str) -> Any:
        if name not in FRAMES:
            raise AttributeError(name)
        return self.frames[name]

    def __dir__(self) -> Iterable[str]:
        return [*super().__dir__(), *FRAMES]


@dataclass(eq=False, repr=False)
class RoundFrames(NamedFrames):
    """All returns of a round as tables; columns and meanings are those of the saved frames of the same names.

    Text columns are pandas ``string`` without missing values ("" where nothing applies), whole numbers are
    ``Int64``, others ``float64``; fiscal years are in the form's calendar, dates and moments A.D. as
    ISO 8601 text, slots count from 1. In ``answers`` the text columns other than ``value`` and ``raw`` are
    ``category``, ordered as texts are.

    :ivar forms: the forms that were asked for.
    :ivar year: the fiscal year (in the form's calendar) asked for; ``None`` for each form's own.
    :ivar as_of: the moment up to which lateness is counted.
    :ivar states: how many answers have each state.
    :ivar skipped: how many files were recognised and left out, by reason.
    :ivar decisions: the office's decisions on single returns, with their outcomes.
    :ivar run: the number of the run that made them, from 1; 0 outside a round.
    :ivar since: what is different from the run before, as ``summary.json`` states it.
    :ivar error_log: tracebacks of exceptions that nobody foresaw, for ``errors.log``; not part of a loaded result.
    :ivar unread: a line for each file that could not be read here (open in another program, no permission),
        with what to do; such a file has no row. Not part of a loaded result.
    """

    frames: Frames
    forms: tuple[Form, ...]
    year: int | None
    as_of: dt.datetime
    states: Mapping[str, int]
    skipped: Mapping[str, int] = field(default_factory=dict)
    decisions: tuple[Settled, ...] = ()
    run: int = 0
    since: Mapping[str, object] = field(default_factory=dict)
    error_log: str = field(default="", repr=False)
    unread: tuple[Text, ...] = ()

    def __repr__(self) -> str:
        counts = {status.value: int((self.returns["status"] == status.value).sum()) for status in Status}
        said = ", ".join(f"{count} {status}" for status, count in counts.items() if count)
        forms = ", ".join(form.edition for form in self.forms)
        year = f" {self.year}" if self.year else ""
        return Text(en="<{type} of {forms}{year}: {returns} {returns:return|returns}{said}, {missing} missing, "
                       "{findings} {findings:finding|findings}>").say(
            "en", type=type(self).__name__, forms=forms, year=year, said=f" ({said})" if said else "",
            returns=len(self.returns), missing=len(self.missing), findings=len(self.findings))

    @property
    def calendar(self) -> Calendar:
        """The calendar of the first form's years, in which outputs show years and days."""
        return self.forms[0].calendar if self.forms else Calendar.BE

    @cached_property
    def finding_codes(self) -> Mapping[FileKey, Counter[tuple[str, str]]]:
        """How often each file has findings of each severity and code, in their order.

        Counted once: of a large round the rows of ``findings`` are made anew at each look.
        """
        found = defaultdict[FileKey, Counter[tuple[str, str]]](Counter)
        for chunk in self.frames.chunks("findings"):
            columns = (chunk[name] for name in ("file", "sha256", "severity", "code"))
            for file, sha256, severity, code in zip(*columns, strict=True):
                found[file, sha256][severity, code] += 1
        return found

    @property
    def has_errors(self) -> bool:
        """Whether a counted or held return has an error, or a rejected one whose matter is open."""
        return any_open_error(EachRow(self, ReturnRow))
