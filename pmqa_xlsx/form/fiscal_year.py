"""The fiscal year of a round, with its check."""

from __future__ import annotations

import datetime as dt

from pmqa_xlsx.errors import YearNotValid
from pmqa_xlsx.form.model import Calendar, Form
from pmqa_xlsx.text.language import Text
from pmqa_xlsx.text.thai import christian_year

#: The years of each calendar, both inclusive.
_YEARS = {Calendar.BE: range(2401, 3000), Calendar.CE: range(1900, 2158)}
_ERAS = {Calendar.BE: Text("พ.ศ.", "of the Buddhist Era"), Calendar.CE: Text("ค.ศ.", "of the common era")}
#: From this month on, a year that begins in it is that of the year before.
_MONTH_OF_YEAR_BEFORE = 7


def first_day(form: Form, year: int) -> dt.date:
    """The first day (A.D.) of a fiscal year.

    :param year: in the form's calendar.
    """
    common = christian_year(year) if form.calendar is Calendar.BE else year
    return dt.date(max(common - (form.year_begins >= _MONTH_OF_YEAR_BEFORE), 1), form.year_begins, 1)


def fiscal_year_of(form: Form, year: int | None) -> int:
    """The given fiscal year (in the form's calendar), or the form's own.

    :raises YearNotValid: the year is none of the form's calendar, or the form has no units in it.
    """
    year = form.fiscal_year if year is None else year
    if year not in _YEARS[form.calendar]:
        era = _ERAS[form.calendar]
        raise YearNotValid(f"{year} is not a fiscal year {era.en}, such as {form.fiscal_year}",
                           f"{year} ไม่ใช่ปีงบประมาณ {era.th} เช่น {form.fiscal_year}")
    if not form.units_in(year):
        raise YearNotValid(f"The form {form.edition} has no units in fiscal year {year}; see from_year and to_year on "
                           "its sheet units", f"แบบ {form.edition} ไม่มีหน่วยงานในปีงบประมาณ {year} "
                           "โปรดดู from_year และ to_year ที่แผ่น units")
    return year
