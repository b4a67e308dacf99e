"""The catalogue for people: one code explained, and all of them in a table."""

from __future__ import annotations

from collections.abc import Mapping

from pmqa_xlsx.catalogue.model import CatalogueEntry
from pmqa_xlsx.errors import OptionNotValid
from pmqa_xlsx.text.language import Lang, Text

_REJECTS = Text("แบบที่มีข้อนี้จะไม่ถูกนำไปรวม", "A return with this finding is rejected: nothing in it counts.")
_MEANING = Text("ความหมาย", "Meaning")
_MESSAGE = Text("ข้อความตัวอย่าง", "Message")
_FIX = Text("วิธีแก้ไข", "How to correct it")
_EXAMPLE = Text("ตัวอย่าง", "Example")
_COLUMNS = (Text("รหัส", "code"), Text("ระดับ", "severity"), Text("ความหมาย", "meaning"),
            Text("สิ่งที่ต้องทำ", "what to do"))


def entry_of(entries: Mapping[str, CatalogueEntry], code: str) -> CatalogueEntry:
    """The entry of a code.

    :raises OptionNotValid: there is no such code; the message names similar ones.
    """
    if code in entries:
        return entries[code]
    import difflib  # imported only here: every worker loads this module, and only people misspell a code

    near = ", ".join(difflib.get_close_matches(code.strip().lower().replace("_", "-"), entries, n=3))
    raise OptionNotValid(
        f"There is no finding code “{code}”." + (f" Did you mean: {near}?" if near else ""),
        f"ไม่มีรหัส “{code}”" + (f" อาจหมายถึง: {near}" if near else ""),
    )


def explain_entry(entry: CatalogueEntry, lang: Lang) -> str:
    """One entry as plain text for a terminal, several lines without a line break after the last."""
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


def markdown_of(entries: Mapping[str, CatalogueEntry], lang: Lang) -> str:
    """All entries as a Markdown table, in the catalogue's order, with a line break after the last row."""
    rows = [[column.of(lang) for column in _COLUMNS], ["---"] * len(_COLUMNS)]
    rows += [[f"`{entry.code}`", entry.severity.label.of(lang), f"{entry.title.of(lang)}. {entry.why.of(lang)}"
              if lang == "en" else f"{entry.title.of(lang)}: {entry.why.of(lang)}", entry.fix.of(lang, {})]
             for entry in entries.values()]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |\n" for row in rows)
