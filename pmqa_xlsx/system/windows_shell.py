"""Two things that Windows' shell does for us: it knows where the desktop is, and it writes icons (``.lnk`` files).

Both are called by ctypes, an interface's methods by their positions in it (Microsoft Learn: IShellLinkW, IPersistFile,
SHGetFolderPathW).
"""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path
from uuid import UUID

from pmqa_xlsx.system.atomic import retry_denied

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

        :param path: path of the ``.lnk`` file; its folder must exist.
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
