"""The Python interface: from a plain script, with the agreed names, and the same results as the command line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pmqa_xlsx

SAMPLES = Path(__file__).parent.parent / "samples" / "returns"


def test_public_names() -> None:
    """The names that scripts rely on are there, also after the packages behind them were imported."""
    import pmqa_xlsx.consolidate
    import pmqa_xlsx.generator
    import pmqa_xlsx.ingester.read_return

    assert [callable(getattr(pmqa_xlsx, name)) for name in pmqa_xlsx.__all__] == [True] * len(pmqa_xlsx.__all__)


def test_from_a_plain_script(tmp_path: Path) -> None:
    """A script without a `__main__` guard reads with two workers, saves everything and loads it again."""
    script = tmp_path / "script.py"
    script.write_text(
        "import sys, datetime, pmqa_xlsx\n"
        f"result = pmqa_xlsx.ingest({str(SAMPLES)!r}, jobs=2, as_of=datetime.date(2026, 11, 30))\n"
        "result.save('results')\n"
        "again = pmqa_xlsx.Consolidation.load('results')\n"
        "print([frame.equals(again.frames[name]) for name, frame in result.frames.items()])\n", encoding="utf-8")
    done = subprocess.run([sys.executable, str(script)], cwd=tmp_path, capture_output=True, encoding="utf-8")
    assert (done.stdout.strip(), done.stderr) == ("[True, True, True, True, True, True]", "")
    assert {path.name for path in (tmp_path / "results").iterdir()} >= {
        "consolidated.xlsx", "report.html", "frames", "forms", "originals", "summary.json"}


def test_states_add_up() -> None:
    """For every counted return, ok + converted + empty + invalid is the number of slots."""
    result = pmqa_xlsx.ingest(SAMPLES)
    states = result.answers.groupby(["unit_code", "state"]).size().unstack(fill_value=0)
    assert sorted(states.columns) == ["converted", "empty", "invalid", "ok"]
    assert set(states.sum(axis=1)) == {477}
