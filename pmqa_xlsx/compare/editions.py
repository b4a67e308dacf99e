"""Differences between the forms of two rounds: questions in only one of them, and questions that changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from pmqa_xlsx.compare.model import Aspect, FormDifference, Pair, Series
from pmqa_xlsx.form.fiscal_year import about_all_units
from pmqa_xlsx.form.model import Field, Form
from pmqa_xlsx.form.question import Level, Question
from pmqa_xlsx.light_dataclass import dataclass, replace
from pmqa_xlsx.text.excel_text import number_text
from pmqa_xlsx.text.language import NO_TEXT, Text

if TYPE_CHECKING:
    from pmqa_xlsx.consolidate.consolidation import Consolidation


@dataclass(frozen=True, slots=True)
class ComparedPart:
    """The comparable properties of a category, a criterion or a field.

    :ivar wording: the text for people.
    :ivar aspects: the other properties, each as a text to show.
    :ivar stated: the text as the definition states it, with ``{year}`` for the year: the same in two years.
    """

    wording: Text
    aspects: Mapping[Aspect, str]
    stated: Text = NO_TEXT


def form_differences(old: Consolidation, new: Consolidation, pairs: Sequence[Pair]) -> Iterator[FormDifference]:
    """The differences of each pair, in the order of the new form; then the parts that only the old one has.

    For a category that only one of the forms has, its criteria are listed but not its fields. Parts are matched by
    code, never by wording.
    """
    for number, pair in enumerate(pairs):
        if pair.old is None or pair.new is None:
            continue
        before, after = _parts_of(old, pair.old), _parts_of(new, pair.new)
        for key, part in after.items():
            if key not in before:
                if _parent_in(before, key):
                    yield FormDifference(number, Aspect.ONLY_NEW, key, Text(), part.wording)
            else:
                yield from _changes(number, key, before[key], part)
        for key, part in before.items():
            if key not in after and _parent_in(after, key):
                yield FormDifference(number, Aspect.ONLY_OLD, key, part.wording, Text())


def _changes(number: int, key: Question, before: ComparedPart, after: ComparedPart) -> Iterator[FormDifference]:
    if before.stated != after.stated and before.wording != after.wording:
        yield FormDifference(number, Aspect.WORDING, key, before.wording, after.wording)
    for aspect, text in after.aspects.items():
        if before.aspects[aspect] != text:
            yield FormDifference(number, aspect, key, Text(before.aspects[aspect]), Text(text))


def _parent_in(parts: Mapping[Question, ComparedPart], key: Question) -> bool:
    """Whether the other form has the category of a field; true for anything that is not a field."""
    return not key.field or not key.category or Question(Level.CATEGORY, key.category) in parts


def _parts_of(source: Consolidation, series: Series) -> dict[Question, ComparedPart]:
    """The parts of all editions of a form in the round; if several have a part, the first one's is used."""
    same_form = [form for form in source.forms if form.form_id == series.form_id]
    same_year = [form for form in same_form if (source.year or form.fiscal_year) == series.fiscal_year]
    parts: dict[Question, ComparedPart] = {}
    for form in same_year or same_form:
        shown, = about_all_units([form], series.fiscal_year)
        for (key, part), (_, stated) in zip(_parts(shown), _parts(form), strict=True):
            parts.setdefault(key, replace(part, stated=stated.wording))
    return parts


def _parts(form: Form) -> Iterator[tuple[Question, ComparedPart]]:
    for field in form.cover:
        yield Question(Level.COVER, field=field.name), _field(field)
    for category in form.categories:
        yield (category.asks(),
               ComparedPart(category.title, {Aspect.SCORING: number_text(category.weight)}))
        for criterion in category.criteria:
            yield (criterion.asks(),
                   ComparedPart(criterion.text, {Aspect.SCORING: number_text(criterion.weight)}))
        for field in form.fields.get(category.kind, ()):
            yield Question(field.level, category.code, field=field.name), _field(field)


def _field(field: Field) -> ComparedPart:
    choices = field.choices.choices if field.choices else ()
    scores = [f"{choice.value}={number_text(choice.score)}" for choice in choices if choice.score is not None]
    return ComparedPart(field.label, {
        Aspect.TYPE: field.type,
        Aspect.CHOICES: ", ".join(choice.value for choice in choices),
        Aspect.SLOTS: str(field.slots),
        Aspect.SCORING: ", ".join(scores) if field.scored else "",
    })
