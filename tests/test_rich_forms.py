"""Forms made at random of everything a definition can state: written, read, filled in, returned and scored."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import pmqa_xlsx
from pmqa_xlsx.consolidate.scores import scored_codes, scores_in
from pmqa_xlsx.definition import check_definition, write_csv_folder
from pmqa_xlsx.demo.answers import plausible_answers
from pmqa_xlsx.demo.editing import Editor
from pmqa_xlsx.form.field import Field
from pmqa_xlsx.form.model import Criterion, Form
from pmqa_xlsx.ingester.read_return import LoadedRequest, read_return
from pmqa_xlsx.layout import Layout, plan_layout
from pmqa_xlsx.layout.rules import Evaluation
from rich_forms import rich_forms

pytestmark = pytest.mark.slow

SLOW = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
SAVED = dt.datetime(2026, 9, 1, tzinfo=dt.UTC)


@given(rich_forms())
@SLOW
def test_written_and_read(tmp_path_factory: pytest.TempPathFactory, form: Form) -> None:
    """Written as a definition and read again, it has no mistake and is the same form."""
    folder = tmp_path_factory.mktemp("rich")
    write_csv_folder(form, folder)
    read, mistakes = check_definition(folder)
    assert [(one.place, one.code) for one in mistakes if one.is_error] == []
    assert read == form


@given(rich_forms(), st.integers(0, 99))
@SLOW
def test_filled_in_and_returned(form: Form, salt: int) -> None:
    """What is typed comes back value for value; computed values are those of the expressions."""
    layout = plan_layout(form)
    unit = form.units[salt % 2]
    values = plausible_answers(layout, unit, salt=str(salt))
    editor = Editor(pmqa_xlsx.generate(form, unit.code, lang=form.lang), layout, form.lang)
    editor.fill(values)
    reading = read_return(LoadedRequest((form,)), editor.saved(SAVED))
    read = list(reading.slots.columns.values)
    typed = [n for n, slot in enumerate(layout.slots) if not slot.field.is_computed]
    assert [read[n] for n in typed] == [values.get(n, "") for n in typed]
    columns = reading.slots.columns
    evaluation = Evaluation(layout, read, columns.empty, unit.code)
    assert [read[n] for n in range(len(read)) if n not in typed] == [
        evaluation.value(layout.slots[n].question) for n in range(len(read)) if n not in typed]
    assert {one.code for one in reading.findings} <= {"inconsistent", "seal-altered", "computed-differs"}
    scores = dict(zip(scored_codes(layout).code, scores_in(layout, columns, unit.code), strict=True))
    assert {code: score.percent for code, score in scores.items()} == pytest.approx(by_hand(layout, read, evaluation),
                                                                                  abs=1e-9)


def by_hand(layout: Layout, read: list[str], evaluation: Evaluation) -> dict[str, float | None]:
    """The percents by code, calculated a second time: sums of products, from the inside to the outside."""
    form, found = layout.form, dict[str, float | None]()

    def mean(parts: list[tuple[float | None, float]]) -> float | None:
        counted = [(value, weight) for value, weight in parts if value is not None]
        return sum(value * weight for value, weight in counted) / sum(weight for _,
                                                                      weight in counted) if counted else None

    for category in form.categories:
        for criterion in category.criteria:
            found[criterion.code] = of_criterion(form, criterion, mean,
                                                 lambda question: read[layout.positions[question]])
        members: dict[str, list[tuple[float | None, float]]] = {}
        for criterion in category.criteria:
            members.setdefault(criterion.section, []).append((found[criterion.code], criterion.weight))
        for section in reversed(category.sections):
            if section.code in members:
                found[section.code] = mean(members[section.code])
                members.setdefault(section.parent, []).append((found[section.code], section.weight))
        gated = [section for section in category.sections if section.counts_when and section.code in found]
        if gated:  # a gate may ask for another section: the program's own percents decide which of them hold
            return {code: evaluation.scoring.percent(code) for code in scored_codes(layout).code}
        found[category.code] = mean(members.get("", []))
    found["total"] = mean([(found[category.code], category.weight) for category in form.categories])
    return found


def of_criterion(form: Form, criterion: Criterion, mean: Callable[..., float | None],
                 value: Callable[..., str]) -> float | None:
    """The percent of a criterion: the mean over its rows in which something stands, at least its minimum."""
    rows = []
    for row in criterion.row_numbers:
        fields = form.fields_about(criterion)
        texts = {field.name: value(criterion.asks(field.name, 1, row)) for field in fields if not field.is_constant}
        stands = any(value(criterion.asks(field.name, slot, row)) for field in fields
                     if not field.is_constant and not field.is_computed for slot in range(1, field.slots + 1))
        if stands or not criterion.rows:
            rows.append(mean([(share(field, texts[field.name]), field.weight) for field in fields if field.scored]))
    counted = [row for row in rows if row is not None]
    least = max(criterion.rows.least - len(rows), 0) if criterion.rows else 0
    return 100 * sum(counted) / (len(counted) + least) if counted or least else None


def share(field: Field, text: str) -> float | None:
    """The share of the full score of one answer."""
    if field.choices:
        choice = next((one for one in field.choices.choices if one.value == text), None)
        if choice and choice.na:
            return None
        return (choice.score or 0) / max(one.score or 0 for one in field.choices.choices) if choice else 0.0
    points = field.scale.points if field.scale else ()
    if not text:
        return 0.0
    number, score = float(text), points[0][1]
    for (low, below), (high, above) in itertools.pairwise(points):
        if low <= number <= high:
            score = below + (above - below) * (number - low) / (high - low)
    return (points[-1][1] if number > points[-1][0] else score) / max(top for _, top in points)
