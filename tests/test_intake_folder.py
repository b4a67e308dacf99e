"""A file is read completely, whatever size the system states."""

from __future__ import annotations

import os
import stat
from io import FileIO
from pathlib import Path
from types import SimpleNamespace

import pytest

from pmqa_xlsx.catalogue.reasons import LINK
from pmqa_xlsx.intake import folder, sources
from pmqa_xlsx.text.language import NO_TEXT

CONTENT = bytes(range(256)) * 40


@pytest.mark.parametrize("stated", [0, 1, len(CONTENT) - 1, len(CONTENT), len(CONTENT) + 1, 2**40])
@pytest.mark.parametrize("at_once", [1000, 2**20])
def test_stated_size(stated: int, at_once: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that grew or shrank in the meantime, or has no stated size, is read to its end."""
    path = tmp_path / "return.xlsx"
    path.write_bytes(CONTENT)
    monkeypatch.setattr(sources, "MAX_FILE", 2**20)
    monkeypatch.setattr(os, "fstat", lambda _: os.stat_result((stat.S_IFREG, *[0] * 5, stated, 0, 0, 0)))
    monkeypatch.setattr(sources, "_A_PIECE", at_once)
    assert sources.read_file(path)[0] == CONTENT


@pytest.mark.parametrize(("tag", "followed"), [
    (0xA000000C, False), (0xA0000003, False), (0x9000001A, True), (0, True),
], ids=["symbolic link", "junction", "cloud folder", "plain folder"])
def test_links_of_windows(tag: int, followed: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A junction looks like a folder: only its attribute shows that its content is elsewhere, maybe above it."""
    (tmp_path / "linked").mkdir()
    (tmp_path / "linked" / "50.xlsx").write_bytes(CONTENT)
    lstat = Path.lstat

    def marked(path: Path) -> SimpleNamespace | os.stat_result:
        state = lstat(path)
        return SimpleNamespace(st_mode=state.st_mode, st_reparse_tag=tag) if path.name == "linked" else state

    monkeypatch.setattr(Path, "lstat", marked)
    found = [(one.path.name, one.trouble) for one in folder.list_files([tmp_path]).files]
    assert found == ([("50.xlsx", NO_TEXT)] if followed else [("linked", LINK)])


@pytest.mark.parametrize(("largest", "read"), [
    (10, 11), (len(CONTENT) - 1, len(CONTENT)), (len(CONTENT), len(CONTENT)),
])
def test_no_more_than_the_largest(
    largest: int, read: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of a file that is too large, one byte more than the limit is read, which shows that it is too large."""
    path = tmp_path / "return.xlsx"
    path.write_bytes(CONTENT)
    monkeypatch.setattr(sources, "MAX_FILE", largest)
    assert len(sources.read_file(path)[0]) == read


def test_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that arrives a few bytes at a time is read completely."""
    path = tmp_path / "return.xlsx"
    path.write_bytes(CONTENT)

    class FewAtATime(FileIO):
        def read(self, size: int | None = -1, /) -> bytes:
            return super().read(min(size or 0, 700))

    monkeypatch.setattr(Path, "open", lambda self, mode, **_: FewAtATime(self, mode))
    assert sources.read_file(path)[0] == CONTENT
