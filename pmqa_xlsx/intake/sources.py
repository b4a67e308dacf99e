"""Read one file: of a disk, or bytes, openers and addresses such as ``s3://bucket/inbox``.

Of a disk only regular files are opened: links are not followed, pipes and devices are not touched.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cached_property, partial
from io import FileIO
from pathlib import Path
from typing import BinaryIO

from pmqa_xlsx import arguments
from pmqa_xlsx.catalogue.reasons import HELD, NOT_OPENED, SPECIAL, VANISHED
from pmqa_xlsx.errors import InputNotFound, OptionNotValid
from pmqa_xlsx.light_dataclass import dataclass
from pmqa_xlsx.system.atomic import not_writable, retry_denied
from pmqa_xlsx.system.folders import temporary_folder
from pmqa_xlsx.text.language import Text

#: Largest file that is read into memory, in bytes; returns are far smaller.
MAX_FILE = 64 * 2**20
#: Bytes read at a time where a file is copied, or does not have its stated size.
_A_PIECE = 2**20
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


#: What callers give: a file or folder, an address such as ``s3://bucket/inbox``, or a name with bytes and a time.
Source = str | Path | tuple[str, bytes | Callable[[], BinaryIO], dt.date | str]


def sources_of(given: Source | Iterable[Source]) -> list[Path | RemoteFile]:
    """Paths, files elsewhere and the files at addresses, from one source or any iterable of them.

    :raises OptionNotValid: there are none, or an item is none of these.
    :raises InputNotFound: there are no files at an address.
    """
    found: list[Path | RemoteFile] = []
    for one in arguments.several_places(given):
        if isinstance(one, str) and "://" in one:
            found += remote_files_at(one)
        elif isinstance(one, tuple) and len(one) == 3 and (isinstance(one[1], bytes) or callable(one[1])):
            found.append(RemoteFile(str(one[0]), one[1], arguments.moment(one[2], "paths")))
        else:
            found.append(arguments.one_path(one, "paths"))
    return found


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
        raise OptionNotValid("address-not-supported", address=address, error=error) from error
    except Exception as error:  # whatever a storage raises: no network, no permission, no such bucket
        raise InputNotFound("address-not-listed", address=address, kind=type(error).__name__, error=error) from error
    if not found:
        raise InputNotFound("address-empty", address=address)
    scheme = address.partition("://")[0]
    return [RemoteFile(f"{scheme}://{name.lstrip('/')}", partial(storage.open, name, "rb"), _stored_time(about),
                       stored=True, size=int(about.get("size") or 0))
            for name, about in sorted(found.items())]


def _stored_time(about: dict[str, object]) -> dt.datetime:
    """The time of a file's last change; the epoch if its storage does not know it."""
    for name in _TIMES:
        value = about.get(name)
        if isinstance(value, dt.datetime):
            return value if value.tzinfo else value.replace(tzinfo=dt.UTC)
        if isinstance(value, int | float):
            return dt.datetime.fromtimestamp(value, dt.UTC)
    return dt.datetime.fromtimestamp(0, dt.UTC)


class FileError(Exception):
    """A file that cannot be read.

    :param reason: the reason, for people.
    """

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason


class UnreadError(FileError):
    """A file or folder that cannot be read on this computer now; the sender is not responsible."""

    @classmethod
    def of(cls, error: Exception) -> UnreadError:
        """The meaning of a system error."""
        if isinstance(error, PermissionError):
            return cls(HELD)
        return cls(VANISHED if isinstance(error, FileNotFoundError | NotADirectoryError) else NOT_OPENED)


def read_file(source: Path | RemoteFile, patience: float = 0.0) -> tuple[bytes, dt.datetime]:
    """The bytes of a regular file and its time.

    :param source: a path from :func:`~pmqa_xlsx.intake.folder.system_path`, or a file on no disk.
    :param patience: seconds for retrying while another program has the file locked.
    :returns: at most :data:`MAX_FILE` + 1 bytes, so that a larger file is recognised; the time in UTC.
    :raises FileError: it is no longer a regular file.
    :raises UnreadError: the system denies reading it, or it no longer exists.
    """
    if isinstance(source, RemoteFile):
        try:
            with source.opened() as file:
                return file.read(MAX_FILE + 1), source.modified_at
        except Exception as error:  # whatever an opener or a storage raises
            raise UnreadError.of(error) from error
    try:
        data, state = retry_denied(lambda: _read(source), patience)
    except (OSError, ValueError) as error:
        raise UnreadError.of(error) from error
    return data, _time_of(state)


def copy_file(source: Path | RemoteFile, target: Path, most: int) -> tuple[int, str]:
    """Copy a file that is too large for memory.

    :param most: most bytes to copy.
    :returns: the number of bytes copied, and their SHA-256.
    :raises FileError: as :func:`read_file`, including :class:`UnreadError`.
    :raises OutputNotWritable: there is no room for the copy.
    """
    digest, size = hashlib.sha256(), 0
    with not_writable(target), target.open("wb") as copy:
        for piece in _pieces_of(source):
            digest.update(piece)
            size += len(piece)
            copy.write(piece)
            if size > most:
                break
    return size, digest.hexdigest()


def _pieces_of(source: Path | RemoteFile) -> Iterator[bytes]:
    try:
        with source.opened() if isinstance(source, RemoteFile) else _opened(source) as file:
            while piece := file.read(_A_PIECE):
                yield piece
    except FileError:
        raise
    except Exception as error:  # whatever an opener or a storage raises
        raise UnreadError.of(error) from error


@contextmanager
def _opened(path: Path) -> Iterator[FileIO]:
    if not stat.S_ISREG(path.lstat().st_mode):
        raise FileError(SPECIAL)
    with path.open("rb", buffering=0) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise FileError(SPECIAL)
        yield file


def _time_of(state: os.stat_result) -> dt.datetime:
    try:
        return dt.datetime.fromtimestamp(state.st_mtime, dt.UTC)
    except (OverflowError, ValueError, OSError):  # a time outside the calendar
        return dt.datetime.fromtimestamp(0, dt.UTC)


def _read(path: Path) -> tuple[bytes, os.stat_result]:
    with _opened(path) as file:
        state = os.fstat(file.fileno())
        # If the largest possible size was requested, Python would allocate that much memory each time.
        data = file.read(min(state.st_size, MAX_FILE) + 1)
        if len(data) != state.st_size:  # read in part, changed, or without a size
            data = b"".join([data, *_pieces(file, MAX_FILE + 1 - len(data))])
        return data, state


def _pieces(file: FileIO, most: int) -> Iterator[bytes]:
    """The rest of a file in chunks, up to ``most`` bytes."""
    while most > 0 and (piece := file.read(min(_A_PIECE, most))):
        most -= len(piece)
        yield piece


class Spool(ExitStack):
    """A context manager with a temporary folder that is created when first needed, and removed in the end."""

    @cached_property
    def folder(self) -> Path:
        """The folder."""
        return self.enter_context(temporary_folder())
