"""Recognise files written by this program, so that they are not read as returns."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

from pmqa_xlsx.system.atomic import PART_SUFFIX
from pmqa_xlsx.system.file_names import LOCK, MANIFEST_COLUMNS, MANIFEST_CSV, MANIFEST_JSON, SUMMARY

_MADE_BY = re.compile(rb'"program"\s*:\s*(?:\{\s*"name"\s*:\s*)?"pmqa[_-]xlsx"')
#: The letters to be sent, and the columns of their list.
LETTERS_LIST = "letters.csv"
LETTERS_COLUMNS = ("number", "unit_code", "unit_name", "kind", "to", "call", "subject", "text", "file", "attachments")
_COLUMNS = {MANIFEST_CSV: MANIFEST_COLUMNS, LETTERS_LIST: LETTERS_COLUMNS}
#: Names of this program's own lists; their content is checked before they are skipped.
MANIFESTS = frozenset({MANIFEST_JSON, *_COLUMNS})
#: Header that marks this program's mail drafts, together with ``X-Unsent: 1``.
DRAFT_HEADER = "X-PMQA-XLSX-Draft"
_DRAFT_MARK = DRAFT_HEADER.lower().encode() + b":"
#: Most bytes of a file that are read to recognise it.
_LOOK = 2**20


def is_result_folder(folder: Path) -> bool:
    """Whether a folder contains results of ``ingest``: this program's lock file or a summary that names it."""
    lock, summary = folder / LOCK, folder / SUMMARY
    if lock.is_file() and not lock.is_symlink():
        return True
    return is_own_summary(_beginning(summary))


def is_own_summary(data: bytes) -> bool:
    """Whether the beginning of a JSON document names this program as its author."""
    return _MADE_BY.search(data[:2000]) is not None


def has_manifest(folder: Path) -> bool:
    """Whether a folder contains a manifest of ``generate``."""
    return is_own_manifest(MANIFEST_JSON, _beginning(folder / MANIFEST_JSON))


def is_own_file(path: Path) -> bool:
    """Whether a file is a list of workbooks sent out or of letters, or a partial file of an interrupted run."""
    if path.name.endswith(PART_SUFFIX):
        return True
    return path.name.lower() in MANIFESTS and is_own_manifest(path.name, _beginning(path))


def is_own_manifest(name: str, data: bytes) -> bool:
    """Whether a file with this name and content is a list of workbooks sent out or of letters.

    :param name: the last step of its path.
    :param data: its beginning.
    """
    text = data.decode("utf-8-sig", "replace")
    columns = _COLUMNS.get(name.lower())
    if columns:
        first = next(csv.reader(text.splitlines()[:1]), [])
        return tuple(first[:len(columns)]) == columns
    if name.lower() != MANIFEST_JSON:
        return False
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        return False
    named = isinstance(content, dict) and ("form" in content or "form_id" in content)
    return named and isinstance(content.get("workbooks"), list)


def is_own_draft(data: bytes) -> bool:
    """Whether a mail is an unsent draft of this program; sending removes ``X-Unsent``."""
    start = data[:4096].lower()
    if _DRAFT_MARK not in start:
        return False
    headers = b"\n" + start.replace(b"\r\n", b"\n").partition(b"\n\n")[0] + b"\n"
    return b"\n" + _DRAFT_MARK in headers and b"\nx-unsent: 1\n" in headers


def _beginning(path: Path) -> bytes:
    try:
        if path.is_symlink() or not path.is_file():
            return b""
        with path.open("rb") as file:
            return file.read(_LOOK)
    except OSError:
        return b""
