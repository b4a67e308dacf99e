"""What one answer cell asks: a field, its choices, its scale, and when it must be answered."""

from __future__ import annotations

from bisect import bisect_left
from enum import StrEnum
from typing import Any

from pmqa_xlsx.form.expressions.tree import Expression
from pmqa_xlsx.form.question import Level
from pmqa_xlsx.light_dataclass import dataclass
from pmqa_xlsx.text.calendar import Calendar
from pmqa_xlsx.text.language import NO_TEXT, Text

#: How a criterion states that it has no cell for a ``by criterion`` field.
NO_CELL = "none"


class Origin(StrEnum):
    """Where the content of a field's cells comes from; all but the first are also names of types in a definition."""

    TYPED = ""
    CONSTANT = "constant"  #: a fixed text or number from the criterion's column; the field has no slots
    COMPUTED = "computed"  #: calculated by a formula; its cells are locked
    BY_CRITERION = "by criterion"  #: typed; each criterion states the type, see :meth:`Form.fields_about`


@dataclass(frozen=True, slots=True)
class Requirement:
    """When slot 1 of a field must be answered: always, never, or when an expression holds.

    :ivar when: about the answers of the same row (on the cover: of the cover), of other criteria, and scores.
    """

    always: bool = False
    when: Expression | None = None

    def __str__(self) -> str:
        """The text in a definition: ``yes``, ``no`` or ``when EXPRESSION``."""
        if self.when:
            return f"when {self.when}"
        return "yes" if self.always else "no"


NEVER = Requirement()
ALWAYS = Requirement(always=True)


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a list: the cell shows the label; the answer is the value.

    :ivar score: ``None`` in a list without scores, and for ``na``.
    :ivar na: whether this answer takes its question out of the calculation of scores (not applicable).
    """

    value: str
    label: Text
    score: float | None = None
    na: bool = False


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
class Scale:
    """How a number is scored: a line through points, flat outside the first and the last.

    :ivar points: pairs of a number and its score; the numbers rise, the scores may fall (less is better).
    """

    name: str
    points: tuple[tuple[float, float], ...]

    @property
    def top_score(self) -> float:
        """The highest score of the scale, which is the full score."""
        return max((score for _, score in self.points), default=0.0)

    def score_of(self, number: float) -> float:
        """The score of a number: linear between two points, that of the nearest point outside."""
        place = bisect_left(self.points, number, key=lambda point: point[0])
        if place == 0 or place == len(self.points):
            return self.points[min(place, len(self.points) - 1)][1]
        (low, below), (high, above) = self.points[place - 1:place + 1]
        return below + (above - below) * (number - low) / (high - low)


@dataclass(frozen=True, slots=True)
class Field:
    """One question, answered in one cell (or in ``slots`` cells side by side).

    :ivar type: name of an answer type, one of :data:`pmqa_xlsx.answers.TYPES`; if nobody types the content, the origin.
    :ivar minimum: least number, first day (A.D.) or other lower bound of the type; ``None`` if there is no bound.
    :ivar maximum: likewise; both inclusive.
    :ivar max_length: most characters of a text; ``None`` for the type's own limit.
    :ivar width: preferred column width in characters; ``None`` for the type's own.
    :ivar table: heading of the field's table; empty on the cover.
    :ivar scored: whether it counts in the score of its criterion: a choice, or a number with a scale.
    :ivar scale: how a number is scored.
    :ivar weight: weight among the scored fields of the criterion.
    :ivar formula: how a computed field is calculated.
    :ivar personal: whether the definition says that its answers are about a person; some types always are.
    :ivar calendar: the calendar of years, the form's.
    :ivar origin: where the content of its cells comes from.
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
    scale: Scale | None = None
    weight: float = 1.0
    formula: Expression | None = None
    personal: bool = False
    origin: Origin = Origin.TYPED
    calendar: Calendar = Calendar.BE

    @property
    def is_constant(self) -> bool:
        """Whether its cells hold fixed texts or numbers, so that it has no slots."""
        return self.origin is Origin.CONSTANT

    @property
    def is_computed(self) -> bool:
        """Whether its slots are calculated and locked."""
        return self.origin is Origin.COMPUTED

    def heading(self, slot: int) -> Text:
        """The text above or beside a slot: the label, numbered if there are several slots."""
        if self.slots == 1:
            return self.label
        return Text(f"{self.label.th} {slot}", f"{self.label.of('en')} {slot}")
