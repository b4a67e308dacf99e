"""Convert arguments of the Python interface to the types used in the program; a wrong type gives one clear sentence.

The last parameter of each function is the argument's name, for the message.
"""

from __future__ import annotations

import datetime as dt
import operator
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, SupportsIndex, TypeVar, cast

from pmqa_xlsx.errors import OptionNotValid, UnitNotFound, YearNotValid
from pmqa_xlsx.light_dataclass import dataclass
from pmqa_xlsx.system.clock import end_of_day, now
from pmqa_xlsx.text.calendar import Calendar, thai_time
from pmqa_xlsx.text.language import Lang, Text
from pmqa_xlsx.text.thai import BE_OFFSET, LAST_AD_YEAR, arabic_digits

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from pmqa_xlsx.form.model import Form

#: Most characters of an argument quoted in a message.
_SHOWN = 60
#: Most units that a message lists.
_UNITS_LISTED = 20
_A_DAY = len("2026-11-30")
#: The expected types.
_PATHS = Text("ที่อยู่ของไฟล์หรือโฟลเดอร์ หรือรายการของที่อยู่", "a path or a list of paths")
_FORMS = Text("แบบฟอร์ม ที่อยู่ของไฟล์ หรือรายการของสิ่งเหล่านี้", "a form, a path or a list of them")
_TEXTS = Text("ข้อความ หรือรายการของข้อความ", "a text or a list of texts")
_EXPECTED = {
    str: Text("ข้อความ", "a text"), bool: Text(" True, False หรือ None", "True, False or None"),
    bytes: Text("ข้อมูลชนิด bytes", "bytes, for example from Path(file).read_bytes()"),
}
_ERAS = {Calendar.BE: Text("พ.ศ.", "of the Buddhist Era"), Calendar.CE: Text("ค.ศ.", "of the common era")}
T = TypeVar("T", str, bytes, bool)


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How returns are read.

    :ivar jobs: number of worker processes; without effect if an executor is given.
    :ivar executor: runs batches of files elsewhere, each in a guarded worker that stays for the next one.
    :ivar open_passwords: to try on encrypted files.
    :ivar seal_key: with which the workbooks were sealed.
    :ivar on_progress: called with the number of files read so far.
    """

    jobs: int = 1
    executor: Executor | None = None
    open_passwords: Sequence[str] = ()
    seal_key: bytes | None = None
    on_progress: Callable[[int], None] | None = None

    @classmethod
    def given(
        cls, jobs: object, executor: Executor | None, open_passwords: object, seal_key: object,
        on_progress: Callable[[int], None] | None,
    ) -> ReadOptions:
        """The options as a caller states them.

        :raises OptionNotValid: one has a wrong type.
        """
        return cls(number_of_jobs(jobs), executor, several_texts(open_passwords, "open_passwords"),
                   optional(seal_key, bytes, "seal_key"), on_progress)


def whole_number(value: object, name: str, example: str) -> int:
    """A whole number that may also be given as text, in Arabic or Thai digits.

    :param example: an example for the message.
    :raises OptionNotValid: it is not a whole number.
    """
    try:
        if isinstance(value, str):
            return int(arabic_digits(value.strip()))
        if not isinstance(value, bool):
            return operator.index(cast(SupportsIndex, value))  # also of numpy
    except (TypeError, ValueError):
        pass
    raise _wrong(name, value, Text(f"จำนวนเต็ม เช่น {example}", f"a whole number such as {example}"))


def fiscal_year(value: object, name: str = "year") -> int | None:
    """A fiscal year (B.E. in the shipped form), or ``None``.

    :raises OptionNotValid: it is not a whole number.
    """
    return None if value is None else whole_number(value, name, "2569")


def fiscal_year_of(form: Form, year: int | None) -> int:
    """The given fiscal year (in the form's calendar), or the form's own.

    :raises YearNotValid: the year is none of the form's calendar, or the form has no units in it.
    """
    year = form.fiscal_year if year is None else year
    if year not in form.calendar.years:
        raise YearNotValid("year-not-valid", year=year, example=form.fiscal_year, era=_ERAS[form.calendar])
    if not form.units_in(year):
        raise YearNotValid("no-units-in-year", form=form.edition, year=year)
    return year


def number_of_jobs(value: object, name: str = "jobs") -> int:
    """A number of worker processes.

    :raises OptionNotValid: it is not a whole number from 1 on.
    """
    jobs = whole_number(value, name, "2")
    if jobs < 1:
        raise _wrong(name, value, Text("จำนวนเต็มตั้งแต่ 1 ขึ้นไป", "a whole number from 1 on"))
    return jobs


def moment(value: object, name: str = "as_of") -> dt.datetime:
    """A moment with time zone; a day means its last second in Thailand, ``None`` means now.

    :param value: a date or a datetime (A.D.), or one of them as ISO 8601 text (A.D. or B.E.); without a time zone it
        is Thai time.
    :raises OptionNotValid: it is none of these.
    """
    if value is None:
        return now()
    if isinstance(value, str):
        value = _from_text(value.strip(), name)
    if isinstance(value, dt.datetime) and value == value:  # pandas' "not a time" equals nothing
        return thai_time(value)
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return end_of_day(value)
    raise _wrong(name, value, Text("วันที่ เช่น 2026-11-30", "a date such as 2026-11-30"))


def day(value: object, name: str) -> dt.date:
    """A day (A.D.), as :func:`moment` takes it; it must be stated.

    :raises OptionNotValid: it is none.
    """
    if value is None:
        raise _wrong(name, value, Text("วันที่ เช่น 2026-11-30", "a date such as 2026-11-30"))
    return moment(value, name).date()


def _from_text(text: str, name: str) -> dt.date:
    try:
        year, rest = arabic_digits(text).split("-", 1)
        era = BE_OFFSET if int(year) > LAST_AD_YEAR else 0
        value = dt.datetime.fromisoformat(f"{int(year) - era:04d}-{rest}")
    except ValueError:
        raise OptionNotValid("not-a-date", name=name, text=text) from None
    return value if len(text) > _A_DAY else value.date()


def several_paths(value: object, name: str = "paths") -> list[Path]:
    """A list of paths, from one path or any iterable of paths.

    :raises OptionNotValid: an item is not a path, or there are none.
    """
    return [one_path(one, name) for one in several_places(value, name)]


def several_places(value: object, name: str = "paths") -> list[object]:
    """What was given as paths, one or any iterable of them; the items are not checked.

    :raises OptionNotValid: there are none.
    """
    places = list(_several(value, (str, os.PathLike), name, _PATHS))
    if not places:
        raise _wrong(name, value, Text("ไฟล์หรือโฟลเดอร์อย่างน้อยหนึ่งรายการ", "at least one file or folder"))
    return places


def one_path(value: object, name: str) -> Path:
    """A path.

    :raises OptionNotValid: it is something else.
    """
    if isinstance(value, str | os.PathLike):
        path = os.fspath(value)
        if isinstance(path, str) and path:
            return Path(path)
    raise _wrong(name, value, _PATHS)


def short_names(folders: Sequence[Path]) -> list[str]:
    """The names of folders, with as many of those above them as are needed to tell them apart."""
    parts = [folder.absolute().parts for folder in folders]
    depth = next((n for n in range(1, 99) if len({one[-n:] for one in parts}) == len(set(parts))), 99)
    return ["/".join(one[-depth:]) for one in parts]


def several_forms(value: object, name: str = "forms") -> list[Form | str | Path]:
    """A list of forms or sources of definitions, from one or any iterable of them; none for ``None``.

    :raises OptionNotValid: an item is neither.
    """
    from pmqa_xlsx.form.model import Form

    forms = [] if value is None else _several(value, (Form, str, os.PathLike), name, _FORMS)
    return [form if isinstance(form, Form) or (isinstance(form, str) and form) else one_path(form, name)
            for form in forms]


def several_texts(value: object, name: str) -> tuple[str, ...]:
    """A tuple of texts, from one text or any iterable of texts.

    :raises OptionNotValid: an item is not a text.
    """
    texts = _several(value, str, name, _TEXTS)
    for text in texts:
        optional(text, str, name)
    return tuple(text for text in texts if isinstance(text, str))


def several_units(value: object, name: str) -> list[str | int]:
    """Units by code, name or number, from one or any iterable of them.

    :raises OptionNotValid: an item is neither a text nor a whole number.
    """
    units = _several(value, (str, int), name, _TEXTS)
    return [one if isinstance(one, str) else whole_number(one, name, "50") for one in units]


def optional(value: object, kind: type[T], name: str) -> T | None:
    """A text, bytes, or ``True`` or ``False``; or ``None``.

    :raises OptionNotValid: it is something else.
    """
    if value is None or isinstance(value, kind):
        return value
    raise _wrong(name, value, _EXPECTED[kind])


def text(value: object, name: str) -> str:
    """A text.

    :raises OptionNotValid: it is something else.
    """
    if value is None:
        raise _wrong(name, value, _EXPECTED[str])
    return optional(value, str, name) or ""


def language(value: object, name: str = "lang") -> Lang:
    """One of the languages.

    :raises OptionNotValid: it is something else.
    """
    if value in ("th", "en"):
        return value
    raise _wrong(name, value, Text(" th หรือ en", "th or en"))


def unit_meant(forms: Sequence[Form], named: str | int, year: int) -> str:
    """The code of the unit that is named by its code, its whole name or an alias; 7 is ``7``, else ``07``.

    :param year: fiscal year (in the form's calendar) in which it answers.
    :raises UnitNotFound: no form lists it in that year, or it is the name of several; the message lists similar ones.
    :raises OptionNotValid: it is neither a text nor a whole number.
    """
    number = None if isinstance(named, str) else whole_number(named, "unit", "50")
    wanted, near = str(named).strip(), dict[str, Text]()
    low = wanted.casefold()
    for form in forms:
        units = form.units_in(year)
        if any(unit.code == wanted for unit in units):  # as for each workbook of a round
            return wanted
        names = {unit.code: [name.casefold() for name in (unit.name.th, unit.name.of("en"), *unit.aliases)]
                 for unit in units}
        meant = ([unit for unit in units if unit.code.isdecimal() and int(unit.code) == number]
                 or [unit for unit in units if low in names[unit.code]])
        if len(meant) == 1:
            return meant[0].code
        if meant:
            raise UnitNotFound("unit-ambiguous", name=wanted[:_SHOWN], listed=Text.listed(
                Text("{code} {name}").filled(code=unit.code, name=unit.name) for unit in meant))
        near |= {unit.code: Text(f"{unit.code} {name}") for unit in units if low
                 for name in (unit.name.of("en"), unit.name.th) if low in name.casefold()}
    raise UnitNotFound("no-such-unit-but" if near else "no-such-unit", name=wanted[:_SHOWN], year=year,
                       near=Text.listed([*near.values()][:_UNITS_LISTED]))


def _several(value: object, single: type | tuple[type, ...], name: str, expected: Text) -> list[object]:
    if isinstance(value, single):
        return [value]
    if isinstance(value, Iterable) and not isinstance(value, bytes | bytearray):
        return list(value)
    raise _wrong(name, value, expected)


def _wrong(name: str, value: object, wanted: Text) -> OptionNotValid:
    shown = " ".join(repr(value).split())
    shown = shown if len(shown) <= _SHOWN else shown[:_SHOWN - 1] + "…"
    return OptionNotValid("argument-not-valid", name=name, shown=shown, type=type(value).__name__, wanted=wanted)
