"""Files come in: dropped or chosen, shown for what they are, and then taken in."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from pmqa_xlsx.app.desk import answer, answer_job, desk_of, fields_of, found
from pmqa_xlsx.app.render import page
from pmqa_xlsx.app.uploads import MAX_FILES, Batch
from pmqa_xlsx.app.views.units import AlikeFindings, alike
from pmqa_xlsx.consolidate.frame_rows import findings_by_file
from pmqa_xlsx.consolidate.schema import FindingRow, ReturnRow
from pmqa_xlsx.light_dataclass import dataclass
from pmqa_xlsx.text.language import Text

#: Bytes that are read from an upload at a time.
_A_PIECE = 2**20
#: What needs attention first.
_ORDER = ("held", "rejected", "needs_correction", "accepted", "joined", "superseded", "duplicate")


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """One return, or a file without one.

    :ivar status: what would become of it.
    :ivar replaces: the name of the file that counts for its unit so far, where this one would count instead.
    """

    file: str
    unit_code: str
    unit_name: str
    status: str
    replaces: str
    sender: str
    sent_at: str
    completeness: float | None
    findings: Sequence[AlikeFindings]


@dataclass(frozen=True, slots=True)
class CheckedBatch:
    """All files of a batch.

    :ivar known: those that were taken in before.
    :ivar skipped: how many were left out, by reason.
    :ivar locked: whether a password would open something.
    """

    files: Sequence[CheckedFile]
    counts: Counter[str]
    known: Sequence[str]
    skipped: Mapping[str, int]
    unread: Sequence[Text]
    locked: bool


def checked_files(checked: Mapping[str, Any]) -> CheckedBatch:
    """What the check returned, as rows."""
    findings = findings_by_file(FindingRow(**row) for row in checked["findings"])
    returns = {one.key: one for one in (ReturnRow(**row) for row in checked["returns"])}
    files = []
    for change in checked["changes"]:
        key = change["file"], change["sha256"]
        one = returns[key]
        files.append(CheckedFile(
            file=one.file, unit_code=change["unit_code"] or one.likely_unit, unit_name=one.unit_name,
            status=change["status"], replaces=change["replaces"], sender=one.sender, sent_at=one.sent_at,
            completeness=one.completeness, findings=alike(findings.get(key, []))))
    locked = any(row.code == "file-encrypted" for some in findings.values() for row in some)
    files.sort(key=lambda file: _ORDER.index(file.status))
    return CheckedBatch(files, Counter(file.status for file in files), checked["known"],
                        checked["skipped"], [Text(**text) for text in checked["unread"]], locked)


def show(request: Request) -> Response:
    """Where to drop files."""
    return page(request, "drop.html")


async def send(request: Request) -> Response:
    """Files of an ordinary form, as a browser without script sends them; then the check begins."""
    return await _check(request, await received(request))


async def received(request: Request) -> Batch:
    """The files of an ordinary form, whatever its fields are called; an empty batch where none was chosen."""
    uploads = desk_of(request).uploads
    uploads.check_space(request.headers.get("content-length"))
    batch = uploads.begin()
    async with request.form(max_files=MAX_FILES, max_fields=10) as form:
        for _, one in form.multi_items():
            if isinstance(one, UploadFile) and one.filename:
                await batch.add(one.filename, None, _pieces_of(one))
    return batch


async def begin(request: Request) -> Response:
    """A new batch for the script, which sends each file by itself."""
    desk, fields = desk_of(request), await fields_of(request)
    desk.uploads.check_space(fields.get("size"))
    return JSONResponse({"batch": desk.uploads.begin().key})


async def send_one(request: Request) -> Response:
    """One file of a batch, as the request's body."""
    time = request.query_params.get("time", "")
    modified_at = int(time) / 1000 if time.isascii() and time.isdecimal() else None
    await _batch(request).add(request.query_params.get("name", ""), modified_at, request.stream())
    return JSONResponse({})


async def check(request: Request) -> Response:
    """Begin to look at what was sent; again with a further password."""
    desk, batch, fields = desk_of(request), _batch(request), await fields_of(request)
    password = fields.get("password", "")
    if password and password not in desk.passwords:
        desk.passwords.append(password)
    return await _check(request, batch, batch.key)


async def _check(request: Request, batch: Batch, key: str = "") -> Response:
    if not batch.names:
        desk_of(request).uploads.give_up(batch.key)
        return RedirectResponse("/drop?nothing=1", 303)
    desk = desk_of(request)

    def keep(checked: Any) -> None:
        batch.checked = checked

    job = desk.begin(request, "check", f"/drop/{batch.key}", folder=batch.folder,
                     on_done=keep, key=key, paths=batch.tops, form=str(desk.definition) if desk.definition else None)
    if job.folder != batch.folder:  # the same form was sent twice
        desk.uploads.give_up(batch.key)
    return await answer_job(job)


def batch_page(request: Request) -> Response:
    """What each file is, and what it would change."""
    batch = _batch(request)
    return page(request, "batch.html", batch=batch,
                checked=checked_files(batch.checked) if batch.checked is not None else None)


async def take_in(request: Request) -> Response:
    """Add a batch to the round."""
    desk, batch, fields = desk_of(request), _batch(request), await fields_of(request)
    return await answer(
        request, "ingest", "/", back=f"/drop/{batch.key}", folder=batch.folder, paths=batch.tops,
        on_done=lambda _: desk.uploads.give_up(batch.key), contacts=False if "no_contacts" in fields else None,
        form=str(desk.definition) if desk.definition and not desk.latest.read() else None)


async def give_up(request: Request) -> Response:
    """Take nothing of it in."""
    desk_of(request).uploads.give_up(request.path_params["batch"])
    return RedirectResponse("/drop", 303)


def _batch(request: Request) -> Batch:
    return found(desk_of(request).uploads.of(request.path_params["batch"]))


async def _pieces_of(file: UploadFile) -> AsyncIterator[bytes]:
    """The content of an uploaded file, piece by piece."""
    while piece := await file.read(_A_PIECE):
        yield piece


ROUTES = [
    Route("/drop", show), Route("/drop", send, methods=["POST"]), Route("/drop/begin", begin, methods=["POST"]),
    Route("/drop/{batch}", batch_page), Route("/drop/{batch}/file", send_one, methods=["POST"]),
    Route("/drop/{batch}/check", check, methods=["POST"]), Route("/drop/{batch}/take", take_in, methods=["POST"]),
    Route("/drop/{batch}/give-up", give_up, methods=["POST"]),
]
