"""The clear lines about files that cannot be written: which one, why, and what to do."""

from __future__ import annotations

import errno
from collections.abc import Sequence
from pathlib import Path

from pmqa_xlsx.errors import OutputNotWritable

#: Most files named in one message.
_NAMED = 5


def refusal(path: Path, error: OSError) -> OutputNotWritable:
    """The error for a file or folder that the system does not let be written."""
    if isinstance(error, PermissionError):
        return OutputNotWritable(
            f"{path}: cannot be written. It may be open in another program (close it there) or write-protected.",
            f"{path}: เขียนไม่ได้ ไฟล์อาจเปิดอยู่ในโปรแกรมอื่น (โปรดปิดก่อน) หรือถูกป้องกันการเขียน")
    if error.errno in (errno.ENOENT, errno.ENAMETOOLONG) and path.parent.is_dir():
        return OutputNotWritable(
            f"{path}: together with the names of the files to write, the path is too long for this system. "
            "Name a folder with a shorter path, for example right below the drive.",
            f"{path}: เส้นทางรวมกับชื่อไฟล์ที่โปรแกรมจะเขียนยาวเกินกว่าที่ระบบรองรับ "
            "โปรดระบุโฟลเดอร์ที่มีเส้นทางสั้นกว่านี้ เช่น อยู่ใต้ไดรฟ์โดยตรง")
    reason = error.strerror or str(error)
    return OutputNotWritable(f"{path}: cannot be written: {reason}.", f"{path}: เขียนไม่ได้: {reason}")


def in_use(paths: Sequence[Path], marks: Sequence[str]) -> OutputNotWritable:
    """The error for files that cannot be replaced.

    :param marks: names of the small files beside them by which Excel or LibreOffice mark them as open.
    """
    named = ", ".join(str(path) for path in paths[:_NAMED])
    more = len(paths) - _NAMED
    if more > 0:
        named_en, named_th = f"{named} and {more} more", f"{named} และอีก {more} ไฟล์"
    else:
        named_en = named_th = named
    en, th = "", ""
    if marks:
        listed = ", ".join(marks[:_NAMED])
        en = f" (If nobody has it open, delete {listed} beside it.)"
        th = f" (หากไม่มีใครเปิดอยู่ ให้ลบไฟล์ {listed} ที่อยู่ข้างกัน)"
    what_en, they = ("the file is", "it") if len(paths) == 1 else ("these files are", "them")
    return OutputNotWritable(
        f"{named_en}: {what_en} open in another program or write-protected, so this run cannot replace {they}. "
        f"Nothing has been replaced. Close {they} there and try again.{en}",
        f"{named_th}: เปิดอยู่ในโปรแกรมอื่นหรือถูกป้องกันการเขียน จึงเขียนทับไม่ได้ และยังไม่มีไฟล์ใดถูกเขียนทับ "
        f"โปรดปิดไฟล์แล้วทำอีกครั้ง{th}")


def mixed(path: Path, error: OSError) -> OutputNotWritable:
    """The error for a file that was opened elsewhere after others had been replaced."""
    one = refusal(path, error)
    return OutputNotWritable(
        f"{one.en} Some files in the folder are now new and others old: close the file and try again "
        "to get one complete result.",
        f"{one.th} ขณะนี้ในโฟลเดอร์มีทั้งไฟล์ใหม่และไฟล์เก่าปนกัน โปรดปิดไฟล์แล้วทำอีกครั้ง ผลลัพธ์จึงจะครบชุด")
