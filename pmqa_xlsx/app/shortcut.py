"""An icon that opens a round without a terminal: a shortcut on Windows' desktop, a .desktop file elsewhere.

It names the program and the round's folder, and nothing secret: the app that it starts makes its own keys.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from pmqa_xlsx.app.profile import Profile
from pmqa_xlsx.errors import OptionNotValid
from pmqa_xlsx.system.atomic import not_writable, write_bytes

#: Name of the icon, in letters that every system's file names take.
_NAME = "PMQA"


def make_shortcut(directory: Path | None = None, *, folder: Path | None = None) -> Path:
    """Put an icon where people find it; an earlier one for the same folder is replaced.

    :param directory: the round's folder; ``None`` for the one opened last.
    :param folder: where to put it; default: the desktop on Windows, else the applications menu.
    :returns: the file.
    :raises OptionNotValid: the folder's path has a character that such a file cannot hold.
    :raises OutputNotWritable: it cannot be written, or the round's folder is a file.
    """
    directory = Profile().round_folder(directory)
    name = f"{_NAME} {directory.name}".strip()
    if sys.platform == "win32":
        from pmqa_xlsx.system.windows_shell import desktop, write_shortcut

        with not_writable(path := (folder or desktop()) / f"{name}.lnk"):
            path.parent.mkdir(parents=True, exist_ok=True)
            write_shortcut(path, _python(), shortcut_arguments(str(directory)))
        return path
    text = desktop_file(sys.executable, directory)
    with not_writable(path := (folder or _menu()) / f"{name}.desktop"):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(path, text.encode())
        path.chmod(0o700)
    return path


def shortcut_arguments(directory: str) -> str:
    """What follows the program's name in a shortcut of Windows.

    Windows replaces ``%NAME%`` there by the variable of that name. Each part between two ``%`` is quoted by itself: no
    variable has a name with double quotes, and the program reads the parts as one argument. A backslash before a double
    quote is doubled, as programs read it; a path of Windows holds no double quote.
    """
    parts = (part + "\\" * (len(part) - len(part.rstrip("\\"))) for part in directory.split("%"))
    return "-m pmqa_xlsx app " + "%".join(f'"{part}"' for part in parts)


def desktop_file(python: str, directory: Path | str) -> str:
    """The content of a .desktop file (freedesktop.org, Desktop Entry Specification 1.5), in UTF-8.

    In ``Exec`` an argument is quoted and its special characters escaped by a backslash; then each backslash is written
    twice, as in every value, and ``%`` is doubled.

    :raises OptionNotValid: a path has a line break.
    """
    if any(char in f"{python}{directory}" for char in "\r\n\0"):
        raise OptionNotValid("path-with-line-break", directory=directory)
    command = " ".join([_argument(python), "-m", "pmqa_xlsx", "app", _argument(str(directory))])
    name = str(Path(directory).name).replace("\\", "\\\\")
    return (f"[Desktop Entry]\nType=Application\nName={_NAME} {name}\nExec={command}\nTerminal=false\n"
            "Categories=Office;\n")


def _argument(text: str) -> str:
    escaped = "".join(f"\\{char}" if char in '"`$\\' else char for char in text)
    return '"' + escaped.replace("\\", "\\\\").replace("%", "%%") + '"'


def _python() -> Path:
    """The Python that runs this, without a console where there is such a one."""
    silent = Path(sys.executable).with_name("pythonw.exe")
    return silent if silent.is_file() else Path(sys.executable)


def _menu() -> Path:
    base = os.environ.get("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local" / "share") / "applications"
