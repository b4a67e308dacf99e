"""Returns as real programs save them: LibreOffice itself, and Excel's manner of writing, by re-packing.

openpyxl writes each text into its cell and drops what formulas show. Excel, LibreOffice and WPS keep the texts in a
part of their own, to which the cells refer by number, and store what each formula shows.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

sys.path.append(str(Path(__file__).parent.parent))
from excel_manner import SHEET, TEXTS, Parts, as_excel_writes, shown_by_formulas

OPENPYXL, LIBREOFFICE, EXCEL = "openpyxl", "LibreOffice", "Excel's manner"
PROGRAMS = (OPENPYXL, LIBREOFFICE, EXCEL)
_NUMBERED = re.compile(rb'( t="s"><v>)([0-9]+)(</v>)')


def missing(program: str) -> str:
    """Why returns of a program cannot be made here; empty if they can."""
    return "" if program == OPENPYXL or shutil.which("soffice") else "LibreOffice (soffice) is not installed"


def parts_of(data: bytes) -> Parts:
    """The parts of a workbook."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: Parts, archive: bytes = b"") -> bytes:
    """A workbook of these parts, after those that are in an archive already."""
    buffer = io.BytesIO(archive)
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as target:
        for name, data in parts.items():
            target.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def saved_by(program: str, books: Sequence[bytes]) -> list[Parts]:
    """The parts of workbooks that openpyxl saved, as another program saves them."""
    plain = [*map(parts_of, books)]
    if program == OPENPYXL:
        return plain
    opened = [*map(parts_of, _through_libreoffice(books))]
    if program == LIBREOFFICE:
        return opened
    return [as_excel_writes(parts, shown_by_formulas(calculated))
            for parts, calculated in zip(plain, opened, strict=True)]


def _through_libreoffice(books: Sequence[bytes]) -> list[bytes]:
    """The workbooks opened and saved by LibreOffice, all in one run of it."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for number, data in enumerate(books):
            (folder / f"{number}.xlsx").write_bytes(data)
        subprocess.run(
            ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to",
             "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "saved"),
             *(str(folder / f"{number}.xlsx") for number in range(len(books)))], check=True, capture_output=True)
        return [(folder / "saved" / f"{number}.xlsx").read_bytes() for number in range(len(books))]


def renumbered(parts: Parts, shift: int) -> Parts:
    """The same workbook with its shared texts in another order: each return has its own numbers."""
    if TEXTS not in parts:
        return parts
    head, *items = parts[TEXTS].split(b"<si>")
    last, _, tail = items[-1].partition(b"</sst>")
    items[-1] = last
    count = len(items)
    shift %= count

    def number(match: re.Match[bytes]) -> bytes:
        return match[1] + b"%d" % ((int(match[2]) + shift) % count) + match[3]

    changed = {name: _NUMBERED.sub(number, data) if SHEET.fullmatch(name) else data for name, data in parts.items()}
    changed[TEXTS] = b"<si>".join([head, *items[count - shift:], *items[:count - shift]]) + b"</sst>" + tail
    return changed
