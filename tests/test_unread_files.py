"""Returns that the office's own computer does not let be read: the operator's matter, never the province's."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

import crafted_form
from csv_folder import write_csv_folder
from pmqa_xlsx import Round, ingest
from pmqa_xlsx.catalogue.reasons import HELD, NOT_OPENED, VANISHED
from pmqa_xlsx.cli import commands
from pmqa_xlsx.errors import InputNotFound
from pmqa_xlsx.intake import stage
from pmqa_xlsx.intake.folder import system_path
from pmqa_xlsx.intake.sources import read_file
from pmqa_xlsx.intake.stage import receive
from share_modes import really_held

pytestmark = pytest.mark.slow

windows_only = pytest.mark.skipif(sys.platform != "win32", reason="only Windows has such names and share modes")


@pytest.fixture
def inbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the returns of two units."""
    monkeypatch.setattr(stage, "_PATIENCE", 0.1)
    (tmp_path / "inbox").mkdir()
    for unit in ("001", "002"):
        (tmp_path / "inbox" / f"{unit}.xlsx").write_bytes(crafted_form.good(unit))
    write_csv_folder(crafted_form.FORM, tmp_path / "form")
    return tmp_path / "inbox"


def deny(monkeypatch: pytest.MonkeyPatch, name: str, error: Callable[[], OSError], times: int = 10**6) -> list[str]:
    """Let files whose name begins so be opened only after so many attempts; returns the attempts."""
    opened, attempts = Path.open, list[str]()

    def open_(path: Path, mode: str = "r", *more: object, **named: object) -> object:
        if path.name.startswith(name) and path.suffix == ".xlsx":
            attempts.append(path.name)
            if len(attempts) <= times:
                raise error()
        return opened(path, mode, *more, **named)

    monkeypatch.setattr(Path, "open", open_)
    return attempts


def run(*words: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of a command in this process."""
    done = CliRunner().invoke(commands, [*words, "--lang", "en"], catch_exceptions=False)
    return done.exit_code, done.stdout, done.stderr


def test_held_for_a_moment(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that a scanner or a cloud client keeps to itself for a moment is tried again."""
    monkeypatch.setattr(stage, "_PATIENCE", 60)
    attempts = deny(monkeypatch, "001", lambda: PermissionError(13, "in use"), times=3)
    intake = receive([inbox])
    assert [one.file.rpartition("/")[2] for one in intake] == ["001.xlsx", "002.xlsx"]
    assert (intake.unread, len(attempts)) == ([], 4)


@pytest.mark.parametrize(("error", "reason"), [
    (PermissionError(13, "in use"), HELD), (FileNotFoundError(2, "gone"), VANISHED), (OSError(22, "name"), NOT_OPENED),
    (OSError(5, "disk"), NOT_OPENED),
])
def test_no_row_and_no_finding(inbox: Path, error: OSError, reason: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file has no row, and a line says what it is and what to do."""
    deny(monkeypatch, "001", lambda: error)
    result = ingest(inbox, forms=[crafted_form.FORM])
    assert [file.rpartition("/")[2] for file in result.returns["file"]] == ["002.xlsx"]
    assert "file-unreadable" not in set(result.findings["code"])
    [line] = result.unread
    assert f"{inbox.as_posix()}/001.xlsx: not read: {reason.en}" == line.en
    assert f"{inbox.as_posix()}/001.xlsx: ยังไม่ได้อ่าน {reason.th}" == line.th


def test_a_folder_that_may_not_be_listed(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What lies in it is unknown: the folder is named."""
    (inbox / "ลับ").mkdir()
    listed = Path.iterdir

    def iterdir(path: Path) -> object:
        if path.name == "ลับ":
            raise PermissionError(13, "denied")
        return listed(path)

    monkeypatch.setattr(Path, "iterdir", iterdir)
    intake = receive([inbox])
    assert len(list(intake)) == 2
    assert [(one.label.rpartition("/")[2], one.reason) for one in intake.unread] == [("ลับ", HELD)]
    with pytest.raises(InputNotFound, match="ลับ: not read"):
        ingest(inbox / "ลับ", forms=[crafted_form.FORM])


@pytest.mark.parametrize("command", ["check", "ingest"])
def test_exit_codes(inbox: Path, command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """1 and a line each where others were read, 2 where none was; with the files closed the same command is whole."""
    words = [command, str(inbox), "-f", str(inbox.parent / "form")]
    words += ["-o", str(inbox.parent / "out")] if command == "ingest" else []
    clean, _, _ = run(*words)
    with monkeypatch.context() as context:
        deny(context, "001", lambda: PermissionError(13, "in use"))
        code, _, err = run(*words)
    lines = [line for line in err.splitlines() if "not read" in line]
    assert (code, len(lines), "001.xlsx" in lines[0], "close it there" in lines[0]) == (1, 1, True, True)
    with monkeypatch.context() as context:
        deny(context, "00", lambda: PermissionError(13, "in use"))
        with pytest.raises(InputNotFound, match=r"001.xlsx: not read: .*002.xlsx: not read"):
            run(*words)
    assert run(*words)[0] == clean


def test_a_folder_full_of_held_files_does_not_take_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the first of them are waited for."""
    for number in range(stage._WAITED_FOR + 20):
        (tmp_path / f"{number:03}.xlsx").write_bytes(b"x")
    attempts = deny(monkeypatch, "", lambda: PermissionError(13, "in use"))
    monkeypatch.setattr(stage, "_PATIENCE", 0.01)
    intake = receive([tmp_path])
    assert (list(intake), len(intake.unread)) == ([], stage._WAITED_FOR + 20)
    assert all(attempts.count(f"{number:03}.xlsx") == 1 for number in range(stage._WAITED_FOR, stage._WAITED_FOR + 20))


@windows_only
@pytest.mark.parametrize("name", ["COM1.xlsx", "aux.xlsx", "50.xlsx.", "50.xlsx ", " 50.xlsx", "k" * 120 + ".xlsx"])
def test_names_that_windows_itself_would_change(name: str, inbox: Path) -> None:
    """Files that came from another system are read under the very name that they have, and no other file for them."""
    folder = inbox / ("n" * 100) / ("m" * 100)
    system_path(folder).mkdir(parents=True)
    (system_path(folder) / name).write_bytes(crafted_form.good("003"))
    intake = receive([inbox])
    assert [one.file.removeprefix(inbox.as_posix() + "/").rpartition("/")[2] for one in intake] == [
        "001.xlsx", "002.xlsx", name]
    assert intake.unread == []
    assert [one.file.rpartition("/")[2] for one in receive([folder / name])] == [name]


@windows_only
@pytest.mark.parametrize(("share", "readable"), [("", False), ("w", False), ("r", True), ("rw", True)])
def test_share_modes_of_windows(share: str, readable: bool, inbox: Path) -> None:
    """A file that is open in Excel can be read; one that a program keeps to itself cannot."""
    with really_held(inbox / "001.xlsx", share):
        intake = receive([inbox])
        assert len(list(intake)) == 1 + readable
    assert [one.reason for one in intake.unread] == ([] if readable else [HELD])


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="everything may be read here")
def test_a_file_without_permission(inbox: Path) -> None:
    """Permissions of the file system, where they hold."""
    (inbox / "001.xlsx").chmod(0)
    intake = receive([inbox])
    assert (len(list(intake)), [one.reason for one in intake.unread]) == (1, [HELD])


def test_a_path_stays_as_it_is_elsewhere(tmp_path: Path) -> None:
    """Only Windows needs another form of a path; what it opens is the same file."""
    (tmp_path / "a").write_bytes(b"x")
    assert read_file(system_path(tmp_path / "a"))[0] == b"x"
    assert (system_path(tmp_path / "a") == tmp_path / "a") == (sys.platform != "win32")


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_a_file_of_the_same_name_elsewhere(inbox: Path) -> None:
    """A file that can be read takes the place of what could not be read at its own path only."""
    first, second = inbox.parent / "a" / "reply.xlsx", inbox.parent / "b" / "reply.xlsx"
    first.parent.mkdir()
    second.parent.mkdir()
    first.symlink_to(inbox.parent / "nowhere")
    (round_ := Round(inbox.parent / "round")).ingest([inbox, first.parent], forms=crafted_form.FORM)
    second.write_bytes(crafted_form.good("004"))

    def statuses(*paths: Path) -> list[tuple[str, str]]:
        returns = round_.ingest(paths).returns
        return sorted((file, status) for file, status in zip(returns["file"], returns["status"], strict=True)
                      if file.endswith("reply.xlsx"))

    assert statuses(second.parent) == [(first.as_posix(), "rejected"), (second.as_posix(), "accepted")]
    first.unlink()
    first.write_bytes(crafted_form.good("003"))
    assert "rejected" not in {status for _, status in statuses(first.parent)}
