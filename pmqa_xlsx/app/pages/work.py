"""A job's own page: how far it is, what became of it."""

from __future__ import annotations

import asyncio
import copy
import json
from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from pmqa_xlsx.app.desk import after, desk_of, found
from pmqa_xlsx.app.jobs import Job, JobState
from pmqa_xlsx.app.render import page

#: Seconds between two looks at a job, and after which a line keeps the connection open.
_A_LOOK, _A_LINE = 0.2, 15.0


def show(request: Request) -> Response:
    """A job that runs, or was refused; one that is done leads to the page that shows what it changed."""
    job = copy.copy(_job(request))  # as it is now: it may end while the page is made
    if job.state is JobState.DONE:
        return RedirectResponse(after(job), 303)
    return page(request, "work.html", job=job, states=JobState)


async def events(request: Request) -> Response:
    """How far a job is, as server-sent events."""
    return StreamingResponse(_events(request, _job(request)), media_type="text/event-stream")


async def _events(request: Request, job: Job) -> AsyncIterator[str]:
    shown, waited = None, 0.0
    while True:
        state = {"state": job.state.value, "made": job.progress[0], "of": job.progress[1]}
        if state != shown or waited >= _A_LINE:
            yield f"data: {json.dumps(state)}\n\n"
            shown, waited = state, 0.0
        if not job.is_open or await request.is_disconnected():
            return
        await asyncio.sleep(_A_LOOK)
        waited += _A_LOOK


async def stop(request: Request) -> Response:
    """Stop a job."""
    job = _job(request)
    desk_of(request).jobs.stop(job.key)
    return RedirectResponse(f"/work/{job.key}", 303)


def _job(request: Request) -> Job:
    return found(desk_of(request).jobs.of(request.path_params["key"]))


ROUTES = [Route("/work/{key}", show), Route("/work/{key}/events", events),
          Route("/work/{key}/stop", stop, methods=["POST"])]
