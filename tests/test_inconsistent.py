"""What the ingester says of answers that do not go together, and of values that the workbook calculates."""

from collections.abc import Mapping

import pytest

from full_definition import FULL
from pmqa_xlsx.answers.model import BLANK, Answer, State
from pmqa_xlsx.definition.loading import load_form
from pmqa_xlsx.ingester.slot_columns import Places, Slots
from pmqa_xlsx.ingester.slots import calculate, check_completeness, differs
from pmqa_xlsx.layout import Layout, plan_layout
from pmqa_xlsx.layout.rules import Evaluation


@pytest.fixture(scope="module")
def layout(tmp_path_factory: pytest.TempPathFactory) -> Layout:
    """The layout of the definition that uses everything."""
    folder = tmp_path_factory.mktemp("full")
    for name, text in FULL.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8", newline="")
    return plan_layout(load_form(folder))


def slots_with(layout: Layout, answers: Mapping[str, str], shown: Mapping[str, str]) -> Slots:
    """The slots of a return: ``CODE.field`` or ``CODE.field#ROW`` by their values, and what computed cells show.

    A value ``!x`` is invalid.
    """
    read = []
    for slot in layout.slots:
        asked = slot.question
        name = f"{asked.code or 'cover'}.{asked.field}{f'#{asked.row}' if asked.row else ''}"
        value = answers.get(name, "")
        read.append(Answer("", None, shown[name], State.OK) if name in shown
                    else Answer("", None, value[1:], State.INVALID) if value.startswith("!")
                    else Answer(value, None, value, State.OK) if value else BLANK)
    return Slots(read, Places(tuple(slot.sheet for slot in layout.slots), tuple(str(s.cell) for s in layout.slots)))


FINDINGS = [
    ("C1.done=no C1.level=2", "C1.done inconsistent warning"),
    ("C1.done=no C1.level=1", ""),
    ("C1.level=2", ""),
    ("cover.budget=100 cover.contact=x P1.item#1=a P1.cost#1=60 P1.item#2=b P1.cost#2=60",
     "cover.budget inconsistent error"),
    ("cover.budget=100 cover.contact=x P1.item#1=a P1.cost#1=60 P1.item#2=b P1.cost#2=40", ""),
    ("C1.done=no C1.answer=yes", "C1.why required-by error"),
]


@pytest.mark.parametrize(("answers", "expected"), FINDINGS)
def test_findings(layout: Layout, answers: str, expected: str) -> None:
    """Answers, and the findings about several of them: where, code and severity."""
    values = dict(part.split("=") for part in answers.split())
    found = check_completeness(layout, slots_with(layout, values, {}), "10")
    lines = [f"{one.place.question.code or 'cover'}.{one.place.question.field}"
             f"{f'#{one.place.question.row}' if one.place.question.row else ''} {one.code} {one.severity}"
             for one in found if one.code != "answer-missing"]
    assert " ".join(lines) == expected


def test_office_words(layout: Layout) -> None:
    """The office's own message and advice are said, in the other language's words where there is only one."""
    found = check_completeness(layout, slots_with(layout, {"C1.done": "no", "C1.level": "2"}, {}), "10")
    (finding,) = [one for one in found if one.code == "inconsistent"]
    assert [finding.message("th"), finding.message("en"), finding.fix("th")] == [
        "C1: ระดับมากทั้งที่ไม่ได้ดำเนินการ", "C1: ระดับมากทั้งที่ไม่ได้ดำเนินการ", "แก้ระดับ"]


@pytest.mark.parametrize(("answers", "expected"), [
    ("LD1.A=no LD1.D=yes", "D, L or I is Yes although A is No."),
    ("LD1.A=no LD1.D=no LD1.L=no LD1.I=no", ""), ("LD1.D=yes", ""),
    ("RM1.target=80 RM1.rating=3", "There are a target and a rating, but the actual result is empty."),
    ("RM1.target=80 RM1.actual=!85-90 RM1.rating=3", ""),  # not a number, but not empty
    ("RM1.rating=3", ""),  # an indicator without figures is rated by its evidence
    ("RM1.target=80 RM1.actual=79 RM1.rating=3", "The rating does not fit target and result"),
    ("RM1.target=80 RM1.actual=80 RM1.rating=2", "The rating does not fit target and result"),
    ("RM1.target=80 RM1.actual=80 RM1.rating=3", ""), ("RM1.target=80 RM1.actual=79 RM1.rating=2", ""),
])
def test_checks_of_the_shipped_form(answers: str, expected: str) -> None:
    """Answers of one row, and the one warning about them."""
    shipped = plan_layout(load_form())
    values = dict(part.split("=") for part in answers.split())
    said = [one.message("en") for one in check_completeness(shipped, slots_with(shipped, values, {}), "10")
            if one.code == "inconsistent"]
    assert len(said) == bool(expected)
    assert all(expected in text for text in said)


MISSING = [
    ("", "P1.item#1 P1.cost#1"),
    ("P1.item#2=x", "P1.item#1 P1.cost#1 P1.cost#2"),
    ("P1.day#3=2026-01-31", "P1.item#1 P1.cost#1 P1.item#3 P1.cost#3"),
    ("P1.item#1=x P1.cost#1=1", ""),
]


@pytest.mark.parametrize(("answers", "expected"), MISSING)
def test_rows(layout: Layout, answers: str, expected: str) -> None:
    """In rows beyond the least nothing is missing until something stands there."""
    values = dict(part.split("=") for part in answers.split()) if answers else {}
    found = check_completeness(layout, slots_with(layout, values, {}), "10")
    assert " ".join(f"P1.{one.place.question.field}#{one.place.question.row}" for one in found
                    if one.code == "answer-missing" and one.place.question.criterion == "P1") == expected


def test_computed(layout: Layout) -> None:
    """Computed values are the program's; a cell that shows another has a remark; a constant can be the unit's own."""
    given = slots_with(layout, {"R1.actual": "45", "P1.cost#1": "1.5", "P1.cost#3": "2"},
                       {"R1.percent": "50", "3.total": "9", "cover.half": ""})
    found = calculate(layout, given, "10", compare=True)
    values = {f"{slot.question.code or 'cover'}.{slot.question.field}": (answer.value,
                                                                         [one.code for one in answer.remarks])
              for slot, answer in zip(layout.slots, found.answers, strict=True) if slot.field.is_computed}
    assert values == {"cover.half": ("", []), "R1.percent": ("50", []), "R2.percent": ("", []),
                      "3.total": ("3.5", ["computed-differs"])}
    assert Evaluation(layout, given.columns.values, given.columns.empty, "11").value(
        layout.slots[next(n for n,
                          slot in enumerate(layout.slots) if slot.field.name == "percent")].question) == "56.25"


@pytest.mark.parametrize(("raw", "value", "expected"), [
    ("50", "50", False), ("50.0000000000001", "50", False), ("50.1", "50", True), ("", "50", False), ("x", "50", True),
    ("ผ่าน", "ผ่าน", False), ("50", "", True), ("", "", False)])
def test_differs(raw: str, value: str, expected: bool) -> None:
    """Numbers differ by more than a billionth; an empty cell was not calculated by the program that saved it."""
    assert differs(raw, value) is expected
