"""Who owes a return, and the rows of ``missing``: who has none that counts."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pmqa_xlsx.consolidate.schema import MissingRow
from pmqa_xlsx.consolidate.verdicts import Verdicted
from pmqa_xlsx.form.model import Form, Unit
from pmqa_xlsx.text.calendar import thai_time


class Owed(NamedTuple):
    """A return that is expected: of one unit, for one form and fiscal year (B.E.)."""

    form: Form
    year: int
    unit: Unit


def owed_returns(forms: Sequence[Form], year: int | None) -> list[Owed]:
    """Every return that is expected, by unit code and form.

    Each form that was asked for is owed by each of its units of the year; editions of one form for one year
    are owed once, as the first of them that lists the unit.

    :param year: the fiscal year (B.E.) asked for; ``None`` for each form's own.
    """
    owed: dict[tuple[str, str, int], Owed] = {}
    for form in forms:
        own_year = form.fiscal_year if year is None else year
        for unit in form.units_in(own_year):
            owed.setdefault((unit.code, form.form_id, own_year), Owed(form, own_year, unit))
    return [owed[key] for key in sorted(owed)]


def missing_rows(
    standings: Sequence[Verdicted], forms: Sequence[Form], year: int | None, as_of: dt.datetime,
) -> Iterator[MissingRow]:
    """The rows of ``missing``: each unit without a counted return, by unit code.

    ``days_late`` is reckoned in whole days up to ``as_of`` in Thai time, 0 until the due date and where there is
    none. ``attempts`` counts the unit's returns that do not count; one that names no form asked for counts for all.

    :param year: the fiscal year (B.E.) asked for; ``None`` for each form's own.
    """
    here = {(s.measured.reading.unit_code, s.measured.reading.form_id, s.measured.year) for s in standings if s.counted}
    asked = {form.form_id for form in forms}
    attempts: Counter[tuple[str, str]] = Counter()
    for standing in standings:
        reading = standing.measured.reading
        if standing.status is not None and not standing.counted:
            attempts[reading.unit_code, reading.form_id if reading.form_id in asked else ""] += 1
    for form, own_year, unit in owed_returns(forms, year):
        if (unit.code, form.form_id, own_year) in here:
            continue
        due = form.due_in(own_year)
        late = max((thai_time(as_of).date() - due).days, 0) if due else 0
        yield MissingRow(
            unit_code=unit.code, unit_name=unit.name.th, fiscal_year=own_year, form_id=form.form_id,
            form_version=form.form_version, group=unit.group, email=unit.email,
            due_date=due.isoformat() if due else "", days_late=late,
            attempts=attempts[unit.code, form.form_id] + attempts[unit.code, ""],
        )
