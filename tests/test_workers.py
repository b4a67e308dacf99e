"""Worker processes: a crash, a hang or a lack of memory affects only its own item."""

from __future__ import annotations

import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import psutil
import pytest

import pmqa_xlsx.workers.pool
from pmqa_xlsx.errors import WorkersNotStarted
from pmqa_xlsx.workers.pool import Outcome, Pool

pytestmark = pytest.mark.slow

ACT = "worker_targets:act"
HERE = Path(__file__).parent
MEMORY = 200 << 20


def outcomes(*items, setup=100, **options):
    """The values and failures of some items, in the order of the results."""
    with Pool(ACT, setup=setup, **options) as pool:
        return [outcome.failure or outcome.value for _, outcome in pool.map(items)]


def gone(pid):
    """Whether a process ends within a minute."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            if psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
                return True
        except psutil.NoSuchProcess:
            return True
        time.sleep(0.05)
    return False


def run_script(path, text, *arguments):
    """Start a plain script that can import this checkout and the targets."""
    head = f"import sys\nsys.path[:0] = {[str(HERE.parent), str(HERE)]!r}\n"
    path.write_text(head + textwrap.dedent(text), encoding="utf-8")
    return subprocess.Popen([sys.executable, str(path), *arguments], stdout=subprocess.PIPE, text=True, cwd=path.parent)


@pytest.mark.parametrize("jobs", [1, 3])
def test_results_come_in_the_order_of_the_items(jobs):
    """Positions and values are in the order of the input, with any number of processes."""
    with Pool(ACT, setup=100, jobs=jobs) as pool:
        assert list(pool.map(range(20))) == [(n, Outcome(100 + n)) for n in range(20)]


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("end", ["die", "die_halfway"])
def test_a_crash_affects_one_item(end, jobs):
    """A process that ends, also in the middle of its answer, is one failure."""
    assert outcomes(1, end, 2, end, end, 3, jobs=jobs) == [101, "died", 102, "died", "died", 103]


@pytest.mark.slow
def test_a_hang_affects_one_item():
    """A process that does not answer in time is ended."""
    assert outcomes(1, "hang", 2, timeout=5.0) == [101, "timeout", 102]


@pytest.mark.parametrize("hunger", ["allocate", "share"])
def test_lack_of_memory_affects_one_item(hunger):
    """Memory above the limit is rejected by the system or detected by the monitor."""
    assert outcomes(1, hunger, 2, timeout=120.0, memory=MEMORY) == [101, "memory", 102]


@pytest.mark.parametrize(("before", "times"), [([], 1), ([1], 2)], ids=["fresh", "used"])
@pytest.mark.parametrize("end", ["die", "allocate"])
def test_an_item_is_tried_again_only_after_others(tmp_path, end, before, times):
    """An item that crashes a new worker is not given to a second one."""
    note = tmp_path / "tries"
    assert outcomes(*before, f"noted {note} {end}", memory=MEMORY)[-1] == {"die": "died", "allocate": "memory"}[end]
    assert note.read_text(encoding="utf-8") == "x" * times


def test_an_item_does_not_pay_for_an_earlier_one():
    """An item that crashes a used process is tried again in a new one."""
    assert outcomes("poison", "poison", "poison", 1) == ["unharmed", "unharmed", "unharmed", 101]


@pytest.mark.parametrize(
    ("mistake", "words"), [("fail a key", "KeyError: 'no such thing: a key'"), ("leave", "SystemExit: 3")]
)
def test_our_own_mistake_affects_one_item(mistake, words):
    """An exception of the function is that item's failure, with the worker's traceback; the same worker continues."""
    with Pool(ACT, setup=100) as pool:
        (_, first), (_, raised), (_, last) = pool.map([1, mistake, 2])
    assert (first, raised.failure, last) == (Outcome(101), "raised", Outcome(102))
    assert words in raised.trace
    assert "worker_targets.py" in raised.trace


@pytest.mark.parametrize("answer", ["unpicklable", "not_unpicklable"])
def test_an_answer_that_cannot_be_pickled_affects_one_item(answer):
    """An answer that cannot be pickled by the worker, or unpickled by the parent, is that item's failure."""
    with Pool(ACT, setup=100) as pool:
        assert [outcome.failure or outcome.value for _, outcome in pool.map([1, answer, 2])] == [101, "raised", 102]


@pytest.mark.parametrize(
    ("target", "words"), [("worker_targets:nothing", "AttributeError"), ("no_such:act", "ModuleNotFoundError")]
)
def test_a_target_that_cannot_be_loaded_is_an_exception(target, words):
    """A wrong target is our own mistake."""
    with Pool(target) as pool, pytest.raises(RuntimeError, match=words):
        list(pool.map([1]))


def test_noise_on_the_standard_streams_is_ignored():
    """Output of Python, the system and a child process damages no answer, and no item can be read from stdin."""
    assert outcomes("babble", 1, "babble") == [b"", 101, b""]


def pulled_at(items, target, **setup):
    """The number of items taken when each result was returned, with two jobs."""
    pulled = []

    def lazily():
        for item in items:
            pulled.append(item)
            yield item

    with Pool(target, jobs=2, **setup) as pool:
        return [len(pulled) for _ in pool.map(lazily())]


def test_items_are_pulled_lazily():
    """Four items are taken whenever four results are ready, and at most four are then left."""
    assert pulled_at(range(14), ACT, setup=100) == [8, 8, 8, 8, 12, 12, 12, 12, 14, 14, 14, 14, 14, 14]


def test_few_large_items_are_pulled(monkeypatch):
    """Items of many bytes are taken one by one; items that are not bytes never count as large."""
    monkeypatch.setattr(pmqa_xlsx.workers.pool, "_MOST_BYTES", 30)
    assert pulled_at([b"x" * 10] * 7, "worker_targets:echo") == [4, 5, 6, 7, 7, 7, 7]
    assert pulled_at([b"x"] * 4 + [b"x" * 40] + [b"x"] * 7, "worker_targets:echo") == [
        5, 5, 6, 7, 8, 12, 12, 12, 12, 12, 12, 12]


def test_what_waits_is_bounded_in_bytes(monkeypatch):
    """However many processes there are, no further item is taken while the waiting ones are more bytes than allowed."""
    monkeypatch.setattr(pmqa_xlsx.workers.pool, "_MOST_HELD", 20)
    assert pulled_at([b"x" * 10] * 5, "worker_targets:echo") == [3, 4, 5, 5, 5]
    assert pulled_at([b"x" * 90] * 3, "worker_targets:echo") == [1, 2, 3]


@pytest.mark.slow
def test_large_messages_pass_both_ways():
    """64 MB to the worker and back, several at once."""
    items = [bytes([n]) * (64 << 20) for n in range(3)]
    with Pool("worker_targets:echo", jobs=2, timeout=120.0) as pool:
        assert all(outcome == Outcome(items[position]) for position, outcome in pool.map(items))


def test_workers_are_reused_and_replaced(monkeypatch):
    """One process handles many items, but not without limit."""
    monkeypatch.setattr(pmqa_xlsx.workers.pool, "ITEMS_A_WORKER", 3)
    first, *others = outcomes(*["pid"] * 5)
    assert [pid == first for pid in others] == [True, True, False, False]


def test_leaving_the_pool_ends_a_busy_worker(tmp_path):
    """An exception in the caller, such as Ctrl-C, ends workers in the middle of an item."""
    note = tmp_path / "pid"

    def items():
        yield f"hang {note}"
        while not (note.exists() and note.read_text(encoding="utf-8")):
            time.sleep(0.05)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), Pool(ACT, timeout=600.0) as pool:
        list(pool.map(items()))
    assert gone(int(note.read_text(encoding="utf-8")))


def test_ctrl_c_while_the_pool_starts(monkeypatch):
    """Ctrl-C before the pool is ready is Ctrl-C, and ends the process that has started already."""
    started = []

    def interrupted(pool):
        started.append(start(pool))
        raise KeyboardInterrupt

    start = Pool._start
    monkeypatch.setattr(Pool, "_start", interrupted)
    with pytest.raises(KeyboardInterrupt):
        Pool(ACT)
    assert started[0]._popen.wait(60) != 0


def test_a_plain_script_needs_no_main_guard(tmp_path):
    """A script without a guard runs once, and a module in its folder does not replace a library's."""
    (tmp_path / "pickle.py").write_text("raise SystemExit('the wrong pickle')", encoding="utf-8")
    (tmp_path / "elsewhere").mkdir()
    script = run_script(
        tmp_path / "elsewhere" / "script.py",
        """
        print("started")
        from pmqa_xlsx.workers.pool import Pool
        with Pool("worker_targets:act", setup=100, jobs=2) as pool:
            print([outcome.value for _, outcome in pool.map([1, 2, 3])])
        """,
    )
    assert script.communicate(timeout=120)[0].splitlines() == ["started", "[101, 102, 103]"]
    assert script.returncode == 0


def test_a_script_from_standard_input_has_workers_too():
    """The program of a notebook or prompt has no file."""
    text = f"import sys; sys.path[:0] = {[str(HERE.parent), str(HERE)]!r}\nfrom pmqa_xlsx.workers.pool import Pool\n"
    text += f"with Pool({ACT!r}, setup=100) as pool: print([o.value for _, o in pool.map([1, 2])])\n"
    done = subprocess.run([sys.executable, "-"], input=text, capture_output=True, text=True, timeout=120, check=False)
    assert (done.stdout.strip(), done.stderr, done.returncode) == ("[101, 102]", "", 0)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a POSIX signal")
@pytest.mark.parametrize("state", ["idle", "busy"])
def test_no_worker_outlives_a_killed_parent(tmp_path, state):
    """After kill -9 of the parent an idle worker ends at once, a hanging one at its time limit."""
    script = run_script(
        tmp_path / "script.py",
        """
        import time
        from pmqa_xlsx.workers.pool import Pool
        pool = Pool("worker_targets:act", timeout=3.0)
        print(next(pool.map(["pid"]))[1].value, flush=True)
        if sys.argv[1] == "busy":
            list(pool.map(["hang"] * 100))
        time.sleep(600)
        """,
        state,
    )
    assert script.stdout is not None
    worker = int(script.stdout.readline())
    time.sleep(0.5)  # let the worker begin to hang
    script.send_signal(signal.SIGKILL)
    script.communicate(timeout=60)
    assert gone(worker)


def test_a_session_without_processes_is_reported_in_one_line(monkeypatch):
    """If the system cannot start a process, this is reported to the operator."""

    def refuse(*arguments, **options):
        raise PermissionError("not allowed here")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    with Pool(ACT) as pool, pytest.raises(WorkersNotStarted, match="not allowed here") as caught:
        list(pool.map([1]))
    assert "\n" not in str(caught.value)


def test_a_worker_that_ends_at_once_is_reported_in_one_line(monkeypatch):
    """An interpreter that does not run our program, such as a frozen one, is an error of the session, not of items."""
    monkeypatch.setattr(sys, "executable", "/bin/false" if sys.platform != "win32" else "where.exe")
    with Pool(ACT) as pool, pytest.raises(WorkersNotStarted, match="before it was ready"):
        list(pool.map([1]))
