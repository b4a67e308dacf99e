"""One worker process as its parent sees it: started, asked, watched, killed."""

from __future__ import annotations

import contextlib
import os
import pickle
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from pmqa_xlsx.errors import WorkersNotStarted
from pmqa_xlsx.workers import program

if TYPE_CHECKING:
    import psutil  # type: ignore[import-untyped]  # ships no types

#: Seconds that a worker may take to start and import its target.
START_SECONDS = 60.0
#: Bytes of an item that its way to the worker holds: as much as Linux lets any user ask for, unless set otherwise.
_ITEM_BYTES = 2**20
#: Bytes of an answer that are taken at once.
_ANSWER_BYTES = 2**16
#: Seconds between the end of a worker's stream and its exit code.
_ENDING_SECONDS = 5.0
#: Variables of the parent's that would change what a worker does: warnings as errors, a prompt at its end.
_NOT_INHERITED = frozenset({"PYTHONWARNINGS", "PYTHONINSPECT"})


class LostWorkerError(Exception):
    """A worker ended, or had to be killed, before it answered.

    :ivar reason: ``died``, ``timeout`` or ``memory``.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class RaisedError(Exception):
    """The function raised over an item; the message is the worker's traceback. The worker goes on."""


class Worker:
    """One worker process, used by one thread at a time; :meth:`watch` and :meth:`kill` may come from any thread.

    It begins to import its target at once; :meth:`greet` must come before :meth:`ask`.

    :param target: ``module:function``.
    :param timeout: seconds an item may take.
    :param memory: bytes the process may hold.
    :raises WorkersNotStarted: the system starts no process.
    """

    def __init__(self, target: str, timeout: float, memory: int) -> None:
        self._target, self._timeout, self._memory = target, timeout, memory
        self._lock = threading.Lock()
        self._left: float | None = None  # seconds left for what is under way
        self._verdict = ""
        self._process: psutil.Process | None = None
        self.answered = 0
        self._popen = _start_program()
        _widen(self._streams()[0])
        start: program.Start = {
            "target": target,
            # Relative entries ("" in a notebook) mean the parent's folder; entries that are no paths belong to finders.
            "path": [str(Path(entry).absolute()) if Path(entry).exists() else entry for entry in sys.path],
            "memory": memory,
            "deadline": 2 * timeout + 5,
        }
        with contextlib.suppress(OSError):  # whether it has ended already is seen when it is greeted
            program.send(self._streams()[0].fileno(), program.START, pickle.dumps(start))

    def greet(self, setup: bytes) -> None:
        """Send the setup and wait until the worker is ready.

        :param setup: the function's first argument, pickled.
        :raises WorkersNotStarted: it ended before that.
        :raises RuntimeError: the target or the setup cannot be loaded; the message has the worker's traceback.
        """
        import psutil  # not sooner: the process has been started and is loading what it needs itself

        try:
            _, pid = self._exchange(program.SETUP, setup, START_SECONDS, program.READY)
        except LostWorkerError as gone:
            raise WorkersNotStarted(
                f"A worker process ended before it was ready ({gone.reason}, exit code {self._popen.returncode}): "
                f"check that {sys.executable} can start further processes here",
                f"กระบวนการย่อยหยุดทำงานก่อนพร้อมใช้ ({gone.reason}, รหัส {self._popen.returncode}): "
                f"ตรวจสอบว่า {sys.executable} เริ่มกระบวนการเพิ่มในเครื่องนี้ได้",
            ) from gone
        # The process that answers: on Windows a virtual environment's python.exe only starts the real one.
        with contextlib.suppress(psutil.Error):
            self._process = psutil.Process(int(pid))

    def ask(self, kind: int, item: bytes) -> object:
        """What the function returns for one item.

        :param kind: ``BYTES`` for an item that is bytes, ``ITEM`` for any other, pickled.

        :raises LostWorkerError: the worker died, hung or took too much memory.
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
        """Whether the process still runs and has not been told to end."""
        return not self._verdict and self._popen.poll() is None

    def watch(self, seconds: float) -> None:
        """Kill the process if it has used up its time or memory.

        :param seconds: how long ago it was last watched, not counting time in which this process was held up itself.
        """
        with self._lock:
            if self._left is None or self._verdict:
                return
            self._left -= seconds
            if self._left <= 0:
                self._end("timeout")
            elif self._memory_held() > self._memory:
                self._end("memory")

    def kill(self) -> None:
        """End the process at once; a thread that waits for its answer gets :class:`LostWorkerError`."""
        with self._lock:
            self._end("died")

    def discard(self) -> None:
        """End the process and give back what it held here; only while no thread waits for its answer."""
        self.kill()
        self._popen.wait()
        for stream in self._streams():
            with contextlib.suppress(OSError):  # what could not be sent to a dead process
                stream.close()

    def _exchange(self, kind: int, body: bytes, seconds: float, *expected: int) -> tuple[int, bytes]:
        """Send one frame and take one answer, within ``seconds``."""
        stdin, stdout = self._streams()
        with self._lock:
            self._left = seconds
        try:
            program.send(stdin.fileno(), kind, body)
            # A body larger than all the memory its sender may hold is no answer but the noise of a broken process.
            answer = program.receive(stdout, most=self._memory)
        except OSError:
            answer = None
        finally:
            with self._lock:
                self._left = None
        if answer is not None and answer[0] in expected:
            return answer
        if answer is not None and answer[0] == program.ERROR:
            raise RuntimeError(f"{self._target} failed in its worker process:\n{answer[1].decode('utf-8', 'replace')}")
        raise LostWorkerError(self._why_gone())

    def _why_gone(self) -> str:
        if not self._verdict:
            # The stream ends a moment before the process does; one that writes noise lives on until it is killed.
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._popen.wait(_ENDING_SECONDS)
        self.kill()
        self._popen.wait()
        return "memory" if self._popen.returncode == program.EXIT_MEMORY else self._verdict

    def _end(self, reason: str) -> None:
        self._verdict = self._verdict or reason
        self._popen.kill()
        if self._process is not None and self._process.pid != self._popen.pid:
            import psutil

            with contextlib.suppress(psutil.Error):
                self._process.kill()

    def _memory_held(self) -> int:
        """Bytes of memory the process holds; 0 where the system does not tell."""
        if self._process is None:
            return 0
        import psutil

        try:
            info = self._process.memory_info()
        except psutil.Error:
            return 0
        return max(int(info.rss), int(getattr(info, "private", 0)))  # private: on Windows, also what is paged out

    def _streams(self) -> tuple[BinaryIO, BinaryIO]:
        stdin, stdout = self._popen.stdin, self._popen.stdout
        if stdin is None or stdout is None:
            raise TypeError("the worker was started without pipes")
        return stdin, stdout  # type: ignore[return-value]  # IO[bytes] from pipes is binary


def _widen(pipe: BinaryIO) -> None:
    """Let a whole item lie in a pipe, where the system can; else its sender must wait for its reader and again."""
    if sys.platform == "linux":
        import fcntl

        with contextlib.suppress(OSError):  # a user may have only so many wide pipes
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _ITEM_BYTES)


def _start_program() -> subprocess.Popen[bytes]:
    """Start a worker's program; it waits for its first frame."""
    environment = {name: value for name, value in os.environ.items() if name not in _NOT_INHERITED}
    # One worker is one core's work; a numeric library that starts a thread for each core only takes memory.
    environment |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    try:
        return subprocess.Popen(  # noqa: S603 (this interpreter and our own file)
            # -P: a file in the current folder must not pass for a standard module.
            [sys.executable, "-P", "-X", "utf8", str(Path(program.__file__).absolute())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=_ANSWER_BYTES,
            env=environment,
            # Ctrl-C is the parent's to handle: a worker that died of it would look like a bad item.
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except (OSError, ValueError) as error:
        raise WorkersNotStarted(
            f"No worker process can be started ({error}): allow this session to run {sys.executable or 'Python'}",
            f"เริ่มกระบวนการย่อยไม่ได้ ({error}): โปรดอนุญาตให้เรียกใช้ {sys.executable or 'Python'}",
        ) from error
