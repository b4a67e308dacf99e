"""What the pages of one start of the app share: the round's folder, jobs, uploads, what was typed in Settings.

And what they get from a request and answer with: fields within limits, jobs, files to download.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar, cast
from urllib.parse import parse_qs, quote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response, StreamingResponse

from pmqa_xlsx.app.jobs import Job, Jobs, JobState
from pmqa_xlsx.app.profile import Profile
from pmqa_xlsx.app.safety import Keys
from pmqa_xlsx.app.uploads import Uploads
from pmqa_xlsx.app.views.round_view import LatestRun, RoundView
from pmqa_xlsx.errors import OptionNotValid
from pmqa_xlsx.light_dataclass import dataclass, field
from pmqa_xlsx.system.clock import now
from pmqa_xlsx.system.portable_zip import write_zip
from pmqa_xlsx.system.scratch_file import spooled
from pmqa_xlsx.text.language import Text
from pmqa_xlsx.text.thai import parse_thai_date

T = TypeVar("T")
#: Worker processes that read returns, at most.
_MOST_JOBS = 4


@dataclass(slots=True)
class Desk:
    """One start of the app.

    :ivar directory: the round's folder, as it was given at the start.
    :ivar log: where tracebacks of this program's defects go.
    :ivar quit: ends the app.
    :ivar passwords: to try on encrypted files; in memory only, as ``seal_key``.
    :ivar definition: a definition that was uploaded and has no mistakes; it rules once it is used.
    :ivar checked: what was found in the definition uploaded last, with its ``name`` and where it is (``source``).
    :ivar last_request: when somebody last asked for something, on the monotonic clock, in seconds.
    """

    directory: Path
    profile: Profile
    keys: Keys
    jobs: Jobs
    uploads: Uploads
    latest: LatestRun
    log: Path
    quit: Callable[[], None]
    passwords: list[str] = field(default_factory=list)
    seal_key: bytes = b""
    definition: Path | None = None
    checked: dict[str, Any] | None = None
    last_request: float = field(default_factory=time.monotonic)

    def begin(
        self, request: Request, call: str, then: str, *, back: str = "", folder: Path | None = None,
        typed: Sequence[tuple[Text, str]] = (), on_done: Callable[[Any], object] | None = None, key: str = "",
        **args: Any,
    ) -> Job:
        """Begin a job for the form that was sent; sent twice, it is one job.

        :param then: the page to show when it is done; also that from which it was asked for, if ``back`` is not given.
        :param key: tells jobs apart that begin with one form.
        :param args: of the call, besides those that every call gets.
        """
        chosen = self.profile.preferences
        every = {"directory": str(self.directory), "files": chosen.files, "passwords": self.passwords,
                 "seal_key": self.seal_key.hex(), "jobs": min(_MOST_JOBS, os.cpu_count() or 1), **args}
        return self.jobs.begin(Job(
            request.query_params["form"] + key, call, every, then=then, back=back or then, folder=folder, typed=typed,
            on_done=on_done))

    def made(self, form: str) -> Path | None:
        """What was made for a form that was sent; ``None`` if there is nothing of it."""
        folder = self.uploads.folder / "made"
        return next((path for one in folder.glob("*") if one.name == form for path in one.iterdir()), None)


def desk_of(request: Request) -> Desk:
    """The desk behind the page that is asked for."""
    return cast(Desk, request.app.state.desk)


def view_of(request: Request) -> RoundView | None:
    """What the last run wrote; ``None`` where no run has written results yet.

    :raises InputNotFound: the results are not whole.
    """
    return desk_of(request).latest.read()


#: Bytes of a form without files, and how many fields it may have.
_LARGEST_FORM, _MOST_FIELDS = 256 * 2**10, 2_000
#: Between the values of several fields of one name; nobody can type it.
_SEPARATOR = "\x1f"
#: Seconds for which a form waits for its job before the job's own page is shown.
_PATIENCE = 4.0
#: Bytes of a zip that are kept in memory, and that are sent at a time.
_IN_MEMORY, _A_PIECE = 16 * 2**20, 2**18


async def fields_of(request: Request) -> dict[str, str]:
    """The fields of a form without files; several of one name together, see :func:`list_of`.

    :raises OptionNotValid: it is too large, or no form.
    """
    data = b""
    async for piece in request.stream():
        data += piece
        if len(data) > _LARGEST_FORM:
            raise OptionNotValid("form-too-large")
    try:
        fields = parse_qs(data.decode(), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError as error:
        raise OptionNotValid("form-unreadable") from error
    return {name: _SEPARATOR.join(values) for name, values in fields.items()}


def list_of(fields: dict[str, str], name: str) -> list[str]:
    """The values of all fields of one name, such as check boxes."""
    return fields[name].split(_SEPARATOR) if name in fields else []


def day_of_field(fields: dict[str, str], name: str) -> str:
    """A day that was typed in Thai or as ISO 8601, as ISO 8601 (A.D.); what is no day as it was typed."""
    typed = fields.get(name, "").strip()
    day = parse_thai_date(typed)
    return day.isoformat() if day else typed


def chosen_unit(fields: dict[str, str]) -> str:
    """The code of the unit chosen from the list beside a button that needs one.

    :raises OptionNotValid: none was chosen.
    """
    if not fields.get("unit"):
        raise OptionNotValid("no-unit-chosen")
    return fields["unit"]


async def answer(request: Request, call: str, then: str, **job: Any) -> Response:
    """Begin a job, as :meth:`Desk.begin`, and show what it changed."""
    return await answer_job(desk_of(request).begin(request, call, then, **job))


async def answer_made(request: Request, call: str, name: str, *, back: str, **args: Any) -> Response:
    """Begin a job that makes a file or a folder to download, in the user's profile, and show where it is.

    :param name: of the file or folder; the call's argument ``target``.
    """
    form = request.query_params["form"]
    folder = desk_of(request).uploads.folder / "made" / form
    folder.mkdir(parents=True, exist_ok=True)
    return await answer(request, call, f"/made/{form}", back=back, target=str(folder / name), **args)


async def answer_job(job: Job) -> Response:
    """Show what a job changed if it is done shortly, else the job's own page."""
    await run_in_threadpool(job.ended.wait, _PATIENCE)
    if job.state is JobState.DONE:
        return RedirectResponse(after(job), 303)
    return RedirectResponse(f"/work/{job.key}", 303)


def after(job: Job) -> str:
    """The page to show when a job is done; it says what was done."""
    path, mark, anchor = job.then.partition("#")
    return f"{path}{'&' if '?' in path else '?'}did={job.key}{mark}{anchor}"


def found(known: T | None) -> T:
    """What was asked for, if it is there and not empty; else the page of what is not found is shown."""
    if not known:
        raise HTTPException(404)
    return known


def download(path: Path | None, name: str = "") -> Response:
    """A file, to be saved and not shown, if it is there.

    :param name: the name to save it under, if not its own.
    """
    if path is None or not path.is_file():
        raise HTTPException(404)
    return FileResponse(path, media_type="application/octet-stream", filename=name or path.name)


def zip_download(paths: Iterable[tuple[Path, str]], name: str) -> Response:
    """Several files as a zip.

    :param paths: each file, and its name in the zip.
    """
    kept = spooled(_IN_MEMORY)  # closed once it was sent
    write_zip(kept, ((inside, path.read_bytes()) for path, inside in paths), now())
    kept.seek(0)

    def pieces() -> Iterable[bytes]:
        with kept:
            while piece := kept.read(_A_PIECE):
                yield piece

    return StreamingResponse(pieces(), media_type="application/zip",
                             headers={"content-disposition": f"attachment; filename*=UTF-8''{quote(name)}"})


def files_below(folder: Path) -> list[tuple[Path, str]]:
    """The files below a folder, each with its path from there."""
    return [(path, path.relative_to(folder).as_posix()) for path in sorted(folder.rglob("*"))
            if path.is_file() and not path.name.startswith(".")]
