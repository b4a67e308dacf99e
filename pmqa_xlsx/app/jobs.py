"""Long work: one job at a time in a process of its own, which nobody has to wait for; a page shows how far it is."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import IO, Any

from pmqa_xlsx.errors import OptionNotValid
from pmqa_xlsx.light_dataclass import dataclass, field
from pmqa_xlsx.system.clock import now
from pmqa_xlsx.text.language import Text

#: Jobs that may wait, and those of which the outcome is kept.
_MOST_WAITING, _MOST_KEPT = 30, 400
#: On Windows that process opens no console of its own.
_NO_WINDOW: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)


class JobState(StrEnum):
    """How far a job is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    REFUSED = "refused"  #: the call said what the operator should know; nothing was changed
    FAILED = "failed"  #: a defect in this program, or the process was lost
    STOPPED = "stopped"  #: by the operator


@dataclass(slots=True)
class Job:
    """One call, and what became of it.

    :ivar key: the form's token: a form that is sent twice is one job.
    :ivar then: the page to show when it is done.
    :ivar back: the page from which it was asked for.
    :ivar typed: what somebody typed for it, by label, to be shown again where it is refused.
    :ivar done: what the call returned.
    :ivar progress: how much was done, of how much; 0 where that is not known.
    """

    key: str
    call: str
    args: Mapping[str, Any]
    then: str
    back: str = "/"
    folder: Path | None = None
    typed: Sequence[tuple[Text, str]] = ()
    on_done: Callable[[Any], object] | None = None
    state: JobState = JobState.WAITING
    done: Any = None
    refused: Text | None = None
    progress: tuple[int, int] = (0, 0)
    ended: threading.Event = field(default_factory=threading.Event)

    @property
    def is_open(self) -> bool:
        """Whether it waits or runs."""
        return self.state in (JobState.WAITING, JobState.RUNNING)

    def end(self, state: JobState) -> None:
        """State what became of it."""
        self.state = state
        self.ended.set()


class Jobs:
    """The jobs of one start of the app, in their order.

    :param log: where tracebacks of this program's defects go.
    """

    def __init__(self, log: Path) -> None:
        self._log = log
        self._waiting: queue.Queue[Job | None] = queue.Queue()
        self._jobs: dict[str, Job] = {}
        self._calls: _CallProcess | None = None
        self._starting = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="jobs", daemon=True)
        self._thread.start()

    def begin(self, job: Job) -> Job:
        """Begin a job, or return the one that was begun with the same form.

        :raises OptionNotValid: too many are waiting.
        """
        with self._starting:
            if job.key in self._jobs:
                return self._jobs[job.key]
            if self._waiting.qsize() >= _MOST_WAITING:
                raise OptionNotValid("too-many-jobs")
            self._jobs[job.key] = job
            for key in [key for key, one in self._jobs.items() if not one.is_open][:-_MOST_KEPT]:
                del self._jobs[key]
        self._waiting.put(job)
        return job

    def of(self, key: str) -> Job | None:
        """A job by its key."""
        return self._jobs.get(key)

    @property
    def open(self) -> Job | None:
        """The job that runs, or waits to run."""
        return next((job for job in list(self._jobs.values()) if job.is_open), None)

    def stop(self, key: str) -> None:
        """Stop a job; the round stays as it was before, or is as it would be after."""
        job = self._jobs.get(key)
        if job is not None and job.is_open:
            job.end(JobState.STOPPED)
            if self._calls:
                self._calls.end(job)

    def end(self) -> None:
        """Stop everything, and the process of calls."""
        for job in list(self._jobs.values()):
            if job.is_open:
                job.end(JobState.STOPPED)
        self._waiting.put(None)
        if self._calls:
            self._calls.end()

    def warm(self) -> None:
        """Start the process of calls if there is none, so that the first job need not wait for it."""
        with self._starting:
            if self._calls is None or self._calls.process.poll() is not None:
                if self._calls:
                    self._calls.close()
                self._calls = _CallProcess(self._log)

    def _run(self) -> None:
        """Do one job after the other; a process that was lost or stopped is replaced."""
        while job := self._waiting.get():
            if job.state is not JobState.WAITING:
                continue
            job.state = JobState.RUNNING
            try:
                self.warm()
                assert self._calls is not None  # noqa: S101  just made
                self._calls.do(job)
            except Exception as error:  # whatever happens to one job, the next one is done
                with suppress(OSError), self._log.open("a", encoding="utf-8") as log:
                    log.write(f"{now().isoformat()} {job.call}\n{error!r}\n")
                if job.is_open:
                    job.end(JobState.FAILED)
        if self._calls:
            self._calls.close()


class _CallProcess:
    """The process of calls; see :mod:`pmqa_xlsx.app.calls`."""

    def __init__(self, log: Path) -> None:
        with log.open("ab") as errors:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "pmqa_xlsx.app.calls"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=errors, creationflags=_NO_WINDOW)
        assert self.process.stdin is not None  # noqa: S101  both are pipes
        assert self.process.stdout is not None  # noqa: S101
        self._requests: IO[bytes] = self.process.stdin
        self._answers: IO[bytes] = self.process.stdout
        self._job: Job | None = None
        self._lock = threading.Lock()  # so that nobody who stops a job ends the next one

    def do(self, job: Job) -> None:
        """Ask for one call, and wait for its end.

        :raises RuntimeError: the process was lost, or the program failed.
        """
        with self._lock:
            if not job.is_open:
                return  # it was stopped
            self._job = job
        try:
            self._do(job)
        finally:
            with self._lock:
                self._job = None

    def _do(self, job: Job) -> None:
        request = {"call": job.call, "args": dict(job.args), "folder": str(job.folder or Path.home())}
        self._requests.write(json.dumps(request).encode() + b"\n")
        self._requests.flush()
        while line := self._answers.readline():
            answer = json.loads(line)
            if "progress" in answer:
                made, of = answer["progress"]
                job.progress = (int(made), int(of))
                continue
            if "failed" in answer:
                raise RuntimeError(answer["failed"])
            if not job.is_open:
                return
            if "refused" in answer:
                job.refused = Text(**answer["refused"])
                job.end(JobState.REFUSED)
            else:
                job.done = answer["done"]
                if job.on_done:
                    job.on_done(job.done)
                job.end(JobState.DONE)
            return
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(5)  # else the next job is given to a process that is still ending
        if job.is_open:
            raise RuntimeError("the process of calls was lost")

    def end(self, job: Job | None = None) -> None:
        """End it, whatever it does.

        :param job: end it only if it does this one.
        """
        with self._lock, suppress(OSError):
            if job is not None and self._job is not job:
                return
            self.process.kill()
        with suppress(OSError, subprocess.TimeoutExpired):
            self.process.wait(5)

    def close(self) -> None:
        """Give its pipes back; only after its end."""
        for pipe in (self._requests, self._answers):
            with suppress(OSError):  # what could not be sent to an ended process
                pipe.close()
