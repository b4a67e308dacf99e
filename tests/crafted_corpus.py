"""Functions that a worker runs in tests instead of the reader, or around it."""

from __future__ import annotations

import os
import time
import traceback
from pathlib import Path

from pmqa_xlsx.ingester.model import Reading
from pmqa_xlsx.ingester.read_return import read_return
from pmqa_xlsx.ingester.request import ReadingRequest
from pmqa_xlsx.intake.stage import receive


def verdicts_of(request: ReadingRequest, path: str) -> list[str]:
    """One line for each row of a file: the codes of its findings, or ``read``; or the exception raised."""
    try:
        lines = []
        for one in receive([Path(path)]):
            findings = list(one.findings)
            if one.data is not None:
                reading = read_return(request, one.data)
                findings += reading.findings
            lines.append(" ".join(sorted({finding.code for finding in findings})) or "read")
        return lines
    except Exception:
        return [f"raised: {traceback.format_exc()}"]


def read_or_die(request: ReadingRequest, data: bytes) -> Reading:
    """Read a workbook, but die or hang if its content says so."""
    if data.endswith(b"die"):
        os._exit(1)
    if data.endswith(b"hang"):
        time.sleep(600)
    return read_return(request, data)
