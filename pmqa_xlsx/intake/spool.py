"""A temporary folder for members of containers, so that no process must hold them in memory."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from io import FileIO
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

_A_PIECE = 2**20


class Spool:
    """A temporary folder, created when first needed; a context manager that removes it in the end."""

    def __init__(self) -> None:
        self._folder: Path | None = None

    @property
    def folder(self) -> Path:
        """The folder, created at the first call."""
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="pmqa_xlsx-"))
        return self._folder

    def clear(self) -> None:
        """Remove the folder with its content."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.clear()


def copy_stream(source: FileIO | BinaryIO, target: Path, most: int) -> tuple[int, str]:
    """Copy a file in chunks.

    :param most: most bytes to copy.
    :returns: the number of bytes copied, and their SHA-256.
    """
    digest = hashlib.sha256()
    size = 0
    with target.open("wb") as copy:
        while size <= most and (piece := source.read(_A_PIECE)):
            digest.update(piece)
            copy.write(piece)
            size += len(piece)
    return size, digest.hexdigest()
