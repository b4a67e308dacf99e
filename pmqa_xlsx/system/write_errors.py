"""The clear lines about files that cannot be written: which one, why, and what to do."""

from __future__ import annotations

import errno
from collections.abc import Sequence
from pathlib import Path

from pmqa_xlsx.errors import OptionNotValid, OutputNotWritable, notice, reason_of

#: Most files named in one message.
_NAMED = 5


def check_workbook_name(path: Path) -> None:
    """Check that a workbook gets a name that a double click opens.

    :raises OptionNotValid: it does not end in ``.xlsx``.
    """
    if path.suffix.lower() != ".xlsx":
        raise OptionNotValid("not-xlsx", path=path)


def refusal(path: Path, error: OSError) -> OutputNotWritable:
    """The error for a file or folder that the system does not let be written."""
    if isinstance(error, PermissionError):
        return OutputNotWritable("not-writable-now", path=path)
    if error.errno in (errno.ENOENT, errno.ENAMETOOLONG) and path.parent.is_dir():
        return OutputNotWritable("path-too-long", path=path)
    return OutputNotWritable("not-writable", path=path, reason=reason_of(error))


def in_use(paths: Sequence[Path], marks: Sequence[str]) -> OutputNotWritable:
    """The error for files that cannot be replaced.

    :param marks: names of the small files beside them by which Excel or LibreOffice mark them as open.
    """
    named: object = ", ".join(str(path) for path in paths[:_NAMED])
    if len(paths) > _NAMED:
        named = notice("and-more-files", named=named, more=len(paths) - _NAMED)
    left = notice("mark-left", marks=", ".join(marks[:_NAMED])) if marks else ""
    return OutputNotWritable("in-use", named=named, count=len(paths), left=left)
