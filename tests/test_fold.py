"""One state a unit: what a row of returns comes to, oldest first."""

from __future__ import annotations

import random

import pytest

from pmqa_xlsx.consolidate.fold import FoldMode, PartState, Version, _withdrew, fold
from pmqa_xlsx.layout.digests import COVER, FormPart, handed_out, parts_of
from small_round import LAYOUT, slot_name

NAMES = [slot_name(slot) for slot in LAYOUT.slots]
TABLE = "ตาราง"


def contents(text: str) -> list[str]:
    """What the slots hold, from ``A1 why=x; name=y``."""
    given = dict(piece.strip().split("=", 1) for piece in text.split(";") if piece.strip())
    assert set(given) <= set(NAMES), given
    return [given.get(name, "") for name in NAMES]


def version(line: str) -> Version:
    """A return from ``[alone|join] typed [< handed out] [- absent slots]``."""
    mode, _, rest = line.partition(": ") if line.startswith(("alone: ", "join: ")) else ("normal", "", line)
    rest, _, absent = rest.partition(" - ")
    typed, _, handed = rest.partition("<")
    missing = [name.strip() for name in absent.split(",") if name.strip()]
    cells = ["" if any(name.startswith(prefix) for prefix in missing) else "C7" for name in NAMES]
    return Version.of(LAYOUT, contents(typed), cells, handed_out(LAYOUT, contents(handed)), FoldMode(mode))


def state(*lines: str) -> str:
    """What is in the slots after these returns, as ``A1 why=x#0`` with the return that gave it."""
    versions = [version(line) for line in lines]
    folded = fold(LAYOUT, versions)
    return "; ".join(f"{name}={versions[source].contents[position]}#{source}"
                     for position, (name, source) in enumerate(zip(NAMES, folded.sources, strict=True))
                     if versions[source].contents[position])


# What comes, oldest first, and the state: who gave each answer.
STATES = {
    "one return": (["A1 why=x"], "A1 why=x#0"),
    "two people, a category each": (["A1 why=x", "A3 why=y"], "A1 why=x#0; A3 why=y#1"),
    "typed replaces the whole part": (["A1 why=x; A2 why=y", "A1 why=z"], "A1 why=z#1"),
    "an invalid answer is typed too": (["A1 have=yes", "A1 have=!maybe"], "A1 have=!maybe#1"),
    "cleared empties": (["A1 why=x; A3 why=y", "A3 why=y < A1 why=x; A3 why=y"], "A3 why=y#0"),
    "as handed out it does not replace what was typed":
        (["A1 why=x", "A1 why=z", "A1 why=x; A3 why=y < A1 why=x"], "A1 why=z#1; A3 why=y#2"),
    "as handed out it is taken alone": (["A3 why=y", "A1 why=p; A3 why=q < A1 why=p"],
                                        "A1 why=p#1; A3 why=q#1"),
    "what was cleared does not come in again":
        (["A1 why=x", "A3 why=y < A1 why=x", "A1 why=x; A3 why=z < A1 why=x"], "A3 why=z#2"),
    "an absent sheet is no news": (["A1 why=x", "A3 why=y - A1, A2"], "A1 why=x#0; A3 why=y#1"),
    "an absent row keeps its answers": (["A1 why=x; A2 why=y", "A1 why=z - A2"], "A1 why=z#1; A2 why=y#0"),
    "a blank cover keeps the older": (["name=a; mail=m", "name=b"], "name=b#1; mail=m#0"),
    "a cover as handed out does not replace":
        (["name=a", "name=b", "name=a; A1 why=x < name=a"], "name=b#1; A1 why=x#2"),
    "alone: nothing is joined": (["A1 why=x; name=a", "alone: A3 why=y"], "A3 why=y#1"),
    "what comes after alone is joined to it": (["A1 why=x", "alone: A3 why=y", "A1 why=z"], "A1 why=z#2; A3 why=y#1"),
    "join: slot by slot": (["A1 why=x; A2 why=y", "join: A1 why=z"], "A1 why=z#1; A2 why=y#0"),
    "one part of two typed again does not take back": (["A1 why=x; A3 why=y", "A3 why=z"], "A1 why=x#0; A3 why=z#1"),
}


@pytest.mark.parametrize(("lines", "expected"), STATES.values(), ids=STATES.keys())
def test_state(lines, expected) -> None:
    """Returns in, the state out."""
    assert state(*lines) == expected


# The parts of one table that the first return typed, those of them that the second one types (it leaves part 1 empty),
# and whether the answers of part 1 are kept.
@pytest.mark.parametrize(("typed", "again", "kept"), [
    ("12345", "", True), ("12345", "2", True), ("12345", "23", True), ("12345", "234", False), ("12345", "2345", False),
    ("123", "23", False), ("123", "2", True), ("12", "2", True), ("1234", "23", False), ("1", "", True),
])
def test_taken_back(typed, again, kept) -> None:
    """A part left empty by a return that types more than half of the others, and at least two, was taken back; what the
    first return typed on the cover and in another table does not matter.
    """
    elsewhere = {COVER: PartState.TYPED, **{FormPart(code, "u"): PartState.TYPED for code in "12345"}}
    giver = Version([], [], {**elsewhere, **{FormPart(code, "t"): PartState.TYPED for code in typed}})
    newer = Version([], [], {**dict.fromkeys(elsewhere, PartState.BLANK),
                             **{FormPart(code, "t"): PartState.TYPED if code in again else PartState.BLANK
                                for code in typed}})
    assert _withdrew(FormPart("1", "t"), newer, giver) is not kept


@pytest.mark.parametrize(("lines", "expected"), [
    (["A1 why=x", "A1 why=y"], ["A1 why: 0 to 1"]),
    (["A1 why=x; A2 why=p", "A2 why=p", "A1 why=z; A2 why=p"], ["A1 why: 0 to 2"]),
    (["A1 why=x", "A3 why=y"], []),
    (["A1 why=x", "A1 why=z", "A1 why=x < A1 why=x"], ["A1 why: 0 to 1"]),
])
def test_changes(lines, expected) -> None:
    """A change is against the last known answer, even if the slot was empty in between."""
    found = fold(LAYOUT, [version(line) for line in lines]).changes
    assert [f"{NAMES[change.position]}: {change.old} to {change.new}" for change in found] == expected


@pytest.mark.parametrize(("lines", "dropped", "reverted", "joined"), [
    (["A1 why=x; A2 why=y", "A2 why=y"], ["A1 why"], [], []),
    (["A1 why=x", "A1 why=y", "A1 why=x"], [], ["A1 why"], []),
    (["A1 why=x", "A1 why=y", "A1 why=x", "A1 why=z"], [], [], []),
    (["A1 why=x", "A3 why=y"], [], [], ["1"]),
    (["A1 why=x", "A1 why=x; A3 why=y < A1 why=x"], [], [], []),
    (["A1 why=x", "alone: A3 why=y"], ["A1 why"], [], []),
])
def test_what_is_said(lines, dropped, reverted, joined) -> None:
    """What was dropped, what returned to an earlier answer, and which parts are from an older return."""
    versions = [version(line) for line in lines]
    folded = fold(LAYOUT, versions)
    assert [NAMES[position] for position, _ in folded.dropped(versions)] == dropped
    assert [NAMES[position] for position in folded.reverted] == reverted
    assert [part.category for part in folded.joined] == joined


def wide_history(chance: random.Random) -> list[Version]:
    """A random history of one unit in the small form: two to five people, overlaps, parts taken back, corrections."""
    versions: list[Version] = []
    parts = parts_of(LAYOUT)
    for _ in range(chance.randrange(2, 8)):
        handed = [""] * len(NAMES)
        if versions and chance.random() < 0.3:  # a correction workbook of a state some time ago
            some = versions[:chance.randrange(len(versions)) + 1]
            folded = fold(LAYOUT, some)
            handed = [some[source].contents[position] for position, source in enumerate(folded.sources)]
        now = list(handed)
        for positions in parts.values():
            does = chance.random()
            for position in positions:
                if does < 0.4 and chance.random() < 0.7:
                    now[position] = chance.choice("abcdef")
                elif does > 0.9:
                    now[position] = ""
        absent = {part for part in parts if chance.random() < 0.1}
        cells = ["" if any(position in parts[part] for part in absent) else "C7" for position in range(len(NAMES))]
        now = [text if cell else "" for text, cell in zip(now, cells, strict=True)]
        versions.append(Version.of(LAYOUT, now, cells, handed_out(LAYOUT, handed)))
    return versions


@pytest.mark.parametrize("seed", range(10))
def test_no_answer_vanishes_without_a_word(seed) -> None:
    """In a hundred random histories each, every answer typed is in the state, in a change, or said to be dropped."""
    chance = random.Random(seed)
    for _ in range(100):
        versions = wide_history(chance)
        folded = fold(LAYOUT, versions)
        final = {(position, versions[source].contents[position]) for position, source in enumerate(folded.sources)}
        said = {(change.position, versions[number].contents[change.position])
                for change in folded.changes for number in (change.old, change.new)}
        said |= {(position, versions[number].contents[position]) for position, number in folded.dropped(versions)}
        for number, one in enumerate(versions):
            for part, positions in parts_of(LAYOUT).items():
                if one.states[part] is PartState.TYPED:
                    lost = [NAMES[p] for p in positions if one.contents[p] and (p, one.contents[p]) not in final | said]
                    assert lost == [], (number, part)


@pytest.mark.parametrize("seed", range(10))
def test_what_was_cleared_comes_in_again_only_when_typed(seed) -> None:
    """After a return that clears a part, its answers are in the state only if a later return types the part."""
    chance = random.Random(100 + seed)
    for _ in range(100):
        versions = wide_history(chance)
        sources = fold(LAYOUT, versions).sources
        for part, positions in parts_of(LAYOUT).items():
            if part == COVER:
                continue
            for number, one in enumerate(versions):
                later = {v.states[part] for v in versions[number + 1:]}
                if one.states[part] is PartState.CLEARED and number and PartState.TYPED not in later:
                    assert not any(versions[sources[position]].contents[position] for position in positions)
