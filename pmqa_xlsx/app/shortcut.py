"""An icon that opens a round without a terminal: a command file on Windows, a .desktop file elsewhere.

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


def make_shortcut(directory: Path | None = None, *, folder: Path | None = None, windows: bool | None = None) -> Path:
    """Put an icon where people find it; an earlier one for the same folder is replaced.

    :param directory: the round's folder; ``None`` for the one opened last.
    :param folder: where to put it; default: the desktop on Windows, else the applications menu.
    :param windows: for which system; default: this one.
    :returns: the file.
    :raises OptionNotValid: the folder's path has a character that such a file cannot hold.
    :raises OutputNotWritable: it cannot be written.
    """
    windows = sys.platform == "win32" if windows is None else windows
    directory = (directory or Profile().last_round()).absolute()
    folder = folder or (_desktop() if windows else _menu())
    path = folder / f"{_NAME} {directory.name}".strip()
    path = path.with_name(path.name + (".cmd" if windows else ".desktop"))
    text = command_file(_python(), directory) if windows else desktop_file(sys.executable, directory)
    with not_writable(path):
        folder.mkdir(parents=True, exist_ok=True)
        write_bytes(path, text.encode())
        path.chmod(0o700)
    return path


def command_file(python: str, directory: Path | str) -> str:
    """The content of a Windows command file, in UTF-8.

    Inside double quotes the command interpreter takes ``&``, ``^``, ``(`` and the like as they are; ``%`` is doubled;
    a double quote cannot be in a path of Windows. The first line lets it read the others as UTF-8.

    :raises OptionNotValid: a path has a double quote or a line break.
    """
    quoted = [_quoted(str(one)) for one in (python, directory)]
    return "\r\n".join(("@chcp 65001 >nul", f'@start "" {quoted[0]} -m pmqa_xlsx app {quoted[1]}', ""))


def _quoted(path: str) -> str:
    if any(char in path for char in '"\r\n\0'):
        raise OptionNotValid(f"{path}: a path with a double quote or a line break cannot be in a command file",
                             f"{path}: เส้นทางที่มีเครื่องหมาย \" หรือขึ้นบรรทัดใหม่ ใช้สร้างไอคอนไม่ได้")
    path = path.replace("%", "%%")
    return f'"{path}\\"' if path.endswith("\\") else f'"{path}"'


def desktop_file(python: str, directory: Path | str) -> str:
    """The content of a .desktop file (freedesktop.org, Desktop Entry Specification 1.5), in UTF-8.

    In ``Exec`` an argument is quoted and its special characters escaped by a backslash; then each backslash is written
    twice, as in every value, and ``%`` is doubled.

    :raises OptionNotValid: a path has a line break.
    """
    if any(char in f"{python}{directory}" for char in "\r\n\0"):
        raise OptionNotValid(f"{directory}: a path with a line break cannot be in a .desktop file",
                             f"{directory}: เส้นทางที่ขึ้นบรรทัดใหม่ ใช้สร้างไอคอนไม่ได้")
    command = " ".join([_argument(python), "-m", "pmqa_xlsx", "app", _argument(str(directory))])
    name = str(Path(directory).name).replace("\\", "\\\\")
    return (f"[Desktop Entry]\nType=Application\nName={_NAME} {name}\nExec={command}\nTerminal=false\n"
            "Categories=Office;\n")


def _argument(text: str) -> str:
    escaped = "".join(f"\\{char}" if char in '"`$\\' else char for char in text)
    return '"' + escaped.replace("\\", "\\\\").replace("%", "%%") + '"'


def _python() -> str:
    """The Python that runs this, without a console where there is such a one."""
    silent = Path(sys.executable).with_name("pythonw.exe")
    return str(silent) if silent.is_file() else sys.executable


def _desktop() -> Path:
    """The user's desktop; on many computers it is in OneDrive."""
    homes = [os.environ.get("ONEDRIVE"), os.environ.get("USERPROFILE"), str(Path.home())]
    desktops = [Path(home) / "Desktop" for home in homes if home]
    return next((path for path in desktops if path.is_dir()), desktops[-1])


def _menu() -> Path:
    base = os.environ.get("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local" / "share") / "applications"
