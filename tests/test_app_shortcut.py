"""The icon: it opens the right folder, whatever the folder is called, and names nothing secret."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pmqa_xlsx.app.shortcut import command_file, desktop_file, make_shortcut
from pmqa_xlsx.errors import OptionNotValid

NAMES = ("plain", "with blank", "a&b", "100%", "%PATH%", "a^b", "(a)", "it's", "a!b", "รอบ 2569", "$HOME", "a`b",
         "a\\b")


def read_by_cmd(line: str) -> list[str]:
    """The arguments as Windows' command interpreter passes them on: ``%%`` in a file is ``%``, quotes hold together."""
    assert re.findall(r"(?<!%)%(?!%)", line.replace("%%", "")) == []
    return [part.strip('"') for part in re.findall(r'"[^"]*"|\S+', line.replace("%%", "%"))]


@pytest.mark.parametrize("name", NAMES)
def test_command_file(name: str) -> None:
    """On Windows the folder's name arrives as it is."""
    folder = f"C:\\ผู้ใช้\\{name}"
    python = "C:\\Program Files\\Python\\pythonw.exe"
    first, line, _ = command_file(python, folder).split("\r\n")
    assert first == "@chcp 65001 >nul"
    assert read_by_cmd(line) == ["@start", "", python, "-m", "pmqa_xlsx", "app", folder]


def test_command_file_refuses_a_double_quote() -> None:
    """A double quote, which no path of Windows has, is refused."""
    with pytest.raises(OptionNotValid, match="double quote"):
        command_file("python", 'C:\\a" & calc & "')


@pytest.mark.parametrize("name", [*NAMES, 'a"b'])
def test_desktop_file(name: str) -> None:
    """On Linux the folder's name arrives as it is, read as the Desktop Entry Specification says."""
    [line] = re.findall(r"^Exec=(.*)$", desktop_file("/usr/bin/python3", f"/home/{name}"), re.MULTILINE)
    value = line.replace("\\\\", "\\").replace("%%", "%")
    parts = re.findall(r'"((?:[^"\\]|\\.)*)"|(\S+)', value)
    found = [re.sub(r'\\(["`$\\])', r"\1", quoted) or plain for quoted, plain in parts]
    assert found == ["/usr/bin/python3", "-m", "pmqa_xlsx", "app", f"/home/{name}"]


@pytest.mark.parametrize("windows", [True, False])
def test_icon_is_made(tmp_path: Path, windows: bool) -> None:
    """The icon is a file named for the round, made anew each time, with no token in it."""
    paths = {make_shortcut(tmp_path / "รอบ2569", folder=tmp_path / "desk", windows=windows) for _ in range(2)}
    [path] = paths
    assert path.name == f"PMQA รอบ2569.{'cmd' if windows else 'desktop'}"
    text = path.read_text(encoding="utf-8")
    assert str(tmp_path / "รอบ2569") in text
    assert re.findall(r"token|[0-9a-f]{32}", text.replace(str(tmp_path), "")) == []
