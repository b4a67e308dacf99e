"""The same input gives the same bytes, whatever system writes them."""

from __future__ import annotations

import ast
import asyncio
import datetime as dt
import io
import os
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from package_imports import PATHS, place, tree
from pmqa_xlsx import generate
from pmqa_xlsx.app.desk import zip_download
from pmqa_xlsx.compare.build import compare_rounds
from pmqa_xlsx.compare.workbook import write_comparison
from pmqa_xlsx.definition.workbook import write_workbook
from pmqa_xlsx.demo.filling import Editor
from pmqa_xlsx.report.consolidated import write_consolidated
from pmqa_xlsx.system import clock
from pmqa_xlsx.system.portable_zip import state_unix_origin
from small_round import FORM, LAYOUT
from test_save import a_round

NOON = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)


def downloaded(path: Path) -> bytes:
    """The zip that the app makes of one file."""
    response = zip_download([(path, "แบบ/a.txt")], "a.zip")

    async def read() -> bytes:
        return b"".join([piece async for piece in response.body_iterator])

    return asyncio.run(read())


WRITERS: dict[str, Callable[[], bytes]] = {
    "workbook": lambda: generate(FORM, "10"),
    "definition": lambda: write_workbook(FORM, "th"),
    "consolidated": lambda: write_consolidated(a_round()),
    "comparison": lambda: write_comparison(compare_rounds(a_round(), a_round()), "th"),
    "download": lambda: downloaded(Path(__file__)),
    "demo's return": lambda: Editor(generate(FORM, "10"), LAYOUT, "th").saved(NOON),
}


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS.keys())
def test_same_bytes(write: Callable[[], bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    """``zipfile`` states the system that it runs on (0 on Windows, 3 elsewhere); ours always state the same."""
    made: list[bytes] = []
    monkeypatch.setenv(clock.VARIABLE, NOON.isoformat())
    for system in (0, 3):
        monkeypatch.setattr(zipfile, "ZipInfo", _entry_made_by(system))
        monkeypatch.setattr("xlsxwriter.workbook.ZipInfo", zipfile.ZipInfo)
        made.append(write())
    monkeypatch.undo()
    assert made[0] == made[1]
    with zipfile.ZipFile(io.BytesIO(made[0])) as package:
        assert {entry.create_system for entry in package.infolist()} == {3}
        assert package.testzip() is None


def _entry_made_by(system: int) -> type[zipfile.ZipInfo]:
    class Entry(zipfile.ZipInfo):
        def __init__(self, *stated: object, **named: object) -> None:
            super().__init__(*stated, **named)
            self.create_system = system

    return Entry


def test_a_download_depends_on_contents_and_clock_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a system says of a file (its permissions, its time in that computer's zone) does not change the zip."""
    monkeypatch.setenv(clock.VARIABLE, NOON.isoformat())
    (tmp_path / "a").write_bytes(b"x")
    before = downloaded(tmp_path / "a")
    (tmp_path / "a").chmod(0o400)
    os.utime(tmp_path / "a", (1_500_000_000,) * 2)
    assert downloaded(tmp_path / "a") == before
    (entry,) = zipfile.ZipFile(io.BytesIO(before)).infolist()
    assert (entry.filename, entry.date_time, entry.external_attr) == (
        "แบบ/a.txt", (2026, 11, 1, 7, 0, 0), 0o644 << 16)


def test_nothing_else_writes_zips() -> None:
    """Each module that begins a zip or a workbook, all through ``portable_zip``: a new one gets a case above."""
    begins = re.compile(r"""([\w.]+\.)?(ZipFile\(.+, ['"][wax]|\w*Workbook\(|book\.save\(|make_archive\()""")
    assert {place(path) for path in PATHS for node in ast.walk(tree(path))
            if isinstance(node, ast.Call) and begins.match(ast.unparse(node))} == {
        "definition/workbook.py", "demo/filling.py", "generator/book.py", "report/book.py", "system/portable_zip.py"}


def test_nothing_else_changes() -> None:
    """A zip that Unix made stays as it is, also one with extra fields and comments on its entries."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        entry = zipfile.ZipInfo("ก.xml")
        entry.create_system, entry.extra, entry.comment = 3, b"\x01\x00\x02\x00ab", b"PK\x01\x02"
        package.writestr(entry, b"PK\x05\x06")
        package.writestr("b.xml", b"")
        package.filelist[-1].create_system = 3
    before = stream.getvalue()
    state_unix_origin(stream)
    assert stream.getvalue() == before
