"""Which returns count, and their rows in the frames."""

import datetime as dt
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from pmqa_xlsx.answers.model import BLANK
from pmqa_xlsx.consolidate.consolidation import Consolidation
from pmqa_xlsx.consolidate.frames import consolidate
from pmqa_xlsx.consolidate.schema import COLUMNS
from pmqa_xlsx.findings import Finding
from pmqa_xlsx.ingester.model import Return
from pmqa_xlsx.ingester.slot_columns import Slots
from pmqa_xlsx.layout.rules import required_slots
from pmqa_xlsx.text.calendar import THAI_TIME
from small_round import FORM, LAYOUT, a_file, a_return, slot_name

FULL = ("name=ก; mail=me@a.th; A1 have=yes; A1 shared=no; A1 why=x; A2 have=no; A2 shared=no; A3 have=no; "
        "A3 shared=yes; 2 email=a@b.th")
PART = "name=ก; A1 have=yes; A1 shared=no"
AS_OF = dt.datetime(2026, 12, 5, 12, tzinfo=THAI_TIME)


def put_together(*returns, forms=(FORM,), year=None, **more) -> Consolidation:
    """Consolidate with the tests' form and day."""
    return consolidate(returns, forms, year=year, as_of=AS_OF, **more)


def arrivals(result: Consolidation) -> list[str]:
    """Each row of ``returns`` as ``file status``, and the file of the return that counts instead."""
    files = {row.sha256: row.file for row in result.returns.itertuples() if row.status != "duplicate"}
    return [" ".join([row.file, row.status, *([files[row.superseded_by]] if row.superseded_by else [])])
            for row in result.returns.itertuples()]


def codes(result: Consolidation, file: str) -> list[str]:
    """The codes of one file's findings."""
    return result.findings.loc[result.findings["file"] == file, "code"].tolist()


ROUNDS = {
    "one good return": ([a_return("a", FULL)], ["a accepted"]),
    "an error asks for correction": ([a_return("a", FULL, findings="bad-email")], ["a needs_correction"]),
    "a warning does not": ([a_return("a", FULL, findings="several-emails")], ["a accepted"]),
    "the later one counts":
        ([a_return("a", FULL, day=2), a_return("b", FULL, day=1)], ["a accepted", "b superseded a"]),
    "the mail's date counts, not when the file was saved":
        ([a_return("a", FULL, day=5, saved=1), a_return("b", FULL, day=4, saved=3)], ["a accepted", "b superseded a"]),
    "of one moment the one saved later":
        ([a_return("a", FULL, saved=2), a_return("b", FULL, saved=1)], ["a accepted", "b superseded a"]),
    "of one moment the last by SHA-256":
        ([a_return("a", FULL), a_return("b", FULL)], ["a accepted", "b superseded a"]),
    "a known moment before none":
        ([a_return("a", FULL), a_return("b", FULL, day=None)], ["a accepted", "b superseded a"]),
    "nothing filled in is no return":
        ([a_return("a", PART, day=1), a_return("b", "", day=9)], ["a accepted", "b rejected"]),
    "as handed out is no return":
        ([a_return("a", PART, day=1), a_return("b", PART, day=9, handed=PART)], ["a accepted", "b rejected"]),
    "parts of two people": ([a_return("a", "A1 have=yes", day=1), a_return("b", "A3 have=yes", day=2)],
                            ["a joined b", "b needs_correction"]),
    "held, it replaces nothing":
        ([a_return("a", PART), a_return("b", FULL, day=9, findings="unit-doubtful")], ["a accepted", "b held"]),
    "a rejected one supersedes nothing":
        ([a_return("a", PART), a_return("b", FULL, day=9, findings="unit-mismatch")], ["a accepted", "b rejected"]),
    "other units and years stand apart":
        ([a_return("a", FULL), a_return("b", FULL, unit="20"), a_return("c", FULL, year=2568)],
         ["a accepted", "b accepted", "c accepted"]),
    "the same bytes count once": ([a_return("b", FULL, content="x"), a_return("a", FULL, content="x", day=2)],
                                  ["a duplicate", "b accepted"]),
    "sent again, it stays the older one": (
        [a_return("a", FULL, content="x", day=1), a_return("b", FULL, day=5), a_return("c", FULL, content="x", day=9)],
        ["a superseded b", "b accepted", "c duplicate"]),
    "files without a return":
        ([a_file("a", "file-damaged"), a_file("b", "no-workbook"), a_file("c", "other-attachment")],
         ["a rejected", "b rejected"]),
}


@pytest.mark.parametrize(("returns", "expected"), ROUNDS.values(), ids=ROUNDS.keys())
def test_status(returns, expected) -> None:
    """Input: a round; result: the status of each return."""
    assert arrivals(put_together(*returns)) == expected


@pytest.mark.slow
@given(st.permutations([
    a_return("a", FULL, day=1), a_return("b", PART, day=3), a_return("c", FULL, day=3), a_return("d", "", day=9),
    a_return("e", FULL, day=9, findings="year-mismatch"), a_return("f", FULL, content="c"),
    a_return("g", PART, unit="20"), a_return("h", FULL, content="x", day=None),
    a_return("i", FULL, content="x", day=2), a_file("j", "file-damaged"),
]))
@settings(max_examples=20, deadline=None)
def test_order_of_arrival_does_not_matter(returns) -> None:
    """The frames are the same for any order of the returns."""
    by_name = put_together(*sorted(returns, key=lambda r: r.file))
    for name, frame in put_together(*returns).frames.items():
        assert_frame_equal(frame, by_name.frames[name])


# What is said across the returns of a unit, each finding with the file on whose row it is.
SAID = {
    "an answer dropped, with its last value": (
        [a_return("a", "A1 have=yes; A1 why=x"), a_return("b", "A1 have=yes", day=2)], ["b answer-dropped A1 why x"]),
    "a part joined": ([a_return("a", "A1 have=yes"), a_return("b", "A3 have=yes", day=2)], ["b part-joined  "]),
    "back to an earlier answer": (
        [a_return("a", "A1 why=x"), a_return("b", "A1 why=y", day=2), a_return("c", "A1 why=x", day=3)],
        ["c answer-reverted A1 why x"]),
    "saved before the one it replaces": (
        [a_return("a", "A1 why=x", saved=3, day=4), a_return("b", "A1 why=x", saved=2, day=5)], ["b older-edit  "]),
    "the old file once more": (
        [a_return("a", "A1 why=x", content="1"), a_return("b", "A1 why=y", day=2),
         a_return("c", "A1 why=x", content="1", day=3)], ["c resent-older  "]),
    "sent twice before anything newer": (
        [a_return("a", "A1 why=x", content="1"), a_return("b", "A1 why=y", day=9),
         a_return("c", "A1 why=x", content="1", day=3)], []),
    "a date in the future": ([a_return("a", "A1 why=x", day=30, received=9)], ["a date-doubtful  "]),
    "a first return after the due day": ([a_return("a", "A1 why=x", day=33)], ["a late  "]),
    "a correction is not late": ([a_return("a", "A1 why=x", day=9), a_return("b", "A1 why=y", day=33)], []),
    "another unit's name in the subject": (
        [a_return("a", "A1 why=x", subject="แบบของจังหวัดยี่สิบ")], ["a other-unit-named  แบบของจังหวัดยี่สิบ"]),
    "another unit's name in the file's name": (
        [a_return("in/Twenty.xlsx", "A1 why=x")], ["in/Twenty.xlsx unit-doubtful  Twenty.xlsx"]),
    "a sender whom the form gives to another unit": (
        [a_return("a", "A1 why=x", unit="20", sender="Ten <ten@example.go.th>")],
        ["a other-unit-named  Ten <ten@example.go.th>"]),
    "a zip named after another unit": (
        [a_return("in/20_Twenty.zip!pmqa.xlsx", "A1 why=x")],
        ["in/20_Twenty.zip!pmqa.xlsx other-unit-named  20_Twenty.zip"]),
    "a folder of a zip named after another unit": (
        [a_return("in/all.zip!จังหวัดยี่สิบ/pmqa.xlsx", "A1 why=x")],
        ["in/all.zip!จังหวัดยี่สิบ/pmqa.xlsx other-unit-named  all.zip > จังหวัดยี่สิบ"]),
    "a zip of several units": ([a_return("in/Ten Twenty.zip!pmqa.xlsx", "A1 why=x")], []),
    "the folder where the office keeps them": ([a_return("จังหวัดยี่สิบ/pmqa.xlsx", "A1 why=x")], []),
    "a sender whose name is another unit's office": (
        [a_return("a", "A1 why=x", sender="สำนักงานจังหวัดยี่สิบ <plan@example.go.th>")],
        ["a other-unit-named  สำนักงานจังหวัดยี่สิบ <plan@example.go.th>"]),
    "a sender who has the name of a unit": ([a_return("a", "A1 why=x", sender="Twenty <plan@example.go.th>")], []),
    "a sender who has sent for several units speaks for none": (
        [a_return("a", "A1 why=x", unit="20", sender="ten@example.go.th"),
         a_return("b", "A1 why=y", unit="10", sender="ten@example.go.th")], []),
    "a unit that is on no list, beside a file's name": (
        [a_return("Twenty.xlsx", "A1 why=x", unit="Tventy", findings="unit-unknown")], []),
    "both units in the file's name": ([a_return("Ten Twenty.xlsx", "A1 why=x")], []),
}
ABOUT_OTHERS = {"answer-dropped", "part-joined", "answer-reverted", "older-edit", "resent-older", "date-doubtful",
                "late",
                "other-unit-named", "unit-doubtful"}


def unit_cell_says(text: str, code: str = "unit-doubtful", **more) -> Return:
    """A return of unit 10, or of none on the list, whose unit cell says something else."""
    one = a_return("a", "A1 why=x", **more)
    return replace(one, reading=replace(one.reading, findings=(Finding(code, value=text),)))


@pytest.mark.parametrize(("returns", "likely"), [
    ([unit_cell_says("จังหวัดยี่สิบ")], ["20"]), ([unit_cell_says("somewhere")], [""]),
    ([unit_cell_says("สำนักงานจังหวัดยี่สิบ", "unit-unknown", unit="สำนักงานจังหวัดยี่สิบ")], ["20"]),
    ([a_file("x", "unit-unknown", content="1"), a_file("Twenty.xlsx", "unit-unknown", content="1")], ["20", "20"]),
    ([a_return("z Twenty.xlsx", "A1 why=x", content="1"), a_return("a", "A1 why=x", content="1")], ["", "20"]),
])
def test_the_unit_that_is_named(returns, likely) -> None:
    """Returns in, the likely unit of each out: by the unit cell, and where no unit is stated by every copy's name."""
    assert put_together(*returns).returns["likely_unit"].tolist() == likely


TEN = a_return("ten", "A1 why=x", unit="10", sender="A <a@b.th>")


@pytest.mark.parametrize(("returns", "likely", "any_open"), [
    ([replace(a_file("x", "file-damaged"), sender="a@B.th")], "", True),
    ([replace(a_file("x", "file-damaged"), sender="a@B.th"), TEN], "10", False),
    ([replace(a_file("x", "file-damaged"), sender="ten@example.go.th")], "10", True),
    ([replace(a_file("x", "file-damaged"), sender="a@B.th"), TEN,
      a_return("twenty", "A1 why=y", unit="20", sender="a@b.th")], "", False),
    ([replace(a_file("20_Twenty.xlsx", "file-damaged"), sender="a@B.th"), TEN], "20", False),
])
def test_whose_a_damaged_file_is(returns, likely, any_open) -> None:
    """Returns in; the unit to which the damaged file points, and whether its matter is open, out.

    A sender is an address, whatever name stands before it.
    """
    result = put_together(*returns)
    of_the_file = result.returns.loc[result.returns["status"] == "rejected", "likely_unit"]
    assert (of_the_file.tolist(), result.has_errors) == ([likely], any_open)


@pytest.mark.parametrize(("returns", "expected"), SAID.values(), ids=SAID.keys())
def test_what_is_said_across_returns(returns, expected) -> None:
    """Returns in, what is said because of the others out."""
    found = put_together(*returns).findings
    assert [f"{row.file} {row.code} {(row.criterion + ' ' + row.field).strip()} {row.value}"
            for row in found.itertuples() if row.code in ABOUT_OTHERS] == expected


def test_a_joined_part_is_named_with_its_table() -> None:
    """A category may have a part in each of two tables: the notice says which, in both languages."""
    found = put_together(a_return("a", "A1 have=yes"), a_return("b", "A3 have=yes", day=2)).findings
    (row,) = [row for row in found.itertuples() if row.code == "part-joined"]
    assert (row.message_th.partition(" ว่าง")[0], row.message_en.partition(" is")[0]) == (
        "หมวด 1 (ตาราง)", "Category 1 (Table)")


def test_of_two_mails_of_one_minute_the_row_does_not_depend_on_their_order() -> None:
    """The same bytes under the same name from two senders: the row is that of the first by name."""
    mails = [a_return("a", FULL, content="1", sender=sender) for sender in ("b@x.th", "a@x.th")]
    for ones in (mails, mails[::-1]):
        assert put_together(*ones).returns[["sender", "status"]].to_numpy().tolist() == [
            ["a@x.th", "accepted"], ["b@x.th", "duplicate"]]


@pytest.mark.parametrize(("again", "said", "attempts"), [
    (a_return("20_ยี่สิบ.xlsx", FULL, content="a", day=3), ["other-unit-named", "duplicate-file"], 1),
    (a_return("ยี่สิบ.zip!a.xlsx", FULL, content="a", day=3), ["other-unit-named", "duplicate-file"], 1),
    (a_return("b", FULL, content="a", day=3, subject="จังหวัดยี่สิบ"), ["other-unit-named", "duplicate-file"], 1),
    (a_return("สิบ.xlsx", FULL, content="a", day=3), ["duplicate-file"], 0),
    (a_return("สิบ และ ยี่สิบ.xlsx", FULL, content="a", day=3), ["duplicate-file"], 0),
], ids=["file", "zip", "subject", "own", "both"])
def test_a_unit_that_sends_the_bytes_of_another_one(again: Return, said: list[str], attempts: int) -> None:
    """The file counts for the unit that it was made for, and is an attempt of the one whose name it has."""
    result = put_together(a_return("a", FULL), again)
    assert codes(result, again.file) == said
    assert result.missing[["unit_code", "attempts"]].to_numpy().tolist() == [["20", attempts]]


def test_what_a_return_lacks_is_not_said_to_be_empty() -> None:
    """A part whose sheet is gone is not in the return, one that lost some rows is there in part."""
    old = a_return("a", "A1 have=yes; A2 have=no; A3 have=yes")
    lacks = [lacking(a_return("b", "name=ข; A2 have=yes", day=2), gone) for gone in (("A3",), ("A1", "A2"), ("A1",))]
    said = [put_together(old, new).findings.query("code == 'part-joined'")["message_en"].tolist() for new in lacks]
    assert [[one.partition(";")[0] for one in messages] for messages in said] == [
        ["Category 3 (Table) is not in this return"],
        ["Category 1 (Table) is not in this return", "Category 3 (Table) is empty in this return"],
        ["Not all cells of Category 1 (Table) are in this return", "Category 3 (Table) is empty in this return"]]


def lacking(one: Return, criteria: tuple[str, ...]) -> Return:
    """A return without the rows of some criteria."""
    slots = [slot._replace(answer=BLANK, sheet="", cell="") if asked.question.criterion in criteria else slot
             for slot, asked in zip(one.reading.slots, LAYOUT.slots, strict=True)]
    return replace(one, reading=replace(one.reading, slots=Slots.of(slots)))


def test_a_workbook_as_it_was_handed_out_is_not_said_to_be_empty() -> None:
    """A correction workbook that comes back unchanged holds answers, but none that is new."""
    result = put_together(a_return("a", PART), a_return("b", PART, day=9, handed=PART), a_return("c", day=10))
    assert result.findings.query("code == 'nothing-filled-in'")["message_en"].tolist() == [
        "This workbook is as it was sent out: no answer in it was changed, and none was added.",
        "Nothing has been filled in in this workbook."]


def test_joined_answers_say_where_they_are_from() -> None:
    """The unit's answers are those of both returns, each with the SHA-256 of its own; what is absent is judged once."""
    a, b = a_return("a", "name=ก; A1 have=yes"), a_return("b", "A3 have=no; A3 shared=no", day=2)
    result = put_together(a, b)
    given = result.answers.query("value != ''")
    assert [(row.field, row.value, row.sha256) for row in given.itertuples()] == [
        ("name", "ก", a.sha256), ("have", "yes", a.sha256), ("have", "no", b.sha256), ("shared", "no", b.sha256)]
    counting = result.returns.query("status == 'needs_correction'").iloc[0]
    assert (counting["file"], counting["required"], counting["answered"]) == ("b", 9, 4)
    missing = result.findings.query("code in ('answer-missing', 'required-by')")
    assert [f"{row.file} {row.criterion} {row.field}" for row in missing.itertuples()] == [
        "b A1 shared", "b A1 why", "b A2 have", "b A2 shared", "b  email"]


def test_changes() -> None:
    """What a later return answers otherwise, with both values, both returns and when."""
    a, b = a_return("a", "A1 why=x; A2 why=y"), a_return("b", "A1 why=z; A2 why=y", day=2)
    changes = put_together(a, b).changes
    assert changes[["unit_code", "criterion", "field", "old_value", "new_value", "old_sha256", "new_sha256", "at"]
                   ].to_numpy().tolist() == [
        ["10", "A1", "why", "x", "z", a.sha256, b.sha256, "2026-11-02T16:00:00+07:00"]]


@pytest.mark.parametrize(("old", "new", "values"), [
    ("~!a", "b", ["!a", "b"]), ("!a", "b", ["a", "b"]), ("!a", "a", ["a", "a"]), ("!a", "~!a", ["a", "!a"]),
])
def test_changes_of_what_is_no_answer(old: str, new: str, values: list[str]) -> None:
    """A text that is no answer (here ``!a``) differs from the answer of the same text; an answer may begin with “!”."""
    changes = put_together(a_return("a", f"A1 why={old}"), a_return("b", f"A1 why={new}", day=2)).changes
    assert changes[["old_value", "new_value"]].to_numpy().tolist() == [values]


def test_units() -> None:
    """Where each unit stands on the as-of day."""
    units = put_together(a_return("a", FULL, day=33), a_return("b", FULL, day=34)).units
    assert units[["unit_code", "standing", "days_late", "returns", "completeness", "open_errors"]].to_numpy().tolist()[
        0] == ["10", "complete", 3, 2, 1.0, 0]
    assert units[["unit_code", "standing", "days_late", "returns"]].to_numpy().tolist()[1] == ["20", "overdue", 5, 0]


def test_as_of_a_past_day() -> None:
    """What was sent after the day asked about is left out; on the clock's own day nothing is."""
    returns = [a_return("a", FULL, day=2), a_return("b", FULL, day=20), a_return("c", FULL, unit="20", day=34)]
    past = consolidate(returns, [FORM], year=None, as_of=dt.datetime(2026, 11, 10, 9, tzinfo=THAI_TIME))
    assert arrivals(past) == ["a accepted"]
    assert past.missing["unit_code"].tolist() == ["20"]
    today = consolidate(returns, [FORM], year=None, as_of=dt.datetime(2026, 12, 5, 0, tzinfo=THAI_TIME))
    assert arrivals(today) == ["a superseded b", "b accepted", "c accepted"]


@pytest.mark.parametrize(("sent", "expected"), [
    (dt.datetime(2026, 11, 30, 16, 59, tzinfo=dt.UTC), []),
    (dt.datetime(2026, 11, 30, 17, 0, tzinfo=dt.UTC), ["late"]),
])
def test_late_by_the_thai_calendar(sent, expected) -> None:
    """The due day ends at midnight in Thailand."""
    assert codes(put_together(replace(a_return("a", FULL), mailed_at=sent)), "a") == expected


def test_every_slot_has_one_state() -> None:
    """All slots are ok, converted, empty or invalid, in the layout's order, with the typed content."""
    answers = put_together(a_return("a", "name=NA; A1 have=~yes; A2 have=!maybe")).answers
    slots = len(LAYOUT.slots)
    assert len(answers) == slots
    assert answers["state"].value_counts().to_dict() == {"ok": 1, "converted": 1, "empty": slots - 3, "invalid": 1}
    assert answers.loc[answers["raw"] != "", ["criterion", "field", "slot", "value", "raw"]].to_numpy().tolist() == [
        ["", "name", 1, "NA", "NA"], ["A1", "have", 1, "yes", " yes"], ["A2", "have", 1, "", "maybe"]]


@pytest.mark.parametrize(("answers", "required", "answered"), [
    ("", 8, 0), ("A1 have=yes", 9, 1), ("A1 have=no", 8, 1), ("A1 have=!yes", 8, 0), (FULL, 9, 9),
])
def test_completeness(answers, required, answered) -> None:
    """Evidence is required only if the answer is yes."""
    row = put_together(a_return("a", answers)).returns.iloc[0]
    assert (row["required"], row["answered"], row["completeness"]) == (required, answered, answered / required)


def test_required_slots_run_parallel_to_the_layout() -> None:
    """One flag for each slot; further slots of a field are never required."""
    read = a_return("a", "A1 have=yes").reading.slots
    flags = required_slots(LAYOUT, [slot.answer for slot in read])
    assert [slot_name(slot) for slot, flag in zip(LAYOUT.slots, flags, strict=True) if flag] == [
        "name", "A1 have", "A1 shared", "A1 why", "A2 have", "A2 shared", "2 email", "A3 have", "A3 shared"]


def test_contacts() -> None:
    """Each address has its row, also two in one cell and those of the cover."""
    contacts = put_together(a_return("a", "mail=me@a.th; 2 email=a@b.th c@d.th; 2 email 2=e@f.th")).contacts
    assert contacts[["level", "category", "field", "slot", "email"]].to_numpy().tolist() == [
        ["cover", "", "mail", 1, "me@a.th"], ["category", "2", "email", 1, "a@b.th"],
        ["category", "2", "email", 1, "c@d.th"], ["category", "2", "email", 2, "e@f.th"]]


def test_without_contacts_no_person_is_named() -> None:
    """Without contacts, no frame contains an address or the cover's answers, but the states are kept."""
    returns = [a_return("old", FULL), a_return("new", "A1 have=yes; A1 why=mail x@y.th", day=2)]
    result = put_together(*returns, contacts=False)
    assert not result.contacts.size
    text = "".join(frame.to_csv() for name, frame in result.frames.items() if name != "missing")
    assert [word for word in ("@", "ก;", ": ก") if word in text] == []
    assert result.answers["state"].tolist() == put_together(*returns).answers["state"].tolist()


def test_missing() -> None:
    """Units of the year without a counted return, with days late and number of attempts."""
    result = put_together(a_return("a", FULL, unit="20", findings="year-mismatch", year=2568),
                          a_file("b", "not-our-form", unit="20"), a_file("c", "file-damaged"))
    assert result.missing[["unit_code", "group", "email", "due_date", "days_late", "attempts"]].to_numpy().tolist() == [
        ["10", "กลุ่ม ก", "ten@example.go.th", "2026-11-30", 5, 0], ["20", "กลุ่ม ข", "", "2026-11-30", 5, 2]]
    next_year = put_together(a_return("a", FULL), year=2570).missing
    assert next_year[["unit_code", "due_date", "days_late"]].to_numpy().tolist() == [
        ["10", "2027-11-30", 0], ["20", "2027-11-30", 0], ["30", "2027-11-30", 0]]


def test_editions_of_a_form_are_owed_once() -> None:
    """A unit that returned the second edition is not missing for the first; another form is counted separately."""
    second, other = replace(FORM, form_version="2"), replace(FORM, form_id="other")
    result = put_together(a_return("a", FULL), a_return("b", FULL, form=second, day=2), forms=(FORM, second, other))
    assert arrivals(result) == ["a superseded b", "b accepted"]
    assert result.missing[["unit_code", "form_id"]].to_numpy().tolist() == [
        ["10", "other"], ["20", "other"], ["20", "small"]]


def test_blank_workbooks_are_counted_only() -> None:
    """A workbook in which nobody typed is no return."""
    result = put_together(a_return("a", beside=True), skipped={"clutter": 2})
    assert (len(result.returns), result.skipped) == (0, {"clutter": 2, "not-filled-in": 1})


@pytest.mark.parametrize("returns", [
    [], [a_return("a", "name=\ud800\U0001f600", findings="bad-email")],
], ids=["empty", "full"])
def test_columns_and_types_are_fixed(returns) -> None:
    """With and without rows, the columns are in order with the same types, and no text is missing."""
    for name, frame in put_together(*returns).frames.items():
        assert list(frame.columns) == list(COLUMNS[name])
        assert {str(kind) for kind in frame.dtypes} <= {"string", "category", "Int64", "float64"}
        assert not frame.select_dtypes(["string", "category"]).isna().any().any()
        assert isinstance(frame.to_parquet(), bytes)


def test_findings_stand_with_their_row() -> None:
    """Each finding has its file's status; a notice about a file that is no return has none."""
    result = put_together(a_return("a", FULL, findings="bad-email"), a_file("b", "other-attachment"))
    rows = result.findings[["file", "unit_code", "status", "code", "severity"]]
    assert rows.to_numpy().tolist() == [["a", "10", "needs_correction", "bad-email", "error"],
                                        ["b", "", "", "other-attachment", "notice"]]
    assert result.findings["slot"].isna().all()
    assert result.returns[["errors", "warnings"]].to_numpy().tolist() == [[1, 0]]
    assert result.has_errors
    assert isinstance(result.findings, pd.DataFrame)
