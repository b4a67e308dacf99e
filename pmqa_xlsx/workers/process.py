"""One worker process, controlled by its parent: start, ask, watch, kill."""

from __future__ import annotations

import contextlib
import os
import pickle
import subprocess
import sys
import threading
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from pmqa_xlsx.errors import WorkersNotStarted, reason_of
from pmqa_xlsx.system.clock import VARIABLE
from pmqa_xlsx.workers import program

if TYPE_CHECKING:
    import psutil  # type: ignore[import-untyped]  # ships no types

#: The folder of this package.
_ROOT = str(Path(program.__file__).absolute().parents[2])
#: Most seconds for a worker to start and import its target.
START_SECONDS = 60.0
#: Bytes of an item that fit into the pipe to the worker: the most that Linux allows any user by default.
_ITEM_BYTES = 2**20
#: Bytes of an answer that are read at once.
_ANSWER_BYTES = 2**16
#: Seconds of a request before its memory is looked at for the first time: psutil takes 10 ms to import.
_SOON_DONE = 0.15
#: Most seconds between the end of a worker's stream and its exit code.
_ENDING_SECONDS = 5.0
#: Environment variables of the parent that would change a worker's behaviour (warnings as errors, a prompt at its end),
#: and the day of today, which a worker does not ask for and a kept one would not hear of.
_NOT_INHERITED = frozenset({"PYTHONWARNINGS", "PYTHONINSPECT", VARIABLE})


class LostWorkerError(Exception):
    """A worker ended, or had to be killed, before it answered.

    :ivar reason: ``died``, ``timeout`` or ``memory``.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class RaisedError(Exception):
    """The function raised for an item; the message is the worker's traceback. The worker continues."""


class Worker:
    """One worker process, used by one thread at a time; :meth:`watch` and :meth:`kill` may be called from any thread.

    It begins to import its target at once; :meth:`greet` must be called before :meth:`ask`.

    :param target: ``module:function``.
    :param timeout: most seconds for an item.
    :param memory: most bytes of memory.
    :raises WorkersNotStarted: the system cannot start the process.
    :ivar answered: number of items that it has answered.
    :ivar setup: the function's first argument, pickled; ``None`` before it has received one.
    """

    def __init__(self, target: str, timeout: float, memory: int) -> None:
        self.kind = kind_of(target, timeout, memory)
        self._target, self._timeout, self._memory = target, timeout, memory
        self._lock = threading.Lock()
        self._limit, self._spent = 0.0, 0.0  # seconds for the current request; no limit without a request
        self._verdict = ""
        self._pid = 0
        self.answered = 0
        self.setup: bytes | None = None
        self._popen = _start_program()
        _widen(self._streams()[0])
        start: program.Start = {
            "target": target,
            # Relative entries ("" in a notebook) mean the parent's folder; entries that are not paths are for finders.
            # This package's folder is named since an editable installation finds it in another way.
            "path": [*(str(Path(entry).absolute()) if Path(entry).exists() else entry for entry in sys.path), _ROOT],
            "memory": memory,
            "deadline": 2 * timeout + 5,
        }
        with contextlib.suppress(OSError):  # an early end is detected in greet()
            program.send(self._streams()[0].fileno(), program.START, pickle.dumps(start))

    def greet(self, setup: bytes) -> None:
        """Send the setup and wait until the worker is ready.

        :param setup: the function's first argument, pickled.
        :raises WorkersNotStarted: it ended before that.
        :raises RuntimeError: the target or the setup cannot be loaded; the message has the worker's traceback.
        """
        try:
            _, pid = self._exchange(program.SETUP, setup, START_SECONDS, program.READY)
        except LostWorkerError as gone:
            raise WorkersNotStarted("worker-ended", reason=gone.reason, code=self._popen.returncode,
                                    executable=sys.executable) from gone
        self._pid, self.setup = int(pid), setup
        if self._has_launcher:
            _ = self._process  # found while it certainly is the one with that number

    def ask(self, kind: int, item: bytes) -> object:
        """Call the function for one item and return its result.

        :param kind: ``BYTES`` for an item that is bytes, ``ITEM`` for any other, pickled.

        :raises LostWorkerError: the worker crashed, hung or used too much memory.
        :raises RaisedError: the function raised, or its answer cannot be unpickled.
        """
        answer, body = self._exchange(kind, item, self._timeout, program.VALUE, program.ERROR)
        self.answered += 1
        if answer == program.ERROR:
            raise RaisedError(body.decode("utf-8", "replace"))
        try:
            return pickle.loads(body)  # noqa: S301 (from our own program, which runs as the same user)
        except Exception as error:
            raise RaisedError(program.traceback_of(error).decode("utf-8", "replace")) from error

    @property
    def alive(self) -> bool:
        """Whether the process still runs and has not been asked to end."""
        return not self._verdict and self._popen.poll() is None

    def watch(self, seconds: float) -> None:
        """Kill the process if it has exceeded its time or memory.

        :param seconds: seconds since the last call, without time in which this process itself was delayed.
        """
        with self._lock:
            if not self._limit or self._verdict:
                return
            self._spent += seconds
            if self._spent >= self._limit:
                self._end("timeout")
            elif self._spent > _SOON_DONE and self._memory_held() > self._memory:
                self._end("memory")

    def kill(self) -> None:
        """End the process at once; a thread that waits for its answer gets :class:`LostWorkerError`."""
        with self._lock:
            self._end("died")

    def discard(self) -> None:
        """End the process and release its resources; only if no thread waits for its answer."""
        self.kill()
        self._popen.wait()
        for stream in self._streams():
            with contextlib.suppress(OSError):  # data that could not be sent to an ended process
                stream.close()

    def _exchange(self, kind: int, body: bytes, seconds: float, *expected: int) -> tuple[int, bytes]:
        """Send one frame and read one answer, within ``seconds``."""
        stdin, stdout = self._streams()
        with self._lock:
            self._limit, self._spent = seconds, 0.0
        try:
            program.send(stdin.fileno(), kind, body)
            # A body larger than the sender's memory limit is not an answer but garbage from a broken process.
            answer = program.receive(stdout, most=self._memory)
        except OSError:
            answer = None
        finally:
            with self._lock:
                self._limit = 0.0
        if answer is not None and answer[0] in expected:
            return answer
        if answer is not None and answer[0] == program.ERROR:
            raise RuntimeError(f"{self._target} failed in its worker process:\n{answer[1].decode('utf-8', 'replace')}")
        raise LostWorkerError(self._why_gone())

    def _why_gone(self) -> str:
        if not self._verdict:
            # The stream ends a moment before the process; a process that writes garbage runs until it is killed.
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._popen.wait(_ENDING_SECONDS)
        self.kill()
        self._popen.wait()
        return "memory" if self._popen.returncode == program.EXIT_MEMORY else self._verdict

    def _end(self, reason: str) -> None:
        self._verdict = self._verdict or reason
        self._popen.kill()
        if self._has_launcher and self._process is not None:
            import psutil

            with contextlib.suppress(psutil.Error):
                self._process.kill()

    @property
    def _has_launcher(self) -> bool:
        """Whether what we started only started another one, as python.exe of a virtual environment on Windows."""
        return self._pid not in (0, self._popen.pid)

    @cached_property
    def _process(self) -> psutil.Process | None:
        """The process that answers; ``None`` if the system does not show it."""
        import psutil

        try:
            return psutil.Process(self._pid)
        except psutil.Error:
            return None

    def _memory_held(self) -> int:
        """Bytes of memory of the process; 0 if the system does not give them."""
        if not self._pid or self._process is None:
            return 0
        import psutil

        try:
            info = self._process.memory_info()
        except psutil.Error:
            return 0
        return max(int(info.rss), int(getattr(info, "private", 0)))  # private: on Windows, including paged-out memory

    def _streams(self) -> tuple[BinaryIO, BinaryIO]:
        stdin, stdout = self._popen.stdin, self._popen.stdout
        if stdin is None or stdout is None:
            raise TypeError("the worker was started without pipes")
        return stdin, stdout  # type: ignore[return-value]  # IO[bytes] from pipes is binary


def kind_of(target: str, timeout: float, memory: int) -> tuple[object, ...]:
    """What a worker that was started must have in common with one that is needed; the first is its target.

    Beside its limits these are the current folder, ``sys.path`` and the environment, but not the setup.
    A file in a storage may be opened with a relative path, or with credentials from the environment.
    """
    try:
        folder = Path.cwd()
    except OSError:  # it was removed
        folder = Path()
    return (target, timeout, memory, folder, tuple(sys.path), frozenset(_environment().items()))


def _environment() -> dict[str, str]:
    """The environment of a worker."""
    environment = {name: value for name, value in os.environ.items() if name not in _NOT_INHERITED}
    # One worker uses one core; a numeric library that starts a thread for each core only wastes memory.
    return environment | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def _widen(pipe: BinaryIO) -> None:
    """Enlarge a pipe to hold a whole item, if the system can; else the sender must wait for the reader repeatedly."""
    if sys.platform == "linux":
        import fcntl

        with contextlib.suppress(OSError):  # the number of enlarged pipes per user is limited
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _ITEM_BYTES)


def _start_program() -> subprocess.Popen[bytes]:
    """Start a worker's program; it waits for its first frame."""
    try:
        return subprocess.Popen(  # noqa: S603 (this interpreter and our own file)
            # -P: a file in the current folder must not be imported as a standard module.
            # -S: the paths come with the first frame; looking for site packages takes as long as starting.
            [sys.executable, "-P", "-S", "-X", "utf8", str(Path(program.__file__).absolute())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=_ANSWER_BYTES,
            env=_environment(),
            # The parent handles Ctrl-C: a worker that ended because of it would look like a bad item.
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except (OSError, ValueError) as error:
        raise WorkersNotStarted("no-worker", error=reason_of(error), program=sys.executable or "Python") from error
