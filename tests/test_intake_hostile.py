"""Hostile files: none stops the others, is written under its own name, or takes much time or memory."""

import io
import struct
import tempfile
import zipfile
import zlib
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import crafted
from pmqa_xlsx.files.file_kinds import FileRole
from pmqa_xlsx.files.sniffing import sniff
from pmqa_xlsx.intake.received import Received
from pmqa_xlsx.intake.stage import receive
from pmqa_xlsx.intake.unpack import unpack
from pmqa_xlsx.intake.verdicts import judge
from pmqa_xlsx.intake.walk import Item, Walk
from pmqa_xlsx.text.untrusted import member_label, path_label

BOOK = crafted.workbook()
HEAD = b"From: a@b.go.th\nTo: c@d.go.th\n"


def codes(folder: Path, name: str, data: bytes) -> list[str]:
    """Return one line for each row: the path inside the file, and its finding codes or ``workbook``."""
    (folder / name).write_bytes(data)
    received: list[Received] = list(receive([folder]))
    return [
        " ".join((one.file.removeprefix(f"{folder.as_posix()}/{name}"), "workbook" if one.data else "-",
                  *(finding.code for finding in one.findings))).strip()
        for one in received
    ]


def nested(levels: int) -> bytes:
    """Return a workbook inside this many zips."""
    data = BOOK
    for _ in range(levels):
        data = crafted.zipped({"x.zip" if data is not BOOK else "50.xlsx": data}, method=zipfile.ZIP_STORED)
    return data


def bomb(size: int) -> bytes:
    """Return a zip with one member of ``size`` zero bytes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = (packer.compress(bytes(2**20)) + packer.flush(zlib.Z_FULL_FLUSH)) * (size // 2**20) + packer.flush()
    head = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0x21, 0, len(packed), size, 8, 0)
    entry = b"PK\x03\x04" + head + b"big.xlsx" + packed
    directory = b"PK\x01\x02" + struct.pack("<H", 20) + head + struct.pack("<HHHII", 0, 0, 0, 0, 0) + b"big.xlsx"
    return entry + directory + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(directory), len(entry), 0)


def overlapping() -> bytes:
    """Return a zip with two directory entries for one member's data."""
    data = bytearray(crafted.zipped({"a.txt": bytes(200), "b.txt": bytes(200)}))
    second = data.rfind(b"PK\x01\x02")
    data[second + 42:second + 46] = struct.pack("<I", 0)
    return bytes(data)


def bad_crc() -> bytes:
    """Return a zip with two members, one with a wrong checksum."""
    data = bytearray(crafted.zipped({"50.xlsx": BOOK, "51.xlsx": crafted.workbook("51")}, method=zipfile.ZIP_STORED))
    data[100] ^= 1  # inside the first member
    return bytes(data)


def many_entries() -> bytes:
    """Return a zip with more members than allowed."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(5_001):
            archive.writestr(zipfile.ZipInfo(str(number)), b"")
    return file.getvalue()


@pytest.mark.parametrize(("data", "rows"), [
    (nested(5), ["!x.zip!x.zip!x.zip!x.zip!50.xlsx workbook"]),
    (nested(6), ["!x.zip!x.zip!x.zip!x.zip!x.zip - file-unsafe"]),
    (bomb(65 * 2**20), ["!big.xlsx - file-unsafe"]),
    (bomb(40 * 2**20), ["!big.xlsx - file-unsafe"]),
    (bomb(600 * 2**20), ["- file-unsafe"]),
    (overlapping(), ["- file-unsafe"]),
    (many_entries(), ["- file-unsafe"]),
    (bad_crc(), ["!50.xlsx - file-damaged", "!51.xlsx workbook"]),
    (crafted.zipped({"50.xlsx": BOOK}, encrypted=True), ["!50.xlsx - file-encrypted"]),
    (crafted.zipped({"50.xlsx": BOOK}, method=zipfile.ZIP_LZMA), ["!50.xlsx workbook"]),
    (crafted.zipped({"50.xlsx": BOOK})[:-30], ["- file-damaged"]),
    (crafted.zipped({"b.zip": overlapping(), "50.xlsx": BOOK}), ["!50.xlsx workbook other-attachment"]),
], ids=["5 deep", "6 deep", "large", "ratio", "total", "overlap", "entries", "crc", "locked", "lzma", "cut", "beside"])
def test_a_hostile_zip_is_refused_and_the_rest_is_read(tmp_path: Path, data: bytes, rows: list[str]) -> None:
    """Each finding names the member or the archive concerned."""
    assert codes(tmp_path, "a.zip", data) == rows


def test_a_zip_that_understates_its_size_is_not_believed(tmp_path: Path) -> None:
    """A member with more bytes than its header states is damaged, and no more of it is decompressed."""
    data = bomb(40 * 2**20).replace(struct.pack("<I", 40 * 2**20), struct.pack("<I", 100))
    assert codes(tmp_path, "a.zip", data) == ["!big.xlsx - file-damaged"]


@pytest.mark.parametrize(("data", "row"), [
    (crafted.mail(*[crafted.attachment(b'="a"', b"")] * 1_001), "- file-unsafe"),
    (HEAD + b"".join(b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (level, level) for level in range(30)),
     "- file-unsafe"),
    (HEAD + b"Content-Type: multipart/mixed; boundary=-\n\n" + b"---\n" * 100_000, "- file-unsafe"),
    (b"From: " + b"(" * 9_000 + b"<@" * 4_000 + b"\nTo: " + b'";' * 20_000 + b"\nDate: " + b"9" * 5_000
     + b"\nContent-Type: a/b; " + b"name*0*=;" * 3_000, "!part-1 - file-damaged"),
    (b"From " + b"a" * 900 + b"\nX:\n" * 3, "!1 - no-workbook"),
], ids=["parts", "levels", "boundaries", "headers", "mbox"])
def test_a_hostile_mail_is_refused_or_read(tmp_path: Path, data: bytes, row: str) -> None:
    """Mails are parsed in time that is linear in their size."""
    assert codes(tmp_path, "m.eml", data) == [row]


@pytest.mark.parametrize(("name", "label"), [
    ("../../etc/passwd.xlsx", "etc/passwd.xlsx"), ("/abs/50.xlsx", "abs/50.xlsx"),
    ("C:\\Windows\\50.xlsx", "Windows/50.xlsx"), ("..", "unnamed"), ("", "unnamed"), ("50\0.xlsx", "50�.xlsx"),
    ("a\r\nb.xlsx", "a b.xlsx"), ("\u202excod.xlsx", "xcod.xlsx"),
    ("\ud800.xlsx", "�.xlsx"), ("ก" * 300 + ".xlsx", "ก" * 114 + "….xlsx"),
])
def test_a_hostile_name_becomes_a_harmless_label(name: str, label: str) -> None:
    """A name from outside is shown cleaned and truncated; it is never used as a path."""
    assert member_label(name) == label
    label.encode()


def test_a_path_keeps_its_slashes_and_shows_thai_bytes() -> None:
    """The operator can find a given path by its label."""
    raw = "ใบ.xlsx".encode("cp874").decode("utf-8", "surrogateescape")
    assert path_label(f"inbox/../x/{raw}") == "inbox/../x/ใบ.xlsx"


def test_nothing_is_written_beside_the_files(tmp_path: Path) -> None:
    """The folder with the returns is only read, for any names of members."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "a.zip").write_bytes(crafted.zipped({"../../evil.xlsx": BOOK}))
    assert [one.file.partition("!")[2] for one in receive([inbox])] == ["evil.xlsx"]
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.zip", "inbox"]


SEEDS = [
    crafted.mail(crafted.attachment(b'="50.xlsx"', BOOK), crafted.attached_mail(crafted.mail())),
    crafted.mailbox(crafted.mail(), crafted.mail(crafted.attachment(b"*=tis-620''%CB.xlsx", BOOK))),
    crafted.zipped({"50.xlsx": BOOK, "m.eml": crafted.mail()}),
    crafted.zipped({"50.xlsx": BOOK}, method=zipfile.ZIP_STORED),
    crafted.outlook_mail({"50.xlsx": BOOK}, sender=("a", "a@b.th"), inner=BOOK),
    BOOK,
]


@st.composite
def mutants(draw: st.DrawFn) -> bytes:
    """Return one of the seeds with some bytes changed, removed or duplicated."""
    data = bytearray(draw(st.sampled_from(SEEDS)))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(len(data) - 1, 0)))
        length = draw(st.integers(0, 12))
        data[at:at + length] = draw(st.one_of(
            st.binary(max_size=8), st.just(bytes(data[at:at + length]) * 2),
            st.sampled_from([b"\xff" * 4, bytes(4), b"\n--"])))
    return bytes(data)


@pytest.mark.slow
@given(st.one_of(mutants(), st.binary(max_size=300)))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_bytes_make_intake_raise(data: bytes) -> None:
    """For any bytes, each item has a verdict, there is a row, and a second walk finds the same items."""
    with tempfile.TemporaryDirectory() as folder:
        items = items_of(data, Path(folder))
        again = items_of(data, Path(folder))
    verdicts = judge(items)
    assert len(verdicts) == len(items)
    assert any(verdict.row for verdict in verdicts)
    assert all(verdict.findings for item, verdict in zip(items, verdicts, strict=True)
               if verdict.row and item.kind.role is not FileRole.WORKBOOK)
    assert [item.sha256 for item in again] == [item.sha256 for item in items]


def items_of(data: bytes, folder: Path) -> list[Item]:
    """Return everything met in a file."""
    walk = Walk(partial(unpack, ()), folder, keep_all=False)
    return list(walk.items(data, "0" * 64, sniff(data), None))


@given(st.text(max_size=400))
def test_any_name_gives_a_label_that_can_be_written(name: str) -> None:
    """A label is never empty, never long, and is valid text."""
    label = member_label(name)
    assert 0 < len(label) <= 120
    assert label.encode().decode() == label
    assert not {"..", "."} & set(label.split("/"))


@given(st.binary(max_size=2000))
def test_any_bytes_have_a_kind(data: bytes) -> None:
    """Sniffing never raises."""
    assert sniff(data) is not None
