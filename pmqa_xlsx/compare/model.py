"""The result of a comparison of two rounds: plain data, turned into words when it is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from pmqa_xlsx.consolidate.frame_rows import Edition
from pmqa_xlsx.consolidate.schema import AnswerRow, ContactRow
from pmqa_xlsx.form.model import TOTAL
from pmqa_xlsx.form.question import Question
from pmqa_xlsx.light_dataclass import dataclass
from pmqa_xlsx.report.measures import MeanMove
from pmqa_xlsx.text.language import Text

if TYPE_CHECKING:
    from pmqa_xlsx.consolidate.consolidation import Consolidation


class Series(NamedTuple):
    """One form in one fiscal year, in all editions: a unit has at most one counted return in it."""

    form_id: str
    fiscal_year: int

    @classmethod
    def of(cls, edition: Edition) -> Series:
        """The form and year of an edition."""
        return cls(edition.form_id, edition.fiscal_year)


class Pair(NamedTuple):
    """The two series that are compared; ``None`` if one round has no counterpart."""

    old: Series | None
    new: Series | None


class Presence(StrEnum):
    """In which of the two rounds a unit has a counted return."""

    BOTH = "both"
    NEW = "new"  #: in the new round only
    MISSING = "missing"  #: in the old round only
    NEITHER = "neither"


class Change(StrEnum):
    """The change of an answer or an e-mail address."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class UnitChange:
    """One unit in both rounds.

    :ivar pair: position of its pair in :attr:`Comparison.pairs`.
    :ivar old_status: status of the counted return, ``missing``, or empty if the unit is not on the list.
    :ivar old: percents (0–100) by category code, and under ``total``; empty without a return.
    """

    pair: int
    code: str
    name: Text
    group: str
    old_status: str
    new_status: str
    presence: Presence
    old: Mapping[str, float]
    new: Mapping[str, float]

    def change(self, code: str) -> float | None:
        """New minus old in points; ``None`` if one of them has no such score."""
        return self.new[code] - self.old[code] if code in self.old and code in self.new else None


@dataclass(frozen=True, slots=True)
class MeanChange:
    """The means (0–100) of a category or of the total in both rounds.

    :ivar code: of the category, or ``total``.
    """

    pair: int
    code: str
    name: Text
    move: MeanMove


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """A slot with a different answer in the new round; both rows of the ``answers`` frames."""

    unit: UnitChange
    change: Change
    old: AnswerRow
    new: AnswerRow


@dataclass(frozen=True, slots=True)
class ContactChange:
    """An e-mail address that a unit added, removed or moved; the rows of the ``contacts`` frames."""

    unit: UnitChange
    change: Change
    old: ContactRow | None
    new: ContactRow | None


class Aspect(StrEnum):
    """A property in which two editions of a form can differ."""

    ONLY_OLD = "only_old"
    ONLY_NEW = "only_new"
    WORDING = "wording"
    TYPE = "type"
    CHOICES = "choices"
    SLOTS = "slots"
    SCORING = "scoring"


@dataclass(frozen=True, slots=True)
class FormDifference:
    """One difference between the forms of a pair.

    :ivar about: the category, the criterion or the field; a field without criterion.
    """

    pair: int
    aspect: Aspect
    about: Question
    old: Text
    new: Text


@dataclass(frozen=True)
class Comparison:
    """The comparison of two rounds.

    :ivar compared: number of answers that are in both rounds and could be compared.
    :ivar withheld: whether personal data of some units was left out or erased, so that theirs is not compared.
    """

    old: Consolidation
    new: Consolidation
    pairs: tuple[Pair, ...]
    units: tuple[UnitChange, ...]
    means: tuple[MeanChange, ...]
    answers: tuple[AnswerChange, ...]
    contacts: tuple[ContactChange, ...]
    differences: tuple[FormDifference, ...]
    compared: int
    withheld: bool

    def presence(self) -> Counter[Presence]:
        """The number of units with a return in both rounds, in one of them, in none."""
        return Counter(unit.presence for unit in self.units)

    def altered_categories(self, pair: int) -> frozenset[str]:
        """The codes of the categories in which the forms of a pair differ; and ``total`` if there are any."""
        codes = {one.about.category for one in self.differences if one.pair == pair} - {""}
        return frozenset(codes | {TOTAL} if codes else codes)

    def counts(self) -> dict[str, object]:
        """The figures of the comparison, ready for JSON."""
        presence = self.presence()
        return {
            "units": {one.value: presence[one] for one in Presence},
            "total": [{
                "form_old": pair.old.form_id if pair.old else "", "form_new": pair.new.form_id if pair.new else "",
                "year_old": pair.old.fiscal_year if pair.old else None,
                "year_new": pair.new.fiscal_year if pair.new else None,
                "old": move.old, "new": move.new, "change": move.change,
                "change_in_both": move.paired, "units_in_both": move.paired_units,
            } for mean in self.means if mean.code == TOTAL for pair, move in [(self.pairs[mean.pair], mean.move)]],
            "answers": {"compared": self.compared, **_counted(self.answers, Change.CHANGED, Change.ADDED,
                                                              Change.REMOVED)},
            "contacts": _counted(self.contacts, Change.ADDED, Change.REMOVED, Change.MOVED),
            "form_differences": dict(Counter(one.aspect.value for one in self.differences)),
        }


def _counted(changes: tuple[AnswerChange, ...] | tuple[ContactChange, ...], *kinds: Change) -> dict[str, int]:
    counts = Counter(one.change for one in changes)
    return {kind.value: counts[kind] for kind in kinds}
