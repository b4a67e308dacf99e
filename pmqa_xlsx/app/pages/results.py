"""Results: tables, the report, files, kept states, comparisons, results to give away."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from pmqa_xlsx.app import words
from pmqa_xlsx.app.desk import (
    answer,
    answer_made,
    day_of_field,
    desk_of,
    download,
    fields_of,
    files_below,
    found,
    view_of,
    zip_download,
)
from pmqa_xlsx.app.render import page
from pmqa_xlsx.app.safety import REPORT_POLICY
from pmqa_xlsx.app.views.round_view import RoundView
from pmqa_xlsx.consolidate.columns import FrameColumn, columns_of
from pmqa_xlsx.consolidate.output import read_summary
from pmqa_xlsx.consolidate.schema import FRAMES
from pmqa_xlsx.light_dataclass import dataclass
from pmqa_xlsx.rounds.snapshots import SNAPSHOTS, folders_in
from pmqa_xlsx.system.file_names import CONSOLIDATED, PAGE, SUMMARY

#: Rows of a table on one page.
ROWS_A_PAGE = 100
#: The first files that people open.
_FIRST = (CONSOLIDATED, PAGE)


@dataclass(frozen=True, slots=True)
class TablePage:
    """Some rows of a frame.

    :ivar number: which page, from 1 on; ``pages`` how many there are.
    """

    frame: str
    columns: Sequence[FrameColumn]
    rows: Sequence[object]
    count: int
    number: int
    pages: int


def output_files(directory: Path) -> dict[str, Path]:
    """The files of the last run by name, those for people first."""
    outputs = (read_summary(directory) or {}).get("outputs")
    names = [str(name) for name in outputs] if isinstance(outputs, dict) else []
    names.sort(key=lambda name: (name not in _FIRST, not name.endswith(".csv"), name))
    there = {name: directory / name for name in [*names, *([SUMMARY] if names else [])]}
    return {name: path for name, path in there.items() if path.is_file()}


def kept_states(directory: Path) -> dict[str, str]:
    """The moment (ISO 8601) that each state kept by name is of, the newest first."""
    found = [(str((read_summary(path) or {}).get("as_of", "")), path.name)
             for path in folders_in(directory / SNAPSHOTS) if (path / SUMMARY).is_file()]
    return {name: as_of for as_of, name in sorted(found, reverse=True)}


def other_results(directory: Path) -> dict[str, Path]:
    """The results beside the round's folder, such as last year's, by the name of their folder."""
    try:
        beside = sorted(folders_in(directory.parent))
        return {path.name: path for path in beside if path != directory and (path / SUMMARY).is_file()}
    except OSError:  # a folder that may not be read
        return {}


def table_page(view: RoundView, frame: str, number: int) -> TablePage | None:
    """Some rows of a frame; ``None`` where there is no such frame.

    :param number: which page, from 1 on.
    """
    if frame not in FRAMES:
        return None
    count = view.source.count(frame)
    pages = max(-(-count // ROWS_A_PAGE), 1)
    number = min(max(number, 1), pages)
    rows = view.source.rows(FRAMES[frame], (number - 1) * ROWS_A_PAGE, ROWS_A_PAGE)
    return TablePage(frame, columns_of(FRAMES[frame]), rows, count, number, pages)


def show(request: Request) -> Response:
    """What the last run wrote, and the kept states."""
    desk = desk_of(request)
    return page(request, "results.html", view=view_of(request), files=output_files(desk.directory), frames=FRAMES,
                states=kept_states(desk.directory), others=other_results(desk.directory))


def table(request: Request) -> Response:
    """A frame as a table, a page at a time."""
    view, number = view_of(request), request.query_params.get("page", "1")
    shown = table_page(view, request.path_params["frame"], int(number) if number.isdecimal() else 1) if view else None
    return page(request, "table.html", shown=found(shown))


def report(request: Request) -> Response:
    """The report in a frame without rights."""
    return page(request, "report.html", view=view_of(request))


def report_itself(request: Request) -> Response:
    """The report as the last run wrote it."""
    path = desk_of(request).directory / PAGE
    if not path.is_file():
        raise HTTPException(404)
    return FileResponse(path, media_type="text/html", headers={"content-security-policy": REPORT_POLICY})


def file(request: Request) -> Response:
    """One of the files that the last run wrote."""
    return download(output_files(desk_of(request).directory).get(request.path_params["name"]))


async def write_again(request: Request) -> Response:
    """Write the results again from the ledger; the page compares with what was chosen."""
    against = (await fields_of(request)).get("against", "")
    return await answer(request, "results", "/results",
                        against=[str(_results_of(request, against))] if against else [])


async def bring_to_today(request: Request) -> Response:
    """Write the results again, as of now, and go back to the first page."""
    return await answer(request, "results", "/")


async def keep(request: Request) -> Response:
    """Keep the results as they are under a name."""
    name = (await fields_of(request)).get("name", "").strip()
    return await answer(request, "snapshot", "/results#states", name=name, typed=[(words.STATE_NAME, name)])


async def compare(request: Request) -> Response:
    """Put two states side by side."""
    fields = await fields_of(request)
    chosen = {name: str(_results_of(request, fields.get(name, ""))) for name in ("old", "new")}
    return await answer_made(request, "compare", "comparison.xlsx", back="/results#compare", **chosen)


def _results_of(request: Request, chosen: str) -> Path:
    """The folder of the results chosen: a kept state's after ``@``, one beside the round's, the round's for none."""
    directory = desk_of(request).directory
    known = {"": directory, **other_results(directory),
             **{f"@{name}": directory / SNAPSHOTS / name for name in kept_states(directory)}}
    return found(known.get(chosen))


async def give_away(request: Request) -> Response:
    """The results of a day, or without personal data, to give away."""
    fields = await fields_of(request)
    return await answer_made(
        request, "results", "results", back="/results#give-away", contacts="no_contacts" not in fields,
        as_of=day_of_field(fields, "day") or None, typed=[(words.AS_OF, fields.get("day", ""))])


def made(request: Request) -> Response:
    """What was made to be downloaded: offered on a page, for a download shows no page of its own."""
    path = _made(request)
    return page(request, "made.html", link=f"{request.url.path}/download",
                name=f"{path.name}.zip" if path.is_dir() else path.name)


def made_file(request: Request) -> Response:
    """The file itself."""
    path = _made(request)
    return zip_download(files_below(path), f"{path.name}.zip") if path.is_dir() else download(path)


def _made(request: Request) -> Path:
    return found(desk_of(request).made(request.path_params["form"]))


ROUTES = [
    Route("/results", show), Route("/results/table/{frame}", table), Route("/results/file/{name:path}", file),
    Route("/results/write", write_again, methods=["POST"]),
    Route("/results/today", bring_to_today, methods=["POST"]), Route("/results/keep", keep, methods=["POST"]),
    Route("/results/compare", compare, methods=["POST"]), Route("/results/give-away", give_away, methods=["POST"]),
    Route("/made/{form}", made), Route("/made/{form}/download", made_file),
    Route("/report", report), Route("/report/itself", report_itself),
]
