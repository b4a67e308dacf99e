"""A temporary folder for members of containers, so that no process must hold them in memory."""

from __future__ import annotations

import hashlib
from contextlib import ExitStack
from functools import cached_property
from io import FileIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

_A_PIECE = 2**20


class Spool(ExitStack):
    """A context manager with a temporary folder that is created when first needed, and removed in the end."""

    @cached_property
    def folder(self) -> Path:
        """The folder."""
        return Path(self.enter_context(TemporaryDirectory(prefix="pmqa_xlsx-", ignore_cleanup_errors=True)))


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
