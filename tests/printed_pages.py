"""Pages of a PDF as poppler's ``pdftotext`` reads them: their words, and how far down the page they reach."""

from __future__ import annotations

import re
import shutil
import subprocess
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

_PAGE = re.compile(r'<page width="([0-9.]+)" height="([0-9.]+)">(.*?)</page>', re.DOTALL)
_WORD = re.compile(r'<word xMin="([0-9.]+)" yMin="([0-9.]+)" xMax="([0-9.]+)" yMax="([0-9.]+)">(.*?)</word>')
#: Below this share of the page's height is the footer.
_FOOTER = 0.93


class PrintedPage(NamedTuple):
    """A page of a PDF.

    :ivar title: its first line without spaces: on sheets of a workbook the title, which each page repeats.
    :ivar text: all its text without spaces, for ``pdftotext`` puts spaces between Thai letters.
    :ivar filled: how much of its height is used, 0–1, without the footer.
    :ivar width: how much of its width is used, 0–1, likewise.
    """

    title: str
    text: str
    filled: float
    width: float


def printed_pages(pdf: Path) -> list[PrintedPage]:
    """The pages of a PDF; a test is skipped where poppler is missing."""
    program = shutil.which("pdftotext")
    if not program:
        pytest.skip("no pdftotext on PATH (poppler-utils)")
    found = subprocess.run([program, "-bbox", str(pdf), "-"], check=True, capture_output=True, encoding="utf-8").stdout
    return [_page(float(width), float(height), _WORD.findall(words)) for width, height, words in _PAGE.findall(found)]


def _page(width: float, height: float, words: list[tuple[str, ...]]) -> PrintedPage:
    places = [tuple(map(float, word[:4])) for word in words]
    first = min(top for _, top, _, _ in places) + 4
    title = "".join(unescape(word[4]) for word, (_, top, _, _) in zip(words, places, strict=True) if top < first)
    inside = [place for place in places if place[3] < height * _FOOTER]
    return PrintedPage(
        re.sub(r"\s", "", title), re.sub(r"\s", "", "".join(unescape(word[4]) for word in words)),
        max(bottom for _, _, _, bottom in inside) / height,
        (max(right for _, _, right, _ in inside) - min(left for left, _, _, _ in inside)) / width)


def thinly_filled(pages: list[PrintedPage], least: float) -> list[int]:
    """The pages (from 1) less filled than a share of the height, except for the last page of each sheet."""
    lasts = [*(one.title != other.title for one, other in pairwise(pages)), True]
    return [number for number, (page, last) in enumerate(zip(pages, lasts, strict=True), start=1)
            if not last and page.filled < least]
