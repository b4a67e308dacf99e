"""Files open in other programs: no result is replaced in part, the file is named, and the command works later."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

import crafted
import crafted_form
import test_crash_safety
from demo_round import play_round
from pmqa_xlsx.compare.workbook import check_target, write_target
from pmqa_xlsx.consolidate.output import check_writable, output_lock
from pmqa_xlsx.demo.filling import INBOX, OUTGOING, RESULTS
from pmqa_xlsx.errors import OutputNotWritable
from pmqa_xlsx.generator.outputs import write_workbooks
from pmqa_xlsx.intake.stage import receive
from pmqa_xlsx.rounds.letters_folder import LetterFiles, LettersFolder
from pmqa_xlsx.rounds.round import Round
from pmqa_xlsx.rounds.snapshots import snapshot_at
from pmqa_xlsx.system import atomic
from pmqa_xlsx.system.folders import remove_abandoned, remove_folder, temporary_folder
from pmqa_xlsx.text.language import NO_TEXT
from share_modes import ShareModes, really_held
from small_round import FORM
from test_save import a_round, files_in

pytestmark = pytest.mark.slow


@cache
def a_letter() -> tuple[tempfile.TemporaryDirectory[str], LettersFolder, LetterFiles]:
    """A round with one draft."""
    round_ = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
    letters = LettersFolder(Path(round_.name))
    letters.add({"1-2569.eml": b"X-Unsent: 1\r\n\r\n"})
    draft = LetterFiles("1/2569", "correction", "draft", "10", NO_TEXT, "", "", letters.path / "1-2569.eml", ())
    letters.write_lists([draft], "")
    return round_, letters, draft


def copy_letters(folder: Path) -> None:
    """Copy that draft to a folder."""
    _, letters, draft = a_letter()
    letters.copy_to(folder, [draft])


#: Commands that write to a folder: arguments, and a file that each replaces when run again.
WRITERS: dict[str, tuple[Callable[[Path], object], str]] = {
    "ingest": (lambda folder: test_crash_safety.save("ก", folder), "report.html"),
    "ingest, frames": (lambda folder: test_crash_safety.save("ก", folder), "frames/answers.parquet"),
    "ingest, summary": (lambda folder: test_crash_safety.save("ก", folder), "summary.json"),
    "generate": (lambda folder: write_workbooks(FORM, None, folder, password="x"), "20_twenty_small_2569.xlsx"),
    "generate, manifest": (lambda folder: write_workbooks(FORM, None, folder), "manifest.json"),
    "feedback": (lambda folder: copy_letters(folder), "1-2569.eml"),
    "feedback, list": (lambda folder: copy_letters(folder), "letters.csv"),
    "compare": (lambda folder: (check_target(folder / "c.xlsx"), write_target(folder / "c.xlsx", b"PK")), "c.xlsx"),
    "demo, sent": (lambda folder: play_round(FORM, folder), f"{OUTGOING}/10_ten_small_2569.xlsx"),
    "demo, came back": (lambda folder: play_round(FORM, folder), f"{INBOX}/10.xlsx"),
    "demo, results": (lambda folder: play_round(FORM, folder), f"{RESULTS}/consolidated.xlsx"),
}
each_writer = pytest.mark.parametrize(("write", "file"), [
    pytest.param(*writer, id=name, marks=[pytest.mark.slow] if name.startswith("demo") else [])
    for name, writer in WRITERS.items()])


@pytest.fixture
def share_modes(monkeypatch: pytest.MonkeyPatch) -> ShareModes:
    """The simulation, with short waiting times."""
    monkeypatch.setattr(atomic, "PATIENCE", 0.1)
    return ShareModes(monkeypatch)


@each_writer
def test_an_output_held_open_is_named_and_nothing_is_replaced(
    write: Callable[[Path], object], file: str, tmp_path: Path, share_modes: ShareModes,
) -> None:
    """The run ends before the first file is replaced; when the file is closed, the same run writes everything."""
    write(tmp_path)
    before, share_modes.replaced = files_in(tmp_path), []
    share_modes.held = {tmp_path / file}
    with pytest.raises(OutputNotWritable) as error:
        write(tmp_path)
    share_modes.held = set()
    assert (files_in(tmp_path), share_modes.replaced) == (before, [])
    assert f"{tmp_path / file}: the file is open in another program" in error.value.en
    assert f"{tmp_path / file}: เปิดอยู่ในโปรแกรมอื่น" in error.value.th
    write(tmp_path)
    assert files_in(tmp_path).keys() == before.keys()


@each_writer
def test_a_file_open_for_a_moment_stops_nothing(
    write: Callable[[Path], object], file: str, tmp_path: Path, share_modes: ShareModes,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A virus scanner opens each new file: denied operations are tried again, and no temporary file remains."""
    monkeypatch.setattr(atomic, "PATIENCE", 60)
    share_modes.looks = 3
    write(tmp_path)
    write(tmp_path)
    assert (tmp_path / file).is_file()
    assert share_modes.denied > 3
    assert list(tmp_path.rglob(f"*{atomic.PART_SUFFIX}")) == []


def test_all_that_are_held_are_named(tmp_path: Path, share_modes: ShareModes) -> None:
    """All open files are named in one run; a long list is truncated."""
    files = [tmp_path / f"{number}.csv" for number in range(8)]
    for file in files:
        file.write_bytes(b"")
    share_modes.held = {files[2], files[6]}
    with pytest.raises(OutputNotWritable, match=f"{files[2].name}, .*{files[6].name}: these files are open"):
        atomic.check_replaceable(files)
    share_modes.held = set(files)
    with pytest.raises(OutputNotWritable, match="and 3 more: these files"):
        atomic.check_replaceable(files)


def test_closed_just_then(tmp_path: Path, share_modes: ShareModes, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is closed while the program waits is no error."""
    (tmp_path / "a").write_bytes(b"")
    share_modes.held = {tmp_path / "a"}
    monkeypatch.setattr(atomic.time, "sleep", lambda _: share_modes.held.clear())
    atomic.check_replaceable([tmp_path / "a", tmp_path / "none"])


def test_a_folder_is_waited_for_longer(
    tmp_path: Path, share_modes: ShareModes, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A folder cannot be renamed while a scanner has any of its new files open, so it is tried again for longer."""
    (tmp_path / ".kept.draft").mkdir()
    share_modes.held = {tmp_path / ".kept.draft"}
    monkeypatch.setattr(atomic, "PATIENCE", 0)
    monkeypatch.setattr(atomic.time, "sleep", lambda _: share_modes.held.clear())
    atomic.move(tmp_path / ".kept.draft", tmp_path / "kept")
    assert (tmp_path / "kept").is_dir()


@pytest.mark.parametrize(("looks", "left"), [(0, []), (5, []), (10**9, ["a", "b"])])
def test_a_temporary_folder_goes(
    looks: int, left: list[str], tmp_path: Path, share_modes: ShareModes, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Files that a scanner looks at are removed once it has closed them; one that stays open fails no command."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(atomic, "PATIENCE", 0.1 if left else 60)
    share_modes.looks = looks
    with temporary_folder() as folder:
        for name in ("a", "b"):
            (folder / name).write_bytes(b"personal")
    assert sorted(path.name for path in tmp_path.rglob("[!.]*") if path.is_file()) == left
    assert folder.is_dir() is bool(left)


KILLED = """
import time
from pmqa_xlsx.system.folders import temporary_folder
with temporary_folder() as folder:
    (folder / "50.xlsx").write_bytes(b"personal")
    print(folder, flush=True)
    time.sleep(600)
"""


def test_what_a_killed_run_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next run removes the temporary folder of one that was killed; not of one that runs, nor what looks alike."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    (tmp_path / "pmqa_xlsx-main" / "kept").mkdir(parents=True)
    runs = [subprocess.Popen([sys.executable, "-c", KILLED], cwd=Path(__file__).parent.parent, text=True,
                             env=os.environ | dict.fromkeys(("TMPDIR", "TEMP"), str(tmp_path)), stdout=subprocess.PIPE)
            for _ in range(2)]
    folders = [Path(str(run.stdout and run.stdout.readline()).strip()) for run in runs]
    runs[0].kill()
    runs[0].communicate()
    remove_abandoned.cache_clear()
    with temporary_folder() as own:
        left = {path.parent for path in tmp_path.glob("*/kept")}
    runs[1].kill()
    runs[1].communicate()
    assert left == {tmp_path / "pmqa_xlsx-main", folders[1].parent, own.parent}
    assert (folders[1] / "50.xlsx").is_file()


def test_a_folder_goes_once_what_was_removed_from_it_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows a removed file is still in its folder while a scanner has it open."""
    (tmp_path / "kept").mkdir()
    still_there, removed = [1, 2, 3], os.rmdir

    def rmdir(*path: object, **named: object) -> None:
        if still_there and still_there.pop():
            raise OSError(errno.ENOTEMPTY, "not empty")
        removed(*path, **named)

    monkeypatch.setattr(os, "rmdir", rmdir)
    remove_folder(tmp_path / "kept")
    remove_folder(tmp_path / "none")
    assert [*tmp_path.iterdir()] == []


@pytest.mark.skipif(sys.platform != "win32", reason="only Windows has share modes")
@pytest.mark.parametrize("share", ["r", "rwd"])
def test_a_folder_goes_once_its_file_is_closed(share: str, tmp_path: Path) -> None:
    """Whatever a scanner shares, a folder is removed when it has closed the file."""
    file = tmp_path / "kept" / "a"
    file.parent.mkdir()
    file.write_bytes(b"x")
    with ExitStack() as held:
        held.enter_context(really_held(file, share))
        closing = threading.Timer(0.2, held.pop_all().close)
        closing.start()
        remove_folder(file.parent)
        closing.join()
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize("looks", [1, 10**9])
def test_mails_that_a_scanner_looks_at(
    looks: int, tmp_path: Path, share_modes: ShareModes, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each mail of a mailbox lies on the disk for a moment; one that cannot be removed yet does not end the reading."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    book = crafted.attachment(b'="50.xlsx"', crafted.workbook())
    (tmp_path / "box.mbox").write_bytes(crafted.mailbox(crafted.mail(book), crafted.mail(book)))
    share_modes.looks = looks
    found = [one.file.partition("!")[2] for one in receive([tmp_path / "box.mbox"])]
    assert (found, share_modes.denied > 0) == (["1!50.xlsx", "2!50.xlsx"], True)


@pytest.mark.parametrize(("taken", "says", "not_says"), [
    (0, "Nothing has been replaced", "are now new"), (3, "are now new", "Nothing has been"),
])
def test_opened_while_it_is_written(
    taken: int, says: str, not_says: str, tmp_path: Path, share_modes: ShareModes, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A file opened after the last check may leave new and old files; the message says so, and a new run repairs it."""
    test_crash_safety.save("ก", tmp_path)
    take_place, calls = atomic.AtomicFile.take_place, iter(range(100))

    def take(draft: atomic.AtomicFile) -> None:
        if next(calls) == taken + 1:  # the first is that of the original
            share_modes.held = {draft.path}
        take_place(draft)

    if taken:
        monkeypatch.setattr(atomic.AtomicFile, "take_place", take)
    else:
        share_modes.held = {tmp_path / "summary.json"}
    with pytest.raises(OutputNotWritable) as error:
        test_crash_safety.save("ข", tmp_path)
    assert (says in error.value.en, not_says in error.value.en) == (True, False)
    share_modes.held = set()
    test_crash_safety.save("ข", tmp_path)
    assert test_crash_safety.is_whole(tmp_path, test_crash_safety.a_round("ข"))


@pytest.mark.parametrize("write", [WRITERS[name][0] for name in ("ingest", "generate", "feedback")])
@pytest.mark.parametrize("name", [f".1234{atomic.PART_SUFFIX}", "Thumbs.db", "desktop.ini"])
def test_files_of_an_interrupted_run_leave_the_folder_ours(
    write: Callable[[Path], object], name: str, tmp_path: Path,
) -> None:
    """A folder with only our partial files, or files of a file manager, counts as empty."""
    (tmp_path / name).write_bytes(b"half")
    os.utime(tmp_path / name, (0, 0))
    write(tmp_path)
    assert list(tmp_path.glob(f"*{atomic.PART_SUFFIX}")) == []


@pytest.mark.parametrize(("write", "own"), [
    (lambda folder: write_workbooks(FORM, None, folder), "manifest.json"),
    (lambda folder: copy_letters(folder), "letters.csv"),
    (lambda folder: test_crash_safety.save("ก", folder), ".pmqa_xlsx.lock"),
])
def test_a_first_run_interrupted_between_two_files(
    write: Callable[[Path], object], own: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The mark of our folder is written first, so the same command works again."""
    folder, replaced = tmp_path / "out", Path.replace

    def cut_short(path: Path, target: Path) -> Path:
        if (folder / own).exists() and target.name != own:
            raise KeyboardInterrupt
        return replaced(path, target)

    monkeypatch.setattr(Path, "replace", cut_short)
    with pytest.raises(KeyboardInterrupt):
        write(folder)
    monkeypatch.undo()
    write(folder)


def test_the_lock_file_outlives_a_failed_first_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows the lock's library deletes the file: it is restored if anything was written, else all is removed."""
    from pmqa_xlsx.consolidate.output import FileLock

    release = FileLock.release

    def release_and_delete(lock: FileLock, *more: object) -> None:
        release(lock, *more)
        Path(lock.lock_file).unlink(missing_ok=True)

    def fail(folder: Path, written: bool) -> None:
        with output_lock(folder):
            if written:
                (folder / "originals").mkdir()
            raise ZeroDivisionError

    monkeypatch.setattr(FileLock, "release", release_and_delete)
    for written in (True, False):
        folder = tmp_path / str(written)
        with pytest.raises(ZeroDivisionError):
            fail(folder, written)
        assert (folder.exists(), (folder / ".pmqa_xlsx.lock").exists()) == (written, written)
    check_writable(tmp_path / "True")


def test_a_path_that_is_too_long_is_reported_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the longest path of the results cannot be opened, this is reported before any work."""
    opened, most = Path.open, len(str(tmp_path)) + 60

    def open_(path: Path, mode: str = "r", *more: object, **named: object) -> object:
        if len(str(path)) > most:
            raise FileNotFoundError(2, "No such file or directory", str(path))
        return opened(path, mode, *more, **named)

    monkeypatch.setattr(Path, "open", open_)
    long_unit = replace(FORM.units[0], name=replace(FORM.units[0].name, en="A Very Long Name " * 5))
    writers: list[Callable[[Path], object]] = [
        check_writable, lambda folder: a_round().save(folder),
        lambda folder: write_workbooks(replace(FORM, units=(long_unit,)), None, folder)]
    for write in writers:
        with pytest.raises(OutputNotWritable, match="the path is too long"):
            write(tmp_path / "out")
        assert files_in(tmp_path) == {}


def test_a_round_holds_its_own_ledger(tmp_path: Path, share_modes: ShareModes, monkeypatch: pytest.MonkeyPatch) -> None:
    """While a round is written its ledger is open: that stops nothing, but a report that somebody has open does."""
    (tmp_path / "inbox").mkdir()
    for unit in ("001", "002"):
        (tmp_path / "inbox" / f"{unit}.xlsx").write_bytes(crafted_form.good(unit))
    round_ = Round(tmp_path / "out")
    round_.ingest(tmp_path / "inbox" / "001.xlsx", forms=crafted_form.FORM)
    share_modes.held = {tmp_path / "out" / "ledger.sqlite"}
    round_.ingest(tmp_path / "inbox")
    before = files_in(tmp_path / "out")
    share_modes.held.add(tmp_path / "out" / "report.html")
    with pytest.raises(OutputNotWritable, match=r"report.html: the file is open"):
        round_.ingest(tmp_path / "inbox")
    assert files_in(tmp_path / "out") == before
    share_modes.held.clear()
    monkeypatch.setattr(atomic, "PATIENCE", 60)
    share_modes.looks = 3
    round_.snapshot("หนึ่ง")
    assert (tmp_path / "out" / "snapshots" / "หนึ่ง" / "summary.json").is_file()


@pytest.fixture
def begun(tmp_path: Path) -> Round:
    """A round with one return."""
    (tmp_path / "001.xlsx").write_bytes(crafted_form.good("001"))
    Round(tmp_path / "out").ingest(tmp_path / "001.xlsx", forms=crafted_form.FORM)
    return Round(tmp_path / "out")


@pytest.mark.parametrize("ask", [
    lambda round_: round_.snapshot("หนึ่ง"), lambda round_: round_.history(), lambda round_: round_.letters(),
    lambda round_: round_.results(), lambda round_: round_.current(),
    lambda round_: round_.check(round_.directory.with_name("001.xlsx")),
    lambda round_: round_.write_results(round_.directory.with_name("copy")),
], ids=["snapshot", "history", "letters", "results", "current", "check", "results elsewhere"])
def test_what_replaces_nothing_may_be_asked_while_results_are_open(
    ask: Callable[[Round], object], begun: Round, share_modes: ShareModes,
) -> None:
    """A report that is open in Excel or a browser can still be read."""
    share_modes.held = {begun.directory / "report.html", begun.directory / "consolidated.xlsx"}
    before = files_in(begun.directory).keys()
    ask(begun)
    assert files_in(begun.directory).keys() >= before


@pytest.mark.skipif(sys.platform != "win32", reason="only Windows has share modes")
@pytest.mark.parametrize(("share", "says"), [("r", ""), ("rw", ""), ("rwd", ""), ("", "open in another program")])
def test_a_snapshot_on_windows(share: str, says: str, begun: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is kept if the other program shares the report for reading, else the report is named."""
    monkeypatch.setattr(atomic, "PATIENCE", 0.1)
    said = ""
    with really_held(begun.directory / "report.html", share):
        try:
            begun.snapshot("หนึ่ง")
        except OutputNotWritable as error:
            said = error.en
    assert (says in said, bool(said)) == (True, bool(says))
    assert (begun.directory / "snapshots" / "หนึ่ง" / "report.html").is_file() == (not says)


def test_marking_as_sent_names_the_open_file(begun: Round, share_modes: ShareModes) -> None:
    """It writes the results again, so it looks first: nothing is marked, and one line names the file."""
    number = begun.feedback(units=["002"], remind=True)[0].number
    share_modes.held = {begun.directory / "report.html"}
    with pytest.raises(OutputNotWritable, match=r"report.html: the file is open in another program"):
        begun.mark_sent(number)
    assert begun.letter(number).state == "draft"


def test_a_snapshot_of_a_file_that_cannot_be_read(
    begun: Round, share_modes: ShareModes, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A program that lets nobody read the report: one line says which file, and no half snapshot is left."""
    opened = Path.open

    def open_(path: Path, mode: str = "r", *more: object, **named: object) -> object:
        if path.name == "report.html":
            raise PermissionError(13, "in use", str(path))
        return opened(path, mode, *more, **named)

    monkeypatch.setattr(Path, "open", open_)
    with pytest.raises(OutputNotWritable) as error:
        begun.snapshot("หนึ่ง")
    assert str(error.value).startswith(f"{begun.directory / 'report.html'}: ")
    assert "open in another program" in error.value.en
    assert list((begun.directory / "snapshots").iterdir()) == []


def test_a_snapshot_beside_an_open_workbook(tmp_path: Path) -> None:
    """Excel's own file beside an open workbook is no result, and may not be readable."""
    test_crash_safety.save("ก", tmp_path)
    (tmp_path / "~$consolidated.xlsx").write_bytes(b"")
    with snapshot_at(tmp_path, tmp_path / "snapshots" / "หนึ่ง") as commit:
        commit()
    kept = {path.name for path in (tmp_path / "snapshots" / "หนึ่ง").iterdir()}
    assert {"consolidated.xlsx", "report.html", "summary.json", "frames"} <= kept
    assert "~$consolidated.xlsx" not in kept


def test_a_snapshot_that_cannot_be_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path too long for Windows, or a disk that is full: one line says which file, and no half snapshot is left."""
    test_crash_safety.save("ก", tmp_path)
    (tmp_path / "snapshots" / ".of a killed run.draft").mkdir(parents=True)
    copied = shutil.copy2

    def copy(source: Path, target: Path) -> object:
        if target.name == "units.csv":
            raise FileNotFoundError(2, "No such file or directory", str(target))
        return copied(source, target)

    monkeypatch.setattr(shutil, "copy2", copy)
    with (pytest.raises(OutputNotWritable, match=r"units\.csv: .*the path is too long"),
          snapshot_at(tmp_path, tmp_path / "snapshots" / "หนึ่ง")):
        pass
    assert list((tmp_path / "snapshots").iterdir()) == []


@pytest.mark.skipif(sys.platform != "win32", reason="only Windows has share modes")
@pytest.mark.parametrize("share", ["", "r", "w", "d", "rw", "rd", "wd", "rwd"])
def test_share_modes_of_windows(share: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that a program really has open is detected, with any share mode."""
    monkeypatch.setattr(atomic, "PATIENCE", 0.1)
    atomic.write_bytes(tmp_path / "a", b"old")
    with really_held(tmp_path / "a", share), pytest.raises(OutputNotWritable, match="a: the file is open"):
        atomic.replace_files(tmp_path, {"a": b"new", "b": b"new"})
    assert files_in(tmp_path) == {"a": b"old"}
    atomic.replace_files(tmp_path, {"a": b"new", "b": b"new"})
    assert files_in(tmp_path) == {"a": b"new", "b": b"new"}
