"""States of a round kept by name: valid names, and the part of the round's folder that is kept."""

from __future__ import annotations

import contextlib
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from pmqa_xlsx.consolidate.output import FORMS, FRAMES, SUMMARY_NAME
from pmqa_xlsx.errors import OptionNotValid
from pmqa_xlsx.system.atomic import move, not_writable

SNAPSHOTS = "snapshots"
#: Valid names of a state; Windows accepts them except the reserved ones that follow.
_NAME = re.compile(r"[^\W_](?:[\w .\-\u0e30-\u0e4e]{0,58}[\w\-\u0e30-\u0e4e])?")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)


def checked_name(name: str) -> str:
    """A name for a state: 1–60 letters (Thai too), digits, blanks, ``-``, ``_`` and ``.``.

    :raises OptionNotValid: it is not one, or Windows refuses it.
    """
    if not _NAME.fullmatch(name) or _RESERVED.fullmatch(name):
        raise OptionNotValid(
            f"“{name[:80]}” cannot be a name: use 1 to 60 letters, digits, blanks, - _ or ., not at the ends",
            f"ใช้ชื่อ “{name[:80]}” ไม่ได้ โปรดใช้ตัวอักษร ตัวเลข เว้นวรรค - _ หรือ . ไม่เกิน 60 ตัว")
    return name


@contextlib.contextmanager
def snapshot_at(root: Path, target: Path) -> Iterator[Callable[[], object]]:
    """The results in a round's folder, copied; calling the function given moves them to the target.

    :raises OutputNotWritable: they cannot be copied.
    """
    draft = target.with_name(f".{target.name}.draft")
    with not_writable(target):
        shutil.rmtree(draft, ignore_errors=True)
        shutil.copytree(root, draft, ignore=_not_in_a_snapshot(root))
        yield lambda: move(draft, target)


def _not_in_a_snapshot(root: Path) -> Callable[[str, list[str]], set[str]]:
    """Of the round's folder, a snapshot keeps the results: frames, forms, summary and reports."""
    def ignored(folder: str, names: list[str]) -> set[str]:
        if Path(folder) != root:
            return set()
        return {name for name in names if not (name in (FRAMES, FORMS, SUMMARY_NAME)
                                               or (root / name).suffix in (".xlsx", ".html"))}
    return ignored


def folders_in(parent: Path) -> Iterator[Path]:
    """The folders in a folder, which need not be there."""
    if parent.is_dir():
        yield from (path for path in parent.iterdir() if path.is_dir())
