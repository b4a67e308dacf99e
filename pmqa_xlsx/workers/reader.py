"""What a reader's process does with one item: a workbook's bytes, or a file in a storage that it opens itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmqa_xlsx.files.file_kinds import FileRole
from pmqa_xlsx.files.sniffing import sniff
from pmqa_xlsx.ingester.model import Reading
from pmqa_xlsx.ingester.read_return import read_packed
from pmqa_xlsx.ingester.request import ReadingRequest
from pmqa_xlsx.workers.guarded import Fetched

if TYPE_CHECKING:
    from pmqa_xlsx.intake.sources import RemoteFile


def read_item(request: ReadingRequest, item: bytes | RemoteFile) -> Reading | Fetched:
    """Read one workbook; the slots are packed."""
    if isinstance(item, bytes):
        return read_packed(request, item)
    from pmqa_xlsx.intake.sources import MAX_FILE, UnreadError, read_file  # few readers open files themselves

    try:
        data, _ = read_file(item)
    except UnreadError:
        return Fetched()
    kind = sniff(data)
    if kind.role is not FileRole.WORKBOOK or len(data) > MAX_FILE:
        return Fetched()
    return Fetched(data, kind.extension, read_packed(request, data))
