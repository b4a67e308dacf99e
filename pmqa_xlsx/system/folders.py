"""Folders that are removed with all that is in them, also while other programs look at the files.

On Windows a virus scanner, an indexer or a cloud client opens each new file for a moment: then the file cannot be
removed, or it goes only when they close it, and its folder is not empty until then.

A run that is killed removes nothing, and its temporary folder may hold what a person typed. So each one has a lock that
ends with its process, by which the next run knows it.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pmqa_xlsx.system.atomic import is_held, retry_denied

if TYPE_CHECKING:
    from filelock import BaseFileLock

#: How the names of this program's temporary folders and files begin; and how those of the files end.
SCRATCH, SCRATCH_SUFFIX = "pmqa_xlsx-", ".scratch"
#: In a temporary folder: its lock, and what is kept in it, which is there only while the lock is held.
_LOCK, _KEPT = ".lock", "kept"


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
    """An empty folder that only this user can open, removed in the end; what is open elsewhere, by the next run."""
    from filelock import FileLock

    remove_abandoned()
    own = Path(tempfile.mkdtemp(prefix=SCRATCH))
    lock = FileLock(own / _LOCK, timeout=0, thread_local=False)
    with contextlib.suppress(OSError):  # a disk without locks: nobody else can lock it either
        lock.acquire()
    (own / _KEPT).mkdir()
    try:
        yield own / _KEPT
    finally:
        with contextlib.suppress(OSError):
            _remove_scratch(own, lock)


@cache
def remove_abandoned() -> None:
    """Remove what this user's killed runs left behind, once a process; failures are silent."""
    from filelock import FileLock

    for path in Path(tempfile.gettempdir()).glob(f"{SCRATCH}*"):
        with contextlib.suppress(OSError):
            if path.lstat().st_uid != getattr(os, "getuid", int)():
                continue
            if (path / _LOCK).is_file() and (path / _KEPT).is_dir():
                lock = FileLock(path / _LOCK, timeout=0)
                lock.acquire()
                _remove_scratch(path, lock)
            elif sys.platform == "win32" and path.suffix == SCRATCH_SUFFIX and not is_held(path):
                path.unlink()  # left by a power cut: the system removes it with its process


def _remove_scratch(own: Path, lock: BaseFileLock) -> None:
    """Remove a temporary folder, of which the lock is held, and release the lock.

    :raises OSError: something in it is open in another program; then the lock's file stays too, for the next run.
    """
    try:
        remove_folder(own / _KEPT)
    finally:
        lock.release()
    (own / _LOCK).unlink(missing_ok=True)
    own.rmdir()
