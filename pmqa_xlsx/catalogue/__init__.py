"""Every finding code: its severity, meaning, message and fix, in Thai and English."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from pmqa_xlsx.catalogue.model import CatalogueEntry, Entries, Severity
from pmqa_xlsx.errors import OptionNotValid
from pmqa_xlsx.text.language import Lang, Text

__all__ = ["CATALOGUE", "CatalogueEntry", "Severity", "explain", "markdown_table", "rejecting_codes"]

#: All entries by code: about files, structure, answers, several returns, then the office's decisions.
CATALOGUE: Mapping[str, CatalogueEntry] = Entries({"findings.csv": Severity.ERROR})

_REJECTS = Text("แบบที่มีข้อนี้จะไม่ถูกนำไปรวม", "A return with this finding is rejected: nothing in it counts.")
_MEANING = Text("ความหมาย", "Meaning")
_MESSAGE = Text("ข้อความตัวอย่าง", "Message")
_FIX = Text("วิธีแก้ไข", "How to correct it")
_EXAMPLE = Text("ตัวอย่าง", "Example")
_COLUMNS = (Text("รหัส", "code"), Text("ระดับ", "severity"), Text("ความหมาย", "meaning"),
            Text("สิ่งที่ต้องทำ", "what to do"))


@cache
def rejecting_codes() -> frozenset[str]:
    """The codes of findings with which nothing in a return may count."""
    return frozenset(code for code, entry in CATALOGUE.items() if entry.rejects)


def explain(code: str, lang: Lang) -> str:
    """The meaning of a finding code, an example message and the fix, as plain text for a terminal.

    :raises OptionNotValid: there is no such code; the message names similar ones.
    """
    if code not in CATALOGUE:
        raise _unknown(code)
    entry = CATALOGUE[code]
    facts = entry.sample_facts(lang)
    means = entry.why.of(lang) + (f" {_REJECTS.of(lang)}" if entry.rejects else "")
    parts = [
        (_MEANING, means),
        (_MESSAGE, entry.message.of(lang, facts)),
        (_FIX, entry.fix.of(lang, facts)),
        (_EXAMPLE, f"{entry.bad.of(lang)} → {entry.good.of(lang)}"),
    ]
    head = f"{entry.code} ({entry.severity.label.of(lang)}): {entry.title.of(lang)}"
    return "\n".join([head, "", *(f"{name.of(lang)}: {text}" for name, text in parts)])


def _unknown(code: str) -> OptionNotValid:
    import difflib  # imported only here: every worker loads this module, and only people misspell a code

    near = ", ".join(difflib.get_close_matches(code.strip().lower().replace("_", "-"), CATALOGUE, n=3))
    return OptionNotValid("no-such-code-but" if near else "no-such-code", code=code, near=near)


def markdown_table(lang: Lang) -> str:
    """The whole catalogue as a Markdown table, with a line break after the last row."""
    rows = [[column.of(lang) for column in _COLUMNS], ["---"] * len(_COLUMNS)]
    rows += [[f"`{entry.code}`", entry.severity.label.of(lang), f"{entry.title.of(lang)}. {entry.why.of(lang)}"
              if lang == "en" else f"{entry.title.of(lang)}: {entry.why.of(lang)}", entry.fix.of(lang, {})]
             for entry in CATALOGUE.values()]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |\n" for row in rows)
