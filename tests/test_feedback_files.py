"""The files of ``feedback``: recipients, accepted folders, and the command's output."""

from __future__ import annotations

import csv
import datetime as dt
import json
from email import message_from_bytes
from pathlib import Path

import pytest

from pmqa_xlsx import Consolidation
from pmqa_xlsx.answers import read_answer
from pmqa_xlsx.cells import CellKind, Shown, serial_to_date
from pmqa_xlsx.consolidate import consolidate
from pmqa_xlsx.errors import InputNotFound, OutputNotWritable, UnitNotFound
from pmqa_xlsx.feedback import write_feedback
from pmqa_xlsx.feedback.contents import as_typed, content_of
from pmqa_xlsx.form.model import Field, Level
from pmqa_xlsx.ingester.model import Return
from pmqa_xlsx.text.language import Text
from small_round import FORM, a_file, a_return
from test_cli import run

AS_OF = dt.datetime(2026, 12, 4, 12, tzinfo=dt.UTC)
FULL = "name=ก; A1 have=no; A1 shared=no; A2 have=no; A2 shared=no; 2 email=a@b.th; A3 have=no; A3 shared=no"
#: Returns of two units: one to correct, one without faults.
FAULTY, FINE = a_return("a.xlsx", "name=ก", findings="answer-missing"), a_return("b.xlsx", FULL, unit="20")


@pytest.mark.parametrize(("kind", "raw", "code", "shown"), [
    ("percent", "850", "out-of-range", "850"),
    ("percent", "8.5", "out-of-range", "850 %"),  # 8.5 shown as a per cent: as text it would pass for 8.5
    ("decimal", "46054", "unexpected-date", "1 กุมภาพันธ์ 2569"),
    ("text", "46054", "unexpected-date", dt.date(2026, 2, 1)),
    ("date", "244379", "unexpected-date", "30 มกราคม 3112"),  # a B.E. year that a program took for A.D.
    ("decimal", "#N/A", "error-value", "#N/A"),
    ("text", "#N/A", "error-value", CellKind.ERROR),
    ("text", "", "formula-uncalculated", CellKind.EMPTY),
    ("integer", "1e999", "not-a-number", "1e999"),
    ("email", "a\x01@b", "bad-email", "a\ufffd@b"),
    ("decimal", "0.354166666666667", "unexpected-date", "08:30"), ("time", "8", "not-a-time", "8"),
    ("time", "0.916666666666667", "out-of-range", Shown.TIME),
])
def test_what_is_no_answer_stays_none(kind: str, raw: str, code: str, shown: object) -> None:
    """Invalid content is shown as simply as possible without becoming an answer when it is read again."""
    most = dt.time(16, 30) if kind == "time" else None
    field = Field("x", Text("x"), kind, Level.CRITERION, maximum=most)
    cell = content_of({"state": "invalid", "raw": raw, "value": ""}, field, [code], "th")
    assert read_answer(cell, field).state.answered is False
    if isinstance(shown, CellKind):
        assert cell.kind is shown
    elif isinstance(shown, Shown):
        assert (cell.shown, as_typed(cell, raw, "th")) == (shown, "22:00")
    elif isinstance(shown, dt.date):
        assert (cell.shown, serial_to_date(cell.value)) == (Shown.DATE, shown)
    else:
        assert (cell.kind, cell.raw) == (CellKind.TEXT, shown)


def judged(*returns: Return, contacts: bool = True) -> Consolidation:
    """A round of the small form."""
    return consolidate(returns, [FORM], year=None, as_of=AS_OF, contacts=contacts)


def listed(folder: Path) -> list[tuple[str, str, str]]:
    """The list in the folder: kind, file and recipient of each entry."""
    with (folder / "feedback.csv").open(encoding="utf-8-sig", newline="") as file:
        return [(row["kind"], row["file"], row["recipient"]) for row in csv.DictReader(file)]


def sender(origin: Return, who: str) -> Return:
    """The same return, sent by somebody else."""
    return Return(origin.file, origin.sha256, "eml", who, origin.mailed_at, origin.reading)


@pytest.mark.parametrize(("answers", "who", "unit", "expected"), [
    ("mail=me@a.th", "x@y.th", "10", "me@a.th"),
    ("mail=me@a.th you@a.th", "x@y.th", "10", "me@a.th"),
    ("mail=!me@a", "ชื่อ <x@y.th>", "10", "x@y.th"),
    ("2 email=other@a.th", "x@y.th", "10", "x@y.th"),
    ("A1 have=yes", "not an address", "10", "ten@example.go.th"),
    ("A1 have=yes", "", "20", ""),
])
def test_recipient(tmp_path: Path, answers: str, who: str, unit: str, expected: str) -> None:
    """The first address of the cover, else the sender, else the unit's own; else the draft has no recipient."""
    one = sender(a_return("a.xlsx", answers, unit=unit, findings="answer-missing"), who)
    write_feedback(judged(one), tmp_path, units=[unit])
    name = {"10": "10_ten_correction", "20": "20_twenty_correction"}[unit]
    assert listed(tmp_path) == [("correction", f"{name}.xlsx", expected), ("correction", f"{name}.eml", expected)]
    assert message_from_bytes((tmp_path / f"{name}.eml").read_bytes())["To"] == (expected or None)


def test_rejected_and_missing(tmp_path: Path) -> None:
    """A sender's rejected files are in one mail; only a unit that sent nothing at all gets a reminder."""
    spoilt = [sender(a_file(name, "file-damaged", unit="10"), "x@y.th") for name in ("a.eml!1.xlsx", "a.eml!2.xlsx")]
    write_feedback(judged(*spoilt, a_file("letter.xlsx", "not-our-form")), tmp_path)
    [first, second, third] = listed(tmp_path)
    assert (first[0], first[2], second[0], second[2]) == ("rejected", "x@y.th", "rejected", "")
    assert third == ("reminder", "reminder_20_twenty.eml", "")
    body = message_from_bytes((tmp_path / first[1]).read_bytes()).get_payload(decode=True).decode()
    assert "1.xlsx" in body
    assert "2.xlsx" in body
    assert "ไฟล์เสียหาย" in body
    assert "30 พฤศจิกายน 2569 ซึ่งผ่านมาแล้ว" in message_from_bytes(
        (tmp_path / third[1]).read_bytes()).get_payload(decode=True).decode()


@pytest.mark.parametrize(("faults", "more"), [(40, ""), (41, "… และอีก 1 รายการ ดูทั้งหมดได้ในไฟล์แนบ")])
def test_a_mail_lists_the_first_forty(tmp_path: Path, faults: int, more: str) -> None:
    """A mail lists up to 40 findings, and says how many more the workbook lists."""
    write_feedback(judged(a_return("a.xlsx", "name=ก", findings="error-value " * faults)), tmp_path, units=["10"])
    [draft] = tmp_path.glob("*.eml")
    body = message_from_bytes(draft.read_bytes()).get_payload(0).get_payload(decode=True).decode()
    assert [line.partition(".")[0] for line in body.splitlines() if line[:1].isdigit()] == [
        str(number) for number in range(1, 41)]
    assert [line for line in body.splitlines() if line.startswith("…")] == [more][:bool(more)]


def test_a_later_run_removes_files_no_longer_needed(tmp_path: Path) -> None:
    """Files of an earlier list are removed if nothing is left to correct; with ``--unit`` those of others are kept."""
    write_feedback(judged(FAULTY), tmp_path)
    assert [file for _, file, _ in listed(tmp_path)] == [
        "10_ten_correction.xlsx", "10_ten_correction.eml", "reminder_20_twenty.eml"]
    write_feedback(judged(a_return("a.xlsx", FULL), FINE), tmp_path, units=["20"])
    assert [file for _, file, _ in listed(tmp_path)] == ["10_ten_correction.xlsx", "10_ten_correction.eml"]
    assert write_feedback(judged(a_return("a.xlsx", FULL), FINE), tmp_path) == []
    assert [path.name for path in tmp_path.iterdir()] == ["feedback.csv"]


def test_a_list_that_was_tampered_with_removes_nothing_elsewhere(tmp_path: Path) -> None:
    """Only plain names of our own kind are read from an earlier list."""
    (tmp_path / "keep.eml").write_bytes(b"mine")
    write_feedback(judged(FAULTY), tmp_path / "out")
    with (tmp_path / "out" / "feedback.csv").open("a", encoding="utf-8", newline="") as file:
        file.write("10,x,correction,../keep.eml,,0\r\n")
    write_feedback(judged(a_return("a.xlsx", FULL), FINE), tmp_path / "out")
    assert (tmp_path / "keep.eml").read_bytes() == b"mine"


def test_refusals(tmp_path: Path) -> None:
    """A folder with other files, an unknown unit, results without personal data: rejected before any writing."""
    (tmp_path / "thesis.docx").write_bytes(b"mine")
    with pytest.raises(OutputNotWritable, match="not empty"):
        write_feedback(judged(FAULTY), tmp_path)
    with pytest.raises(OutputNotWritable, match="is a file"):
        write_feedback(judged(FAULTY), tmp_path / "thesis.docx")
    with pytest.raises(UnitNotFound, match="99"):
        write_feedback(judged(FAULTY), tmp_path / "out", units=["99"])
    with pytest.raises(InputNotFound, match="--no-contacts"):
        write_feedback(judged(FAULTY, contacts=False), tmp_path / "out")
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]


def test_command(tmp_path: Path) -> None:
    """It prints the files and drafts without address; ``--json`` prints the list; missing results give exit code 2."""
    judged(FAULTY, FINE).save(tmp_path / "results")
    code, out, _ = run("feedback", "results", "-o", "back", "--json", cwd=tmp_path)
    assert (code, [entry["file"] for entry in json.loads(out)["files"]]) == (
        0, ["10_ten_correction.xlsx", "10_ten_correction.eml"])
    code, out, _ = run("feedback", "results", "-o", "back", "--unit", "20", cwd=tmp_path)
    assert (code, out) == (0, "There is nothing to send back.\n")
    code, _, err = run("feedback", "back", "-o", "other", cwd=tmp_path)
    assert (code, "holds no results" in err) == (2, True)
