"""The office's word in a round: decisions, extensions and notes, by command and from Python."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from crafted_form import FILLED, FORM, LAYOUT, SLOTS, fill_fast, sent_out
from made_up_days import FIRST, lay_out, mail
from pmqa_xlsx import Consolidation, OperatorError
from pmqa_xlsx.consolidate.decisions import Decision, Ruling
from pmqa_xlsx.consolidate.round_facts import RoundFacts
from pmqa_xlsx.consolidate.verdicts import judge_round
from pmqa_xlsx.errors import InputNotFound, OptionNotValid, ReturnNotFound, UnitNotFound
from pmqa_xlsx.form.model import Unit
from pmqa_xlsx.rounds.round import Round
from pmqa_xlsx.rounds.which_return import decided_return, unit_meant
from pmqa_xlsx.text.calendar import THAI_TIME
from pmqa_xlsx.text.language import Text
from small_round import FORM as SMALL
from small_round import a_return

pytestmark = pytest.mark.slow

#: The unit 004 has a name that a file's name can name.
NAMED = replace(FORM, units=tuple(replace(unit, aliases=("ลำปาง",)) if unit.code == "004" else unit
                                  for unit in FORM.units))
BY = {"reason": "โทรคุยแล้ว", "by": "สมชาย"}


def answered(unit: str, **other: str) -> bytes:
    """A return; what is named is answered otherwise: ``A1_percent="85"``."""
    values = {position: FILLED.get(position, "") for position in FILLED}
    values |= {SLOTS[name.replace("_", " ")]: value for name, value in other.items()}
    return fill_fast(sent_out(unit), LAYOUT, values)


#: Day of November, file, content. 001 sent twice, 002 has an error, 003's workbook is named for 004, 005 sent two
#: files with nothing in them that counts.
CAME = [
    (2, "first.xlsx", answered("001", A1_percent="10")), (3, "second.xlsx", answered("001", A1_percent="20")),
    (3, "two.xlsx", answered("002", mail="no address")), (4, "ลำปาง.xlsx", answered("003")),
    (4, "a.xlsx", answered("005", A1_percent="50")), (5, "a.xlsx", answered("006", A1_percent="60")),
]


SEVEN_AND_EIGHT = replace(FORM, units=(Unit("07", Text("เจ็ด", "Seven"), aliases=("จด", "เลข")),
                                       Unit("08", Text("แปด", "Eight"), aliases=("เลข",))))


def at(monkeypatch: pytest.MonkeyPatch, day: int, hour: int = 12) -> None:
    """Set the program's clock to a day of November 2026."""
    monkeypatch.setenv("PMQA_XLSX_NOW", dt.datetime(2026, 11, day, hour, tzinfo=THAI_TIME).isoformat())


def receive(folder: Path, files: list[tuple[int, str, bytes]]) -> None:
    """Ingest files, each in a mail of its day, into the round in a folder."""
    inbox = lay_out(folder.parent / "inbox", [
        (f"{number}.eml", mail(data, name, FIRST.replace(day=day), f"sender{number}@example.go.th"), FIRST)
        for number, (day, name, data) in enumerate(files)])
    Round(folder).ingest(inbox, forms=NAMED)
    shutil.rmtree(inbox)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The round after it was ingested on 6 November."""
    folder = tmp_path_factory.mktemp("begun") / "round"
    with pytest.MonkeyPatch.context() as patch:
        at(patch, 6)
        receive(folder, CAME)
    return folder


@pytest.fixture
def folder(begun: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, on 10 November."""
    at(monkeypatch, 10)
    return shutil.copytree(begun, tmp_path / "round")


def states(result) -> dict[str, str]:
    """Each return's status, by the last component of its name and, where two have it, the unit."""
    return {f"{row.file.rpartition('!')[2]} {row.unit_code}": row.status for row in result.returns.itertuples()}


def digest(folder: Path, unit: str) -> str:
    """The SHA-256 of the first return of a unit."""
    returns = Round(folder).results().returns
    return returns.loc[returns["unit_code"] == unit, "sha256"].iloc[0]


@pytest.mark.parametrize(("which", "verdict", "unit", "name", "status"), [
    ("two.xlsx", "accept", None, "two.xlsx 002", "accepted"),
    ("002", "accept", None, "two.xlsx 002", "accepted"),
    ("เมือง002", "accept", None, "two.xlsx 002", "accepted"),
    ("second.xlsx", "reject", None, "first.xlsx 001", "accepted"),
    ("1.eml", "reject", None, "second.xlsx 001", "rejected"),
    ("first.xlsx", "prefer", None, "first.xlsx 001", "accepted"),
    ("first.xlsx", "PREFER", None, "second.xlsx 001", "superseded"),
    ("second.xlsx", "alone", None, "second.xlsx 001", "accepted"),
    ("second.xlsx", "join", None, "second.xlsx 001", "accepted"),
    ("003", "is-unit", "004", "ลำปาง.xlsx 004", "accepted"),
    ("ลำปาง.xlsx", "is-unit", 4, "ลำปาง.xlsx 004", "accepted"),
    ("004", "is-unit", "003", "ลำปาง.xlsx 003", "accepted"),
])
def test_decide(folder, which, verdict, unit, name, status) -> None:
    """Input: what is decided about which return; result: the status of a return."""
    assert states(Round(folder).decide(which, verdict, unit, **BY))[name] == status


def test_a_unit_that_the_latest_form_does_not_list(folder) -> None:
    """Nothing can be given to it, nor can its due date be extended: no table has it."""
    Round(folder).write_results(forms=replace(NAMED, form_version="2", units=NAMED.units[:6]))
    for call in (lambda it: it.decide("003", "is-unit", "009", **BY), lambda it: it.extend("009", "2026-12-24", **BY)):
        with pytest.raises(UnitNotFound, match="009"):
            call(Round(folder))


def test_by_the_start_of_its_sha256(folder) -> None:
    """Four digits are enough where one return begins with them, and any number where no unit has that code."""
    assert states(Round(folder).decide(digest(folder, "002")[:8], "accept", **BY))["two.xlsx 002"] == "accepted"


@pytest.mark.parametrize(("which", "verdict", "unit", "error", "says"), [
    ("a.xlsx", "accept", None, ReturnNotFound, "fits 2 returns"),
    ("nothing.xlsx", "accept", None, ReturnNotFound, "no return of this round"),
    ("007", "accept", None, ReturnNotFound, "no return of this round"),
    ("001", "undo", None, ReturnNotFound, "none to undo"),
    ("001", "forgive", None, OptionNotValid, "no verdict"),
    ("003", "is-unit", None, OptionNotValid, "needs the unit"),
    ("003", "accept", "004", OptionNotValid, "only `is-unit`"),
    ("003", "is-unit", "999", UnitNotFound, "999"), (None, "accept", None, OptionNotValid, "which: None"),
    ("003", None, None, OptionNotValid, "verdict: None"),
])
def test_refused(folder, which, verdict, unit, error, says) -> None:
    """Input: a request that cannot be taken; result: one clear line, and nothing is written."""
    with pytest.raises(error, match=says):
        Round(folder).decide(which, verdict, unit, **BY)
    assert "decision" not in set(Round(folder).history()["kind"])


@pytest.mark.parametrize(("call", "says"), [
    (lambda it: it.decide("003", "accept", reason=3, by="me"), "text or reason: 3"),
    (lambda it: it.note("003", None, by="me"), "text or reason: None"),
    (lambda it: it.extend("003", None, **BY), "due_date: None"),
    (lambda it: it.snapshot(5), "name: 5"),
    (lambda it: it.ingest(".", contacts="no"), "contacts: 'no'"),
    (lambda it: Round(it.directory, lang="xx"), "lang: 'xx'"),
    (lambda it: Round([it.directory]), "directory: "),
    (lambda it: Consolidation.load([it.directory]), "directory: "),
])
def test_a_wrong_type_is_refused(folder, call, says) -> None:
    """Input: a call with a wrong type; result: one clear line that names the argument."""
    with pytest.raises(OptionNotValid, match=says):
        call(Round(folder))


@pytest.mark.parametrize(("named", "code"), [(7, "07"), ("เจ็ด", "07"), ("seven", "07"), ("จด", "07"), ("08", "08")])
def test_the_unit_that_is_meant(named, code) -> None:
    """Input: a code as text or number, a name or an alias; result: the unit's code."""
    assert unit_meant([SEVEN_AND_EIGHT], named, 2569) == code


def test_a_name_of_several_units() -> None:
    """A name that several units have is refused with the list."""
    with pytest.raises(UnitNotFound, match="give the code: 07 Seven, 08 Eight"):
        unit_meant([SEVEN_AND_EIGHT], "เลข", 2569)


def test_the_list_of_what_fits(folder) -> None:
    """Where several returns fit, the message lists them: SHA-256, unit, when it was sent and its status, in words."""
    with pytest.raises(ReturnNotFound) as refused:
        Round(folder).decide("a.xlsx", "accept", **BY)
    english, thai = ([line.split("  ")[2:] for line in text.splitlines()[1:]]
                     for text in (refused.value.en, refused.value.th))
    assert english == [["005", "4 November 2026 08:00", "complete", "a.xlsx"],
                       ["006", "5 November 2026 08:00", "complete", "a.xlsx"]]
    assert thai[0] == ["005", "4 พฤศจิกายน 2569 08:00 น.", "ครบแล้ว", "a.xlsx"]


@pytest.mark.parametrize("missing", ["reason", "by"])
def test_who_and_why(folder, missing) -> None:
    """No decision without a reason or without who decides."""
    with pytest.raises(OptionNotValid, match="may not be empty"):
        Round(folder).decide("002", "accept", **{**BY, missing: " "})


def test_undo(folder, monkeypatch) -> None:
    """An undoing takes the last decision back, once; a day between still shows it."""
    Round(folder).decide("001", "reject", **BY)
    at(monkeypatch, 12)
    assert states(Round(folder).decide("001", "undo", **BY))["second.xlsx 001"] == "accepted"
    assert states(Round(folder).results("2026-11-11"))["second.xlsx 001"] == "rejected"
    assert states(Round(folder).results("2026-11-09"))["second.xlsx 001"] == "accepted"
    with pytest.raises(ReturnNotFound, match="none to undo"):
        Round(folder).decide("001", "undo", **BY)


def test_twice(folder) -> None:
    """What is decided already is said and not recorded again."""
    Round(folder).decide("001", "reject", **BY)
    round_ = Round(folder)
    round_.decide("second.xlsx", "reject", **BY)
    assert [said.en for said in round_.messages] == ["second.xlsx: this was decided already; nothing changed."]
    assert round_.history()["kind"].tolist().count("decision") == 1


def test_overtaken(folder, monkeypatch) -> None:
    """A return that is received after a decision counts by the normal rule, and says so."""
    Round(folder).decide("first.xlsx", "prefer", **BY)
    at(monkeypatch, 12)
    receive(folder, [(12, "third.xlsx", answered("001", A1_percent="30"))])
    result = Round(folder).results()
    assert states(result)["third.xlsx 001"] == "accepted"
    found = result.findings.query("code == 'decision-overtaken'")
    assert found["file"].str.rpartition("!")[2].tolist() == ["third.xlsx"]


def test_overtaken_while_the_clock_is_behind(folder, monkeypatch) -> None:
    """What comes after a decision counts by the normal rule, also if the clock was put back in between."""
    Round(folder).decide("first.xlsx", "prefer", **BY)
    at(monkeypatch, 5)
    receive(folder, [(11, "third.xlsx", answered("001", A1_percent="30"))])
    assert states(Round(folder).results())["third.xlsx 001"] == "accepted"


def test_what_is_rejected_stays_rejected(folder, monkeypatch) -> None:
    """A rejection stays with its return, whatever comes later."""
    Round(folder).decide("second.xlsx", "reject", **BY)
    at(monkeypatch, 12)
    receive(folder, [(12, "third.xlsx", answered("001", A1_percent="30"))])
    assert states(Round(folder).results())["second.xlsx 001"] == "rejected"


def test_a_matter_that_appears_later_is_open(folder, monkeypatch) -> None:
    """An acceptance settles what was open then; what a later definition asks for in addition is open."""
    Round(folder).decide("002", "accept", **BY)
    at(monkeypatch, 12)
    stricter = replace(NAMED, fields={table: tuple(replace(field, maximum=5) if field.name == "decimal" else field
                                                  for field in fields) for table, fields in NAMED.fields.items()})
    receive(folder, [(2, "any.xlsx", answered("008"))])
    assert states(Round(folder).results())["two.xlsx 002"] == "accepted"
    inbox = lay_out(folder.parent / "next", [("x.eml", mail(answered("009"), "x.xlsx", FIRST, "x@x.th"), FIRST)])
    assert states(Round(folder).ingest(inbox, forms=stricter))["two.xlsx 002"] == "needs_correction"


def test_a_clock_that_goes_backwards(folder, monkeypatch) -> None:
    """A decision is never before the receipt of what it is about."""
    at(monkeypatch, 5)
    assert states(Round(folder).decide("first.xlsx", "prefer", **BY))["first.xlsx 001"] == "accepted"


def test_received_today(folder) -> None:
    """What was received today by its date alone is there when something is decided later that day."""
    inbox = lay_out(folder.parent / "next", [("x.eml", mail(answered("009"), "x.xlsx", FIRST, "x@x.th"), FIRST)])
    result = Round(folder).ingest(inbox, received="2026-11-10")
    assert result.returns.query("unit_code == '009'")["received_at"].tolist() == ["2026-11-10T12:00:00+07:00"]


def test_listed(folder) -> None:
    """A decision is in the events, in the history of its unit, in summary.json, with who, when and why."""
    Round(folder).decide("002", "accept", **BY)
    events = Round(folder).history("002")
    row = events[events["kind"] == "decision"].iloc[0]
    assert (row["by"], row["at"][:10]) == ("สมชาย", "2026-11-10")
    assert row["detail_en"] == "The office decided about two.xlsx: accepted as it is (โทรคุยแล้ว)."
    summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    assert [one["decision"] for one in summary["decisions"]] == ["accept"]
    assert "โทรคุยแล้ว" in (folder / "frames" / "events.csv").read_text(encoding="utf-8-sig")


def test_kept_when_the_ledger_is_lost(folder) -> None:
    """Decisions, extensions and notes are made again from the events."""
    round_ = Round(folder)
    round_.decide("second.xlsx", "reject", **BY)
    round_.extend("007", "2026-12-15", **BY)
    round_.note("007", "จะส่งพรุ่งนี้", by="สมชาย")
    (folder / "ledger.sqlite").unlink()
    result = Round(folder).results()
    assert states(result)["second.xlsx 001"] == "rejected"
    assert result.units.set_index("unit_code").loc["007", "due_date"] == "2026-12-15"
    assert "จะส่งพรุ่งนี้" in Round(folder).history("007")["detail_th"].iloc[-1]


def test_a_list(folder, tmp_path) -> None:
    """A list from a spreadsheet is taken as a whole; what a line does not state is the command's."""
    path = tmp_path / "list.csv"
    path.write_text("\ufeffreturn,verdict,unit,reason,by\r\n002,accept,,ชี้แจงแล้ว,\r\n\r\nลำปาง.xlsx,is-unit,004,,\r\n",
                    encoding="utf-8")
    found = states(Round(folder).decide_from(path, **BY))
    assert (found["two.xlsx 002"], found["ลำปาง.xlsx 004"]) == ("accepted", "accepted")


@pytest.mark.parametrize(("text", "says"), [
    ("return,verdict,unit,reason,by\n002,accept,,x,y\n007,accept,,x,y\na.xlsx,nothing,,x,y\n", "line 3.*\n.*line 4"),
    ("return,reason\n002,x\n", "columns"), ("return,verdict\n", "no decisions"), ('return,verdict\n"002', "as CSV"),
    ("return,verdict\n002,accept\n", "may not be empty"),
])
def test_a_list_with_mistakes(folder, tmp_path, text, says) -> None:
    """A list with a mistake is refused as a whole, and names the lines."""
    (tmp_path / "list.csv").write_text(text, encoding="utf-8")
    with pytest.raises(OptionNotValid, match=f"(?s){says}"):
        Round(folder).decide_from(tmp_path / "list.csv")
    assert "decision" not in set(Round(folder).history()["kind"])


def test_no_list(folder, tmp_path) -> None:
    """A list that there is not is one clear line."""
    with pytest.raises(InputNotFound, match=r"list\.csv"):
        Round(folder).decide_from(tmp_path / "list.csv")


def test_runs_while_the_clock_is_behind(folder, monkeypatch) -> None:
    """Runs are numbered in their order, whatever the clock said; the last one by a day is the one made last."""
    at(monkeypatch, 3)
    Round(folder).note("003", "called", by="me")
    events = Round(folder).history()
    runs = events.loc[events["kind"] == "run", "detail_en"]
    assert [text.partition(":")[0] for text in runs] == ["Run 2", "Run 1"]
    assert [Round(folder).history(run=day)["run"] for day in ("2026-11-03", "2026-11-08")] == [2, 2]


def test_an_extension_while_the_clock_is_behind(folder, monkeypatch) -> None:
    """The extension granted last holds, also where the clock was set back meanwhile."""
    Round(folder).extend("007", "2026-12-15", **BY)
    at(monkeypatch, 9)
    result = Round(folder).extend("007", "2026-12-20", **BY)
    assert result.missing.set_index("unit_code").loc["007", "due_date"] == "2026-12-20"


def test_extend(folder, monkeypatch) -> None:
    """A unit's new due date decides whether it is overdue; the last one holds; a past one is taken with a word."""
    round_ = Round(folder)
    result = round_.extend("007", "2026-12-15", **BY)
    assert result.missing.set_index("unit_code").loc["007", "due_date"] == "2026-12-15"
    assert round_.messages == []
    result = round_.extend(7, "2569-11-01", **BY)
    assert result.missing.set_index("unit_code").loc["007", ["due_date", "days_late"]].tolist() == ["2026-11-01", 9]
    assert "already past" in round_.messages[0].en
    with pytest.raises(UnitNotFound, match="999"):
        round_.extend("999", "2026-12-15", **BY)
    with pytest.raises(OptionNotValid, match="not a date"):
        round_.extend("007", "soon", **BY)


def test_note(folder) -> None:
    """A note is a line in the unit's story."""
    Round(folder).note("007", "จะส่ง\nพรุ่งนี้", by="สมชาย")
    assert Round(folder).history("007")["detail_th"].tolist() == ["บันทึก: จะส่ง พรุ่งนี้"]


def test_without_contacts_nobody_is_named(tmp_path, monkeypatch) -> None:
    """A round without contacts keeps neither who decides nor any words, but for the name of a state, and says so."""
    at(monkeypatch, 6)
    inbox = lay_out(tmp_path / "in", [("x.eml", mail(answered("001"), "x.xlsx", FIRST, "x@x.th"), FIRST)])
    Round(tmp_path / "round").ingest(inbox, forms=FORM, contacts=False)
    round_ = Round(tmp_path / "round")
    round_.decide("001", "reject", reason="ตามที่ somsri@example.go.th แจ้ง", by="Somsri")
    round_.note("001", "โทรหา Somsri แล้ว", by="Somsri")
    assert ["is not kept" in said.en for said in round_.messages] == [True, True]
    round_.snapshot("first")
    assert round_.history().query("kind == 'snapshot'")["detail_en"].tolist() == ["The state was kept as “first”."]
    assert round_.history("001").query("kind == 'note'")["detail_en"].tolist() == ["Something was noted."]
    found = b"".join(path.read_bytes() for path in (tmp_path / "round").rglob("*")
                     if path.suffix in (".csv", ".sqlite", ".json"))
    assert [word for word in (b"somsri", b"Somsri") if word in found] == []


def run(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """A command and what it prints."""
    return subprocess.run([sys.executable, "-X", "utf8", "-m", "pmqa_xlsx", *words, "--lang", "en"], cwd=cwd,
                          capture_output=True, encoding="utf-8", check=False)


@pytest.mark.slow
def test_commands(folder) -> None:
    """The three commands write the results; an ambiguous name ends with 2 and the list, other mistakes with a line."""
    done = run("history", "round", "--run", "2099-01-01", cwd=folder.parent)
    assert {line.split("  ")[2] for line in done.stdout.splitlines()[1:]} >= {"to correct"}
    done = run("decide", "round", "002", "accept", "--reason", "ok", "--by", "me", cwd=folder.parent)
    assert (done.returncode, "Decisions of the office: 1 of 1 used" in done.stderr) == (1, True), done.stderr
    done = run("decide", "round", "a.xlsx", "accept", "--reason", "ok", "--by", "me", cwd=folder.parent)
    assert (done.returncode, len(done.stderr.splitlines()), done.stdout) == (2, 3, "")
    done = run("extend", "round", "007", "2026-11-01", "--reason", "ok", "--by", "me", "--json", cwd=folder.parent)
    assert json.loads(done.stdout)["run"] == 3
    assert "already past" in done.stderr
    assert run("note", "round", "007", "called", "--by", "me", cwd=folder.parent).returncode == 1
    done = run("history", "round", "007", cwd=folder.parent)
    assert [line.split("  ", 2)[2] for line in done.stdout.splitlines()] == [
        "The due date was extended to 1 November 2026 (ok). (me)", "Note: called (me)"]
    assert run("decide", "round", "002", cwd=folder.parent).returncode == 2


def test_errors_are_the_operators() -> None:
    """What is refused is a mistake of the operator."""
    assert issubclass(ReturnNotFound, OperatorError)


def test_undo_of_what_was_carried_over() -> None:
    """A return to which a decision was carried over stands for the one that was decided: both are taken back."""
    first = a_return("จังหวัดยี่สิบ.xlsx", "name=ก; A1 have=no", sender="a@x.th", received=1)
    later = a_return("next.xlsx", "name=ก; A1 have=yes", sender="a@x.th", day=5, received=5)
    at_noon = dt.datetime(2026, 11, 2, 12, tzinfo=dt.UTC)
    facts = RoundFacts([first, later], [SMALL], 2569, at_noon + dt.timedelta(days=9), decisions=[
        Decision(first.sha256, Ruling.IS_UNIT, at=at_noon, unit_code="20")])
    arrivals = judge_round(facts).arrivals
    assert {one.stats.ownership.unit_code for one in arrivals} == {"20"}
    assert decided_return("next.xlsx", arrivals, [SMALL], 2569, [first.sha256]) == first.sha256
