"""A folder of foreign files, named by PMQA_XLSX_CORPUS: thousands of odd workbooks from other projects' tests."""

from __future__ import annotations

import collections
import os
from pathlib import Path

import pytest

from pmqa_xlsx import load_form
from pmqa_xlsx.ingester.request import ReadingRequest
from pmqa_xlsx.intake.folder import list_files
from pmqa_xlsx.workers.guarded import MEMORY_A_FILE, SECONDS_A_FILE
from pmqa_xlsx.workers.pool import Pool

VARIABLE = "PMQA_XLSX_CORPUS"


@pytest.mark.skipif(not os.environ.get(VARIABLE), reason=f"{VARIABLE} names no folder")
def test_each_file_of_a_corpus_has_a_verdict(capsys: pytest.CaptureFixture) -> None:
    """No file raises, crashes the reader, takes more than 10 s or 1 GB, or gets no finding or answer."""
    paths = [str(found.path) for found in list_files([Path(os.environ[VARIABLE])]).files]
    with Pool("crafted_corpus:verdicts_of", setup=ReadingRequest((load_form(),)), jobs=2, timeout=SECONDS_A_FILE,
              memory=MEMORY_A_FILE) as pool:
        outcomes = {path: outcome for path, (_, outcome) in zip(paths, pool.map(paths), strict=True)}
    lines = {path: [outcome.failure] if outcome.failure else outcome.value for path, outcome in outcomes.items()}
    counts = collections.Counter(line for found in lines.values() for line in found)
    with capsys.disabled():
        print(f"\n{len(paths)} files:", *(f"{count} {line}" for line, count in counts.most_common(20)), sep="\n  ")
    assert {path: found for path, found in lines.items()
            if not found or any(line in ("died", "timeout", "memory") or line.startswith("raised") for line in found)
            } == {}
