"""The fiscal year of a round, with its check."""

from __future__ import annotations

from pmqa_xlsx.errors import YearNotValid
from pmqa_xlsx.form.model import Form

_FIRST, _LAST = 2400, 2999


def fiscal_year_of(form: Form, year: int | None) -> int:
    """The given fiscal year (B.E.), or the form's own.

    :raises YearNotValid: the year is no B.E. year, or the form has no units in it.
    """
    year = form.fiscal_year if year is None else year
    if not _FIRST < year <= _LAST:
        raise YearNotValid(f"{year} is not a fiscal year of the Buddhist Era, such as {form.fiscal_year}",
                           f"{year} ไม่ใช่ปีงบประมาณ พ.ศ. เช่น {form.fiscal_year}")
    if not form.units_in(year):
        raise YearNotValid(f"The form {form.edition} has no units in fiscal year {year}; see from_year and to_year on "
                           "its sheet units", f"แบบ {form.edition} ไม่มีหน่วยงานในปีงบประมาณ {year} "
                           "โปรดดู from_year และ to_year ที่แผ่น units")
    return year
