"""The fiscal year of a round, with its check."""

from __future__ import annotations

import datetime as dt

from pmqa_xlsx.errors import YearNotValid
from pmqa_xlsx.form.model import Calendar, Form
from pmqa_xlsx.text.language import Text
from pmqa_xlsx.text.thai import christian_year

_FIRST, _LAST = {Calendar.BE: 2400, Calendar.CE: 1900}, {Calendar.BE: 2999, Calendar.CE: 2399}
#: From this month on, a year that begins in it is that of the year before.
_MONTH_OF_YEAR_BEFORE = 7


def first_day(form: Form, year: int) -> dt.date:
    """The first day (A.D.) of a fiscal year.

    :param year: in the form's calendar.
    """
    common = christian_year(year) if form.calendar is Calendar.BE else year
    return dt.date(common - (form.year_begins >= _MONTH_OF_YEAR_BEFORE), form.year_begins, 1)


def fiscal_year_of(form: Form, year: int | None) -> int:
    """The given fiscal year (in the form's calendar), or the form's own.

    :raises YearNotValid: the year is none of that calendar, or the form has no units in it.
    """
    year = form.fiscal_year if year is None else year
    if not _FIRST[form.calendar] < year <= _LAST[form.calendar]:
        era = Text("พ.ศ.", "the Buddhist Era") if form.calendar is Calendar.BE else Text("ค.ศ.", "the common era")
        raise YearNotValid(f"{year} is not a fiscal year of {era.en}, such as {form.fiscal_year}",
                           f"{year} ไม่ใช่ปีงบประมาณ {era.th} เช่น {form.fiscal_year}")
    if not form.units_in(year):
        raise YearNotValid(f"The form {form.edition} has no units in fiscal year {year}; see from_year and to_year on "
                           "its sheet units", f"แบบ {form.edition} ไม่มีหน่วยงานในปีงบประมาณ {year} "
                           "โปรดดู from_year และ to_year ที่แผ่น units")
    return year
