"""Members of a zip come out as the standard library gives them, or not at all."""

from __future__ import annotations

import io
import runpy
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmqa_xlsx.catalogue.reasons import OVERLAP, TOO_MANY
from pmqa_xlsx.files import compression as inflating
from pmqa_xlsx.files.archive import Archive, ArchiveError, ArchiveLimits
from pmqa_xlsx.text.language import Text

LIMITS = ArchiveLimits(file=2**20, entries=10, member=2**16, total=2**17)
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


@pytest.fixture(params=["zlib", "isal.isal_zlib"])
def library(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """One of the two libraries that inflate."""
    module = pytest.importorskip(request.param)
    monkeypatch.setattr(inflating, "decompressobj", module.decompressobj)
    monkeypatch.setattr(inflating, "crc32", module.crc32)


@pytest.mark.usefixtures("library")
def test_either_library() -> None:
    """Both libraries give the same."""
    assert members(zipped(zipfile.ZIP_DEFLATED)) == MEMBERS


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("damage", [
    lambda good, deflated: good[:deflated] + b"\xff" * 9 + good[deflated + 9:],
    lambda good, deflated: good[:deflated] + b"\0" * 9 + good[deflated + 9:],
    lambda good, _: good.replace(struct.pack("<I", len(MEMBERS["xl/แบบ.xml"])), struct.pack("<I", 7)),
], ids=["no deflated data", "zeros", "more than stated"])
def test_damage_is_seen_by_either_library(damage: Callable[[bytes, int], bytes]) -> None:
    """A member of damaged data, or of more data than is stated, is refused."""
    good = zipped(zipfile.ZIP_DEFLATED)
    with pytest.raises(ArchiveError) as refusal:
        members(damage(good, good.index(b"xl/") + len("xl/แบบ.xml".encode())))
    assert refusal.value.code == "file-damaged"


def test_a_machine_without_the_faster_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """There zlib does it."""
    monkeypatch.setitem(sys.modules, "isal.igzip_lib", None)
    found = runpy.run_path(inflating.__file__)
    assert (found["decompressobj"], found["crc32"]) == (zlib.decompressobj, zlib.crc32)


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


def test_a_name_in_the_old_spelling() -> None:
    """The same bytes are another name where a member's own header does not say that they are UTF-8."""
    data = zipped(zipfile.ZIP_STORED)
    where = data.index("แบบ".encode()) - 30 - len("xl/")
    header = data[where:where + 6] + b"\0\0" + data[where + 8:where + 30] + "xl/แบบ.xml".encode()
    renamed = data[:where] + header + data[where + len(header):]
    with pytest.raises(ArchiveError):
        members(renamed)


def reason_for_refusal(data: bytes, limits: ArchiveLimits = LIMITS) -> Text | None:
    """Why an archive is not opened; nothing where it is."""
    try:
        Archive(data, limits)
    except ArchiveError as error:
        return error.reason
    return None


@pytest.mark.parametrize(("into", "reason"), [(1, OVERLAP), (0, None)])
@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_entries_that_overlap(method: int, into: int, reason: Text | None) -> None:
    """Not one byte may belong to two members, be it a byte of a member's header."""
    data = bytearray(zipped(method))
    second = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 4)
    deflated = struct.unpack_from("<L", data, data.index(b"PK\x01\x02") + 20)[0]
    struct.pack_into("<L", data, second + 42, 30 + deflated - into)  # 30: the first member's header, without its name
    assert reason_for_refusal(bytes(data)) == reason


@pytest.mark.parametrize(("more", "reason"), [(0, None), (1, TOO_MANY)])
def test_more_entries_than_the_directory_states(more: int, reason: Text | None) -> None:
    """What looks like an entry is counted wherever it is: to list an archive takes a bounded time."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.zip", b"PK\x01\x02".ljust(46, b"\0") * (59_999 + more))
    limits = ArchiveLimits(file=2**22, entries=10, member=2**22, total=2**22)
    assert reason_for_refusal(buffer.getvalue(), limits) == reason


def test_nothing_is_inflated_once_the_total_is_used_up() -> None:
    """A member that gives a byte more than it states must not open the gate for those behind it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, size in (("a", 11), ("b", 10), ("c", 2_000_000)):
            archive.writestr(name, bytes(size))
    data = buffer.getvalue().replace((11).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    data = data.replace((2_000_000).to_bytes(4, "little"), (1).to_bytes(4, "little"))
    opened = Archive(data, ArchiveLimits(file=2**20, entries=10, member=1_000, total=20, ratio_floor=1_000))
    given = []
    for info in opened.infos:
        with pytest.raises(ArchiveError) as refusal:
            given.append(opened.read(info))
        assert opened._total <= 22
        given.append(refusal.value.code)
    assert given == ["file-damaged", "file-unsafe", "file-unsafe"]
