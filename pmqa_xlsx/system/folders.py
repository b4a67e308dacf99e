"""Folders that are removed with all that is in them, also while other programs look at the files.

On Windows a virus scanner, an indexer or a cloud client opens each new file for a moment: then the file cannot be
removed, or it goes only when they close it, and its folder is not empty until then.
"""

from __future__ import annotations

import contextlib
import errno
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from pmqa_xlsx.system.atomic import retry_denied


def remove_folder(path: Path) -> None:
    """Remove a folder with all that is in it, if it exists; retried for a while.

    :raises OSError: it cannot be removed, or a file in it is open in a program that does not share it.
    """
    def attempt() -> None:
        try:
            if path.exists():
                shutil.rmtree(path)
        except OSError as error:
            if error.errno == errno.ENOTEMPTY:
                raise PermissionError(*error.args) from error
            raise

    retry_denied(attempt)


@contextlib.contextmanager
def temporary_folder() -> Iterator[Path]:
    """An empty folder that only this user can open, removed in the end; a file that stays open elsewhere is left."""
    folder = Path(tempfile.mkdtemp(prefix="pmqa_xlsx-"))
    try:
        yield folder
    finally:
        with contextlib.suppress(OSError):
            remove_folder(folder)
