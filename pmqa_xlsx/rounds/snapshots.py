"""States of a round kept by name: valid names, and the part of the round's folder that is kept."""

from __future__ import annotations

import contextlib
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from pmqa_xlsx.catalogue.reasons import HELD
from pmqa_xlsx.consolidate.output import FORMS, FRAMES
from pmqa_xlsx.errors import OptionNotValid, OutputNotWritable
from pmqa_xlsx.system.atomic import move, not_writable, retry_denied
from pmqa_xlsx.system.file_names import SUMMARY
from pmqa_xlsx.system.folders import remove_folder

SNAPSHOTS = "snapshots"
#: Valid names of a state; Windows accepts them except the reserved ones that follow.
_NAME = re.compile(r"[^\W_](?:[\w .\-\u0e30-\u0e4e]{0,58}[\w\-\u0e30-\u0e4e])?")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)


def checked_name(name: str) -> str:
    """A name for a state: 1–60 letters (Thai too), digits, blanks, ``-``, ``_`` and ``.``.

    It begins with a letter or digit, and does not end with ``.`` or a blank.

    :raises OptionNotValid: it is not one, or Windows refuses it.
    """
    if not _NAME.fullmatch(name) or _RESERVED.fullmatch(name):
        raise OptionNotValid("state-name-not-valid", name=name[:80])
    return name


@contextlib.contextmanager
def snapshot_at(root: Path, target: Path) -> Iterator[Callable[[], object]]:
    """The results in a round's folder, copied; calling the function given moves them to the target.

    They may be open in other programs that let them be read, as Excel and browsers do.

    :raises OutputNotWritable: they cannot be copied; nothing is left of it.
    """
    draft = target.with_name(f".{target.name}.draft")
    try:
        with not_writable(draft):
            for left in target.parent.glob(".*.draft"):  # of runs that were killed
                remove_folder(left)
        for path in _results_in(root):
            _copy(path, draft / path.relative_to(root))
        with not_writable(target):
            yield lambda: move(draft, target)
    finally:
        with contextlib.suppress(OSError):  # the next one of that name removes it
            remove_folder(draft)


def _copy(source: Path, target: Path) -> None:
    try:
        retry_denied(lambda: source.open("rb").close())
    except PermissionError as error:
        raise OutputNotWritable("not-copied", source=source, reason=HELD) from error
    with not_writable(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, target)


def _results_in(root: Path) -> Iterator[Path]:
    """What a snapshot keeps of a round's folder: frames, forms, summary, reports; no mark of an open one."""
    kept = [path for path in root.iterdir() if path.name in (FRAMES, FORMS, SUMMARY)
            or (path.suffix in (".xlsx", ".html") and not path.name.startswith("~$"))]
    return (path for one in kept for path in ([one] if one.is_file() else one.rglob("*")) if path.is_file())


def folders_in(parent: Path) -> Iterator[Path]:
    """The folders in a folder, which need not be there."""
    if parent.is_dir():
        yield from (path for path in parent.iterdir() if path.is_dir())
