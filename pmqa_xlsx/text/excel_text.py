"""Values as a workbook's cell can hold them, whatever XlsxWriter would make of them: shared by all that write one."""

from __future__ import annotations

import re

#: The most characters (UTF-16 units, as Excel counts) that a cell can hold.
CELL_LIMIT = 32_767
#: What a cell of a .csv must not begin with: a spreadsheet takes it for a formula, or skips it and takes what follows.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_COUNTED_TWICE = re.compile("[\U00010000-\U0010ffff]")
_CANNOT_STAND_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Exact(float):
    """A number that is written with as many digits as it takes to read the same number back.

    XlsxWriter formats every number to 16 digits, and one in two needs 17.
    """

    def __format__(self, _: str) -> str:
        return number_text(float(self))


def number_text(number: float) -> str:
    """A number as the shortest text that reads back as the same double: ``85`` and not ``85.0``."""
    if isinstance(number, int) or (number.is_integer() and abs(number) < 1e15):
        return str(int(number))
    return repr(number)


def excel_text(text: str, cut_mark: str = "…") -> str:
    """A text as a cell can hold it: characters that XML has no room for replaced, length within Excel's limit.

    :param cut_mark: what a text ends in that had to be cut.
    """
    text = _CANNOT_STAND_IN_XML.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    if text.startswith("<r>") and text.endswith("</r>"):
        text += " "  # XlsxWriter would take such a string for finished XML and write it as it stands
    if is_longer(text, CELL_LIMIT):
        room = 2 * (CELL_LIMIT - excel_length(cut_mark))
        text = text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + cut_mark
    return text


def excel_length(text: str) -> int:
    """The length of a text as Excel counts it: characters beyond the first 65,536 count twice."""
    return len(text) + (0 if text.isascii() else len(_COUNTED_TWICE.findall(text)))


def is_longer(text: str, limit: int) -> bool:
    """Whether a text is longer than allowed, as Excel counts."""
    return len(text) > limit // 2 and excel_length(text) > limit
