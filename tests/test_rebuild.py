"""A ledger that is lost or damaged is made again from what is left of a round, and says what is gone."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from crafted_form import FORM, good
from made_up_days import FIRST, lay_out, mail
from pmqa_xlsx.errors import InputNotFound, LedgerNotUsable
from pmqa_xlsx.ledger.ledger_file import LEDGER
from pmqa_xlsx.rounds.round import Round

pytestmark = pytest.mark.slow

AS_OF = dt.date(2026, 12, 5)
FILE_TIME = dt.datetime(2026, 11, 24, 1, tzinfo=dt.UTC)


def begin(folder: Path, *, contacts: bool | None = None) -> Path:
    """A round with a mail that has no date, of a workbook that no program saved, and a decision about it."""
    inbox = folder / "in"
    inbox.mkdir()
    unsaved = good("001")
    message = mail(unsaved, "form.xlsx", FIRST, "a@example.go.th").replace(b"\nDate:", b"\nX-Date:")
    (inbox / "form.eml").write_bytes(message)
    os.utime(inbox / "form.eml", (FILE_TIME.timestamp(),) * 2)
    round_ = Round(folder / "round")
    round_.ingest(inbox, forms=FORM, contacts=contacts, as_of=AS_OF)
    round_.decide("001", "reject", reason="ok", by="me")
    return folder / "round"


def no_ledger(folder: Path) -> None:
    (folder / LEDGER).unlink()


def empty_ledger(folder: Path) -> None:
    (folder / LEDGER).write_bytes(b"")


def no_summary_and_no_ledger(folder: Path) -> None:
    (folder / "summary.json").unlink()
    (folder / LEDGER).unlink()


def half_an_event(folder: Path) -> None:
    (folder / LEDGER).unlink()
    events = folder / "frames" / "events.csv"
    events.write_bytes(events.read_bytes().rpartition(b"standing")[0])


def an_unknown_event(folder: Path) -> None:
    (folder / LEDGER).unlink()
    with (folder / "frames" / "events.csv").open("a", encoding="utf-8") as events:
        events.write("2026-12-01T00:00:00+07:00,moved,,,,,,\r\n")


def other_events(folder: Path) -> None:
    (folder / LEDGER).unlink()
    (folder / "frames" / "events.csv").write_text("a,b\n1,2\n")


def a_table_less(folder: Path) -> None:
    ledger = sqlite3.connect(folder / LEDGER)
    ledger.execute("DROP TABLE arrivals")
    ledger.close()


@pytest.mark.parametrize(("change", "status", "said"), [
    (a_table_less, "rejected", "0 files are gone."),
    (no_ledger, "rejected", "0 files are gone."),
    (empty_ledger, "rejected", "0 files are gone."),
    (no_summary_and_no_ledger, "rejected", "0 files are gone."),
    (half_an_event, "rejected", "1 line of frames/events.csv cannot be read."),
    (an_unknown_event, "rejected", "1 line of frames/events.csv cannot be read."),
    (other_events, "accepted", "without frames/events.csv all decisions"),
])
def test_made_again(tmp_path, change: Callable[[Path], None], status: str, said: str) -> None:
    """Input: what happened to the folder; result: the return's status, and what is said."""
    folder = begin(tmp_path)
    change(folder)
    round_ = Round(folder)
    result = round_.results(AS_OF)
    assert (set(result.returns["status"]) - {"duplicate"}, said in round_.messages[-1].en) == ({status}, True)


@pytest.mark.parametrize("name", ["COM1.xlsx", "a:b.xlsx", "../up.xlsx", "..", "x" * 300 + ".xlsx", "~$50.xlsx"])
def test_names_that_came_from_outside(tmp_path, name: str) -> None:
    """No file is written under them; they are in the round again as they were."""
    folder = begin(tmp_path)
    events = folder / "frames" / "events.csv"
    events.write_text(events.read_text(encoding="utf-8-sig").replace("form.eml", name), encoding="utf-8-sig")
    no_ledger(folder)
    result = Round(folder).results(AS_OF)
    assert [file.partition("!")[0].rpartition("/")[2] for file in result.returns["file"]] == [name.rpartition("/")[2]]
    assert not list(tmp_path.rglob("up.xlsx"))


@pytest.mark.parametrize("who", ["'Aisha", "=1+1", "Aisha"])
def test_the_guard_of_a_csv_is_not_part_of_a_text(tmp_path, who: str) -> None:
    """A text that begins like a formula, or with an apostrophe, is in the story again as it was."""
    folder = begin(tmp_path)
    Round(folder).note("001", "rang", by=who)
    Round(folder).write_results()
    no_ledger(folder)
    assert Round(folder).results(AS_OF).events.query("kind == 'note'")["by"].tolist() == [who]


def test_states_kept_after_the_last_run(tmp_path) -> None:
    """A state that was kept by name after the events were written is in the story again."""
    folder = begin(tmp_path)
    Round(folder).snapshot("May")
    no_ledger(folder)
    assert Round(folder).results(AS_OF).events.query("kind == 'snapshot'")["data"].tolist() == ['{"name": "May"}']


def test_times_of_mails(tmp_path) -> None:
    """A mail's file keeps its time, which a mail without a date is dated by."""
    folder = begin(tmp_path)
    before = Round(folder).results(AS_OF).events
    no_ledger(folder)
    after = Round(folder).results(AS_OF).events
    arrivals = [events.loc[events["kind"] == "arrival", "data"].tolist() for events in (before, after)]
    assert arrivals[0] == arrivals[1]
    assert '"modified_at": "2026-11-24T01:00:00+00:00"' in arrivals[0][0]


def test_without_contacts_the_form_stays(tmp_path) -> None:
    """A round without contacts keeps no originals: its form and its decisions come again, the files are asked for."""
    folder = begin(tmp_path, contacts=False)
    no_ledger(folder)
    round_ = Round(folder)
    assert [form.form_id for form in round_.results(AS_OF).forms] == ["crafted"]
    assert "ingest all files received again" in round_.messages[0].en
    again = round_.ingest(tmp_path / "in", as_of=AS_OF)
    assert again.returns["status"].tolist() == ["rejected"]


def test_without_contacts_a_state_keeps_its_name(tmp_path: Path) -> None:
    """How the office named a state is nobody's contact: the story and the page say it, a rebuilt ledger has it once."""
    folder = begin(tmp_path, contacts=False)
    Round(folder).snapshot("kept")
    Round(folder, lang="en").write_results()
    assert "the state “kept”" in (folder / "report.html").read_text(encoding="utf-8")
    no_ledger(folder)
    events = Round(folder).results().events
    assert events.loc[events["kind"] == "snapshot", "data"].tolist() == ['{"name": "kept"}']


@pytest.mark.parametrize("statement", [
    "UPDATE events SET data = '{'", "UPDATE events SET data = replace(data, 'reject', 'rejekt')",
    "UPDATE events SET data = replace(data, 'verdict', 'verdikt')", "UPDATE returns SET reading = x'00'",
    "UPDATE forms SET definition = '{'", "UPDATE arrivals SET mailed_at = '?'", "UPDATE arrivals SET findings = '{'",
])
def test_damage_that_sqlite_does_not_see(tmp_path, statement) -> None:
    """What the ledger keeps in a form of its own is one clear line when it is damaged, and what to do."""
    folder = begin(tmp_path)
    ledger = sqlite3.connect(folder / LEDGER)
    with ledger:
        ledger.execute(statement)
    ledger.close()
    with pytest.raises(LedgerNotUsable, match="Rename that file"):
        Round(folder).results(AS_OF)


def test_damage_that_cannot_be_quoted(tmp_path) -> None:
    """Where SQLite's own words about it have bytes that are no text, the ledger is made again like any damaged one."""
    folder = begin(tmp_path)
    path = folder / LEDGER
    path.write_bytes(path.read_bytes().replace(b"TABLE round (name", b"TABLE round \xff\xb4ame"))
    assert states(folder) == ["001 rejected"]


def test_originals_alone(tmp_path) -> None:
    """Originals alone, as after a first run that was cut short, are no round yet, and no ledger is left there."""
    folder = begin(tmp_path)
    no_summary_and_no_ledger(folder)
    shutil.rmtree(folder / "frames")
    with pytest.raises(InputNotFound, match="no round here"):
        Round(folder).results(AS_OF)
    assert not (folder / LEDGER).exists()


def more(folder: Path, name: str, unit: str) -> Path:
    """A further mail of a unit, in a folder of its own."""
    return lay_out(folder / name, [(f"{name}.eml", mail(good(unit), f"{name}.xlsx", FIRST, "b@example.go.th"), FIRST)])


def states(folder: Path) -> list[str]:
    """The returns with their units, duplicates left out."""
    result = Round(folder).results(AS_OF)
    return sorted(f"{unit} {status}" for unit, status in zip(result.returns["unit_code"], result.returns["status"],
                                                             strict=True) if status != "duplicate")


def test_the_first_original_is_gone(tmp_path) -> None:
    """The form is that of the round, whichever original is gone, and it is said whose it was."""
    folder = begin(tmp_path)
    Round(folder).ingest(more(tmp_path, "next", "002"), as_of=AS_OF)
    for path in (folder / "originals").glob("*.eml"):
        if b"form.xlsx" in path.read_bytes():
            path.unlink()
    no_ledger(folder)
    round_ = Round(folder)
    assert [form.form_id for form in round_.results(AS_OF).forms] == ["crafted"]
    assert (states(folder), "1 file is gone (001)." in round_.messages[-1].en) == (
        ["001 rejected", "002 accepted"], True)


def test_an_original_that_was_changed(tmp_path) -> None:
    """An original whose bytes are no longer those that came is gone: nothing of it counts."""
    folder = begin(tmp_path)
    [kept] = (folder / "originals").glob("*.eml")
    kept.write_bytes(kept.read_bytes().replace(b"form.xlsx", b"work.xlsx"))
    (folder / "originals" / f"{kept.stem}.xlsx").write_bytes(b"")
    no_ledger(folder)
    round_ = Round(folder)
    assert [file.rpartition("!")[2] for file in round_.results(AS_OF).returns["file"]][:1] != ["work.xlsx"]
    assert "1 file is gone (001)." in round_.messages[-1].en


def test_events_that_end_before_the_last_run(tmp_path) -> None:
    """Originals of which no event speaks are read again; that later decisions are gone is said, with the day."""
    folder = begin(tmp_path)
    events = (folder / "frames" / "events.csv").read_bytes()
    Round(folder).ingest(more(tmp_path, "next", "002"), as_of=AS_OF)
    Round(folder).decide("002", "reject", reason="ok", by="me")
    (folder / "frames" / "events.csv").write_bytes(events)
    no_ledger(folder)
    round_ = Round(folder)
    round_.results(AS_OF)
    assert states(folder) == ["001 rejected", "002 accepted"]
    lost = "frames/events.csv ends on 5 December 2026: later decisions, notes and letters are gone"
    assert lost in round_.messages[-1].en


def test_the_form_given_last_still_rules(tmp_path) -> None:
    """Of two editions that one rules again which was given last, whatever their versions are."""
    folder = begin(tmp_path)
    for form in (replace(FORM, form_version="2", units=FORM.units[:5]), FORM):
        Round(folder).write_results(forms=form)
    no_ledger(folder)
    assert [form.form_version for form in Round(folder).results(AS_OF).forms] == ["1", "2"]


def test_cut_short(tmp_path, monkeypatch) -> None:
    """A rebuilding that was cut short, even by kill -9, is done again."""
    folder = begin(tmp_path)
    no_ledger(folder)
    with monkeypatch.context() as patch, suppress(KeyboardInterrupt):
        patch.setattr("pmqa_xlsx.rounds.rebuild._later_snapshots", interrupted)
        patch.setattr("pmqa_xlsx.rounds.rebuild.remove", print)  # kill -9 removes nothing
        Round(folder).results(AS_OF)
    assert (folder / LEDGER).stat().st_size > 0
    assert states(folder) == ["001 rejected"]


def interrupted(*_: object) -> None:
    """The process ends here."""
    raise KeyboardInterrupt


def test_what_was_forgotten_is_not_read_again(tmp_path) -> None:
    """Files of which something was forgotten are known after the ledger is lost: sent again they bring nothing back."""
    folder = begin(tmp_path)
    Round(folder).ingest(more(tmp_path, "next", "002"), as_of=AS_OF)
    Round(folder).forget("001")
    no_ledger(folder)
    assert states(folder) == ["002 accepted"]
    again = Round(folder).ingest(tmp_path / "in", as_of=AS_OF)
    assert (states(folder), len(list((folder / "originals").iterdir())), set(again.contacts["unit_code"])) == (
        ["002 accepted"], 2, {"002"})


def test_results_of_a_past_day_in_the_round_s_own_folder(tmp_path: Path) -> None:
    """They state all that happened, so that a ledger lost afterwards is rebuilt with what was decided since."""
    folder = begin(tmp_path)
    before = list(Round(folder).results().events["kind"])
    Round(folder).ingest(tmp_path / "in", as_of="2026-11-23")
    no_ledger(folder)
    assert list(Round(folder).results().events["kind"]) == [*before, "run"]


def test_other_files_beside_the_definitions(tmp_path: Path) -> None:
    """What Windows leaves in a folder that somebody opened does not stop the rebuilding."""
    folder = begin(tmp_path)
    (folder / "forms" / "desktop.ini").write_bytes(b"[.ShellClassInfo]")
    no_ledger(folder)
    assert list(Round(folder).results().returns["status"]) == ["rejected"]


def test_by_the_round_that_took_it_in(tmp_path: Path) -> None:
    """A round that a script holds since before its ledger was lost finds each original again too."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "one.xlsx").write_bytes(good("001"))
    round_ = Round(tmp_path / "round")
    round_.ingest(tmp_path / "in", forms=FORM)
    no_ledger(round_.directory)
    (round_.directory / "frames" / "events.csv").unlink()
    assert list(round_.results().returns["unit_code"]) == ["001"]
