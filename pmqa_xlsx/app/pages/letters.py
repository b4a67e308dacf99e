"""Letters: drafts to read and send, what was sent, what is settled."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pmqa_xlsx.app import words
from pmqa_xlsx.app.desk import answer, day_of_field, desk_of, download, fields_of, found, list_of, zip_download
from pmqa_xlsx.app.render import page
from pmqa_xlsx.app.views.round_view import RoundView
from pmqa_xlsx.consolidate.event_data import EventData
from pmqa_xlsx.consolidate.schema import LetterRow
from pmqa_xlsx.feedback.mail import MailDraft, read_draft
from pmqa_xlsx.light_dataclass import dataclass
from pmqa_xlsx.rounds.letters_folder import ASIDE, CHAT, LETTERS

#: In this order they are listed: what is to be sent comes first.
_STATES = {"draft": 0, "sent": 1, "settled": 2, "withdrawn": 3}
#: Among the drafts, what asks for something first.
_KINDS = ("which-unit", "correction", "resend", "reminder", "invitation", "receipt")


@dataclass(frozen=True, slots=True)
class ShownLetter:
    """A letter with its files.

    :ivar mail: the draft's file; ``None`` where it is not there any more.
    """

    row: LetterRow
    mail: Path | None
    attachments: Sequence[Path]

    @property
    def key(self) -> str:
        """Its number as part of an address."""
        return self.row.number.replace("/", "-")

    def read(self) -> MailDraft | None:
        """What the draft says; ``None`` where its file is gone."""
        return read_draft(self.mail.read_bytes()) if self.mail else None


def shown_letters(view: RoundView | None, directory: Path) -> list[ShownLetter]:
    """All letters: those that are to be sent in their order, then the others, the newest first."""
    found: list[ShownLetter] = []
    if view is None:
        return found
    drafts = [row for row in reversed(view.letters) if row.state == "draft"]
    others = [row for row in view.letters if row.state != "draft"]
    order = sorted(drafts, key=lambda row: _KINDS.index(row.kind)) + sorted(others, key=lambda row: _STATES[row.state])
    for row in order:
        names = [Path(str(name)).name for name in view.drafts.get(row.number, EventData()).get("files", ())]
        paths = [path for name in names if (path := _path(directory, name)) is not None]
        mail = next((path for path in paths if path.suffix == ".eml"), None)
        found.append(ShownLetter(row, mail, [path for path in paths if path != mail]))
    return found


def chat_text(directory: Path) -> str:
    """The text for a chat group; empty where there is none."""
    try:
        return (directory / LETTERS / CHAT).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return ""


def _path(directory: Path, name: str) -> Path | None:
    """Where a file of a letter is: among those to send, or set aside."""
    places = (directory / LETTERS / name, directory / LETTERS / ASIDE / name)
    return next((path for path in places if path.is_file()), None)


def show(request: Request) -> Response:
    """All letters, with what to do about them."""
    desk = desk_of(request)
    return page(request, "letters.html", found=shown_letters(desk.latest.read(), desk.directory),
                chat=chat_text(desk.directory))


def one(request: Request) -> Response:
    """One letter: to read, to copy, to send."""
    letter = _letter(request)
    return page(request, "letter.html", letter=letter, said=letter.read())


async def draft(request: Request) -> Response:
    """Draft letters about what nobody was written to about."""
    fields = await fields_of(request)
    unit = fields.get("unit", "")
    return await answer(
        request, "feedback", f"/units/{fields['page']}" if fields.get("page") else "/letters",
        units=[unit] if unit else [], **{name: name in fields for name in ("again", "invite", "remind", "receipt")})


async def sent(request: Request) -> Response:
    """Keep that letters were sent, with the office's number."""
    fields = await fields_of(request)
    ref = fields.get("ref", "")
    return await answer(request, "sent", "/letters", numbers=list_of(fields, "number"), ref=ref,
                        on=day_of_field(fields, "on") or None,
                        typed=[(words.LETTER_REF, ref), (words.SENT_ON, fields.get("on", ""))])


async def withdraw(request: Request) -> Response:
    """Withdraw a letter."""
    return await answer(request, "withdraw", "/letters", numbers=list_of(await fields_of(request), "number"))


def every_draft(request: Request) -> Response:
    """All drafts with their attachments, as a zip."""
    desk = desk_of(request)
    drafts = [one for one in shown_letters(desk.latest.read(), desk.directory) if one.row.state == "draft"]
    paths = [path for letter in drafts for path in ((letter.mail,) if letter.mail else ()) + (*letter.attachments,)]
    return zip_download(found([(path, path.name) for path in paths]), "letters.zip")


def file(request: Request) -> Response:
    """A letter's mail, or an attachment."""
    letter, name = _letter(request), request.path_params["name"]
    return download(next((path for path in (letter.mail, *letter.attachments) if path and path.name == name), None))


def _letter(request: Request) -> ShownLetter:
    desk, number = desk_of(request), request.path_params["number"]
    letters = shown_letters(desk.latest.read(), desk.directory)
    return found(next((letter for letter in letters if letter.key == number), None))


ROUTES = [
    Route("/letters", show), Route("/letters/draft", draft, methods=["POST"]),
    Route("/letters/sent", sent, methods=["POST"]), Route("/letters/withdraw", withdraw, methods=["POST"]),
    Route("/letters/drafts.zip", every_draft), Route("/letters/{number}", one),
    Route("/letters/{number}/{name}", file),
]
