"""Scores compared with sums calculated by hand."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmqa_xlsx.consolidate import consolidate
from pmqa_xlsx.consolidate.scores import score_returns, scored_rows
from pmqa_xlsx.form import scoring
from small_round import FORM, LAYOUT, a_return

YES = "; ".join(f"{code} {field}=yes" for code in ("A1", "A2", "A3") for field in ("have", "shared"))

# yes scores 2 of 2, partly 1, no 0. Category 1 is (A1 + 3 × A2) ÷ 4, the total (category 1 + 4 × category 3) ÷ 5.
CASES = {
    "nothing answered": ("", {"A1": 0, "A2": 0, "1": 0, "A3": 0, "3": 0, "total": 0}),
    "everything": (YES, {"A1": 100, "A2": 100, "1": 100, "A3": 100, "3": 100, "total": 100}),
    "half of one criterion": ("A1 have=yes; A1 shared=no",
                              {"A1": 50, "A2": 0, "1": 12.5, "A3": 0, "3": 0, "total": 2.5}),
    "the heavier criterion": ("A2 have=yes; A2 shared=partly",
                              {"A1": 0, "A2": 75, "1": 56.25, "A3": 0, "3": 0, "total": 11.25}),
    "the heavier category": ("A3 have=partly", {"A1": 0, "A2": 0, "1": 0, "A3": 25, "3": 25, "total": 20}),
    "converted counts, invalid does not": ("A3 have=~yes; A3 shared=!yse",
                                           {"A1": 0, "A2": 0, "1": 0, "A3": 50, "3": 50, "total": 40}),
}


def scores_of(answers: str) -> dict[str, float]:
    """The percents of a return with these answers, by code."""
    columns = a_return("a", answers).reading.slots.columns
    percents, _ = score_returns(LAYOUT, [columns.values], [columns.answered])
    return dict(zip(scored_rows(LAYOUT).code, percents[0], strict=True))


@pytest.mark.parametrize(("answers", "expected"), CASES.values(), ids=CASES.keys())
def test_by_hand(answers, expected) -> None:
    """Input: answers; result: percents. The category without criteria has none."""
    assert scores_of(answers) == pytest.approx(expected, abs=1e-9)


def test_counts_and_frame() -> None:
    """Each row has the number of scored slots it is calculated from and how many are answered."""
    scores = consolidate([a_return("a", "A1 have=yes; A1 shared=!x; A1 why=z; A3 have=no")], [FORM], year=None,
                         as_of=dt.datetime(2026, 11, 1, tzinfo=dt.UTC)).scores
    assert scores[["unit_code", "level", "code", "scored", "answered"]].to_numpy().tolist() == [
        ["10", "criterion", "A1", 2, 1], ["10", "criterion", "A2", 2, 0], ["10", "category", "1", 4, 1],
        ["10", "criterion", "A3", 2, 1], ["10", "category", "3", 2, 1], ["10", "total", "total", 6, 2]]


@given(st.lists(st.sampled_from(["", "yes", "partly", "no", "!x"]), min_size=6, max_size=6))
@settings(max_examples=50, deadline=None)
def test_always_a_percent(values) -> None:
    """For any answers, every score is between 0 and 100."""
    names = [part.partition("=")[0] for part in YES.split("; ")]
    answers = "; ".join(f"{name}={value}" for name, value in zip(names, values, strict=True))
    assert all(0 <= percent <= 100 for percent in scores_of(answers).values())


@given(st.lists(st.lists(st.sampled_from(["", "yes", "partly", "no", "~yes", "!x"]), min_size=6, max_size=6),
                min_size=1, max_size=4))
@settings(max_examples=50, deadline=None)
def test_many_at_once(rounds) -> None:
    """Scores calculated for many returns together equal those calculated for each by the definition of a score."""
    names = [part.partition("=")[0] for part in YES.split("; ")]
    columns = [a_return("a", "; ".join(f"{name}={value}" for name, value in zip(names, values, strict=True)))
               .reading.slots.columns for values in rounds]
    percents, _ = score_returns(LAYOUT, [one.values for one in columns], [one.answered for one in columns])
    assert percents.tolist() == [by_definition(values) for values in rounds]


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0, 100), st.floats(0.01, 9)), min_size=1, max_size=12))
@settings(max_examples=100, deadline=None)
def test_numbers_and_arrays(terms) -> None:
    """Percents and means are exactly the same whether calculated one by one or by columns."""
    columns = [(np.array(pair), weight) for *pair, weight in terms]
    apart = [[(pair[n], weight) for *pair, weight in terms] for n in (0, 1)]
    assert scoring.weighted_mean(columns).tolist() == [scoring.weighted_mean(pairs) for pairs in apart]
    assert scoring.percent_of([pair for pair, _ in columns]).tolist() == [
        scoring.percent_of([value for value, _ in pairs]) for pairs in apart]


def by_definition(values: list[str]) -> list[float]:
    """The percents of criteria, categories and total, without invalid answers, in the order of the scores."""
    a1, a2, a3 = ({"have": have.strip("~"), "shared": shared.strip("~")}
                  for have, shared in zip(values[::2], values[1::2], strict=True))
    first, third = FORM.categories[0], FORM.categories[2]
    one, two = scoring.criterion_percent(FORM, first, a1), scoring.criterion_percent(FORM, first, a2)
    three = scoring.criterion_percent(FORM, third, a3)
    together = scoring.weighted_mean([(one, first.criteria[0].weight), (two, first.criteria[1].weight)])
    return [one, two, together, three, three,
            scoring.weighted_mean([(together, first.weight), (three, third.weight)])]
