"""What a category is made of: sections, and criteria with what each states for itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from pmqa_xlsx.form.expressions.tree import Expression
from pmqa_xlsx.form.field import NO_CELL, ChoiceList, Field, Origin, Scale
from pmqa_xlsx.form.question import Level, Question
from pmqa_xlsx.light_dataclass import dataclass, field, replace
from pmqa_xlsx.text.language import NO_TEXT, Text


class RowRange(NamedTuple):
    """How many answer rows a repeated criterion has: ``least`` must be answered, there is room for ``most``."""

    least: int
    most: int

    def __str__(self) -> str:
        """The text in a definition: ``3`` or ``1-20``."""
        return str(self.most) if self.least == self.most else f"{self.least}-{self.most}"


@dataclass(frozen=True, slots=True)
class Section:
    """A sub-heading with a code, which has a score.

    :ivar parent: code of the section around it; empty if it is directly in the category.
    :ivar weight: weight among what is in the same section or category.
    :ivar counts_when: the section counts 0 unless this holds.
    """

    category: str
    code: str
    title: Text
    parent: str = ""
    weight: float = 1.0
    counts_when: Expression | None = None


@dataclass(frozen=True, slots=True)
class Criterion:
    """One question of a category.

    :ivar subheading: the plain sub-heading above it in a form without sections; empty: none.
    :ivar short: the wording for narrow places; empty for the beginning of the full one.
    :ivar guidance: shown as a prompt while the cell with the wording is selected.
    :ivar section: code of the innermost section around it; empty if there is none.
    :ivar rows: how often it is answered; ``None``: once, in one row without a number.
    :ivar bounds: the least and the greatest answer in place of a field's own, by its name; ``None``: the field's.
    :ivar scale: replaces the scale of its scored number fields.
    :ivar constants: the text or number of each constant field, by name.
    :ivar types: of each ``by criterion`` field, by name: a type, ``choice LIST``, or ``none`` for no cell.
    """

    category: str
    code: str
    text: Text
    subheading: Text = NO_TEXT
    source_text: str = ""
    guidance: Text = NO_TEXT
    weight: float = 1.0
    short: Text = NO_TEXT
    section: str = ""
    rows: RowRange | None = None
    bounds: Mapping[str, tuple[Any, Any]] = field(default_factory=dict, hash=False)
    scale: Scale | None = None
    constants: Mapping[str, Text] = field(default_factory=dict, hash=False)
    types: Mapping[str, str] = field(default_factory=dict, hash=False)

    def asks(self, field: str = "", slot: int = 0, row: int = 0) -> Question:
        """The question of a field about the criterion; without a field, all questions about it.

        :param row: number of the answer row of a repeated criterion, from 1; 0: of all rows, or not repeated.
        """
        return Question(Level.CRITERION, self.category, self.section, self.code, row, field, slot)

    @property
    def row_numbers(self) -> range:
        """The numbers of its answer rows, as they are in a question: only 0 if it is not repeated."""
        return range(1, self.rows.most + 1) if self.rows else range(1)


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
    sections: tuple[Section, ...] = ()

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


def field_about(field: Field, criterion: Criterion, lists: Mapping[str, ChoiceList]) -> Field | None:
    """A field with what the criterion states in place of it; ``None`` if the criterion has no cell for it."""
    if field.origin is Origin.BY_CRITERION:
        stated, _, name = criterion.types.get(field.name, NO_CELL).partition(" ")
        if stated == NO_CELL:
            return None
        field = replace(field, origin=Origin.TYPED, type=stated, choices=lists.get(name.strip()))
    number = field.scored and field.choices is None
    if criterion.scale and number:
        field = replace(field, scale=criterion.scale)
    if field.scored and field.scale is None and (field.choices is None or field.choices.top_score <= 0):
        field = replace(field, scored=False)
    if field.name not in criterion.bounds:
        return field
    least, most = criterion.bounds[field.name]
    return replace(field, minimum=field.minimum if least is None else least,
                   maximum=field.maximum if most is None else most)
