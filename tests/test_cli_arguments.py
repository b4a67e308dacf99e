"""What is typed is taken as typed, and where nobody takes what is printed: one line and exit code 2."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from pmqa_xlsx.cli import commands, console, main
from pmqa_xlsx.cli.options import matching_paths
from test_cli import run


@pytest.mark.parametrize(("typed", "found"), [
    ("*.xlsx", ["a b.xlsx", "a1.xlsx", "a[1].xlsx", "ส่งคืน [2].xlsx"]),
    ("a?.xlsx", ["a1.xlsx"]),
    ("a[1].xlsx", ["a[1].xlsx"]),
    ("a[1]*", ["a[1].xlsx"]),
    ("ส่งคืน [2].xlsx", ["ส่งคืน [2].xlsx"]),
    ("b/*/c.xlsx", ["b/1/c.xlsx"]),
    ("**/c.xlsx", ["**/c.xlsx"]),
    ("$HOME", ["$HOME"]),
    ("~", ["~"]),
    ("none*", ["none*"]),
])
def test_patterns(typed: str, found: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """``*`` and ``?`` stand for what there is, square brackets for themselves; a pattern without a match stays."""
    for name in ("a1.xlsx", "a[1].xlsx", "a b.xlsx", "ส่งคืน [2].xlsx", "b/1/c.xlsx"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    monkeypatch.chdir(tmp_path)
    assert [path.as_posix() for path in matching_paths(Path(typed))] == found


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no file of such a name")
def test_a_file_of_that_very_name_comes_first(tmp_path: Path) -> None:
    """A name with ``*`` in it means that file, if it is there."""
    for name in ("c*.xlsx", "cc.xlsx"):
        (tmp_path / name).write_bytes(b"")
    assert matching_paths(tmp_path / "c*.xlsx") == [tmp_path / "c*.xlsx"]


@pytest.mark.parametrize(("words", "said"), [
    (["ingest", ".", "-o", "r", "--as-of", "x"], "--as-of x: not a date"),
    (["ingest", ".", "-o", "r", "--received", "1/2/2026"], "--received 1/2/2026: not a date"),
    (["results", "r", "-o", "s", "--as-of", "x"], "--as-of x: not a date"),
    (["history", "r", "--run", "x"], "--run x: not a date"),
    (["forget", "r", "--before", "x"], "--before x: not a date"),
    (["letters", "r", "--sent", "1", "--on", "x"], "--on x: not a date"),
    (["extend", "r", "50", "x", "--reason", "r", "--by", "w"], "DATE x: not a date"),
])
def test_dates_are_called_by_their_option(words, said, tmp_path) -> None:
    """What is no date is reported by the option as it was typed."""
    code, _, err = run(*words, "--lang", "en", cwd=tmp_path)
    assert (code, said in err) == (2, True)


@pytest.mark.slow
def test_options_are_taken_as_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No variable, pattern or home folder is looked for in a password or any other option."""
    seen: list[dict[str, object]] = []
    monkeypatch.setattr(commands, "main", lambda **named: seen.append(named))
    monkeypatch.setattr(console, "prepare_streams", lambda: None)
    with pytest.raises(SystemExit, match="0"):
        main()
    assert seen == [{"standalone_mode": False, "windows_expand_args": False}]
    code, _, _ = run("generate", "-o", "out", "--unit", "50", "--password", "$HOME~*[a]", cwd=tmp_path)
    assert code == 0
    assert '"password": "$HOME~*[a]"' in (tmp_path / "out" / "manifest.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("words", [
    ["check", ""], ["ingest", "a", "", "-o", "out"], ["ingest", ".", "-o", ""], ["ingest", ".", "-o", "out", "-f", ""],
    ["generate", "-o", ""], ["generate", "-o", "out", "-f", ""], ["generate", "-o", "out", "--seal-key", ""],
    ["form", "new", ""], ["form", "new", "a.xlsx", "--from", ""], ["form", "check", ""], ["form", "layout", "-f", ""],
    ["compare", "", ".", "-o", "c.xlsx"], ["compare", ".", ".", "-o", ""], ["feedback", "", "-o", "out"],
    ["feedback", ".", "-o", ""], ["demo", ""], ["results", ""], ["results", ".", "-o", ""], ["history", ""],
    ["snapshot", "", "a"], ["check", ".", "--round", ""], ["decide", ".", "--from", ""],
    ["extend", "", "50", "2026-12-01", "--reason", "a", "--by", "b"],
])
def test_an_empty_path_is_not_the_current_folder(words: list[str], tmp_path: Path) -> None:
    """A path without a character, as a script with an unset variable gives it, is refused before any work."""
    code, out, err = run(*words, "--lang", "en", cwd=tmp_path)
    assert (code, out, len(err.splitlines()), "empty" in err) == (2, "", 1, True), err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", [
    ["explain", "nothing"], ["results", "nowhere"], ["ingest"], ["explain", "late", "-x"],
])
def test_what_cannot_be_done_is_a_document_too(words: list[str], tmp_path: Path) -> None:
    """With ``--json`` standard output always holds one document; the line for people is on standard error."""
    code, out, err = run(*words, "--json", "--lang", "en", cwd=tmp_path)
    assert (code, len(err.splitlines())) == (2, 1)
    assert f"Error: {json.loads(out)['error']}" == err.strip()


COMMANDS = [["explain", "late"], ["--help"], ["form", "layout", "--json"], ["explain", "late", "--json"], ["--version"]]


@pytest.mark.parametrize(("words", "message"), [
    (["ingest"], "ไม่ได้ระบุ PATH..."),
    (["ingest", "x"], "ไม่ได้ระบุ -o"),
    (["ingest", "x", "-o"], "ใช้ตัวเลือก -o ไม่ถูกต้อง หรือขาดค่าของตัวเลือกนี้"),
    (["ingest", "x", "-o", "y", "--jobs", "0"], "ค่าของ --jobs ใช้ไม่ได้ ต้องเป็นจำนวนเต็ม ตั้งแต่ 1 ถึง 64"),
    (["ingest", "--outpt", "y"], "ไม่มีตัวเลือก --outpt หมายถึง --output หรือไม่"),
    (["explain", "late", "late"], "ระบุค่าเกินกว่าที่คำสั่งนี้รับได้"),
    (["nothing"], "ไม่มีคำสั่งนี้ คำสั่งที่มีคือ app, check,"),
])
def test_wrong_usage_in_thai(
    words: list[str], message: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:
    """What is wrong with options and arguments is one line without a word of English."""
    monkeypatch.setattr(sys, "argv", ["pmqa-xlsx", words[0], "--lang", "th", *words[1:]])
    monkeypatch.setattr(console, "prepare_streams", lambda: None)  # pytest's own have no file number
    with pytest.raises(SystemExit) as ended:
        main()
    (line,) = capsys.readouterr().err.splitlines()
    assert (ended.value.code, line.startswith(f"ทำไม่ได้: {message}")) == (2, True), line


@pytest.mark.skipif(sys.platform == "win32" or not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("words", COMMANDS)
def test_a_full_disk(words: list[str], tmp_path: Path) -> None:
    """What is printed to a full disk is reported in one line."""
    with Path("/dev/full").open("wb") as full:
        _ends_in_one_line(words, full, tmp_path)


@pytest.mark.parametrize("words", COMMANDS)
def test_a_closed_pipe(words: list[str], tmp_path: Path) -> None:
    """What nobody reads any more is reported in one line."""
    with subprocess.Popen([sys.executable, "-c", "pass"], stdin=subprocess.PIPE) as reader:
        reader.wait()
        assert reader.stdin is not None
        _ends_in_one_line(words, reader.stdin, tmp_path)


def _ends_in_one_line(words: list[str], target: object, cwd: Path) -> None:
    done = subprocess.run([sys.executable, "-X", "utf8", "-m", "pmqa_xlsx", *words], cwd=cwd, stdout=target,
                          stderr=subprocess.PIPE, encoding="utf-8", stdin=subprocess.DEVNULL)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1), done.stderr
    assert "could not be printed" in done.stderr or "พิมพ์ผลไม่ได้" in done.stderr


@pytest.mark.parametrize(("encoding", "printed"), [
    ("cp874", "ก -> x “ข” – >= e ?"),
    ("utf-8", "ก → × “ข” – ≥ é 日"),
])
def test_symbols_that_a_code_page_lacks(encoding: str, printed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Piped on an old Windows, an arrow is ``->``; what has no plain form is a question mark."""
    stream = io.TextIOWrapper(io.BytesIO(), encoding)
    monkeypatch.setattr(sys, "stdout", stream)
    monkeypatch.setattr(sys, "stderr", None)
    monkeypatch.setattr(stream, "isatty", lambda: True, raising=False)
    console.prepare_streams()
    console.say("ก → × “ข” – ≥ é 日")
    stream.flush()
    assert stream.buffer.getvalue().decode(encoding).rstrip() == printed
