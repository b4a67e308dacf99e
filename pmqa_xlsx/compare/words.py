"""The comparison workbook's own texts, from ``words.csv``."""

from __future__ import annotations

from pmqa_xlsx.text.language import TextTable

_TABLE = TextTable(__file__)
PRESENCE, CHANGE, ASPECT = _TABLE.group("PRESENCE"), _TABLE.group("CHANGE"), _TABLE.group("ASPECT")
ALTERED = "{name} *"
__getattr__ = _TABLE.text
