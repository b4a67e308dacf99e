"""Pages as HTML: one environment of templates, with everything escaped, and what each of them may use."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from pmqa_xlsx.app import words
from pmqa_xlsx.app.desk import Desk, desk_of
from pmqa_xlsx.app.views.round_view import RoundView
from pmqa_xlsx.app.views.units import doubtful_returns
from pmqa_xlsx.catalogue import CATALOGUE
from pmqa_xlsx.consolidate.arrivals import file_name
from pmqa_xlsx.errors import OperatorError
from pmqa_xlsx.report import words as report_words
from pmqa_xlsx.report.page.design import language_of, page_templates
from pmqa_xlsx.system.clock import now
from pmqa_xlsx.text.calendar import Calendar
from pmqa_xlsx.text.language import Lang, Text
from pmqa_xlsx.text.untrusted import shown_text

if TYPE_CHECKING:
    from pmqa_xlsx.form.model import Form

#: Characters of a shown text from outside.
_LONGEST = 2_000


def page(request: Request, template: str, status: int = 200, **facts: Any) -> HTMLResponse:
    """A page of the app.

    :param facts: what its template uses besides what every one gets.
    """
    desk = desk_of(request)
    facts.setdefault("view", _view(desk))
    view = facts["view"]
    shared = _shared(request, desk, view, facts.get("form") or (view.form if view else None))
    text = _environment().get_template(template).render(**shared, **facts)
    return HTMLResponse(text.encode("utf-8", "replace"), status)


def message_page(
    request: Request, status: int, title: Text, text: Text, back: str = "/", *, repair: bool = False,
) -> Response:
    """A page that says what happened, and leads back.

    :param repair: whether writing the results again may help.
    """
    return page(request, "message.html", status, title=title, text=text, back=back, repair=repair)


def refusal_page(lang: Lang, status: int, reason: str) -> Response:
    """The page of a request that was not let through; it contains nothing of the round.

    :param reason: a key of :data:`pmqa_xlsx.app.words.REFUSED`.
    """
    text = _environment().get_template("refused.html").render(
        lang=lang, own=words, say=_speaker(lang), reason=words.REFUSED[reason])
    return HTMLResponse(text, status)


def _shared(request: Request, desk: Desk, view: RoundView | None, form: Form | None) -> dict[str, Any]:
    """What every template may use; days are in the calendar of the form that is shown."""
    chosen = desk.profile.preferences
    lang = chosen.lang
    did = desk.jobs.of(request.query_params.get("did", ""))
    units, calendar = (form.unit_by_code, form.calendar) if form else ({}, Calendar.BE)
    return {
        "lang": lang, "own": words, "words": report_words, "catalogue": CATALOGUE, "chosen": chosen, "desk": desk,
        "path": request.url.path, "query": request.query_params, "now": now(), "did": did,
        "address": f"{request.url.path}?{request.url.query}".rstrip("?") if request.method == "GET" else "/",
        "say": _speaker(lang),
        "post": lambda path: f"{path}?form={desk.keys.form_token(request.scope.get('session_key', ''))}",
        "day": lambda text: report_words.shown_day(text, lang, calendar),
        "time": lambda text: report_words.shown_moment(text, lang, calendar),
        "unit_name": lambda code: units[code].name.of(lang) if code in units else code,
        "file_name": lambda file: file_name(file or ""),
        "question": lambda row: view.words(lang).question(row) if view else "",
        "place": lambda row: view.words(lang).place(row) if view else "",
        "answer": lambda row, value: view.words(lang).answer(row, value) if view else value,
        "native": lambda text: language_of(str(text), lang),
        "doubts": len(doubtful_returns(view)) if view else 0,
        "drafts": sum(row.state == "draft" for row in view.letters) if view else 0,
    }


def _speaker(lang: Lang) -> Callable[..., str]:
    return lambda text, /, **facts: text.say(lang, **facts)


def _view(desk: Desk) -> RoundView | None:
    """The view for the parts that all pages share; a page about results that are not whole can do without."""
    try:
        return desk.latest.read()
    except OperatorError:
        return None


@cache
def _environment() -> Environment:
    environment = page_templates("pmqa_xlsx.app")
    environment.filters["shown"] = lambda text: shown_text(str(text), _LONGEST)
    environment.filters["thousands"] = lambda value: f"{value:,}"
    return environment

