"""The office changes labels of a list after workbooks were sent: the labels that are in the file count."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from crafted_form import FORM, HAVE, edited, good, typed
from in_formats import FORMATTERS
from pmqa_xlsx.demo.filling import Editor
from pmqa_xlsx.form.model import Choice, ChoiceList, Form
from pmqa_xlsx.ingester.read_return import read_return
from pmqa_xlsx.ingester.request import ReadingRequest
from pmqa_xlsx.text.language import Text

FORMATS: dict[str, Callable[[bytes], bytes]] = {"xlsx": bytes, **FORMATTERS}


def today(*choices: Choice) -> Form:
    """The form with other choices in its only list."""
    have = ChoiceList("have", choices)
    fields = tuple(replace(one, choices=have) if one.choices else one for one in FORM.fields["asked"])
    return replace(FORM, fields={"asked": fields}, choice_lists=(have,))


YES, NO = HAVE.choices
CHANGED = today(replace(YES, label=Text("ดำเนินการแล้ว", "In use")), NO)


def outcome(data: bytes, form: Form = CHANGED) -> tuple[str, list[str]]:
    """The values of the choices of category 1, and what is said about them."""
    reading = read_return(ReadingRequest((form,)), data)
    choices = [slot.answer.value or f"!{slot.answer.raw}" for slot in reading.slots
               if form.fields["asked"][0].name == "choice" and slot.cell.startswith("C") and slot.answer.raw][:3]
    return " ".join(choices), [f"{finding.code} {finding.value}" for finding in reading.findings
                               if finding.code in ("labels-changed", "not-a-choice")]


@pytest.mark.parametrize("to", FORMATS)
def test_the_labels_that_were_sent_count(to: str) -> None:
    """Answers by the labels of the sent list are valid in every format, with one notice for the return."""
    assert outcome(FORMATS[to](good("001"))) == ("yes yes yes", ["labels-changed ทำแล้ว → ดำเนินการแล้ว"])


def test_exchanged_labels_mean_what_they_meant() -> None:
    """A label that is another value's today is read by the list in the file."""
    form = today(replace(YES, label=NO.label), replace(NO, label=YES.label))
    assert outcome(good("001"), form) == (
        "yes yes yes", ["labels-changed ทำแล้ว → ยังไม่ทำ\nยังไม่ทำ → ทำแล้ว"])


def test_what_is_on_neither_list_is_no_choice() -> None:
    """The finding names the labels of the list that the unit has before it."""
    reading = read_return(ReadingRequest((CHANGED,)), typed("A1 choice", "อื่นๆ")("001"))
    (finding,) = [one for one in reading.findings if one.code == "not-a-choice"]
    assert (finding.value, finding.facts["choices_th"]) == ("อื่นๆ", "ทำแล้ว, ยังไม่ทำ")


@pytest.mark.parametrize(("form", "expected"), [
    (FORM, ("yes yes yes", [])),
    (today(CHANGED.choice_lists[0].choices[0], replace(NO, value="none")),
     ("!ทำแล้ว !ทำแล้ว !ทำแล้ว", ["not-a-choice ทำแล้ว"])),
    (today(CHANGED.choice_lists[0].choices[0], NO, Choice("part", Text("บางส่วน"), 0)),
     ("!ทำแล้ว !ทำแล้ว !ทำแล้ว", ["not-a-choice ทำแล้ว"])),
], ids=["unchanged", "values-changed", "choice-added"])
def test_other_values_are_no_other_labels(form: Form, expected: tuple[str, list[str]]) -> None:
    """Where the values of the list are others than those sent, its labels cannot say which is which."""
    values, said = outcome(good("001"), form)
    assert (values, said[:1]) == expected


def test_a_list_that_somebody_changed_in_the_file_is_no_list() -> None:
    """The lists sheet counts only as a whole: without a label, or with one more, nothing is read by it."""
    def emptied(editor: Editor) -> None:
        editor.book["_lists"]["A2"] = None

    assert outcome(edited(emptied)("001"))[0] == "!ทำแล้ว !ทำแล้ว !ทำแล้ว"
