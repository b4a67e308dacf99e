"""The same input gives the same bytes, whatever system writes them."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable

import pytest

from pmqa_xlsx.compare import compare_rounds, write_comparison
from pmqa_xlsx.definition import write_workbook
from pmqa_xlsx.demo.editing import Editor
from pmqa_xlsx.generator import generate
from pmqa_xlsx.report.consolidated import write_consolidated
from pmqa_xlsx.system.portable_zip import with_unix_origin
from small_round import FORM, LAYOUT
from test_save import a_round

WRITERS: dict[str, Callable[[], bytes]] = {
    "workbook": lambda: generate(FORM, "10"),
    "definition": lambda: write_workbook(FORM, "th"),
    "consolidated": lambda: write_consolidated(a_round()),
    "comparison": lambda: write_comparison(compare_rounds(a_round(), a_round()), "th"),
    "demo's return": lambda: Editor(generate(FORM, "10"), LAYOUT, "th").saved(dt.datetime(2026, 11, 1, tzinfo=dt.UTC)),
}


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS.keys())
def test_same_bytes(write: Callable[[], bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    """``zipfile`` states the system that it runs on (0 on Windows, 3 elsewhere); ours always state the same."""
    made: list[bytes] = []
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


def test_nothing_else_changes() -> None:
    """A zip that Unix made stays as it is, also one with extra fields and comments on its entries."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        entry = zipfile.ZipInfo("ก.xml")
        entry.create_system, entry.extra, entry.comment = 3, b"\x01\x00\x02\x00ab", b"PK\x01\x02"
        package.writestr(entry, b"PK\x05\x06")
        package.writestr("b.xml", b"")
        package.filelist[-1].create_system = 3
    assert with_unix_origin(stream.getvalue()) == stream.getvalue()
