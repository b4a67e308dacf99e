"""Files that are on no disk of this computer: bytes, openers, and addresses such as ``s3://bucket/inbox``."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO

from pmqa_xlsx.errors import InputNotFound, OptionNotValid

#: What a file's information calls the time of its last change, by kind of storage.
_TIMES = ("mtime", "LastModified", "last_modified", "updated", "created")


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file with its name.

    :ivar name: shown for the file; may have folders, separated by ``/``.
    :ivar content: its bytes, or a function that opens it for reading bytes, called when its turn has come.
    :ivar modified_at: its time, with time zone.
    :ivar stored: whether it is in a storage that other processes can open too; and ``size`` its bytes there, if known.
    """

    name: str
    content: bytes | Callable[[], BinaryIO]
    modified_at: dt.datetime
    stored: bool = False
    size: int = 0

    @contextmanager
    def opened(self) -> Iterator[BinaryIO]:
        """The open file."""
        with io.BytesIO(self.content) if isinstance(self.content, bytes) else self.content() as file:
            yield file


def is_address(text: object) -> bool:
    """Whether a text is an address of a storage, such as ``s3://bucket/inbox``."""
    return isinstance(text, str) and "://" in text


def remote_files_at(address: str) -> list[RemoteFile]:
    """The files at an address, searched recursively, in the order of their names.

    :raises InputNotFound: there are none, or the storage cannot be asked.
    :raises OptionNotValid: fsspec, or its package for this kind of storage, is not installed.
    """
    try:
        from fsspec.core import url_to_fs  # type: ignore[import-untyped]  # ships no types

        storage, path = url_to_fs(address)
        found = storage.find(path, detail=True)
    except ImportError as error:
        raise OptionNotValid(f"{address}: install fsspec with support for this address ({error})",
                             f"{address}: โปรดติดตั้ง fsspec ที่รองรับที่อยู่แบบนี้ ({error})") from error
    except Exception as error:  # whatever a storage raises: no network, no permission, no such bucket
        raise InputNotFound(f"{address}: cannot be listed ({type(error).__name__}: {error})",
                            f"{address}: เรียกดูรายชื่อไฟล์ไม่ได้ ({type(error).__name__}: {error})") from error
    if not found:
        raise InputNotFound(f"{address}: there are no files", f"{address}: ไม่มีไฟล์")
    scheme = address.partition("://")[0]
    return [RemoteFile(f"{scheme}://{name.lstrip('/')}", partial(storage.open, name, "rb"), _time_of(about),
                       stored=True, size=int(about.get("size") or 0))
            for name, about in sorted(found.items())]


def _time_of(about: dict[str, object]) -> dt.datetime:
    """The time of a file's last change; the epoch if its storage does not know it."""
    for name in _TIMES:
        value = about.get(name)
        if isinstance(value, dt.datetime):
            return value if value.tzinfo else value.replace(tzinfo=dt.UTC)
        if isinstance(value, int | float):
            return dt.datetime.fromtimestamp(value, dt.UTC)
    return dt.datetime.fromtimestamp(0, dt.UTC)
