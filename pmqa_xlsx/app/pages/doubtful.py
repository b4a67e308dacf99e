"""Returns of which it is not certain whose they are: both readings side by side, and the office's word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Route

from pmqa_xlsx.app.desk import desk_of
from pmqa_xlsx.app.render import page
from pmqa_xlsx.app.views.doubtful import doubtful_returns

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


def show(request: Request) -> Response:
    """What waits for the office's word."""
    rows = desk_of(request).rows.read()
    return page(request, "doubtful.html", rows=rows, found=doubtful_returns(rows) if rows else [])


ROUTES = [Route("/doubtful", show)]
