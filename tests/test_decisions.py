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
from pmqa_xlsx.consolidate import Consolidation, consolidate
from pmqa_xlsx.consolidate.decision_file import read_decisions
from pmqa_xlsx.consolidate.decisions import Decision, Ruling
from pmqa_xlsx.errors import InputNotFound, OptionNotValid
from pmqa_xlsx.report.consolidated import write_consolidated
from pmqa_xlsx.report.terminal import decision_lines
from pmqa_xlsx.text.calendar import THAI_TIME
from small_round import FORM, a_file, a_return
from test_cli import run

AS_OF = dt.datetime(2026, 12, 5, 12, tzinfo=THAI_TIME)
SOME = "name=ก; A1 have=yes"
HEADER = "sha256,decision,reason,decided_by\n"
A, B = "a" * 64, "b" * 64


def digest(file: str) -> str:
    """The SHA-256 of a made-up return."""
    return hashlib.sha256(file.encode()).hexdigest()


def settle(returns, *decided: str, **more) -> Consolidation:
    """Consolidate with decisions, each written as ``accept FILE``."""
    decisions = [Decision(digest(file), Ruling(word), "เพราะ", "สมชาย", line)
                 for line, (word, file) in enumerate(map(str.split, decided), start=2)]
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
    "accepted and preferred": ([a_return("old", SOME, findings="unit-mismatch"), NEW], ["accept old", "prefer old"],
                               ["new superseded", "old accepted", "used", "used"]),
    "preferred alone, a rejected one stays rejected":
        ([a_return("old", SOME, findings="unit-mismatch"), NEW], ["prefer old"],
         ["new accepted", "old rejected", "cannot_count"]),
    "no decision makes answers readable":
        ([a_file("a", "file-damaged"), a_return("b", SOME, findings="unit-unknown")], ["accept a", "accept b"],
         ["a rejected", "b rejected", "cannot_count", "cannot_count"]),
    "a hash that has not come": ([NEW], ["reject later"], ["new accepted", "not_found"]),
    "a workbook not filled in": ([a_return("a", untouched=True)], ["prefer a"], ["cannot_count"]),
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
        "The central office accepted this return as it is: เพราะ.",
        "The central office chose another return of this unit to count: old (เพราะ).",
        "The central office chose this return to count: เพราะ."]
    assert "สมชาย" not in result.findings.to_csv()


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
        "line": 3, "sha256": digest("later"), "decision": "reject", "reason": "เพราะ", "decided_by": "สมชาย",
        "outcome": "not_found"}


def test_sheet_of_decisions(tmp_path: Path) -> None:
    """The consolidated workbook lists each decision with its outcome; without decisions it has no such sheet."""
    path = tmp_path / "consolidated.xlsx"
    path.write_bytes(write_consolidated(settle([NEW], "accept new", "reject later")))
    sheet = openpyxl.load_workbook(path)["การตัดสินใจ"]
    rows = [[cell.value for cell in row] for row in sheet[next(iter(sheet.tables.values())).ref]]
    assert rows[1:] == [
        ["10", "สิบ", "รับตามที่ส่งมา", "ใช้แล้ว", "เพราะ", "สมชาย", "รับแล้ว", "new", digest("new"), 2],
        [None, None, "ไม่รับ", "ไม่พบไฟล์นี้", "เพราะ", "สมชาย", None, None, digest("later"), 3]]
    assert ooxml_errors(path) == []
    without = openpyxl.load_workbook(io.BytesIO(write_consolidated(settle([NEW]), "en")))
    assert "Decisions" not in without.sheetnames


def test_terminal() -> None:
    """The summary of a run shows how many were used, and warns of each that had no effect."""
    assert decision_lines(settle([NEW], "accept new", "reject later"), "en") == [
        "Decisions of the office: 1 of 2 used", f"  warning: line 3 (reject {digest('later')}): Not found"]
    assert decision_lines(settle([NEW]), "en") == []


def write(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    """A list of decisions as a file."""
    (folder / "list.csv").write_bytes(text.encode(encoding))
    return folder / "list.csv"


@pytest.mark.parametrize(("text", "expected"), [
    (HEADER, []),
    (HEADER + f"{A},accept,ก,ข\n\n,,,\n{B},Reject,,\n", [(2, "a", "accept", "ก", "ข"), (5, "b", "reject", "", "")]),
    (f'decided_by, DECISION ,note,reason,sha256\r\nข,prefer,x,"ก\r\nข", {A.upper()} \r\nข,accept,,,{A}',
     [(2, "a", "prefer", "ก\r\nข", "ข"), (4, "a", "accept", "", "ข")]),
])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_list(tmp_path: Path, text: str, expected, encoding: str) -> None:
    """Columns in any order, with or without a BOM; empty lines and further columns are skipped."""
    read = read_decisions(write(tmp_path, text, encoding))
    assert [(one.line, one.sha256[0], one.ruling.value, one.reason, one.decided_by) for one in read] == expected


@pytest.mark.parametrize(("text", "says"), [
    ("", "sha256, decision, reason, decided_by is missing"),
    ("sha256;decision;reason;decided_by\n", "is missing"),
    (f"sha256,decision,reason\n{A},accept,ก", "line 1: the column decided_by is missing"),
    ("sha256,decision,reason,decided_by,reason", "line 1: the column reason is there twice"),
    (HEADER + f"{A},approve,,", "line 2: there is no decision “approve” (there are accept, reject, prefer)"),
    (HEADER + "1.2E+63,accept,,", "line 2: “1.2E+63” is no SHA-256"),
    (HEADER + f"{A},,,\n{B[1:]},accept,,", "no decision “” (there are accept, reject, prefer); line 3"),
    (HEADER + f"{A},accept,,\n{A},reject,,", "line 3 contradicts line 2"),
    (HEADER + f"{A},reject,,\n{A},prefer,,", "line 3 contradicts line 2"),
    (HEADER + f'{A},accept,"ก', "line 2: it cannot be read as CSV"),
    (HEADER + "x,y,,\n" * 9, "and 13 more"),
])
def test_mistakes_in_the_list(tmp_path: Path, text: str, says: str) -> None:
    """One line names all mistakes with their line numbers."""
    with pytest.raises(OptionNotValid) as raised:
        read_decisions(write(tmp_path, text))
    assert says in raised.value.en
    assert len(raised.value.en.splitlines()) == len(raised.value.th.splitlines()) == 1


def test_files_that_are_no_list(tmp_path: Path) -> None:
    """Text in a Thai code page, a folder and a missing file each give one line."""
    with pytest.raises(OptionNotValid, match="UTF-8"):
        read_decisions(write(tmp_path, HEADER + f"{A},accept,ก,ข", "cp874"))
    for path in (tmp_path, tmp_path / "none.csv"):
        with pytest.raises(InputNotFound, match=r"cannot be read: .*\.$"):
            read_decisions(path)


def test_command(tmp_path: Path) -> None:
    """A mistake in the list stops the run before any work; an unknown hash gives a warning and the run continues."""
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "letter.xlsx").write_text("dear office", encoding="utf-8")
    write(tmp_path, HEADER + f"{A},aprove,,")
    words = ["ingest", "inbox", "-o", "out", "--decisions", "list.csv", "--lang", "en"]
    code, out, err = run(*words, cwd=tmp_path)
    assert (code, out, len(err.splitlines()), "line 2" in err, (tmp_path / "out").exists()) == (2, "", 1, True, False)
    write(tmp_path, HEADER + f"{A},accept,,")
    code, out, err = run(*words, "--json", cwd=tmp_path)
    assert (code, json.loads(out)["decisions"][0]["outcome"]) == (1, "not_found")
    assert f"  warning: line 2 (accept {A}): Not found" in err.splitlines()
