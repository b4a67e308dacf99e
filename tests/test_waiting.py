"""No wait without a limit: on Windows, Ctrl-C is heard only between two waits."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor

import pytest

import crafted_form
from pmqa_xlsx.ingester.request import ReadingRequest
from pmqa_xlsx.workers import pool
from pmqa_xlsx.workers.executor import readings_through
from pmqa_xlsx.workers.idle import IDLE
from pmqa_xlsx.workers.pool import Pool, wait_for


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float | None]]:
    """The limits of all waits for a task that had not ended yet."""
    limits: list[float | None] = []

    def recorded(name: str) -> None:
        plain = getattr(Future, name)

        def wait(future: Future[object], timeout: float | None = None) -> object:
            if not future.done():
                limits.append(timeout)
            return plain(future, timeout)

        monkeypatch.setattr(Future, name, wait)

    recorded("result")
    recorded("exception")
    monkeypatch.setattr(pool, "SLICE", 0.01)
    return limits


def test_workers(waits: list[float | None]) -> None:
    """Results of worker processes are waited for in slices."""
    with Pool("worker_targets:act", setup=100, jobs=2) as pool:
        assert [outcome.value for _, outcome in pool.map(range(12))] == list(range(100, 112))
    assert set(waits) == {0.01}


def test_an_executor(waits: list[float | None]) -> None:
    """So are those of an executor."""
    with ThreadPoolExecutor(1) as executor:
        readings = readings_through(executor, ReadingRequest((crafted_form.FORM,)), [crafted_form.good("001")])
        assert len(list(readings)) == 1
    IDLE.close()
    assert 0.01 in waits
    assert None not in waits


@pytest.mark.parametrize("error", [None, TimeoutError(), ValueError()])
def test_however_the_task_ends(error: Exception | None) -> None:
    """A task that raises has ended too, also one that raises what a wait would."""
    future: Future[int] = Future()
    if error:
        future.set_exception(error)
    else:
        future.set_result(1)
    wait_for(future)
    assert future.exception() is error


def test_a_cancelled_task() -> None:
    """Nobody waits for what was cancelled."""
    future: Future[int] = Future()
    future.cancel()
    with pytest.raises(CancelledError):
        wait_for(future)
