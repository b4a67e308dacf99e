"""A form in one fiscal year: its first day, and the placeholders in the form's texts.

These are ``{year}``, ``{year-2}``, ``{year+1}``, and ``{unit}``. Years are filled in for all workbooks of a fiscal year
at once. The unit's name is filled in later, in each workbook, in wordings, sub-headings and introductions; anywhere
else ``{unit}`` is the unit label, such as จังหวัด.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from pmqa_xlsx.form.category import Category, Criterion, Section
from pmqa_xlsx.form.expressions.tree import Expression
from pmqa_xlsx.form.model import Form
from pmqa_xlsx.text.calendar import Calendar
from pmqa_xlsx.text.language import Lang, Text
from pmqa_xlsx.text.thai import christian_year

#: A fiscal year that begins in this month or later has the number of the next calendar year, in which it ends: 2569
#: begins in October 2568.
_MONTH_OF_YEAR_BEFORE = 7
UNIT_PLACEHOLDER = "{unit}"
_YEAR = re.compile(r"\{year(?:([+-])([0-9]{1,3}))?\}")
_BRACES = re.compile(r"\{[^{}\s]{1,20}\}")
_NAMING_UNIT = frozenset({(Criterion, "text"), (Criterion, "short"), (Criterion, "subheading"), (Section, "title"),
                          (Category, "intro")})
_Fill = Callable[[str, Lang], str]


def first_day(form: Form, year: int) -> dt.date:
    """The first day (A.D.) of a fiscal year.

    :param year: in the form's calendar.
    """
    common = christian_year(year) if form.calendar is Calendar.BE else year
    return dt.date(max(common - (form.year_begins >= _MONTH_OF_YEAR_BEFORE), 1), form.year_begins, 1)


def in_year(form: Form, year: int, *, each_unit: bool = True) -> Form:
    """The form with the years of one fiscal year in its texts; the form itself if it has no placeholder.

    :param year: in the form's calendar.
    :param each_unit: whether texts that name the unit keep ``{unit}`` for each unit's own name; else it is the unit
        label there too, as in a report about all units.
    """
    def shifted(match: re.Match[str]) -> str:
        by = int(match[2] or 0)
        return str(year - by if match[1] == "-" else year + by)

    def years(text: str, _lang: Lang) -> str:
        return _YEAR.sub(shifted, text)

    def all_of_it(text: str, lang: Lang) -> str:
        return years(text, lang).replace(UNIT_PLACEHOLDER, form.unit_label.of(lang))

    found: Form = _filled(form, all_of_it, years if each_unit else all_of_it)
    return found


def about_all_units(forms: Iterable[Form], year: int | None) -> tuple[Form, ...]:
    """Some forms with the texts that people read about all units: the year's, and the unit label for the unit.

    :param year: the fiscal year (in the form's calendar) asked for; ``None`` for each form's own.
    """
    return tuple(in_year(form, year or form.fiscal_year, each_unit=False) for form in forms)


def _filled(value: Any, fill: _Fill, of_rows: _Fill) -> Any:
    """A value with all its texts filled in; the same object where nothing changes.

    :param of_rows: how texts are filled in that name the unit in each workbook.
    """
    if isinstance(value, Text):
        text = Text(fill(value.th, "th"), fill(value.en, "en"))
        return value if text == value else text
    if isinstance(value, Mapping):
        parts = {key: _filled(part, fill, of_rows) for key, part in value.items()}
        return parts if any(parts[key] is not part for key, part in value.items()) else value
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        items = tuple(_filled(part, fill, of_rows) for part in value)
        return items if any(one is not other for one, other in zip(items, value, strict=True)) else value
    changed = {}
    for name in _names_of_fields(value.__class__):
        part = getattr(value, name)
        now = _filled(part, of_rows if (type(value), name) in _NAMING_UNIT else fill, of_rows)
        if now is not part:
            changed[name] = now
    return dataclasses.replace(value, **changed) if changed else value


@cache
def _names_of_fields(kind: type) -> tuple[str, ...]:
    """The fields of a class of values in which texts may be."""
    filled = dataclasses.is_dataclass(kind) and kind is not Expression
    return tuple(field.name for field in dataclasses.fields(kind)) if filled else ()


def unknown_placeholder(text: str) -> str:
    """The first word in braces of a text that nothing is filled in for; empty if there is none."""
    return next((one for one in _BRACES.findall(text) if one != UNIT_PLACEHOLDER and not _YEAR.fullmatch(one)), "")
