"""From the facts of a round to its frames."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pmqa_xlsx.consolidate.build_frame import frame_of_rows
from pmqa_xlsx.consolidate.consolidation import Consolidation
from pmqa_xlsx.consolidate.counted_frames import AnswerBuilder, ContactBuilder, ScoreBuilder
from pmqa_xlsx.consolidate.decisions import Decision, Extension
from pmqa_xlsx.consolidate.dictionary import question_rows
from pmqa_xlsx.consolidate.error_log import error_log
from pmqa_xlsx.consolidate.matters import letter_rows
from pmqa_xlsx.consolidate.missing import missing_rows, unit_rows
from pmqa_xlsx.consolidate.privacy import nameless
from pmqa_xlsx.consolidate.round_facts import RoundFacts
from pmqa_xlsx.consolidate.rows import change_rows, finding_rows, return_rows
from pmqa_xlsx.consolidate.schema import (
    ChangeRow,
    EventRow,
    FindingRow,
    LetterRow,
    MissingRow,
    QuestionRow,
    ReturnRow,
    StandingRow,
)
from pmqa_xlsx.consolidate.standing import JudgedArrival
from pmqa_xlsx.consolidate.unit_state import UnitId
from pmqa_xlsx.consolidate.verdicts import JudgedRound, judge_round
from pmqa_xlsx.form.model import TOTAL, Form
from pmqa_xlsx.ingester.model import Return
from pmqa_xlsx.system.clock import now
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
    extensions: Sequence[Extension] = (),
) -> Consolidation:
    """Decide which returns count and lay everything out as frames; the order of the returns does not matter.

    Editions of one form (the same ``form_id``) are one form: a unit has one counted return for a fiscal year. Each
    of the forms is expected from each of its units.

    :param returns: also files from which no return could be taken.
    :param forms: the forms that were asked for; every return with answers was read by one of them.
    :param year: the fiscal year (B.E.) asked for; ``None`` for each form's own.
    :param as_of: the moment of the results; what was sent or decided after the end of a past day is left out.
        Thai time where it has no time zone.
    :param contacts: whether to give personal data: the ``contacts`` frame, who sent a mail, names of files, and
        answers that name people or say how to reach them. Without it these are empty, the answers' states stay.
    :param skipped: how many files were left out before, by reason.
    :param decisions: what the office decided about single returns.
    :param extensions: units' own due dates that the office granted.
    """
    facts = RoundFacts(returns, forms, year, thai_time(as_of).replace(microsecond=0), now(), contacts, skipped or {},
                       decisions, extensions)
    return frames_of(facts)


def frames_of(facts: RoundFacts, events: Iterable[EventRow] = (), **more: Any) -> Consolidation:
    """The frames of a round.

    :param events: the rows of ``events``.
    :param more: further attributes of the result.
    """
    facts = facts.until_cutoff()
    if not facts.contacts:
        units = {unit.code for form in facts.forms for unit in form.units}
        facts = replace(facts, returns=[replace(one, reading=nameless(one.reading, units)) for one in facts.returns])
    judged, contacts = judge_round(facts), facts.contacts
    counted = sorted((standing for standing in judged.standings if standing.counted), key=lambda s: (
        s.measured.whose.unit_code, s.measured.reading.form_id, s.measured.year))
    frames: dict[str, Any] = _counted_frames(counted, contacts=contacts)
    totals = frames["scores"][frames["scores"]["level"] == TOTAL]
    percents: dict[UnitId, float] = {(code, form, int(year)): float(percent) for code, form, year, percent in zip(
        totals["unit_code"], totals["form_id"], totals["fiscal_year"], totals["percent"], strict=True)}
    frames |= {
        "returns": frame_of_rows(ReturnRow, return_rows(judged.standings, contacts=contacts)),
        "findings": frame_of_rows(FindingRow, finding_rows(judged.standings, contacts=contacts)),
        "missing": frame_of_rows(MissingRow, missing_rows(judged, facts)),
        "changes": frame_of_rows(ChangeRow, change_rows(_by_unit(judged), contacts=contacts)),
        "events": frame_of_rows(EventRow, events),
        "units": frame_of_rows(StandingRow, unit_rows(judged, facts, percents)),
        "letters": frame_of_rows(LetterRow, letter_rows(judged, facts)),
        "questions": frame_of_rows(QuestionRow, question_rows(judged.layouts.values())),
    }
    settled = judged.settled if contacts else [one.without_names() for one in judged.settled]
    return Consolidation(**frames, forms=tuple(facts.forms), year=facts.year, as_of=facts.as_of,
                         skipped=judged.skipped, decisions=tuple(settled),
                         error_log=error_log(facts.returns, contacts=contacts), **more)


def _by_unit(judged: JudgedRound) -> list[Any]:
    return [judged.units[key] for key in sorted(judged.units, key=lambda key: (key[0], key[1], key[2] or 0))]


def _counted_frames(counted: Sequence[JudgedArrival], *, contacts: bool) -> dict[str, pd.DataFrame]:
    """The frames of the returns that count; the answers of each return are unpacked once for all of them."""
    scores, emails, answers = ScoreBuilder(), ContactBuilder(), AnswerBuilder(contacts=contacts)
    for standing in counted:
        one = standing.measured
        assert one.layout is not None  # noqa: S101  a counted return was read by a layout
        columns = one.reading.slots.columns
        scores.add(one, one.layout, columns)
        answers.add(one, one.layout, columns, standing.sources)
        if contacts:
            emails.add(one, one.layout, columns)
    return {"scores": scores.frame(), "contacts": emails.frame(), "answers": answers.frame()}
