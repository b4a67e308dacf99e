"""Wordings for narrow places: a criterion's own short one, or the beginning of the whole."""

from __future__ import annotations

from pmqa_xlsx.form.model import Criterion
from pmqa_xlsx.layout.heights import BODY
from pmqa_xlsx.layout.paper import column_points
from pmqa_xlsx.layout.widths import SHORT_WIDTH
from pmqa_xlsx.text.language import Lang, Text
from pmqa_xlsx.text.typography import text_width

#: How much of its column a short wording fills: wider fonts take the place of TH Sarabun where that is missing.
_SHORT_FILL = 0.63


def short_wording(criterion: Criterion) -> Text:
    """A criterion's wording for a narrow place: its own short one, else the beginning of the whole, cut at a word."""
    def of(lang: Lang) -> str:
        return criterion.short.of(lang) or cut_at_word(criterion.text.of(lang))

    return Text(of("th"), of("en"))


def cut_at_word(text: str) -> str:
    """As much of a text as fits on one line of a short wording, cut at a space if its second half has one."""
    text = " ".join(text.split())
    room = column_points(SHORT_WIDTH) * _SHORT_FILL
    if text_width(text, BODY) <= room:
        return text
    end, used = 0, text_width("…", BODY)
    while used + (step := text_width(text[end], BODY)) <= room:
        used += step
        end += 1
    while _is_mark(text[end]):  # the letter whose mark would be cut off goes too
        end -= 1
    space = text.rfind(" ", end // 2, end + 1)
    return (text[:space] if space > 0 else text[:end]).rstrip() + "…"


def _is_mark(character: str) -> bool:
    return character == "ั" or "ิ" <= character <= "ฺ" or "็" <= character <= "๎"
