"""The app's jobs: one after the other, each for itself."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from pmqa_xlsx.app import jobs
from pmqa_xlsx.app.jobs import Job, Jobs, JobState

#: A process of calls that does nothing else than to answer, or to wait for long.
CALLS = """
import sys, time
for line in sys.stdin:
    if "hang" in line:
        time.sleep(100)
    print('{"done": {}}', flush=True)
"""


@pytest.mark.slow
def test_the_next_job_after_one_that_was_stopped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Stopping a job ends its process; the one that waits is done by another."""
    start = subprocess.Popen
    monkeypatch.setattr(jobs.subprocess, "Popen",
                        lambda _, **options: start([sys.executable, "-S", "-c", CALLS], **options))
    waiting = Jobs(tmp_path / "log")
    states = set()
    for number in range(20):
        first, second = (waiting.begin(Job(f"{number} {call}", call, {}, "/")) for call in ("hang", "quick"))
        while first.state is not JobState.RUNNING:
            time.sleep(0.002)
        time.sleep(0.03)
        waiting.stop(first.key)
        assert second.ended.wait(20)
        states.add((first.state, second.state))
    waiting.end()
    assert states == {(JobState.STOPPED, JobState.DONE)}
