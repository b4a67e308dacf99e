"""What pages get from a request: its fields within limits, and the answer to a form that begins a job."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse

from pmqa_xlsx.app import words
from pmqa_xlsx.app.jobs import JobState
from pmqa_xlsx.errors import OptionNotValid
from pmqa_xlsx.text.thai import parse_thai_date

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from pmqa_xlsx.app.jobs import Job

#: Bytes of a form without files, and how many fields it may have.
_LARGEST_FORM, _MOST_FIELDS = 256 * 2**10, 2_000
#: Between the values of several fields of one name; nobody can type it.
_SEPARATOR = "\x1f"
#: Seconds for which a form waits for its job before the job's own page is shown.
_PATIENCE = 4.0


async def fields_of(request: Request) -> dict[str, str]:
    """The fields of a form without files; several of one name together, see :func:`list_of`.

    :raises OptionNotValid: it is too large, or no form.
    """
    data = b""
    async for piece in request.stream():
        data += piece
        if len(data) > _LARGEST_FORM:
            raise OptionNotValid(words.FORM_TOO_LARGE.en, words.FORM_TOO_LARGE.th)
    try:
        pairs = parse_qsl(data.decode(), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError as error:
        raise OptionNotValid(words.FORM_UNREADABLE.en, words.FORM_UNREADABLE.th) from error
    several: dict[str, list[str]] = {}
    for name, value in pairs:
        several.setdefault(name, []).append(value)
    return {name: _SEPARATOR.join(values) for name, values in several.items()}


def list_of(fields: dict[str, str], name: str) -> list[str]:
    """The values of all fields of one name, such as check boxes."""
    return fields[name].split(_SEPARATOR) if name in fields else []


def day_of_field(fields: dict[str, str], name: str) -> str:
    """A day that was typed in Thai or as ISO 8601, as ISO 8601 (A.D.); what is no day as it was typed."""
    typed = fields.get(name, "").strip()
    day = parse_thai_date(typed)
    return day.isoformat() if day else typed


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


