"""Codes, wordings and headings that were moved, copied or typed over: no answer is taken on a guess."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest

from crafted_edits import FIRST, exchange
from crafted_form import ANSWERS, FILLED, FORM, LAYOUT, SAVED, edited
from pmqa_xlsx import generate
from pmqa_xlsx.answers.model import State
from pmqa_xlsx.demo.filling import Editor
from pmqa_xlsx.form.model import Form
from pmqa_xlsx.ingester.model import Reading
from pmqa_xlsx.ingester.read_return import read_return
from pmqa_xlsx.ingester.request import ReadingRequest
from pmqa_xlsx.layout import plan_layout
from pmqa_xlsx.text.language import Text

#: The answer columns of the first category's sheet; the states stand in the next one. Its rows 3 to 5 are A1 to A3.
COLUMNS = "CDEFGHIJK"
CONFLICTS = ("row-conflict", "heading-conflict", "row-missing", "heading-missing")
Change = Callable[[Editor], None]


def moved(cells: str, texts: str) -> Change:
    """Write what some cells hold into others of the same sheet; ``-`` holds nothing."""
    def change(editor: Editor) -> None:
        sheet = editor.sheet(FIRST)
        held = [None if ref == "-" else sheet[ref].value for ref in texts.split()]
        for ref, value in zip(cells.split(), held, strict=True):
            sheet[ref] = value

    return change


def shifted(row: int, by: int, last: str = "K") -> Change:
    """Shift the headings alone by some columns."""
    columns = "CDEFGHIJKLM"[:"CDEFGHIJKLM".index(last) + 1]
    held = " ".join(f"{columns[place - by]}{row}" if 0 <= place - by < len(columns) else "-"
                    for place in range(len(columns)))
    return moved(" ".join(f"{column}{row}" for column in columns), held)


def copied(what: str, to: str, other: str) -> Change:
    """Copy a row or a column beside the form, and give another answer in one cell of the copy."""
    cells, copies = (" ".join(f"{column}{line}" for column, line in (
        [(column, place) for column in "AB" + COLUMNS] if place.isdigit() else [(place, row) for row in range(2, 6)]))
        for place in (what, to))

    def change(editor: Editor) -> None:
        moved(copies, cells)(editor)
        if other:
            ref, _, answer = other.partition("=")
            editor.sheet(FIRST)[ref] = answer

    return change


def read(data: bytes, form: Form = FORM) -> Reading:
    """What is read of a return."""
    return read_return(ReadingRequest((form,)), data)


def not_taken(reading: Reading) -> str:
    """The questions of the first category that were answered and not taken: criteria and fields."""
    rows, columns = Counter[str](), Counter[str]()
    for slot, answer in zip(LAYOUT.slots, reading.slots.answers, strict=True):
        asked = slot.question
        if slot.sheet == "category:1" and not answer.state.answered:
            rows[asked.criterion] += 1
            columns[asked.field] += 1
        assert not answer.state.answered or asked.slot > 1 or answer.value == ANSWERS[asked.field], asked
    if rows.total() == 3 * len(COLUMNS):
        return "all"
    return " ".join([*(row for row, count in rows.items() if count == len(COLUMNS)),
                     *(column for column, count in columns.items() if count == 3)])


def conflicts(reading: Reading) -> dict[str, int]:
    """How many conflicts and missing names are reported."""
    return dict(Counter(finding.code for finding in reading.findings if finding.code in CONFLICTS))


@pytest.mark.parametrize(("change", "lost", "codes"), [
    (shifted(2, 1), "all", {"heading-missing": 1, "heading-conflict": 8}),
    (shifted(2, -1), "all", {"heading-missing": 1, "heading-conflict": 8}),
    (shifted(2, 1, "M"), "all", {"heading-conflict": 9}),
    (moved("E2 F2 G2", "- E2 F2"), "decimal integer year", {"heading-missing": 1, "heading-conflict": 2}),
    (moved("C2", "D2"), "choice percent", {"heading-missing": 1, "heading-conflict": 1}),
    (copied("D", "N", "N4=17"), "percent", {"heading-conflict": 1}),
    (copied("D", "N", ""), "", {}),
    (copied("3", "20", "D20=17"), "A1", {"row-conflict": 1}),
    (copied("3", "20", ""), "", {}),
    (moved("B3", "B4"), "A1", {"row-conflict": 1}),
    (moved("B4 B5", "B3 B4"), "A2 A3", {"row-conflict": 2}),
    (moved("A3 A4 A5", "A4 A5 A3"), "all", {"row-conflict": 3}),
    (exchange("A3", "A4"), "A1 A2", {"row-conflict": 2}),
    (moved("C2", "-"), "", {}),
], ids=["headings to the right", "headings to the left", "headings and that of the states", "some headings",
        "a heading over another", "a column copied and changed", "a column copied", "a row copied and changed",
        "a row copied", "a wording over another", "wordings shifted", "codes shifted", "codes exchanged",
        "a heading cleared"])
def test_no_answer_is_taken_on_a_guess(change: Change, lost: str, codes: dict[str, int]) -> None:
    """What may belong to another question is not taken, and each row or column concerned is reported."""
    reading = read(edited(change)("001"))
    assert (not_taken(reading), conflicts(reading)) == (lost, codes)


def reworded(*texts: str) -> Form:
    """The form with other wordings of its first criteria."""
    first = FORM.categories[0]
    criteria = [replace(criterion, text=Text(text)) for criterion, text in zip(first.criteria, texts, strict=False)]
    return replace(FORM, categories=(replace(first, criteria=(*criteria, *first.criteria[len(criteria):])),
                                     *FORM.categories[1:]))


@pytest.mark.parametrize(("sent", "now"), [
    (("อย่างไร", "อย่างไร"), ("ใหม่", "อย่างไร")), (("ก", "ข"), ("ข", "ก")), (("ก", "ข"), ("ข", "ค"))])
def test_a_definition_that_changed_since(sent: tuple[str, str], now: tuple[str, str]) -> None:
    """Where the seal shows that the texts are as they were sent, wordings that the definition moved since then are no
    conflict.
    """
    form = reworded(*sent)
    editor = Editor(generate(form, "001"), plan_layout(form))
    editor.fill(FILLED)
    reading = read(editor.saved(SAVED), reworded(*now))
    assert (not_taken(reading), conflicts(reading), reading.seal) == ("", {}, "intact")
    assert {answer.state for answer in reading.slots.answers} <= {State.OK, State.CONVERTED, State.EMPTY}
