"""Units whose free answers are the same word for word."""

import datetime as dt
from dataclasses import replace

import pytest

from pmqa_xlsx.app.views.round_view import RoundView
from pmqa_xlsx.app.views.units import unit_story
from pmqa_xlsx.consolidate.across_returns import alike_units, same_as_other
from pmqa_xlsx.consolidate.consolidation import read_saved
from pmqa_xlsx.consolidate.frames import consolidate
from pmqa_xlsx.form.model import Criterion, Form, Prefill, Unit
from pmqa_xlsx.layout import plan_layout
from pmqa_xlsx.text.calendar import THAI_TIME
from pmqa_xlsx.text.language import Text
from small_round import FORM, a_return

AS_OF = dt.datetime(2026, 12, 4, 16, 30, tzinfo=THAI_TIME)


def texts(*ranges: range, common: int = 0) -> list[int]:
    """Answers by number, after some that everybody gives."""
    return [*(-1 - n for n in range(common)), *(n for each in ranges for n in each)]


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


def twenty_texts() -> Form:
    """The small form with twenty criteria."""
    first = FORM.categories[0]
    return replace(FORM, categories=(replace(first, criteria=tuple(
        Criterion("1", f"B{number}", Text("ก")) for number in range(20))), *FORM.categories[1:]))


def test_what_was_prefilled_is_no_answer_of_the_unit() -> None:
    """Twenty texts that two units share are a doubt, but not where the definition put them into the workbooks."""
    form = twenty_texts()
    answers = "; ".join(f"B{number} why=x" for number in range(20))
    asked = [slot.question for slot in plan_layout(form).slots if slot.question.field == "why"][:20]
    prefilled = replace(form, prefill=tuple(Prefill(unit, one, "x") for unit in ("10", "20") for one in asked))
    for each, codes in ((form, ["same-as-other-unit"] * 2), (prefilled, [])):
        result = consolidate([a_return(unit, answers, unit=unit, form=each) for unit in ("10", "20")], [each],
                             year=2569, as_of=AS_OF)
        assert [code for code in result.findings["code"] if code == "same-as-other-unit"] == codes


@pytest.mark.parametrize("contacts", [True, False])
def test_the_app_leads_to_the_other_unit(tmp_path, contacts) -> None:
    """The other unit is found although its name is in names of units before it, and in a round without contacts."""
    units = {"10": "เมือง", "20": "เมืองเหนือ", "30": "เมืองใต้", "40": "เมืองเหนือสุด"}
    form = replace(twenty_texts(), units=tuple(Unit(code, Text(name)) for code, name in units.items()))
    returns = [a_return(unit, "; ".join(f"B{number} why={text}" for number in range(20)), unit=unit, form=form)
               for unit, text in zip(units, ("ก", "ข", "ก", "ข"), strict=True)]
    consolidate(returns, [form], year=2569, as_of=AS_OF, contacts=contacts).save(tmp_path)
    view = RoundView(read_saved(tmp_path))
    stories = {code: unit_story(view, code) for code in units}
    assert {code: story.alike_unit for code, story in stories.items() if story} == {
        "10": "30", "20": "40", "30": "10", "40": "20"}
