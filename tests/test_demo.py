"""The demo runs a whole round, also for an unknown form."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from crafted_form import FORM
from demo_round import play_round
from pmqa_xlsx import load_form
from pmqa_xlsx.demo.filling import INBOX, OUTGOING, RESULTS, plausible_answers
from pmqa_xlsx.form.expressions.parser import parse
from pmqa_xlsx.form.field import Requirement
from pmqa_xlsx.layout import plan_layout
from pmqa_xlsx.rounds.round import Round

pytestmark = pytest.mark.slow

AWARDS = Path(__file__).parent / "data" / "awards"
SAMPLE_FORMS = Path(__file__).parent.parent / "samples" / "forms"


def test_a_round_of_an_unseen_form(tmp_path: Path) -> None:
    """With other categories, kinds, types, choices and units, the results are as expected."""
    assert play_round(load_form(AWARDS), tmp_path / "round") == []
    assert len(list((tmp_path / "round" / OUTGOING).glob("*.xlsx"))) == 11
    assert {path.name for path in (tmp_path / "round" / RESULTS).iterdir()} >= {
        "consolidated.xlsx", "frames", "forms", "originals", "summary.json"}
    summary = json.loads((tmp_path / "round" / RESULTS / "summary.json").read_text(encoding="utf-8"))
    assert summary["units_expected"] == 11
    assert len(list((tmp_path / "round" / RESULTS / "originals").iterdir())) >= len(
        {path.read_bytes() for path in (tmp_path / "round" / INBOX).iterdir()})


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLE_FORMS.iterdir()))
def test_a_round_of_each_sample_form(name: str, tmp_path: Path) -> None:
    """What is to be noticed fits the form: rows that may stay empty are not missing."""
    assert play_round(load_form(SAMPLE_FORMS / name), tmp_path / "round") == []


def test_answers_that_ask_for_others() -> None:
    """An answer that was filled in because it is required can itself make another one required."""
    asked = {"time": "not empty(phone)", "decimal": "not empty(time)"}
    form = replace(FORM, fields={"asked": tuple(
        replace(one, required=Requirement(when=parse(asked[one.name]))) if one.name in asked else one
        for one in FORM.fields["asked"])})
    layout = plan_layout(form)
    for unit in form.units[:20]:
        filled = {layout.slots[n].question for n in plausible_answers(layout, unit)}
        assert [one for one in filled if one.field == "phone" and one._replace(field="decimal") not in filled] == []


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[str], dict[str, str], Path]:
    """Three weeks in an office: what was otherwise than it must be, what was said by day, and the folder."""
    folder, said = tmp_path_factory.mktemp("story"), []
    differences = play_round(load_form(), folder, said)
    days: dict[str, str] = {}
    for day, text in said:
        days[day.isoformat()] = f"{days.get(day.isoformat(), '')} {text}"
    return differences, days, folder / RESULTS


def test_the_story(story) -> None:
    """Day by day everything is seen that must be: who counts, what settles, who is reminded, who is late."""
    assert story[0] == []


@pytest.mark.parametrize(("day", "words"), [
    ("2026-11-05", "12 of 76 units have returned"), ("2026-11-05", "whose the borrowed workbook is"),
    ("2026-11-06", "3 files come; 15 of 76"), ("2026-11-09", "19 files come"), ("2026-11-10", "have returned"),
    ("2026-11-11", "2 letters: about answers that are gone"), ("2026-11-13", "have returned"),
    ("2026-11-16", "kept as “report 2026-11-16”"), ("2026-11-18", "may send until 7 December 2026"),
    ("2026-11-20", "sent only a PDF"), ("2026-11-30", "units are reminded"), ("2026-12-03", "71 of 76"),
    ("2026-12-08", "contacts of 13 are erased"),
])
def test_each_day(story, day: str, words: str) -> None:
    """What the office does and sees on a day of the story."""
    assert words in story[1][day]


def test_the_mail_with_a_scan(story) -> None:
    """A unit whose mail held only a PDF finds it in its story, with what was written to it."""
    kinds = Round(story[2]).history("30")["kind"].tolist()
    assert (kinds.count("arrival"), "letter" in kinds) == (1, True)


def test_a_second_round_gives_the_same_results(tmp_path: Path) -> None:
    """Played again in the same folder, every result is the same to the byte, but what tells the runs apart."""
    def results() -> dict[str, bytes]:
        play_round(load_form(AWARDS), tmp_path)
        return {path.relative_to(tmp_path).as_posix(): path.read_bytes()
                for path in (tmp_path / RESULTS).rglob("*")
                if path.is_file() and not path.name.startswith((".", "events.", "summary.", "ledger."))}

    assert results() == results()
