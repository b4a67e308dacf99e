"""Which build of this package runs: its version, and a digest of the code that reads returns."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

#: The rooms and modules whose code decides what a return says.
_READING = ("answers", "files", "form", "ingester", "layout", "text", "cells.py", "findings.py",
            "light_dataclass.py")


def package_version() -> str:
    """The version of this package; empty if it runs without being installed."""
    try:
        return version("pmqa-xlsx")
    except PackageNotFoundError:
        return ""


@cache
def reading_build() -> str:
    """The version with a digest of the code that reads: equal builds give the same readings.

    Where the code's files cannot be read, only the version counts.
    """
    root = Path(__file__).parent.parent
    digest = hashlib.sha256()
    for name in _READING:
        place = root / name
        for path in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            digest.update(path.read_bytes().replace(b"\r\n", b"\n") if path.is_file() else b"")
    return f"{package_version()} ({digest.hexdigest()[:16]})".lstrip()
