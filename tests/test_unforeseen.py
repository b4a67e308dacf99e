"""An unforeseen exception at any stage of reading is a finding of that file, and the round continues."""

from __future__ import annotations

from pathlib import Path

import pytest

import pmqa_xlsx
from crafted_form import FORM, good
from pmqa_xlsx.consolidate.run_record import error_log
from pmqa_xlsx.ingester.model import Reading, Return
from pmqa_xlsx.workers import guarded

GOOD = good(FORM.units[0].code)
#: Each stage that the bytes of a return go through, as module and function.
STAGES = (
    "pmqa_xlsx.files.open_workbook:sniff", "pmqa_xlsx.files.open_workbook:Package",
    "pmqa_xlsx.files.ooxml.xlsx:shared_texts", "pmqa_xlsx.files.ooxml.xlsx:_number_formats",
    "pmqa_xlsx.files.ooxml.xlsx:read_fast", "pmqa_xlsx.files.ooxml.xlsx:active_parts",
    *(f"pmqa_xlsx.ingester.read_return:{name}" for name in (
        "read_workbook", "identity_evidence", "locate", "read_slots", "WorkbookTexts", "check_texts", "check_seal",
        "origin", "extra_content", "unit_of", "year_of")), "pmqa_xlsx.ingester.packed_slots:_packed_places",
)


def failing(stage: str) -> bytes:
    """A return that fails at the stage named in its last bytes; any bytes may follow a zip."""
    return GOOD + b"#" + stage.encode()


@pytest.fixture
def fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the workers' reader fail if a file asks for it."""
    monkeypatch.setattr(guarded, "READER", "worker_targets:read_or_fail")


@pytest.mark.usefixtures("fails")
def test_every_stage(tmp_path: Path) -> None:
    """If any stage raises, that file is rejected as ``file-unreadable`` and all others are read."""
    (tmp_path / "inbox").mkdir()
    for number, stage in enumerate(STAGES):
        (tmp_path / "inbox" / f"{number:02}.xlsx").write_bytes(failing(stage))
    (tmp_path / "inbox" / "good.xlsx").write_bytes(GOOD)
    result = pmqa_xlsx.ingest(tmp_path / "inbox", forms=[FORM])
    statuses = {Path(row.file).name: row.status for row in result.returns.itertuples()}
    assert statuses == {f"{number:02}.xlsx": "rejected" for number in range(len(STAGES))} | {"good.xlsx": "accepted"}
    assert set(result.findings.loc[result.findings["status"] == "rejected", "code"]) == {"file-unreadable"}
    assert result.error_log.count("ZeroDivisionError: nobody foresaw this") == len(STAGES)
    assert result.has_errors


@pytest.mark.slow
@pytest.mark.usefixtures("fails")
def test_the_log_is_written(tmp_path: Path) -> None:
    """``errors.log`` names the file and the line of the program, and is removed by the next run."""
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(failing(STAGES[0]))
    pmqa_xlsx.ingest(bad, forms=[FORM]).save(tmp_path / "results")
    text = (tmp_path / "results" / "errors.log").read_text(encoding="utf-8")
    assert text.startswith(f"{bad.as_posix()}\nTraceback")
    assert "open_workbook.py" in text
    bad.write_bytes(GOOD)
    pmqa_xlsx.ingest(bad, forms=[FORM]).save(tmp_path / "results")
    assert not (tmp_path / "results" / "errors.log").exists()


def test_the_log_without_contacts() -> None:
    """Without contacts the log contains neither the file's name nor the exception's message."""
    trace = 'Traceback (most recent call last):\n  File "a.py", line 1, in f\n    g(x)\nKeyError: \'somchai\'\n'
    log = error_log([Return("somchai.xlsx", "ab12", "file", "", None, Reading(trace=trace))], contacts=False)
    assert log == 'ab12\nTraceback (most recent call last):\n  File "a.py", line 1, in f\n'
