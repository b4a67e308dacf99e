"""The facts from which a round's state is derived, and when a unit is late or overdue by them.

Only the first return of a unit can be late, a correction never is. Days are whole days of the calendar in Thailand.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from pmqa_xlsx.answers import is_email
from pmqa_xlsx.consolidate.arrivals import DistinctReturn, address_of
from pmqa_xlsx.consolidate.decisions import Decision, Extension
from pmqa_xlsx.consolidate.letters import Letter
from pmqa_xlsx.findings import Finding
from pmqa_xlsx.form.model import Form
from pmqa_xlsx.ingester.model import Return
from pmqa_xlsx.light_dataclass import dataclass, field, replace
from pmqa_xlsx.system.clock import end_of_day
from pmqa_xlsx.text.calendar import Calendar, thai_time
from pmqa_xlsx.text.thai import in_words


def ruling_forms(forms: Sequence[Form], year: int | None) -> dict[tuple[str, int], Form]:
    """For each form and fiscal year the edition that rules which units there are: the one given last.

    :param forms: the one given last first.
    :param year: the fiscal year asked for; ``None`` for each form's own.
    """
    ruling: dict[tuple[str, int], Form] = {}
    for form in forms:
        ruling.setdefault((form.form_id, form.fiscal_year if year is None else year), form)
    return ruling


def ruling_form(forms: Sequence[Form], year: int | None, form: Form, of_year: int) -> Form:
    """The edition of a form that rules texts, dates and units of a fiscal year: the one given last.

    :param forms: the one given last first, and the ``year`` asked for, as for :func:`ruling_forms`.
    """
    return ruling_forms(forms, year).get((form.form_id, of_year), form)


def office_addresses(forms: Sequence[Form]) -> frozenset[str]:
    """The addresses to which forms are to be returned, from which the office itself writes."""
    return frozenset(address for form in forms if (address := address_of(form.return_to)))


def reachable(sender: str, office: Collection[str]) -> str:
    """The address of a sender to which a letter can go; empty for none, and for the office that forwarded something.

    :param office: the addresses from which the office itself writes.
    """
    address = address_of(sender)
    return address if is_email(address) and address not in office else ""


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """What a round's state is derived from.

    :ivar returns: everything that arrived; also files from which no return could be taken.
    :ivar forms: the forms asked for, the one given last first; every return with answers was read by one of them.
    :ivar year: the fiscal year (in the form's calendar) asked for; ``None`` for each form's own.
    :ivar as_of: the moment that is asked about, with time zone.
    :ivar now: the clock's moment; ``None`` to leave nothing out that came later than ``as_of``.
    :ivar contacts: whether findings may quote answers that are personal data.
    """

    returns: Sequence[Return]
    forms: Sequence[Form]
    year: int | None
    as_of: dt.datetime
    now: dt.datetime | None = None
    contacts: bool = True
    skipped: Mapping[str, int] = field(default_factory=dict)
    decisions: Sequence[Decision] = ()
    extensions: Sequence[Extension] = ()
    letters: Sequence[Letter] = ()

    @property
    def office(self) -> frozenset[str]:
        """See :func:`office_addresses`."""
        return office_addresses(self.forms)

    @property
    def cutoff(self) -> dt.datetime | None:
        """The end of the past day that is asked about; ``None`` for today and later, when nothing is left out."""
        day = thai_time(self.as_of).date()
        return None if self.now is None or day >= thai_time(self.now).date() else end_of_day(day)

    def until_cutoff(self) -> RoundFacts:
        """The same without decisions and extensions of later days."""
        end = self.cutoff
        if end is None:
            return self
        return replace(self, decisions=[one for one in self.decisions if one.at <= end],
                       extensions=[one for one in self.extensions if one.at <= end])

    def ruling(self, form: Form, year: int) -> Form:
        """See :func:`ruling_form`."""
        return ruling_form(self.forms, self.year, form, year)

    def due(self, form: Form, year: int, unit_code: str) -> dt.date | None:
        """The day (A.D.) by which a unit's return is due: as extended, else the unit's own, else the form's."""
        granted = [one for one in self.extensions if one.unit_code == unit_code]
        if granted:
            return sorted(granted, key=lambda one: one.at)[-1].due_date  # of one moment, the one granted last
        return form.due_in(year, unit_code)


def first_return(returns: Iterable[DistinctReturn]) -> DistinctReturn:
    """The unit's first return of at least one, each neither rejected nor held."""
    return min(returns, key=lambda one: one.order)


def days_late(first: DistinctReturn, due: dt.date | None) -> int:
    """How many days after the due day (A.D.) a unit's first return was sent; 0 where it was not, or one is unknown."""
    return 0 if first.sent_at is None else days_overdue(due, first.sent_at)


def days_overdue(due: dt.date | None, moment: dt.datetime) -> int:
    """How many days a moment is after the due day (A.D.); 0 on that day, before it and where there is none."""
    return max((thai_time(moment).date() - due).days, 0) if due else 0


def late(first: DistinctReturn, due: dt.date | None, calendar: Calendar) -> Iterator[Finding]:
    """The finding on the counting return where the unit's first return was sent after the due day (A.D.)."""
    days = days_late(first, due)
    if due and days > 0 and first.sent_at is not None:
        yield Finding("late", facts={"days": str(days), **in_words("due", due, calendar),
                                     **in_words("sent", thai_time(first.sent_at).date(), calendar)})

