"""The README shows the program's real output."""

from __future__ import annotations

import re
import unicodedata
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


def headings() -> list[tuple[int, str]]:
    """Each heading with its level, in order; lines of code are none."""
    text = re.sub(r"^```.*?^```", "", README.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    return [(len(marks), title) for marks, title in re.findall(r"^(#+) (.+)$", text, re.MULTILINE)]


def anchor(title: str) -> str:
    """The name by which GitHub links to a heading: letters with their marks, digits, `_`, and `-` also for blanks."""
    kept = (letter for letter in title.lower()
            if letter in "-_ " or unicodedata.category(letter)[0] in "LM" or letter.isdecimal())
    return "".join(kept).replace(" ", "-")


def test_links_lead_to_headings() -> None:
    """Each link within the page leads to a heading, and no two headings have the same address."""
    anchors = [anchor(title) for _, title in headings()]
    assert sorted({name for name in anchors if anchors.count(name) > 1}) == []
    links = re.findall(r"\]\(#([^)]+)\)", README.read_text(encoding="utf-8"))
    assert [link for link in links if link not in anchors] == []


def test_contents_name_each_part() -> None:
    """The table of contents has a link to each part of the page, in order, before the first of them."""
    parts = [anchor(title) for level, title in headings() if level == 2]
    before = README.read_text(encoding="utf-8").partition("\n## ")[0]
    links = re.findall(r"\]\(#([^)]+)\)", before)
    assert [link for link in links if link in parts] == parts
