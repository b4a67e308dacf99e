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
from pmqa_xlsx.ledger.redaction import arrival_without_contacts

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
            origin = arrival_without_contacts(origin, form)
            name, way = "", one.sha256[:16] if steps else ""
            container = container if one.container else "unread"
        yield Arrival(container, name, way, origin)
