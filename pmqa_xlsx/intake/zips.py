"""Zip archives as containers: their members' names and times."""

from __future__ import annotations

import datetime as dt
import stat
import struct
import zlib
from contextlib import suppress
from zipfile import ZipInfo

from pmqa_xlsx.files.archive import NAME_IN_UTF8
from pmqa_xlsx.files.zip_passwords import extra_fields
from pmqa_xlsx.text.calendar import THAI_TIME
from pmqa_xlsx.text.untrusted import decoded

_UNICODE_PATH = 0x7075
#: The year written by programs that store no time.
_NO_YEAR = 1980


def member_name(info: ZipInfo) -> str:
    """A member's name as it was typed.

    Without the UTF-8 flag the name is in the code page of its maker: Python decodes it as cp437, which loses nothing,
    so the bytes are restored and decoded as UTF-8 if they are valid, else as Thai.
    """
    stated = _unicode_path(info)
    if stated:
        return stated
    if info.flag_bits & NAME_IN_UTF8:
        return info.filename
    try:
        return decoded(info.filename.encode("cp437"))
    except UnicodeError:
        return info.filename


def _unicode_path(info: ZipInfo) -> str:
    """The UTF-8 name that some programs add to the other one; empty if there is none that matches it."""
    for tag, content in extra_fields(info):
        if tag == _UNICODE_PATH and len(content) > 5 and content[0] == 1:
            with suppress(UnicodeError):
                plain = info.orig_filename.encode("utf-8" if info.flag_bits & NAME_IN_UTF8 else "cp437")
                if struct.unpack_from("<I", content, 1)[0] == zlib.crc32(plain):
                    return content[5:].decode("utf-8")
    return ""


def member_time(info: ZipInfo) -> dt.datetime | None:
    """The time of the member's last change, in Thai time; ``None`` if the zip does not give it.

    Zips contain local time without a time zone; incoming ones were made in Thailand.
    """
    try:
        moment = dt.datetime(*info.date_time, tzinfo=THAI_TIME)
    except (ValueError, TypeError):
        return None
    return None if moment.year == _NO_YEAR else moment


def is_folder(info: ZipInfo) -> bool:
    """Whether the member is only a folder; one with bytes is treated like any other member."""
    return info.filename.endswith(("/", "\\")) and info.file_size == 0


def is_link(info: ZipInfo) -> bool:
    """Whether the member is a symbolic link; its content is only the link's target."""
    return stat.S_ISLNK(info.external_attr >> 16)
