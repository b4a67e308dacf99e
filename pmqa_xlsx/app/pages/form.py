"""The form: its definition with its mistakes, and the workbooks to send out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from pmqa_xlsx.app import words
from pmqa_xlsx.app.desk import (
    Desk,
    answer,
    answer_job,
    answer_made,
    chosen_unit,
    desk_of,
    fields_of,
    found,
    zip_download,
)
from pmqa_xlsx.app.pages.drop import received
from pmqa_xlsx.app.render import page
from pmqa_xlsx.consolidate.output import FORMS, OUTGOING
from pmqa_xlsx.layout import plan_layout
from pmqa_xlsx.rounds.outgoing import outgoing_manifest
from pmqa_xlsx.system.file_names import MANIFEST_CSV

if TYPE_CHECKING:
    from pmqa_xlsx.form.model import Form

def show(request: Request) -> Response:
    """The form of the round, what was found in an uploaded definition, and the workbooks."""
    from pmqa_xlsx.definition.overview import overview

    desk = desk_of(request)
    form, lang = _form(desk), desk.profile.preferences.lang
    return page(request, "form.html", form=form, checked=desk.checked,
                weights=overview(form, lang).weights, sent=outgoing_manifest(desk.directory))


def _form(desk: Desk) -> Form:
    """The form that rules: the round's, an uploaded one, the one whose workbooks were sent out, or the shipped one."""
    from pmqa_xlsx.rounds.outgoing import form_to_send

    view = desk.latest.read()
    if view:
        return view.form
    form, year = form_to_send(desk.directory / OUTGOING, _source(desk), None)
    return plan_layout(form, year).form


async def check(request: Request) -> Response:
    """Check a definition that is uploaded."""
    desk = desk_of(request)
    batch = await received(request)
    if not batch.names:
        desk.uploads.give_up(batch.key)
        return RedirectResponse("/form?nothing=1#definition", 303)
    source, into = batch.folder / batch.names[0], batch.folder.with_suffix(".csv")

    def keep(checked: Any) -> None:
        desk.checked = {**checked, "name": batch.names[0], "source": into}

    job = desk.begin(request, "form", "/form#definition", source=str(source), into=str(into),
                     on_done=keep)
    if job.args["source"] != str(source):  # the same form was sent twice
        desk.uploads.give_up(batch.key)
    return await answer_job(job)


async def use(request: Request) -> Response:
    """Let the definition that was checked rule: at once in a round that has begun, else from the first workbook on.

    :raises RoundNotValid: workbooks of another form were sent out.
    """
    from pmqa_xlsx.rounds.outgoing import form_to_send

    desk = desk_of(request)
    if not desk.checked or not desk.checked["form"]:
        return RedirectResponse("/form#definition", 303)
    source = desk.checked["source"]
    if desk.latest.read() is None:
        form_to_send(desk.directory / OUTGOING, str(source), None)
        desk.definition = source
        return RedirectResponse("/form?used=1#workbooks", 303)
    return await answer(request, "results", "/form", back="/form#definition", form=str(source))


async def definition(request: Request) -> Response:
    """An editable definition to download."""
    desk = desk_of(request)
    return await answer_made(request, "definition", "form.xlsx", back="/form#definition", source=_source(desk),
                             into=str(desk.directory / OUTGOING))


def _source(desk: Desk) -> str | None:
    """Where the definition that rules is; ``None`` for the one whose workbooks were sent out, or the shipped one."""
    view = desk.latest.read()
    if view is None:
        return str(desk.definition) if desk.definition else None
    return str(desk.directory / FORMS / f"{view.form.form_id}-{view.form.form_version}")


async def generate(request: Request) -> Response:
    """Make workbooks: for every unit, for one, or one in which the unit is chosen."""
    desk, fields = desk_of(request), await fields_of(request)
    which = fields.get("which", "all")
    password = fields.get("password", "")
    return await answer(
        request, "generate", "/form#workbooks", source=_source(desk), blank=which == "blank", password=password,
        units=[chosen_unit(fields)] if which == "one" else [], into=str(desk.directory / OUTGOING),
        typed=[(words.SHEET_PASSWORD, password)])


def workbooks(request: Request) -> Response:
    """All workbooks that were made, as a zip."""
    directory = desk_of(request).directory
    names = [Path(str(entry.get("file", ""))).name for entry in outgoing_manifest(directory).get("workbooks", [])]
    paths = [(directory / OUTGOING / name, name) for name in [*names, MANIFEST_CSV]]
    return zip_download(found([(path, name) for path, name in paths if path.is_file()]), "workbooks.zip")


ROUTES = [
    Route("/form", show), Route("/form/check", check, methods=["POST"]), Route("/form/use", use, methods=["POST"]),
    Route("/form/definition", definition, methods=["POST"]),
    Route("/form/generate", generate, methods=["POST"]), Route("/form/workbooks.zip", workbooks),
]
