"""``errors.log``: the tracebacks of exceptions that nobody expected, each with the file that raised it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pmqa_xlsx.ingester.model import Return

LOG_NAME = "errors.log"
#: The lines of a traceback that hold nothing of the file that was read.
_PLACE = re.compile(r"Traceback \(.*|  File \".*\", line \d+, in .*")


def error_log(returns: Iterable[Return], *, contacts: bool = True) -> str:
    """The log of a round; empty if every file was read or refused as foreseen.

    :param contacts: whether personal data may be included; without it files are named by their SHA-256, and what an
        exception said is left out.
    """
    entries = []
    for origin in returns:
        if trace := origin.reading.trace.strip():
            if not contacts:
                trace = "\n".join(line for line in trace.splitlines() if _PLACE.fullmatch(line))
            entries.append(f"{origin.file if contacts else origin.sha256}\n{trace}\n")
    return "\n".join(entries)
