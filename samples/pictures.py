"""Make the README's pictures anew: ``python samples/pictures.py`` (needs LibreOffice, poppler's pdftoppm, Chromium).

``workbook.png`` and ``summary.png`` are pages of a filled workbook, 1,200 pixels wide, cut below the part worth seeing;
``report.png`` is the upper part of the samples' report page in a window of 1,000 × 600 pixels.
"""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import tempfile
from pathlib import Path

import pmqa_xlsx
from pmqa_xlsx.demo.filling import Editor, plausible_answers
from pmqa_xlsx.layout import plan_layout

HERE = Path(__file__).parent
WIDTH = 1200
#: Each picture of the workbook: the sheet, and how many pixels of its first page are shown.
SHEETS = {"workbook": ("หมวด 1", 640), "summary": ("สรุปผล", 800)}
WINDOW = "1000,600"


def run(*command: str) -> None:
    """Run a program, quietly."""
    subprocess.run(command, check=True, capture_output=True, timeout=180)


def filled_workbook() -> bytes:
    """The workbook of one unit with made-up answers."""
    form = pmqa_xlsx.load_form()
    unit = form.unit_by_code["50"]
    editor = Editor(pmqa_xlsx.generate(form, unit.code), plan_layout(form))
    editor.fill(plausible_answers(plan_layout(form), unit))
    return editor.saved(dt.datetime(2026, 11, 20, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=7))))


def page_of(pdf: Path, title: str) -> int:
    """The number of the first page with a title, from 1."""
    texts = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True,  # noqa: S607
                           encoding="utf-8").stdout.split("\f")
    return next(number for number, text in enumerate(texts, start=1) if text.lstrip().startswith(title))


def make_pages(folder: Path) -> None:
    """Write the pictures of the workbook."""
    book = folder / "filled.xlsx"
    book.write_bytes(filled_workbook())
    run("soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf",
        "--outdir", str(folder), str(book))
    pdf = book.with_suffix(".pdf")
    for name, (title, height) in SHEETS.items():
        page = str(page_of(pdf, title))
        run("pdftoppm", "-f", page, "-l", page, "-scale-to-x", str(WIDTH), "-scale-to-y", "-1", "-W", str(WIDTH), "-H",
            str(height), "-singlefile", "-png", str(pdf), str(HERE / name))


def make_report(folder: Path) -> None:
    """Write the picture of the report page."""
    results = pmqa_xlsx.ingest(HERE / "returns", as_of="2026-11-30")
    results.save(folder / "results")
    page = (folder / "results" / "report.html").as_uri()
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    run(chromium, "--headless", "--no-sandbox", "--hide-scrollbars", f"--user-data-dir={folder / 'browser'}",
        f"--window-size={WINDOW}", f"--screenshot={HERE / 'report.png'}", page)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        make_pages(Path(scratch))
        make_report(Path(scratch))
