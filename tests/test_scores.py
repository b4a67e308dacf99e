"""Scores compared with sums calculated by hand."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmqa_xlsx.consolidate.counted_frames import scores_in
from pmqa_xlsx.consolidate.frames import consolidate
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


def scores_of(answers: str) -> dict[str, float | None]:
    """The percents of a return with these answers, by code."""
    scores = scores_in(LAYOUT, a_return("a", answers).reading.slots.columns, "10")
    return {code: score.percent for code, score in scores.items()}


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
    assert all(percent is not None and 0 <= percent <= 100 for percent in scores_of(answers).values())
