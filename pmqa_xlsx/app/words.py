"""The texts of the app's pages, from ``words.csv``; what reports say too is in :mod:`pmqa_xlsx.report.words`."""

from __future__ import annotations

from pmqa_xlsx.consolidate.letters import LetterKind, LetterState
from pmqa_xlsx.consolidate.schema import Standing
from pmqa_xlsx.text.language import Text, TextTable

_TABLE = TextTable(__file__)
NAV, STANDING, REFUSED = _TABLE.group("NAV"), _TABLE.group("STANDING"), _TABLE.group("REFUSED")
STANDING_CLASS = {Standing.COMPLETE: "accepted", Standing.TO_CORRECT: "needs_correction",
                  Standing.MISSING: "missing", Standing.OVERDUE: "rejected"}
#: The page that says more about something to do.
TASK_PAGES = {"decide": "/doubtful", "send": "/letters", "overdue": "/units?show=overdue", "due": "/units?show=due",
              "in-vain": "/units?show=tried", "correct": "/units?show=to-correct"}
#: What a job is doing, and what it did, by its call.
WORK, DID = _TABLE.group("WORK"), _TABLE.group("DID")
#: The columns of the list of units, and the tables of results, by name.
COLUMNS, TABLE_NAMES = _TABLE.group("COLUMNS"), _TABLE.group("TABLE_NAMES")
#: The columns that name a file by its SHA-256, of which the beginning is enough for people.
DIGESTS = ("sha256", "superseded_by", "old_sha256", "new_sha256")
#: What can be chosen in a form, by the value that it sends; and what a definition says to its reader, by field.
VERDICTS, DRAFT_OPTIONS, FORM_FACTS = (_TABLE.group(name) for name in ("VERDICTS", "DRAFT_OPTIONS", "FORM_FACTS"))
LETTER_KIND, LETTER_STATE = ({one.value: Text(one.label.th, one.label.en.capitalize()) for one in known}
                             for known in (LetterKind, LetterState))
__getattr__ = _TABLE.text
