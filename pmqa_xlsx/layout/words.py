"""The workbook's own fixed texts, from ``words.csv``; the form's texts come from the definition."""

from __future__ import annotations

from pmqa_xlsx.text.calendar import Calendar
from pmqa_xlsx.text.language import Lang, Text, TextTable

_TABLE = TextTable(__file__)
#: The author of the notes that this program writes on the cells of a workbook sent back for correction.
NOTE_AUTHOR = "pmqa-xlsx"
CHECKS_SHEET = "_check"
LISTS_SHEET = "_lists"
IDENTITY_SHEET = "_pmqa"
#: The label of the fiscal year, and what is before a year in a sentence, by calendar.
FISCAL_YEAR = _TABLE.group("FISCAL_YEAR")
ERA: dict[Calendar, dict[Lang, str]] = {
    Calendar.BE: {"th": "พ.ศ. ", "en": "B.E. "}, Calendar.CE: {"th": "ค.ศ. ", "en": ""}}
REQUIRED_MARK = " *"
#: Follows the heading of a column that is required if another answer has a certain value.
CONDITION_MARK = " (*)"
#: The state of a row in which nothing is required and nothing was typed.
OPTIONAL = "–"
#: The key of the summary sheet, to which every sheet has a link.
SUMMARY_KEY = "summary"
#: In a text of the definition: the unit's name, in a workbook for any unit the unit label.
NAME_OF_UNIT = "{name_of_unit}"
#: What the first sheet says of sending the workbook back: each label with its fact.
SENDING_FACTS = tuple((label, Text(f"{{{fact}}}", f"{{{fact}}}"))
                      for fact, label in _TABLE.group("SENDING_FACTS").items())
STEPS, CORRECTION_STEPS = _TABLE.series("STEPS"), _TABLE.series("CORRECTION_STEPS")
CORRECTION_HEADINGS = _TABLE.series("CORRECTION_HEADINGS")
#: Each legend with the look of its sample (see ``FixedText.look``).
LEGENDS = tuple(_TABLE.group("LEGENDS").items())
__getattr__ = _TABLE.text
