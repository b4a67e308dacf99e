"""Letters: drafts to read and send, what was sent, what is settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Route

from pmqa_xlsx.app.desk import desk_of
from pmqa_xlsx.app.render import page

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


def show(request: Request) -> Response:
    """All letters."""
    return page(request, "letters.html", rows=desk_of(request).rows.read())


ROUTES = [Route("/letters", show)]
