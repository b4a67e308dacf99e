"""The command line: its output streams, exit codes, and one clear line for every mistake of the operator."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from pmqa_xlsx import generate, load_form
from pmqa_xlsx.cli import console, main

FORM = load_form()


def plain_environment(**more: str) -> dict[str, str]:
    """The environment without the languages of whoever runs the tests."""
    kept = {name: value for name, value in os.environ.items() if name not in ("LC_ALL", "LC_MESSAGES", "LANGUAGE")}
    return {**kept, "LANG": "C.UTF-8", **more}


def of_the_program(stderr: str) -> str:
    """What a run wrote to standard error, without Arrow's line about a processor that it does not know."""
    return "".join(line for line in stderr.splitlines(keepends=True) if "cpu_info.cc" not in line)


def run(*words: str, cwd: Path, **environment: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of a command."""
    done = subprocess.run([sys.executable, "-X", "utf8", "-m", "pmqa_xlsx", *words], cwd=cwd, capture_output=True,
                          encoding="utf-8", stdin=subprocess.DEVNULL, env=plain_environment(**environment))
    return done.returncode, done.stdout, of_the_program(done.stderr)


@cache
def unfilled() -> bytes:
    """A workbook as it is sent out."""
    return generate(FORM, "50")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with an unfilled workbook, a text file named like a workbook, and a folder of other files."""
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "letter.xlsx").write_text("dear office", encoding="utf-8")
    (tmp_path / "inbox" / "50.xlsx").write_bytes(unfilled())
    (tmp_path / "occupied").mkdir()
    (tmp_path / "occupied" / "thesis.docx").write_bytes(b"mine")
    (tmp_path / "empty").mkdir()
    return tmp_path


#: Longer than any system's names of files may be.
LONG_NAME = "n" * 300
MISTAKES = [
    (["generate", "-o", "out", "--unit", "99"], "99"),
    (["generate", "-o", "out", "--unit", "38", "--year", "2553"], "38"),
    (["generate", "-o", "out", "--year", "2026"], "2026"),
    (["generate", "-o", "out", "-f", "no-such-form"], "no-such-form"),
    (["generate", "-o", "out", "--password", "รหัส"], "255"),
    (["generate", "-o", "out", "--blank", "--unit", "50"], "--blank"),
    (["generate", "-o", "occupied"], "occupied"),
    (["generate", "-o", "occupied/thesis.docx"], "thesis.docx"),
    (["generate", "-o", "out", "--seal-key", "none.key"], "none.key"),
    (["ingest", "inbox", "-o", "occupied"], "occupied"),
    (["ingest", "nowhere", "-o", "out"], "nowhere"),
    (["ingest", "empty", "-o", "out"], "empty"),
    (["ingest", "inbox", "-o", "out", "--as-of", "tomorrow"], "tomorrow"),
    (["ingest", "inbox", "-o", "out", "--jobs", "0"], "--jobs"),
    (["ingest", "inbox", "-o", "out", "--year", "2026"], "2026"),
    (["ingest", "inbox", "-o", "inbox/letter.xlsx"], "letter.xlsx"),
    (["check", "nowhere"], "nowhere"),
    *((words, LONG_NAME) for words in (
        ["ingest", "inbox", "-o", LONG_NAME], ["results", LONG_NAME], ["compare", LONG_NAME, "inbox", "-o", "c.xlsx"],
        ["form", "check", LONG_NAME], ["generate", "-o", LONG_NAME], ["demo", LONG_NAME])),
    (["explain", "answer-mising"], "answer-missing"),
    (["app", "inbox/letter.xlsx"], "letter.xlsx"),
    (["app", "inbox/letter.xlsx", "--shortcut"], "letter.xlsx"),
    (["letters", "round", "--sent", "1/2569", "--withdraw", "1/2569"], "1/2569"),
    (["form", "new", "inbox/letter.xlsx"], "letter.xlsx"), (["form", "new", "my form.txt"], "my form.txt"),
    (["form", "layout", "-f", "inbox/letter.xlsx"], "letter.xlsx"),
    (["ingest"], "PATH"),
    (["bake"], "bake"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("words", "says"), MISTAKES)
def test_operator_mistakes(folder: Path, words: list[str], says: str) -> None:
    """Each mistake gives one line that names the cause, exit code 2, and no partial output."""
    before = sorted(folder.rglob("*"))
    code, out, err = run(*words, cwd=folder)
    assert (code, out, len(err.splitlines()), says in err) == (2, "", 1, True), err
    assert [path for path in sorted(folder.rglob("*")) if path not in before and path.is_file()] == []


@pytest.mark.parametrize(("words", "says"), [case for case in MISTAKES if case[0] != ["bake"]])
def test_operator_mistakes_in_thai(
    folder: Path, words: list[str], says: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:
    """With ``--lang th`` the same line is in Thai; this runs in the tests' own process, which is quicker."""
    monkeypatch.chdir(folder)
    monkeypatch.setattr(sys, "argv", ["pmqa-xlsx", *words, "--lang", "th"])
    monkeypatch.setattr(console, "prepare_streams", lambda: None)
    monkeypatch.setattr(console, "_chosen", [])
    with pytest.raises(SystemExit, match="2"):
        main()
    out, err = capsys.readouterr()
    assert (out, len(err.splitlines()), says in err, err.startswith("ทำไม่ได้")) == ("", 1, True, True), err


@pytest.mark.slow
def test_a_file_that_is_no_workbook_is_rejected_and_the_others_go_on(folder: Path) -> None:
    """A text under a workbook's name is rejected with exit code 1, and so is a workbook nobody filled in."""
    code, out, _ = run("check", "inbox", "--json", cwd=folder)
    document = json.loads(out)
    assert code == 1
    assert [(Path(row["file"]).name, row["status"]) for row in document["returns"]] == [
        ("50.xlsx", "rejected"), ("letter.xlsx", "rejected")]
    assert [row["code"] for row in document["findings"]] == ["nothing-filled-in", "not-a-workbook"]


@pytest.mark.slow
@pytest.mark.parametrize("words", [
    "form layout", "form check pmqa-fl-province", "explain late", "generate -o out --unit 50",
    "ingest inbox -o results",
])
def test_json_is_alone_on_standard_output(folder: Path, words: str) -> None:
    """With --json, standard output is one document, and lines for people go to standard error."""
    _, out, _ = run(*words.split(), "--json", cwd=folder)
    assert json.loads(out)


def test_layout_of_the_shipped_form(folder: Path) -> None:
    """`form layout --json` lists every slot with the documented keys; sheet names are Thai without --lang en."""
    _, out, _ = run("form", "layout", "--json", cwd=folder)
    rows = json.loads(out)
    assert list(rows[0]) == ["sheet", "cell", "level", "category", "section", "criterion", "row", "field", "slot",
                             "type", "required"]
    assert rows[0] == {"sheet": "ข้อมูลทั่วไป", "cell": "B4", "level": "cover", "category": "", "section": "",
                       "criterion": "", "row": "", "field": "unit", "slot": 1, "type": "choice", "required": "yes"}
    assert {row["required"] for row in rows} == {"yes", "no", "when A=yes"}
    _, out, _ = run("form", "layout", "--json", "--lang", "en", cwd=folder)
    assert [{**row, "sheet": ""} for row in json.loads(out)] == [{**row, "sheet": ""} for row in rows]


def test_layout_of_an_english_form(folder: Path) -> None:
    """The sheets of a form whose workbooks are in English have the names that these workbooks have."""
    sample = Path(__file__).parent.parent / "samples" / "forms" / "inspection"
    _, out, _ = run("form", "layout", "-f", str(sample), "--json", cwd=folder)
    assert list(dict.fromkeys(row["sheet"] for row in json.loads(out))) == ["General", "Grounds", "Equipment"]


def test_language_of_messages(folder: Path) -> None:
    """Messages are in Thai under a Thai locale or with --lang th, else in English."""
    assert "not a date" in run("check", "inbox", "--as-of", "x", cwd=folder)[2]
    assert "ไม่ใช่วันที่" in run("check", "inbox", "--as-of", "x", cwd=folder, LC_ALL="th_TH.UTF-8")[2]
    assert "ไม่ใช่วันที่" in run("check", "inbox", "--as-of", "x", "--lang", "th", cwd=folder)[2]


def test_a_console_that_cannot_show_thai(folder: Path) -> None:
    """On a console with an old code page nothing fails: characters that it cannot show become question marks."""
    done = subprocess.run([sys.executable, "-m", "pmqa_xlsx", "check", "inbox", "--lang", "th"], cwd=folder,
                          capture_output=True, env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr


def test_light_start() -> None:
    """Printing help imports none of the heavy libraries."""
    heavy = {"pandas", "numpy", "openpyxl", "xlsxwriter", "pyarrow", "rich"}
    code = ("import sys; sys.argv = ['pmqa-xlsx', '--help']\nfrom pmqa_xlsx.cli import main\n"
            f"try: main()\nexcept SystemExit: print(sorted({heavy!r} & set(sys.modules)))")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.splitlines()[-1] == "[]"
