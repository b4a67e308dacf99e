"""Ten good returns beside every hostile input that the tests make: their rows are those of a run without them.

The inputs are gathered from the parameters of the other test modules: all bytes, and all files of the table of faults.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path

import pytest

from crafted_form import FORM, good
from pmqa_xlsx.rounds.round import Round

pytestmark = pytest.mark.slow

GOOD = [f"{number:03}" for number in range(191, 201)]
MODULES = ("test_archive", "test_encrypted", "test_faults", "test_formats", "test_identity", "test_intake",
           "test_intake_advice", "test_intake_bounds", "test_intake_folder", "test_intake_hostile", "test_intake_mail",
           "test_intake_programs", "test_links_and_pictures", "test_merged_cells", "test_reader", "test_reader_extras",
           "test_side_parts", "test_unforeseen")
TABLES = ("FILES", "IDENTITY", "STRUCTURE", "CONTENTS")
ROWS_BY_UNIT = ("returns", "answers", "findings", "contacts", "scores", "changes")


def bytes_in(value: object) -> Iterator[bytes]:
    """All bytes in a value of tuples, lists and mappings."""
    if isinstance(value, bytes):
        yield value
    elif isinstance(value, Mapping):
        yield from bytes_in(list(value.values()))
    elif isinstance(value, list | tuple | set | frozenset):
        for one in value:
            yield from bytes_in(one)


def hostile() -> Iterator[bytes]:
    """All inputs of the other tests."""
    for name in MODULES:
        module = import_module(name)
        for member in vars(module).values():
            for mark in getattr(member, "pytestmark", []) if callable(member) else []:
                if mark.name == "parametrize":
                    yield from bytes_in([getattr(one, "values", one) for one in mark.args[1]])
    faults = import_module("test_faults")
    for table in TABLES:
        for number, (_, make, *_) in enumerate(getattr(faults, table, ())):
            if callable(make):
                yield make(f"{number + 1:03}")


def rows_of(folder: Path, name: str) -> list[bytes]:
    """The rows of a frame about the good returns, without the order of others between them."""
    lines = (folder / "frames" / f"{name}.csv").read_bytes().split(b"\n")
    return [lines[0], *(line for line in lines if b"/good/" in line or any(f",{unit},".encode() in line[:200]
                                                                           for unit in GOOD))]


def test_the_good_rows_are_those_of_a_run_without_them(tmp_path: Path) -> None:
    """Byte for byte, in every frame with rows of returns."""
    (tmp_path / "in" / "good").mkdir(parents=True)
    for unit in GOOD:
        (tmp_path / "in" / "good" / f"{unit}.xlsx").write_bytes(good(unit))
        os.utime(tmp_path / "in" / "good" / f"{unit}.xlsx", (1_795_000_000,) * 2)
    Round(tmp_path / "alone").ingest(tmp_path / "in", forms=[FORM], as_of="2026-12-05")
    (tmp_path / "in" / "hostile").mkdir()
    contents = {hashlib.sha256(data).hexdigest(): data for data in hostile()}
    assert len(contents) > 300
    for number, data in enumerate(contents.values()):
        (tmp_path / "in" / "hostile" / f"{number}.xlsx").write_bytes(data)
    result = Round(tmp_path / "beside").ingest(tmp_path / "in", forms=[FORM], as_of="2026-12-05", jobs=2)
    assert {name: rows_of(tmp_path / "beside", name) for name in ROWS_BY_UNIT} == {
        name: rows_of(tmp_path / "alone", name) for name in ROWS_BY_UNIT}
    good_ones = result.returns[result.returns["file"].str.contains("/good/")]
    assert list(good_ones["status"]) == ["accepted"] * len(GOOD)
