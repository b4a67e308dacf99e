"""Members of a zip are read exactly as by the standard library, or rejected."""

from __future__ import annotations

import base64
import io
import lzma
import math
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

from pmqa_xlsx.catalogue.reasons import GROWS, JOINED, OVERLAP, TOO_LARGE, TOO_MANY
from pmqa_xlsx.files import compression as inflating
from pmqa_xlsx.files import zip_passwords
from pmqa_xlsx.files.archive import Archive, ArchiveLimits
from pmqa_xlsx.files.refusal import ArchiveError
from pmqa_xlsx.text.language import Text

LIMITS = ArchiveLimits(file=2**20, entries=10, member=2**16, total=2**17)
MEMBERS = {"a.txt": b"one", "xl/แบบ.xml": b"two " * 500, "empty": b""}


class Stream(io.RawIOBase):
    """A stream without seeking: zipfile then writes sizes after each member."""

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


def test_padding_behind_a_zip() -> None:
    """Gateways and tapes fill a file with zeros to whole blocks, more than zipfile looks over."""
    assert members(zipped(zipfile.ZIP_DEFLATED) + bytes(2**17)) == MEMBERS


@pytest.mark.parametrize(("method", "stream", "zip64", "before"), list(product(
    (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED), (False, True), (False, True), (b"", b"MZ a program"))))
def test_however_it_was_written(method: int, stream: bool, zip64: bool, before: bytes) -> None:
    """Stored or deflated, with sizes before or after the data, in zip64, after other bytes: all members are read."""
    assert members(zipped(method, stream=stream, zip64=zip64, before=before)) == MEMBERS


@pytest.fixture(params=["zlib", "isal.isal_zlib"])
def library(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """One of the two libraries for deflated data."""
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
    """A member with damaged data, or with more data than stated, is rejected."""
    good = zipped(zipfile.ZIP_DEFLATED)
    with pytest.raises(ArchiveError) as refusal:
        members(damage(good, good.index(b"xl/") + len("xl/แบบ.xml".encode())))
    assert refusal.value.code == "file-damaged"


def test_a_machine_without_the_faster_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the faster library, zlib is used."""
    monkeypatch.setitem(sys.modules, "isal.igzip_lib", None)
    found = runpy.run_path(inflating.__file__)
    assert (found["decompressobj"], found["crc32"]) == (zlib.decompressobj, zlib.crc32)


@pytest.mark.parametrize(("old", "new"), [(b"one", b"eno"), (b"PK\x03\x04", b"PK\x03\x05")])
def test_a_member_that_differs_from_the_directory(old: bytes, new: bytes) -> None:
    """Bytes that do not match the checksum, or no header at the stated offset: damaged."""
    with pytest.raises(ArchiveError) as refusal:
        members(zipped(zipfile.ZIP_STORED).replace(old, new, 1))
    assert refusal.value.code == "file-damaged"


@pytest.mark.parametrize(("old", "new"), [
    (b"xl/", b"xl\\"), ("แบบ".encode(), "แบบ".encode("cp874").ljust(9)), (b"a.txt", b"A.TXT"),
])
def test_the_second_name_of_a_member_does_not_matter(old: bytes, new: bytes) -> None:
    """Programs write the local header with another separator, code page or case; the checksum confirms the member."""
    assert members(zipped(zipfile.ZIP_STORED).replace(old, new, 1)) == MEMBERS


def test_names_in_a_code_page_under_the_flag_of_utf8() -> None:
    """The UTF-8 flag is trusted only for names that are valid UTF-8."""
    data = zipped(zipfile.ZIP_STORED).replace("แบบ".encode(), "กขคกขคกขค".encode("cp874"))
    assert [info.filename.encode("cp437").decode("cp874") for info in Archive(data, LIMITS).infos] == [
        "a.txt", "xl/กขคกขคกขค.xml", "empty"]
    assert [*members(data).values()] == [*MEMBERS.values()]


def test_only_the_names_that_are_not_utf8_lose_the_flag() -> None:
    """Beside a name that is not UTF-8, names that are stay as they are."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in ("ดี", "xxกx", "งาม"):
            archive.writestr(name, name)
    data = buffer.getvalue().replace("xxกx".encode(), "xxกขx".encode("cp874").ljust(6))
    assert [info.filename for info in Archive(data, LIMITS).infos] == [
        "ดี", "xxกขx".encode("cp874").ljust(6).decode("cp437"), "งาม"]


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_methods_of_the_standard_library(method: int) -> None:
    """BZIP2 and LZMA are decompressed too, up to the allowed size."""
    assert members(zipped(method)) == MEMBERS
    with pytest.raises(ArchiveError) as refusal:
        members(zipped(method).replace(struct.pack("<I", 2000), struct.pack("<I", 7)))
    assert refusal.value.code == "file-damaged"


def test_xz() -> None:
    """A member compressed with XZ, method 95."""
    content = lzma.compress(b"two " * 500)
    data = zipped_as({"a.txt": content}, 95, b"two " * 500)
    assert members(data) == {"a.txt": b"two " * 500}


def test_lzma_that_asks_for_too_much_memory() -> None:
    """LZMA allocates its dictionary at once: a member that wants 4 GB is rejected as damaged before that."""
    data = zipped(zipfile.ZIP_LZMA)
    settings = data.index(b"a.txt") + len(b"a.txt") + 5
    with pytest.raises(ArchiveError) as refusal:
        members(data[:settings] + b"\xff" * 4 + data[settings + 4:])
    assert refusal.value.code == "file-damaged"


@pytest.mark.parametrize(("method", "kind"), [
    (9, ".zip (method Deflate64)"), (93, ".zip (method Zstandard)"), (98, ".zip (method PPMd)"),
    (55, ".zip (an unknown method)"),
])
def test_other_methods_are_named(method: int, kind: str) -> None:
    """An unsupported method is not reported as damage: the finding names it and says how to pack the zip again."""
    with pytest.raises(ArchiveError) as refusal:
        members(zipped_as({"a.txt": b"x"}, method, b"xx"))
    assert (refusal.value.code, refusal.value.facts["kind_en"]) == ("archive-unsupported", kind)
    assert "Send to > Compressed folder" in refusal.value.facts["advice_en"]


def zipped_as(packed: dict[str, bytes], method: int, content: bytes) -> bytes:
    """Return a zip with members compressed beforehand, by a method that Python does not write."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in packed.items():
            archive.writestr(name, data)
    data = bytearray(buffer.getvalue())
    entry = data.index(b"PK\x01\x02")
    struct.pack_into("<H", data, 8, method)
    struct.pack_into("<H", data, entry + 10, method)
    struct.pack_into("<I", data, entry + 16, zlib.crc32(content))
    struct.pack_into("<I", data, entry + 24, len(content))
    return bytes(data)


# Made by Info-ZIP 3.0 (zip -P secret, zip -P ลับ1) and by pyzipper 0.4 (AES-256 as AE-2, AES-128 as AE-1).
LOCKED = {
    "ZipCrypto": ("secret", b"one", """UEsDBAoACQAAAOJefV3xhmx6DwAAAAMAAAAFABwAYS50eHRVVAkAA5cSDGuXEgxrdXgLAAEEAAAAAAQA
        AAAAZzaPmGO+9PH2+Ys0akYgUEsHCPGGbHoPAAAAAwAAAFBLAQIeAwoACQAAAOJefV3xhmx6DwAAAAMAAAAFABgAAAAAAAEAAACkgQAAAABhLn
        R4dFVUBQADlxIMa3V4CwABBAAAAAAEAAAAAFBLBQYAAAAAAQABAEsAAABeAAAAAAA="""),
    "a Thai password": ("ลับ1", b"one", """UEsDBAoACQAAAOJefV3xhmx6DwAAAAMAAAAFABwAYS50eHRVVAkAA5cSDGuXEgxrdXgLAAEEAAAA
        AAQAAAAAF51iW1PMnZ9iJ1oyaXd1UEsHCPGGbHoPAAAAAwAAAFBLAQIeAwoACQAAAOJefV3xhmx6DwAAAAMAAAAFABgAAAAAAAEAAACkgQAAAA
        BhLnR4dFVUBQADlxIMa3V4CwABBAAAAAAEAAAAAFBLBQYAAAAAAQABAEsAAABeAAAAAAA="""),
    "AES-256": ("secret", b"one " * 50, """UEsDBBQAAQBjAOFefV0AAAAAJQAAAMgAAAAFAAsAYS50eHQBmQcAAgBBRQMIAMM7BQCrgdG0xboS
        hIHyNCY/BJefrgxKXAUCGmZe8DiWSl4fnU5QSwECFAMUAAEAYwDhXn1dAAAAACUAAADIAAAABQALAAAAAAAAAAAAgAEAAAAAYS50eHQBmQcAAgBB
        RQMIAFBLBQYAAAAAAQABAD4AAABTAAAAAAA="""),
    "AES-128": ("secret", b"one " * 50, """UEsDBBQAAQBjAOFefV2+BWCYHQAAAMgAAAAFAAsAYS50eHQBmQcAAQBBRQEIAK3YB0ZGU6TkbvJw
        mGmxv73dhsUuCu6eDDy0clTRUEsBAhQDFAABAGMA4V59Xb4FYJgdAAAAyAAAAAUACwAAAAAAAAAAAIABAAAAAGEudHh0AZkHAAEAQUUBCABQSwUG
        AAAAAAEAAQA+AAAASwAAAAAA"""),
}


@pytest.mark.parametrize(("password", "content", "packed"), LOCKED.values(), ids=LOCKED)
def test_a_zip_with_a_password(password: str, content: bytes, packed: str) -> None:
    """The given passwords are tried; without the right one the zip itself is reported as encrypted."""
    data = base64.b64decode(packed)
    archive = Archive(data, LIMITS, ("wrong", "", password))
    assert archive.read(archive.infos[0]) == content
    with pytest.raises(ArchiveError) as refusal:
        Archive(data, LIMITS, ("wrong",)).read(archive.infos[0])
    assert (refusal.value.code, refusal.value.facts["kind_en"]) == ("file-encrypted", "zip archive")
    assert "password of the zip" in refusal.value.facts["advice_en"]


def test_decrypting_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """The old encryption takes a second for each megabyte: above a few megabytes nothing is decrypted."""
    monkeypatch.setattr(zip_passwords, "MAX_ZIPCRYPTO", 10)
    archive = Archive(base64.b64decode(LOCKED["ZipCrypto"][2]), LIMITS, ("secret",))
    with pytest.raises(ArchiveError) as refusal:
        archive.read(archive.infos[0])
    assert refusal.value.code == "file-unsafe"


@given(st.data())
def test_damage(data: st.DataObject) -> None:
    """With any byte changed, each member is rejected or equals the original."""
    packed = bytearray(zipped(data.draw(st.sampled_from([
        zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]))))
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


def reason_for_refusal(data: bytes, limits: ArchiveLimits = LIMITS) -> Text | None:
    """The reason why an archive is rejected; ``None`` if it is opened."""
    try:
        Archive(data, limits)
    except ArchiveError as error:
        return error.reason
    return None


def small() -> bytes:
    """An archive with 1,000 zeros and ten other bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", bytes(1_000))
        archive.writestr("b", b"0123456789")
    return buffer.getvalue()


SMALL = small()
#: How many times larger the zeros are than what they are compressed to.
RATIO = 1_000 / zipfile.ZipFile(io.BytesIO(SMALL)).infolist()[0].compress_size


@pytest.mark.parametrize(("limits", "reason"), [
    ({}, None),
    ({"file": len(SMALL) - 1}, TOO_LARGE), ({"entries": 1}, TOO_MANY), ({"member": 999}, GROWS),
    ({"total": 1_009}, GROWS), ({"total": 999}, GROWS), ({"ratio_floor": 999, "ratio": 1}, GROWS),
    ({"ratio_floor": 10, "ratio": math.floor(RATIO)}, GROWS), ({"ratio_floor": 10, "ratio": math.ceil(RATIO)}, None),
], ids=str)
def test_limits(limits: dict[str, int], reason: Text | None) -> None:
    """What is just within all limits is read; one byte or one member more is not."""
    exact = {"file": len(SMALL), "entries": 2, "member": 1_000, "total": 1_010, "ratio": 1, "ratio_floor": 1_000}
    try:
        archive = Archive(SMALL, ArchiveLimits(**{**exact, **limits}))
        found = sum(len(archive.read(info)) for info in archive.infos)
    except ArchiveError as error:
        found = error.reason
    assert found == (reason or 1_010)


def test_a_directory_in_another_order() -> None:
    """The directory may list members in another order than they are in; that is no overlap."""
    first, end = SMALL.index(b"PK\x01\x02"), SMALL.index(b"PK\x05\x06")
    second = SMALL.index(b"PK\x01\x02", first + 4)
    turned = SMALL[:first] + SMALL[second:end] + SMALL[first:second] + SMALL[end:]
    assert members(turned) == {"b": b"0123456789", "a": bytes(1_000)}


@pytest.mark.parametrize("flag", [0x20, 0x40], ids=["patched data", "strong encryption"])
def test_unknown_ways(flag: int) -> None:
    """What was packed in a way that is not known here is not read as if it had not been."""
    data = bytearray(SMALL)
    data[SMALL.index(b"PK\x01\x02") + 8] |= flag
    with pytest.raises(ArchiveError) as refusal:
        members(bytes(data))
    assert refusal.value.code == "archive-unsupported"


@pytest.mark.parametrize(("into", "reason"), [(1, OVERLAP), (0, None)])
@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_entries_that_overlap(method: int, into: int, reason: Text | None) -> None:
    """No byte may belong to two members, not even a byte of a header."""
    data = bytearray(zipped(method))
    second = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 4)
    deflated = struct.unpack_from("<L", data, data.index(b"PK\x01\x02") + 20)[0]
    struct.pack_into("<L", data, second + 42, 30 + deflated - into)  # 30: the first member's header, without its name
    assert reason_for_refusal(bytes(data)) == reason


@pytest.mark.parametrize(("more", "reason"), [(0, None), (1, TOO_MANY)])
def test_more_entries_than_the_directory_states(more: int, reason: Text | None) -> None:
    """Everything that looks like an entry is counted, so that listing an archive takes bounded time."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.zip", b"PK\x01\x02".ljust(46, b"\0") * (59_999 + more))
    limits = ArchiveLimits(file=2**22, entries=10, member=2**22, total=2**22)
    assert reason_for_refusal(buffer.getvalue(), limits) == reason


def test_nothing_is_inflated_once_the_total_is_used_up() -> None:
    """A member with one byte more than stated must not allow later members to exceed the total."""
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


@pytest.mark.parametrize("after", [b"", b"\r\n"])
def test_two_archives_in_one_file(after: bytes) -> None:
    """The directory at the end lists the last archive alone: the first is not lost without a word."""
    with pytest.raises(ArchiveError) as caught:
        Archive(zipped(zipfile.ZIP_DEFLATED) + after + zipped(zipfile.ZIP_STORED), LIMITS)
    assert (caught.value.code, caught.value.reason) == ("file-damaged", JOINED)


@pytest.mark.parametrize("before", [
    b"MZ" + bytes(500), b"PK\x03\x04" + bytes(500), zipped(zipfile.ZIP_DEFLATED)[:-40] + bytes(40)])
def test_other_bytes_before_an_archive(before: bytes) -> None:
    """A program that opens itself, a member that was taken out: the archive is what its directory lists."""
    assert len(Archive(before + zipped(zipfile.ZIP_DEFLATED), LIMITS).infos) == len(MEMBERS)
