"""New arrivals: the options for reading them, and their form in the ledger."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pmqa_xlsx.consolidate.arrivals import file_name
from pmqa_xlsx.consolidate.output import OUTGOING
from pmqa_xlsx.consolidate.rows import label_of
from pmqa_xlsx.consolidate.whose import named_again
from pmqa_xlsx.errors import RoundNotValid
from pmqa_xlsx.ingester.model import Reading, Return
from pmqa_xlsx.ledger.definitions import form_of
from pmqa_xlsx.ledger.ledger_file import Arrival
from pmqa_xlsx.ledger.withheld import without_contacts

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from pmqa_xlsx.form.model import Form
    from pmqa_xlsx.workers.read_paths import ReadFiles


@dataclass(frozen=True, slots=True)
class IngestOptions:
    """How returns are read.

    :ivar received: when the files of this run were received; ``None`` for now.
    """

    jobs: int = 1
    executor: Executor | None = None
    open_passwords: Sequence[str] = ()
    seal_key: bytes | None = None
    received: dt.datetime | None = None
    on_progress: Callable[[int], None] | None = None


def sent_out_definition(directory: Path) -> tuple[Mapping[str, str] | str, int]:
    """The definition and the year (B.E.) of the workbooks sent out from a round's folder.

    :returns: the definition as CSV texts by file name, or its form's id where an older version of the program wrote the
        workbooks; "" and 0 where none were sent out.
    """
    try:
        manifest = json.loads((directory / OUTGOING / "manifest.json").read_text(encoding="utf-8"))
        definition = {str(name): str(text) for name, text in manifest.get("definition", {}).items()}
        return definition or str(manifest["form_id"]), int(manifest["fiscal_year"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return "", 0


def form_to_send(directory: Path, source: str | None, year: int | None) -> tuple[Form, int | None]:
    """The form and the year (B.E.) of workbooks that are to be written to a folder.

    In the folder `outgoing` of a round that has begun they are the round's; elsewhere the given ones.

    :param source: a form's id or definition; ``None`` for the round's, else the shipped one.
    :param year: ``None`` for the round's, else the form's own.
    :raises RoundNotValid: the round is of another form or year.
    """
    from pmqa_xlsx.definition import load_form

    begun, sent_for = sent_out_definition(directory.resolve().parent) if directory.name == OUTGOING else ("", 0)
    if not begun:
        return load_form(source), year
    of_round = load_form(begun) if isinstance(begun, str) else form_of(begun)
    form = of_round if source is None else load_form(source)
    if (form.form_id, year or sent_for) != (of_round.form_id, sent_for):
        named, its = f"{form.form_id} {year or sent_for}", f"{of_round.form_id} {sent_for}"
        raise RoundNotValid(f"{directory}: the round there is of {its}, not {named}; use another folder for that.",
                            f"{directory}: รอบในโฟลเดอร์นี้เป็นของ {its} ไม่ใช่ {named} โปรดใช้โฟลเดอร์อื่น")
    return form, sent_for


def arrivals_of(came: ReadFiles, received: dt.datetime, form: Form, *, keeps: bool) -> Iterator[Arrival]:
    """The files just read, as arrivals for the ledger.

    :param form: the round's, which lists the units that names of files may name.
    """
    for one in came.received:
        label, *steps = one.file.split("!")
        name, way = label.rpartition("/")[2], "!".join(steps)
        container = one.container or "unread " + one.file
        reading = Reading(findings=one.findings)
        origin = Return(one.file, one.sha256, one.source, one.sender, one.mailed_at, reading, one.subject,
                        one.modified_at, received, one.beside_manifest)
        if not keeps:
            origin = _without_contacts(origin, form)
            name, way = "", one.sha256[:16] if steps else ""
            container = container if one.container else "unread"
        yield Arrival(container, name, way, origin)


def _without_contacts(origin: Return, form: Form) -> Return:
    """An arrival without its sender and file names; of these only the units that they name are kept."""
    findings = without_contacts(origin.reading, None)
    named = named_again(file_name(origin.file), form, file=True)
    return replace(origin, file=f"{named} {label_of(origin, contacts=False)}".strip(), sender="",
                   subject=named_again(origin.subject, form), reading=findings)
