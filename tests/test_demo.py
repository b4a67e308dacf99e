"""The demo runs a whole round, also for an unknown form."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from demo_round import play_round
from pmqa_xlsx import load_form
from pmqa_xlsx.demo.play import INBOX, OUTGOING, RESULTS

pytestmark = pytest.mark.slow

AWARDS = Path(__file__).parent / "data" / "awards"


def test_a_round_of_an_unseen_form(tmp_path: Path) -> None:
    """With other categories, kinds, types, choices and units, the results are as expected."""
    assert play_round(load_form(AWARDS), tmp_path / "round") == []
    assert len(list((tmp_path / "round" / OUTGOING).glob("*.xlsx"))) == 11
    assert {path.name for path in (tmp_path / "round" / RESULTS).iterdir()} >= {
        "consolidated.xlsx", "frames", "forms", "originals", "summary.json"}
    summary = json.loads((tmp_path / "round" / RESULTS / "summary.json").read_text(encoding="utf-8"))
    assert summary["units_expected"] == 11
    assert len(list((tmp_path / "round" / RESULTS / "originals").iterdir())) >= len(
        {path.read_bytes() for path in (tmp_path / "round" / INBOX).iterdir()})


def test_a_second_round_gives_the_same_results(tmp_path: Path) -> None:
    """Played again in the same folder, every result is the same to the byte, but what tells the runs apart."""
    def results() -> dict[str, bytes]:
        play_round(load_form(AWARDS), tmp_path)
        return {path.relative_to(tmp_path).as_posix(): path.read_bytes()
                for path in (tmp_path / RESULTS).rglob("*")
                if path.is_file() and not path.name.startswith((".", "events.", "summary.", "ledger."))}

    assert results() == results()
