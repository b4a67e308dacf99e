"""A round remembers: what came before still counts, in whatever order it came; nothing is lost with the ledger."""

from __future__ import annotations

import datetime as dt
import os
import platform
import random
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from crafted_form import FORM, edited, fill_fast, good, typed
from made_up_days import FIRST, Days, answered, lay_out, made_up_days, mail
from pmqa_xlsx import generate, load_form
from pmqa_xlsx.consolidate.consolidation import Consolidation
from pmqa_xlsx.consolidate.output import output_lock
from pmqa_xlsx.errors import (
    InputNotFound,
    LedgerNotUsable,
    OptionNotValid,
    OutputNotWritable,
    RoundNotValid,
    UnitNotFound,
)
from pmqa_xlsx.generator.outputs import write_workbooks
from pmqa_xlsx.layout import plan_layout
from pmqa_xlsx.ledger.ledger_file import LEDGER
from pmqa_xlsx.ledger.store import Ledger
from pmqa_xlsx.rounds.outgoing import form_to_send
from pmqa_xlsx.rounds.round import Round
from pmqa_xlsx.rounds.snapshots import checked_name
from test_cli import run

pytestmark = pytest.mark.slow

LONG = bool(os.environ.get("PMQA_XLSX_LONG"))
UNITS, DAYS = (76, 30) if LONG else (12, 5)
AS_OF = dt.date(2026, 12, 5)
#: What may differ with the day and the folder of an ingest.
OWN = {"file", "received_at", "at", "last_attempt"}


def same(one: Consolidation, other: Consolidation) -> None:
    """Two states are the same but for what may differ."""
    for name, frame in one.frames.items():
        if name != "events":
            left, right = (frame.drop(columns=OWN & set(frame.columns)) for frame in (frame, other.frames[name]))
            order = list(left.columns)
            assert_frame_equal(*(each.sort_values(order).reset_index(drop=True) for each in (left, right)))


def take_in(folder: Path, days: Days, order: list[int]) -> Consolidation:
    """Ingest the days one by one, the inbox emptied after each, with the day of receipt of each."""
    round_ = Round(folder / "round")
    for day in order:
        if days[day]:
            inbox = lay_out(folder / "inbox", days[day])
            round_.ingest(inbox, forms=FORM, received=FIRST + dt.timedelta(days=day, hours=11), as_of=AS_OF)
            shutil.rmtree(inbox)
    return round_.results(AS_OF)


@pytest.fixture(scope="module")
def days() -> Days:
    """A made-up round."""
    return made_up_days(UNITS, DAYS)


@pytest.fixture(scope="module")
def daily(days: Days, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Consolidation]:
    """The round ingested daily."""
    folder = tmp_path_factory.mktemp("daily")
    return folder / "round", take_in(folder, days, [*range(DAYS)])


@pytest.mark.slow
def test_backwards(days, daily, tmp_path) -> None:
    """In whatever order the days come, the state is the same."""
    same(take_in(tmp_path, days, [*reversed(range(DAYS))]), daily[1])


@pytest.mark.slow
def test_random_order(days, daily, tmp_path) -> None:
    """The same for another order, and for a day that comes twice."""
    order = [*range(DAYS), 0]
    random.Random(1).shuffle(order)
    same(take_in(tmp_path, days, order), daily[1])


def test_at_once(days, daily, tmp_path) -> None:
    """The same where all days come in one run."""
    for number, files in enumerate(days):
        lay_out(tmp_path / "in" / str(number), files)
    same(Round(tmp_path / "round").ingest(tmp_path / "in", forms=FORM, as_of=AS_OF), daily[1])


def test_once_counted_never_missing(daily) -> None:
    """Each unit that sent a return is not missing."""
    result = daily[1]
    sent = set(result.returns.loc[result.returns["status"] != "rejected", "unit_code"])
    assert sent & set(result.missing["unit_code"]) == set()


def test_nothing_new_twice(daily, days, tmp_path) -> None:
    """The same folder again brings nothing new, and changes nothing but the run's number."""
    copy = shutil.copytree(daily[0], tmp_path / "round")
    inbox = lay_out(tmp_path / "elsewhere", days[0])
    before = Consolidation.load(copy)
    again = Round(copy).ingest(inbox, as_of=AS_OF)
    same(again, before)
    assert (again.run, again.since["new"], again.since["known"]) == (before.run + 1, 0, len(days[0]))


def test_no_forms_are_those_of_the_round(
    daily: tuple[Path, Consolidation], days: Days, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An empty list of forms is as none: the round keeps its own, and nothing is read again."""
    copy = shutil.copytree(daily[0], tmp_path / "round")
    monkeypatch.setattr("pmqa_xlsx.workers.pool.Pool._start", lambda *_, **__: pytest.fail("a worker was needed"))
    same(Round(copy).ingest(lay_out(tmp_path / "in", days[0]), forms=[], as_of=AS_OF), daily[1])


def test_known_files_need_no_worker(daily, days, tmp_path, monkeypatch) -> None:
    """Files that are known are recognised by their bytes: no process is started to read them."""
    copy = shutil.copytree(daily[0], tmp_path / "round")
    monkeypatch.setattr("pmqa_xlsx.workers.pool.Pool._start", lambda *_, **__: pytest.fail("a worker was needed"))
    again = Round(copy).ingest(lay_out(tmp_path / "in", days[0]), as_of=AS_OF)
    assert (again.since["new"], again.since["known"]) == (0, len(days[0]))


def test_a_copy_elsewhere(daily, tmp_path) -> None:
    """A copy of the folder under another path gives the same results."""
    same(Round(shutil.copytree(daily[0], tmp_path / "moved" / "here")).results(AS_OF), daily[1])


@pytest.mark.slow
def test_deleted_ledger(daily, tmp_path) -> None:
    """A deleted ledger is made again from the originals and the events, and says so."""
    copy = shutil.copytree(daily[0], tmp_path / "round")
    (copy / LEDGER).unlink()
    round_ = Round(copy)
    again = round_.results(AS_OF)
    same(again, daily[1])
    assert_frame_equal(again.returns, daily[1].returns)
    assert "0 files are gone" in round_.messages[0].en


@pytest.mark.slow
def test_damaged_ledger(daily, tmp_path) -> None:
    """A damaged one is kept aside and made again; the originals that are gone are counted."""
    copy = shutil.copytree(daily[0], tmp_path / "round")
    (copy / LEDGER).write_bytes(b"SQLite format 3\0" + bytes(5000))
    next((copy / "originals").glob("*.eml")).unlink()
    round_ = Round(copy)
    round_.results(AS_OF)
    assert [path.name for path in copy.glob("ledger.damaged-*")] != []
    assert "1 file is gone" in round_.messages[-1].en


@pytest.fixture
def small(tmp_path) -> Path:
    """A round with one return."""
    inbox = tmp_path / "in"
    inbox.mkdir()
    (inbox / "form.eml").write_bytes(mail(good("001"), "form.xlsx", FIRST, "a@example.go.th"))
    Round(tmp_path / "round").ingest(inbox, forms=FORM, as_of=AS_OF)
    return tmp_path / "round"


def test_newer_format(small) -> None:
    """A ledger of a newer format is refused with words."""
    with sqlite3.connect(small / LEDGER) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(LedgerNotUsable, match="newer version"):
        Round(small).results()


def test_foreign_ledger(small) -> None:
    """Another program's database is not touched."""
    with sqlite3.connect(small / LEDGER) as connection:
        connection.execute("PRAGMA application_id = 1")
    connection.close()
    with pytest.raises(LedgerNotUsable, match="not a ledger"):
        Round(small).results()


def test_other_form(small, tmp_path) -> None:
    """A round is of one form."""
    with pytest.raises(RoundNotValid, match="one form"):
        Round(small).ingest(tmp_path / "in", forms="pmqa-fl-province")


def test_other_year(small, tmp_path) -> None:
    """And of one year."""
    with pytest.raises(RoundNotValid, match="2569"):
        Round(small).ingest(tmp_path / "in", year=2570)


def test_other_word_about_contacts(small, tmp_path) -> None:
    """Whether it keeps contacts is settled by the first ingest."""
    with pytest.raises(RoundNotValid, match="--no-contacts"):
        Round(small).ingest(tmp_path / "in", contacts=False)


def test_no_round(tmp_path) -> None:
    """An empty folder is no round, and stays empty."""
    with pytest.raises(InputNotFound, match="no round"):
        Round(tmp_path).results()
    assert list(tmp_path.iterdir()) == []


def test_two_runs_at_once(small, monkeypatch) -> None:
    """While another run writes, a second one waits and then says so."""
    from filelock import FileLock

    with FileLock(small / ".pmqa_xlsx.lock"):
        monkeypatch.setattr("pmqa_xlsx.consolidate.output._LOCK_SECONDS", 0.1)
        with pytest.raises(OutputNotWritable, match="another run"), output_lock(small, 0.1):
            pass


def test_who_writes(tmp_path) -> None:
    """The message names the computer, the user and since when; after the run nothing of that is left."""
    code = ("import sys; from pathlib import Path; from pmqa_xlsx.consolidate.output import output_lock\n"
            "with output_lock(Path(sys.argv[1])): print('holds it', flush=True); sys.stdin.read()")
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                          encoding="utf-8", env=dict(
                              os.environ, PMQA_XLSX_NOW="2026-11-30T09:00:00+07:00", USERNAME="somchai")) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == "holds it\n"
        with pytest.raises(OutputNotWritable) as refused, output_lock(tmp_path, 0.1):
            pass
        run.communicate()
    host = platform.node()[:60]
    assert f"(on the computer {host}, by somchai, since 30 November 2026 09:00)" in refused.value.en
    assert f"(จากเครื่อง {host} โดย somchai ตั้งแต่ 30 พฤศจิกายน 2569 09:00 น.)" in refused.value.th
    assert [path.name for path in tmp_path.iterdir()] == [".pmqa_xlsx.lock"]


def test_a_workbook_mailed_again_is_not_read_again(small, tmp_path, monkeypatch) -> None:
    """Known bytes in another mail are a duplicate, and no reader sees them."""
    seen: list[bytes] = []
    read = "pmqa_xlsx.workers.read_paths.readings_from"
    original = __import__("pmqa_xlsx.workers.read_paths", fromlist=["x"]).readings_from
    monkeypatch.setattr(read, lambda pool, contents: original(pool, (seen.append(data) or data for data in contents)))
    (tmp_path / "in" / "again.eml").write_bytes(mail(good("001"), "form.xlsx", FIRST + dt.timedelta(days=3), "b@x.th"))
    result = Round(small).ingest(tmp_path / "in", as_of=AS_OF)
    assert sorted(result.returns["status"]) == ["accepted", "duplicate"]
    assert seen == []


def test_a_known_file_under_a_neighbours_name(small, tmp_path) -> None:
    """The story of each unit has what is about it: not the other's decisions, nor under the other's code."""
    round_, [form] = Round(small), (small / "originals").glob("*.xlsx")
    round_.decide("001", "accept", reason="ok", by="me")
    named = replace(FORM, units=(FORM.units[0], replace(FORM.units[1], aliases=("ลำปาง",))))
    round_.ingest(lay_out(tmp_path / "in", [("z_ลำปาง.xlsx", form.read_bytes(), FIRST)]), forms=named, as_of=AS_OF)
    for unit, story in (("001", {"001 arrival", "002 arrival", "001 decision"}), ("002", {"002 arrival"})):
        events = round_.history(unit)
        assert {f"{code} {kind}" for code, kind in zip(events["unit_code"], events["kind"], strict=True)} == story
    assert "z_" not in "".join(round_.history("001").query("kind == 'decision'")["detail_en"])


def test_a_day_of_receipt_in_the_future(small, tmp_path) -> None:
    """It is taken as it is given, with a word: a wrong year would make every decision of today an older one."""
    round_ = Round(small)
    round_.ingest(lay_out(tmp_path / "in", [("b.xlsx", good("002"), FIRST)]), received="2062-11-05")
    assert [said.en for said in round_.messages] == [
        "The day of receipt 5 November 2062 is in the future; it was taken as it is."]


@pytest.mark.parametrize("order", ["12", "21", "1 2"])
def test_a_copy_with_another_time(tmp_path, order) -> None:
    """A file that is there again is one arrival with its earliest time, whichever copy came first."""
    unsaved = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)  # as the generator states it, which says nothing
    first, second = edited(lambda _: None, unsaved)("001"), typed("A1 percent", "90")("001")
    days = {"1": [("a.xlsx", first, FIRST), ("b.xlsx", second, FIRST + dt.timedelta(days=2))],
            "2": [("a.xlsx", first, FIRST + dt.timedelta(days=25))]}
    round_ = Round(tmp_path / "round")
    for paths in ([lay_out(tmp_path / day, days[day]) for day in order] if " " not in order else
                  [[lay_out(tmp_path / day, days[day]) for day in reversed(order.split())]]):
        round_.ingest(paths, forms=FORM, as_of=AS_OF)
    returns = round_.results(AS_OF).returns
    assert returns.sort_values("sent_at")["status"].tolist() == ["superseded", "accepted"]


@pytest.mark.parametrize("order", [("inbox", "outgoing"), ("outgoing", "inbox")])
def test_an_unfilled_workbook_that_came_back(tmp_path, order) -> None:
    """A workbook that came back unfilled is rejected, whether or not its copy among those sent out was met first."""
    write_workbooks(FORM, ["001"], tmp_path / "outgoing", lang="th", blank=False)
    (sent,) = (tmp_path / "outgoing").glob("*.xlsx")
    (tmp_path / "inbox").mkdir()
    shutil.copy2(sent, tmp_path / "inbox")
    round_ = Round(tmp_path / "round")
    for folder in order:
        round_.ingest(tmp_path / folder, forms=FORM, as_of=AS_OF)
    assert round_.results(AS_OF).returns["status"].tolist() == ["rejected"]


def test_past_day(small, tmp_path) -> None:
    """A past day's state is written only into another folder, and leaves out what came later."""
    (tmp_path / "in" / "next.eml").write_bytes(
        mail(good("002"), "form.xlsx", FIRST + dt.timedelta(days=20), "b@example.go.th"))
    round_ = Round(small)
    round_.ingest(tmp_path / "in", as_of=AS_OF)
    past = round_.write_results(tmp_path / "past", as_of="2026-11-10")
    assert past.returns["unit_code"].tolist() == ["001"]
    assert Consolidation.load(tmp_path / "past").returns["unit_code"].tolist() == ["001"]
    with pytest.raises(OptionNotValid, match="another folder"):
        round_.write_results(as_of="2026-11-10")


@pytest.mark.parametrize("into", ["round", "round/snapshots/May", "other"])
def test_results_replace_no_round(small, tmp_path, into) -> None:
    """Neither a round's own results nor those of another one, nor a state that was kept, are replaced by `-o`."""
    round_ = Round(small)
    round_.snapshot("May")
    shutil.copytree(small, tmp_path / "other")
    with pytest.raises(OptionNotValid, match="name another"):
        round_.write_results(tmp_path / into, as_of="2026-11-01")
    assert len(Consolidation.load(tmp_path / into).returns) == 1


def test_the_page_compares_with_what_is_given(small, tmp_path) -> None:
    """`--against` puts what is different from last year's results, and from a state that was kept, on the page."""
    Round(small).snapshot("May")
    replace(Consolidation.load(small), year=2568).save(tmp_path / "last", [])
    code, _, _ = run("results", "round", "--against", "last", "--against", "round@May", cwd=tmp_path)
    assert code == 0
    page = (small / "report.html").read_text(encoding="utf-8")
    assert [words in page for words in ("เปลี่ยนไปจากปีงบประมาณ 2568", "เปลี่ยนไปจากสถานะที่เก็บไว้ “May”")] == [True, True]
    assert run("results", "round", "--against", "nothing", cwd=tmp_path)[0] == 2


def test_results_of_one_name_are_kept_apart(small, tmp_path) -> None:
    """Folders of the same name are compared with under longer names."""
    for year in (2567, 2568):
        replace(Consolidation.load(small), year=year).save(tmp_path / str(year) / "results", [])
    Round(small).write_results(against=[tmp_path / "2567" / "results", tmp_path / "2568" / "results"])
    page = (small / "report.html").read_text(encoding="utf-8")
    assert [f"เปลี่ยนไปจากปีงบประมาณ {year}" in page for year in (2567, 2568)] == [True, True]


def test_the_language_of_the_form_given_last(tmp_path) -> None:
    """Reports are in the language of the form that was given last."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "001.xlsx").write_bytes(good("001"))
    round_ = Round(tmp_path / "round")
    for number, lang in enumerate(("th", "en", "th"), start=1):
        round_.ingest(tmp_path / "in", forms=replace(FORM, form_version=str(number), lang=lang))
        round_.write_results()
        assert f'<html lang="{lang}"' in (tmp_path / "round" / "report.html").read_text(encoding="utf-8")


def test_given_away_without_contacts(small, tmp_path) -> None:
    """Results without contacts hold no name or address of a person."""
    Round(small).write_results(tmp_path / "given", contacts=False)
    found = b"".join(path.read_bytes() for path in (tmp_path / "given").rglob("*.csv"))
    assert [word for word in ("unseen", "a@example.go.th", "สมชาย") if word.encode() in found] == []


def test_a_round_without_contacts(tmp_path) -> None:
    """Neither ledger nor outputs hold a person; no originals; and a second run still knows the files."""
    inbox = tmp_path / "in"
    inbox.mkdir()
    (inbox / "somsri.eml").write_bytes(mail(good("001"), "somsri.xlsx", FIRST, "Somsri <somsri@example.go.th>"))
    round_ = Round(tmp_path / "round")
    round_.ingest(inbox, forms=FORM, contacts=False, as_of=AS_OF)
    again = round_.ingest(inbox, as_of=AS_OF)
    assert (again.returns["status"].tolist(), again.since["known"]) == (["accepted"], 1)
    assert not (tmp_path / "round" / "originals").exists()
    kept = [path for path in (tmp_path / "round").rglob("*") if path.suffix in (".csv", ".sqlite")]
    found = b"".join(path.read_bytes() for path in kept)
    assert [word for word in ("somsri", "unseen", "สมชาย") if word.encode() in found] == []


@pytest.mark.parametrize("contacts", [True, False])
@pytest.mark.parametrize(("name", "values"), [
    ("50_chiang-mai somsri.xlsx", {}), ("f.xlsx", {"office": "จ.เชียงใหม่ สมศรี"}),
])
def test_whose_it_is_without_contacts(tmp_path, contacts, name, values) -> None:
    """A round without contacts holds the same returns: which unit a file's name or the cover names is kept."""
    form = replace(FORM, units=load_form().units, cover=(*FORM.cover, replace(FORM.cover[0], name="office")))
    layout = plan_layout(form)
    data = fill_fast(generate(form, "57"), layout, {
        layout.positions[asked]: values.get(asked.field, "yes" if asked.field == "choice" else "ก")
        for asked in layout.positions if asked.field in ("choice", "long", *values)})
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).write_bytes(data)
    result = Round(tmp_path / "round").ingest(tmp_path / "in", forms=form, contacts=contacts, as_of=AS_OF)
    assert result.returns[["status", "unit_code", "likely_unit"]].to_numpy().tolist() == [["held", "57", "50"]]
    kept = b"".join(path.read_bytes() for path in (tmp_path / "round").rglob("*.*")
                    if path.suffix in (".csv", ".sqlite"))
    assert contacts or not any(word.encode() in kept for word in ("somsri", "สมศรี"))


def test_reasons_are_not_given_away(small, tmp_path) -> None:
    """A reason may name a person: results without contacts say that something was decided, not why."""
    Round(small).decide("001", "accept", reason="ตามที่สมศรีโทรมา 081-234-5678", by="Malee")
    Round(small).write_results(tmp_path / "given", contacts=False)
    found = (tmp_path / "given" / "summary.json").read_text(encoding="utf-8")
    assert ('"decision": "accept"' in found, "สมศรี" in found, "Malee" in found) == (True, False, False)


def test_snapshot_and_history(small) -> None:
    """A state is kept by name, once; the history tells what happened; a run keeps what counted."""
    round_ = Round(small)
    kept = round_.snapshot("report of 16 Nov")
    assert len(Consolidation.load(kept).returns) == 1
    with pytest.raises(RoundNotValid, match="already"):
        round_.snapshot("Report of 16 nov")
    events = round_.history()
    assert events["kind"].tolist() == ["round", "arrival", "run", "snapshot"]
    assert [round_.history(unit)["kind"].tolist() for unit in ("001", 1, "เมือง001")] == [["arrival"]] * 3
    for named, said in (("999", "its sheet “units”"), ("เมือง00", "001 เมือง001, 002 เมือง002")):
        with pytest.raises(UnitNotFound, match=said):
            round_.history(named)
    counted = round_.history(run="2026-12-31")["counted"]
    assert list(counted) == ["001"]
    assert round_.history("002", run="2026-12-31")["counted"] == {"002": ""}


def test_a_past_day_is_compared_with_the_run_before_it(small) -> None:
    """What changed since the run before: of a day before any run, nothing is said."""
    round_ = Round(small)
    assert [round_.results(day).since["at"] != "" for day in (None, "2020-01-01")] == [True, False]


def test_a_state_that_was_not_kept(small) -> None:
    """Where a round has no state of a name, those that it has are listed."""
    Round(small).snapshot("May")
    code, _, err = run("compare", "round@June", "round", "-o", "c.xlsx", "--lang", "en", cwd=small.parent)
    assert (code, "“June”" in err, "are: May" in err) == (2, True, True)


@pytest.mark.parametrize(("name", "good_name"), [
    ("รายงาน 16 พ.ย.", False), ("รายงาน 16 พย", True), ("a", True), ("a.b-c_d", True), ("", False), ("a/b", False),
    ("..", False), ("con", False), ("a" * 61, False), ("a ", False), ("a:b", False), ("com¹", False),
])
def test_names_of_states(name, good_name) -> None:
    """Letters, Thai too, digits, blanks, - _ and ., and nothing that Windows refuses."""
    if good_name:
        assert checked_name(name) == name
    else:
        with pytest.raises(OptionNotValid):
            checked_name(name)


@pytest.mark.slow
@pytest.mark.parametrize("step", range(0, 40, 1 if LONG else 5))
def test_a_failing_write_changes_nothing(small, tmp_path, monkeypatch, step) -> None:
    """Whichever write to the ledger fails, the round is as before, and the next run brings it all."""
    (tmp_path / "in" / "next.eml").write_bytes(mail(good("002"), "form.xlsx", FIRST, "b@example.go.th"))
    done = {"statements": 0}

    class Failing(sqlite3.Connection):
        def execute(self, *words):
            done["statements"] += 1
            if done["statements"] == step + 30:
                raise sqlite3.OperationalError("database or disk is full")
            return super().execute(*words)

    real = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect",
                        lambda path, **more: real(path, factory=Failing, **more))
    try:
        Round(small).ingest(tmp_path / "in", as_of=AS_OF)
    except LedgerNotUsable:
        monkeypatch.undo()
        kept = Round(small).results(AS_OF).returns["unit_code"].tolist()
        assert kept in (["001"], ["001", "002"])
    monkeypatch.undo()
    after = Round(small).ingest(tmp_path / "in", as_of=AS_OF)
    assert sorted(after.returns["unit_code"]) == ["001", "002"]


def test_plain_tables(small) -> None:
    """The ledger is readable as it is: plain tables and views, whole by SQLite's own check."""
    with Ledger.open(small) as ledger:
        assert len(ledger.returns()) == 1
    connection = sqlite3.connect(small / LEDGER)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    names = pd.read_sql_query("SELECT name FROM sqlite_master WHERE name NOT LIKE 'sqlite%'", connection)["name"]
    assert set(names) == {"round", "forms", "files", "returns", "arrivals", "forgotten",
                          "places", "events", "decisions", "extensions", "notes", "letters"}
    connection.close()


def test_parts_of_one_unit(tmp_path) -> None:
    """Two people's parts on two days come to one unit."""
    chance = random.Random(1)
    days: Days = [[(f"{category}.eml", mail(answered("001", chance, category), "form.xlsx",
                                            FIRST + dt.timedelta(days=day), "a@example.go.th"), FIRST)]
                  for day, category in enumerate("12")]
    result = take_in(tmp_path, days, [0, 1])
    assert sorted(result.returns["status"]) == ["joined", "needs_correction"] or sorted(
        result.returns["status"]) == ["accepted", "joined"]
    assert set(result.answers.query("state != 'empty' and category != ''")["category"]) == {"1", "2"}


def test_begun_by_the_workbooks_sent_out(tmp_path) -> None:
    """A folder in which `generate` put workbooks is the round's, with their year; unfilled ones there are skipped."""
    form = load_form()
    write_workbooks(form, ["50"], tmp_path / "round" / "outgoing", year=2570)
    result = Round(tmp_path / "round").ingest(tmp_path / "round" / "outgoing")
    assert (result.year, len(result.returns), result.skipped["not-filled-in"]) == (2570, 0, 1)


def test_begun_with_a_form_that_is_not_shipped(tmp_path) -> None:
    """The round takes the form's definition from what was sent out, and needs no word about it."""
    write_workbooks(FORM, ["001", "002"], tmp_path / "round" / "outgoing")
    write_workbooks(FORM, ["003"], tmp_path / "round" / "outgoing")
    inbox = lay_out(tmp_path / "in", [("a.eml", mail(good("001"), "form.xlsx", FIRST, "a@example.go.th"), FIRST)])
    result = Round(tmp_path / "round").ingest(inbox)
    assert ([form.form_id for form in result.forms], result.returns["status"].tolist()) == (["crafted"], ["accepted"])


def test_results_of_an_earlier_run_are_written_again(small, tmp_path) -> None:
    """Where the results are not those of the last run, whatever reads them writes them again first, and says so."""
    before = tmp_path / "before"
    shutil.copytree(small, before)
    Round(small).extend("002", "2026-12-15", reason="letter", by="me")
    for name in ("frames", "summary.json"):
        (shutil.rmtree if name == "frames" else Path.unlink)(small / name)
        (shutil.copytree if name == "frames" else shutil.copy)(before / name, small / name)
    round_ = Round(small)
    units = round_.current().units.set_index("unit_code")
    assert units.loc["002", "due_date"] == "2026-12-15"
    assert "written again" in round_.messages[0].en
    assert Round(small).current().run == round_.current().run


def test_results_that_are_open_elsewhere_are_read(small, monkeypatch) -> None:
    """Results of the last run are read without the lock, also while one of them is open in another program."""
    monkeypatch.setattr("pmqa_xlsx.rounds.round_folder.check_writable", lambda _: pytest.fail("asked for writing"))
    assert len(Round(small).current().returns) == 1


@pytest.mark.parametrize(("asked", "seen"), [
    (lambda one: list(one.results().returns["status"]), ["accepted"]),
    (lambda one: list(one.history("001")["kind"]), ["arrival"]),
    (lambda one: one.history(run=dt.date(2026, 12, 31))["returned"], 1),
    (lambda one: len(one.check(one.directory.parent / "in")[1].returns), 1),
    (lambda one: len(one.letters()), 0),
    (lambda one: one.write_results(one.directory.parent / "copy").year, 2569),
    (lambda one: one.note("001", "called", by="me"), OutputNotWritable),
    (lambda one: one.snapshot("today"), OutputNotWritable),
    (lambda one: one.feedback(), OutputNotWritable)])
def test_a_round_that_cannot_be_written(small, monkeypatch, asked, seen) -> None:
    """A round on a write-protected share answers all questions, and refuses what would change it; it stays as it is."""
    def refuse(directory: Path, **_: bool) -> None:
        raise OutputNotWritable("not-writable-now", path=directory)

    before = {path: path.read_bytes() for path in small.rglob("*") if path.is_file()}
    monkeypatch.setattr("pmqa_xlsx.rounds.round_folder.check_writable", refuse)
    monkeypatch.setattr("pmqa_xlsx.rounds.round_folder.output_lock", lambda _: pytest.fail("locked"))
    if seen is OutputNotWritable:
        with pytest.raises(OutputNotWritable):
            asked(Round(small))
    else:
        assert asked(Round(small)) == seen
    assert {path: path.read_bytes() for path in small.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("units", [["002"], 2, "เมือง002"])
def test_feedback_of_a_round(small, tmp_path, units) -> None:
    """From Python as by command: a reminder for a unit from which nothing came."""
    [letter] = Round(small).feedback(tmp_path / "to-send", units=units, remind=True)
    assert (letter.unit_code, letter.kind, letter.state) == ("002", "reminder", "draft")
    assert letter.read().subject in (tmp_path / "to-send" / "letters.csv").read_text(encoding="utf-8-sig")


def test_further_workbooks_of_a_round(tmp_path) -> None:
    """Further workbooks into a round's folder are of its form and year; another one is refused there only."""
    out = tmp_path / "round" / "outgoing"
    write_workbooks(FORM, ["001"], out, year=2570)
    form, year = form_to_send(out, None, None)
    assert (form.form_id, year) == ("crafted", 2570)
    for source, other_year in (("pmqa-fl-province", None), (None, 2571)):
        with pytest.raises(RoundNotValid, match="crafted 2570"):
            form_to_send(out, source, other_year)
    assert form_to_send(tmp_path / "elsewhere", None, 2571)[0].form_id == "pmqa-fl-province"
