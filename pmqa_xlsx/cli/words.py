"""What commands print, from ``words.csv``; the summary of a round is in :mod:`pmqa_xlsx.report.words`."""

from __future__ import annotations

from pmqa_xlsx.text.language import TextTable

_TABLE = TextTable(__file__)
#: The headings of the tables that are printed, and the folders of a demo, in their order.
WEIGHTS, LETTER_LIST, FOLDERS = (_TABLE.series(name) for name in ("WEIGHTS", "LETTER_LIST", "FOLDERS"))
STEP, LEVEL = _TABLE.group("STEP"), _TABLE.group("LEVEL")
__getattr__ = _TABLE.text
