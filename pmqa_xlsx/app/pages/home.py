"""Today, the search, the static files, the language, and the end."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from pmqa_xlsx.app import words
from pmqa_xlsx.app.desk import desk_of, fields_of, view_of
from pmqa_xlsx.app.render import page
from pmqa_xlsx.app.views.today import today_of
from pmqa_xlsx.app.views.units import found_in
from pmqa_xlsx.report.page.design import design_css
from pmqa_xlsx.system.clock import now

if TYPE_CHECKING:
    from starlette.requests import Request

#: Seconds for which the last page can still load its style.
_LAST_SECONDS = 1.0


def today(request: Request) -> Response:
    """What came, what it changed, what to do next."""
    view = view_of(request)
    return page(request, "today.html", today=today_of(view, now()) if view else None)


def search(request: Request) -> Response:
    """Units, senders, file names that contain a text."""
    view, text = view_of(request), request.query_params.get("q", "")[:100].strip()
    return page(request, "search.html", text=text, found=found_in(view, text) if view and text else None)


async def choose_language(request: Request) -> Response:
    """Show the pages in another language."""
    desk, fields = desk_of(request), await fields_of(request)
    desk.profile.preferences = replace(desk.profile.preferences, lang="en" if fields.get("lang") == "en" else "th")
    back = fields.get("back", "/")
    known = back.startswith("/") and not back.startswith(("//", "/\\"))
    return RedirectResponse(back if known else "/", 303)


async def end(request: Request) -> Response:
    """End the app; while a job runs only if that was asked for."""
    desk, fields = desk_of(request), await fields_of(request)
    job = desk.jobs.open
    if job is not None and "stop" not in fields:
        return page(request, "quit.html", 409, job=job)
    asyncio.get_running_loop().call_later(_LAST_SECONDS, desk.quit)
    return page(request, "ended.html", title=words.ENDED, text=words.ENDED_TEXT, back="", repair=False)


async def new_address(request: Request) -> Response:
    """An address for a second start on this computer, which knows the secret."""
    return JSONResponse({"address": desk_of(request).keys.new_address()})


def static(request: Request) -> Response:
    """The style and the script."""
    made = _static(request.path_params["name"])
    if made is None:
        return Response(status_code=404)
    content, kind = made
    return Response(content, media_type=kind)


@cache
def _static(name: str) -> tuple[str, str] | None:
    folder = files("pmqa_xlsx.app") / "static"
    if name == "app.css":
        return design_css() + (folder / name).read_text(encoding="utf-8"), "text/css"
    if name == "app.js":
        return (folder / name).read_text(encoding="utf-8"), "text/javascript"
    return None


ROUTES = [
    Route("/", today), Route("/search", search), Route("/language", choose_language, methods=["POST"]),
    Route("/quit", end, methods=["POST"]), Route("/open", new_address, methods=["POST"]),
    Route("/static/{name}", static),
]
