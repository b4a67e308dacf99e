"""Random histories of one unit, as the frames show them: no answer is lost without a word.

Two to five people send returns with overlapping parts, clear parts, send files again, and fill in workbooks for
correction that hold the state of some earlier day. Each text that somebody types is typed once only, so that it can be
looked for.
"""

from __future__ import annotations

import datetime as dt
import os
import random
from dataclasses import replace

import pytest

from pmqa_xlsx.consolidate.consolidation import Consolidation
from pmqa_xlsx.consolidate.frames import consolidate
from pmqa_xlsx.form.model import Criterion
from pmqa_xlsx.ingester.model import Return
from pmqa_xlsx.ledger.redaction import Tokens, forgotten_reading
from pmqa_xlsx.text.language import Text
from small_round import FORM, LAYOUT, a_return, slot_name

HISTORIES = 1_000 if os.environ.get("PMQA_XLSX_LONG") else 60
AS_OF = dt.datetime(2026, 12, 5, tzinfo=dt.UTC)
TEXTS = ("A1 why", "A2 why", "A3 why", "name")
PARTS = (("A1 why", "A2 why"), ("A3 why",), ("name",))


def state(returns: list[Return]) -> Consolidation:
    """What the returns come to."""
    return consolidate(returns, (FORM,), year=None, as_of=AS_OF)


def shown(result: Consolidation) -> dict[str, str]:
    """The texts of the state, by slot."""
    names = [slot_name(slot) for slot in LAYOUT.slots]
    values = result.answers["value"].tolist() if len(result.answers) else [""] * len(names)
    return {name: value for name, value in zip(names, values, strict=True) if name in TEXTS and value}


def random_history(seed: int) -> tuple[list[Return], set[str], set[str]]:
    """The returns, all texts that were typed, and those of which a whole part was taken back after all others."""
    chance = random.Random(seed)
    returns: list[Return] = []
    typed: set[str] = set()
    taken_back: set[str] = set()
    for number in range(chance.randrange(2, 8)):
        corrects = bool(returns) and chance.random() < 0.3
        handed = shown(state(returns[:chance.randrange(len(returns)) + 1])) if corrects else {}
        now = dict(handed)
        for part in PARTS:
            does = chance.random()
            if does < 0.5:
                now |= {name: f"{number} {name}" for name in part if chance.random() < 0.7}
            elif does > 0.9 and part != ("name",) and any(name in handed for name in part):
                now = {name: text for name, text in now.items() if name not in part}
                taken_back |= {text for text in typed if text.partition(" ")[2] in part}
        typed |= {text for text in now.values() if text not in typed}
        taken_back -= {now[name] for part in PARTS if any(now.get(one) != handed.get(one) for one in part)
                       for name in part if name in now}  # a part that is typed in is sent again as a whole
        returns.append(a_return(f"{number}.xlsx", as_line(now), handed=as_line(handed), day=number + 1))
        if chance.random() < 0.2:
            returns.append(a_return(f"again {number}.xlsx", as_line(now), handed=as_line(handed), day=number + 10,
                                    content=f"{number}.xlsx"))
    return returns, typed, taken_back


def as_line(texts: dict[str, str]) -> str:
    """The answers as a line."""
    return "; ".join(f"{name}={text}" for name, text in texts.items())


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, HISTORIES, 20))
def test_every_answer_typed_is_somewhere(first) -> None:
    """Each is in `answers`, or named in `changes` or in a finding."""
    for seed in range(first, first + 20):
        returns, typed, _ = random_history(seed)
        result = state(returns)
        said = {*result.answers["value"], *result.changes["old_value"], *result.changes["new_value"],
                *result.findings["value"]}
        assert (seed, typed - said) == (seed, set())


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, HISTORIES, 20))
def test_nothing_taken_back_is_in_the_answers(first) -> None:
    """A text of a part that was cleared is in no answer, unless that part was typed in and sent with it again."""
    for seed in range(first, first + 20):
        returns, _, taken_back = random_history(seed)
        assert (seed, taken_back & set(shown(state(returns)).values())) == (seed, set())


@pytest.mark.slow
def test_the_order_of_arrival_does_not_matter() -> None:
    """The state is the same in whatever order the returns came."""
    for seed in range(20):
        returns, _, _ = random_history(seed)
        mixed = random.Random(seed).sample(returns, len(returns))
        assert shown(state(mixed)) == shown(state(returns)), seed


def test_an_old_workbook_does_not_bring_back_what_was_cleared() -> None:
    """A part that was cleared stays empty when a later return still holds its old answers as it was handed out."""
    handed = "A1 why=x; A3 why=y"
    result = state([a_return("1", handed, day=1), a_return("2", "A1 why=x", handed=handed, day=2),
                    a_return("3", "A1 why=z; A3 why=y", handed=handed, day=3)])
    assert shown(result) == {"A1 why": "z"}
    assert result.findings.query("code == 'answer-dropped'")["value"].tolist() == ["y"]


def test_questions_that_the_counting_edition_does_not_ask() -> None:
    """What an earlier return answered in another edition is named, where the edition that counts does not ask it."""
    longer = replace(FORM.categories[0], criteria=(*FORM.categories[0].criteria, Criterion("1", "A9", Text("ง"))))
    second = replace(FORM, form_version="2", categories=(longer, *FORM.categories[1:]))
    returns = [a_return("1", "A1 why=x; A9 why=y", day=1, form=second), a_return("2", "A1 why=z", day=2)]
    returns[0] = replace(returns[0], reading=replace(returns[0].reading, form_version="2"))
    result = consolidate(returns, (FORM, second), year=None, as_of=AS_OF)
    dropped = result.findings.query("code == 'answer-dropped'")
    assert dropped[["criterion", "value"]].to_numpy().tolist() == [["A9", "y"]]
    assert "does not ask it" in dropped["message_en"].iloc[0]


@pytest.mark.slow
def test_forgetting_some_returns_changes_no_figure() -> None:
    """Where early returns are forgotten, states and origins of answers stay, and none is said to have changed."""
    for seed in range(40):
        returns, tokens = random_history(seed)[0], Tokens(b"secret")
        chosen = {one.sha256 for one in returns[:seed % 4 + 1]}
        before, after = state(returns), state([bare(one, tokens) if one.sha256 in chosen else one for one in returns])
        answers = [frame.answers[["state", "sha256"]].to_numpy().tolist() for frame in (before, after)]
        changes = [set(frame.changes[["criterion", "field", "new_sha256"]].itertuples(index=False, name=None))
                   for frame in (before, after)]
        assert (seed, answers[0] == answers[1], changes[1] - changes[0]) == (seed, True, set())


def bare(one: Return, tokens: Tokens) -> Return:
    """A return of which all that was typed is forgotten."""
    return replace(one, reading=forgotten_reading(one.reading, LAYOUT, tokens, contacts_only=False))
