"""The texts that Excel shows beside a slot and when it rejects typed text, within Excel's limits."""

from __future__ import annotations

from pmqa_xlsx.answers.types import rules_of
from pmqa_xlsx.form.model import Field
from pmqa_xlsx.text.excel_text import excel_length
from pmqa_xlsx.text.language import Lang, Text

#: Most characters of a message's title and of its text.
TITLE_LIMIT, MESSAGE_LIMIT = 32, 255
_PROMPT_TITLE = Text("วิธีกรอกช่องนี้", "How to fill in this cell")
_STOP_TITLE = Text("ค่านี้ใช้กับช่องนี้ไม่ได้", "Not accepted in this cell")


def prompt(field: Field, lang: Lang) -> tuple[str, str]:
    """The title and text shown beside a selected slot: the hint, and the valid answers."""
    label = field.label.of(lang)
    title = label if excel_length(label) <= TITLE_LIMIT else _PROMPT_TITLE.of(lang)
    return title, _within(_prompt_text(field, lang), field.hint.of(lang))


def prompt_length(field: Field, lang: Lang) -> int:
    """The length of the prompt's full text as Excel counts it; above :data:`MESSAGE_LIMIT` the hint does not fit."""
    return excel_length(_prompt_text(field, lang))


def stop_message(field: Field, lang: Lang) -> tuple[str, str]:
    """The title and text shown when Excel rejects typed text: the valid answers, then the hint if it fits."""
    accepts = rules_of(field, lang).accepted
    return _STOP_TITLE.of(lang), _within(f"{accepts}\n{field.hint.of(lang)}".strip(), accepts)


def _prompt_text(field: Field, lang: Lang) -> str:
    return f"{field.hint.of(lang)}\n{rules_of(field, lang).accepted}".strip()


def _within(text: str, shorter: str) -> str:
    """The text, else a shorter one, else that truncated; a checked definition never needs the last."""
    for candidate in (text, shorter):
        if excel_length(candidate) <= MESSAGE_LIMIT:
            return candidate
    cut = shorter[:MESSAGE_LIMIT - 1]
    while excel_length(cut) >= MESSAGE_LIMIT:
        cut = cut[:-1]
    return cut + "…"
