"""Letters to the units of a round."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from pmqa_xlsx import arguments
from pmqa_xlsx.ledger.results_folder import ResultsFolder

if TYPE_CHECKING:
    from pmqa_xlsx.feedback import FeedbackFile


class Correspondence(ResultsFolder):
    """What is written to a round's units."""

    def feedback(
        self, into: str | Path, *, units: str | Iterable[str] = (),
        on_progress: Callable[[int, int], None] | None = None,
    ) -> list[FeedbackFile]:
        """Write correction workbooks and mail drafts from the results of the last run.

        :param into: a folder: empty, new, or written by an earlier call.
        :param units: codes of the units that get feedback; default: all, and the senders of files of unknown units.
        :returns: the files written.
        :raises OperatorError: a unit is not listed, the round keeps no contacts, or the folder cannot be written.
        """
        from pmqa_xlsx.feedback import write_feedback

        return write_feedback(self.current(), arguments.several_paths(into, "into")[0],
                              units=arguments.several_texts(units, "units"), lang=self._lang, on_progress=on_progress,
                              where=str(self.directory))
