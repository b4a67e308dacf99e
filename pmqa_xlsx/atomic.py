"""Files that are either the old one or the whole new one, never a part."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import Self

#: What the name of a file ends in that is still being written, or was when the program was cut short.
PART_SUFFIX = ".pmqa-part"


def write_bytes(path: Path, data: bytes) -> None:
    """Replace a file's content in one step; a crash or a full disk leaves the old file as it was.

    The data is written to a file beside ``path``, which then takes its name.

    :param path: where the file shall stand; its folder must exist.
    :raises OSError: the folder cannot be written, the disk is full, or the old file is open in a program that
        does not share it.
    """
    with AtomicFile(path) as draft:
        draft.write([data])
        draft.take_place()


class AtomicFile:
    """A file that is written beside the one whose place it shall take; what has not taken it is gone in the end.

    :param path: where the file shall stand; its folder must exist when it is written.
    :ivar path: the same.
    :ivar sha256: of what was written, as 64 hex digits.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.sha256 = ""
        self._beside = path.with_name(f".{secrets.token_hex(8)}{PART_SUFFIX}")

    def write(self, pieces: Iterable[bytes]) -> None:
        """Write the content to the disk, piece by piece.

        :raises OSError: the folder cannot be written, or the disk is full.
        """
        digest = hashlib.sha256()
        with self._beside.open("xb") as file:
            for piece in pieces:
                digest.update(piece)
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        self.sha256 = digest.hexdigest()

    def take_place(self) -> None:
        """Replace the file at the path in one step.

        :raises OSError: the old file is open in a program that does not share it.
        """
        self._beside.replace(self.path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):
            self._beside.unlink()
