"""What one return may hand back: texts, findings and names beyond the limits are cut with a word and a count."""

from __future__ import annotations

import pickle
import re

import pytest

from crafted_files import SHEET, TEXTS
from crafted_form import ANSWERS, FORM, LAYOUT, SLOTS, Maker, good, reworked
from pmqa_xlsx.answers.model import Answer, Remark, State
from pmqa_xlsx.findings import Finding, Place
from pmqa_xlsx.form.question import Level, Question
from pmqa_xlsx.ingester import bounds
from pmqa_xlsx.ingester.bounds import Allowance, bounded_answers, bounded_findings, cut
from pmqa_xlsx.ingester.model import Reading
from pmqa_xlsx.ingester.read_return import read_packed
from pmqa_xlsx.ingester.request import ReadingRequest

REQUEST = ReadingRequest((FORM,))


def test_a_text_is_cut_with_a_count() -> None:
    """What is short enough is not changed."""
    assert [cut("abcdef", 6), cut("abcdef", 2)] == ["abcdef", "ab… (+4)"]


def long(length: int, state: State = State.OK) -> Answer:
    """Return an answer of that many characters."""
    return Answer("x" * length if state.answered else "", None, "x" * length, state)


@pytest.mark.parametrize(("lengths", "kept"), [
    ([6, 6, 6], ["6 ok", "6 ok", "6 ok"]),
    ([11, 1], ["10+ invalid text-too-long", "1 ok"]),
    ([10, 10, 10, 10, 3, 4], ["10 ok", "10 ok", "3+ invalid text-too-long", "3+ invalid text-too-long", "3 ok",
                              "3+ invalid text-too-long"]),
], ids=["short", "one long", "too many"])
def test_answers_beyond_the_limits(monkeypatch: pytest.MonkeyPatch, lengths: list[int], kept: list[str]) -> None:
    """One answer is limited, and so are all answers together; a cut one is no answer, and says so."""
    for name, limit in (("MAX_ANSWER", 10), ("MAX_ANSWERS", 22), ("MAX_LATER_ANSWER", 3)):
        monkeypatch.setattr(bounds, name, limit)
    found = bounded_answers([long(length) for length in lengths])
    assert [" ".join([f"{answer.raw.count('x')}{'+' * ('…' in answer.raw)}", answer.state,
                      *(remark.code for remark in answer.remarks)]) for answer in found] == kept


def test_an_invalid_answer_that_is_cut_keeps_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only its text is shorter."""
    monkeypatch.setattr(bounds, "MAX_ANSWER", 3)
    (found,) = bounded_answers([long(8, State.INVALID)._replace(remarks=(Remark("bad-email"),))])
    assert (found.raw, found.state, found.remarks) == ("xxx… (+5)", State.INVALID, (Remark("bad-email"),))


def test_invalid_answers_have_less_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """Texts that are no answers are cut sooner than answers are, and take none of their room."""
    for name, limit in (("MAX_ANSWER", 10), ("MAX_ANSWERS", 40), ("MAX_INVALID", 12), ("MAX_LATER_ANSWER", 3)):
        monkeypatch.setattr(bounds, name, limit)
    found = bounded_answers([long(8, State.INVALID), long(8, State.INVALID), long(9), long(2, State.INVALID)])
    assert [answer.raw for answer in found] == ["x" * 8, "xxx… (+5)", "x" * 9, "xx"]


def test_findings_beyond_the_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of one code only so many are listed, unless they are about questions; later texts are cut."""
    for name, limit in (("MAX_FINDINGS", 2), ("MAX_REPEATED", 5), ("MAX_LATER_TEXT", 1)):
        monkeypatch.setattr(bounds, name, limit)
    asked = Place(question=Question(Level.CATEGORY, "1"))
    given = [*(Finding("locked-text-changed", value="abc") for _ in range(4)),
             *(Finding("bad-email", asked, "de") for _ in range(3))]
    found = list(bounded_findings(given, Allowance()))
    assert [f"{finding.code} {finding.value}" for finding in found] == [
        "locked-text-changed abc", "locked-text-changed a… (+2)", *["bad-email d… (+1)"] * 3, "content-cut "]
    assert found[-1].message("en") == "2 more texts outside the answer cells (6 characters) are not listed."


def with_text(text: str, cells: str, rows: int = 0) -> Maker:
    """Return returns with a text in all cells of a sheet that match, and in many rows below."""
    def change(parts: dict[str, bytes]) -> None:
        parts[TEXTS] = parts[TEXTS].replace(b"</sst>", f"<si><t>{text}</t></si></sst>".encode())
        number = len(re.findall(rb"<si[ >]", parts[TEXTS])) - 1
        cell = f't="s"><v>{number}</v></c>'
        sheet = re.sub(rf'(<c r="{cells}"(?: s="[0-9]+")?)(?:/>| t="inlineStr">.*?</c>)', rf"\1 {cell}",
                       parts[SHEET].decode())
        added = "".join(f'<row r="{row}"><c r="A{row}" {cell}<c r="B{row}" {cell}</row>'
                        for row in range(200, 200 + rows))
        parts[SHEET] = sheet.replace("</sheetData>", added + "</sheetData>").encode()

    return reworked(change)


def size_of(reading: Reading) -> int:
    """Return how many bytes a worker sends for a return."""
    return len(pickle.dumps(reading))


@pytest.mark.parametrize("length", [32_767, 300_000])
def test_a_small_file_with_long_answers(length: int) -> None:
    """A text that a file states once and uses in every answer does not come back a hundred times."""
    reading = read_packed(REQUEST, with_text("ก" * length, "[A-Z]+[0-9]+")("001"))
    assert size_of(reading) < 7_000_000
    assert max(len(answer.raw) for answer in reading.slots.unpacked().answers) < 33_000
    assert len(reading.slots.unpacked().answers) == len(LAYOUT.slots)
    assert "text-too-long" in {finding.code for finding in reading.findings}


def test_a_small_file_with_much_beside_the_form() -> None:
    """Texts outside the answer cells are listed up to the limit, and the rest is counted; answers are read."""
    reading = read_packed(REQUEST, with_text("ข" * 30_000, "none", rows=10_000)("001"))
    codes = {finding.code for finding in reading.findings}
    assert codes == {"extra-content", "content-cut"}
    assert sum(len(finding.value) for finding in reading.findings) < 230_000
    assert reading.slots.unpacked().answers[SLOTS["A1 long"]].value == ANSWERS["long"]
    (cut_off,) = [finding for finding in reading.findings if finding.code == "content-cut"]
    assert cut_off.facts == {"pieces": "19,994", "characters": "599,800,000"}


def test_long_names_of_sheets() -> None:
    """A name that no spreadsheet program would write is cut wherever it is reported."""
    def rename(parts: dict[str, bytes]) -> None:
        first = LAYOUT.sheet_by_key["category:1"].name.th
        parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
            f'name="{first}"'.encode(), f'name="{"ห" * 200_000}"'.encode())

    reading = read_packed(REQUEST, reworked(rename)("001"))
    assert [finding.code for finding in reading.findings] == ["sheet-renamed"]
    assert {len(name) for name in reading.slots.places.sheets} == {len(LAYOUT.sheet_by_key["general"].name.th), 112,
                                                                   len(LAYOUT.sheet_by_key["category:2"].name.th)}
    assert size_of(reading) < 50_000


def test_an_ordinary_return_is_not_changed() -> None:
    """Nothing is cut below the limits."""
    assert read_packed(REQUEST, good("001")).findings == ()
