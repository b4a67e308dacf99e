"""The shipped samples give the findings that they are made for."""

from __future__ import annotations

import csv
import importlib.util
from pathlib import Path

import openpyxl
import pytest

from pmqa_xlsx import generate, load_form
from pmqa_xlsx.definition.workbook import write_workbook
from pmqa_xlsx.system import clock

ROOT = Path(__file__).parent.parent


def test_samples_give_their_findings() -> None:
    """Each sample return has the status and the findings listed in `samples/expected.csv`."""
    spec = importlib.util.spec_from_file_location("make", ROOT / "samples" / "make.py")
    assert spec is not None
    assert spec.loader is not None
    make = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(make)
    with (ROOT / "samples" / "expected.csv").open(encoding="utf-8", newline="") as stream:
        expected = [(row["file"], row["status"], row["code"], int(row["count"])) for row in csv.DictReader(stream)]
    assert make.found() == expected
    assert len({file for file, *_ in expected}) >= 12


def parts(path_or_data: Path | bytes) -> dict[str, bytes]:
    """The decompressed parts of a package by name: compressors differ, the content must not."""
    import io
    import zipfile

    source = io.BytesIO(path_or_data) if isinstance(path_or_data, bytes) else path_or_data
    with zipfile.ZipFile(source) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.mark.parametrize(("name", "made"), [
    ("blank_pmqa-fl-province_2569.xlsx", lambda: generate(load_form())),
    ("pmqa-fl-province_definition.xlsx", lambda: write_workbook(load_form(), "th")),
])
def test_blank_templates_are_what_the_program_writes(name, made, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    """The shipped templates equal, part by part, the program's output today (`python blank_templates/make.py`)."""
    monkeypatch.setenv(clock.VARIABLE, "2026-10-01T09:00:00+07:00")
    assert parts(ROOT / "blank_templates" / name) == parts(made())


@pytest.mark.parametrize("path", sorted((ROOT / "blank_templates").glob("*.xlsx")), ids=lambda path: path.name)
def test_openpyxl_opens_the_templates_without_a_warning(path: Path) -> None:
    """Another library opens each template silently; warnings are errors in these tests."""
    assert openpyxl.load_workbook(path).sheetnames
