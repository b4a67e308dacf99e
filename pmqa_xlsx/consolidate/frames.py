"""From the facts of a round to its frames."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from pmqa_xlsx.consolidate import schema
from pmqa_xlsx.consolidate.build_frame import Frames, LazyFrame
from pmqa_xlsx.consolidate.consolidation import Consolidation
from pmqa_xlsx.consolidate.counted_frames import ScoredReturn, answer_frame, contact_frame, score_frame
from pmqa_xlsx.consolidate.decisions import Decision, Extension
from pmqa_xlsx.consolidate.matters import letter_rows
from pmqa_xlsx.consolidate.missing import missing_rows, standing_rows
from pmqa_xlsx.consolidate.privacy import nameless, without_unit_addresses
from pmqa_xlsx.consolidate.round_facts import RoundFacts
from pmqa_xlsx.consolidate.rows import change_rows, finding_rows, question_rows, return_rows
from pmqa_xlsx.consolidate.run_record import error_log
from pmqa_xlsx.consolidate.unit_state import UnitId, UnitState
from pmqa_xlsx.consolidate.verdicts import JudgedRound, judge_round
from pmqa_xlsx.form.model import Form
from pmqa_xlsx.ingester.model import Return
from pmqa_xlsx.system.clock import now
from pmqa_xlsx.text.calendar import thai_time

#: About how many characters the sentences of a finding have.
_WORDS_OF_A_FINDING = 500


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
    :param forms: the forms that were asked for, the one given last first; every return with answers was read by one
        of them.
    :param year: the fiscal year (in the form's calendar) asked for; ``None`` for each form's own.
    :param as_of: the moment of the results; what was sent or decided after the end of a past day is left out.
        Thai time where it has no time zone.
    :param contacts: whether to give personal data: the ``contacts`` frame, who sent a mail, names of files, and
        answers that name people or say how to reach them. Without it these are empty, the answers' states stay.
    :param skipped: how many files were left out before, by reason.
    :param decisions: what the office decided about single returns.
    :param extensions: units' own due dates that the office granted.
    """
    return frames_of(RoundFacts(
        returns, forms, year, thai_time(as_of).replace(microsecond=0), now=now(), contacts=contacts,
        skipped=skipped or {}, decisions=decisions, extensions=extensions))


def frames_of(facts: RoundFacts) -> Consolidation:
    """The frames of a round; ``events`` is empty."""
    facts = facts.until_cutoff()
    if not facts.contacts:
        units = {unit.code for form in facts.forms for unit in form.units}
        facts = replace(facts, returns=[replace(one, reading=nameless(one.reading, units)) for one in facts.returns])
    judged, contacts = judge_round(facts), facts.contacts
    counted = sorted((one for one in judged.arrivals if one.counted), key=lambda one: (
        one.stats.whose.unit_code, one.stats.reading.form_id, one.stats.year))
    scored = [ScoredReturn.of(one) for one in counted]
    percents: dict[UnitId, float] = {}
    states: Counter[str] = Counter()
    for one in scored:
        whose = one.counted.stats.whose
        states.update(one.states)
        if one.total is not None:
            percents[whose.unit_code, whose.form_id, whose.fiscal_year] = one.total
    rows = LazyFrame.of_rows
    frames = Frames({
        "returns": rows(schema.ReturnRow, judged.arrivals, partial(return_rows, contacts=contacts)),
        "answers": LazyFrame(schema.AnswerRow, counted, partial(answer_frame, contacts=contacts),
                             lambda one: one.stats.reading.slots.size),
        "contacts": LazyFrame(schema.ContactRow, counted if contacts else [], contact_frame),
        "scores": LazyFrame(schema.ScoreRow, scored, score_frame),
        "findings": rows(schema.FindingRow, judged.arrivals, partial(finding_rows, contacts=contacts),
                         lambda one: sum(finding.size + _WORDS_OF_A_FINDING for finding in one.findings)),
        "missing": rows(schema.MissingRow, [facts], lambda _: missing_rows(judged, facts)),
        "changes": rows(schema.ChangeRow, _changed(judged), partial(change_rows, contacts=contacts),
                        lambda unit: sum(one.reading.slots.size for one in unit.returns)),
        "events": rows(schema.EventRow, [], iter),
        "units": rows(schema.StandingRow, [facts], lambda _: standing_rows(judged, facts, percents)),
        "letters": rows(schema.LetterRow, [facts], lambda _: letter_rows(judged, facts)),
        "questions": rows(schema.QuestionRow, [*judged.layouts.values()], question_rows),
    })
    settled = judged.settled if contacts else [one.without_names() for one in judged.settled]
    forms = tuple(facts.forms if contacts else map(without_unit_addresses, facts.forms))
    return Consolidation(frames, forms, facts.year, facts.as_of, states=+states, skipped=judged.skipped,
                         decisions=tuple(settled), error_log=error_log(facts.returns, contacts=contacts))


def _changed(judged: JudgedRound) -> list[UnitState]:
    """The units of which a later return changed an answer, in order."""
    found = [key for key, unit in judged.units.items() if unit.folded and unit.folded.changes]
    return [judged.units[key] for key in sorted(found, key=lambda key: (key[0], key[1], key[2] or 0))]
