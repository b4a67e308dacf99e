"""The README shows the program's real output."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from readme_blocks import README, with_fresh_blocks


@pytest.mark.slow
def test_generated_blocks_are_fresh(tmp_path: Path) -> None:
    """Every generated block is its command's output today (`python tests/readme_blocks.py` updates them)."""
    text = README.read_text(encoding="utf-8")
    assert with_fresh_blocks(text, tmp_path) == text


def test_pictures_and_links_exist() -> None:
    """Every picture and every relative link of the README refers to a file of the project."""
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", README.read_text(encoding="utf-8"))
    assert [target for target in targets if not (README.parent / target).exists()] == []
