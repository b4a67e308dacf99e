"""The units, one unit's page, doubtful returns, and what the office says: decisions, extensions, notes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from pmqa_xlsx.app import words
from pmqa_xlsx.app.desk import answer, chosen_unit, day_of_field, desk_of, download, fields_of, found, view_of
from pmqa_xlsx.app.render import page
from pmqa_xlsx.app.views.units import SHOWN, answer_pairs, doubtful_returns, stored_returns, unit_list, unit_story
from pmqa_xlsx.consolidate.arrivals import file_name
from pmqa_xlsx.consolidate.output import named_originals
from pmqa_xlsx.text.calendar import day_of


def every(request: Request) -> Response:
    """The list of units."""
    view, query = view_of(request), request.query_params
    lang = desk_of(request).profile.preferences.lang
    listed = unit_list(view, query.get("show", ""), query.get("group", ""), query.get("sort", ""),
                       lang) if view else None
    return page(request, "units.html", listed=listed, kinds=SHOWN)


def one(request: Request) -> Response:
    """A unit's story."""
    view = view_of(request)
    story = unit_story(view, request.path_params["code"]) if view else None
    return page(request, "unit.html", story=found(story), originals=_originals(request))


def files(request: Request) -> Response:
    """What was received, on a day or ever."""
    view, wanted = view_of(request), day_of(request.query_params.get("day", ""))
    some = [row for row in view.returns if wanted in (None, day_of(row.received_at))] if view else []
    return page(request, "files.html", found=stored_returns(view, some) if view else [], of_day=wanted,
                originals=_originals(request))


def original(request: Request) -> Response:
    """A file as it was received, under the name that it came with."""
    view, sha256 = view_of(request), request.path_params["sha256"]
    received = next((row for row in view.returns if row.sha256 == sha256), None) if view else None
    return download(_originals(request).get(sha256), file_name(found(received).file))


def _originals(request: Request) -> dict[str, Path]:
    """The files received that are kept, by SHA-256."""
    return dict(named_originals(desk_of(request).directory))


def beside(request: Request) -> Response:
    """The written answers of two units side by side."""
    view = found(view_of(request))
    a, b = (found(view.unit_by_code.get(request.query_params.get(name, ""))).unit_code for name in ("a", "b"))
    return page(request, "beside.html", a=a, b=b, pairs=answer_pairs(view, a, b))


def doubtful(request: Request) -> Response:
    """What waits for the office's word."""
    view = view_of(request)
    return page(request, "doubtful.html", found=doubtful_returns(view) if view else [],
                originals=_originals(request))


async def decide(request: Request) -> Response:
    """What the office says about a return."""
    fields = await fields_of(request)
    by = _by(request, fields)
    shown = f"/units/{fields['page']}" if fields.get("page") else "/files"
    back = "/doubtful" if fields.get("from") == "doubtful" else shown
    verdict, _, unit = fields.get("verdict", "").partition(" ")
    if verdict == "is-unit" and not unit:
        unit = chosen_unit(fields)
    reason = fields.get("reason", "")
    return await answer(request, "decide", back, which=fields.get("which", ""), verdict=verdict, unit=unit,
                        reason=reason, by=by, typed=[(words.REASON, reason), (words.BY, by)])


async def extend(request: Request) -> Response:
    """A new due date for a unit."""
    fields = await fields_of(request)
    code, by, reason = request.path_params["code"], _by(request, fields), fields.get("reason", "")
    return await answer(
        request, "extend", f"/units/{code}", back=f"/units/{code}#extend", unit=code, reason=reason, by=by,
        due_date=day_of_field(fields, "due_date"),
        typed=[(words.NEW_DUE, fields.get("due_date", "")), (words.REASON, reason), (words.BY, by)])


async def note(request: Request) -> Response:
    """A line in a unit's story."""
    fields = await fields_of(request)
    code, by, text = request.path_params["code"], _by(request, fields), fields.get("text", "")
    return await answer(request, "note", f"/units/{code}", back=f"/units/{code}#note", unit=code, text=text, by=by,
                        typed=[(words.NOTE, text), (words.BY, by)])


async def forget(request: Request) -> Response:
    """Erase what is personal, or all that was typed, of one unit or of all; only when it was confirmed."""
    fields = await fields_of(request)
    code = fields.get("unit", "")
    page_of = f"/units/{code}" if code else "/settings"
    if "sure" not in fields:
        return RedirectResponse(f"{page_of}#forget", 303)
    return await answer(request, "forget", page_of, back=f"{page_of}#forget", unit=code,
                        contacts=fields.get("what") != "all", before=day_of_field(fields, "before"),
                        typed=[(words.FORGET_BEFORE, fields.get("before", ""))])


def _by(request: Request, fields: dict[str, str]) -> str:
    """Who says it; remembered for the next time."""
    by, profile = fields.get("by", "").strip(), desk_of(request).profile
    if by and by != profile.preferences.by:
        profile.preferences = replace(profile.preferences, by=by[:200])
    return by


ROUTES = [
    Route("/units", every), Route("/units/{code}", one), Route("/files", files),
    Route("/files/{sha256}", original), Route("/beside", beside),
    Route("/doubtful", doubtful),
    Route("/decide", decide, methods=["POST"]), Route("/forget", forget, methods=["POST"]),
    Route("/units/{code}/extend", extend, methods=["POST"]), Route("/units/{code}/note", note, methods=["POST"]),
]
