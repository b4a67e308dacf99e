"""A zip's directory read the usual way says what the standard library makes of it, or nothing."""

from __future__ import annotations

import io
import warnings
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmqa_xlsx.files.archive import BROKEN
from pmqa_xlsx.files.zip_directory import ZipEntry, thorough_directory, usual_directory

SAMPLES = [path for path in sorted((Path(__file__).parent.parent / "samples").rglob("*"))
           if path.is_file() and zipfile.is_zipfile(path)]
#: A name, and what is added to its entry.
PLAIN, THAI, WINDOWS, CUT = ("xl/a.xml", b""), ("แบบ.xml", b""), ("xl\\a", b""), ("a\0b", b"")
ADDED = ("b", b"\1\2\0\0")


def archive(*members: tuple[str, bytes], comment: bytes = b"", before: bytes = b"") -> bytes:
    buffer = io.BytesIO()
    with warnings.catch_warnings(action="ignore", category=UserWarning), zipfile.ZipFile(buffer, "w") as package:
        for number, (name, added) in enumerate(members):
            info = zipfile.ZipInfo("", (2026, 11, 5, 10, 30, 2 * number))
            info.filename, info.extra = name, added  # as it is, also where Python would write it in another way
            package.writestr(info, b"content")
        package.comment = comment
    return before + buffer.getvalue()


def put(data: bytes, from_the_end: int, new: bytes) -> bytes:
    """Bytes with some of them replaced: an entry ends 22 before the end, and has 54 when its name is the plain one."""
    place = len(data) - from_the_end
    return data[:place] + new + data[place + len(new):]


CASES = {
    "plain names": (archive(PLAIN, ("mimetype", b"")), True), "nothing in it": (archive(), False),
    "the same name twice": (archive(PLAIN, PLAIN), True), "a name in Thai": (archive(PLAIN, THAI), False),
    "a name of Windows": (archive(WINDOWS), False), "a name with a NUL": (archive(CUT), False),
    "something added": (archive(ADDED), False), "a comment": (archive(PLAIN, comment=b"x"), False),
    "a program before it": (archive(PLAIN, before=b"MZ"), False), "no archive": (b"PK\x05\x06", False),
    "a name like a record": (archive(("PK\x06\x07" + "a" * 16, b"")), False),
    "of a later version": (put(archive(PLAIN), 70, b"\x2e"), False),
    "of no version": (put(archive(PLAIN), 69, b"\1"), False),
    "an entry less": (put(archive(PLAIN, PLAIN), 14, b"\1\0\1\0"), False),
    "an entry more": (put(archive(PLAIN), 14, b"\2\0\2\0"), False),
    "entries on other disks": (put(archive(PLAIN), 14, b"\0\0"), False),
    "it begins elsewhere": (put(archive(PLAIN), 6, b"\1"), False),
}


def thorough(data: bytes) -> list[ZipEntry] | None:
    """What the standard library makes of the bytes; nothing where it refuses them."""
    try:
        return thorough_directory(data)
    except BROKEN:
        return None


@pytest.mark.parametrize(("data", "usual"), CASES.values(), ids=CASES)
def test_what_is_usual(data: bytes, usual: bool) -> None:
    """Which directories are read the usual way; what they say is the same."""
    read = usual_directory(data)
    assert (read is not None) is usual
    assert read is None or read == thorough(data)


def test_there_are_samples() -> None:
    """Samples by more than one program are looked at below."""
    assert len({path.suffix for path in SAMPLES}) > 1


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_samples(path: Path) -> None:
    """Workbooks by every program are usual and listed as the standard library lists them, with their times."""
    data = path.read_bytes()
    read = usual_directory(data)
    assert read is not None
    assert read == thorough(data)
    assert [entry.date_time for entry in read] == [info.date_time for info in zipfile.ZipFile(path).infolist()]


@given(st.sampled_from([data for data, _ in CASES.values()]), st.lists(st.tuples(st.integers(1, 150), st.binary(
    min_size=1, max_size=4)), max_size=3), st.binary(max_size=3))
@settings(max_examples=600, deadline=None)
def test_whatever_stands_there(data: bytes, changes: list[tuple[int, bytes]], behind: bytes) -> None:
    """Wherever bytes of a directory are changed, what is read the usual way is what the standard library reads."""
    changed = bytearray(data)
    for from_the_end, new in changes:
        place = max(len(changed) - from_the_end, 0)
        changed[place:place + len(new)] = new
    changed += behind
    read = usual_directory(bytes(changed))
    assert read is None or read == thorough(bytes(changed))
