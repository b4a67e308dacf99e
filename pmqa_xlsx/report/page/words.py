"""The page's own texts, from ``words.csv``; texts shared with the workbook are in :mod:`pmqa_xlsx.report.words`."""

from __future__ import annotations

from pmqa_xlsx.report import words
from pmqa_xlsx.text.language import TextTable

_TABLE = TextTable(__file__)
BASES, SINCE = _TABLE.group("BASES"), _TABLE.group("SINCE")
#: The short names of the months, January first.
MONTHS = _TABLE.series("MONTHS")
#: The texts of the page's script, by name.
FOR_THE_SCRIPT = _TABLE.group("FOR_THE_SCRIPT") | {
    "mean": words.MEAN, "of_complete": words.BASES["complete"], "of_all": words.BASES["all"],
    "category": words.CATEGORY, "total": words.TOTAL, "complete": words.COMPLETENESS, "fix": words.FIX,
    "overdue": _TABLE.text("WHY_OVERDUE"),
}
__getattr__ = _TABLE.text
