"""The output file of a comparison: check that it can be written, and write it atomically."""

from __future__ import annotations

from pathlib import Path

from pmqa_xlsx.consolidate import output
from pmqa_xlsx.errors import OptionNotValid, OutputNotWritable
from pmqa_xlsx.system.atomic import check_replaceable, replace_files

SUFFIX = ".xlsx"


def check_target(path: Path) -> None:
    """Check before any work is done that the comparison can be written.

    :raises OptionNotValid: the name does not end in ``.xlsx``.
    :raises OutputNotWritable: it is a folder, write-protected, open in another program, or part of a result of
        ``ingest``, which it would damage.
    """
    if path.is_dir():
        raise OutputNotWritable(f"{path} is a folder; name a file that ends in {SUFFIX}",
                                f"{path} เป็นโฟลเดอร์ โปรดระบุชื่อไฟล์ที่ลงท้ายด้วย {SUFFIX}")
    if path.suffix.lower() != SUFFIX:
        raise OptionNotValid(f"-o {path}: name a file that ends in {SUFFIX}",
                             f"-o {path}: โปรดระบุชื่อไฟล์ที่ลงท้ายด้วย {SUFFIX}")
    summary = output.read_summary(path.parent) or {}
    outputs = summary.get("outputs")
    if isinstance(outputs, dict) and path.name in outputs:
        raise OutputNotWritable(f"{path} belongs to the results in that folder; name another file",
                                f"{path} เป็นส่วนหนึ่งของผลลัพธ์ในโฟลเดอร์นั้น โปรดใช้ชื่ออื่น")
    check_replaceable([path])


def write_target(path: Path, content: bytes) -> None:
    """Write the comparison atomically; it replaces an earlier one. Its folder is created if missing.

    :raises OutputNotWritable: it cannot be written, or is open in another program.
    """
    replace_files(path.parent, {path.name: content})
