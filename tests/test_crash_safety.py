"""If a run stops while writing, each output is the old one or the new one, and an incomplete result is recognised."""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest
from pandas.testing import assert_frame_equal

import crafted_form
from csv_folder import write_csv_folder
from pmqa_xlsx.api import read_round
from pmqa_xlsx.arguments import ReadOptions
from pmqa_xlsx.consolidate.consolidation import Consolidation
from pmqa_xlsx.consolidate.frames import consolidate
from pmqa_xlsx.consolidate.output import Originals, output_lock
from pmqa_xlsx.errors import InputNotFound, OutputNotWritable
from pmqa_xlsx.rounds.round import Round
from pmqa_xlsx.system import atomic
from pmqa_xlsx.workers import guarded
from small_round import FORM, a_file, a_return

pytestmark = pytest.mark.slow

AS_OF = dt.datetime(2026, 12, 5, 12, tzinfo=dt.UTC)
LONG = bool(os.environ.get("PMQA_XLSX_LONG"))
KILLS = 50 if LONG else 8
#: The next run is tried after every n-th failing step.
MENDED = 1 if LONG else 4
#: Files of a result that may differ between runs or be left over from an interrupted one.
BESIDE = (".pmqa_xlsx.lock", atomic.PART_SUFFIX)


def a_round(name: str) -> Consolidation:
    """A round with one answer, this name."""
    return consolidate([a_return("a", f"name={name}; A1 have=yes"), a_file("c", "file-damaged")], (FORM,), year=None,
                       as_of=AS_OF)


def save(name: str, folder: Path) -> None:
    """Save that round with its reports and an original."""
    with output_lock(folder):
        with Originals(folder) as originals:
            originals.add(hashlib.sha256(name.encode()).hexdigest(), name.encode(), "xlsx")
        reports = [("report.html", lambda: name.encode()), ("consolidated.xlsx", lambda: name.encode())]
        a_round(name).save(folder, reports, originals.names)


def results(folder: Path) -> dict[str, bytes]:
    """Every file of a result with its content."""
    return {path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.rglob("*") if path.is_file() and not path.name.endswith(BESIDE)}


class FullDisk:
    """A disk on which the k-th write, fsync or rename of an output fails and leaves a partial file.

    :ivar failed: whether the k-th operation was reached.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch, k: int) -> None:
        self._left, self.failed = k, False
        opened, synced, renamed = Path.open, os.fsync, Path.replace

        def open_(path: Path, mode: str = "r", *more: object, **named: object) -> object:
            file = opened(path, mode, *more, **named)
            return _Writer(file, self) if "x" in mode and path.name.endswith(atomic.PART_SUFFIX) else file

        monkeypatch.setattr(Path, "open", open_)
        monkeypatch.setattr(os, "fsync", lambda descriptor: self.step() or synced(descriptor))
        monkeypatch.setattr(Path, "replace", lambda path, target: self.step() or renamed(path, target))

    def step(self) -> None:
        """Count one operation, or fail."""
        self._left -= 1
        if self._left == 0:
            self.failed = True
            raise OSError(28, "No space left on device")


class _Writer:
    """A file with a write that may stop halfway."""

    def __init__(self, file: BinaryIO, disk: FullDisk) -> None:
        self._file, self._disk = file, disk

    def __enter__(self) -> _Writer:
        return self

    def __exit__(self, *error: object) -> None:
        self._file.close()

    def write(self, data: bytes) -> int:
        self._file.write(data[:len(data) // 2])
        self._disk.step()
        return self._file.write(data[len(data) // 2:])

    def flush(self) -> None:
        self._file.flush()

    def fileno(self) -> int:
        return self._file.fileno()


def faults(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[int, pytest.MonkeyPatch]]:
    """1, 2, 3, … each with its own context."""
    for k in itertools.count(1):
        with monkeypatch.context() as context:
            yield k, context


def is_whole(folder: Path, *allowed: Consolidation) -> bool:
    """Whether a folder's result is marked complete; it must then equal one of these in every frame."""
    try:
        loaded = Consolidation.load(folder)
    except InputNotFound:
        return False
    same = [known for known in allowed if known.returns.equals(loaded.returns) and known.answers.equals(loaded.answers)]
    assert len(same) == 1
    for name, frame in same[0].frames.items():
        assert_frame_equal(loaded.frames[name], frame)
    return True


def test_any_failing_step_leaves_old_or_new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The k-th write, fsync or rename fails, for every k: no output is partial, and the next run repairs the result."""
    old, new, now = tmp_path / "old", tmp_path / "new", tmp_path / "now"
    save("ก่อน", old)
    save("หลัง", new)
    before, after = results(old), results(new)
    both = (a_round("ก่อน"), a_round("หลัง"))
    for k, context in faults(monkeypatch):
        shutil.copytree(old, now, dirs_exist_ok=True)
        disk = FullDisk(context, k)
        try:
            save("หลัง", now)
        except OutputNotWritable as error:
            assert "no space left on the disk" in error.en  # noqa: PT017  whether it is raised depends on k
        context.undo()
        found = results(now)
        assert {name for name, data in found.items() if data not in (before.get(name), after.get(name))} == set()
        assert not list(now.rglob(f"*{atomic.PART_SUFFIX}"))
        if not disk.failed:
            assert is_whole(now, *both)
            break
        is_whole(now, *both)
        if k % MENDED == 0:
            save("หลัง", now)
            assert after.items() <= results(now).items()
            assert results(now).keys() - after.keys() <= before.keys()  # the originals of the run before stay
        shutil.rmtree(now)
    assert k > 3 * len(after) - 3


def test_a_reader_that_crashes_or_hangs_affects_only_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file gets a row with a finding, and the others are read."""
    for unit, end in (("001", b""), ("002", b"die"), ("003", b""), ("004", b"hang"), ("005", b"")):
        (tmp_path / f"{unit}.xlsx").write_bytes(crafted_form.good(unit) + end)
    monkeypatch.setattr(guarded, "READER", "crafted_corpus:read_or_die")
    monkeypatch.setattr(guarded, "SECONDS_A_FILE", 2.0)
    result = read_round([tmp_path], ReadOptions(), forms=[crafted_form.FORM], as_of=AS_OF)
    assert result.returns["status"].tolist() == ["accepted", "rejected", "accepted", "rejected", "accepted"]
    assert result.findings[["code", "message_en"]].to_numpy().tolist() == [
        ["file-unreadable", "This file could not be read. The reason: the reader crashed on it."],
        ["file-unreadable", "This file could not be read. The reason: reading it takes too long."]]


@pytest.fixture
def inboxes(tmp_path: Path) -> tuple[Path, Path]:
    """Two inboxes with different returns, and beside them the form's definition."""
    write_csv_folder(crafted_form.FORM, tmp_path / "form")
    for inbox, slot in (("a", "A1 phone"), ("b", "A2 phone")):
        (tmp_path / inbox).mkdir()
        for unit in ("001", "002"):
            (tmp_path / inbox / f"{unit}.xlsx").write_bytes(crafted_form.typed(slot, None)(unit))
    return tmp_path / "a", tmp_path / "b"


def started(inbox: Path, folder: Path) -> subprocess.Popen[bytes]:
    """A process that ingests an inbox."""
    command = [sys.executable, "-X", "utf8", "-m", "pmqa_xlsx", "ingest", str(inbox), "-f", str(inbox.parent / "form"),
               "-o", str(folder), "--as-of", "2026-12-05", "--lang", "en"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def finished(inbox: Path, folder: Path) -> dict[str, bytes]:
    """The output of an undisturbed run."""
    run = started(inbox, folder)
    _, said = run.communicate(timeout=120)
    assert run.returncode == 0, said
    return results(folder)


def wait_for_change(run: subprocess.Popen[bytes], mark: Path) -> None:
    """Wait until a run has touched a file or folder, or has ended."""
    before = mark.stat().st_mtime_ns
    while run.poll() is None and mark.stat().st_mtime_ns == before:
        pass  # what follows takes a millisecond or two


def state(folder: Path) -> tuple[list[str], str]:
    """What a round comes to by its ledger: its returns and all answers."""
    result = Round(folder).results("2026-12-05")
    rows = result.returns[["sha256", "status"]].agg(" ".join, axis=1)
    return sorted(rows), result.answers[["unit_code", "field", "value", "sha256"]].to_csv()


def test_a_run_that_is_killed_leaves_before_or_after(tmp_path: Path, inboxes: tuple[Path, Path]) -> None:
    """Killed anywhere, a run leaves the round as before or as after; the next run brings it to the end."""
    first, second = inboxes
    finished(first, tmp_path / "before")
    finished(second, shutil.copytree(tmp_path / "before", tmp_path / "after"))
    before, after = state(tmp_path / "before"), state(tmp_path / "after")
    assert before != after
    chance = random.Random(2569)
    for number in range(KILLS):
        out = shutil.copytree(tmp_path / "before", tmp_path / f"killed {number}")
        run = started(second, out)
        if number % 3 == 0:
            time.sleep(chance.uniform(0, 2))
        else:  # the ledger is being written, or the results are
            wait_for_change(run, out / ("ledger.sqlite" if number % 3 == 1 else "frames/returns.parquet"))
            time.sleep(chance.uniform(0, 0.02))
        run.kill()
        run.communicate(timeout=60)
        assert state(out) in (before, after)
        if number % 4 == 0:
            finished(second, out)
            assert state(out) == after
            assert Consolidation.load(out).run >= 2
            assert not list(out.rglob(f"*{atomic.PART_SUFFIX}"))


def test_two_runs_at_once(tmp_path: Path, inboxes: tuple[Path, Path]) -> None:
    """Two runs on one round: the second waits, and both are in it, or it says so."""
    runs = [started(inbox, tmp_path / "out") for inbox in inboxes]
    said = [run.communicate(timeout=120)[1].decode("utf-8") for run in runs]
    codes = [run.returncode for run in runs]
    assert 0 in codes
    assert all(code == 0 or "another run is writing" in text for code, text in zip(codes, said, strict=True))
    assert len(Consolidation.load(tmp_path / "out").returns) == 2 * codes.count(0)
