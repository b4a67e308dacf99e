"""What the README shows is what the program prints."""

from __future__ import annotations

import re
from pathlib import Path

from readme_blocks import README, with_fresh_blocks


def test_generated_blocks_are_fresh(tmp_path: Path) -> None:
    """Every generated block is what its command prints today (`python tests/readme_blocks.py` writes them anew)."""
    text = README.read_text(encoding="utf-8")
    assert with_fresh_blocks(text, tmp_path) == text


def test_pictures_and_links_exist() -> None:
    """Every picture and every relative link of the README leads to a file of the project."""
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", README.read_text(encoding="utf-8"))
    assert [target for target in targets if not (README.parent / target).exists()] == []
