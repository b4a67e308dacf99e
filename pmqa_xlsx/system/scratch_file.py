"""Bytes that would take too much memory, in a temporary file that nobody else sees and that ends with its last user."""

from __future__ import annotations

import contextlib
import os
import tempfile
import threading
import weakref
from collections.abc import Iterable, Iterator
from typing import IO, cast

from pmqa_xlsx.system.folders import SCRATCH, SCRATCH_SUFFIX

#: Bytes that are read at a time; and most bytes that stay in memory: twenty times those of a usual return.
_PIECE, _FEW = 2**20, 2**16


class ScratchFile:
    """A temporary file to which bytes are added, one after the other; it may be used by several threads.

    :param file: one that is written already; it is closed with the last of its bytes.
    """

    _shared: weakref.ref[ScratchFile] | None = None
    _lock_of_shared = threading.Lock()

    def __init__(self, file: IO[bytes] | None = None) -> None:
        # Without a buffer, so that a full disk is noticed while the bytes are still in memory.
        self._file = file or tempfile.TemporaryFile(buffering=0, prefix=SCRATCH, suffix=SCRATCH_SUFFIX)  # noqa: SIM115
        self._end, self._lock = 0, threading.Lock()
        weakref.finalize(self, self._file.close)

    @classmethod
    def shared(cls) -> ScratchFile:
        """The one of this process, which is removed when nothing is kept in it any more."""
        with cls._lock_of_shared:
            if cls._shared is None or (known := cls._shared()) is None:
                known = cls()
                cls._shared = weakref.ref(known)
            return known

    @classmethod
    def forget(cls) -> None:
        """Leave the shared one to the process from which this one was forked."""
        cls._shared, cls._lock_of_shared = None, threading.Lock()

    def keep(self, pieces: Iterable[bytes]) -> KeptBytes:
        """Add bytes.

        :raises OSError: the disk is full.
        """
        with self._lock:
            start = self._file.seek(self._end)
            for piece in pieces:
                rest = memoryview(piece)
                while rest:  # a nearly full disk takes only some of it
                    rest = rest[self._file.write(rest):]
            self._end = self._file.tell()
            return KeptBytes(self, start, self._end - start)

    def read(self, start: int, size: int) -> bytes:
        """Some of the bytes."""
        with self._lock:
            if hasattr(os, "pread"):  # a forked process shares the position
                return os.pread(self._file.fileno(), size, start)
            self._file.seek(start)
            return self._file.read(size)


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=ScratchFile.forget)


class KeptBytes:
    """Bytes in a scratch file."""

    __slots__ = ("_file", "_size", "_start")

    def __init__(self, file: ScratchFile, start: int, size: int) -> None:
        self._file, self._start, self._size = file, start, size

    def __len__(self) -> int:
        return self._size

    def __bytes__(self) -> bytes:
        return self._file.read(self._start, self._size)

    def pieces(self) -> Iterator[bytes]:
        """All of them, a mebibyte at a time."""
        for done in range(0, self._size, _PIECE):
            yield self._file.read(self._start + done, min(_PIECE, self._size - done))


def spooled(most: int) -> IO[bytes]:
    """A temporary file that is in memory while it has no more than that many bytes."""
    return cast(IO[bytes], tempfile.SpooledTemporaryFile(most, prefix=SCRATCH, suffix=SCRATCH_SUFFIX))


def aside(data: bytes, most: int = _FEW) -> bytes | KeptBytes:
    """The same bytes, on the disk if they are more than that and there is room for them."""
    if len(data) > most:
        with contextlib.suppress(OSError):
            return ScratchFile.shared().keep([data])
    return data
