"""Make the sample returns anew: good ones, faulty ones, and some saved again by LibreOffice (which must be installed).

``python samples/make.py`` writes ``samples/returns/`` and ``samples/expected.csv``: for every file the status it must
get and how often each finding. The answers are made up; the units are real provinces.
"""

from __future__ import annotations

import csv
import datetime as dt
import subprocess
import tempfile
from collections import Counter
from pathlib import Path

import pmqa_xlsx
from pmqa_xlsx.demo.faults import all_faults
from pmqa_xlsx.demo.filling import Editor, plausible_answers
from pmqa_xlsx.layout import plan_layout

HERE = Path(__file__).parent
RETURNS = HERE / "returns"
#: The day that the samples are ingested as of, in tests too: the due date of the form's year.
AS_OF = dt.date(2026, 11, 30)
GOOD = 2
RESAVED = ("xlsx", "ods")
#: Two faults that the demo shows as well as any sample could.
LEFT_OUT = ("thai-digits", "words-for-a-number")


def make_returns() -> None:
    """Write every sample return."""
    form = pmqa_xlsx.load_form()
    layout = plan_layout(form)
    units = iter(form.units_in(form.fiscal_year))
    moment = dt.datetime(2026, 11, 20, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=7)))

    def filled() -> tuple[str, Editor]:
        unit = next(units)
        editor = Editor(pmqa_xlsx.generate(form, unit.code), layout)
        editor.fill(plausible_answers(layout, unit))
        return unit.code, editor

    for path in RETURNS.glob("*"):
        path.unlink()
    RETURNS.mkdir(exist_ok=True)
    for _ in range(GOOD):
        code, editor = filled()
        (RETURNS / f"{code}_good.xlsx").write_bytes(editor.saved(moment))
    for fault in all_faults():
        if fault.name not in LEFT_OUT:
            code, editor = filled()
            fault.apply(editor)
            (RETURNS / f"{code}_{fault.name}.xlsx").write_bytes(editor.saved(moment))
    for extension in RESAVED:
        code, editor = filled()
        _resave(editor.saved(moment), RETURNS / f"{code}_saved-by-libreoffice.{extension}")


def _resave(data: bytes, target: Path) -> None:
    """Save a workbook again as LibreOffice does when somebody opens it there."""
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch, "in.xlsx")
        source.write_bytes(data)
        subprocess.run(
            ["soffice", f"-env:UserInstallation={Path(scratch, 'profile').as_uri()}", "--headless",  # noqa: S607
             "--convert-to", target.suffix[1:], "--outdir", str(Path(scratch, "out")), str(source)],
            check=True, capture_output=True, timeout=180)
        target.write_bytes(Path(scratch, "out", f"in{target.suffix}").read_bytes())


def found() -> list[tuple[str, str, str, int]]:
    """What the ingester says of the samples: file, status, finding code (empty for none) and how often."""
    result = pmqa_xlsx.ingest(RETURNS, as_of=AS_OF)
    rows: list[tuple[str, str, str, int]] = []
    for file, status in zip(result.returns["file"], result.returns["status"], strict=True):
        codes = Counter(result.findings.loc[result.findings["file"] == file, "code"])
        rows += [(Path(file).name, status, code, count) for code, count in sorted(codes.items())] or [
            (Path(file).name, status, "", 0)]
    return sorted(rows)


if __name__ == "__main__":
    make_returns()
    with (HERE / "expected.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["file", "status", "code", "count"])
        writer.writerows(found())
