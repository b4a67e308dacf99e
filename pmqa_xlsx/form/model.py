"""WHAT is asked: a form as plain, frozen data. No input or output happens here.

Years are Buddhist Era (B.E. = A.D. + 543) unless a name or docstring says otherwise; codes are always text.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pmqa_xlsx.form.question import Level as Level
from pmqa_xlsx.form.question import Question
from pmqa_xlsx.text.language import NO_TEXT, Text

UNIT = "unit"
FISCAL_YEAR = "fiscal_year"
#: Cover fields made by the generator; a definition cannot use these names.
IDENTITY_FIELDS = (UNIT, FISCAL_YEAR)
#: The code of a form's total among the categories' scores; no category may use it.
TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Requirement:
    """When slot 1 of a field must be answered: always, never, or if another field has a certain value.

    :ivar field: name of the deciding field in the same row (on the cover: of the cover); else empty.
    :ivar value: the value (not the label) of that field's slot 1 that makes this one required.
    """

    always: bool = False
    field: str = ""
    value: str = ""

    def __str__(self) -> str:
        """The text in a definition: ``yes``, ``no`` or ``when NAME=VALUE``."""
        if self.field:
            return f"when {self.field}={self.value}"
        return "yes" if self.always else "no"

    def holds(self, first_values: Mapping[str, str]) -> bool:
        """Whether slot 1 is required, given the normalised slot-1 values of its row by field name."""
        return self.always or (bool(self.field) and first_values.get(self.field, "") == self.value)


NEVER = Requirement()
ALWAYS = Requirement(always=True)


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a list: the cell shows the label; the answer is the value."""

    value: str
    label: Text
    score: float | None = None


@dataclass(frozen=True, slots=True)
class ChoiceList:
    """A named list of choices, in the order shown to people."""

    name: str
    choices: tuple[Choice, ...]

    @property
    def top_score(self) -> float:
        """The highest score of the list, which is the full score; 0 if no choice has a score."""
        return max((choice.score for choice in self.choices if choice.score is not None), default=0.0)

    def position_of(self, value: str) -> int:
        """The position of the choice with that value, from 1; 0 for an unknown value."""
        return next((number for number, choice in enumerate(self.choices, start=1) if choice.value == value), 0)

    def score_of(self, value: str) -> float:
        """The score of the choice with that value; 0 for an unknown value or a choice without a score."""
        return next((c.score for c in self.choices if c.value == value and c.score is not None), 0.0)


@dataclass(frozen=True, slots=True)
class Field:
    """One question, answered in one cell (or in ``slots`` cells side by side).

    :ivar type: name of an answer type, one of :data:`pmqa_xlsx.answers.TYPES`.
    :ivar minimum: least number, first day (A.D.) or other lower bound of the type; ``None`` if there is no bound.
    :ivar maximum: likewise; both inclusive.
    :ivar max_length: most characters of a text; ``None`` for the type's own limit.
    :ivar width: preferred column width in characters; ``None`` for the type's own.
    :ivar table: heading of the field's table; empty on the cover.
    """

    name: str
    label: Text
    type: str
    level: Level
    table: Text = NO_TEXT
    slots: int = 1
    required: Requirement = NEVER
    choices: ChoiceList | None = None
    minimum: Any = None
    maximum: Any = None
    max_length: int | None = None
    width: float | None = None
    hint: Text = NO_TEXT
    scored: bool = False

    def heading(self, slot: int) -> Text:
        """The text above or beside a slot: the label, numbered if there are several slots."""
        if self.slots == 1:
            return self.label
        return Text(f"{self.label.th} {slot}", f"{self.label.of('en')} {slot}")


@dataclass(frozen=True, slots=True)
class Criterion:
    """One question of a category, with the sub-heading above it (empty: none).

    :ivar short: the wording for narrow places; empty for the beginning of the full one.
    :ivar guidance: shown as a prompt while the cell with the wording is selected.
    """

    category: str
    code: str
    text: Text
    section: Text = NO_TEXT
    source_text: str = ""
    guidance: Text = NO_TEXT
    weight: float = 1.0
    short: Text = NO_TEXT

    def asks(self, field: str = "", slot: int = 0) -> Question:
        """The question of a field about the criterion; without a field, all questions about it."""
        return Question(Level.CRITERION, self.category, criterion=self.code, field=field, slot=slot)


@dataclass(frozen=True, slots=True)
class Category:
    """A sheet of the workbook: its criteria in order, and the kind, which decides their fields."""

    code: str
    title: Text
    kind: str
    criteria: tuple[Criterion, ...] = ()
    weight: float = 1.0
    intro: Text = NO_TEXT
    sheet: Text = NO_TEXT

    def asks(self, field: str = "", slot: int = 0) -> Question:
        """The question of a field about the category itself; without a field, all questions about it."""
        return Question(Level.CATEGORY, self.code, field=field, slot=slot)

    @property
    def label(self) -> Text:
        """The category's short name, in the shipped form ``หมวด 1``."""
        return Text(f"หมวด {self.code}", f"Category {self.code}")

    @property
    def sheet_name(self) -> Text:
        """The name of the category's sheet in each language."""
        return Text(self.sheet.th or self.label.th, self.sheet.en or self.label.en)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that answers: in the shipped form a province with its two-digit official code.

    :ivar from_year: first fiscal year (B.E., inclusive) in which the unit answers; ``None`` for no bound.
    :ivar to_year: last such year, inclusive.
    """

    code: str
    name: Text
    group: str = ""
    email: str = ""
    aliases: tuple[str, ...] = ()
    from_year: int | None = None
    to_year: int | None = None

    def answers_in(self, year: int) -> bool:
        """Whether the unit answers in that fiscal year (B.E.)."""
        return (self.from_year is None or self.from_year <= year) and (self.to_year is None or year <= self.to_year)


@dataclass(frozen=True, repr=False)
class Form:
    """One edition of a form: what is asked, who answers, and by when.

    :ivar fiscal_year: the form's own fiscal year (B.E.), used if no other is given.
    :ivar due_date: last day (A.D.) for returns of the form's own fiscal year.
    :ivar return_to: the e-mail address for returns; it is shown on the workbook's first sheet with the contact.
    :ivar privacy: why personal data is asked, who sees it, and how long it is kept.
    """

    form_id: str
    form_version: str
    title: Text
    unit_label: Text
    fiscal_year: int
    categories: tuple[Category, ...]
    fields: Mapping[str, tuple[Field, ...]]  #: fields of categories and criteria, by kind
    units: tuple[Unit, ...]
    cover: tuple[Field, ...] = ()
    choice_lists: tuple[ChoiceList, ...] = ()
    due_date: dt.date | None = None
    return_to: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    privacy: Text = NO_TEXT
    source_note: str = ""

    def __repr__(self) -> str:
        return (f"<Form {self.edition}: fiscal year {self.fiscal_year}, {len(self.categories)} categories, "
                f"{sum(len(category.criteria) for category in self.categories)} criteria, {len(self.units)} units>")

    @property
    def edition(self) -> str:
        """The edition's name, ``ID-VERSION``: one form in one version."""
        return f"{self.form_id}-{self.form_version}"

    @cached_property
    def unit_by_code(self) -> dict[str, Unit]:
        """The units by code."""
        return {unit.code: unit for unit in self.units}

    def category(self, code: str) -> Category:
        """The category with that code.

        :raises KeyError: there is no such category.
        """
        for category in self.categories:
            if category.code == code:
                return category
        raise KeyError(code)

    @cached_property
    def _fields_asked(self) -> dict[Question, Field]:
        asked = {Question(Level.COVER, field=field.name): field for field in self.cover}
        return asked | {Question(field.level, category.code, field=field.name): field
                        for category in self.categories for field in self.fields.get(category.kind, ())}

    def field(self, question: Question) -> Field | None:
        """The field of a question; ``None`` if the form does not have it."""
        return self._fields_asked.get(question.any_row)

    def fields_of(self, kind: str, level: Level) -> tuple[Field, ...]:
        """The fields of a kind at one level, in the definition's order."""
        return tuple(field for field in self.fields.get(kind, ()) if field.level is level)

    def criteria(self) -> Iterator[Criterion]:
        """Every criterion, in the order of the sheets."""
        for category in self.categories:
            yield from category.criteria

    def units_in(self, year: int) -> tuple[Unit, ...]:
        """The units that answer in that fiscal year (B.E.), in the definition's order."""
        return tuple(unit for unit in self.units if unit.answers_in(year))

    def due_in(self, year: int) -> dt.date | None:
        """The due date (A.D.) for that fiscal year (B.E.): the form's own, moved by whole years."""
        if self.due_date is None:
            return None
        target = self.due_date.year + year - self.fiscal_year
        last_of_month = (dt.date(target + self.due_date.month // 12, self.due_date.month % 12 + 1, 1)
                         - dt.timedelta(days=1)).day
        return self.due_date.replace(year=target, day=min(self.due_date.day, last_of_month))
