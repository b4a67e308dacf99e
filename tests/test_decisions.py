"""The office's decisions about single returns: their list, which returns then count, and where they are reported."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
from pathlib import Path

import openpyxl
import pytest

from judges import ooxml_errors
from pmqa_xlsx.consolidate.consolidation import Consolidation
from pmqa_xlsx.consolidate.decisions import Decision, Ruling
from pmqa_xlsx.consolidate.frames import consolidate
from pmqa_xlsx.report.consolidated import write_consolidated
from pmqa_xlsx.report.terminal import decision_lines
from pmqa_xlsx.text.calendar import THAI_TIME
from small_round import FORM, a_file, a_return

AS_OF = dt.datetime(2026, 12, 5, 12, tzinfo=THAI_TIME)
DECIDED, MINUTE = dt.datetime(2026, 12, 1, 9, tzinfo=THAI_TIME), dt.timedelta(minutes=1)
SOME = "name=ก; A1 have=yes"


def digest(file: str) -> str:
    """The SHA-256 of a made-up return."""
    return hashlib.sha256(file.encode()).hexdigest()


def settle(returns, *decided: str, **more) -> Consolidation:
    """Consolidate with decisions of 1 December, each written as ``accept FILE`` or ``is-unit FILE UNIT``."""
    decisions = [Decision(digest(file), Ruling(word), "เพราะ", "สมชาย", DECIDED + line * MINUTE, *unit, number=line)
                 for line, (word, file, *unit) in enumerate(map(str.split, decided), start=2)]
    return consolidate(returns, [FORM], year=2569, as_of=AS_OF, decisions=decisions, **more)


def outcomes(result: Consolidation) -> list[str]:
    """Each return as ``file status``, and the outcome of each decision."""
    return [*(f"{row.file} {row.status}" for row in result.returns.itertuples()),
            *(settled.outcome.value for settled in result.decisions)]


OLD, NEW = a_return("old", SOME, day=1), a_return("new", SOME, day=2)
CASES = {
    "rejected, the earlier one counts": ([OLD, NEW], ["reject new"], ["new rejected", "old accepted", "used"]),
    "preferred, whatever the dates": ([OLD, NEW], ["prefer old"], ["new superseded", "old accepted", "used"]),
    "preferred, it still needs correction":
        ([a_return("old", SOME, findings="bad-email"), NEW], ["prefer old"],
         ["new superseded", "old needs_correction", "used"]),
    "two preferred: the later line counts":
        ([OLD, NEW], ["prefer new", "prefer old"], ["new superseded", "old accepted", "other_counts", "used"]),
    "accepted as it is": ([a_return("a", SOME, findings="bad-email")], ["accept a"], ["a accepted", "used"]),
    "accepted, but a later one counts":
        ([OLD, NEW], ["accept old"], ["new accepted", "old superseded", "other_counts"]),
    "a mismatch is settled by saying whose it is":
        ([a_return("a", SOME, findings="unit-mismatch"), a_return("b", SOME, findings="unit-unknown", unit="?")],
         ["accept a", "is-unit b 20"], ["a rejected", "b accepted", "cannot_count", "used"]),
    "a held one counts for the unit that the office names":
        ([a_return("a", SOME, findings="unit-doubtful"), OLD], ["is-unit a 20"],
         ["a accepted", "old accepted", "used"]),
    "preferred alone, a rejected one stays rejected":
        ([a_return("old", SOME, findings="unit-mismatch"), NEW], ["prefer old"],
         ["new accepted", "old rejected", "cannot_count"]),
    "no decision makes answers readable":
        ([a_file("a", "file-damaged")], ["accept a"], ["a rejected", "cannot_count"]),
    "alone, nothing is joined": ([a_return("old", "A1 have=yes"), a_return("new", "A3 have=yes", day=2)], ["alone new"],
                                 ["new accepted", "old superseded", "used"]),
    "joined slot by slot": ([a_return("old", "A1 have=yes; A1 shared=no"), a_return("new", "A1 have=no", day=2)],
                            ["join new"], ["new needs_correction", "old joined", "used"]),
    "received after the decision, a newer one counts":
        ([OLD, NEW, a_return("late", SOME, day=33, received=33)], ["prefer old"],
         ["late accepted", "new superseded", "old superseded", "other_counts"]),
    "the same sender's later file of the same workbook is the same unit's": (
        [a_return("a", SOME, findings="unit-doubtful", sender="u@x.th"),
         a_return("b", "name=ข", findings="unit-doubtful", sender="u@x.th", day=33, received=33)], ["is-unit a 20"],
        ["a joined", "b needs_correction", "used"]),
    "but not a sender's who has sent for others": (
        [a_return("a", SOME, findings="unit-doubtful", sender="u@x.th"),
         a_return("c", SOME, unit="40", sender="u@x.th", day=3),
         a_return("b", "name=ข", findings="unit-doubtful", sender="u@x.th", day=33, received=33)], ["is-unit a 20"],
        ["a accepted", "b held", "c accepted", "used"]),
    "a hash that has not come": ([NEW], ["reject later"], ["new accepted", "not_found"]),
    "a workbook not filled in": ([a_return("a", beside=True)], ["prefer a"], ["cannot_count"]),
    "the same bytes twice": ([a_return("a", SOME, content="x"), a_return("b", SOME, content="x")], ["reject x"],
                             ["a rejected", "b duplicate", "used"]),
}


@pytest.mark.parametrize(("returns", "decided", "expected"), CASES.values(), ids=CASES.keys())
def test_what_counts(returns, decided, expected) -> None:
    """Input: returns and decisions; result: the status of each return and the outcome of each decision."""
    assert outcomes(settle(returns, *decided)) == expected


def test_findings_give_the_decision() -> None:
    """An accepted return keeps its errors, and findings give the office's reason, never the officer's name."""
    result = settle([a_return("a", SOME, findings="bad-email", unit="20"), OLD, NEW], "accept a", "prefer old")
    found = result.findings[["file", "code", "severity"]].to_numpy().tolist()
    assert found == [["a", "bad-email", "error"], ["a", "office-accepted", "notice"],
                     ["new", "office-chose-other", "notice"], ["old", "office-preferred", "notice"]]
    assert result.findings["message_en"].tolist()[1:] == [
        "The central office accepted this return as it is. The reason: เพราะ.",
        "The central office chose another return of this unit to count. The chosen one is old. The reason: เพราะ.",
        "The central office chose this return to count. The reason: เพราะ."]
    assert "สมชาย" not in result.findings.to_csv()


@pytest.mark.parametrize(("returns", "decided", "expected"), [
    ([a_return("a", SOME, findings="unit-doubtful"), OLD], "is-unit a 20", "a office-unit"),
    ([OLD, NEW, a_return("late", SOME, day=33, received=33)], "prefer old", "late decision-overtaken"),
])
def test_findings_about_a_decision(returns, decided: str, expected: str) -> None:
    """A return says that the office said whose it is, or that it came after a decision about an older one."""
    result = settle(returns, decided)
    assert expected in {f"{row.file} {row.code}" for row in result.findings.itertuples()}


def test_a_rejection_is_an_error_to_mend() -> None:
    """A return that the office rejects has an error, and its unit is missing with one attempt."""
    result = settle([NEW], "reject new")
    assert result.findings[["code", "severity", "status"]].to_numpy().tolist() == [
        ["office-rejected", "error", "rejected"]]
    assert result.missing.query("unit_code == '10'")["attempts"].tolist() == [1]
    assert result.has_errors


def test_accepted_for_the_year_asked_for() -> None:
    """An accepted return of another year counts for the expected year, so that its unit is not missing."""
    result = settle([a_return("a", SOME, year=2568, findings="year-mismatch")], "accept a")
    assert result.returns[["status", "fiscal_year", "errors"]].to_numpy().tolist() == [["accepted", 2569, 1]]
    assert (set(result.answers["fiscal_year"]), result.missing["unit_code"].tolist()) == ({2569}, ["20"])


def test_without_contacts_nobody_is_named() -> None:
    """Without contacts, the decider's name is left out like other personal data."""
    assert [settled.decision.decided_by for settled in settle([NEW], "accept new", contacts=False).decisions] == [""]


def test_saved_and_loaded(tmp_path: Path) -> None:
    """The decisions are stored in summary.json and load unchanged."""
    result = settle([NEW], "accept new", "reject later")
    result.save(tmp_path)
    assert Consolidation.load(tmp_path).decisions == result.decisions
    assert json.loads((tmp_path / "summary.json").read_text(encoding="utf-8"))["decisions"][1] == {
        "number": 3, "at": "2026-12-01T09:03:00+07:00", "sha256": digest("later"), "decision": "reject",
        "unit_code": "", "reason": "เพราะ", "decided_by": "สมชาย", "outcome": "not_found"}


def test_sheet_of_decisions(tmp_path: Path) -> None:
    """The consolidated workbook lists each decision with its outcome; without decisions it has no such sheet."""
    path = tmp_path / "consolidated.xlsx"
    path.write_bytes(write_consolidated(settle([NEW], "accept new", "reject later")))
    sheet = openpyxl.load_workbook(path)["การตัดสินใจ"]
    rows = [[cell.value for cell in row] for row in sheet[next(iter(sheet.tables.values())).ref]]
    assert rows[1:] == [
        ["10", "สิบ", "กลุ่ม ก", "รับตามที่ส่งมา", "ใช้แล้ว", "เพราะ", "สมชาย", "ครบแล้ว", "new", digest("new")[:16], 2],
        [None, None, None, "ไม่รับ", "ไม่พบไฟล์นี้", "เพราะ", "สมชาย", None, None, digest("later")[:16], 3]]
    assert ooxml_errors(path) == []
    without = openpyxl.load_workbook(io.BytesIO(write_consolidated(settle([NEW]), "en")))
    assert "Decisions" not in without.sheetnames


def test_terminal() -> None:
    """The summary of a run shows how many were used, and warns of each that had no effect."""
    assert decision_lines(settle([NEW], "accept new", "reject later"), "en") == [
        "Decisions of the office: 1 of 2 used", f"  warning: {digest('later')[:12]} (Reject): Not found"]
    assert decision_lines(settle([NEW, a_return("bad", findings="file-damaged")], "accept bad"), "en")[1:] == [
        "  warning: bad (Accept as it is): Without effect: the file cannot count"]
    assert decision_lines(settle([NEW]), "en") == []
