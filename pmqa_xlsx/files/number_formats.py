"""Number formats: the text of a number, and whether it is shown as per cent, a date or a time.

Used for all Excel file formats (ECMA-376, 18.8.30 and 18.8.31). A number format has up to four sections, separated by
semicolons; the number decides which one applies. Formats 59–81 without a format string are Thai Excel's built-in ones.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from pmqa_xlsx.cells import Shown
from pmqa_xlsx.files.format_rendering import number_as_text, time_as_text
from pmqa_xlsx.text.excel_text import number_text

#: Built-in formats without a format string in the file, by number; for dates only the parts needed here.
_BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00", 41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss",
    47: "mm:ss.0", 59: "0", 60: "0.00", 61: "#,##0", 62: "#,##0.00", 67: "0%", 68: "0.00%", 75: "h:mm", 76: "h:mm:ss",
    78: "mm:ss", 79: "[h]:mm:ss", 80: "mm:ss.0",
} | dict.fromkeys((14, 15, 16, 17, 22, *range(27, 37), *range(50, 59), 71, 72, 73, 74, 77, 81), "d/m/yyyy")
#: Literal parts of a section; of brackets, only elapsed times mean a time.
_LITERALS = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]?', re.IGNORECASE)
_SECTION_END = re.compile(r'("[^"]*"?|\\.|_.|\*.|\[[^\]]*\]?|[^;])*')
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?[0-9.]{1,20}(?:E[+-]?[0-9]{1,3})?)\]", re.IGNORECASE)
_DATE_LETTERS = re.compile(r"[dybg]|e(?![+-])")
_TIME_LETTERS = re.compile(r"[hs]|\[m")
_NO_FORMAT = ("general", "@", "")
_COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt, ">": operator.gt, "=": operator.eq, "<=": operator.le, ">=": operator.ge, "<>": operator.ne}
#: Excel allows 255 characters and four sections.
_LONGEST, _MOST_SECTIONS = 1_000, 4


class FormatSection(NamedTuple):
    """One section of a format.

    :ivar code: its text, such as ``0.00%``.
    :ivar condition: a comparison and its limit, such as ``("<=", 1.0)``; ``None`` if the position decides.
    """

    code: str
    shown: Shown
    condition: tuple[str, float] | None = None

    def holds(self, number: float) -> bool:
        """Whether the section has a condition and the number meets it."""
        return self.condition is not None and _COMPARISONS[self.condition[0]](number, self.condition[1])


_GENERAL = FormatSection("General", Shown.PLAIN)


class ExcelFormat(NamedTuple):
    """A number format other than General.

    :ivar sections: one to four; the fourth is for texts.
    """

    sections: tuple[FormatSection, ...]

    def section(self, number: float) -> FormatSection:
        """The section for a number."""
        sections = self.sections
        if any(section.condition for section in sections):
            others = (section for section in sections if section.condition is None)
            return next((section for section in sections if section.holds(number)), next(others, _GENERAL))
        if len(sections) > 2 and number == 0:
            return sections[2]
        return sections[1] if len(sections) > 1 and number < 0 else sections[0]

    def text(self, number: float) -> str:
        """The text of a number; the plain number if the format is not supported."""
        section = self.section(number)
        code = section.code.strip().lower()
        if section.shown is Shown.DATE or code in _NO_FORMAT:
            return number_text(number)
        if section.shown is Shown.TIME:
            return time_as_text(number, section.code)
        # A section for negative numbers contains the sign itself.
        of_negative = number < 0 and section is not self.sections[0] and section.condition is None
        return number_as_text(abs(number) if of_negative else number, section.code)


def _bare(code: str) -> str:
    return _LITERALS.sub("", code)


@lru_cache(maxsize=1_000)
def format_of(number: int, code: str | None = None) -> ExcelFormat | None:
    """A number format; ``None`` for General, which shows the plain number.

    :param number: the format's number; built-in formats have no code in the file.
    :param code: the format as text, such as ``0.00%``; ``None`` if the file has none.
    """
    code = (_BUILT_IN.get(number, "") if code is None else code)[:_LONGEST]
    if code.strip().lower() in _NO_FORMAT:
        return None
    sections: list[FormatSection] = []
    place = 0
    while place <= len(code) and len(sections) < _MOST_SECTIONS:
        match = _SECTION_END.match(code, place)
        end = match.end() if match else len(code)
        sections.append(_section(code[place:end]))
        place = end + 1
    return ExcelFormat(tuple(sections))


def _section(code: str) -> FormatSection:
    stated = _CONDITION.search(code)
    try:
        condition = (stated[1], float(stated[2])) if stated else None
    except ValueError:
        condition = None
    bare = _bare(code).strip().lower()
    if "%" in bare:
        shown = Shown.PERCENT
    elif bare in _NO_FORMAT or "general" in bare:
        shown = Shown.PLAIN
    elif _DATE_LETTERS.search(bare):
        shown = Shown.DATE
    elif _TIME_LETTERS.search(bare):
        shown = Shown.TIME
    else:
        shown = Shown.DATE if "m" in bare else Shown.PLAIN  # months only
    return FormatSection(code, shown, condition)
