"""From the returns of a round to its frames."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pmqa_xlsx.consolidate.build_frame import frame_of_rows
from pmqa_xlsx.consolidate.consolidation import Consolidation
from pmqa_xlsx.consolidate.counted_frames import AnswerBuilder, ContactBuilder, ScoreBuilder
from pmqa_xlsx.consolidate.decisions import Decision
from pmqa_xlsx.consolidate.error_log import error_log
from pmqa_xlsx.consolidate.missing import missing_rows
from pmqa_xlsx.consolidate.rows import finding_rows, return_rows
from pmqa_xlsx.consolidate.schema import FindingRow, MissingRow, ReturnRow
from pmqa_xlsx.consolidate.verdicts import Verdicted, judge_round
from pmqa_xlsx.form.model import Form
from pmqa_xlsx.ingester.model import Return
from pmqa_xlsx.text.calendar import thai_time

if TYPE_CHECKING:
    import pandas as pd


def consolidate(
    returns: Sequence[Return],
    forms: Sequence[Form],
    *,
    year: int | None,
    as_of: dt.datetime,
    contacts: bool = True,
    skipped: Mapping[str, int] | None = None,
    decisions: Sequence[Decision] = (),
) -> Consolidation:
    """Decide which returns count and lay everything out as frames; the order of the returns does not matter.

    Editions of one form (the same ``form_id``) are one form: a unit has one counted return for a fiscal year. Each
    of the forms is expected from each of its units. Workbooks in which nobody typed are left out with a count.

    :param returns: also files from which no return could be taken.
    :param forms: the forms that were asked for; every return with answers was read by one of them.
    :param year: the fiscal year (B.E.) asked for; ``None`` for each form's own.
    :param as_of: the moment that "late" is reckoned from; Thai time where it has no time zone.
    :param contacts: whether to give personal data: the ``contacts`` frame, who sent a mail, and answers that name
        people or say how to reach them. Without it these are empty, the answers' states stay.
    :param skipped: how many files were left out before, by reason.
    :param decisions: what the office decided about single returns; of two ``prefer`` for one unit the later counts.
    """
    standings, counts, settled = judge_round(returns, forms, year, contacts=contacts, skipped=skipped or {},
                                             decisions=decisions)
    counted = sorted((standing for standing in standings if standing.counted), key=lambda s: (
        s.measured.reading.unit_code, s.measured.reading.form_id, s.measured.year))
    frames: dict[str, Any] = _counted_frames(counted, contacts=contacts) | {
        "returns": frame_of_rows(ReturnRow, return_rows(standings, contacts=contacts)),
        "findings": frame_of_rows(FindingRow, finding_rows(standings, contacts=contacts)),
        "missing": frame_of_rows(MissingRow, missing_rows(standings, forms, year, as_of)),
    }
    return Consolidation(**frames, forms=tuple(forms), year=year, as_of=thai_time(as_of).replace(microsecond=0),
                         skipped=counts, decisions=tuple(settled if contacts else
                                                         [one.without_names() for one in settled]),
                         error_log=error_log(returns, contacts=contacts))


def _counted_frames(counted: Sequence[Verdicted], *, contacts: bool) -> dict[str, pd.DataFrame]:
    """The frames of the returns that count; the answers of each return are unpacked once for all of them."""
    scores, emails, answers = ScoreBuilder(), ContactBuilder(), AnswerBuilder(contacts=contacts)
    for standing in counted:
        one = standing.measured
        assert one.layout is not None  # noqa: S101  a counted return was read by a layout
        columns = one.reading.slots.columns
        scores.add(one, one.layout, columns)
        answers.add(one, one.layout, columns)
        if contacts:
            emails.add(one, one.layout, columns)
    return {"scores": scores.frame(), "contacts": emails.frame(), "answers": answers.frame()}
