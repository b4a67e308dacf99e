"""A round's rows for the sheets: the words for their codes, and their places in the forms' order."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from pmqa_xlsx.answers import FieldRules, rules_of
from pmqa_xlsx.consolidate.frame_rows import COUNTED, AskedRow, EachRow, Edition, OneUnit, OwnedRow
from pmqa_xlsx.consolidate.schema import MissingRow, ReturnRow
from pmqa_xlsx.form.fiscal_year import about_all_units
from pmqa_xlsx.form.model import Field
from pmqa_xlsx.form.question import Level, row_label
from pmqa_xlsx.light_dataclass import dataclass, replace
from pmqa_xlsx.report import words
from pmqa_xlsx.report.figures import RoundFigures
from pmqa_xlsx.report.tables import SheetColumn, fitting_width
from pmqa_xlsx.report.units import UnitRow
from pmqa_xlsx.text.language import Text

if TYPE_CHECKING:
    from pmqa_xlsx.consolidate.consolidation import Consolidation


def with_form_texts(source: Consolidation) -> Consolidation:
    """The same results with the year, and the unit label, in their forms' texts instead of placeholders."""
    return replace(source, forms=about_all_units(source.forms, source.year))


@dataclass(frozen=True)
class RoundRows(RoundFigures):
    """The rows of a round, with the forms and the language to describe them in words."""

    @cached_property
    def returns(self) -> list[ReturnRow]:
        """The returns, without the missing units."""
        return [*EachRow(self.source, ReturnRow)]

    @cached_property
    def missing(self) -> list[MissingRow]:
        """The missing units in the forms' order."""
        return sorted(EachRow(self.source, MissingRow), key=self.place)

    @cached_property
    def has_groups(self) -> bool:
        """Whether any unit has a group."""
        return any(unit.group for form in self.source.forms for unit in form.units)

    @cached_property
    def several_editions(self) -> bool:
        """Whether rows must show their form and year."""
        counted = (Edition.of(row) for row in self.returns if row.status in COUNTED)
        return len({*counted, *map(Edition.of, self.missing)}) > 1

    def place(self, row: OwnedRow) -> tuple[int, int, int, str]:
        """The place of the row's unit in the forms' order."""
        return self.index.unit_place(*OneUnit.of(row))

    def who(self) -> list[SheetColumn]:
        """The columns for the unit and its group, where units have groups; with several editions also the edition."""
        edition = [SheetColumn(words.YEAR, 14), SheetColumn(words.FORM, 24)] if self.several_editions else []
        groups = {unit.group for form in self.source.forms for unit in form.units}
        group = [SheetColumn(words.GROUP, fitting_width(groups, 15, 60))] if self.has_groups else []
        return [SheetColumn(words.UNIT_CODE, self._codes_width), SheetColumn(words.UNIT, self._names_width), *edition,
                *group]

    @cached_property
    def _codes_width(self) -> float:
        return fitting_width((unit.code for form in self.source.forms for unit in form.units), 8, 16)

    @cached_property
    def _names_width(self) -> float:
        return fitting_width((unit.name.of(self.lang) for form in self.source.forms for unit in form.units), 18, 40)

    def who_cells(self, row: OwnedRow) -> list[object]:
        """The cells of :meth:`who`."""
        key = row.form_id, row.form_version, row.fiscal_year, row.unit_code, row.unit_name
        if key not in self._who:
            edition = Edition.of(row)
            self._who[key] = [row.unit_code, self.index.unit_name(row).of(self.lang)]
            if self.several_editions:
                self._who[key] += [edition.fiscal_year or None, edition.name]
            if self.has_groups:
                self._who[key].append(self.group(row))
        return self._who[key]

    @cached_property
    def _who(self) -> dict[tuple[object, ...], list[object]]:
        """The cells of the units so far: most rows are about the unit of the row before."""
        return {}

    def unit_cells(self, unit: UnitRow) -> list[object]:
        """The same of a unit."""
        cells: list[object] = [unit.code, unit.name.of(self.lang)]
        if self.several_editions:
            cells += [unit.edition.fiscal_year or None, unit.edition.name]
        return [*cells, unit.group] if self.has_groups else cells

    def group(self, row: OwnedRow) -> str:
        """The group of the row's unit."""
        unit = self.index.unit(*OneUnit.of(row))
        return unit.group if unit else ""

    def word(self, known: dict[str, Text], code: str | None) -> str:
        """The word for a code of the frames; the code itself if there is no word."""
        return known[code].of(self.lang) if code in known else code or ""

    def category(self, row: AskedRow, short: bool = False) -> str:
        """The category of an answer, or the name of the cover.

        :param short: without the category's title.
        """
        if row.level == Level.COVER:
            return words.COVER.of(self.lang)
        if short and (known := self.index.category(Edition.of(row), row.category)):
            return known.label.of(self.lang)
        return self.index.category_name(Edition.of(row), row.category).of(self.lang)

    def criterion(self, row: AskedRow) -> Text:
        """The wording of a row's criterion; empty if it has none."""
        form = self.index.form(Edition.of(row))
        known = form.criterion_by_code.get(row.criterion) if form else None
        return known.text if known else Text()

    def field(self, row: AskedRow) -> Field | None:
        """The field of an answer, if its form has it."""
        key = row.form_id, row.form_version, row.question
        if key not in self._fields:
            form = self.index.form(Edition.of(row))
            self._fields[key] = form.field(row.question) if form else None
        return self._fields[key]

    @cached_property
    def _fields(self) -> dict[tuple[object, ...], Field | None]:
        """The fields found so far."""
        return {}

    def rules(self, field: Field) -> FieldRules:
        """The rules of a field of one of the forms."""
        if id(field) not in self._rules:
            self._rules[id(field)] = rules_of(field, self.lang)
        return self._rules[id(field)]

    @cached_property
    def _rules(self) -> dict[int, FieldRules]:
        """The rules of the fields asked for so far, by identity: the forms keep them."""
        return {}

    def question(self, row: AskedRow) -> str:
        """The label of the field; its name if the form does not have it."""
        field = self.field(row)
        return field.label.of(self.lang) if field else row.field

    @staticmethod
    def about(row: AskedRow) -> str:
        """What the answer's row is about: its criterion, with the number of the row where it is repeated."""
        return row_label(row.criterion, row.row or 0)
