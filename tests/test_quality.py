"""The checks of style and types, so that one command runs them all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("command", [
    ["ruff", "check", "--quiet", "--output-format", "concise", "."],
    pytest.param(["mypy", "--no-error-summary"], marks=pytest.mark.slow),
], ids=["ruff", "mypy"])
def test_no_complaint(command: list[str]) -> None:
    """Ruff and mypy (strict) report no error."""
    done = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, encoding="utf-8")
    assert (done.stdout.splitlines(), done.returncode) == ([], 0)
