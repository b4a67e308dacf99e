"""Every unit of a round as one row, joined from the frames; what the office has to do, and whom to call about it."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from pmqa_xlsx.consolidate.decisions import deciding, waits_for_unit
from pmqa_xlsx.consolidate.frame_rows import COUNTED, LATE, MISSING, EachRow, Edition, FormIndex, OneUnit, OwnedRow
from pmqa_xlsx.consolidate.round_facts import office_addresses, reachable
from pmqa_xlsx.consolidate.schema import ContactRow, FileKey, MissingRow, ReturnRow, ScoreRow, StandingRow
from pmqa_xlsx.consolidate.status import Status
from pmqa_xlsx.consolidate.tasks import Task, is_near, tasks_of
from pmqa_xlsx.form.model import TOTAL
from pmqa_xlsx.form.person import Person, whom_to_call
from pmqa_xlsx.form.question import Level
from pmqa_xlsx.light_dataclass import dataclass, field, replace
from pmqa_xlsx.text.calendar import day_of, thai_time
from pmqa_xlsx.text.language import Text

if TYPE_CHECKING:
    from pmqa_xlsx.consolidate.consolidation import Consolidation


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
    :ivar key: the counted return's key in the frames; ``None`` without one.
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
    key: FileKey | None = None

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
    rows = [joined.counted(row) for row in joined.returns if row.status in COUNTED]
    rows += [joined.missing(row) for row in EachRow(source, MissingRow)]
    return sorted(rows, key=lambda row: index.unit_place(row.edition, row.code))


def without_folder(file: str) -> str:
    """A file's label without the folders in front: its last component, and the members inside it."""
    outer, mark, inner = file.partition("!")
    return re.split(r"[\\/]", outer)[-1] + mark + inner


class _Joined:
    """The frames by what they are joined on.

    :ivar returns: the rows of the frame of that name.
    """

    def __init__(self, source: Consolidation, index: FormIndex) -> None:
        self._index, self._office = index, office_addresses(source.forms)
        self._late = {key for key, codes in source.finding_codes.items() if any(code == LATE for _, code in codes)}
        self._standing = {_owner(row): row for row in EachRow(source, StandingRow)}
        self._percents: dict[OneUnit, dict[tuple[str, str], float]] = {}
        self._unanswered: dict[OneUnit, set[tuple[str, str]]] = {}
        scored: dict[tuple[str, str], tuple[str, str]] = {}  # the same for all units: each is kept once
        for row in EachRow(source, ScoreRow):
            if row.percent is not None:
                owner, about = OneUnit.of(row), (row.level, row.code)
                about = scored.setdefault(about, about)
                self._percents.setdefault(owner, {})[about] = row.percent
                if row.scored and not row.answered:
                    self._unanswered.setdefault(owner, set()).add(about)
        self._persons = _persons(source)
        self.returns = [*EachRow(source, ReturnRow)]
        # The frame ``missing`` states the file's label and time; of two with both, the last by SHA-256 is meant.
        self._vain = {(row.file, row.sent_at): row for row in sorted(self.returns, key=attrgetter("sha256"))
                      if row.status in (Status.HELD, Status.REJECTED)
                      or (row.status == Status.DUPLICATE and row.likely_unit)}
        self._codes = _codes_of(source, "warning") | _codes_of(source, "error")

    def counted(self, row: ReturnRow) -> UnitRow:
        owner = OneUnit.of(row)
        unit = self._index.unit(*owner)
        return self._with_standing(row, UnitRow(
            *owner, name=self._index.unit_name(row), group=unit.group if unit else "", status=row.status,
            required=row.required or 0, answered=row.answered or 0, completeness=row.completeness,
            percents=self._percents.get(owner, {}), unanswered=self._unanswered.get(owner, ()), errors=row.errors,
            warnings=row.warnings, sent_on=day_of(row.sent_at), late=row.key in self._late,
            email=unit.email if unit else "", person=self._persons.get(_owner(row), Person()), key=row.key))

    def missing(self, row: MissingRow) -> UnitRow:
        unit = self._with_standing(row, UnitRow(
            *OneUnit.of(row), name=self._index.unit_name(row), group=row.group, status=MISSING,
            late=row.days_late > 0, attempts=row.attempts, last_attempt=self._last_attempt(row), email=row.email))
        return replace(unit, due=day_of(row.due_date), days_late=row.days_late)

    def _with_standing(self, row: OwnedRow, unit: UnitRow) -> UnitRow:
        standing = self._standing.get(_owner(row))
        return unit if standing is None else replace(
            unit, due=day_of(standing.due_date), days_late=standing.days_late,
            first_on=day_of(standing.first_return_at), letters=standing.letters,
            last_letter_on=day_of(standing.last_letter_at))

    def _last_attempt(self, row: MissingRow) -> Attempt | None:
        """The last attempt of a missing unit, with the sender and the findings of that very file."""
        if not row.last_attempt:
            return None
        its = self._vain.get((row.last_attempt, row.last_attempt_at))
        codes = self._codes.get(its.key, {}) if its else {}
        decisive = deciding(codes)
        return Attempt(row.last_attempt, day_of(row.last_attempt_at), tuple(code for code in codes if code in decisive),
                       reachable(its.sender, self._office) if its else "")


def _codes_of(source: Consolidation, severity: str) -> dict[FileKey, dict[str, None]]:
    """The codes of each file's findings of a severity, in their order."""
    return {key: own for key, codes in source.finding_codes.items()
            if (own := {code: None for its, code in codes if its == severity})}


def _owner(row: OwnedRow) -> tuple[str, int, str]:
    """The unit whatever the version of its form."""
    return row.form_id, row.fiscal_year or 0, row.unit_code


def _persons(source: Consolidation) -> dict[tuple[str, int, str], Person]:
    """The person to call about each unit, of those on the cover of its counted return and its first contact."""
    found = defaultdict[tuple[str, int, str], list[Person]](list)
    for row in EachRow(source, ContactRow):
        if row.level == Level.COVER or _owner(row) not in found:
            found[_owner(row)].append(Person(row.name, row.position, row.phone, row.email))
    return {key: whom_to_call(persons) for key, persons in found.items()}


def round_tasks(source: Consolidation) -> list[Task]:
    """What there is to do on the day of the data."""
    codes = _codes_of(source, "error")
    return tasks_of(
        [*EachRow(source, StandingRow)], [*EachRow(source, MissingRow)], thai_time(source.as_of).date(),
        decide=sum(waits_for_unit(row.status, codes.get(row.key, ())) for row in EachRow(source, ReturnRow)),
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
