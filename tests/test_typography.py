"""Measured widths and numbers of lines are those of a font with TH Sarabun's design."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmqa_xlsx.definition.loading import load_form
from pmqa_xlsx.text.typography import MAX_ROW_HEIGHT, line_count, row_height, text_width

FONT = Path("/usr/share/fonts/truetype/tlwg/Laksaman.ttf")
#: Factor by which that font is scaled to replace TH Sarabun.
SCALE = 0.66
texts = st.text("กขนมเแำา่้ี็ abcWi .,/\n๑1", max_size=80)


@pytest.mark.parametrize(
    ("with_marks", "without"), [("ที่", "ท"), ("กู้", "ก"), ("น้ำ", "นำ"), ("พื้น", "พน"), ("a\u200bb", "ab")])
def test_marks_have_no_width(with_marks: str, without: str) -> None:
    """Vowels and tone marks above and below a letter, and characters without width, have no width."""
    assert text_width(with_marks, 14) == text_width(without, 14)


@given(texts, texts)
def test_longer_is_never_less(text: str, more: str) -> None:
    """More text is never narrower and never needs fewer lines."""
    assert text_width(text + more, 14) >= text_width(text, 14)
    assert line_count(text + more, 20, 14) >= line_count(text, 20, 14)


@given(texts, st.integers(5, 90), st.integers(5, 90))
def test_a_wider_column_never_needs_more_lines_of_thai(text: str, one: int, other: int) -> None:
    """In a wider column Thai text needs no more lines, and in a larger size no fewer."""
    thai = "".join(character for character in text if character > "ก")
    narrow, wide = sorted((one, other))
    assert line_count(thai, wide, 14) <= line_count(thai, narrow, 14)
    assert line_count(thai, wide, 16) >= line_count(thai, wide, 14)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [("", 10, 1), ("ก", 10, 1), ("ก\nข\nค", 10, 3), ("one two", 40, 1), ("ก" * 100, 200, 1), ("ก" * 100, 44, 3),
     ("Implementation Implementation", 11, 4), ("Implementation Implementation", 17, 2)],
)
def test_lines(text: str, width: float, lines: int) -> None:
    """Line breaks count, words are not split, Thai text may break anywhere."""
    assert line_count(text, width, 14) == lines


def test_row_heights() -> None:
    """A row is higher by more than the font size for each line, in whole pixels, and at least one line high."""
    heights = [row_height(lines, 14) for lines in range(4)]
    assert heights == [25.5, 25.5, 48.75, 72.0]
    assert row_height(18, 14) > MAX_ROW_HEIGHT > row_height(17, 14)


@pytest.mark.skipif(not FONT.exists(), reason=f"the font {FONT.name} is not installed")
def test_widths_are_the_fonts() -> None:
    """Every text of the shipped form measures as in the font, with a margin of 4 to 16 per cent."""
    ttlib = pytest.importorskip("fontTools.ttLib")
    font = ttlib.TTFont(FONT)
    glyphs, advances, unit = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
    form = load_form()
    known = [text for criterion in form.criteria() for text in (criterion.text.th, criterion.text.en)]
    known += [text for unit_ in form.units for text in (unit_.name.th, unit_.name.en)]
    ratios = [
        text_width(text, 14) / (sum(advances[glyphs[ord(c)]][0] for c in text) / unit * SCALE * 14) for text in known
    ]
    assert (round(min(ratios), 2), round(max(ratios), 2)) >= (1.04, 1.04)
    assert max(ratios) < 1.16
