"""Letters: drafts to read and send, what was sent, what is settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.routing import Route

from pmqa_xlsx.app import words
from pmqa_xlsx.app.desk import desk_of
from pmqa_xlsx.app.render import page
from pmqa_xlsx.app.requests import answer_job, day_of_field, download, fields_of, list_of, zip_download
from pmqa_xlsx.app.views.outputs import ShownLetter, chat_text, letter_of, shown_letters

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


def show(request: Request) -> Response:
    """All letters, with what to do about them."""
    desk = desk_of(request)
    rows = desk.rows.read()
    found = shown_letters(rows, desk.directory) if rows else []
    return page(request, "letters.html", rows=rows, found=found, chat=chat_text(desk.directory))


def one(request: Request) -> Response:
    """One letter: to read, to copy, to send."""
    letter = _letter(request)
    return page(request, "letter.html", letter=letter, said=letter.read())


async def draft(request: Request) -> Response:
    """Draft letters about what nobody was written to about."""
    desk, fields = desk_of(request), await fields_of(request)
    unit = fields.get("unit", "")
    shown = f"/units/{fields['page']}" if fields.get("page") else "/letters"
    job = desk.begin(request, "feedback", shown, back=shown, units=[unit] if unit else [],
                     again="again" in fields, invite="invite" in fields, remind="remind" in fields,
                     receipt="receipt" in fields)
    return await answer_job(job)


async def sent(request: Request) -> Response:
    """Keep that letters were sent, with the office's number."""
    desk, fields = desk_of(request), await fields_of(request)
    ref = fields.get("ref", "")
    job = desk.begin(request, "sent", "/letters", back="/letters", numbers=list_of(fields, "number"), ref=ref,
                     on=day_of_field(fields, "on") or None,
                     typed=[(words.LETTER_REF, ref), (words.SENT_ON, fields.get("on", ""))])
    return await answer_job(job)


async def withdraw(request: Request) -> Response:
    """Withdraw a letter."""
    desk, fields = desk_of(request), await fields_of(request)
    job = desk.begin(request, "withdraw", "/letters", back="/letters", numbers=list_of(fields, "number"))
    return await answer_job(job)


def every_draft(request: Request) -> Response:
    """All drafts with their attachments, as a zip."""
    desk = desk_of(request)
    rows = desk.rows.read()
    drafts = [letter for letter in shown_letters(rows, desk.directory) if letter.row.state == "draft"] if rows else []
    paths = [path for letter in drafts for path in ((letter.mail,) if letter.mail else ()) + (*letter.attachments,)]
    if not paths:
        raise HTTPException(404)
    return zip_download([(path, path.name) for path in paths], "letters.zip")


def file(request: Request) -> Response:
    """A letter's mail, or an attachment."""
    letter, name = _letter(request), request.path_params["name"]
    path = next((path for path in (letter.mail, *letter.attachments) if path and path.name == name), None)
    if path is None:
        raise HTTPException(404)
    return download(path)


def _letter(request: Request) -> ShownLetter:
    desk = desk_of(request)
    rows = desk.rows.read()
    letter = letter_of(rows, desk.directory, request.path_params["number"]) if rows else None
    if letter is None:
        raise HTTPException(404)
    return letter


ROUTES = [
    Route("/letters", show), Route("/letters/draft", draft, methods=["POST"]),
    Route("/letters/sent", sent, methods=["POST"]), Route("/letters/withdraw", withdraw, methods=["POST"]),
    Route("/letters/drafts.zip", every_draft), Route("/letters/{number}", one),
    Route("/letters/{number}/{name}", file),
]
