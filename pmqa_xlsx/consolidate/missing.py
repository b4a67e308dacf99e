"""Who owes a return, and the rows of ``missing`` and ``units``: the state of each unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pmqa_xlsx.catalogue import Severity
from pmqa_xlsx.consolidate.arrivals import comparable
from pmqa_xlsx.consolidate.letters import sent_to
from pmqa_xlsx.consolidate.round_facts import RoundFacts, days_late, days_overdue, first_return, ruling_forms
from pmqa_xlsx.consolidate.rows import label_of
from pmqa_xlsx.consolidate.schema import MissingRow, Standing, StandingRow
from pmqa_xlsx.consolidate.status import JudgedArrival, Status
from pmqa_xlsx.consolidate.unit_state import UnitId
from pmqa_xlsx.consolidate.verdicts import JudgedRound
from pmqa_xlsx.form.model import Form, Unit
from pmqa_xlsx.text.calendar import iso_text


class Owed(NamedTuple):
    """A return that is expected: of one unit, for one form and fiscal year (in the form's calendar)."""

    form: Form
    year: int
    unit: Unit


def owed_returns(forms: Sequence[Form], year: int | None) -> list[Owed]:
    """Every return that is expected, by unit code and form.

    Each form that was asked for is owed by each of its units of the year; of several editions of one form for one
    year only the units of the one given last owe it.

    :param year: the fiscal year (in the form's calendar) asked for; ``None`` for each form's own.
    """
    owed: dict[tuple[str, str, int], Owed] = {}
    for (form_id, own_year), form in ruling_forms(forms, year).items():
        owed |= {(unit.code, form_id, own_year): Owed(form, own_year, unit) for unit in form.units_in(own_year)}
    return [owed[key] for key in sorted(owed)]


def missing_rows(judged: JudgedRound, facts: RoundFacts) -> Iterator[MissingRow]:
    """The rows of ``missing``: each unit without a counted return, by unit code.

    ``days_late`` is counted in whole days up to the as-of day in Thai time, 0 until the due date or if there is
    none. ``attempts`` are the files that name or point to the unit and do not count, a held one for each unit that
    it may be of; one that names no form asked for is an attempt for all.
    """
    asked = {form.form_id for form in facts.forms}
    attempts: dict[tuple[str, str], list[JudgedArrival]] = {}
    for arrival in judged.arrivals:
        if arrival.is_attempt:
            one = arrival.stats
            form_id = one.reading.form_id if one.reading.form_id in asked else ""
            for code in arrival.possible_units:
                attempts.setdefault((code, form_id), []).append(arrival)
    for form, year, unit in owed_returns(facts.forms, facts.year):
        if (unit.code, form.form_id, year) in judged.units:
            continue
        due = facts.due(form, year, unit.code)
        tried = [*attempts.get((unit.code, form.form_id), ()), *attempts.get((unit.code, ""), ())]
        last = max(tried, key=lambda one: (comparable(one.sent_at), one.origin.sha256), default=None)
        yield MissingRow(
            unit_code=unit.code, unit_name=unit.name.th, fiscal_year=year, form_id=form.form_id,
            form_version=form.form_version, group=unit.group, email=unit.email if facts.contacts else "",
            due_date=due.isoformat() if due else "", days_late=days_overdue(due, facts.as_of), attempts=len(tried),
            last_attempt=label_of(last.origin, contacts=facts.contacts) if last else "",
            last_attempt_at=iso_text(last.sent_at) if last else "")


def standing_rows(judged: JudgedRound, facts: RoundFacts, percents: Mapping[UnitId, float]) -> Iterator[StandingRow]:
    """The rows of ``units``: each unit of the year, by unit code.

    :param percents: the total score of each unit, form and year of which something counts.
    """
    letters = sent_to(facts.letters)
    counted = {(s.stats.whose.unit_code, s.stats.whose.form_id, s.stats.year): s
               for s in judged.arrivals if s.counted}
    for form, year, unit in owed_returns(facts.forms, facts.year):
        key = (unit.code, form.form_id, year)
        counting, due = counted.get(key), facts.due(form, year, unit.code)
        state = judged.units.get(key)
        first = first_return(one.distinct for one in state.returns) if state else None
        errors = counting.count(Severity.ERROR) if counting else 0
        overdue = days_overdue(due, facts.as_of)
        if counting is None:
            standing = Standing.OVERDUE if overdue else Standing.MISSING
        else:
            standing = Standing.COMPLETE if counting.status is Status.ACCEPTED else Standing.TO_CORRECT
        yield StandingRow(
            unit_code=unit.code, unit_name=unit.name.th, fiscal_year=year, form_id=form.form_id,
            form_version=counting.stats.reading.form_version if counting else form.form_version, group=unit.group,
            standing=standing, due_date=due.isoformat() if due else "",
            first_return_at=iso_text(first.sent_at) if first else "",
            days_late=days_late(first, due) if first else overdue, returns=len(state.returns) if state else 0,
            completeness=counting.stats.completeness if counting else None, percent=percents.get(key),
            open_errors=errors if standing is Standing.TO_CORRECT else 0, letters=letters.get(unit.code, (0, None))[0],
            last_letter_at=iso_text(letters.get(unit.code, (0, None))[1]))
