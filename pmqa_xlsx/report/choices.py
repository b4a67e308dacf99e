"""How often each choice was given: a profile of each scored choice field in each category."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from pmqa_xlsx.consolidate.frame_rows import Edition
from pmqa_xlsx.form.model import Category, Choice, Field, Form
from pmqa_xlsx.form.scoring import scored_fields
from pmqa_xlsx.light_dataclass import dataclass
from pmqa_xlsx.text.language import Text

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class ChoiceShare:
    """One choice of a field, or with an empty value what has no valid answer; ``share`` is 0–1 of all questions."""

    value: str
    label: Text
    score: float | None
    count: int
    share: float


@dataclass(frozen=True, slots=True)
class ChoiceProfile:
    """The choices given to one scored field over all criteria of a category.

    :ivar asked: the number of questions: units × criteria.
    :ivar shares: every choice, the highest score first; last what has no valid answer.
    """

    edition: Edition
    category: Category
    field: Field
    asked: int
    shares: tuple[ChoiceShare, ...]


def choice_profiles(answers: pd.DataFrame, form: Form, edition: Edition, units: Collection[str]) -> list[ChoiceProfile]:
    """The profile of each scored choice field of each category, in the form's order.

    :param answers: the frame of that name.
    :param units: codes of the units whose answers count.
    """
    own = answers[(answers["form_id"] == edition.form_id) & (answers["form_version"] == edition.form_version)
                  & (answers["fiscal_year"] == edition.fiscal_year) & answers["unit_code"].isin(list(units))]
    asked = list(_asked(form))
    own = own[own["field"].isin([field.name for _, field in asked]) & (own["criterion"] != "")]
    counts = own.groupby(["category", "field", "value"], observed=True).size().to_dict()
    wholes = own.groupby(["category", "field"], observed=True).size().to_dict()
    found = []
    for category, field in asked:
        whole = int(wholes.get((category.code, field.name), 0))
        choices = sorted(field.choices.choices if field.choices else (), key=_by_score)
        given = [int(counts.get((category.code, field.name, choice.value), 0)) for choice in choices]
        if whole:
            shares = [ChoiceShare(choice.value, choice.label, choice.score, count, count / whole)
                      for choice, count in zip(choices, given, strict=True)]
            left = whole - sum(given)
            found.append(ChoiceProfile(edition, category, field, whole,
                                       (*shares, ChoiceShare("", Text(), None, left, left / whole))))
    return found


def _asked(form: Form) -> Iterator[tuple[Category, Field]]:
    for category in form.categories:
        fields = {field.name: field for criterion in category.criteria for field in scored_fields(form, criterion)
                  if field.choices is not None}
        yield from ((category, field) for field in fields.values())


def _by_score(choice: Choice) -> float:
    return -choice.score if choice.score is not None else float("inf")
