"""What is uploaded is streamed to disk within limits; what is too large or does not fit leaves nothing behind."""

from __future__ import annotations

import asyncio
import errno
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from starlette.requests import ClientDisconnect

from pmqa_xlsx.app import uploads
from pmqa_xlsx.app.uploads import Batch, Uploads
from pmqa_xlsx.errors import OptionNotValid, OutputNotWritable


async def pieces_of(*pieces: bytes | Exception) -> AsyncIterator[bytes]:
    """What a browser sends, piece by piece; an exception where the sending breaks."""
    for piece in pieces:
        if isinstance(piece, Exception):
            raise piece
        yield piece


def add(batch: Batch, name: str, *pieces: bytes | Exception) -> None:
    """Send one file."""
    asyncio.run(batch.add(name, None, pieces_of(*pieces)))


def files_in(folder: Path) -> dict[str, bytes]:
    """What lies in a batch's folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Batch:
    """A batch with small limits: 10 bytes a file, 15 in all, 3 files."""
    monkeypatch.setattr(uploads, "MAX_FILE", 10)
    monkeypatch.setattr(uploads, "MAX_BATCH", 15)
    monkeypatch.setattr(uploads, "MAX_FILES", 3)
    return Uploads(tmp_path / "uploads").begin()


def test_larger_than_a_file_may_be(batch: Batch) -> None:
    """A file is refused as soon as it is too large, whatever was announced; the others stay."""
    add(batch, "a.xlsx", b"12345")
    with pytest.raises(OptionNotValid, match="512 MB"):
        add(batch, "b.xlsx", b"12345678", b"901", b"never read")
    assert files_in(batch.folder) == {"a.xlsx": b"12345"}


def test_more_than_a_batch_may_hold(batch: Batch) -> None:
    """Files are refused once all together are too large."""
    add(batch, "a.xlsx", b"1234567890")
    with pytest.raises(OptionNotValid, match="4 GB"):
        add(batch, "b.xlsx", b"123456")
    assert files_in(batch.folder) == {"a.xlsx": b"1234567890"}


def test_more_files_than_allowed(batch: Batch) -> None:
    """One file more than allowed is refused."""
    for name in ("a", "b", "c"):
        add(batch, name, b"x")
    with pytest.raises(OptionNotValid, match="10,000"):
        add(batch, "d", b"x")
    assert sorted(files_in(batch.folder)) == ["a", "b", "c"]


def test_connection_that_breaks(batch: Batch) -> None:
    """Half a file is removed."""
    with pytest.raises(ClientDisconnect):
        add(batch, "a.xlsx", b"12345", ClientDisconnect())
    assert files_in(batch.folder) == {}


def test_disk_that_fills_up(batch: Batch, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full while a file is written is said in words, and the half file is removed."""
    class FullFile:
        def __enter__(self) -> FullFile:
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def write(self, _: bytes) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

    opened = Path.open
    monkeypatch.setattr(Path, "open", lambda path, mode="r", *more, **named: (
        opened(path, mode, *more, **named) if mode == "r" else FullFile()))
    with pytest.raises(OutputNotWritable, match="no space left"):
        add(batch, "a.xlsx", b"12345")
    monkeypatch.undo()
    assert files_in(batch.folder) == {}


def test_disk_without_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What does not fit on the disk is refused before anything is sent."""
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=300 * 2**20))
    place = Uploads(tmp_path / "uploads")
    place.check_space(str(50 * 2**20))
    with pytest.raises(OptionNotValid, match="not enough room"):
        place.check_space(str(150 * 2**20))
