"""Reading on other machines: any executor gives the same frames as this process, and loses no file."""

from __future__ import annotations

import datetime as dt
import multiprocessing
from collections.abc import Callable
from concurrent.futures import CancelledError, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import pmqa_xlsx
from pmqa_xlsx.errors import ExecutorFailed
from pmqa_xlsx.workers import guarded_reading

AS_OF = dt.datetime(2026, 12, 5, tzinfo=dt.timezone(dt.timedelta(hours=7)))
SAMPLES = sorted((Path(__file__).parent.parent / "samples" / "returns").glob("*.xlsx"))[:9]


@pytest.fixture(scope="module")
def here() -> dict[str, pd.DataFrame]:
    """Return the frames of the samples, made in this process."""
    return pmqa_xlsx.ingest(SAMPLES, as_of=AS_OF).frames


@pytest.fixture(autouse=True)
def small_tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make tasks so small that a few samples are several tasks."""
    monkeypatch.setattr(guarded_reading, "FILES_A_TASK", 4)


def threads() -> Executor:
    return ThreadPoolExecutor(2)


def processes() -> Executor:
    return ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn"))


@pytest.mark.parametrize("start", [threads, processes])
def test_same_frames(start: Callable[[], Executor], here: dict[str, pd.DataFrame]) -> None:
    """Batches read in threads and in spawned processes give the frames of one process."""
    with start() as executor:
        there = pmqa_xlsx.ingest(SAMPLES, as_of=AS_OF, executor=executor).frames
    for name, frame in here.items():
        pd.testing.assert_frame_equal(there[name], frame)


@pytest.mark.slow
def test_dask(here: dict[str, pd.DataFrame], tmp_path: Path) -> None:
    """A local Dask cluster of two worker processes gives the same frames."""
    try:
        distributed = pytest.importorskip("distributed", reason="distributed (Dask) is not installed")
    except AssertionError:  # of Dask itself, under Wine
        pytest.skip("Dask is not told how many processors there are")
    with (distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, protocol="tcp",
                                   local_directory=str(tmp_path)) as cluster,
          distributed.Client(cluster) as client):
        there = pmqa_xlsx.ingest(SAMPLES, as_of=AS_OF, executor=client.get_executor()).frames
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
    ([], "0 readings for 4 files"),
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
    monkeypatch.setattr(guarded_reading, "BYTES_A_TASK", 10)
    sizes = [3, 3, 3, 3, 50, 1, 1, 1, 1, 1, 9]
    batches = list(guarded_reading._batches(bytes(size) for size in sizes))
    assert [[len(file) for file in batch] for batch in batches] == [[3, 3, 3], [3], [50], [1, 1, 1, 1], [1, 9]]
