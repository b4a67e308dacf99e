"""An icon that opens a round without a terminal: a shortcut on Windows' desktop, a .desktop file elsewhere.

It names the program and the round's folder, and nothing secret: the app that it starts makes its own keys. Windows'
shell knows where the desktop is and writes shortcuts; it is called by ctypes, an interface's methods by their positions
in it (Microsoft Learn: IShellLinkW, IPersistFile, SHGetFolderPathW).
"""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path
from uuid import UUID

from pmqa_xlsx.app.profile import Profile
from pmqa_xlsx.errors import OptionNotValid
from pmqa_xlsx.system.atomic import not_writable, retry_denied, write_bytes

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
        with not_writable(path := (folder or desktop()) / f"{name}.lnk"):
            path.parent.mkdir(parents=True, exist_ok=True)
            silent = Path(sys.executable).with_name("pythonw.exe")  # has no console
            program = silent if silent.is_file() else Path(sys.executable)
            write_shortcut(path, program, shortcut_arguments(str(directory)))
        return path
    text = desktop_file(sys.executable, directory)
    menu = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "applications"
    with not_writable(path := (folder or menu) / f"{name}.desktop"):
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


if sys.platform == "win32":
    from ctypes import HRESULT, WINFUNCTYPE, byref, c_void_p, c_wchar_p

    #: SHGetFolderPathW: the desktop as a folder on disk, which may be in OneDrive; longest path that it returns.
    _DESKTOP, _LONGEST = 0x10, 260
    #: The class that makes shortcuts, and its two interfaces.
    _SHELL_LINK, _AS_LINK, _AS_FILE = (UUID(name).bytes_le for name in (
        "00021401-0000-0000-c000-000000000046", "000214f9-0000-0000-c000-000000000046",
        "0000010b-0000-0000-c000-000000000046"))
    #: CoInitializeEx: for one thread; CoCreateInstance: within this process.
    _ONE_THREAD, _IN_PROCESS = 2, 1
    _query = WINFUNCTYPE(HRESULT, ctypes.c_char_p, c_void_p)(0, "QueryInterface")
    _release = WINFUNCTYPE(ctypes.c_ulong)(2, "Release")
    _set_arguments = WINFUNCTYPE(HRESULT, c_wchar_p)(11, "SetArguments")
    _set_path = WINFUNCTYPE(HRESULT, c_wchar_p)(20, "SetPath")
    _save = WINFUNCTYPE(HRESULT, c_wchar_p, ctypes.c_int)(6, "Save")

    def desktop() -> Path:
        """The folder of the user's desktop.

        :raises OSError: Windows does not name it.
        """
        path = ctypes.create_unicode_buffer(_LONGEST)
        ctypes.oledll.shell32.SHGetFolderPathW(None, _DESKTOP, None, 0, path)
        return Path(path.value)

    def write_shortcut(path: Path, program: Path, arguments: str) -> None:
        """Write an icon that starts a program; an earlier one at the path is replaced.

        :param path: of the ``.lnk`` file; its folder must exist.
        :param arguments: what follows the program's name in its command line.
        :raises OSError: it cannot be written.
        """
        ole = ctypes.oledll.ole32
        initialized = ctypes.windll.ole32.CoInitializeEx(None, _ONE_THREAD) >= 0  # else it was, in another way
        link, file = c_void_p(), c_void_p()
        try:
            ole.CoCreateInstance(_SHELL_LINK, None, _IN_PROCESS, _AS_LINK, byref(link))
            _set_path(link, str(program))
            _set_arguments(link, arguments)
            _query(link, _AS_FILE, byref(file))
            retry_denied(lambda: _save(file, str(path), True))
        finally:
            for interface in (file, link):
                if interface:
                    _release(interface)
            if initialized:
                ctypes.windll.ole32.CoUninitialize()
