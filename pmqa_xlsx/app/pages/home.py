"""Today, the search, the static files, the language, and the end."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from pmqa_xlsx.app import words
from pmqa_xlsx.app.desk import desk_of, fields_of, view_of
from pmqa_xlsx.app.render import page
from pmqa_xlsx.app.views.round_view import RoundView
from pmqa_xlsx.app.views.units import doubtful_returns, found_in
from pmqa_xlsx.consolidate.event_data import data_of
from pmqa_xlsx.consolidate.schema import RETURNED, EventKind, EventRow, Standing, StandingRow
from pmqa_xlsx.consolidate.tasks import Task, tasks_of
from pmqa_xlsx.light_dataclass import dataclass
from pmqa_xlsx.report.page.design import design_css
from pmqa_xlsx.system.clock import now
from pmqa_xlsx.text.calendar import day_of

#: Seconds for which the last page can still load its style.
_LAST_SECONDS = 1.0
#: Most events listed.
_MOST_EVENTS = 12


@dataclass(frozen=True, slots=True)
class Today:
    """What the first page shows.

    :ivar day: the last day (A.D.) on which something happened.
    :ivar arrived: how many files came on that day.
    :ivar changed: the units whose standing is another than on the day before, each with what it was.
    :ivar standings: how many units have each standing.
    :ivar days_left: until the form's due date; negative once it is past, ``None`` where there is none.
    """

    day: dt.date | None
    arrived: int
    changed: Sequence[tuple[StandingRow, str]]
    standings: Counter[str]
    units: int
    tasks: Sequence[Task]
    events: Sequence[EventRow]
    due: dt.date | None
    days_left: int | None

    @property
    def returned(self) -> int:
        """How many units have a return that counts."""
        return sum(self.standings[one] for one in RETURNED)


def today_of(view: RoundView, moment: dt.datetime) -> Today:
    """The first page of a round.

    :param moment: the present one.
    """
    days = [day for event in view.events if event.kind != EventKind.RUN and (day := day_of(event.at))]
    day = max(days, default=None)
    of_day = [event for event in view.events if day_of(event.at) == day]
    standings = Counter(row.standing for row in view.units)
    due = view.form.due_in(view.source.year) if view.source.year else None
    left = (due - moment.date()).days if due else None
    shown = [event for event in view.events  # without drafts: these are counted
             if event.kind not in (EventKind.RUN, EventKind.ARRIVAL)
             and not (event.kind == EventKind.LETTER and data_of(event).get("state") == "draft")]
    tasks = tasks_of(view.units, view.missing, view.today, decide=len(doubtful_returns(view)),
                     send=sum(row.state == "draft" for row in view.letters))
    return Today(
        day=day, arrived=sum(event.kind == EventKind.ARRIVAL for event in of_day), changed=_changed(view, day),
        standings=standings, units=len(view.units), tasks=tasks, events=shown[:_MOST_EVENTS],
        due=due, days_left=left)


def _changed(view: RoundView, day: dt.date | None) -> list[tuple[StandingRow, str]]:
    """The units whose standing differs from that in the last run before a day."""
    before = next((event for event in view.events
                   if event.kind == EventKind.RUN and day and (its := day_of(event.at)) and its < day), None)
    was = data_of(before).get("standing", {}) if before else {}
    return [(row, was.get(row.unit_code, Standing.MISSING)) for row in view.units
            if _place(was.get(row.unit_code, Standing.MISSING)) != _place(row.standing)]


def _place(standing: str) -> str:
    """A unit does not change by the day that passes."""
    return Standing.MISSING if standing == Standing.OVERDUE else standing


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
