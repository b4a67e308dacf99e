"""The icon: it opens the right folder, whatever the folder is called, and names nothing secret."""

from __future__ import annotations

import os
import re
import struct
import sys
from pathlib import Path

import pytest

from pmqa_xlsx.app.shortcut import desktop_file, make_shortcut, shortcut_arguments

NAMES = ("plain", "with blank", "a&b", "100%", "%PATH%", "%PATH%%PATH%", "a %b% c\\", "a^b", "(a)", "it's", "a!b",
         "รอบ 2569", "$HOME", "a`b", "a\\b")
on_windows = pytest.mark.skipif(sys.platform != "win32", reason="only Windows' own shell writes its shortcuts")


def expanded(text: str) -> str:
    """A shortcut's arguments as Windows' shell passes them on: ``%NAME%`` is a variable's value if there is one."""
    return re.sub("%([^%]+)%", lambda found: os.environ.get(found[1], found[0]), text)


def arguments_of(line: str) -> list[str]:
    """A command line as a program on Windows reads it: a backslash counts only before a double quote."""
    arguments, quoted = [""], False
    for slashes, char in re.findall(r"(\\*)(.?)", line):
        if char == '"':
            arguments[-1] += "\\" * (len(slashes) // 2)
            if len(slashes) % 2:
                arguments[-1] += char
            else:
                quoted = not quoted
        elif char == " " and not quoted:
            arguments[-1] += slashes
            arguments.append("")
        else:
            arguments[-1] += slashes + char
    return arguments


def fields_of_shortcut(data: bytes) -> dict[str, str]:
    """The texts of a ``.lnk`` file, field by field ([MS-SHLLINK] 2.1 to 2.4), and the path that it leads to."""
    size, shell_link, flags = struct.unpack_from("<L16sL", data)
    assert (size, shell_link.hex()) == (76, "0114020000000000c000000000000046")
    has = [bool(flags >> bit & 1) for bit in range(8)]
    position = 76 + (2 + struct.unpack_from("<H", data, 76)[0] if has[0] else 0)
    assert [has[1], has[7]] == [True, True], "where the program is, and texts in UTF-16"
    length, header, _, _, base = struct.unpack_from("<5L", data, position)
    base, code = (struct.unpack_from("<L", data, position + 28)[0], "utf-16-le") if header >= 36 else (base, "mbcs")
    end = b"\0\0\0" if code == "utf-16-le" else b"\0"
    fields = {"target": (data[position + base:position + length].split(end)[0] + end[1:2]).decode(code)}
    position += length
    for bit, name in enumerate(("name", "relative path", "working folder", "arguments", "icon"), 2):
        if has[bit]:
            [count] = struct.unpack_from("<H", data, position)
            fields[name] = data[position + 2:position + 2 + 2 * count].decode("utf-16-le").rstrip("\0")
            position += 2 + 2 * count
    return fields


@pytest.mark.parametrize("name", NAMES)
def test_arguments_on_windows(name: str) -> None:
    """On Windows the folder's name arrives as it is: the shell sees no variable in it, the program one argument."""
    folder = f"C:\\ผู้ใช้\\{name}"
    line = shortcut_arguments(folder)
    assert expanded(line) == line
    assert arguments_of(line) == ["-m", "pmqa_xlsx", "app", folder]


@on_windows
@pytest.mark.parametrize("name", ["รอบ 2569", "a & b", "%PATH%^"])
def test_shortcut_on_windows(tmp_path: Path, name: str) -> None:
    """The icon is a shortcut that Windows wrote: this Python, the folder's name, and nothing else."""
    path = make_shortcut(tmp_path / name, folder=tmp_path / "หน้าจอ")
    assert path.name == f"PMQA {name}.lnk"
    fields = fields_of_shortcut(path.read_bytes())
    assert fields.keys() <= {"target", "arguments", "relative path"}
    assert Path(fields["target"]).parent == Path(sys.executable).parent
    assert arguments_of(fields["arguments"]) == ["-m", "pmqa_xlsx", "app", str(tmp_path / name)]


@pytest.mark.parametrize("name", [*NAMES, 'a"b'])
def test_desktop_file(name: str) -> None:
    """On Linux the folder's name arrives as it is, read as the Desktop Entry Specification says."""
    [line] = re.findall(r"^Exec=(.*)$", desktop_file("/usr/bin/python3", f"/home/{name}"), re.MULTILINE)
    value = line.replace("\\\\", "\\").replace("%%", "%")
    parts = re.findall(r'"((?:[^"\\]|\\.)*)"|(\S+)', value)
    found = [re.sub(r'\\(["`$\\])', r"\1", quoted) or plain for quoted, plain in parts]
    assert found == ["/usr/bin/python3", "-m", "pmqa_xlsx", "app", f"/home/{name}"]


def test_icon_is_made(tmp_path: Path) -> None:
    """The icon is a file named for the round, made anew each time, with no token in it."""
    paths = {make_shortcut(tmp_path / "รอบ2569", folder=tmp_path / "desk") for _ in range(2)}
    [path] = paths
    assert path.name == f"PMQA รอบ2569.{'lnk' if sys.platform == 'win32' else 'desktop'}"
    data = path.read_bytes().replace(b"\0", b"")
    assert b"pmqa_xlsx app" in data
    assert re.findall(b"token|[0-9a-f]{32}", data.replace(str(tmp_path).encode(), b"")) == []
