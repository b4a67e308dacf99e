"""What this program itself has written, so that it is not taken in again as if it had been sent."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path

from pmqa_xlsx.atomic import PART_SUFFIX

SUMMARY = "summary.json"
LOCK = ".pmqa_xlsx.lock"
PROGRAM = "pmqa_xlsx"
#: Names that ``generate`` gives to its lists; their content is looked at before they are passed over.
MANIFESTS = frozenset({"manifest.json", "manifest.csv"})
#: Columns of ``manifest.csv``, as its first row states them.
MANIFEST_COLUMNS = ("unit_code", "unit_name", "file", "sha256")
#: Most bytes of a file that are looked at to recognise it.
_LOOK = 2**20


def is_result_folder(folder: Path) -> bool:
    """Whether a folder holds what ``ingest`` wrote: a lock of this program or a summary that names it."""
    lock, summary = folder / LOCK, folder / SUMMARY
    if lock.is_file() and not lock.is_symlink():
        return True
    return is_own_summary(_beginning(summary))


def is_own_summary(data: bytes) -> bool:
    """Whether the beginning of a JSON document names this program."""
    folded = data[:2000].lower().replace(b"-", b"_")
    return data.lstrip()[:1] == b"{" and PROGRAM.encode() in folded


def is_own_file(path: Path) -> bool:
    """Whether a file is a list that ``generate`` wrote, or one left half-written by a run cut short."""
    if path.name.endswith(PART_SUFFIX):
        return True
    return path.name.lower() in MANIFESTS and is_own_manifest(path.name, _beginning(path))


def is_own_manifest(name: str, data: bytes) -> bool:
    """Whether a file of that name with that content is a list of workbooks that ``generate`` wrote.

    :param name: the last step of its path.
    :param data: its beginning.
    """
    text = data.decode("utf-8-sig", "replace")
    if name.lower() == "manifest.csv":
        first = next(csv.reader(text.splitlines()[:1]), [])
        return tuple(first[:len(MANIFEST_COLUMNS)]) == MANIFEST_COLUMNS
    if name.lower() != "manifest.json":
        return False
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(content, dict) and ("form_id" in content or "form" in content) and '"sha256"' in text


def count_files(folder: Path) -> int:
    """How many files lie in a folder and below it; links are not followed."""
    return sum(len(files) for _, _, files in os.walk(folder))


def _beginning(path: Path) -> bytes:
    try:
        if path.is_symlink() or not path.is_file():
            return b""
        with path.open("rb") as file:
            return file.read(_LOOK)
    except OSError:
        return b""
