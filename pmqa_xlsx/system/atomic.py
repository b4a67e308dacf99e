"""Write files atomically: a file is either the old one or the complete new one, also while other programs open it.

On Windows a file that another program has open cannot be replaced or removed, unless that program allows it. Virus
scanners, indexers and cloud clients open each new file for a moment, so both are retried for a while; Excel, a preview
or Power BI keep a file open until somebody closes it, so :func:`check_replaceable` checks this first.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Self, TypeVar

from pmqa_xlsx.errors import OutputNotWritable
from pmqa_xlsx.system.write_errors import in_use, refusal

T = TypeVar("T")

#: Suffix of a file that is being written, or was when the program was interrupted.
PART_SUFFIX = ".pmqa-part"
#: Seconds for which denied replacing and removing are retried, and the pause between attempts.
PATIENCE = 2.0
_PAUSE = 0.02
#: Seconds for which renaming a folder is retried: Windows denies it while any file in the folder is open.
_PATIENCE_FOR_A_FOLDER = 10.0
#: Files that file managers create in a folder that people see as empty.
_LITTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
#: Seconds after which a partial file must have been left behind.
_LONGEST_RUN = 3600.0
#: Files that are synced at the same time.
_SYNCED_AT_ONCE = 16
#: Characters of a file name that every file system allows.
_LONGEST_NAME = 140


def retry_denied(step: Callable[[], T], seconds: float | None = None) -> T:
    """Run a step on a file, and retry while the system denies it.

    :param seconds: for how long; default: :data:`PATIENCE`.
    :raises PermissionError: it was still denied after that time.
    """
    until = time.monotonic() + (PATIENCE if seconds is None else seconds)
    while True:
        try:
            return step()
        except PermissionError:
            if time.monotonic() >= until:
                raise
            time.sleep(_PAUSE)


def write_bytes(path: Path, data: bytes) -> None:
    """Replace a file's content atomically; a crash or a full disk leaves the old file unchanged.

    The data is written to a file beside ``path``, which is then renamed.

    :param path: path of the file; its folder must exist.
    :raises OSError: the folder cannot be written, the disk is full, or the old file is open in a program that
        does not share it.
    """
    with AtomicFile(path) as draft:
        draft.write([data])
        draft.take_place()


def remove(path: Path) -> None:
    """Remove a file if it exists.

    :raises OSError: it cannot be removed, or is open in a program that does not share it.
    """
    retry_denied(lambda: path.unlink(missing_ok=True))


def move(source: Path, target: Path) -> None:
    """Rename a file, which replaces one at the target, or a folder.

    :raises OSError: it cannot be renamed; or it, a file in it, or the old file is open in a program that does not
        share it.
    """
    retry_denied(lambda: source.replace(target), _PATIENCE_FOR_A_FOLDER if source.is_dir() else None)


class AtomicFile:
    """A new file, written beside the one that it will replace; if it is not used, it is removed in the end.

    :param path: path of the file to replace; its folder must exist before writing.
    :ivar path: the same.
    :ivar beside: path of the new file until then.
    :ivar sha256: SHA-256 of the written content, 64 hex digits.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.sha256 = ""
        self.beside = path.with_name(f".{secrets.token_hex(8)}{PART_SUFFIX}")
        self._written = False

    def write(self, pieces: Iterable[bytes], *, sync: bool = True) -> None:
        """Write the content, piece by piece.

        :param sync: whether to wait until it is on the disk; else :meth:`sync` must follow.
        :raises OSError: the folder cannot be written, or the disk is full.
        """
        digest = hashlib.sha256()
        with self.beside.open("xb") as file:
            self._written = True
            for piece in pieces:
                digest.update(piece)
                file.write(piece)
            if sync:
                file.flush()
                os.fsync(file.fileno())
        self.sha256 = digest.hexdigest()

    def sync(self) -> None:
        """Wait until the written content is on the disk.

        :raises OSError: the disk is full or has a fault.
        """
        with retry_denied(partial(self.beside.open, "r+b")) as file:  # Windows syncs only what is open for writing
            os.fsync(file.fileno())

    def take_place(self) -> None:
        """Replace the file at the path atomically.

        :raises OSError: the old file is open in a program that does not share it.
        """
        move(self.beside, self.path)
        self._written = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._written:
            with contextlib.suppress(OSError):
                remove(self.beside)


def settle(drafts: Iterable[AtomicFile]) -> None:
    """Sync new files that are written, and let each take its place, several at a time: a disk finishes many requests
    together in about the time of one.

    :raises OSError: as :meth:`AtomicFile.sync` and :meth:`AtomicFile.take_place`; some may have taken their place.
    """
    from concurrent.futures import ThreadPoolExecutor

    def settle_one(draft: AtomicFile) -> Path:
        draft.sync()
        draft.take_place()
        return draft.path.parent

    with ThreadPoolExecutor(_SYNCED_AT_ONCE) as threads:
        folders = set(threads.map(settle_one, drafts))
    if sys.platform != "win32":  # there a folder cannot be synced, and needs not be
        for folder in folders:
            descriptor = os.open(folder, os.O_RDONLY)
            os.fsync(descriptor)
            os.close(descriptor)


def replace_files(directory: Path, contents: Mapping[str, bytes], obsolete: Sequence[Path] = ()) -> None:
    """Write files into a folder: first all of them beside the old ones, then replace one after the other.

    :param directory: created if it does not exist.
    :param contents: by name, in the order of replacing.
    :param obsolete: files to remove, just before the last file is replaced.
    :raises OutputNotWritable: as :func:`replace_all`; or the folder cannot be written.
    """
    with not_writable(directory):
        directory.mkdir(parents=True, exist_ok=True)
    probe(directory, max(map(len, contents)))
    with contextlib.ExitStack() as stack:
        drafts = [drafted(stack, directory / name, [data]) for name, data in contents.items()]
        replace_all(drafts, [*obsolete, *leftovers(drafts[-1])])


def drafted(stack: contextlib.ExitStack, path: Path, pieces: Iterable[bytes]) -> AtomicFile:
    """A new file, written beside the one that it will replace by :func:`replace_all`.

    :param stack: removes the new file in the end if it was not used.
    :raises OutputNotWritable: it cannot be written.
    """
    draft = stack.enter_context(AtomicFile(path))
    with not_writable(path):
        draft.write(pieces)
    return draft


def leftovers(draft: AtomicFile) -> Iterator[Path]:
    """Partial files beside a new one that are too old to be still written by another run."""
    newest = draft.beside.stat().st_mtime - _LONGEST_RUN
    for path in draft.path.parent.glob(f"*{PART_SUFFIX}"):
        with contextlib.suppress(OSError):  # its own run has removed it
            if path.stat().st_mtime < newest:
                yield path


def replace_all(drafts: Sequence[AtomicFile], obsolete: Sequence[Path] = ()) -> None:
    """Replace files by the new ones if none is open elsewhere; before the last, remove obsolete files.

    :raises OutputNotWritable: one is open in another program, and nothing has changed; or one was opened in the
        meantime, and the message says that some files are new and others old.
    """
    check_replaceable([*(draft.path for draft in drafts), *obsolete])
    changed = False
    steps = [(draft.path, draft.take_place) for draft in drafts]
    steps[-1:-1] = [(path, partial(remove, path)) for path in obsolete]
    for path, step in steps:
        try:
            step()
        except OSError as error:
            refused = refusal(path, error)
            raise OutputNotWritable("half-replaced", refusal=refused.text) if changed else refused from error
        changed = True


def check_replaceable(paths: Iterable[Path]) -> None:
    """Check that existing files can be replaced or removed; all that cannot are named together.

    Excel and LibreOffice create a small file beside an open one; Windows also reports open files.

    :raises OutputNotWritable: some are open in another program, or write-protected.
    """
    files = [path for path in paths if path.is_file()]
    marked = [(path, mark) for path in files for mark in _marks(path)]
    held = [path for path in files if is_held(path)]
    until = time.monotonic() + PATIENCE
    while held and not marked and time.monotonic() < until:
        time.sleep(_PAUSE)
        held = [path for path in held if is_held(path)]
    if marked or held:
        raise in_use(list(dict.fromkeys([*(path for path, _ in marked), *held])), [mark.name for _, mark in marked])


def _marks(path: Path) -> Iterator[Path]:
    """The small files that Excel and LibreOffice create beside an open file."""
    marks = (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#"))
    return (mark for mark in marks if mark.exists())


def is_held(path: Path) -> bool:
    """Whether a file is write-protected, or open in another program so that it cannot be replaced now."""
    try:
        with path.open("r+b"):
            pass
        if sys.platform == "win32":  # a file can be replaced only if no program has it open, even with all sharing
            import _winapi

            _winapi.CloseHandle(_winapi.CreateFile(
                str(path), _winapi.GENERIC_READ, 0, _winapi.NULL, _winapi.OPEN_EXISTING, 0, _winapi.NULL))
    except PermissionError:
        return True
    except OSError:  # it no longer exists, or the disk has a fault: writing will report it
        return False
    return False


def probe(directory: Path, longest: int = 0) -> None:
    """Check, with a file that is removed at once, that files can be written to an existing folder.

    :param longest: characters of the longest path that will be written below the folder. Windows allows 259 in all,
        including the folder's path, unless it is configured otherwise.
    :raises OutputNotWritable: the folder cannot be written, or its own path is too long.
    """
    name = f".{secrets.token_hex(8)}".ljust(min(longest, _LONGEST_NAME) - len(PART_SUFFIX), "0") + PART_SUFFIX
    with not_writable(directory):
        with (directory / name).open("xb"):
            pass
        remove(directory / name)


def is_vacant(directory: Path) -> bool:
    """Whether a folder contains at most files of file managers and partial files of our own interrupted runs.

    :raises OSError: it is no folder, or cannot be read.
    """
    return all(path.name in _LITTER or path.name.endswith(PART_SUFFIX) for path in directory.iterdir())


@contextlib.contextmanager
def not_writable(path: Path) -> Iterator[None]:
    """Convert a system error in writing to one clear line.

    :raises OutputNotWritable: an ``OSError`` was raised.
    """
    try:
        yield
    except OSError as error:
        raise refusal(path, error) from error
