"""Reading on other machines: any executor gives the same frames as this process, and loses no file."""

from __future__ import annotations

import datetime as dt
import multiprocessing
import os
import threading
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import CancelledError, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pandas as pd
import psutil
import pytest

import pmqa_xlsx
from judges import dask
from pmqa_xlsx.errors import ExecutorFailed
from pmqa_xlsx.workers import executor as through_executor
from pmqa_xlsx.workers import idle, pool
from pmqa_xlsx.workers.executor import BatchAnswer
from pmqa_xlsx.workers.idle import IDLE
from pmqa_xlsx.workers.process import Worker

AS_OF = dt.datetime(2026, 12, 5, tzinfo=dt.timezone(dt.timedelta(hours=7)))
SAMPLES = sorted((Path(__file__).parent.parent / "samples" / "returns").glob("*.xlsx"))[:9]


@pytest.fixture(scope="module")
def here() -> dict[str, pd.DataFrame]:
    """Return the frames of the samples, made in this process."""
    return pmqa_xlsx.ingest(SAMPLES, as_of=AS_OF).frames


@pytest.fixture(autouse=True)
def small_tasks(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Make tasks so small that a few samples are several tasks; end the workers that they leave."""
    monkeypatch.setattr(through_executor, "FILES_A_TASK", 4)
    yield
    IDLE.close()


def threads() -> Executor:
    return ThreadPoolExecutor(2)


def processes() -> Executor:
    return ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn"))


@pytest.mark.slow
@pytest.mark.parametrize("start", [threads, processes])
def test_same_frames(start: Callable[[], Executor], here: dict[str, pd.DataFrame]) -> None:
    """Batches read in threads and in spawned processes give the frames of one process."""
    with start() as executor:
        there = pmqa_xlsx.ingest(SAMPLES, as_of=AS_OF, executor=executor).frames
    for name, frame in here.items():
        pd.testing.assert_frame_equal(there[name], frame)


@pytest.mark.slow
def test_dask_with_a_killed_worker(here: dict[str, pd.DataFrame], tmp_path: Path) -> None:
    """A local Dask cluster of two worker processes, one of which is killed on the way, gives the same frames."""
    distributed = dask()
    with (distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, protocol="tcp",
                                   local_directory=str(tmp_path)) as cluster,
          distributed.Client(cluster) as client):
        doomed, *_ = client.run(os.getpid).values()

        def kill(count: int) -> None:
            if count == 1:
                psutil.Process(doomed).kill()

        there = pmqa_xlsx.ingest(SAMPLES, as_of=AS_OF, executor=client.get_executor(), on_progress=kill).frames
        assert not psutil.pid_exists(doomed)
    for name, frame in here.items():
        pd.testing.assert_frame_equal(there[name], frame)


class Unwell(Executor):
    """An executor with the same outcome for all tasks: an exception or a result."""

    def __init__(self, outcome: object) -> None:
        self.outcome = outcome
        self.futures: list[Future[Any]] = []

    def submit(self, _function: Any, /, *_arguments: Any, **_named: Any) -> Future[Any]:
        """Accept a task and finish it at once."""
        future: Future[Any] = Future()
        self.futures.append(future)
        if isinstance(self.outcome, BaseException):
            future.set_exception(self.outcome)
        else:
            future.set_result(self.outcome)
        return future


@pytest.fixture
def shut_down() -> Executor:
    """An executor that accepts no more tasks."""
    executor = ThreadPoolExecutor(1)
    executor.shutdown()
    return executor


def test_shut_down(shut_down: Executor) -> None:
    """An executor that accepts no more tasks is reported in one line."""
    with pytest.raises(ExecutorFailed, match="cannot schedule new futures after shutdown") as caught:
        pmqa_xlsx.ingest(SAMPLES, as_of=AS_OF, executor=shut_down)
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.parametrize(("outcome", "said"), [
    (CancelledError(), "CancelledError"),
    (ConnectionError("the scheduler is gone\nTraceback …"), "ConnectionError: the scheduler is gone"),
    (RuntimeError("A process in the process pool was terminated abruptly"), "terminated abruptly"),
    (BatchAnswer([]), "0 readings for 4 files"),
    (BatchAnswer(refused_by="0.0.1 (abc)"), "0.0.1 .abc., this one has .*; install the same version on each"),
])
def test_failing(outcome: object, said: str) -> None:
    """A task that is lost, cancelled, or returns fewer files than it was given is reported, never ignored."""
    with pytest.raises(ExecutorFailed, match=said) as caught:
        pmqa_xlsx.ingest(SAMPLES, as_of=AS_OF, executor=Unwell(outcome))
    assert len(str(caught.value).splitlines()) == 1


def test_what_is_still_waiting_is_cancelled(monkeypatch: pytest.MonkeyPatch) -> None:
    """After a failure no task keeps running."""
    executor = Unwell(ConnectionError("gone"))
    pending: list[Future[Any]] = []

    def submit(*_arguments: Any, **_named: Any) -> Future[Any]:
        future: Future[Any] = Future()
        if not pending:
            future.set_exception(ConnectionError("gone"))
        pending.append(future)
        return future

    monkeypatch.setattr(executor, "submit", submit)
    with pytest.raises(ExecutorFailed):
        pmqa_xlsx.ingest(SAMPLES, as_of=AS_OF, executor=executor)
    assert [future.cancelled() for future in pending] == [False, True, True]


def test_a_large_file_is_a_task_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tasks are limited in bytes too, and every file is in one task, in order."""
    monkeypatch.setattr(through_executor, "BYTES_A_TASK", 10)
    sizes = [3, 3, 3, 3, 50, 1, 1, 1, 1, 1, 9]
    cut = list(through_executor._batches(bytes(size) for size in sizes))
    assert [[len(file) for file in batch] for batch in cut] == [[3, 3, 3], [3], [50], [1, 1, 1, 1], [1, 9]]


class InOrder(Executor):
    """An executor whose tasks run at once in this process; some are lost.

    :ivar requests: for each task, whether the request came with it.
    """

    def __init__(self, lost: Collection[int] = (), answered: Callable[[], object] = bool) -> None:
        self.lost, self.answered = lost, answered
        self.requests: list[bool] = []

    def submit(self, function: Any, /, *arguments: Any, **_named: Any) -> Future[Any]:
        """Run a task."""
        future: Future[Any] = Future()
        self.requests.append(arguments[2] is not None)
        if len(self.requests) in self.lost:
            future.set_exception(ConnectionError("the machine is gone"))
        else:
            future.set_result(function(*arguments))
        self.answered()
        return future


def frames_equal(some: dict[str, pd.DataFrame], others: dict[str, pd.DataFrame]) -> bool:
    return all(some[name].equals(others[name]) for name in others)


@pytest.mark.slow
@pytest.mark.parametrize("lost", [[1], [2], [2, 3]])
def test_a_lost_batch_is_read_here(lost: list[int], here: dict[str, pd.DataFrame]) -> None:
    """What is lost with a machine is read in this process, and said."""
    with pytest.warns(RuntimeWarning, match="all files .ConnectionError: the machine is gone.; they are read here: "):
        there = pmqa_xlsx.ingest(SAMPLES, as_of=AS_OF, executor=InOrder(lost)).frames
    assert frames_equal(there, here)


@pytest.mark.slow
def test_forms_travel_once(monkeypatch: pytest.MonkeyPatch, here: dict[str, pd.DataFrame]) -> None:
    """After the first answer, tasks only name the forms; a process that does not know them asks for them."""
    monkeypatch.setattr(through_executor, "TASKS_AHEAD", 0)
    executor = InOrder()
    assert frames_equal(pmqa_xlsx.ingest(SAMPLES, as_of=AS_OF, executor=executor).frames, here)
    assert executor.requests == [True, False, False]
    forgetful = InOrder(answered=IDLE.close)
    assert frames_equal(pmqa_xlsx.ingest(SAMPLES, as_of=AS_OF, executor=forgetful).frames, here)
    assert forgetful.requests == [True, False, True, False, True]


def test_the_worker_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tasks of a process share one guarded worker, which ends when nobody has used it for a while."""
    workers: set[Worker] = set()
    plain = IDLE.keep

    def keep(those: Collection[Worker]) -> None:
        workers.update(those)
        plain(those)

    def answered() -> None:
        if len(executor.requests) == 2:  # nobody uses it after the third
            monkeypatch.setattr(idle, "IDLE_SECONDS", 0.05)

    monkeypatch.setattr(IDLE, "keep", keep)
    executor = InOrder(answered=answered)
    pmqa_xlsx.ingest(SAMPLES, as_of=AS_OF, executor=executor)
    assert len(executor.requests) == 3
    [worker] = workers
    worker._popen.wait(20)


@pytest.mark.slow
def test_nobody_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """If no worker answers for a while, a warning says so, once, and the waiting goes on."""
    monkeypatch.setattr(through_executor, "PATIENCE", 0.02)
    monkeypatch.setattr(pool, "SLICE", 0.01)
    future: Future[Any] = Future()
    end = threading.Timer(2.0, future.set_exception, [ConnectionError("gone")])
    executor = Unwell(None)
    monkeypatch.setattr(executor, "submit", lambda *_, **__: end.start() or future)
    with pytest.warns(RuntimeWarning, match="No worker of the executor has answered") as told, \
            pytest.raises(ExecutorFailed, match="gone"):
        pmqa_xlsx.ingest(SAMPLES[:1], as_of=AS_OF, executor=executor)
    assert len(told) == 1
