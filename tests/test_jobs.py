"""The app's jobs: one after the other, each for itself."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from starlette.requests import Request
from starlette.responses import Response

from pmqa_xlsx.app import jobs
from pmqa_xlsx.app.jobs import Job, Jobs, JobState
from pmqa_xlsx.app.pages import work

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


def test_work_that_ends_while_its_page_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its page shows that it runs, and asks how far it is; it does not say that the program failed."""
    job, shown = Job("key", "note", {}, "/", state=JobState.RUNNING), []

    def made(_: Request, template: str, **facts: Job) -> Response:
        job.end(JobState.DONE)
        shown.append((template, facts["job"].is_open))
        return Response()

    monkeypatch.setattr(work, "page", made)
    desk = SimpleNamespace(jobs=SimpleNamespace(of=lambda _: job))
    work.show(Request({"type": "http", "path_params": {"key": "key"},
                       "app": SimpleNamespace(state=SimpleNamespace(desk=desk))}))
    assert shown == [("work.html", True)]
