"""Units whose free answers are the same word for word."""

import pytest

from pmqa_xlsx.consolidate.across_returns import same_as_other
from pmqa_xlsx.consolidate.alike import alike_units
from small_round import FORM


def texts(*ranges: range, common: int = 0) -> frozenset:
    """Answers by number, after some that everybody gives."""
    return frozenset([*(("common", n) for n in range(common)), *(("own", n) for each in ranges for n in each)])


@pytest.mark.parametrize(("answers", "expected"), [
    ({"10": texts(range(20)), "20": texts(range(20))}, {"10": "20", "20": "10"}),
    ({"10": texts(range(19)), "20": texts(range(19))}, {}),
    ({"10": texts(range(20)), "20": texts(range(19), range(90, 91))}, {"10": "20", "20": "10"}),
    ({"10": texts(range(20)), "20": texts(range(18), range(90, 92))}, {}),
    ({"10": texts(range(20)), "20": texts(range(100))}, {"10": "20", "20": "10"}),
    ({"10": texts(range(30), common=10), "20": texts(range(50, 80), common=10)}, {}),
])
def test_alike(answers, expected) -> None:
    """More than nine tenths of the smaller set, and at least twenty."""
    assert alike_units(answers) == expected


def test_three_thousand_units() -> None:
    """Thousands of units are compared, two of them alike, with many answers that all have in common."""
    answers = {f"{n:04}": texts(range(100 * n, 100 * n + 60), common=20) for n in range(3000)}
    answers["9999"] = answers["1234"]
    assert alike_units(answers) == {"1234": "9999", "9999": "1234"}


def test_the_other_unit_is_named() -> None:
    """The finding names the unit whose answers these are."""
    found = same_as_other(FORM, "20")
    assert (found.code, found.message("th")) == ("same-as-other-unit", "ข้อความตอบเกือบทั้งหมดเหมือนกับของ ยี่สิบ")
