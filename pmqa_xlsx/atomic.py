"""Files that are either the old one or the whole new one, never a part."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

#: What the name of a file ends in that is still being written, or was when the program was cut short.
PART_SUFFIX = ".pmqa-part"


def write_bytes(path: Path, data: bytes) -> None:
    """Replace a file's content in one step; a crash or a full disk leaves the old file as it was.

    The data is written to a file beside ``path``, which then takes its name.

    :param path: where the file shall stand; its folder must exist.
    :raises OSError: the folder cannot be written, the disk is full, or the old file is open in a program that
        does not share it.
    """
    beside = path.with_name(f".{secrets.token_hex(8)}{PART_SUFFIX}")
    try:
        with beside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise
