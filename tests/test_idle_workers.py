"""Workers that are idle at the end of a pool are kept for the next one that could have started them."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import psutil
import pytest

from pmqa_xlsx.workers import idle
from pmqa_xlsx.workers.idle import IDLE
from pmqa_xlsx.workers.pool import Pool

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def no_idle_workers() -> Iterator[None]:
    """End the workers that a test leaves."""
    IDLE.close()
    yield
    IDLE.close()


def who(*items: object, kept: int | None = 10, **options: Any) -> list[object]:
    """The process ids of the workers of a pool's items; a failure in place of one."""
    with Pool("worker_targets:act", kept_items=kept, **options) as pool:
        return [outcome.failure or outcome.value for _, outcome in pool.map(items or ["pid"])]


def test_it_answers_for_the_next_pool() -> None:
    """The second pool of the same kind has the worker of the first."""
    assert who() == who()


@pytest.mark.parametrize("changed", [{"setup": 1}, {"timeout": 5.0}, {"memory": 2**29}])
def test_another_setup_or_limit(changed: dict[str, Any]) -> None:
    """A pool with another setup or other limits starts its own worker, and the other one ends."""
    [before] = who()
    assert who(**changed) != [before]
    assert not psutil.pid_exists(int(str(before)))


def test_another_folder_or_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """So does one in another current folder, or with another environment; the program's day makes no difference."""
    first = who()
    monkeypatch.setenv("PMQA_XLSX_NOW", "2026-11-20")
    assert who() == first
    monkeypatch.setenv("AWS_PROFILE", "office")
    second = who()
    assert second != first
    monkeypatch.chdir(tmp_path)
    assert who() not in (first, second)


@pytest.mark.parametrize(("items", "kept", "same"), [
    (["pid"], None, False),  # the pool keeps none
    (["pid", "pid"], 1, False),  # it has answered more items
    (["pid", "pid"], 2, True),
    (["pid", "die"], 10, False),
    (["die", "pid"], 10, True),  # the one that replaced it
])
def test_which_are_kept(items: Sequence[str], kept: int | None, same: bool) -> None:
    """A worker is kept that still runs and has answered few items."""
    last = who(*items, kept=kept)[-1]
    assert (who()[-1] == last) is same


def test_one_that_was_never_used() -> None:
    """A worker that was started ahead, but had no item, serves the next pool."""
    with Pool("worker_targets:act", kept_items=10):
        pass
    [worker] = IDLE._workers
    assert who() == [worker._popen.pid] or worker._has_launcher


def test_one_that_ended_meanwhile() -> None:
    """One that was killed while it had nothing to do is replaced."""
    [before] = who()
    os.kill(int(str(before)), getattr(signal, "SIGKILL", signal.SIGTERM))
    psutil.wait_procs([psutil.Process(int(str(before)))] if psutil.pid_exists(int(str(before))) else [], timeout=20)
    [after] = who()
    assert after not in (before, "died")


def test_it_ends_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that no pool takes is ended."""
    monkeypatch.setattr(idle, "IDLE_SECONDS", 0.05)
    [worker] = who()
    psutil.wait_procs([psutil.Process(int(str(worker)))] if psutil.pid_exists(int(str(worker))) else [], timeout=20)
    assert not psutil.pid_exists(int(str(worker)))


def _in_child(queue: Any) -> None:
    queue.put(who())


@pytest.mark.skipif(sys.platform == "win32", reason="no fork")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_forked_process_has_its_own() -> None:
    """Two processes never talk to one worker."""
    before = who()
    context = multiprocessing.get_context("fork")
    queue = context.SimpleQueue()
    child = context.Process(target=_in_child, args=(queue,))
    child.start()
    assert queue.get() != before
    child.join()
    assert who() == before
