"""The texts of the feedback to the units, from ``words.csv``; official, kind and plain."""

from __future__ import annotations

from pmqa_xlsx.text.language import TextTable

_TABLE = TextTable(__file__)
#: Advice that replaces the usual one, by finding code, since the workbook that is sent back is complete.
RENEWED = {
    **dict.fromkeys(("sheet-missing", "row-missing", "heading-missing"), _TABLE.text("FILL_IN_HERE")),
    **dict.fromkeys(("row-conflict", "heading-conflict"), _TABLE.text("PASTE_HERE")),
    **dict.fromkeys(("locked-text-changed", "seal-altered", "sheet-duplicated"), _TABLE.text("NOTHING_TO_CORRECT")),
}
__getattr__ = _TABLE.text
