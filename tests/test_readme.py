"""The README shows the program's real output, its examples run, and what it names is there."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import click
import pytest
from click.testing import CliRunner

import pmqa_xlsx
from judges import dask
from pmqa_xlsx.cli import commands
from pmqa_xlsx.system import clock
from pmqa_xlsx.workers.idle import IDLE
from readme_blocks import README, with_fresh_blocks

TEXT = README.read_text(encoding="utf-8")
ROOT = README.parent
#: The commands that end with 0 whatever is wrong with returns; the others say that some of the samples have errors.
ONLY_LOOK = r"form|generate|history|snapshot|compare|feedback|letters \w+$"


@pytest.mark.slow
def test_generated_blocks_are_fresh(tmp_path: Path) -> None:
    """Every generated block is its command's output today (`python tests/readme_blocks.py` updates them)."""
    assert with_fresh_blocks(TEXT, tmp_path) == TEXT


def test_pictures_and_links_exist() -> None:
    """Every picture and every relative link of the README refers to a file of the project."""
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", TEXT)
    assert [target for target in targets if not (ROOT / target).exists()] == []


def headings() -> list[tuple[int, str]]:
    """Each heading with its level, in order; lines of code are none."""
    text = re.sub(r"^```.*?^```", "", TEXT, flags=re.DOTALL | re.MULTILINE)
    return [(len(marks), title) for marks, title in re.findall(r"^(#+) (.+)$", text, re.MULTILINE)]


def anchor(title: str) -> str:
    """The name by which GitHub links to a heading: letters with their marks, digits, `_`, and `-` also for blanks."""
    kept = (letter for letter in title.lower()
            if letter in "-_ " or unicodedata.category(letter)[0] in "LM" or letter.isdecimal())
    return "".join(kept).replace(" ", "-")


def test_links_lead_to_headings() -> None:
    """Each link within the page leads to a heading, and no two headings have the same address."""
    anchors = [anchor(title) for _, title in headings()]
    assert sorted({name for name in anchors if anchors.count(name) > 1}) == []
    links = re.findall(r"\]\(#([^)]+)\)", TEXT)
    assert [link for link in links if link not in anchors] == []


def test_contents_name_each_part() -> None:
    """The table of contents has a link to each part of the page, in order, before the first of them."""
    parts = [anchor(title) for level, title in headings() if level == 2]
    before = TEXT.partition("\n## ")[0]
    links = re.findall(r"\]\(#([^)]+)\)", before)
    assert [link for link in links if link in parts] == parts


def section(heading: str) -> str:
    """The text below a heading, to the next one of its level."""
    level = heading.partition(" ")[0]
    return TEXT.split(f"\n{heading}\n")[1].split(f"\n{level} ")[0]


def code(language: str, text: str) -> list[str]:
    """The blocks of code in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


class Tried(NamedTuple):
    """What came of typing each line of the round's steps, in order.

    :ivar folder: where they were typed; ``codes`` are the commands, without the program's name, with their exit codes.
    """

    folder: Path
    codes: list[tuple[str, int]]


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> Tried:
    """Type the lines of the round's steps in a folder in which ``samples/returns`` is at hand."""
    folder, codes, steps = tmp_path_factory.mktemp("readme"), [], section("## A round, step by step")
    [decisions] = code("csv", steps)
    (folder / "decisions.csv").write_text(decisions, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for line in "".join(code("sh", steps)).splitlines():
            match shlex.split(line, comments=True):
                case ["cp", "-r", source, target]:
                    shutil.copytree(ROOT / source, target)
                case ["export", setting]:
                    patch.setenv(*setting.split("=", 1))
                case ["pmqa-xlsx", *words]:
                    done = CliRunner().invoke(commands, [*words, "--lang", "en"], catch_exceptions=False)
                    codes.append((" ".join(words), done.exit_code))
                case other:
                    pytest.fail(f"no such command: {other}")
    IDLE.close()
    return Tried(folder, codes)


@pytest.mark.slow
def test_exit_codes(tried: Tried) -> None:
    """Each command of the round's steps ends with the exit code that the README states for it."""
    assert tried.codes == [(words, 0 if re.match(ONLY_LOOK, words) else 1) for words, _ in tried.codes]


@pytest.mark.slow
def test_files_of_the_round(tried: Tried) -> None:
    """What a round's folder holds by the README is in it, but for the log of unforeseen errors, and nothing else is."""
    table = re.findall(r"^\| (`.*?) \|", section("### What a round's folder holds"), re.MULTILINE)
    named = {name.rstrip("/") for cell in table for name in re.findall(r"`([^`]+)`", cell)} - {"results/", "results"}
    results = tried.folder / "results"
    assert [name for name in sorted(named) if not [*results.glob(name)]] == ["errors.log"]
    tops = {name.partition("/")[0] for name in named}
    assert [path.name for path in results.iterdir() if path.name not in tops] == [".pmqa_xlsx.lock"]
    assert (results / "letters" / "letters.csv").exists()
    assert (results / "letters" / "chat.txt").exists()
    assert {path.stem for path in results.glob("frames/*.csv")} == set(re.findall("#### frame (.+)", TEXT))


@pytest.mark.slow
def test_python_examples(tried: Tried, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first Python example runs beside the round, and the executor for Ray reads with what Ray gives it."""
    monkeypatch.chdir(tried.folder)
    monkeypatch.setenv(clock.VARIABLE, "2026-11-23")
    example, _, for_ray = code("python", section("### Python"))
    exec(compile(example, "README.md", "exec"), {})
    assert (tried.folder / "figures" / "consolidated.xlsx").exists()

    names: dict[str, type[Executor]] = {}
    with ThreadPoolExecutor() as pool:
        monkeypatch.setitem(sys.modules, "ray", threads_like_ray(pool))
        exec(compile(for_ray, "README.md", "exec"), names)
        result = pmqa_xlsx.ingest("inbox", executor=names["RayExecutor"]())
    IDLE.close()
    assert len(result.returns) == 13


def threads_like_ray(pool: Executor) -> Any:
    """A module that does in threads what the README's executor asks of Ray."""
    def remote(function: Callable[..., Any]) -> Any:
        return SimpleNamespace(remote=lambda *given: SimpleNamespace(future=lambda: pool.submit(function, *given)))

    return SimpleNamespace(remote=remote)


@pytest.mark.slow
def test_dask_example(tried: Tried) -> None:
    """The example for Dask runs as a script of its own and keeps what it read."""
    dask()
    folder = tried.folder
    (folder / "by_dask.py").write_text(code("python", section("### Python"))[1], encoding="utf-8")
    done = subprocess.run([sys.executable, "by_dask.py"], cwd=folder, capture_output=True, encoding="utf-8",
                          env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert done.returncode == 0, done.stderr
    assert (folder / "read-by-dask" / "summary.json").exists()


def named_commands() -> list[str]:
    """Every command line in the text and in its blocks of code, without the program's name, but for what is gone."""
    text = TEXT.partition("\n## Changes\n")[0]
    lines = [line for block in code("(?:sh|bat)", text) for line in block.splitlines()]
    inline = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE))
    found = (re.sub(r"^.*pmqa-xlsx ", "", line) for line in [*lines, *inline])
    return [line for line in found if line.split(" ")[0] in commands.commands]


def test_commands_and_options_exist() -> None:
    """Each option that is named with a command, also within a sentence, is one of that command."""
    wrong = []
    for line in named_commands():
        words = shlex.split(line, comments=True)
        command: click.Command = commands.commands[words[0]]
        if isinstance(command, click.Group) and len(words) > 1:
            command = command.commands[words[1]]
        known = {"-h", "--help", *(name for parameter in command.params for name in parameter.opts)}
        wrong += [f"{line}: {word}" for word in words if re.match("--?[a-z]", word) and word not in known]
    assert wrong == []


def test_named_files_exist() -> None:
    """Each file and folder of the project that the engineers' part names is there."""
    names = re.findall(r"`([\w./]+/|[\w./]*\w\.(?:py|csv|ci))`", section("## How it is built"))
    places = (ROOT, ROOT / "pmqa_xlsx", ROOT / "pmqa_xlsx" / "consolidate")
    assert len(names) > 30
    assert [name for name in names if not any((place / name).exists() for place in places)] == ["words.csv"]
