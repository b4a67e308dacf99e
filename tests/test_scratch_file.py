"""Bytes that wait in a temporary file instead of in memory."""

from __future__ import annotations

import multiprocessing
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pmqa_xlsx.system.scratch_file import aside

MANY = 70_000
FULL_DISK = """
import resource, signal
from pmqa_xlsx.system.scratch_file import aside
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (69_000, 69_000))
kept = aside(b"s" * 70_000)
print(type(kept).__name__, bytes(kept) == b"s" * 70_000)
"""

no_fork = pytest.mark.skipif(sys.platform == "win32", reason="only Unix has it")


@pytest.mark.parametrize(("size", "kind"), [(10, "bytes"), (MANY, "KeptBytes")])
def test_many_bytes_are_kept_on_the_disk(size: int, kind: str) -> None:
    """Few bytes stay as they are; all come back, whole and in pieces."""
    first, second = aside(b"a" * size), aside(b"b" * size)
    assert (type(first).__name__, bytes(first), bytes(second)) == (kind, b"a" * size, b"b" * size)
    assert b"".join(b"".join(one.pieces()) for one in (first, second) if not isinstance(one, bytes)) in (
        b"", b"a" * size + b"b" * size)


@no_fork
@pytest.mark.slow
def test_a_disk_that_is_nearly_full() -> None:
    """Where not all of them fit, they stay in memory."""
    done = subprocess.run([sys.executable, "-c", FULL_DISK], capture_output=True, text=True, check=True,
                          cwd=Path(__file__).parent.parent)
    assert (done.stdout, done.stderr) == ("bytes True\n", "")


def _in_child(queue: Any, before: Any) -> None:
    own = aside(b"c" * MANY)
    queue.put({bytes(before)[:1], bytes(own)[:1]})


@no_fork
@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_forked_process_has_its_own() -> None:
    """Neither process writes over what the other keeps; the child can read what was kept before."""
    before = aside(b"k" * MANY)
    context = multiprocessing.get_context("fork")
    queue = context.SimpleQueue()
    child = context.Process(target=_in_child, args=(queue, before))
    child.start()
    after = aside(b"p" * MANY)
    assert queue.get() == {b"k", b"c"}
    child.join()
    assert {bytes(before), bytes(after)} == {b"k" * MANY, b"p" * MANY}
