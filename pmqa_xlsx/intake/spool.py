"""A temporary folder for what comes out of containers, so that no process holds it in memory."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from io import FileIO
from pathlib import Path
from types import TracebackType
from typing import Self

_A_PIECE = 2**20


class Spool:
    """A temporary folder with a folder of its own for each file; a context manager, on whose end it is removed."""

    def __init__(self) -> None:
        self._folder: Path | None = None
        self._count = 0

    def new_folder(self) -> Path:
        """An empty folder; to be given back by :meth:`remove`."""
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="pmqa_xlsx-"))
        self._count += 1
        folder = self._folder / str(self._count)
        folder.mkdir()
        return folder

    @staticmethod
    def remove(folder: Path) -> None:
        """Remove a folder with all that is in it."""
        shutil.rmtree(folder, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._folder is not None:
            self.remove(self._folder)
            self._folder = None


def copy_stream(source: FileIO, target: Path, most: int) -> tuple[int, str]:
    """Copy a file piece by piece.

    :param most: bytes after which no more is copied.
    :returns: how many bytes were copied, and their SHA-256.
    """
    digest = hashlib.sha256()
    size = 0
    with target.open("wb") as copy:
        while size <= most and (piece := source.read(_A_PIECE)):
            digest.update(piece)
            copy.write(piece)
            size += len(piece)
    return size, digest.hexdigest()
