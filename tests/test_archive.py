"""Members of a zip come out as the standard library gives them, or not at all."""

from __future__ import annotations

import io
import zipfile
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmqa_xlsx.archive import Archive, ArchiveError, Limits

LIMITS = Limits(file=2**20, entries=10, member=2**16, total=2**17)
MEMBERS = {"a.txt": b"one", "xl/แบบ.xml": b"two " * 500, "empty": b""}


class Stream(io.RawIOBase):
    """What cannot be gone back in: sizes are then written behind each member."""

    def __init__(self) -> None:
        self.written = b""

    def writable(self) -> bool:  # noqa: D102  as any stream
        return True

    def write(self, data: bytes) -> int:  # noqa: D102
        self.written += bytes(data)
        return len(data)


def zipped(method: int, *, stream: bool = False, zip64: bool = False, before: bytes = b"") -> bytes:
    buffer = Stream() if stream else io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in MEMBERS.items():
            with archive.open(name, "w", force_zip64=zip64) as member:
                member.write(content)
    return before + (buffer.written if isinstance(buffer, Stream) else buffer.getvalue())


def members(data: bytes) -> dict[str, bytes]:
    archive = Archive(data, LIMITS)
    return {info.filename: archive.read(info) for info in archive.infos}


@pytest.mark.parametrize(("method", "stream", "zip64", "before"), list(product(
    (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED), (False, True), (False, True), (b"", b"MZ a program"))))
def test_however_it_was_written(method: int, stream: bool, zip64: bool, before: bytes) -> None:
    """Stored or deflated, with sizes before or behind, in the large format, behind a program: all comes out."""
    assert members(zipped(method, stream=stream, zip64=zip64, before=before)) == MEMBERS


@pytest.mark.parametrize(("old", "new"), [(b"a.txt", b"b.txt"), (b"one", b"eno"), (b"PK\x03\x04", b"PK\x03\x05")])
def test_a_member_that_is_not_what_the_directory_says(old: bytes, new: bytes) -> None:
    """Another name in its own header, other bytes, or no header where the directory points: damaged."""
    with pytest.raises(ArchiveError) as refusal:
        members(zipped(zipfile.ZIP_STORED).replace(old, new, 1))
    assert refusal.value.code == "file-damaged"


@given(st.data())
def test_damage(data: st.DataObject) -> None:
    """Wherever a byte is changed, each member is refused or is the one that was packed."""
    packed = bytearray(zipped(data.draw(st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]))))
    packed[data.draw(st.integers(0, len(packed) - 1))] = data.draw(st.integers(0, 255))
    try:
        archive = Archive(bytes(packed), LIMITS)
    except ArchiveError:
        return
    for info in archive.infos:
        try:
            assert archive.read(info) in MEMBERS.values()
        except ArchiveError:
            continue
