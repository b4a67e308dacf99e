"""What the app writes is byte for byte what the commands write, given the same names, times and clock."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from app_server import NOW, App, running

RETURNS = Path(__file__).parent.parent / "samples" / "returns"
MOMENT = 1_764_000_000
pytestmark = pytest.mark.slow


def contents(folder: Path) -> Mapping[str, str]:
    """The SHA-256 of every file of a round by its path; the ledger and its lock are not compared as bytes."""
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.startswith((".", "ledger"))}


def command(*words: str | Path, folder: Path) -> None:
    """Run a command of the program."""
    done = subprocess.run([sys.executable, "-m", "pmqa_xlsx", *map(str, words)], cwd=folder, capture_output=True,
                          encoding="utf-8", env={**os.environ, "PMQA_XLSX_NOW": NOW, "PYTHONUTF8": "1"}, check=False)
    assert done.returncode in (0, 1), done.stderr


def by_the_commands(folder: Path, round_: Path, files: Mapping[str, bytes]) -> None:
    """Take the files in, decide, extend, note and keep a state, by commands."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        os.utime(path, (MOMENT, MOMENT))
    tops = list(dict.fromkeys(name.partition("/")[0] for name in files))
    command("ingest", *tops, "-o", round_, "--jobs", "1", folder=folder)
    command("decide", round_, "21_wrong-unit.xlsx", "is-unit", "21", "--reason", "โทรถาม", "--by", "สมหญิง",
            folder=folder)
    command("extend", round_, "13", "2026-12-07", "--reason", "หนังสือ", "--by", "สมหญิง", folder=folder)
    command("note", round_, "14", "โทรแล้ว", "--by", "สมหญิง", folder=folder)
    command("snapshot", round_, "รายงาน", folder=folder)


def by_the_app(app: App, files: Mapping[str, bytes]) -> None:
    """The same in the browser."""
    app.take_in(files)
    which = hashlib.sha256(next(data for name, data in files.items() if "21_" in name)).hexdigest()
    for path, fields in (
        ("/decide", {"which": which, "verdict": "is-unit 21", "reason": "โทรถาม", "by": "สมหญิง"}),
        ("/units/13/extend", {"due_date": "7/12/2569", "reason": "หนังสือ", "by": "สมหญิง"}),
        ("/units/14/note", {"text": "โทรแล้ว", "by": "สมหญิง"}), ("/results/keep", {"name": "รายงาน"}),
    ):
        assert app.follow(app.post(path, **fields)).status == 200


def test_same_bytes(tmp_path: Path) -> None:
    """A round in the browser, with a file and a folder dropped, equals the one by commands in every file."""
    files = {path.name if place else f"ส่งคืน/{path.name}": path.read_bytes()
             for place, path in enumerate(sorted(RETURNS.iterdir()))}
    with running(tmp_path / "app", tmp_path / "profile") as app:
        by_the_app(app, files)
    (tmp_path / "inbox").mkdir()
    by_the_commands(tmp_path / "inbox", tmp_path / "commands", files)
    ours, theirs = contents(tmp_path / "app"), contents(tmp_path / "commands")
    assert {name for name in ours | theirs if ours.get(name) != theirs.get(name)} == set()


def test_same_workbooks(tmp_path: Path) -> None:
    """Workbooks made in the browser equal those of `generate`."""
    with running(tmp_path / "app", tmp_path / "profile") as app:
        assert app.follow(app.post("/form/generate", which="one", unit="50")).status == 200
    command("generate", "-o", tmp_path / "commands" / "outgoing", "--unit", "50", folder=tmp_path)
    assert contents(tmp_path / "app") == contents(tmp_path / "commands")
