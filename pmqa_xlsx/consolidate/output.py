"""The output folder: whose it is, whether it can be written, who is writing it, and the originals in it."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import os
import platform
import re
from collections.abc import Container, Iterable, Iterator
from pathlib import Path
from typing import Self

from filelock import FileLock, Timeout

from pmqa_xlsx.errors import OutputNotWritable, notice
from pmqa_xlsx.form.model import Form
from pmqa_xlsx.system import atomic
from pmqa_xlsx.system.clock import now
from pmqa_xlsx.system.file_names import LOCK, MANIFEST_JSON, SUMMARY
from pmqa_xlsx.system.scratch_file import KeptBytes, ScratchFile
from pmqa_xlsx.text.calendar import iso_text
from pmqa_xlsx.text.language import NO_TEXT, Text

#: The name by which results name their maker.
PROGRAM = "pmqa_xlsx"
#: Who holds the lock: a file of its own, since Windows lets nobody read a locked one.
WRITER_NAME = ".pmqa_xlsx.writer"
ORIGINALS = "originals"
FRAMES = "frames"
EVENTS = f"{FRAMES}/events.csv"
FORMS = "forms"
#: Where ``generate`` puts the workbooks of a round.
OUTGOING = "outgoing"
_EXTENSION = re.compile(r"[a-z0-9]{1,8}", re.ASCII)
_LOCK_SECONDS = 10.0
#: Bytes that are copied at a time.
_CHUNK = 2**20
#: Characters of a SHA-256 that names an original, and of the longest path below an output folder: an original's.
_HEX_DIGITS = 64
_LONGEST_PATH = len(ORIGINALS) + 1 + _HEX_DIGITS + 1 + 8


def check_writable(directory: Path, *, replaces: bool = True) -> None:
    """Make sure, before any work is done, that results can be written to a folder; it is made if it does not exist.

    :param replaces: whether earlier results will be replaced: none may be open in another program then.
    :raises OutputNotWritable: it is a file, holds something else than earlier results, cannot be written, has too long
        a path, or some of the results to replace are open in another program.
    """
    if directory.exists() and not directory.is_dir():
        raise OutputNotWritable("is-a-file", path=directory)
    with atomic.not_writable(directory):
        directory.mkdir(parents=True, exist_ok=True)
        if not _is_ours(directory):
            raise OutputNotWritable("folder-without-results", directory=directory)
    atomic.probe(directory, _LONGEST_PATH)
    if replaces:
        atomic.check_replaceable(_earlier_results(directory))


@contextlib.contextmanager
def output_lock(directory: Path, timeout: float = _LOCK_SECONDS) -> Iterator[None]:
    """Hold an output folder for one run; it can be held again by who holds it already.

    The lock file stays and marks the folder as this program's, also after an interrupted run.

    :param timeout: how many seconds to wait for another run.
    :raises OutputNotWritable: another run still writes there, or the folder cannot be written.
    """
    path = directory.resolve() / LOCK
    lock = FileLock(path, is_singleton=True)
    with atomic.not_writable(directory):
        directory.mkdir(parents=True, exist_ok=True)
        try:
            lock.acquire(timeout=timeout)
        except Timeout as error:
            who = _writer(path.with_name(WRITER_NAME))
            raise OutputNotWritable("folder-in-use", directory=directory, who=who) from error
    outermost = lock.lock_counter == 1
    try:
        try:
            if outermost:
                _state_writer(path.with_name(WRITER_NAME))
            yield
        finally:
            if outermost:
                with contextlib.suppress(OSError):
                    path.with_name(WRITER_NAME).unlink(missing_ok=True)
            lock.release()
            with contextlib.suppress(OSError):  # on Windows, releasing a lock may delete its file
                path.touch()
    except BaseException:
        _forget_if_empty(directory, path)
        raise


def _state_writer(path: Path) -> None:
    """Write who holds the lock, for the message to others; it decides nothing, so it may fail."""
    user = next(filter(None, map(os.environ.get, ("USERNAME", "LOGNAME", "USER"))), "")
    stated = {"host": platform.node(), "user": user, "process": os.getpid(), "at": iso_text(now())}
    with contextlib.suppress(OSError):
        path.write_text(json.dumps(stated), encoding="utf-8")


def _writer(path: Path) -> Text:
    """Who holds the lock, as a part of a sentence; empty where that is not known."""
    try:
        stated = json.loads(path.read_text(encoding="utf-8"))
        host, user = (str(stated[name])[:60] for name in ("host", "user"))
        at = dt.datetime.fromisoformat(stated["at"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return NO_TEXT
    return notice("folder-held-since", host=host, who=notice("by-whom", user=user) if user else NO_TEXT, at=at)


def _forget_if_empty(directory: Path, lock: Path) -> None:
    """After a run that failed before it wrote anything, leave no trace: neither the lock file nor an empty folder."""
    with contextlib.suppress(OSError):
        if all(path.name == lock.name for path in directory.iterdir()):
            lock.unlink(missing_ok=True)
            directory.rmdir()


def named_originals(directory: Path) -> Iterator[tuple[str, Path]]:
    """The files in a round's folder that are named as originals are, by their SHA-256; sorted by name, not opened."""
    for path in sorted((directory / ORIGINALS).glob("*.*")):
        sha256 = path.name.partition(".")[0]
        if len(sha256) == _HEX_DIGITS:
            yield sha256, path


def kept_originals(directory: Path, wanted: Container[str] | None = None) -> dict[str, Path]:
    """The originals in a round's folder by SHA-256; a file whose bytes were changed since is none.

    :param wanted: the SHA-256 of each one that is needed; ``None`` for all.
    """
    return {sha256: path for sha256, path in named_originals(directory)
            if (wanted is None or sha256 in wanted) and _sha256(path) == sha256}


class Originals:
    """The files received, kept byte for byte under ``originals/`` and named by their SHA-256; a context manager.

    A file has its name only once its bytes are on the disk, so that none of that name is ever partial. To sync one
    file after the other would take long: all are synced together at the end of the ``with`` block, before anything
    that refers to them is written. If it ends with an exception they are removed.

    :param directory: the output folder.
    """

    def __init__(self, directory: Path) -> None:
        self._folder = directory / ORIGINALS
        self._names: dict[str, str] = {}
        self._drafts: list[atomic.AtomicFile] = []

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the files added so far, sorted."""
        return tuple(sorted(self._names.values()))

    def add(self, sha256: str, data: bytes | Path | KeptBytes, extension: str) -> None:
        """Keep a file; the same bytes are kept once, under the first extension.

        :param sha256: of the data, 64 hex digits.
        :param data: the bytes, or a file that holds them, where they are too many for the memory.
        :param extension: with or without its dot; one that is no plain short extension becomes ``bin``, for names
            come from outside.
        :raises OutputNotWritable: the file cannot be written.
        """
        if sha256 in self._names:
            return
        plain = extension.lower().removeprefix(".")
        name = f"{sha256}.{plain if _EXTENSION.fullmatch(plain) else 'bin'}"
        path = self._folder / name
        with atomic.not_writable(path):
            self._folder.mkdir(parents=True, exist_ok=True)
            if not path.is_file() or path.stat().st_size != _size(data):
                self._drafts.append(draft := atomic.AtomicFile(path))
                draft.write(pieces_of(data), sync=False)
        self._names[sha256] = name

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        with contextlib.ExitStack() as stack:
            for draft in self._drafts:
                stack.enter_context(draft)
            if kind is None:
                with atomic.not_writable(self._folder):
                    atomic.settle(self._drafts)


class OriginalsAside:
    """The files received, aside until a folder for them is named: all in one file, since to create a file for each
    takes longer than anything else that this process does with a return.
    """

    def __init__(self) -> None:
        self._file = ScratchFile()
        self._kept: dict[str, tuple[KeptBytes, str]] = {}

    def add(self, sha256: str, data: bytes | Path, extension: str) -> None:
        """Keep a file; see :meth:`Originals.add`."""
        if sha256 not in self._kept:
            self._kept[sha256] = self._file.keep(pieces_of(data)), extension

    def copy_to(self, directory: Path) -> Iterator[str]:
        """Copy the files added so far to an output folder, byte for byte.

        :returns: the name of each file, once all are there.
        :raises OutputNotWritable: a file cannot be written.
        """
        with Originals(directory) as copies:
            for sha256, (data, extension) in self._kept.items():
                copies.add(sha256, data, extension)
        yield from copies.names


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _size(data: bytes | Path | KeptBytes) -> int:
    if isinstance(data, Path):
        return data.stat().st_size
    return len(data)


def pieces_of(data: bytes | Path | KeptBytes) -> Iterator[bytes]:
    """The bytes, a mebibyte at a time where they are on the disk."""
    if isinstance(data, bytes):
        yield data
    elif isinstance(data, KeptBytes):
        yield from data.pieces()
    else:
        with data.open("rb") as file:
            while piece := file.read(_CHUNK):
                yield piece


def form_folder(form: Form) -> str:
    """The path of a form's definition in the output folder; the edition is made fit for a folder's name."""
    return f"{FORMS}/" + re.sub(r"[^\w.-]", "_", form.edition).rstrip(".")


def drafted_output(
    stack: contextlib.ExitStack, directory: Path, name: str, pieces: Iterable[bytes],
) -> atomic.AtomicFile:
    """Write one output beside its place, which it takes by :func:`~pmqa_xlsx.system.atomic.replace_all`.

    :param stack: removes what was not used in the end.
    :param name: the path inside the folder, with ``/`` between its parts.
    :param pieces: the content.
    :raises OutputNotWritable: it cannot be written.
    """
    path = directory / name
    stack.callback(remove_if_empty, path.parent, directory)
    with atomic.not_writable(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    return atomic.drafted(stack, path, pieces)


def remove_if_empty(folder: Path, directory: Path) -> None:
    """Leave no empty folder behind: remove this one and those around it, up to the output folder, where empty."""
    while folder != directory:
        with contextlib.suppress(OSError):
            folder.rmdir()
        folder = folder.parent


def read_summary(directory: Path) -> dict[str, object] | None:
    """The summary of earlier results; ``None`` where there is none, or another program's."""
    try:
        summary = json.loads((directory / SUMMARY).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    program = summary.get("program") if isinstance(summary, dict) else None
    return summary if isinstance(program, dict) and program.get("name") == PROGRAM else None


def _is_ours(directory: Path) -> bool:
    """Whether a folder is empty or holds our results; another run may just begin to fill it."""
    # Listed before the lock is looked for, which a run lays down before all else but its probe.
    begun = directory / OUTGOING / MANIFEST_JSON
    return (atomic.is_vacant(directory) or (directory / LOCK).is_file() or begun.is_file()
            or read_summary(directory) is not None)


def _earlier_results(directory: Path) -> Iterator[Path]:
    """The earlier results that a new run replaces; originals and the ledger never are, and this run may hold it."""
    for pattern in (SUMMARY, "*.xlsx", "*.html", "*.log", f"{FRAMES}/*", f"{FORMS}/*/*"):
        for path in sorted(directory.glob(pattern)):
            if path.is_file() and not path.name.startswith((".", "~$")):
                yield path
