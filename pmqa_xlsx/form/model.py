"""WHAT is asked: a form as plain, frozen data. No input or output happens here.

Years are in the form's calendar (Buddhist Era, B.E. = A.D. + 543, unless it says ``ce``); days are A.D.; codes are
always text.

A category has criteria; they can be in sections, which nest and have scores, or under plain sub-headings. The kind
of a category decides the fields of the category and of its criteria. A criterion can have fixed texts or numbers
(constants), answer types of its own, bounds and a scale of its own, and several answer rows. :meth:`Form.fields_about`
gives the fields of one criterion with all that it states.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from pmqa_xlsx.form.category import Category, Criterion, RowRange, Section, field_about
from pmqa_xlsx.form.expressions.tree import Expression
from pmqa_xlsx.form.field import ALWAYS, NEVER, Choice, ChoiceList, Field, Origin, Requirement, Scale
from pmqa_xlsx.form.question import Level, Question
from pmqa_xlsx.light_dataclass import dataclass
from pmqa_xlsx.text.calendar import Calendar
from pmqa_xlsx.text.language import NO_TEXT, Lang, Text

__all__ = [
    "ALWAYS", "FISCAL_YEAR", "IDENTITY_FIELDS", "NEVER", "TOTAL", "UNIT", "Category", "Choice",
    "ChoiceList", "Criterion", "Field", "Form", "FormCheck", "Origin", "Prefill", "Requirement", "RowRange",
    "Scale", "Section", "Unit",
]

UNIT = "unit"
FISCAL_YEAR = "fiscal_year"
#: Cover fields made by the generator; a definition cannot use these names.
IDENTITY_FIELDS = (UNIT, FISCAL_YEAR)
#: The code of a form's total among the categories' scores; no category may use it.
TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that answers: in the shipped form a province with its two-digit official code.

    :ivar from_year: first fiscal year (in the form's calendar, inclusive) in which the unit answers; ``None`` for no
        bound.
    :ivar to_year: last such year, inclusive.
    :ivar due_date: the unit's own due date (A.D.) in the form's own fiscal year; ``None`` for the form's.
    """

    code: str
    name: Text
    group: str = ""
    email: str = ""
    aliases: tuple[str, ...] = ()
    from_year: int | None = None
    to_year: int | None = None
    due_date: dt.date | None = None

    def answers_in(self, year: int) -> bool:
        """Whether the unit answers in that fiscal year (in the form's calendar)."""
        return (self.from_year is None or self.from_year <= year) and (self.to_year is None or year <= self.to_year)


@dataclass(frozen=True, slots=True)
class FormCheck:
    """A rule that answers should meet; where it does not hold, the office's own message is reported.

    Without a category and a kind the rule is about the cover, with one about the rows of that category, or of each
    category of that kind: in each row that has all fields named without a code.

    :ivar is_error: whether a return in which it does not hold must be corrected; else it is a warning.
    """

    name: str
    rule: Expression
    message: Text
    fix: Text = NO_TEXT
    is_error: bool = False
    category: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Prefill:
    """An answer that is put into the workbook of one unit, open to change; of a constant, the unit's own value.

    :ivar value: as typed in the definition; for a choice its value.
    """

    unit: str
    question: Question
    value: str


@dataclass(frozen=True, repr=False)
class Form:
    """One edition of a form: what is asked, who answers, and by when.

    :ivar fiscal_year: the form's own fiscal year (in its calendar), used if no other is given.
    :ivar year_begins: the month in which a fiscal year begins, 1–12: from July on it is that of the year before.
    :ivar lang: the language of files unless another one is asked for.
    :ivar points: what the total is out of.
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
    calendar: Calendar = Calendar.BE
    year_begins: int = 10
    lang: Lang = "th"
    points: float = 100.0
    scales: tuple[Scale, ...] = ()
    checks: tuple[FormCheck, ...] = ()
    prefill: tuple[Prefill, ...] = ()

    def __repr__(self) -> str:
        return Text(en="<Form {edition}: fiscal year {year}, {categories} {categories:category|categories}, "
                       "{criteria} {criteria:criterion|criteria}, {units} {units:unit|units}>").say(
            "en", edition=self.edition, year=self.fiscal_year, categories=len(self.categories), units=len(self.units),
            criteria=sum(len(category.criteria) for category in self.categories))

    def __getstate__(self) -> dict[str, Any]:
        return {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}  # without what is derived

    @cached_property
    def derived(self) -> dict[object, Any]:
        """Results of pure functions of the form that are kept as long as the form, such as its layouts."""
        return {}

    @property
    def edition(self) -> str:
        """``form_id`` and ``form_version`` as people read them, ``ID-VERSION``; no key, for both may have hyphens."""
        return f"{self.form_id}-{self.form_version}"

    @cached_property
    def unit_by_code(self) -> dict[str, Unit]:
        """The units by code."""
        return {unit.code: unit for unit in self.units}

    def category(self, code: str) -> Category:
        """The category with that code.

        :raises KeyError: there is no such category.
        """
        return self._category_by_code[code]

    @cached_property
    def _category_by_code(self) -> dict[str, Category]:
        return {category.code: category for category in self.categories}

    @cached_property
    def criterion_by_code(self) -> dict[str, Criterion]:
        """The criteria by code, in the order of the sheets."""
        return {criterion.code: criterion for criterion in self.criteria()}

    @cached_property
    def section_by_code(self) -> dict[str, Section]:
        """The sections by code, in the definition's order."""
        return {section.code: section for category in self.categories for section in category.sections}

    def section_path(self, code: str) -> tuple[Section, ...]:
        """A section with those around it, the outermost first; none for an empty code."""
        path: list[Section] = []
        while code:
            path.append(self.section_by_code[code])
            code = path[-1].parent
        return tuple(reversed(path))

    @cached_property
    def _fields_asked(self) -> dict[Question, Field]:
        asked = {Question(Level.COVER, field=field.name): field for field in self.cover}
        asked |= {Question(field.level, category.code, field=field.name): field
                  for category in self.categories for field in self.fields.get(category.kind, ())}
        return asked | {criterion.asks(field.name): field
                        for criterion in self.criteria() for field in self.fields_about(criterion)}

    def field(self, question: Question) -> Field | None:
        """The field of a question, as its criterion states it; ``None`` if the form does not have it."""
        exact = question.criterion in self.criterion_by_code
        return self._fields_asked.get(question._replace(row=0, slot=0) if exact else question.any_row)

    def fields_of(self, kind: str, level: Level) -> tuple[Field, ...]:
        """The fields of a kind at one level, in the definition's order."""
        return tuple(field for field in self.fields.get(kind, ()) if field.level is level)

    def fields_about(self, criterion: Criterion) -> tuple[Field, ...]:
        """The fields of a criterion with its own types, bounds and scale; without those that it has no cell for."""
        return self._fields_by_criterion[criterion.code]

    @cached_property
    def _fields_by_criterion(self) -> dict[str, tuple[Field, ...]]:
        lists = {known.name: known for known in self.choice_lists}
        return {criterion.code: tuple(filter(None, (
                    field_about(field, criterion, lists) for field in self.fields_of(category.kind, Level.CRITERION))))
                for category in self.categories for criterion in category.criteria}

    def criteria(self) -> Iterator[Criterion]:
        """Every criterion, in the order of the sheets."""
        for category in self.categories:
            yield from category.criteria

    @cached_property
    def prefilled(self) -> dict[str, dict[Question, str]]:
        """What is put into the workbooks: by unit, the value of each question."""
        found: dict[str, dict[Question, str]] = {}
        for one in self.prefill:
            found.setdefault(one.unit, {})[one.question] = one.value
        return found

    @cached_property
    def own_constants(self) -> tuple[Question, ...]:
        """The constants of which units have their own, in the order of the sheets."""
        asked = {question for values in self.prefilled.values() for question in values}
        return tuple(question for question, field in self._fields_asked.items()
                     if field.is_constant and question._replace(slot=1) in asked)

    def constant(self, unit: str, question: Question) -> Text:
        """The text of a constant: the unit's own, else the criterion's; empty where there is none.

        :param unit: a unit's code; empty for a workbook in which the unit is chosen.
        """
        own = self.prefilled.get(unit, {}).get(question._replace(row=0, slot=1))
        if own is not None:
            return Text(own, own)
        criterion = self.criterion_by_code.get(question.criterion)
        return criterion.constants.get(question.field, NO_TEXT) if criterion else NO_TEXT

    def units_in(self, year: int) -> tuple[Unit, ...]:
        """The units that answer in that fiscal year (in the form's calendar), in the definition's order."""
        return tuple(unit for unit in self.units if unit.answers_in(year))

    def due_in(self, year: int, unit: str = "") -> dt.date | None:
        """The due date (A.D.) for that fiscal year: the unit's own, else the form's, moved by whole years.

        :param unit: a unit's code; empty for the form's own date.
        """
        known = self.unit_by_code.get(unit)
        due = known.due_date if known and known.due_date else self.due_date
        if due is None:
            return None
        target = due.year + year - self.fiscal_year
        last_of_month = (dt.date(target + due.month // 12, due.month % 12 + 1, 1) - dt.timedelta(days=1)).day
        return due.replace(year=target, day=min(due.day, last_of_month))
