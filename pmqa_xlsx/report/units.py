"""Every unit of a round as one row, joined from the frames; what the office has to do, and whom to call about it."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from pmqa_xlsx.consolidate.decisions import deciding, waits_for_unit
from pmqa_xlsx.consolidate.frame_rows import COUNTED, LATE, MISSING, Edition, FormIndex, TypedRows, each_row, rows_of
from pmqa_xlsx.consolidate.round_facts import office_addresses, reachable
from pmqa_xlsx.consolidate.status import Status
from pmqa_xlsx.consolidate.tasks import Task, is_near, tasks_of
from pmqa_xlsx.form.model import TOTAL
from pmqa_xlsx.form.person import Person, whom_to_call
from pmqa_xlsx.form.question import Level
from pmqa_xlsx.light_dataclass import dataclass, field
from pmqa_xlsx.text.calendar import day_of, thai_time
from pmqa_xlsx.text.language import Text

if TYPE_CHECKING:
    from pmqa_xlsx.consolidate.consolidation import Consolidation
    from pmqa_xlsx.consolidate.schema import FileKey

#: The columns of ``scores`` that are read.
_SCORE_COLUMNS = ("form_id", "form_version", "fiscal_year", "unit_code", "level", "code", "percent", "scored",
                  "answered")


class Attempt(NamedTuple):
    """The last file of a unit that did not count.

    :ivar day: the day (A.D., in Thailand) on which it was sent; ``None`` if not known.
    :ivar codes: the codes of its errors; of its warnings where it has none, as a mail without a workbook.
    :ivar sender: the address it was sent from; empty if not known, and in a round without contacts.
    """

    file: str
    day: dt.date | None
    codes: tuple[str, ...]
    sender: str = ""


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit with its counted return, or without one.

    :ivar status: of the counted return; ``missing`` without one.
    :ivar completeness: 0–1; ``None`` without a counted return.
    :ivar percents: 0–100 by level (see :class:`~pmqa_xlsx.form.question.Level`, or ``total``) and code.
    :ivar unanswered: those of them of which nothing is answered; their percent is 0.
    :ivar sent_on: the day (A.D., in Thailand) on which the counted return was sent; ``None`` if not known.
    :ivar first_on: the same of the unit's first return that was neither rejected nor held.
    :ivar late: whether the first return came after the due date, or a missing one is overdue.
    :ivar days_late: by how many days; 0 if not known.
    :ivar attempts: how many files name or point to the unit and do not count.
    :ivar email: the unit's own address in the definition.
    :ivar person: the first contact of its counted return.
    :ivar file: the counted return's file, as in the frames.
    """

    edition: Edition
    code: str
    name: Text
    group: str
    status: str
    required: int = 0
    answered: int = 0
    completeness: float | None = None
    percents: Mapping[tuple[str, str], float] = field(default_factory=dict)
    unanswered: Collection[tuple[str, str]] = ()
    errors: int = 0
    warnings: int = 0
    sent_on: dt.date | None = None
    first_on: dt.date | None = None
    late: bool = False
    days_late: int = 0
    due: dt.date | None = None
    attempts: int = 0
    last_attempt: Attempt | None = None
    letters: int = 0
    last_letter_on: dt.date | None = None
    email: str = ""
    person: Person = Person()
    file: str = ""

    @property
    def came_from(self) -> str:
        """Where a missing unit's last file was sent from, to write to where the definition gives no address."""
        return self.last_attempt.sender if self.last_attempt and not self.email else ""

    @property
    def counted(self) -> bool:
        """Whether the unit has a return that counts."""
        return self.status in COUNTED

    @property
    def complete(self) -> bool:
        """Whether its return counts and has no error."""
        return self.status == COUNTED[0]

    @property
    def total(self) -> float | None:
        """The total, 0–100; ``None`` if there is no score."""
        return self.percents.get((TOTAL, TOTAL))

    def score(self, code: str) -> float | None:
        """The percent of a category, or of the total by its own code; ``None`` if there is no score."""
        return self.percents.get(_level_of(code))

    def shown_score(self, code: str) -> float | None:
        """The same where something is answered: a 0 for want of any answer says nothing about the unit."""
        return None if _level_of(code) in self.unanswered else self.score(code)


def _level_of(code: str) -> tuple[str, str]:
    return (TOTAL if code == TOTAL else Level.CATEGORY.value), code


def unit_rows(source: Consolidation, index: FormIndex) -> list[UnitRow]:
    """Every unit with a counted return and every missing one, in the forms' order."""
    joined = _Joined(source, index)
    rows = [joined.counted(row) for row in rows_of(source.returns) if row["status"] in COUNTED]
    rows += [joined.missing(row) for row in rows_of(source.missing)]
    return sorted(rows, key=lambda row: index.unit_place(row.edition, row.code))


def without_folder(file: str) -> str:
    """A file's label without the folders in front: its last component, and the members inside it."""
    outer, mark, inner = file.partition("!")
    return re.split(r"[\\/]", outer)[-1] + mark + inner


class _Joined:
    """The frames by what they are joined on."""

    def __init__(self, source: Consolidation, index: FormIndex) -> None:
        self._index, self._office = index, office_addresses(source.forms)
        self._late = {key for key, codes in source.finding_codes.items() if any(code == LATE for _, code in codes)}
        self._standing = {_owner(row): row for row in rows_of(source.units)}
        self._percents: dict[tuple[Edition, str], dict[tuple[str, str], float]] = {}
        self._unanswered: dict[tuple[Edition, str], set[tuple[str, str]]] = {}
        scored: dict[tuple[str, str], tuple[str, str]] = {}  # the same for all units: each is kept once
        for row in each_row(source, "scores", _SCORE_COLUMNS):
            if row["percent"] is not None:
                owner, about = (Edition.of(row), row["unit_code"]), (row["level"], row["code"])
                about = scored.setdefault(about, about)
                self._percents.setdefault(owner, {})[about] = float(row["percent"])
                if row["scored"] and not row["answered"]:
                    self._unanswered.setdefault(owner, set()).add(about)
        self._persons = _persons(source)
        vain = source.returns[source.returns["status"].isin([Status.HELD.value, Status.REJECTED.value])]
        # The frame ``missing`` states the file's label and time; of two with both, the last by SHA-256 is meant.
        self._vain = {(row["file"], row["sent_at"]): row for row in sorted(rows_of(vain), key=itemgetter("sha256"))}
        self._codes = _codes_of(source, "warning") | _codes_of(source, "error")

    def counted(self, row: dict[str, Any]) -> UnitRow:
        edition, code = Edition.of(row), row["unit_code"]
        unit = self._index.unit(edition, code)
        standing = self._standing.get(_owner(row), {})
        return UnitRow(
            edition=edition, code=code, name=self._index.unit_name(row), group=unit.group if unit else "",
            status=row["status"], required=int(row["required"] or 0), answered=int(row["answered"] or 0),
            completeness=row["completeness"], percents=self._percents.get((edition, code), {}),
            unanswered=self._unanswered.get((edition, code), ()), errors=int(row["errors"] or 0),
            warnings=int(row["warnings"] or 0), sent_on=day_of(row["sent_at"] or ""), late=_key(row) in self._late,
            email=unit.email if unit else "",
            person=self._persons.get((edition.form_id, edition.fiscal_year, code), Person()), file=row["file"],
            **_of_standing(standing))

    def missing(self, row: dict[str, Any]) -> UnitRow:
        standing = self._standing.get(_owner(row), {})
        days = int(row["days_late"] or 0)
        return UnitRow(
            edition=Edition.of(row), code=row["unit_code"], name=self._index.unit_name(row), group=row["group"],
            status=MISSING, late=days > 0, attempts=int(row["attempts"] or 0), last_attempt=self._last_attempt(row),
            email=row["email"], **_of_standing(standing | {"days_late": days, "due_date": row["due_date"]}))

    def _last_attempt(self, row: dict[str, Any]) -> Attempt | None:
        """The last attempt of a missing unit, with the sender and the findings of that very file."""
        file, sent_at = row["last_attempt"], row["last_attempt_at"]
        if not file:
            return None
        its = self._vain.get((file, sent_at))
        codes = self._codes.get(_key(its), {}) if its else {}
        decisive = deciding(codes)
        return Attempt(file, day_of(sent_at or ""), tuple(code for code in codes if code in decisive),
                       reachable(its["sender"], self._office) if its else "")


def _key(row: Mapping[str, Any]) -> FileKey:
    return row["file"], row["sha256"]


def _codes_of(source: Consolidation, severity: str) -> dict[FileKey, dict[str, None]]:
    """The codes of each file's findings of a severity, in their order."""
    return {key: own for key, codes in source.finding_codes.items()
            if (own := {code: None for its, code in codes if its == severity})}


def _of_standing(row: Mapping[str, Any]) -> dict[str, Any]:
    """What the frame ``units`` says of a unit, as arguments of :class:`UnitRow`."""
    return {
        "due": day_of(row.get("due_date") or ""), "days_late": int(row.get("days_late") or 0),
        "first_on": day_of(row.get("first_return_at") or ""), "letters": int(row.get("letters") or 0),
        "last_letter_on": day_of(row.get("last_letter_at") or "")}


def _owner(row: Mapping[str, Any]) -> tuple[str, int, str]:
    return row["form_id"] or "", int(row["fiscal_year"] or 0), row["unit_code"] or ""


def _persons(source: Consolidation) -> dict[tuple[str, int, str], Person]:
    """The person to call about each unit, of those on the cover of its counted return and its first contact."""
    found = defaultdict[tuple[str, int, str], list[Person]](list)
    for row in each_row(source, "contacts", ["form_id", "fiscal_year", "unit_code", "level", *Person._fields]):
        if row["level"] == Level.COVER.value or _owner(row) not in found:
            found[_owner(row)].append(Person(*(row[part] for part in Person._fields)))
    return {key: whom_to_call(persons) for key, persons in found.items()}


def round_tasks(source: Consolidation) -> list[Task]:
    """What there is to do on the day of the data."""
    codes = _codes_of(source, "error")
    return tasks_of(
        [*TypedRows(source, "units")], [*TypedRows(source, "missing")], thai_time(source.as_of).date(),
        decide=sum(waits_for_unit(row.status, codes.get(row.key, ())) for row in TypedRows(source, "returns")),
        send=int((source.letters["state"] == "draft").sum()))


def is_overdue(unit: UnitRow) -> bool:
    """Whether a unit has not returned and its due date is past."""
    return not unit.counted and unit.days_late > 0


def is_due(unit: UnitRow, today: dt.date) -> bool:
    """Whether a unit has not returned and its due date is today or near."""
    return not unit.counted and not is_overdue(unit) and is_near(unit.due, today)


def to_call(units: Sequence[UnitRow], today: dt.date) -> list[UnitRow]:
    """The units to call today: overdue ones first, then those of which something came in vain, those that are due,
    and those past their due date with errors still open; within each, the latest and those never written to first.
    """
    def order(unit: UnitRow) -> int | None:
        past = unit.due is not None and unit.due < today
        groups = (is_overdue(unit), not unit.counted and unit.attempts > 0, is_due(unit, today),
                  unit.counted and not unit.complete and past)
        return next((place for place, is_one in enumerate(groups) if is_one), None)

    placed = [(place, unit) for unit in units if (place := order(unit)) is not None]
    return [unit for _, unit in sorted(placed, key=lambda pair: (pair[0], -pair[1].days_late, pair[1].letters))]
